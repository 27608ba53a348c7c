"""What is best asked next.

First come the rows whose answer alone can move the level, the authority, the depth or the admissible outcomes, then the
others in the order of the pack.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from vetting.policy.bounds import numbers_of
from vetting.policy.couplings import CouplingRules
from vetting.policy.domains import Answer, domains_of
from vetting.policy.facts import TableValue
from vetting.policy.kept import keep
from vetting.policy.outcomes import Outlook, look_out, outcome_inputs
from vetting.policy.readings import DEPTH, Reading, Sums
from vetting.policy.rulebook import Rulebook
from vetting.policy.standing import Standing, add_sums, authority_of, stand


def order_questions(
    book: Rulebook,
    couplings: tuple[CouplingRules, ...],
    standing: Standing,
    unanswered: tuple[str, ...],
    outlook: Outlook,
) -> tuple[str, ...]:
    """The unanswered rows, those that can move something first."""
    moves = _Moves(book, couplings, standing, outlook)
    moving = [one for one in unanswered if moves.can_move(one)]
    rest = set(unanswered).difference(moving)
    return (*moving, *(one for one in unanswered if one in rest))


class _Moves:
    """Whether one answer alone moves the case from where it stands.

    A row that only adds is judged by its sums, and the verdict kept; a row that is coupled is judged by its couplings; a
    row that opens others which hold answers, or settles the depth, needs the whole walk again.
    """

    def __init__(
        self, book: Rulebook, couplings: tuple[CouplingRules, ...], standing: Standing, outlook: Outlook
    ) -> None:
        self.book = book
        self.couplings = couplings
        self.standing = standing
        self.inputs = outlook.inputs
        self.domains = domains_of(book)
        self.position = (standing.level, authority_of(book, standing), standing.depth, outlook.admissible)
        self.context = (
            *standing.sums,
            standing.depth,
            standing.blocks,
            *outlook.inputs.values(),
            outlook.admissible,
        )
        self.triage_open = sum(one not in standing.readings for one in book.rules.triage)
        self.has_hidden = len(standing.readings) < len(standing.facts.answers)

    def can_move(self, criterion: str) -> bool:
        """Whether some answer to this row changes level, authority, depth or admissible outcomes."""
        if self._settles(criterion) or self.has_hidden:
            return any(self._moves(criterion, answer) for answer in self._answers(criterion))
        granted = criterion in self.standing.facts.case.get("exceptions_granted", ())
        key = (*self._mark(criterion), criterion in self.book.decision_rows, granted, self.context)
        kept = self.domains.moved
        if key in kept:
            return kept[key]
        return keep(kept, key, any(self._moves(criterion, answer) for answer in self._answers(criterion)))

    def _mark(self, criterion: str) -> tuple[Any, ...]:
        """What the verdict depends on beside the context: what the answers add, or the readings they are coupled with."""
        adds = self.domains.adds(criterion)
        if adds is not None:
            return (adds,)
        coupled = [
            self.standing.readings.get(one)
            for rules in self.couplings
            if criterion in rules.reads
            for one in rules.reads
        ]
        return (criterion, numbers_of(self.book, self.standing.facts, criterion), *coupled)

    def _answers(self, criterion: str) -> tuple[Answer, ...]:
        numbers = numbers_of(self.book, self.standing.facts, criterion)
        return self.domains.of(
            criterion, numbers, filed=criterion in self.book.items and self._measures_known()
        )

    def _measures_known(self) -> bool:
        tables = [self.standing.readings[one] for one in self.book.items if one in self.standing.readings]
        return any(
            isinstance(fact, TableValue) and fact.items for reading in tables for fact in reading.facts
        )

    def _moves(self, criterion: str, answer: Answer) -> bool:
        reading = self.book.read(criterion, answer)
        opens = reading.opens & ~self.standing.blocks
        if self._settles(criterion) or (opens and self._reveals(opens)):
            return self._differs(
                criterion,
                stand(self.book, self.couplings, self.standing.facts.with_answer(criterion, *answer)),
            )
        return self._differs(criterion, self._coupled_with(criterion, reading, opens))

    def _reveals(self, opens: int) -> bool:
        """Whether rows that hold an answer would open."""
        if not self.has_hidden:
            return False
        asked = self.book.asked(self.standing.depth, self.standing.blocks | opens)
        return any(one in self.standing.facts.answers and one not in self.standing.readings for one in asked)

    def _settles(self, criterion: str) -> bool:
        """Whether an answer may settle the depth, or be read beside other tables of the same items."""
        table = self.book.items.get(criterion)
        is_last = criterion in self.book.rules.triage and self.triage_open == 1
        may_leave_light = self.triage_open == 0 and self.standing.depth <= DEPTH["light"]
        return (
            is_last
            or may_leave_light
            or criterion == self.book.rules.modality
            or (table is not None and not table.columns)
        )

    def _coupled_with(self, criterion: str, reading: Reading, opens: int) -> Standing:
        """The standing with this reading in place; exact where it opens no row that holds an answer."""
        readings = {**self.standing.readings, criterion: reading}
        coupled = dict(self.standing.coupled)
        for rules in self.couplings:
            if criterion in rules.reads:
                coupled[rules.coupling.name] = rules.find(readings, self.standing.level)
        sums = add_sums(
            [self.standing.own, reading.sums, *(found.sums for found in coupled.values() if found.findings)]
        )
        for found in coupled.values():
            opens |= found.opens & ~self.standing.blocks
        moved = self._with(sums, readings, coupled)
        moved.asked = (
            self.book.asked(self.standing.depth, self.standing.blocks | opens)
            if opens
            else self.standing.asked
        )
        return moved

    def _with(self, sums: Sums, readings: Any = None, coupled: Any = None) -> Standing:
        depth = max(self.standing.depth, sums.depth)
        before = self.standing
        return replace(
            before,
            sums=sums,
            depth=depth,
            readings=readings or before.readings,
            coupled=coupled or before.coupled,
        )

    def _differs(self, criterion: str, moved: Standing) -> bool:
        before = self.position
        if (moved.level, authority_of(self.book, moved), moved.depth) != before[:3]:
            return True
        open_rows = set(moved.asked) - set(moved.facts.answers) - {criterion}
        unanswered = (
            len(open_rows - self.book.decision_rows)
            if moved.asked is not self.standing.asked
            else self._left(criterion)
        )
        inputs = outcome_inputs(self.book, moved, unanswered, bounds_equal=self.inputs["bounds"] == "equal")
        return look_out(self.book, moved, inputs).admissible != before[3]

    def _left(self, criterion: str) -> int:
        return int(self.inputs["unanswered"]) - (criterion not in self.book.decision_rows)
