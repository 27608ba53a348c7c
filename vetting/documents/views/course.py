"""Sections 3 and 4: how the review ran, and what the rules computed before anyone voted."""

from collections.abc import Iterator
from typing import Any

from vetting.documents.blocks import Block, Cell, Facts, Heading, Items
from vetting.documents.charts import draw_timeline
from vetting.documents.scribe import Scribe
from vetting.documents.sections import NUMBERS

MILESTONES = (
    "CaseOpened",
    "StageEvaluated",
    "TermsStored",
    "LetterSent",
    "SubmissionReceived",
    "ReplyRecorded",
    "VoteCast",
    "CaseDecided",
)
"""The first entry of each of these stands on the timeline."""


def show_review(record: dict[str, Any], scribe: Scribe) -> tuple[Block, ...]:
    """Timeline, and the state of each stage."""
    events = _milestones(record, scribe)
    lines = tuple(scribe.plain(f"{at}: {what}") for at, what in events)
    return (
        Heading(2, scribe.words("review.timeline")),
        draw_timeline([(at, what) for at, what in events if "W" not in at], scribe.words),
        *((Items(lines, numbered=True),) if lines else ()),
        Heading(2, scribe.words("review.stages")),
        _stages(record, scribe),
    )


def show_computed(record: dict[str, Any], scribe: Scribe) -> tuple[Block, ...]:
    """Level, bounds, what holds them by facts and by unknowns, gates, and what to ask first."""
    return (
        scribe.note("computed.lead"),
        _result(record, scribe),
        *_holding(record, scribe, "by_facts"),
        *_holding(record, scribe, "by_unknowns"),
        *_ask_next(record, scribe),
        *_gates(record, scribe),
        *_conditions(record, scribe),
    )


def _milestones(record: dict[str, Any], scribe: Scribe) -> list[tuple[str, str]]:
    """Day and name of the first entry of each kind, in order of time."""
    first: dict[str, str] = {}
    for line in record["history"]:
        if line["event"] in MILESTONES:
            first.setdefault(line["event"], line["at"][:10])
    return [(at, scribe.words.name("event", event)) for event, at in first.items()]


def _stages(record: dict[str, Any], scribe: Scribe) -> Block:
    keys = [("stage", 14), ("status", 10), *_COUNTED.items()]
    rows = ((
        scribe.text(one["title"], "strong"),
        scribe.name("status", one["status"]),
        *(scribe.cell(str(len(one[key]))) for key in _COUNTED),
    ) for one in record["modules"])  # fmt: skip
    return scribe.table("review.stages", [(f"review.{key}", weight) for key, weight in keys], rows)


_COUNTED = {"asked": 5, "unknown": 6, "unanswered": 8, "findings": 6, "gates": 6}
"""What is counted of each stage, with the width that its heading needs in print."""


def _result(record: dict[str, Any], scribe: Scribe) -> Facts:
    computed, words = record["computed"], scribe.words
    admissible = ", ".join(words.name("outcome_noun", one) for one in computed["admissible"])
    told: list[tuple[str, Cell]] = [
        *((key, scribe.name("level", computed["level"][key])) for key in ("established", "at_least", "could_be")),
        ("authority", scribe.name("authority", str(computed["authority"]))),
        ("depth", scribe.name("depth", computed["depth"])),
        ("admissible", scribe.cell(admissible or words("document.none"))),
        ("suggested", scribe.name("outcome_noun", computed["suggested"])),
    ]  # fmt: skip
    return Facts(words("computed.results"), tuple((words(f"computed.{key}"), cell) for key, cell in told))


def _holding(record: dict[str, Any], scribe: Scribe, which: str) -> list[Block]:
    computed = record["computed"]
    criteria = computed["because"][which]
    title = scribe.words(f"computed.{which}", level=scribe.words.name("level", computed["level"]["at_least"]))
    if not criteria:
        return [Heading(2, title), scribe.note(f"computed.nothing_{which}")]
    return [Heading(2, title), show_criteria(record, scribe, criteria)]


def show_criteria(record: dict[str, Any], scribe: Scribe, criteria: list[str]) -> Items:
    """Criteria with their questions, as a list."""
    asked = questions_of(record)
    lines = tuple(
        (*scribe.plain(f"{one}  ", "strong"), *(scribe.text(asked.get(one, {})) or ((),))[0])
        for one in criteria
    )
    return Items(lines)


def questions_of(record: dict[str, Any]) -> dict[str, dict[str, str]]:
    """The question of each criterion of the pack."""
    return {one["criterion"]: one["question"] for module in record["modules"] for one in module["questions"]}


def _gates(record: dict[str, Any], scribe: Scribe) -> list[Block]:
    """The open gates, a row for each stage; the questions behind them stand with their stage."""
    heading = Heading(2, scribe.words("computed.gates"))
    if not record["computed"]["gates_open"]:
        return [heading, scribe.note("computed.no_gates")]
    columns = [("review.stage", 3), ("computed.by_answers", 6), ("computed.by_lack", 8)]
    rows = (
        (scribe.text(module["title"], "strong"), scribe.ids(facts), scribe.ids(unknowns))
        for module, facts, unknowns in _gates_by_stage(record)
    )
    return [heading, scribe.note("computed.gates_lead"), scribe.table("computed.gates", columns, rows)]


def _gates_by_stage(record: dict[str, Any]) -> Iterator[tuple[dict[str, Any], list[str], list[str]]]:
    """Each stage with a gate: the criteria whose answer opened it, and those that are not known."""
    gates = record["computed"]["gates_open"]
    for module in record["modules"]:
        here = [one["criterion"] for one in module["questions"] if one["criterion"] in gates]
        facts = [one for one in here if "answered" in gates[one].values()]
        if here:
            yield module, facts, [one for one in here if one not in facts]


def _ask_next(record: dict[str, Any], scribe: Scribe) -> list[Block]:
    criteria = record["computed"]["ask_next"]
    heading = Heading(2, scribe.words("computed.ask_next"))
    if not criteria:
        return [heading, scribe.note("computed.no_questions")]
    return [heading, show_criteria(record, scribe, criteria[:12]), *_more(scribe, criteria[12:])]


def _more(scribe: Scribe, left: list[str]) -> list[Block]:
    if not left:
        return []
    where = scribe.words("document.annex", number=NUMBERS["questions"])
    return [scribe.note("document.more", count=len(left), where=where)]


def _conditions(record: dict[str, Any], scribe: Scribe) -> list[Block]:
    conditions = record["computed"]["conditions"]
    heading = Heading(2, scribe.words("computed.conditions"))
    if not conditions:
        return [heading, scribe.note("computed.no_conditions")]
    said = {one["id"]: one["text"] for one in record["computed"]["condition_texts"]}
    lines = tuple(
        (*scribe.plain(f"{one}  ", "strong"), *(scribe.text(said.get(one, {})) or ((),))[0])
        for one in conditions
    )
    return [heading, Items(lines)]
