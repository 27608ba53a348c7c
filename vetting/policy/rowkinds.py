"""Every kind of row that a table answer can have, as far as its facts and its couplings can tell rows apart.

Columns that nothing reads are filled once. Columns that one fact reads together (the highest of several grades, the
completeness of a row) vary together, so that the number of kinds stays small whatever the number of columns.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise, product
from math import prod
from typing import Any, Final

from vetting.policy.columns import Column, FactRule, Table
from vetting.policy.facts import number_fact

MAX_KINDS: Final = 4096
FILLED: Final = "given"

Row = dict[str, Any]


def row_kinds(
    table: Table,
    lists: Mapping[str, Any],
    own: Mapping[str, Sequence[Any]],
    thresholds: Mapping[str, Sequence[Decimal]],
) -> Iterator[Row]:
    """The kinds of rows; ``own`` gives the columns that couplings read cell by cell, with their values."""
    for parts in product(*_groups(table, lists, own, thresholds)):
        yield {name: value for part in parts for name, value in part.items()}


def count_kinds(table: Table, lists: Mapping[str, Any], own: Mapping[str, Sequence[Any]]) -> int:
    """How many kinds there are; a pack with more than MAX_KINDS in one table is refused."""
    return prod(len(group) for group in _groups(table, lists, own, {}))


def _groups(
    table: Table,
    lists: Mapping[str, Any],
    own: Mapping[str, Sequence[Any]],
    thresholds: Mapping[str, Sequence[Decimal]],
) -> list[list[Row]]:
    groups: list[list[Row]] = []
    together: dict[tuple[str, ...], list[Column]] = {}
    for column in table.columns:
        readers = tuple(rule.name for rule in table.facts if column.name in rule.columns)
        if column.name in own:
            groups.append([{column.name: value} for value in (*own[column.name], None, "unknown")])
        elif readers and all(_reads_together(rule) for rule in table.facts if rule.name in readers):
            together.setdefault(readers, []).append(column)
        elif readers:
            groups.append(_alone(table, column, lists, thresholds))
        else:
            groups.append([{column.name: FILLED}])
    return groups + [_as_one(columns) for columns in together.values()]


def _reads_together(rule: FactRule) -> bool:
    return rule.kind == "max" or (len(rule.tests) == 1 and rule.tests[0].op == "incomplete")


def _as_one(columns: Sequence[Column]) -> list[Row]:
    names = [column.name for column in columns]
    values: Sequence[Any] = range(1, 5) if columns[0].kind == "grade_1_4" else [FILLED]
    rows: list[Row] = [dict.fromkeys(names, value) for value in (*values, None, "unknown")]
    for value in (*values, None):
        rows.append({**dict.fromkeys(names, value), names[0]: "unknown"})
        rows.append({**dict.fromkeys(names, value), names[-1]: None})
    rows.append(
        {**dict.fromkeys(names, FILLED if values == [FILLED] else 1), names[0]: "unknown", names[-1]: None}
    )
    return rows


def _alone(
    table: Table, column: Column, lists: Mapping[str, Any], thresholds: Mapping[str, Sequence[Decimal]]
) -> list[Row]:
    return [{column.name: value} for value in (*_values(table, column, lists, thresholds), None, "unknown")]


def _values(
    table: Table, column: Column, lists: Mapping[str, Any], thresholds: Mapping[str, Sequence[Decimal]]
) -> Sequence[Any]:
    if column.kind == "one":
        return column.args
    if column.kind == "yes_no":
        return ("yes", "no")
    if column.kind == "grade_1_4":
        return (1, 2, 3, 4)
    named = [
        value
        for rule in table.facts
        for test in rule.tests
        if test.column == column.name
        for value in test.values
    ]
    if column.kind == "item":
        others = [item for item in lists.get(column.args[0], ()) if item not in named]
        return (*dict.fromkeys(named), *others[:1])
    if column.kind == "number":
        summed = [
            limit
            for rule in table.facts
            if column.name in rule.columns
            for limit in thresholds.get(rule.name, ())
        ]
        limits = sorted({Decimal(0), *summed, *map(Decimal, named)})
        between = [(one + two) / 2 for one, two in pairwise(limits)]
        return tuple(number_fact(f"{one:f}") for one in sorted({*limits, *between, limits[-1] + 1}))
    return (FILLED,)
