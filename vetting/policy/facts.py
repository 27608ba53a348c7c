"""What an evaluation reads: typed facts without names, texts or contacts.

Text, dates and evidence enter as ``given`` (or ``none``); a table enters as its declared facts, each with a flag where
a cell is unknown, and as numbered items where a coupling reads it item by item. What is sealed with a decision is this
map, so that a replay needs nothing else and discloses nobody.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple

from vetting.policy.columns import Column, FactRule, Simple, Table, is_empty, names_evidence
from vetting.policy.items import ItemTable, Numbers, find_item_tables
from vetting.policy.pack import Criterion, Pack
from vetting.policy.rows import find_gaps, read_rows
from vetting.policy.values import find_case_field_faults, find_value_faults


class AnswerValue(NamedTuple):
    """One answer as it was given: its state (given, unknown, refused, not_applicable) and its value."""

    state: str
    value: Any = None


class TableValue(NamedTuple):
    """What a table (or a party) says: its facts, those of them with an unknown cell, and its numbered items."""

    facts: tuple[tuple[str, int | str | None], ...]
    part_unknown: tuple[str, ...] = ()
    unknown: bool = False  # a cell that is read, or the row of an item, is unknown
    items: tuple[tuple[int, tuple[tuple[str, int | str], ...]], ...] = ()


__all__ = [
    "AnswerValue",
    "Fact",
    "Facts",
    "TableValue",
    "cover",
    "facts_from_json",
    "find_case_field_faults",
    "find_value_faults",
    "number_fact",
    "table_value",
    "to_facts",
]

Fact = str | int | tuple[str, ...] | TableValue


@dataclass(frozen=True, eq=False)
class Facts:
    """The answers of a case as facts, by criterion (several where several answered), and the facts of the case itself."""

    answers: Mapping[str, tuple[Fact, ...]]
    case: Mapping[str, Any] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """The map as JSON, with sorted ids."""
        answers = {one: [_to_json(fact) for fact in self.answers[one]] for one in sorted(self.answers)}
        return {"answers": answers, "case": {key: self.case[key] for key in sorted(self.case)}}

    @cached_property
    def hash(self) -> str:
        """The SHA-256 of the canonical map."""
        text = json.dumps(self.to_json(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return "sha256:" + hashlib.sha256(text.encode()).hexdigest()

    def with_answer(self, criterion: str, *facts: Fact) -> Facts:
        """The same facts with another answer to one criterion; without one where none is given."""
        answers = {one: given for one, given in self.answers.items() if one != criterion}
        if facts:
            answers[criterion] = facts
        return Facts(answers, self.case)


def to_facts(
    pack: Pack, answers: Mapping[str, Sequence[AnswerValue]], case_fields: Mapping[str, Any] | None = None
) -> Facts:
    """The facts of these answers.

    The values are taken as valid (``find_value_faults``); criteria that the pack does not have raise KeyError.
    """
    tables = find_item_tables(pack)
    numbers = _number_items(answers, tables)
    found = {
        one: tuple(_to_fact(pack, criterion, answer, numbers, tables.get(one)) for answer in answers[one])
        for one, criterion in pack.criteria.items()
        if answers.get(one)
    }
    for one in answers:
        pack.criteria[one]  # an unknown criterion is a mistake of the caller
    return Facts(found, dict(case_fields or {}))


def facts_from_json(data: Mapping[str, Any]) -> Facts:
    """The facts that ``to_json`` wrote."""
    answers = {one: tuple(_from_json(fact) for fact in facts) for one, facts in data["answers"].items()}
    return Facts(answers, dict(data["case"]))


def table_value(
    table: Table,
    rows: Sequence[Mapping[str, Any]],
    items: ItemTable | None = None,
    numbers: Numbers | None = None,
) -> TableValue:
    """What these rows say: the declared facts, which of them an unknown cell touches, and the items."""
    facts = tuple((rule.name, _fact_value(rule, table, rows)) for rule in table.facts)
    unread = [rule.name for rule in table.facts if _reads_unknown(rule, rows)]
    if items is None or numbers is None:
        return TableValue(facts, tuple(unread), bool(unread))
    cells, has_unknown = _item_cells(items, rows, numbers)
    return TableValue(
        facts,
        tuple(unread),
        bool(unread) or has_unknown,
        tuple(sorted(cells, key=lambda one: (one[0], repr(one[1])))),
    )


def cover(value: TableValue, listed: Iterable[int], columns: Sequence[str]) -> TableValue:
    """The table as it reads beside the list of items: an item without a row is unknown for it (Semantics 3)."""
    present = {number for number, _ in value.items}
    missing = sorted(set(listed) - present)
    if not missing:
        return value
    added = tuple((number, tuple((name, "unknown") for name in columns)) for number in missing)
    return TableValue(
        value.facts, tuple(name for name, _ in value.facts), unknown=True, items=value.items + added
    )


def _number_items(
    answers: Mapping[str, Sequence[AnswerValue]], tables: Mapping[str, ItemTable]
) -> dict[str, Numbers]:
    numbers: dict[str, Numbers] = {}
    # The table that lists the items numbers them; the others add what it does not name.
    for table in sorted(tables.values(), key=lambda one: not one.is_base):
        collection = numbers.setdefault(table.collection, Numbers())
        for answer in answers.get(table.criterion, ()):
            if answer.state == "given":
                for row in answer.value:
                    collection.add(str(row.get(table.key)))
    return numbers


def _to_fact(
    pack: Pack,
    criterion: Criterion,
    answer: AnswerValue,
    numbers: Mapping[str, Numbers],
    items: ItemTable | None,
) -> Fact:
    if answer.state != "given":
        return answer.state
    kind, value = criterion.answer_type.base, answer.value
    if kind in ("text", "date"):
        return "given"
    if kind == "evidence":
        return "none" if value == "none" or is_empty(value) else "given"
    if kind == "many":
        return tuple(sorted(value))
    if kind == "party":
        return _party_value(pack.rules.party, value)
    if kind == "table":
        table = pack.rules.columns[criterion.answer_type.args[0]]
        rows = read_rows(table, value)
        found = table_value(table, rows, items, numbers[items.collection] if items else None)
        return _unfinished(found) if find_gaps(table, pack.lists, rows) else found
    fact: Fact = number_fact(value) if kind == "number" else value
    return fact


def _unfinished(value: TableValue) -> TableValue:
    """The table as it reads while an item that it asks for has no row."""
    return value._replace(part_unknown=tuple(name for name, _ in value.facts), unknown=True)


def number_fact(value: int | str) -> int | str:
    """A number in its one form: whole numbers as int, others as decimal text without needless zeros."""
    if isinstance(value, int):
        return value
    whole, _, fraction = value.partition(".")
    fraction = fraction.rstrip("0")
    return f"{int(whole)}.{fraction}" if fraction else int(whole)


def _party_value(columns: tuple[Column, ...], value: Mapping[str, Any]) -> TableValue:
    required = [column.name for column in columns if not column.optional]
    unknown = any(value.get(name) == "unknown" for name in required)
    missing = sum(is_empty(value.get(name)) for name in required)
    return TableValue((("missing_fields", missing),), ("missing_fields",) if unknown else (), unknown)


def _item_cells(
    items: ItemTable, rows: Sequence[Mapping[str, Any]], numbers: Numbers
) -> tuple[list[tuple[int, tuple[tuple[str, int | str], ...]]], bool]:
    cells = [
        (
            numbers.of(str(row.get(items.key))),
            tuple((name, row[name]) for name in items.columns if not is_empty(row.get(name))),
        )
        for row in rows
    ]
    return cells, any(value == "unknown" for _, row in cells for _, value in row)


def _reads_unknown(rule: FactRule, rows: Sequence[Mapping[str, Any]]) -> bool:
    return any(row.get(name) == "unknown" for row in rows for name in rule.columns)


def _fact_value(rule: FactRule, table: Table, rows: Sequence[Mapping[str, Any]]) -> int | str | None:
    if rule.kind == "count":
        return sum(_counts(rule, table, row) for row in rows)
    cells: list[Any] = [row.get(name) for row in rows for name in rule.columns]
    numbers = [number_fact(cell) for cell in cells if not is_empty(cell) and cell != "unknown"]
    if rule.kind == "max":
        return max((int(one) for one in numbers), default=None)
    return _sum(numbers)


def _sum(numbers: Sequence[int | str]) -> int | str:
    total = sum((Decimal(one) for one in numbers), Decimal(0))
    return number_fact(f"{total:f}")


def _counts(rule: FactRule, table: Table, row: Mapping[str, Any]) -> bool:
    if not rule.tests:
        return True
    found = [_holds(test, table, row) for test in rule.tests]
    return any(one is True for one in found) if rule.joiner == "or" else all(one is True for one in found)


def _holds(test: Simple, table: Table, row: Mapping[str, Any]) -> bool | None:
    """Whether a simple test holds for the row; None where its cell is unknown."""
    if test.op == "incomplete":
        return any(is_empty(row.get(column.name)) for column in table.columns if not column.optional)
    cell: Any = row.get(test.column)
    if cell == "unknown":
        return None
    if test.op == "empty":
        return is_empty(cell) or (_is_evidence(table, test.column) and not names_evidence(cell))
    if test.op == "!=":
        return str(cell) != test.values[0]
    if is_empty(cell):
        return False
    if test.op in (">", "<"):
        limit = Decimal(test.values[0])
        return Decimal(cell) > limit if test.op == ">" else Decimal(cell) < limit
    return str(cell) in test.values


def _is_evidence(table: Table, name: str) -> bool:
    return any(column.name == name and column.kind == "evidence" for column in table.columns)


def _to_json(fact: Fact) -> Any:
    if isinstance(fact, TableValue):
        return {
            "facts": dict(fact.facts),
            "part_unknown": list(fact.part_unknown),
            "unknown": fact.unknown,
            "items": [[number, dict(cells)] for number, cells in fact.items],
        }
    return list(fact) if isinstance(fact, tuple) else fact


def _from_json(data: Any) -> Fact:
    if isinstance(data, list):
        return tuple(data)
    if isinstance(data, Mapping):
        facts = tuple((name, value) for name, value in data["facts"].items())
        items = tuple((number, tuple(cells.items())) for number, cells in data["items"])
        return TableValue(facts, tuple(data["part_unknown"]), data["unknown"], items)
    return data  # type: ignore[no-any-return]
