"""One view of a record: the same sections and blocks for Word, PDF and HTML.

The order is that of a reader with little time: the decision on one page, then what it is about,
how it was reviewed, who was heard, what was decided, and last the registers for those who check.
"""

from collections.abc import Callable, Mapping
from typing import Any

from vetting.documents.blocks import Block, Section, View
from vetting.documents.catalogue import Words, load_words
from vetting.documents.scribe import Scribe
from vetting.documents.views import annexes, course, glance, proposal, stages, verdict, voices

RIGHT_TO_LEFT = frozenset({"ar"})

Show = Callable[[dict[str, Any], Scribe], tuple[Block, ...]]

SECTIONS: tuple[tuple[str, str, Show], ...] = (
    ("1", "partnership", proposal.show_partnership),
    ("2", "scope", proposal.show_scope),
    ("3", "review", course.show_review),
    ("4", "computed", course.show_computed),
    ("5", "stages", stages.show_stages),
    ("6", "impacts", stages.show_impacts),
    ("7", "consultation", voices.show_consultation),
    ("8", "reply", voices.show_reply),
    ("9", "options", voices.show_options),
    ("10", "reasons", verdict.show_reasons),
    ("11", "votes", verdict.show_votes),
    ("12", "conditions", verdict.show_conditions),
    ("13", "monitoring", verdict.show_monitoring),
    ("14", "limits", verdict.show_limits),
    ("15", "appeal", verdict.show_appeal),
    ("A", "findings", annexes.show_findings),
    ("B", "evidence", annexes.show_evidence),
    ("C", "rules", annexes.show_rules),
    ("D", "submissions", annexes.show_submissions),
    ("E", "redactions", annexes.show_redactions),
    ("F", "verification", annexes.show_verification),
    ("G", "history", annexes.show_history),
    ("H", "questions", annexes.show_questions),
)


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
            Section(key, number, chosen(f"section.{key}"), show(read, scribe))
            for number, key, show in SECTIONS
        ),
    )


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
