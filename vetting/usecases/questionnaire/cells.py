"""A value of an answer as cells of a workbook, and back: nothing is lost on the way.

- A list stands in one cell, an item to a line; evidence as its ids.
- A table has a page of its own, a row to a row; a party in a row takes a column for each of its fields.
- What does not fit its column's type stays as it was written, so that the check can name it.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from vetting.policy.columns import Column
from vetting.policy.pack import Pack
from vetting.usecases.questionnaire.pages import Cell

UNKNOWN = "unknown"
LISTED = ("many", "evidence")
CHOSEN = ("yes_no", "one", "item", "criterion", "code", "date", "ref")
_FIRST_FIELD = "legal_name"


def to_cell(value: Any) -> Cell:
    """A single value as a cell."""
    if value is None:
        return ""
    if isinstance(value, list):
        return "\n".join(str(one) for one in value)
    return value if isinstance(value, int) else str(value)


def from_cell(kind: str, cell: Cell) -> Any:
    """The value of a cell of this kind; an empty list or an empty text where nothing stands in it."""
    text = str(cell).strip()
    if kind in LISTED:
        if text in (UNKNOWN, "none"):
            return text
        return [line.strip() for line in text.splitlines() if line.strip()]
    if kind == "yes_no":
        return text.lower()
    if kind in CHOSEN:
        return text
    if kind == "grade_1_4":
        return _grade(cell, text)
    if kind == "number":
        return cell if isinstance(cell, int) else text
    return str(cell)


def headings_of(pack: Pack, columns: Sequence[Column]) -> tuple[str, ...]:
    """The headings of a table's page."""
    return tuple(heading for one in columns for heading in _headings(pack, one))


def to_cells(pack: Pack, columns: Sequence[Column], row: Mapping[str, Any]) -> tuple[Cell, ...]:
    """One row of a table as cells under those headings."""
    return tuple(cell for one in columns for cell in _cells(pack, one, row.get(one.name)))


def from_cells(pack: Pack, columns: Sequence[Column], cells: Mapping[str, Cell]) -> dict[str, Any]:
    """The row of a table that these cells say, by heading; without what was left empty."""
    row = {one.name: _value(pack, one, cells) for one in columns}
    return {name: value for name, value in row.items() if value not in ("", [], {})}


def _headings(pack: Pack, column: Column) -> Iterator[str]:
    if column.kind != "party":
        yield column.name
        return
    for one in pack.rules.party:
        yield f"{column.name}: {one.name}"


def _cells(pack: Pack, column: Column, value: Any) -> Iterator[Cell]:
    if column.kind != "party":
        yield to_cell(value)
        return
    party = value if isinstance(value, Mapping) else {_FIRST_FIELD: value or ""}
    for one in pack.rules.party:
        yield to_cell(party.get(one.name))


def _value(pack: Pack, column: Column, cells: Mapping[str, Cell]) -> Any:
    if column.kind != "party":
        return from_cell(column.kind, cells[column.name])
    fields = {one.name: str(cells[f"{column.name}: {one.name}"]) for one in pack.rules.party}
    party = {name: text for name, text in fields.items() if text}
    return UNKNOWN if party == {_FIRST_FIELD: UNKNOWN} else party


def _grade(cell: Cell, text: str) -> Cell:
    """A grade is one digit; every other text stays as it was written."""
    if isinstance(cell, int):
        return cell
    return int(text) if text.isascii() and text.isdecimal() and len(text) == 1 else text
