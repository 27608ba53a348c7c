"""What the registers ask of table answers: rows by item, cells as text or id, and whether a question was asked."""

from typing import Any

from vetting.documents.material import Material
from vetting.documents.texts import Text, to_text

NOT_SAID = (None, "", "unknown")
"""A cell that says nothing."""


def rows_by(material: Material, criterion: str, column: str) -> dict[str, list[dict[str, Any]]]:
    """The rows of a table answer by the item that they speak of."""
    found: dict[str, list[dict[str, Any]]] = {}
    for row in material.rows_of(criterion):
        found.setdefault(name_of(row, column), []).append(row)
    return found


def name_of(row: dict[str, Any], column: str) -> str:
    """The name by which the tables of one collection know an item."""
    return str(row.get(column, "")).strip()


def cell_text(row: dict[str, Any], column: str) -> Text:
    """A cell as the text of a person; empty where it says nothing."""
    cell = row.get(column)
    return to_text("" if cell in NOT_SAID else str(cell))


def cell_ids(row: dict[str, Any], column: str) -> list[str]:
    """The evidence that a cell names; none where it names none."""
    cell = row.get(column)
    many = cell if isinstance(cell, list) else [cell]
    return [str(one) for one in many if one not in (*NOT_SAID, "none")]


def cell_code(row: dict[str, Any], column: str) -> str:
    """A code, a day or the word "unknown"."""
    cell = row.get(column)
    return "unknown" if cell in NOT_SAID else str(cell)


def is_asked(material: Material, criterion: str) -> bool:
    """Whether a question is asked in this case, or was answered all the same."""
    stages = material.evaluation["stages"].values()
    return criterion in material.answers or any(criterion in one.get("asked", ()) for one in stages)
