"""The answers that a type allows: plain ones, parties, and the tables that rows of given kinds can make."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import combinations, pairwise, product
from typing import Any, Final

from vetting.policy.columns import Table
from vetting.policy.facts import Fact, TableValue, number_fact, table_value
from vetting.policy.grammar import AnswerType, Atom, Compare, Word
from vetting.policy.items import ItemTable

OTHER: Final = "other"  # an item, or a criterion, that nothing names
# Past these, what is tried is cut short, and the bounds fall back on one that is never too low (``bounds``).
MAX_STATES: Final = 2048
MAX_WORDS: Final = 8


def values_near(tests: Sequence[Compare]) -> Sequence[int | str]:
    """Numbers on, between and beyond the limits of these tests."""
    limits = sorted({limit for one in tests for limit in (one.low, one.high)})
    return tuple(_numbers(AnswerType("number"), limits))


def plain_answers(answer: AnswerType, atoms: Sequence[Atom]) -> Iterable[Fact]:
    """The given answers of a plain type, as far as these atoms tell them apart."""
    if answer.base == "yes_no":
        yield from ("yes", "no")
    elif answer.base == "one":
        yield from answer.args
    elif answer.base == "grade_1_4":
        yield from (1, 2, 3, 4)
    elif answer.base == "number":
        yield from _numbers(
            answer,
            sorted({limit for one in atoms if isinstance(one, Compare) for limit in (one.low, one.high)}),
        )
    elif answer.base == "many":
        yield from _subsets(named_words(atoms))
    else:
        yield from ("given", "none") if answer.base == "evidence" else ("given",)


def _numbers(answer: AnswerType, limits: Sequence[Decimal]) -> Iterable[int | str]:
    highest = Decimal(100) if answer.args == ("percent",) else None
    found = {Decimal(0), *limits, *((limits[-1] + 1,) if limits else ())}
    found |= {(one + two) / 2 for one, two in pairwise(limits)}
    found |= {limits[0] / 2} if limits else set()
    for one in sorted(found):
        if one >= 0 and (highest is None or one <= highest):
            yield number_fact(f"{one:f}")


def named_words(atoms: Sequence[Atom]) -> list[str]:
    """The items of a list that these atoms name."""
    words = {one.text for one in atoms if isinstance(one, Word)}
    return sorted(words - {"unknown", "any", "some", "empty"})


def _subsets(named: Sequence[str]) -> Iterable[tuple[str, ...]]:
    if len(named) > MAX_WORDS:
        yield from ((), (OTHER,), *((word,) for word in named), tuple(sorted((*named, OTHER))))
        return
    for size in range(len(named) + 1):
        for chosen in combinations(named, size):
            yield chosen
            yield tuple(sorted((*chosen, OTHER)))


def party_answers(required: int) -> Iterable[TableValue]:
    """The parties, by the number of required fields left empty, and whether one is unknown."""
    for missing in range(required + 1):
        yield TableValue((("missing_fields", missing),))
    for missing in range(required):
        yield TableValue((("missing_fields", missing),), ("missing_fields",), unknown=True)


def uniform_table(
    table: Table, items: ItemTable, kind: dict[str, Any], numbers: tuple[int, ...]
) -> TableValue:
    """The table with one row of this kind for each item."""
    cells = tuple((name, kind[name]) for name in items.columns if kind.get(name) is not None)
    value = table_value(table, [kind] * len(numbers))
    unknown = value.unknown or any(cell == "unknown" for _, cell in cells)
    return TableValue(value.facts, value.part_unknown, unknown, tuple((number, cells) for number in numbers))


def table_states(
    table: Table, kinds: Sequence[TableValue], limits: dict[str, list[Decimal]]
) -> Sequence[TableValue]:
    """The tables that any number of rows of these kinds can give, as far as the limits tell them apart."""
    scales = {rule.name: Scale(rule.kind, limits.get(rule.name, ())) for rule in table.facts}
    start = _clipped(table_value(table, []), scales)
    seen, front = {start}, [start]
    rows = list({_clipped(kind, scales) for kind in kinds})
    while front and len(seen) < MAX_STATES:
        grown = {one for state in front for row in rows for one in _added(state, row, scales)} - seen
        seen |= grown
        front = list(grown)
    return sorted(seen, key=repr)


class Scale:
    """The numbers of one fact that its limits tell apart, and what adding a row makes of them.

    Counts stay exact up to one beyond the highest limit. What is summed may be any amount: all numbers between two
    limits are one, and adding to it may stay there or lead to anything above.
    """

    def __init__(self, kind: str, limits: Sequence[Decimal]) -> None:
        """A fact of this kind with these limits; without limits it counts for nothing."""
        self.kind = kind
        self.limits = sorted({Decimal(0), *limits}) if limits else []
        between = [self._rounded((one + two) / 2) for one, two in pairwise(self.limits)]
        self.steps = sorted({*self.limits, *between, *((self.limits[-1] + 1,) if limits else ())})

    def clip(self, value: int | str | None) -> int | str | None:
        """The number that stands for this one."""
        if value is None or not self.limits:
            return None if value is None else 0
        number = Decimal(value)
        return _fact(self._rounded(number) if self.kind == "sum" else min(number, self.limits[-1] + 1))

    def add(self, one: int | str | None, two: int | str | None) -> Sequence[int | str | None]:
        """What the fact may be when a row with the second value is added to a table with the first."""
        if self.kind == "max":
            numbers = [value for value in (one, two) if value is not None]
            return (max(numbers, key=Decimal, default=None),)
        if self.kind != "sum" or one in (0, None) or two in (0, None):
            return (self.clip(_fact(Decimal(one or 0) + Decimal(two or 0))),)
        number = Decimal(one or 0)
        return [
            _fact(step)
            for step in self.steps
            if step > number or (step == number and step not in self.limits)
        ]

    def _rounded(self, number: Decimal) -> Decimal:
        if number in self.limits:
            return number
        below = max(limit for limit in self.limits if limit < number)
        above = min((limit for limit in self.limits if limit > number), default=below + 2)
        return min(below + 1, (below + above) / 2)


def _added(state: TableValue, row: TableValue, scales: dict[str, Scale]) -> Iterable[TableValue]:
    names = [name for name, _ in state.facts]
    unknown = tuple(name for name in names if name in state.part_unknown or name in row.part_unknown)
    pairs = zip(state.facts, row.facts, strict=True)
    for values in product(*(scales[name].add(one, two) for (name, one), (_, two) in pairs)):
        yield TableValue(tuple(zip(names, values, strict=True)), unknown, state.unknown or row.unknown)


def _clipped(value: TableValue, scales: dict[str, Scale]) -> TableValue:
    facts = tuple((name, scales[name].clip(one)) for name, one in value.facts)
    return TableValue(facts, value.part_unknown, value.unknown)


def _fact(number: Decimal) -> int | str:
    return number_fact(f"{number:f}")
