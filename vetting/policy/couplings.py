"""Couplings at work: tables that join rows (README of the default pack, Semantics 10).

Every table is run twice: on what is known alone, and with the unknowns in place. An effect that the known answers
already have is answered; one that needs an unknown carries that basis. An unknown cell beside known ones leaves both
readings standing. An input that is unanswered, hidden or not applicable matches ``-`` alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import product
from typing import Any, NamedTuple

from vetting.policy.choices import (
    ABSENT,
    Choice,
    Given,
    Readings,
    answer_choice,
    cell_matches,
    choose,
    item_choices,
    item_numbers,
    item_rows,
)
from vetting.policy.facts import Fact
from vetting.policy.kept import keep
from vetting.policy.readings import (
    ANSWERED,
    RANK,
    Finding,
    Reading,
    Sums,
    finding,
    merge,
    shown,
    sum_up,
)
from vetting.policy.tables import Coupling, CouplingRow, Input

OpenedBy = Callable[[Sequence[Finding]], int]


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
        self._rights: dict[tuple[Any, ...], tuple[Finding, ...]] = {}
        self._impacts: dict[tuple[Any, ...], tuple[tuple[Impact, ...], tuple[Impact, ...]]] = {}

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
                    answer_choice(reading.facts) if source.kind == "each" else Choice(())
                    for source in self.coupling.inputs
                ]
                yield from self._findings(reading.criterion, run(self.coupling, choices, (row,)))

    def _find_by_right(self, readings: Readings) -> Iterable[Finding]:
        known, full = self.counting.impacts(readings) if self.counting else ((), ())
        for criterion in self.coupling.replaces:
            if criterion in readings:
                yield from self._right(readings[criterion], known, full)

    def _right(
        self, reading: Reading, known: Sequence[Impact], full: Sequence[Impact]
    ) -> tuple[Finding, ...]:
        grade = answer_choice(reading.facts)
        highest = max((one.value for one in grade.known if isinstance(one.value, int)), default=0)
        alone, all_in = (highest_counted(one, reading.criterion, highest) for one in (known, full))
        found = self._rights.get((reading, alone, all_in))
        if found is None:
            counted = Choice((Given(alone),), () if all_in == alone else (Given(all_in, "unknown"),))
            choices = [grade if source.kind == "each" else counted for source in self.coupling.inputs]
            findings = tuple(self._findings(reading.criterion, run(self.coupling, choices)))
            found = keep(self._rights, (reading, alone, all_in), findings)
        return found

    def _find_by_item(self, readings: Readings) -> Iterable[Finding]:
        for number in item_numbers(self.coupling, readings):
            for choices in item_choices(self.coupling, readings, number):
                yield from self._findings(self.coupling.finding_on, run(self.coupling, choices), number)

    def impacts(self, readings: Readings) -> tuple[tuple[Impact, ...], tuple[Impact, ...]]:
        """The items with the grade that each counts as: by what is known, and with the unknowns in place."""
        key = tuple(readings.get(one) for one in self.reads)
        found = self._impacts.get(key)
        if found is None:
            known, full = (tuple(self._count(readings, with_unknown=one)) for one in (False, True))
            found = keep(self._impacts, key, (known, full))
        return found

    def _count(self, readings: Readings, *, with_unknown: bool) -> Iterable[Impact]:
        for number in item_numbers(self.coupling, readings):
            hits: list[Hit] = []
            inherent: list[int] = []
            for choices in item_choices(self.coupling, readings, number):
                taken = choices if with_unknown else [Choice(one.known) for one in choices]
                hits += run(self.coupling, taken)
                inherent += [one.value for one in choices[0].known if isinstance(one.value, int)]
            counts = max((hit.row.counts_as for hit in hits if hit.row.counts_as is not None), default=None)
            own = max(inherent, default=None)
            yield from (Impact(right, own, counts) for right in _filed_under(self.coupling, readings, number))

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


def _filed_under(coupling: Coupling, readings: Readings, number: int) -> list[str]:
    source = coupling.inputs[0].criterion or ""
    rows = [row for row in item_rows(readings.get(source), number) if isinstance(row, dict)]
    return list(
        dict.fromkeys(
            str(value)
            for row in rows
            for name, value in row.items()
            if name not in coupling.inputs[0].columns
        )
    )
