"""Couplings at work: tables that join rows (README of the default pack, Semantics 10).

Every table is run twice: on what is known alone, and with the unknowns in place. An effect that the known answers
already have is answered; one that needs an unknown carries that basis. An unknown cell beside known ones leaves both
readings standing. An input that is unanswered, hidden or not applicable matches ``-`` alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import product
from typing import Any, Final, NamedTuple

from vetting.policy.facts import Fact, TableValue
from vetting.policy.kept import keep
from vetting.policy.readings import (
    ANSWERED,
    RANK,
    Finding,
    Reading,
    Sums,
    finding,
    match,
    merge,
    shown,
    sum_up,
)
from vetting.policy.tables import Coupling, CouplingRow, Input

Readings = Mapping[str, Reading]
OpenedBy = Callable[[Sequence[Finding]], int]


class Given(NamedTuple):
    """One value that an input may stand at; no value where nothing is answered."""

    value: Fact | None
    basis: str = ANSWERED


class Choice(NamedTuple):
    """What an input may stand at: by what is known, and by what is unknown."""

    known: tuple[Given, ...]
    unknown: tuple[Given, ...] = ()


class Impact(NamedTuple):
    """One item of a coupling that counts: the row it is filed under, its own grade, and the grade it counts as."""

    right: str
    inherent: int | None
    counts_as: int | None


class Hit(NamedTuple):
    """A row that matched, on what basis, and the values read."""

    row: CouplingRow
    basis: str
    values: tuple[Fact | None, ...]


class Coupled(NamedTuple):
    """What a coupling found, what that adds up to, and the blocks it opens."""

    findings: tuple[Finding, ...]
    sums: Sums
    opens: int


ABSENT: Final = Given(None)


class CouplingRules:
    """One coupling with the findings it gave so far, kept by the readings it read."""

    def __init__(self, coupling: Coupling, counting: CouplingRules | None, opened_by: OpenedBy) -> None:
        """The coupling, the one whose counts it reads, if any, and what tells the blocks that findings open."""
        self.coupling = coupling
        self._opened_by = opened_by
        self.counting = counting
        own = [row.criterion for row in coupling.rows] if coupling.finding_on == "each" else []
        mine = {
            one
            for one in (*(source.criterion for source in coupling.inputs), *own, *coupling.replaces)
            if one
        }
        self.reads: tuple[str, ...] = tuple(sorted(mine | set(counting.reads if counting else ())))
        self.reads_level = any(source.kind == "level" for source in coupling.inputs)
        self._kept: dict[tuple[Any, ...], Coupled] = {}

    def find(self, readings: Readings, level: int = 0) -> Coupled:
        """What this coupling finds on these readings (and, where it reads the level, at this one)."""
        key = (*(readings.get(one) for one in self.reads), level if self.reads_level else 0)
        found = self._kept.get(key)
        if found is None:
            findings = merge(tuple(self._find(readings, level)))
            found = keep(self._kept, key, Coupled(findings, sum_up(findings), self._opened_by(findings)))
        return found

    def groups(self) -> list[tuple[str, ...]]:
        """The criteria that are read together; findings of one group do not depend on another."""
        shared = {source.criterion for source in self.coupling.inputs if source.criterion}
        shared |= set(self.counting.reads) if self.counting else set()
        own = set(self.reads) - shared if self.coupling.finding_on == "each" else set()
        return [tuple(sorted({*shared, one})) for one in sorted(own)] or [self.reads]

    def _find(self, readings: Readings, level: int) -> Iterable[Finding]:
        if self.reads_level:
            return self._find_by_level(readings, level)
        if self.coupling.finding_on == "each":
            return self._find_by_right(readings)
        if any(source.kind == "row" for source in self.coupling.inputs):
            return self._find_by_item(readings)
        choices = [choose(source, readings) for source in self.coupling.inputs]
        return self._findings(self.coupling.finding_on, run(self.coupling, choices))

    def _find_by_level(self, readings: Readings, level: int) -> Iterable[Finding]:
        for row in self.coupling.rows:
            reading = readings.get(row.criterion or "")
            if reading and row.level and level >= RANK[row.level]:
                choices = [
                    _choice(reading.facts) if source.kind == "each" else Choice(())
                    for source in self.coupling.inputs
                ]
                yield from self._findings(reading.criterion, run(self.coupling, choices, (row,)))

    def _find_by_right(self, readings: Readings) -> Iterable[Finding]:
        for criterion in self.coupling.replaces:
            if criterion in readings:
                yield from self._findings(
                    criterion, run(self.coupling, self._right_choices(criterion, readings))
                )

    def _right_choices(self, criterion: str, readings: Readings) -> list[Choice]:
        grade = _choice(readings[criterion].facts)
        highest = max((one.value for one in grade.known if isinstance(one.value, int)), default=0)
        return [
            grade if source.kind == "each" else self._counted(criterion, highest, readings)
            for source in self.coupling.inputs
        ]

    def _counted(self, criterion: str, grade: int, readings: Readings) -> Choice:
        known, full = (
            highest_counted(
                self.counting.impacts(readings, with_unknown=one) if self.counting else [], criterion, grade
            )
            for one in (False, True)
        )
        return Choice((Given(known),), () if full == known else (Given(full, "unknown"),))

    def _find_by_item(self, readings: Readings) -> Iterable[Finding]:
        for number in _item_numbers(self.coupling, readings):
            for choices in item_choices(self.coupling, readings, number):
                yield from self._findings(self.coupling.finding_on, run(self.coupling, choices), number)

    def impacts(self, readings: Readings, *, with_unknown: bool) -> list[Impact]:
        """The items of this coupling, with the grade that each counts as."""
        found = []
        for number in _item_numbers(self.coupling, readings):
            hits: list[Hit] = []
            inherent: list[int] = []
            for choices in item_choices(self.coupling, readings, number):
                taken = choices if with_unknown else [Choice(one.known) for one in choices]
                hits += run(self.coupling, taken)
                inherent += [one.value for one in choices[0].known if isinstance(one.value, int)]
            counts = max((hit.row.counts_as for hit in hits if hit.row.counts_as is not None), default=None)
            own = max(inherent, default=None)
            found += [Impact(right, own, counts) for right in _filed_under(self.coupling, readings, number)]
        return found

    def _findings(self, criterion: str, hits: Iterable[Hit], item: int = 0) -> Iterable[Finding]:
        names = [self._input_name(source, criterion, item) for source in self.coupling.inputs]
        given: set[str] = set()
        for hit in hits:
            read = tuple(
                (name, shown(value))
                for name, value in zip(names, hit.values, strict=True)
                if value is not None
            )
            row = self.coupling.row_name(hit.row)
            for consequence in hit.row.then:
                # Of a table whose first row holds, the readings with unknowns add only what is not there already.
                if not (self.coupling.first and consequence.text in given):
                    given.add(consequence.text)
                    yield finding(criterion, consequence, hit.basis, row, hit.row.because, read)

    def _input_name(self, source: Input, criterion: str, item: int) -> str:
        place = f"[{item}]" if item else ""
        name = source.criterion or (criterion if source.kind == "each" else source.name)
        return f"{name}{place}.{source.name}" if source.kind in ("row", "fact") else name


def couple(couplings: Sequence[Coupling], opened_by: OpenedBy) -> tuple[CouplingRules, ...]:
    """The couplings, ready; one that counts stands ready before the one that reads its counts."""
    made: list[CouplingRules] = []
    counting: CouplingRules | None = None
    for coupling in couplings:
        reads_counts = any(source.kind == "counted" for source in coupling.inputs)
        made.append(CouplingRules(coupling, counting if reads_counts else None, opened_by))
        if any(row.counts_as is not None for row in coupling.rows):
            counting = made[-1]
    return tuple(made)


def run(coupling: Coupling, choices: Sequence[Choice], rows: Sequence[CouplingRow] = ()) -> list[Hit]:
    """The rows that match, first on what is known, then with the unknowns in place."""
    known = list(product(*(one.known or (ABSENT,) for one in choices)))
    full = product(*((one.known + one.unknown) or (ABSENT,) for one in choices))
    mixed = [givens for givens in full if any(one.basis != ANSWERED for one in givens)]
    return [hit for givens in (*known, *mixed) for hit in _hits(coupling, givens, rows or coupling.rows)]


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
    return _choice(facts)


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
            by_criterion[source.criterion] = _item_rows(readings.get(source.criterion), number) or [None]
    names = list(by_criterion)
    return [
        [
            _cell_choice(source, dict(zip(names, rows, strict=True)).get(source.criterion or ""))
            for source in coupling.inputs
        ]
        for rows in product(*by_criterion.values())
    ]


def highest_counted(impacts: Sequence[Impact], criterion: str, grade: int) -> int | None:
    """The highest grade that the impacts filed under a right count as.

    None where none of them has a known severity of its own that reaches the right's grade: a small impact, however well
    it is met, says nothing about a grave one (tables.yaml, right_floor).
    """
    filed = [one for one in impacts if one.right == criterion]
    if not any(one.inherent is not None and one.inherent >= grade for one in filed):
        return None
    return max((one.counts_as for one in filed if one.counts_as is not None), default=None)


def _hits(coupling: Coupling, givens: Sequence[Given], rows: Sequence[CouplingRow]) -> list[Hit]:
    values = tuple(one.value for one in givens)
    bases = [one.basis for one in givens if one.basis != ANSWERED]
    basis = ANSWERED if not bases else ("refused" if "unknown" not in bases else "unknown")
    found = [Hit(row, basis, values) for row in rows if all(map(cell_matches, row.cells, values))]
    return found[:1] if coupling.first else found


def _choice(facts: Sequence[Fact]) -> Choice:
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


def _item_rows(reading: Reading | None, number: int) -> list[Any]:
    """The rows of a table for one item, or the state where the whole table is unknown."""
    rows: list[Any] = []
    for fact in reading.facts if reading else ():
        if isinstance(fact, TableValue):
            rows += [dict(cells) for item, cells in fact.items if item == number]
        elif fact in ("unknown", "refused"):
            rows.append(fact)
    return rows


def _item_numbers(coupling: Coupling, readings: Readings) -> list[int]:
    """The items that any input names; 0 stands for them where a table is unknown and no item is named."""
    sources = {source.criterion for source in coupling.inputs if source.criterion in readings}
    facts = [fact for one in sources if one for fact in readings[one].facts]
    named = {number for fact in facts if isinstance(fact, TableValue) for number, _ in fact.items}
    return sorted(named) or ([0] if any(fact in ("unknown", "refused") for fact in facts) else [])


def _filed_under(coupling: Coupling, readings: Readings, number: int) -> list[str]:
    source = coupling.inputs[0].criterion or ""
    rows = [row for row in _item_rows(readings.get(source), number) if isinstance(row, dict)]
    return list(
        dict.fromkeys(
            str(value)
            for row in rows
            for name, value in row.items()
            if name not in coupling.inputs[0].columns
        )
    )


def _join(choices: Sequence[Choice]) -> Choice:
    known = tuple(dict.fromkeys(given for one in choices for given in one.known))
    unknown = tuple(dict.fromkeys(given for one in choices for given in one.unknown))
    return Choice(known, unknown)
