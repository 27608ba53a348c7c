"""The log of controversies (CTV-01 of the pack, joined with CTV-02 to CTV-06 and CTV-14).

What keeps one from being closed is a rule of the domain (``vetting.domain.controversies``), which also keeps an approval
back.
"""

from typing import Any

from vetting.documents.material import Material
from vetting.documents.parts.tabled import cell_code, cell_ids, cell_text, name_of, rows_by
from vetting.domain.controversies import find_reviewer, why_not_close
from vetting.domain.severity import DIMENSIONS, grade_of, severity_of

Row = dict[str, Any]
JOINED = {
    "CTV-02": "severity",
    "CTV-03": "status",
    "CTV-04": "answer",
    "CTV-05": "measures",
    "CTV-06": "pattern",
    "CTV-14": "nexus",
}


def assemble_controversies(material: Material) -> list[dict[str, Any]]:
    """Each controversy with what the other tables say of it, and what still stands in the way of closing it."""
    tables = {key: rows_by(material, key, "controversy") for key in JOINED}
    found = []
    for number, row in enumerate(material.rows_of("CTV-01"), 1):
        name = name_of(row, "controversy")
        joined = {JOINED[key]: table.get(name, [{}])[-1] for key, table in tables.items()}
        closing = {
            "reviewer": find_reviewer(material.answers, name),
            "lacking": why_not_close(material.answers, name),
        }
        found.append(_controversy(number, row, joined) | closing)
    return found


def _controversy(number: int, row: Row, joined: dict[str, Row]) -> dict[str, Any]:
    return {
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
    }
