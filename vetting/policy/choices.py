"""What an input of a coupling may stand at: by what is known, and by what is unknown.

An input that is unanswered, hidden or not applicable has nothing to read, and matches ``-`` alone. An unknown cell beside
known ones leaves both readings standing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from typing import Any, Final, NamedTuple

from vetting.policy.facts import Fact, TableValue
from vetting.policy.readings import ANSWERED, Reading, match
from vetting.policy.tables import Coupling, Input

Readings = Mapping[str, Reading]


class Given(NamedTuple):
    """One value that an input may stand at; no value where nothing is answered."""

    value: Fact | None
    basis: str = ANSWERED


class Choice(NamedTuple):
    """What an input may stand at: by what is known, and by what is unknown."""

    known: tuple[Given, ...]
    unknown: tuple[Given, ...] = ()


ABSENT: Final = Given(None)


def choose(source: Input, readings: Readings) -> Choice:
    """What an input that reads an answer or a fact may stand at."""
    reading = readings.get(source.criterion or "")
    return Choice(()) if reading is None else choice_of(source, reading.facts)


def choice_of(source: Input, facts: Sequence[Fact], row: Any = None) -> Choice:
    """What an input may stand at on these answers, or, for one that reads rows, on this row."""
    if source.kind == "row":
        return _cell_choice(source, row)
    if source.kind == "fact":
        return _join([_fact_choice(fact, source.columns[0]) for fact in facts])
    return answer_choice(facts)


def item_cells(fact: Fact) -> list[Any]:
    """The rows of all items, or the state where the whole table is unknown."""
    if isinstance(fact, TableValue):
        return [dict(cells) for _, cells in fact.items]
    return [fact] if fact in ("unknown", "refused") else []


def cell_matches(cell: tuple[Any, ...] | None, value: Fact | None) -> bool:
    """Whether a cell of a row matches the value; an empty cell matches everything, no value only that."""
    return cell is None or (value is not None and any(match(atom, value) for atom in cell))


def item_choices(coupling: Coupling, readings: Readings, number: int) -> list[list[Choice]]:
    """What the inputs may stand at for one item; several where a table has several rows for it."""
    by_criterion: dict[str, list[Any]] = {}
    for source in coupling.inputs:
        if source.criterion and source.criterion not in by_criterion:
            by_criterion[source.criterion] = item_rows(readings.get(source.criterion), number) or [None]
    names = list(by_criterion)
    return [
        [
            _cell_choice(source, dict(zip(names, rows, strict=True)).get(source.criterion or ""))
            for source in coupling.inputs
        ]
        for rows in product(*by_criterion.values())
    ]


def answer_choice(facts: Sequence[Fact]) -> Choice:
    """What an input may stand at that reads these answers whole."""
    return _join([_answer_choice(fact) for fact in facts])


def _answer_choice(fact: Fact) -> Choice:
    if fact in ("unknown", "refused"):
        return Choice((), (Given(fact, str(fact)),))
    if fact == "not_applicable":
        return Choice(())
    if isinstance(fact, TableValue) and fact.unknown:
        return Choice((Given(fact._replace(unknown=False)),), (Given("unknown", "unknown"),))
    return Choice((Given(fact),))


def _fact_choice(fact: Fact, name: str) -> Choice:
    if not isinstance(fact, TableValue):
        return _answer_choice(fact)
    value = dict(fact.facts).get(name)
    known = () if value is None else (Given(value),)
    return Choice(known, (Given("unknown", "unknown"),) if name in fact.part_unknown else ())


def _cell_choice(source: Input, row: Any) -> Choice:
    if row is None or isinstance(row, str):
        return Choice(()) if row is None else _answer_choice(row)
    cells = [row[name] for name in source.columns if name in row]
    known = [cell for cell in cells if cell != "unknown"]
    unknown = (Given("unknown", "unknown"),) if len(known) < len(cells) else ()
    if not known:
        return Choice((), unknown)
    return Choice((Given(max(known) if len(source.columns) > 1 else known[0]),), unknown)


def item_rows(reading: Reading | None, number: int) -> list[Any]:
    """The rows of a table for one item, or the state where the whole table is unknown."""
    rows: list[Any] = []
    for fact in reading.facts if reading else ():
        if isinstance(fact, TableValue):
            rows += [dict(cells) for item, cells in fact.items if item == number]
        elif fact in ("unknown", "refused"):
            rows.append(fact)
    return rows


def item_numbers(coupling: Coupling, readings: Readings) -> list[int]:
    """The items that any input names; 0 stands for them where a table is unknown and no item is named."""
    sources = {source.criterion for source in coupling.inputs if source.criterion in readings}
    facts = [fact for one in sources if one for fact in readings[one].facts]
    named = {number for fact in facts if isinstance(fact, TableValue) for number, _ in fact.items}
    return sorted(named) or ([0] if any(fact in ("unknown", "refused") for fact in facts) else [])


def _join(choices: Sequence[Choice]) -> Choice:
    known = tuple(dict.fromkeys(given for one in choices for given in one.known))
    unknown = tuple(dict.fromkeys(given for one in choices for given in one.unknown))
    return Choice(known, unknown)
