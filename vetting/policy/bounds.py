"""How high the level could still be: exact over every completion of the unanswered rows.

First a lower bound, by a completion that answers every open row as gravely as it can; then an upper bound, by letting
every open row have all of its answers at once. Where the two agree the bound is exact. Where they do not, the rows are
tried one by one, and what cannot beat the best is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product
from math import prod
from typing import Any, Final

from vetting.policy.couplings import CouplingRules
from vetting.policy.domains import Answer, domains_of
from vetting.policy.facts import Facts, TableValue, cover
from vetting.policy.readings import DEPTH, Finding, Reading, finding, sum_up
from vetting.policy.rulebook import Rulebook
from vetting.policy.standing import Standing, level_of, stand

HIGHEST: Final = 4
Readings = dict[str, list[Reading]]
Found = dict[tuple[str, str, str], Finding]
# A stranger's pack may be made to need more, or have rows with more answers than are tried (``possible``); the upper
# bound is then given, which may be too high and is never too low.
MAX_STEPS: Final = 20_000
MAX_PRODUCT: Final = 5_000  # beyond it, every row of a coupling is taken as possible


def could_be(book: Rulebook, couplings: tuple[CouplingRules, ...], standing: Standing) -> int:
    """The rank of the highest level that any completion of the unanswered rows could give."""
    if standing.level == HIGHEST or _reaches_highest(book, standing):
        return HIGHEST
    return _Search(book, couplings).highest(standing)


def numbers_of(book: Rulebook, facts: Facts, criterion: str) -> tuple[int, ...]:
    """The items of which a table of this criterion could speak: those listed, or those named and one more."""
    table = book.items.get(criterion)
    if table is None:
        return ()
    listed = [
        fact
        for one in book.items.values()
        if one.is_base and one.collection == table.collection
        for fact in facts.answers.get(one.criterion, ())
    ]
    tables = [fact for fact in listed if isinstance(fact, TableValue)]
    if tables:
        return tuple(sorted({number for fact in tables for number, _ in fact.items}))
    mine = [one.criterion for one in book.items.values() if one.collection == table.collection]
    named = {
        number
        for one in mine
        for fact in facts.answers.get(one, ())
        if isinstance(fact, TableValue)
        for number, _ in fact.items
    }
    return (*sorted(named), max(named, default=0) + 1)


def _reaches_highest(book: Rulebook, standing: Standing) -> bool:
    """Whether one asked row that is unanswered can give the highest level by itself."""
    domains, answers = domains_of(book), standing.facts.answers
    for criterion in standing.asked:
        if criterion not in answers and criterion not in book.items:
            floor, raises = domains.gravest(criterion)
            if level_of(max(standing.sums.floor, floor), standing.sums.raises + raises) == HIGHEST:
                return True
    return False


class _Search:
    """One search; it stops as soon as the upper bound is reached."""

    def __init__(self, book: Rulebook, couplings: tuple[CouplingRules, ...]) -> None:
        self.book = book
        self.couplings = couplings
        self.domains = domains_of(book)
        self.best = 0
        self.limit = HIGHEST
        self.steps = 0
        self.coupled: dict[tuple[Any, ...], Found] = {}

    def highest(self, standing: Standing) -> int:
        facts = standing.facts
        every = [
            one.id
            for one in self.book.criteria.values()
            if one.id not in facts.answers and not one.is_computed
        ]
        self.best = max(standing.level, self._lower(facts, every))
        if self.best == HIGHEST:
            return HIGHEST
        self.limit, asked = self._upper(facts)
        open_rows = [one for one in asked if one not in facts.answers]
        if any(self.domains.is_cut(one) for one in open_rows):
            return self.limit  # not every answer can be tried
        self._visit(facts, open_rows, self.limit)
        return self.limit if self.steps > MAX_STEPS else self.best

    def _visit(self, facts: Facts, open_rows: Sequence[str], upper: int) -> None:
        if upper <= self.best or self.steps > MAX_STEPS:
            return
        self.steps += 1
        self.best = max(self.best, self._lower(facts, open_rows))
        if self.best == self.limit or not open_rows:
            return
        first, *rest = open_rows
        for answer in self._answers(facts, first):
            given = facts.with_answer(first, *answer)
            self._visit(given, rest, self._upper(given)[0])
            if self.best == self.limit:
                return

    def _answers(self, facts: Facts, criterion: str) -> tuple[Answer, ...]:
        return self.domains.of(criterion, numbers_of(self.book, facts, criterion))

    def _lower(self, facts: Facts, open_rows: Iterable[str]) -> int:
        """The level where every open row is answered as gravely as it can be."""
        answers = dict(facts.answers)
        for criterion in open_rows:
            answers[criterion] = self.domains.worst(criterion, numbers_of(self.book, facts, criterion))
        return stand(self.book, self.couplings, Facts(answers, facts.case)).level

    def _upper(self, facts: Facts) -> tuple[int, tuple[str, ...]]:
        """A level that no completion passes, and the rows that a completion could open."""
        standing = stand(self.book, self.couplings, facts)
        depth, blocks = standing.depth, standing.blocks
        while True:
            asked = self.book.asked(depth, blocks)
            possible = self._possible(facts, asked)
            findings, raises, opens = self._gather(possible, set(standing.readings))
            sums = sum_up(findings)
            level = level_of(sums.floor, raises)
            deeper = max(
                depth,
                sums.depth,
                DEPTH[self.book.rules.levels[level - 1].depth_at_least],
                self._settled(facts, possible),
            )
            if (deeper, blocks | opens) == (depth, blocks):
                return level, asked
            depth, blocks = deeper, blocks | opens

    def _possible(self, facts: Facts, asked: Sequence[str]) -> Readings:
        possible: Readings = {}
        for criterion in (*asked, *self.book.computed):
            if criterion in facts.answers:
                possible[criterion] = [
                    self.book.read(criterion, one) for one in self._given(facts, criterion)
                ]
            elif criterion not in self.book.computed:
                possible[criterion] = [
                    self.book.read(criterion, one) for one in self._answers(facts, criterion)
                ]
                if self.domains.is_cut(criterion):
                    possible[criterion].append(self.domains.anything(criterion))
        return possible

    def _given(self, facts: Facts, criterion: str) -> list[Answer]:
        """An answer as it is, and, where items could still be listed, as it would read beside one more."""
        answer = facts.answers[criterion]
        found = [answer, self.book.covered(criterion, facts.answers, self.book.criteria)]
        table = self.book.items.get(criterion)
        if table and table.must_cover and not self._is_listed(facts, table.collection):
            more = numbers_of(self.book, facts, criterion)
            found.append(
                tuple(
                    cover(fact, more, table.columns) if isinstance(fact, TableValue) else fact
                    for fact in answer
                )
            )
        return list(dict.fromkeys(found))

    def _is_listed(self, facts: Facts, collection: str) -> bool:
        """Whether the table that lists the items is answered, so that none can still be listed."""
        return any(
            one.criterion in facts.answers
            for one in self.book.items.values()
            if one.is_base and one.collection == collection
        )

    def _gather(self, possible: Readings, read: set[str]) -> tuple[list[Finding], int, int]:
        """The findings that are possible beside the rows already read, the most raises, and the blocks that could open."""
        findings = [one for readings in possible.values() for reading in readings for one in reading.kept]
        raises = sum(max(reading.sums.raises for reading in readings) for readings in possible.values())
        opens = 0
        for readings in possible.values():
            for reading in readings:
                opens |= reading.opens
        for rules in self.couplings:
            found = self._coupled(rules, possible, read)
            findings += found
            raises += sum(one.kind == "raise" for one in found)
            opens |= self.book.opened_by(found)
        return findings, raises, opens

    def _coupled(self, rules: CouplingRules, possible: Readings, read: set[str]) -> list[Finding]:
        found: Found = {}
        for group in rules.groups():
            names = [one for one in group if one in possible]
            # A row that may stay closed, or whose answer may be not applicable, is read as absent too; one that is read
            # already stays so, since nothing closes again.
            choices = [(*possible[one], *(() if one in read else (None,))) for one in names]
            is_cut = any(one not in read and self.domains.is_cut(one) for one in names)
            if is_cut or prod(map(len, choices)) > MAX_PRODUCT:
                return _all_findings(rules)
            key = (rules.coupling.name, *names, *choices)
            if key not in self.coupled:
                self.coupled[key] = _find_all(rules, names, choices)
            found.update(self.coupled[key])
        return list(found.values())

    def _settled(self, facts: Facts, possible: Readings) -> int:
        """Light may fall to basic where a row that light asks is unanswered, or fails a precondition."""
        early = self.book.asked(DEPTH["light"], 0)
        if not self.book.rules.triage:
            return 0
        is_open = any(one not in facts.answers for one in early)
        modality = possible.get(self.book.rules.modality or "", [])
        named = [
            DEPTH[self.book.rules.depth_by_modality.get(str(fact), "triage")]
            for one in modality
            for fact in one.facts
        ]
        return max(DEPTH["basic"] if is_open else 0, *named, 0)


def _find_all(
    rules: CouplingRules, names: Sequence[str], choices: Sequence[tuple[Reading | None, ...]]
) -> Found:
    """What the coupling finds on any choice of readings."""
    found: Found = {}
    for chosen in product(*choices):
        readings = {name: reading for name, reading in zip(names, chosen, strict=True) if reading}
        for one in rules.find(readings, HIGHEST).findings:
            found[one.criterion, one.effect, one.row] = one
    return found


def _all_findings(rules: CouplingRules) -> list[Finding]:
    rows = rules.coupling.rows
    return [
        finding("", consequence, "answered", rules.coupling.row_name(row), "", ())
        for row in rows
        for consequence in row.then
    ]
