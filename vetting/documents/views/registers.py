"""What the registers share: the table of one question, and the answers of several, straight from the stages."""

from collections.abc import Mapping, Sequence
from typing import Any

from vetting.documents.blocks import Block, Cell, Column, Heading, Paragraph, Table
from vetting.documents.scribe import Scribe
from vetting.documents.views.stages import short_answer

Record = Mapping[str, Any]


def find_question(record: Record, criterion: str) -> dict[str, Any] | None:
    """A question of the pack with its answers; none where the pack has no such question."""
    questions = (one for module in record["modules"] for one in module["questions"])
    return next((one for one in questions if one["criterion"] == criterion), None)


def show_rows(record: Record, scribe: Scribe, criterion: str, title: str, note: str = "") -> list[Block]:
    """The table of one question under a heading; nothing where nobody answered it."""
    question = find_question(record, criterion)
    if question is None or not question["answers"]:
        return []
    lead = [scribe.note(note)] if note else []
    heading = Heading(2, scribe.words(title))
    rows = [row for one in question["answers"] if isinstance(one["value"], list) for row in one["value"]]
    if not rows:
        return [heading, *lead, _no_rows(question, scribe)]
    return [heading, *lead, _table(rows, question, scribe, title), *_gaps(question, scribe)]


def show_said(record: Record, scribe: Scribe, criteria: Sequence[str], title: str) -> list[Block]:
    """The answers to several questions under a heading, each with who gave it; those without one are named."""
    found = [question for one in criteria if (question := find_question(record, one)) is not None]
    told = [one for one in found if one["answers"]]
    if not found:
        return []
    heading = Heading(2, scribe.words(title))
    blocks: list[Block] = [heading]
    if told:
        columns = [
            ("stages.criterion", 2),
            ("computed.question", 7),
            ("questions.answer", 7),
            ("register.by", 3),
        ]
        blocks.append(scribe.table(title, columns, (_said(one, scribe) for one in told)))
    silent = [one for one in found if not one["answers"]]
    if silent:
        said = "; ".join(f"{one['criterion']} ({_state(one, scribe)})" for one in silent)
        blocks.append(scribe.note("register.silent", criteria=said))
    return blocks


def show_missing(scribe: Scribe, kind: str, keys: Sequence[str]) -> Cell:
    """What a row lacks, a sentence each; a row that lacks nothing says so."""
    if not keys:
        return (scribe.say("register.nothing_missing", "muted"),)
    return tuple(scribe.say(f"{kind}.{key}", "strong") for key in keys)


def _said(question: dict[str, Any], scribe: Scribe) -> tuple[Cell, ...]:
    by = [f"{one['by']}, {one['at'][:10]}" for one in question["answers"]]
    notes = [line for one in question["answers"] for line in scribe.text(one["note"], "muted")]
    return (
        scribe.cell(question["criterion"], "strong"),
        scribe.text(question["question"]),
        (*short_answer(question, scribe), *notes),
        tuple(scribe.plain(one, "muted") for one in dict.fromkeys(by)),
    )


def _state(question: dict[str, Any], scribe: Scribe) -> str:
    states = [one["state"] for one in question["answers"]] or [question["state"]]
    return scribe.words.name("state", states[0]).lower()


def _gaps(question: dict[str, Any], scribe: Scribe) -> list[Paragraph]:
    """What is asked for one by one and has no row: it counts as unknown."""
    if not question["gaps"]:
        return []
    items = ", ".join(scribe.told(one) for one in question["gaps"])
    return [scribe.note("register.gaps", criterion=question["criterion"], items=items)]


def _no_rows(question: dict[str, Any], scribe: Scribe) -> Paragraph:
    """An empty table says that there are none, where somebody answered so; another state stands as it is."""
    if any(one["state"] == "given" for one in question["answers"]):
        return scribe.note("register.answered_none", criterion=question["criterion"])
    return scribe.note("register.no_rows", criterion=question["criterion"], state=_state(question, scribe))


def _table(rows: list[Any], question: dict[str, Any], scribe: Scribe, title: str) -> Table:
    names = question["columns"]
    columns = tuple(Column(scribe.words.name("column", one), WEIGHTS.get(one, 3)) for one in names)
    chosen = question.get("chosen_columns", ())
    cells = tuple(
        tuple(_cell(row.get(one), scribe, is_chosen=one in chosen) for one in names)
        for row in rows
        if isinstance(row, dict)
    )
    return Table(scribe.words(title), columns, cells, heads_rows=True)


WEIGHTS = {"finding": 6, "query": 5, "note": 6, "impact": 5, "softened_by": 5, "harm": 5, "step": 4}
"""The share of the width of a column; three where none is given."""


def _cell(value: Any, scribe: Scribe, *, is_chosen: bool) -> Cell:
    """A cell; of a party its name alone, since the rest stands with the parties."""
    if isinstance(value, dict) and "legal_name" in value:
        return scribe.cell(str(value["legal_name"]))
    return scribe.choice(value) if is_chosen else scribe.value(value)
