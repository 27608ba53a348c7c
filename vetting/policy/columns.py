"""The columns of a table answer and the facts counted from them, as tables.yaml declares them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

from vetting.policy.grammar import GrammarError, parse_answer_type

_CALL: Final = re.compile(r"(item|code|ref)\(([a-z][a-z0-9_]*)\)")
_SIMPLE: Final = re.compile(r"([a-z][a-z0-9_]*)\s*(?:(!=|=|>|<)\s*([a-z0-9_]+)|in\s+([a-z0-9_, ]+)|(empty))")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, what a cell may hold, and whether it may stay empty."""

    name: str
    kind: str  # a base of the answer types, or item, code, ref, criterion
    args: tuple[str, ...]
    optional: bool


@dataclass(frozen=True, slots=True)
class Simple:
    """One test of one cell; ``incomplete`` tests every required column."""

    column: str
    op: str  # = != > < in empty incomplete
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FactRule:
    """How a fact comes from the rows: count (where a test holds), max of columns, or sum of a column."""

    name: str
    kind: str  # count, max, sum, missing
    columns: tuple[str, ...]  # the columns read
    joiner: str = "and"
    tests: tuple[Simple, ...] = ()


@dataclass(frozen=True, slots=True)
class Backed:
    """A value of a column that counts only where another cell of the row names evidence."""

    column: str
    value: str
    by: str
    otherwise: str  # what the cell reads as without evidence


@dataclass(frozen=True, slots=True)
class Table:
    """The columns of a table answer, and its facts."""

    name: str
    columns: tuple[Column, ...]
    facts: tuple[FactRule, ...]
    every: Column | None = None  # each of its items is asked for; one without a row is unknown
    backed: tuple[Backed, ...] = ()

    @property
    def key(self) -> Column:
        """The first column, by which rows of this table are called elsewhere."""
        return self.columns[0]


def is_empty(cell: Any) -> bool:
    """Whether a cell was left empty."""
    return cell is None or cell in ("", [], {})


def names_evidence(cell: Any) -> bool:
    """Whether a cell names evidence; "none" says that somebody looked and has none."""
    return not is_empty(cell) and cell not in ("none", ["none"], "unknown")


def parse_column(name: str, text: str) -> Column:
    """One column; raises GrammarError."""
    optional = text.startswith("optional ")
    kind = text.removeprefix("optional ").strip()
    call = _CALL.fullmatch(kind)
    if call:
        if call[1] == "code" and call[2] not in ("country", "language"):
            raise GrammarError(f"{kind} is no code; country and language are")
        return Column(name, call[1], (call[2],), optional)
    if kind == "criterion":
        return Column(name, kind, (), optional)
    answer = parse_answer_type(kind)
    if answer.computed or answer.base == "table" or answer.evidence:
        raise GrammarError(f"{kind} cannot stand in a column")
    return Column(name, answer.base, answer.args, optional)


def parse_fact(name: str, text: str, columns: tuple[Column, ...]) -> FactRule:
    """One fact of a table; raises GrammarError."""
    if text == "count":
        return FactRule(name, "count", ())
    for kind in ("max of ", "sum of "):
        if text.startswith(kind):
            names = tuple(part.strip() for part in text.removeprefix(kind).split(","))
            return FactRule(name, kind[:3], _known(names, columns, text))
    if text.startswith("count where "):
        joiner, tests = parse_test(text.removeprefix("count where "))
        read = tuple(dict.fromkeys(column for test in tests for column in _columns_read(test, columns)))
        return FactRule(name, "count", _known(read, columns, text), joiner, tests)
    raise GrammarError(f"{text} is no fact; write count, count where, max of or sum of")


def parse_test(text: str) -> tuple[str, tuple[Simple, ...]]:
    """The joiner (and, or) and the simple tests of a row; raises GrammarError."""
    has_and, has_or = " and " in text, " or " in text
    if has_and and has_or:
        raise GrammarError(f"{text} mixes and with or")
    joiner = "or" if has_or else "and"
    return joiner, tuple(_parse_simple(part.strip()) for part in text.split(f" {joiner} "))


def _parse_simple(text: str) -> Simple:
    if text == "incomplete":
        return Simple("", "incomplete")
    found = _SIMPLE.fullmatch(text)
    if found is None:
        raise GrammarError(f"{text} is no test of a column")
    column, op, value, values, empty = found.groups()
    if empty:
        return Simple(column, "empty")
    if values:
        return Simple(column, "in", tuple(part.strip() for part in values.split(",")))
    if op in (">", "<") and not value.isdigit():
        raise GrammarError(f"{text} compares with something that is no number")
    return Simple(column, op, (value,))


def _columns_read(test: Simple, columns: tuple[Column, ...]) -> tuple[str, ...]:
    if test.op == "incomplete":
        return tuple(column.name for column in columns if not column.optional)
    return (test.column,)


def _known(names: tuple[str, ...], columns: tuple[Column, ...], text: str) -> tuple[str, ...]:
    present = {column.name for column in columns}
    for name in names:
        if name not in present:
            raise GrammarError(f"{text} reads the column {name}, which the table does not have")
    return names
