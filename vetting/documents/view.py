"""One view of a record: the same sections and blocks for Word, PDF and HTML.

The order is that of a reader with little time: the decision on one page, then what it is about,
how it was reviewed, who was heard, what was decided, and last the registers for those who check.
"""

from collections.abc import Callable, Mapping
from typing import Any

from vetting.documents.blocks import Block, Figure, Section, View
from vetting.documents.catalogue import Words, load_words
from vetting.documents.scribe import Scribe
from vetting.documents.sections import NUMBERS
from vetting.documents.views import (
    annexes,
    clauses,
    conflicts,
    contests,
    controversies,
    course,
    data_terms,
    glance,
    impacts,
    ownership,
    proposal,
    replies,
    safeguards,
    screening,
    stages,
    verdict,
    voices,
)

RIGHT_TO_LEFT = frozenset({"ar"})

Show = Callable[[dict[str, Any], Scribe], tuple[Block, ...]]

SHOW: Mapping[str, Show] = {
    "partnership": proposal.show_partnership,
    "ownership": ownership.show_ownership,
    "scope": proposal.show_scope,
    "review": course.show_review,
    "computed": course.show_computed,
    "stages": stages.show_stages,
    "screening": screening.show_screening,
    "conflicts": conflicts.show_conflicts,
    "controversies": controversies.show_controversies,
    "impacts": impacts.show_impacts,
    "data": data_terms.show_data,
    "safeguards": safeguards.show_safeguards,
    "clauses": clauses.show_clauses,
    "consultation": voices.show_consultation,
    "reply": replies.show_reply,
    "contests": contests.show_contests,
    "options": voices.show_options,
    "reasons": verdict.show_reasons,
    "votes": verdict.show_votes,
    "conditions": verdict.show_conditions,
    "monitoring": verdict.show_monitoring,
    "limits": verdict.show_limits,
    "appeal": verdict.show_appeal,
    "findings": annexes.show_findings,
    "evidence": annexes.show_evidence,
    "rules": annexes.show_rules,
    "submissions": annexes.show_submissions,
    "redactions": annexes.show_redactions,
    "verification": annexes.show_verification,
    "history": annexes.show_history,
    "questions": annexes.show_questions,
}
"""What writes each section; the order and the numbers are those of ``sections``."""


def build_view(record: Mapping[str, Any], words: Words | None = None) -> View:
    """The view of a record in the words of one language; English where none are given."""
    chosen = words or load_words()
    read, scribe = dict(record), Scribe(chosen)
    return View(
        title=_title(read, scribe),
        subtitle=_subtitle(read, scribe),
        kicker=_kicker(read, chosen),
        language=chosen.language,
        rtl=chosen.language in RIGHT_TO_LEFT,
        dated=read["record"]["dated"],
        identity=read["record"]["id"],
        contents_title=chosen("document.contents"),
        page_of=chosen("document.page_of", page="{page}", pages="{pages}"),
        glance=glance.show_glance(read, scribe),
        sections=tuple(
            Section(key, number, chosen(f"section.{key}"), SHOW[key](read, scribe))
            for key, number in NUMBERS.items()
        ),
    )


def show_section(record: Mapping[str, Any], key: str, words: Words | None = None) -> tuple[Block, ...]:
    """The blocks of one section, for a page that shows no more; ``glance`` is the first page.

    Raises ``KeyError`` for a key that no section has.
    """
    show = glance.show_glance if key == "glance" else SHOW[key]
    return show(dict(record), Scribe(words or load_words()))


def find_figure(record: Mapping[str, Any], name: str, words: Words | None = None) -> Figure:
    """The first drawing of this name in a record; raises ``KeyError`` where there is none."""
    for block in show_section(record, DRAWN_IN[name], words):
        if isinstance(block, Figure) and block.name == name:
            return block
    raise KeyError(name)


DRAWN_IN = {
    "ladder": "glance",
    "timeline": "review",
    "matrix": "impacts",
    "ownership": "ownership",
    "data_map": "data",
    "risks": "data",
    "clauses": "clauses",
    "replies": "reply",
}
"""In which section a drawing stands, by its name."""


def _title(record: dict[str, Any], scribe: Scribe) -> Any:
    return (scribe.text(record["partnership"]["title"]) or (scribe.plain(record["record"]["case"]),))[0]


def _subtitle(record: dict[str, Any], scribe: Scribe) -> Any:
    said = record["partnership"]
    names = [one["name"] for one in said["parties"] if one["id"] == said["prospect"]]
    prospect = names[0] if names else scribe.words("document.no_prospect")
    office = next(iter(said["initiating_office"].values()), "")
    return scribe.say("document.subtitle", office=office, prospect=prospect)


def _kicker(record: dict[str, Any], words: Words) -> str:
    head = record["record"]
    kind = words("document.interim" if head["interim"] else "document.kicker")
    edition = words("document.edition", edition=words.name("edition", head["edition"]))
    return f"{kind} · {edition} · {head['dated'][:10]}"
