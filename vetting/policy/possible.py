"""The answers that a type allows: plain ones, parties, and the tables that rows of given kinds can make."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import combinations, pairwise
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
    highest = {rule.name for rule in table.facts if rule.kind == "max"}
    start = _clipped(table_value(table, []), limits)
    seen, front = {start}, [start]
    rows = list({_clipped(kind, limits) for kind in kinds})
    while front and len(seen) < MAX_STATES:
        grown = {_clipped(_added(state, row, highest), limits) for state in front for row in rows} - seen
        seen |= grown
        front = list(grown)
    return sorted(seen, key=repr)


def _added(state: TableValue, row: TableValue, highest: set[str]) -> TableValue:
    pairs = zip(state.facts, row.facts, strict=True)
    facts = tuple((name, _joined(one, two, is_highest=name in highest)) for (name, one), (_, two) in pairs)
    unknown = tuple(name for name, _ in facts if name in state.part_unknown or name in row.part_unknown)
    return TableValue(facts, unknown, state.unknown or row.unknown)


def _joined(one: Any, two: Any, *, is_highest: bool) -> Any:
    if is_highest:
        return max((value for value in (one, two) if value is not None), default=None)
    return number_fact(f"{Decimal(one) + Decimal(two):f}")


def _clipped(value: TableValue, limits: dict[str, list[Decimal]]) -> TableValue:
    """The table with every fact taken to one number for all that no limit tells apart; without limits it counts for nothing."""
    facts: list[tuple[str, int | str | None]] = []
    for name, one in value.facts:
        if one is None or name not in limits:
            facts.append((name, None if one is None else 0))
        else:
            facts.append((name, _rounded(Decimal(one), sorted({Decimal(0), *limits[name]}))))
    return TableValue(tuple(facts), value.part_unknown, value.unknown)


def _rounded(value: Decimal, limits: Sequence[Decimal]) -> int | str:
    if value in limits:
        return number_fact(f"{value:f}")
    below = max(limit for limit in limits if limit < value)
    above = min((limit for limit in limits if limit > value), default=below + 2)
    return number_fact(f"{min(below + 1, (below + above) / 2):f}")
