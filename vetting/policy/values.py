"""Whether a value is an answer to a criterion: every fault as a sentence that says what would do."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from vetting.policy.columns import Column, is_empty
from vetting.policy.grammar import AnswerType
from vetting.policy.pack import Pack

GRADES: Final = range(1, 5)
HUNDRED: Final = Decimal(100)
_NUMBER: Final = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,9})?")
_COUNTRY: Final = re.compile(r"[A-Z]{2}|001")
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def find_value_faults(pack: Pack, criterion_id: str, value: Any, *, example: bool = False) -> list[str]:
    """The faults of a given value, as sentences; none where it is an answer to the criterion.

    ``example`` lets XX stand for a country or a language, as in the examples of a pack.
    """
    criterion = pack.criteria.get(criterion_id)
    if criterion is None:
        return [f"The pack has no criterion {criterion_id}."]
    return [
        f"{criterion_id}{fault}"
        for fault in _Values(pack, example=example).of_answer(criterion.answer_type, value)
    ]


def find_case_field_faults(pack: Pack, fields: Mapping[str, Any]) -> list[str]:
    """The faults of the facts of the case itself, as sentences."""
    faults = []
    for name, value in fields.items():
        known = pack.rules.case_fields.get(name)
        if known is None or known.computed:
            faults.append(
                f"{name} is no fact of a case that can be given; the pack has {', '.join(_given_fields(pack))}."
            )
        elif known.type is not None:
            faults += [
                f"{name}{fault}" for fault in _Values(pack, example=False).of_answer(known.type, value)
            ]
        elif not isinstance(value, list | tuple) or any(one not in pack.criteria for one in value):
            faults.append(f"{name} must be a list of criteria of the pack.")
    return faults


def _given_fields(pack: Pack) -> list[str]:
    return [name for name, field in pack.rules.case_fields.items() if not field.computed]


class _Values:
    """One check; each method yields the rest of a sentence that begins with the name of what is checked."""

    def __init__(self, pack: Pack, *, example: bool) -> None:
        self.pack = pack
        self.example = example

    def of_answer(self, answer: AnswerType, value: Any) -> Iterable[str]:
        if answer.base == "table":
            yield from self._table(answer.args[0], value)
        elif answer.base == "party":
            yield from self._party(value)
        else:
            yield from self._plain(answer.base, answer.args, value)

    def _table(self, name: str, value: Any) -> Iterable[str]:
        if not isinstance(value, list):
            yield " must be a list of rows."
            return
        columns = {column.name: column for column in self.pack.rules.columns[name].columns}
        for number, row in enumerate(value, 1):
            yield from (f" row {number}{fault}" for fault in self._row(columns, row))

    def _row(self, columns: Mapping[str, Column], row: Any) -> Iterable[str]:
        if not isinstance(row, dict):
            yield " must be a row of named cells."
            return
        for name, cell in row.items():
            if name not in columns:
                yield f" has a column {name} that is not known; the columns are {', '.join(columns)}."
            elif not is_empty(cell) and cell != "unknown":
                yield from (f", {name}{fault}" for fault in self._cell(columns[name], cell))
        key = next(iter(columns.values()))
        if key.kind == "ref" and is_empty(row.get(key.name)):
            yield f" must say in {key.name} which of the {key.args[0]} it is about."

    def _cell(self, column: Column, cell: Any) -> Iterable[str]:
        if column.kind == "party":
            yield from self._party(cell)
        elif column.kind == "evidence" and isinstance(cell, str):
            return
        else:
            yield from self._plain(column.kind, column.args, cell)

    def _party(self, value: Any) -> Iterable[str]:
        if not isinstance(value, dict):
            yield " must be a party with named fields."
            return
        fields = [column.name for column in self.pack.rules.party]
        for name, field in value.items():
            if name not in fields:
                yield f" has a field {name} that is not known; the fields are {', '.join(fields)}."
            elif not is_empty(field) and not isinstance(field, str):
                yield f", {name} must be a text."

    def _plain(self, kind: str, args: tuple[str, ...], value: Any) -> Iterable[str]:
        if kind == "many":
            yield from self._many(args[0], value)
        elif not self._is(kind, args, value):
            yield f" must be {self._wanted(kind, args)}, not {_shown(value)}."

    def _many(self, name: str, value: Any) -> Iterable[str]:
        items = list(self.pack.lists.get(name, ()))
        if not isinstance(value, list):
            yield f" must be a list of items of {name}."
            return
        yield from (
            f" names {_shown(one)}, which is not in the list {name}." for one in value if one not in items
        )
        if len({str(one) for one in value}) < len(value):
            yield " names an item twice."

    def _is(self, kind: str, args: tuple[str, ...], value: Any) -> bool:
        checks: dict[str, Callable[[], bool]] = {
            "yes_no": lambda: value in ("yes", "no"),
            "one": lambda: value in args,
            "grade_1_4": lambda: _is_integer(value) and value in GRADES,
            "number": lambda: _is_number(value, percent=args == ("percent",)),
            "date": lambda: isinstance(value, str) and _is_day(value),
            "evidence": lambda: value == "none" or _is_texts(value),
            "item": lambda: isinstance(value, str) and value in list(self.pack.lists.get(args[0], ())),
            "criterion": lambda: isinstance(value, str) and value in self.pack.criteria,
            "code": lambda: self._is_code(args[0], value),
        }
        return checks.get(kind, lambda: isinstance(value, str) and bool(value.strip()))()

    def _is_code(self, kind: str, value: Any) -> bool:
        if value == "XX":
            return self.example
        pattern = _COUNTRY if kind == "country" else _LANGUAGE
        return isinstance(value, str) and bool(pattern.fullmatch(value))

    def _wanted(self, kind: str, args: tuple[str, ...]) -> str:
        wanted = {
            "yes_no": "yes or no",
            "one": "one of " + ", ".join(args),
            "grade_1_4": "a grade from 1 to 4",
            "number": f"a number of {args[0] if args else 'units'}, whole or as decimal text, not below 0",
            "date": "a day written YYYY-MM-DD",
            "evidence": "a list of evidence ids, or none",
            "item": f"an item of the list {args[0] if args else ''}",
            "criterion": "the id of a criterion",
            "code": "a country code of two letters, or 001"
            if args == ("country",)
            else "a language tag, or und",
        }
        return wanted.get(kind, "a text")


def _is_integer(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_number(value: Any, *, percent: bool) -> bool:
    text = str(value) if _is_integer(value) or isinstance(value, str) else ""
    if not _NUMBER.fullmatch(text) or text.startswith("-"):
        return False
    return not percent or Decimal(text) <= HUNDRED


def _is_day(value: str) -> bool:
    if not _DAY.fullmatch(value):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _is_texts(value: Any) -> bool:
    return (
        isinstance(value, list) and bool(value) and all(isinstance(one, str) and one.strip() for one in value)
    )


def _shown(value: Any) -> str:
    return f"{value!r}"[:60]
