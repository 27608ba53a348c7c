"""The rows of a table answer as the rules read them.

1. A cell that counts only with evidence reads as the lesser value where no evidence is named: a measure without the
   result of its test is untested, whatever the row calls it.
2. Where each item of a list is asked for, a list with a gap is not whole: what it does not say is unknown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from vetting.policy.columns import Column, Table, names_evidence
from vetting.policy.pack import Pack

Row = Mapping[str, Any]


def read_rows(table: Table, rows: Sequence[Row]) -> Sequence[Row]:
    """The rows with each cell as far as evidence backs it."""
    return [_read_row(table, row) for row in rows] if table.backed else rows


def find_gaps(table: Table, lists: Mapping[str, Any], rows: Sequence[Row]) -> list[str]:
    """The items that the table asks for and no row names, in the order of their list."""
    if table.every is None:
        return []
    named = {row.get(table.every.name) for row in rows}
    return [one for one in items_of(table.every, lists) if one not in named]


def items_of(column: Column, lists: Mapping[str, Any]) -> list[str]:
    """What a cell of this column can name: the items of its list, or its options."""
    return list(lists[column.args[0]]) if column.kind == "item" else list(column.args)


def find_evidence(pack: Pack, criterion: str, value: Any) -> list[str]:
    """The evidence that the value of an answer names, in the answer itself or in the cells of its rows."""
    kind = pack.criteria[criterion].answer_type
    cells = [value] if kind.base == "evidence" else _evidence_cells(pack, kind.table, value)
    named = [cell for cell in cells if names_evidence(cell)]
    return [str(one) for cell in named for one in (cell if isinstance(cell, list) else [cell])]


def _evidence_cells(pack: Pack, table: str | None, value: Any) -> list[Any]:
    if table is None or not isinstance(value, list):
        return []
    columns = [one.name for one in pack.rules.columns[table].columns if one.kind == "evidence"]
    return [row.get(name) for row in value if isinstance(row, dict) for name in columns]


def _read_row(table: Table, row: Row) -> Row:
    unbacked = {
        one.column: one.otherwise
        for one in table.backed
        if row.get(one.column) == one.value and not names_evidence(row.get(one.by))
    }
    return {**row, **unbacked}
