"""Adverse impacts, graded before and after measures (HRI-17 and HRI-37 of the pack).

Severity is the highest of scale, scope and irremediability; likelihood stands apart and orders the
work only. After a measure the residual grade counts, and only where the answer states one.
"""

from typing import Any

from vetting.documents.material import Material
from vetting.documents.texts import to_text

DIMENSIONS = ("scale", "scope", "irremediability")
GRADES = (1, 2, 3, 4)


def assemble_impacts(material: Material) -> list[dict[str, Any]]:
    """Each impact with its severity and likelihood, and the residual severity where one is stated."""
    residual = {str(row.get("impact")): row for row in material.rows_of("HRI-37")}
    return [
        _impact(number, row, residual.get(str(row.get("impact")), {}))
        for number, row in enumerate(material.rows_of("HRI-17"), 1)
    ]


def _impact(number: int, row: dict[str, Any], residual: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": f"I-{number}",
        "impact": to_text(str(row.get("impact", ""))),
        "right": str(row.get("right", "")),
        "group": to_text(str(row.get("group", ""))),
        **{name: row.get(name, "unknown") for name in DIMENSIONS},
        "likelihood": row.get("likelihood", "unknown"),
        "severity": _severity(row),
        "measure": to_text(str(residual.get("measure", ""))),
        "measure_state": str(residual.get("measure_state", "none")),
        "residual": residual.get("residual", "unknown"),
    }


def _severity(row: dict[str, Any]) -> int | str:
    """The highest grade; unknown where one is not known and none of the others is the highest there is."""
    grades = [row.get(name) for name in DIMENSIONS]
    known = [one for one in grades if one in GRADES]
    if len(known) < len(DIMENSIONS) and max(known, default=0) < max(GRADES):
        return "unknown"
    return max(int(one) for one in known)
