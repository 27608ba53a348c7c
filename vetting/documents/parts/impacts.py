"""The register of adverse impacts (HRI-17 of the pack, joined with HRI-18, HRI-28 and HRI-37).

- Severity is the highest of scale, scope and irremediability; likelihood stands apart and orders the
  work only. After a measure the residual grade counts, and only where the answer states one.
- What an impact counts after its measure is the rule's word (``counted``), beside the grade that the answer states.
- Nothing is netted: benefits (HRI-34) have no place in a row.
- What is not known of an impact stands in its row as such.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from vetting.documents.material import Material
from vetting.documents.parts.tabled import cell_code, cell_ids, cell_text, is_asked, name_of, rows_by
from vetting.domain.severity import DIMENSIONS, grade_of, severity_after, severity_of

Row = dict[str, Any]
ACTION_CELLS = ("owner", "due", "indicator")


@dataclass(frozen=True)
class Joined:
    """What the other tables say of one impact."""

    involvement: Row
    actions: list[Row]
    residual: Row
    heard: list[Row]


def assemble_impacts(material: Material) -> list[dict[str, Any]]:
    """Each impact in the order in which it was filed, with its place in the order of work."""
    tables = [rows_by(material, criterion, "impact") for criterion in ("HRI-18", "HRI-28", "HRI-37")]
    heard = rows_by(material, "HRI-33", "group")
    impacts = []
    for number, row in enumerate(material.rows_of("HRI-17"), 1):
        said = [table.get(name_of(row, "impact"), []) for table in tables]
        joined = Joined(_last(said[0]), said[1], _last(said[2]), heard.get(name_of(row, "group"), []))
        impacts.append(_impact(number, row, joined) | {"missing": list(_missing(material, row, joined))})
    return _ordered(impacts)


def _last(rows: list[Row]) -> Row:
    return rows[-1] if rows else {}


def _impact(number: int, row: Row, joined: Joined) -> dict[str, Any]:
    return {
        "id": f"I-{number}",
        "impact": cell_text(row, "impact"),
        "right": str(row.get("right", "")),
        "rights": [str(one) for one in row.get("rights") or () if one != "unknown"],
        "group": cell_text(row, "group"),
        **{name: grade_of(row, name) for name in DIMENSIONS},
        "likelihood": grade_of(row, "likelihood"),
        "severity": severity_of(row),
        "time": cell_code(joined.involvement, "time"),
        "company": cell_code(joined.involvement, "company"),
        "un": cell_code(joined.involvement, "un"),
        "act": cell_code(joined.involvement, "by"),
        "leverage": cell_text(joined.involvement, "leverage"),
        "change_by": cell_code(joined.involvement, "change_by"),
        "source": cell_ids(row, "source"),
        "heard": [_heard(one) for one in joined.heard],
        "actions": [_action(one) for one in joined.actions],
        "measure": cell_text(joined.residual, "measure"),
        "measure_state": str(joined.residual.get("measure_state") or "none"),
        "test": cell_ids(joined.residual, "test"),
        "residual": grade_of(joined.residual, "residual"),
        "counted": _counted(row, joined.residual),
    }


def _counted(row: Row, residual: Row) -> int | str:
    is_tested = residual.get("measure_state") == "tested" and bool(cell_ids(residual, "test"))
    return severity_after(row, grade_of(residual, "residual"), is_tested=is_tested)


def _heard(row: Row) -> dict[str, Any]:
    return {"how": cell_text(row, "how"), "people": row.get("people"), "changed": cell_text(row, "changed")}


def _action(row: Row) -> dict[str, Any]:
    return {
        "action": cell_code(row, "action"),
        "owner": cell_text(row, "owner"),
        "due": cell_code(row, "due"),
        "indicator": cell_text(row, "indicator"),
    }


def _missing(material: Material, row: Row, joined: Joined) -> Iterator[str]:
    """What the row does not say, by the key of its sentence."""
    if severity_of(row) == "unknown":
        yield "severity"
    if grade_of(row, "likelihood") == "unknown":
        yield "likelihood"
    if not row.get("rights"):
        yield "rights"
    if not cell_text(row, "group"):
        yield "group"
    if not joined.involvement and is_asked(material, "HRI-18"):
        yield "involvement"
    if _needs_leverage(joined.involvement) and not cell_text(joined.involvement, "leverage"):
        yield "leverage"
    if not joined.heard and material.rows_of("HRI-33"):
        yield "heard"
    yield from _missing_answers(material, joined)


def _needs_leverage(involvement: Row) -> bool:
    """Guiding Principle 19: whoever contributes or is linked uses its leverage, or builds it."""
    return bool({involvement.get("company"), involvement.get("un")} & {"contributed", "directly_linked"})


def _missing_answers(material: Material, joined: Joined) -> Iterator[str]:
    if not joined.actions and is_asked(material, "HRI-28"):
        yield "action"
    if any(not cell_text(one, name) for one in joined.actions for name in ACTION_CELLS):
        yield "action_cells"
    if not joined.residual and is_asked(material, "HRI-37"):
        yield "residual"
    if joined.residual.get("measure_state") == "tested" and not cell_ids(joined.residual, "test"):
        yield "test"


def _ordered(impacts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The impacts with their place in the order of work: by severity, then likelihood; unknown counts as most."""
    gravest = sorted(impacts, key=lambda one: (-_weight(one["severity"]), -_weight(one["likelihood"])))
    places = {one["id"]: place for place, one in enumerate(gravest, 1)}
    return [one | {"order": places[one["id"]]} for one in impacts]


def _weight(grade: int | str) -> int:
    return grade if isinstance(grade, int) else 5
