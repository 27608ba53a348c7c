"""The log of controversies (CTV-01 of the pack, joined with CTV-02 to CTV-06 and CTV-14).

A controversy is a reported matter, not a finding. It can be closed when its detail, the company's answer or the
documented absence of one, its severity and a named reviewer stand in the file. The reviewer is whoever graded the
severity, where that is somebody else than who entered the controversy.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from vetting.documents.material import Material
from vetting.documents.parts.tabled import (
    DIMENSIONS,
    cell_code,
    cell_ids,
    cell_text,
    grade_of,
    name_of,
    rows_by,
    severity_of,
)

Row = dict[str, Any]
DETAIL = ("controversy", "kind", "where", "affected", "source", "dated")
JOINED = {
    "CTV-02": "severity",
    "CTV-03": "status",
    "CTV-04": "answer",
    "CTV-05": "measures",
    "CTV-06": "pattern",
    "CTV-14": "nexus",
}
HEARD = ("answered", "absence_documented")


def assemble_controversies(material: Material) -> list[dict[str, Any]]:
    """Each controversy with what the other tables say of it, and what still stands in the way of closing it."""
    tables = {key: rows_by(material, key, "controversy") for key in JOINED}
    found = []
    for number, row in enumerate(material.rows_of("CTV-01"), 1):
        name = name_of(row, "controversy")
        joined = {JOINED[key]: table.get(name, [{}])[-1] for key, table in tables.items()}
        found.append(_controversy(number, row, joined, find_reviewer(material, name)))
    return found


def find_reviewer(material: Material, name: str) -> str | None:
    """Who graded the severity of a controversy without having entered it; none where there is nobody."""
    entered = _who(material, "CTV-01", name)
    return next((one for one in _who(material, "CTV-02", name) if one not in entered), None)


def why_not_close(controversy: Mapping[str, Any]) -> list[str]:
    """What a controversy lacks before it can be closed, by the key of its sentence; none where nothing is lacking."""
    return list(_lacking(controversy))


def _lacking(one: Mapping[str, Any]) -> Iterator[str]:
    if any(one[cell] in ({}, [], "unknown") for cell in DETAIL):
        yield "detail"
    if one["answer"] not in HEARD:
        yield "answer"
    if one["severity"] == "unknown":
        yield "severity"
    if one["reviewer"] is None:
        yield "reviewer"


def _who(material: Material, criterion: str, name: str) -> list[str]:
    return [
        answer.by
        for answer in material.answers.get(criterion, [])
        if isinstance(answer.value, list)
        and any(isinstance(row, dict) and name_of(row, "controversy") == name for row in answer.value)
    ]


def _controversy(number: int, row: Row, joined: dict[str, Row], reviewer: str | None) -> dict[str, Any]:
    one = {
        "id": f"CT-{number}",
        "controversy": cell_text(row, "controversy"),
        "kind": cell_code(row, "kind"),
        "where": cell_text(row, "where"),
        "affected": cell_text(row, "affected"),
        "source": cell_ids(row, "source"),
        "dated": cell_code(row, "dated"),
        **{name: grade_of(joined["severity"], name) for name in DIMENSIONS},
        "severity": severity_of(joined["severity"]),
        **{
            name: cell_code(joined[name], name)
            for name in ("status", "answer", "measures", "pattern", "nexus")
        },
        "answer_source": cell_ids(joined["answer"], "source"),
        "measures_source": cell_ids(joined["measures"], "source"),
        "reviewer": reviewer,
    }
    return one | {"lacking": why_not_close(one)}
