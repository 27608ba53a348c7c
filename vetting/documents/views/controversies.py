"""The section on controversies: what is reported, what the company answered, and where was looked without result."""

from typing import Any

from vetting.documents.blocks import Block, Cell
from vetting.documents.scribe import Scribe
from vetting.documents.views.registers import find_question, show_missing, show_rows, show_said

BESIDE = ("CTV-10", "CTV-11")
TABLES = {
    "CTV-13": "rabat",
    "CTV-07": "communications",
    "CTV-08": "bodies",
    "CTV-09": "ratings",
    "CTV-12": "searches",
}


def show_controversies(record: dict[str, Any], scribe: Scribe) -> tuple[Block, ...]:
    """Each controversy with its severity, status, answer and what it still lacks; then the sources consulted."""
    beside = [
        block
        for criterion, key in TABLES.items()
        for block in show_rows(record, scribe, criterion, f"controversies.{key}")
    ]
    said = show_said(record, scribe, BESIDE, "controversies.beside")
    return (*_log(record, scribe), *beside, *said)


def _log(record: dict[str, Any], scribe: Scribe) -> list[Block]:
    if not record["controversies"]:
        return [scribe.note(f"controversies.{_why_none(record)}")]
    reported = [("id", 2), ("controversy", 8), ("severity", 4), ("status", 4), ("nexus", 5)]
    answered = [("id", 2), ("answer", 5), ("measures", 5), ("reviewer", 4), ("lacking", 7)]
    return [
        scribe.note("controversies.lead"),
        scribe.table(
            "controversies.reported",
            _columns(reported),
            (_reported(one, scribe) for one in record["controversies"]),
        ),
        scribe.table(
            "controversies.answered",
            _columns(answered),
            (_answered(one, scribe) for one in record["controversies"]),
        ),
    ]


def _why_none(record: dict[str, Any]) -> str:
    """Whether somebody looked and found none; only an answer says so."""
    question = find_question(record, "CTV-01")
    given = question is not None and any(one["state"] == "given" for one in question["answers"])
    return "none_found" if given else "none_looked_for"


def _columns(keys: list[tuple[str, int]]) -> list[tuple[str, int]]:
    return [(f"controversies.{key}", weight) for key, weight in keys]


def _reported(one: dict[str, Any], scribe: Scribe) -> tuple[Cell, ...]:
    about = [scribe.words.name("controversy_kind", one["kind"]), one["dated"], *one["source"]]
    dimensions = " / ".join(scribe.told(one[key]) for key in ("scale", "scope", "irremediability"))
    return (
        scribe.cell(one["id"], "strong"),
        (
            *scribe.text(one["controversy"], "strong"),
            *scribe.text(one["where"]),
            *scribe.text(one["affected"]),
            scribe.plain(", ".join(about), "muted"),
        ),
        (*scribe.value(one["severity"]), scribe.plain(dimensions, "muted")),
        scribe.choice(one["status"]),
        (*scribe.name("nexus", one["nexus"]), *scribe.name("pattern", one["pattern"], "muted")),
    )


def _answered(one: dict[str, Any], scribe: Scribe) -> tuple[Cell, ...]:
    lacking = show_missing(scribe, "lacking", one["lacking"]) if one["lacking"] else ()
    return (
        scribe.cell(one["id"], "strong"),
        (*scribe.choice(one["answer"]), *scribe.ids(one["answer_source"], "muted")),
        (*scribe.name("recurrence", one["measures"]), *scribe.ids(one["measures_source"], "muted")),
        scribe.cell(one["reviewer"] or "") or (scribe.say("impacts.not_said", "muted"),),
        lacking or (scribe.say("controversies.complete"),),
    )
