"""Every answer that a criterion can have, as far as the pack can tell answers apart.

Two answers that fire the same effects, open the same blocks and meet the same cells are one; the first stands for them.
``not_applicable`` is always among them, and reads as no answer at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import combinations
from typing import Any, Final, cast

from vetting.policy.choices import Choice, cell_matches, choice_of, item_cells
from vetting.policy.columns import Table
from vetting.policy.facts import Fact, TableValue, table_value
from vetting.policy.grammar import Atom, Compare
from vetting.policy.items import ItemTable
from vetting.policy.pack import Criterion
from vetting.policy.possible import (
    MAX_STATES,
    MAX_WORDS,
    OTHER,
    named_words,
    party_answers,
    plain_answers,
    table_states,
    uniform_table,
)
from vetting.policy.readings import Reading, Sums, finding, sum_up
from vetting.policy.rowkinds import row_kinds
from vetting.policy.rulebook import Rulebook
from vetting.policy.tables import Coupling, Input

Answer = tuple[Fact, ...]
PAIR: Final = 2


def domains_of(book: Rulebook) -> Domains:
    """The domains of this rulebook, made once."""
    if book.domains is None:
        book.domains = Domains(book)
    return cast("Domains", book.domains)


class Domains:
    """The answers that tell apart, by criterion; worked out when first asked for."""

    def __init__(self, book: Rulebook) -> None:
        """Nothing worked out yet."""
        self.book = book
        self._kept: dict[tuple[str, tuple[int, ...], bool], tuple[Answer, ...]] = {}
        self._adds: dict[str, frozenset[tuple[Sums, int]] | None] = {}
        self.moved: dict[Any, bool] = {}  # kept by ``questions``
        self._gravest: dict[str, tuple[int, int]] = {}
        self._worst: dict[tuple[str, tuple[int, ...]], Answer] = {}
        self._cut: dict[str, bool] = {}

    def of(
        self, criterion: str, numbers: tuple[int, ...] = (1,), *, filed: bool = False
    ) -> tuple[Answer, ...]:
        """The answers to the criterion; tables of items speak of these numbers.

        ``filed`` tells apart under which criterion an item is filed, which matters only where measures are known.
        """
        key = (criterion, numbers if criterion in self.book.items else (), filed)
        if key not in self._kept:
            self._kept[key] = tuple(self._distinct(criterion, key[1], filed=filed))
        return self._kept[key]

    def gravest(self, criterion: str) -> tuple[int, int]:
        """The highest floor of one answer to the criterion, by its own row, and the raises that go with it."""
        if criterion not in self._gravest:
            sums = [self.book.read(criterion, one).sums for one in self.of(criterion)]
            self._gravest[criterion] = max(((one.floor, one.raises) for one in sums), default=(0, 0))
        return self._gravest[criterion]

    def adds(self, criterion: str) -> frozenset[tuple[Sums, int]] | None:
        """What the answers add by themselves, and the blocks they open; None where they are coupled or settle the depth."""
        if criterion not in self._adds:
            readings = (
                []
                if self._does_more(criterion)
                else [self.book.read(criterion, one) for one in self.of(criterion)]
            )
            self._adds[criterion] = frozenset((one.sums, one.opens) for one in readings) or None
        return self._adds[criterion]

    def _does_more(self, criterion: str) -> bool:
        rules, outcomes = self.book.rules, self.book.rules.outcomes
        named = {
            rules.modality,
            *rules.triage,
            *(one[0] for one in (outcomes.end_where, outcomes.residual) if one),
        }
        return (
            criterion in named
            or criterion in self.book.items
            or bool(coupling_inputs(rules.couplings, criterion))
        )

    def is_cut(self, criterion: str) -> bool:
        """Whether the answers are too many to be tried, so that ``of`` gives some of them only."""
        if criterion not in self._cut:
            self._cut[criterion] = self._is_cut(self.book.criteria[criterion])
        return self._cut[criterion]

    def anything(self, criterion: str) -> Reading:
        """All effects of the row at once, and all blocks that it could open: more than any one answer gives."""
        row = self.book.criteria[criterion]
        findings = tuple(
            finding(row.id, effect.consequence, "answered", effect.text, "", ()) for effect in row.effects
        )
        opens = self.book.opened_by(findings) | self.book.could_open(criterion)
        return Reading(
            criterion, (), findings, findings, sum_up(findings), opens, is_unknown=True, holds_light=False
        )

    def _is_cut(self, criterion: Criterion) -> bool:
        if criterion.answer_type.base == "many":
            return len(named_words(self._atoms(criterion.id))) > MAX_WORDS
        if criterion.answer_type.base == "table":
            table = self.book.rules.columns[criterion.answer_type.args[0]]
            limits = self._limits(criterion.id)
            own = self._own_columns(table, self.book.items.get(criterion.id), filed=False)
            kinds = [table_value(table, [kind]) for kind in row_kinds(table, self.book.lists, own, limits)]
            return len(table_states(table, kinds, limits)) >= MAX_STATES
        # Any two answers of several people are tried together, never three.
        adding = [one for one in criterion.effects if one.consequence.kind in ("raise", "asks", "authority")]
        return len(criterion.answered_by) > PAIR and len(adding) > PAIR

    def worst(self, criterion: str, numbers: tuple[int, ...]) -> Answer:
        """The answer that weighs most: by its floor before couplings, its raises, its depth, and what it opens."""
        key = (criterion, numbers)
        if key not in self._worst:
            self._worst[key] = max(self.of(criterion, numbers), key=lambda one: self._weight(criterion, one))
        return self._worst[key]

    def _weight(self, criterion: str, answer: Answer) -> tuple[int, ...]:
        reading = self.book.read(criterion, answer)
        sums = sum_up(reading.findings)
        return (sums.floor, sums.raises, sums.depth, reading.opens.bit_count(), len(reading.findings))

    def _distinct(self, name: str, numbers: tuple[int, ...], *, filed: bool) -> Iterable[Answer]:
        criterion = self.book.criteria[name]
        singles: list[Answer] = [(fact,) for fact in self._facts(criterion, numbers, filed=filed)]
        # Where several answer, any two of their answers may stand side by side.
        pairs = (
            [(*one, *two) for one, two in combinations(singles, 2)] if len(criterion.answered_by) > 1 else []
        )
        seen = set()
        for answer in (*singles, *pairs):
            mark = self._signature(criterion, answer)
            if mark not in seen:
                seen.add(mark)
                yield answer

    def _facts(self, criterion: Criterion, numbers: tuple[int, ...], *, filed: bool) -> Iterable[Fact]:
        answer = criterion.answer_type
        if answer.base == "table":
            yield from self._tables(criterion, numbers, filed=filed)
        elif answer.base == "party":
            yield from party_answers(sum(not column.optional for column in self.book.rules.party))
        else:
            yield from plain_answers(answer, self._atoms(criterion.id))
        yield from ("unknown", "refused", "not_applicable")

    def _atoms(self, criterion: str) -> list[Atom]:
        rules = self.book.rules
        tests = [*rules.light.preconditions, *(test for block in rules.blocks for test in block.opens_when)]
        atoms = [atom for effect in self.book.criteria[criterion].effects for atom in effect.when]
        atoms += [
            atom
            for test in tests
            if test.subject == criterion and not test.is_case_field
            for atom in test.atoms
        ]
        for coupling, column, source in coupling_inputs(rules.couplings, criterion):
            cells = _cells(coupling, column, criterion)
            atoms += [_on_fact(atom, source) for cell in cells for atom in cell]
        return atoms

    def _tables(self, criterion: Criterion, numbers: tuple[int, ...], *, filed: bool) -> Iterable[TableValue]:
        table = self.book.rules.columns[criterion.answer_type.args[0]]
        items = self.book.items.get(criterion.id)
        limits = self._limits(criterion.id)
        own = self._own_columns(table, items, filed=filed)
        kinds = list(row_kinds(table, self.book.lists, own, limits))
        for state in table_states(table, [table_value(table, [kind]) for kind in kinds], limits):
            yield state
            if items:
                yield state._replace(items=tuple((number, ()) for number in numbers))
        if items and items.columns:
            for kind in kinds:
                yield uniform_table(table, items, kind, numbers)

    def _own_columns(self, table: Table, items: ItemTable | None, *, filed: bool) -> dict[str, Sequence[Any]]:
        own: dict[str, Sequence[Any]] = {}
        for column in table.columns:
            if items and column.name in items.columns:
                rights = (*sorted(self.book.replaced), OTHER) if filed else (OTHER,)
                values = {
                    "grade_1_4": (1, 2, 3, 4),
                    "one": column.args,
                    "yes_no": ("yes", "no"),
                    "criterion": rights,
                }
                own[column.name] = values.get(column.kind, ("given",))
        return own

    def _limits(self, criterion: str) -> dict[str, list[Decimal]]:
        limits: dict[str, list[Decimal]] = {}
        for atom in self._atoms(criterion):
            if isinstance(atom, Compare) and atom.fact:
                limits.setdefault(atom.fact, []).extend({atom.low, atom.high})
        residual = self.book.rules.outcomes.residual
        if residual and residual[0] == criterion:
            limits.setdefault(residual[1], []).append(Decimal(0))
        return limits

    def _signature(self, criterion: Criterion, answer: Answer) -> Any:
        reading = self.book.read(criterion.id, answer)
        effects = tuple(sorted(one.effect for one in reading.findings))
        inputs = coupling_inputs(self.book.rules.couplings, criterion.id)
        marks = [
            _cell_marks(_cells(coupling, column, criterion.id), source, answer)
            for coupling, column, source in inputs
        ]
        modality = answer if criterion.id == self.book.rules.modality else ()
        outcome = self._outcome_mark(criterion.id, answer)
        return (
            effects,
            reading.opens,
            reading.holds_light,
            reading.is_unknown,
            tuple(marks),
            modality,
            outcome,
            _named(answer),
        )

    def _outcome_mark(self, criterion: str, answer: Answer) -> Any:
        outcomes = self.book.rules.outcomes
        if outcomes.end_where and outcomes.end_where[0] == criterion:
            return any(fact in outcomes.end_where[1] for fact in answer)
        if outcomes.residual and outcomes.residual[0] == criterion:
            return any(
                dict(fact.facts).get(outcomes.residual[1]) for fact in answer if isinstance(fact, TableValue)
            )
        return None


def coupling_inputs(couplings: Sequence[Coupling], criterion: str) -> list[tuple[Coupling, int, Input]]:
    """The couplings that read the criterion, with the column and the input."""
    found = []
    for coupling in couplings:
        each = {*coupling.replaces, *(row.criterion for row in coupling.rows)}
        for column, source in enumerate(coupling.inputs):
            if source.criterion == criterion or (source.kind == "each" and criterion in each):
                found.append((coupling, column, source))
    return found


def _cells(coupling: Coupling, column: int, criterion: str) -> list[tuple[Atom, ...]]:
    """The cells of this column that the criterion meets."""
    rows = [row for row in coupling.rows if row.criterion in (None, criterion)]
    return [cell for row in rows if (cell := row.cells[column]) is not None]


def _cell_marks(cells: Sequence[tuple[Atom, ...]], source: Input, answer: Answer) -> Any:
    if source.kind != "row":
        return _marks(cells, choice_of(source, answer))
    rows = [row for fact in answer for row in item_cells(fact)]
    return frozenset(
        (_marks(cells, choice_of(source, (), row)), _filed(row), _highest(source, row)) for row in rows
    )


def _on_fact(atom: Atom, source: Input) -> Atom:
    if source.kind == "fact" and isinstance(atom, Compare):
        return Compare(source.columns[0], atom.op, atom.low, atom.high)
    return atom


def _marks(cells: Sequence[Any], choice: Choice) -> Any:
    known = frozenset(tuple(cell_matches(cell, one.value) for cell in cells) for one in choice.known)
    unknown = frozenset(tuple(cell_matches(cell, one.value) for cell in cells) for one in choice.unknown)
    return known, unknown


def _filed(row: Any) -> Any:
    return (
        tuple(value for value in row.values() if isinstance(value, str) and value[:3].isupper())
        if isinstance(row, dict)
        else ()
    )


def _highest(source: Input, row: Any) -> Any:
    if not isinstance(row, dict) or len(source.columns) == 1:
        return None
    return max((row[name] for name in source.columns if isinstance(row.get(name), int)), default=None)


def _named(answer: Answer) -> Any:
    return frozenset(number for fact in answer if isinstance(fact, TableValue) for number, _ in fact.items)
