"""A pack made ready for evaluation: who opens what, which rows are asked when, and the readings kept so far."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from typing import Any, Final
from weakref import WeakKeyDictionary

from vetting.policy.facts import Fact, TableValue, cover
from vetting.policy.grammar import AnswerType, Consequence
from vetting.policy.items import find_item_tables
from vetting.policy.kept import keep
from vetting.policy.pack import Criterion, Pack
from vetting.policy.readings import DEPTH, Finding, Reading, finding, match_any, merge, shown, sum_up
from vetting.policy.tables import Block, Test

_NUMBER: Final = AnswerType("number", ("answers",))

_KEPT: Final[WeakKeyDictionary[Pack, Rulebook]] = WeakKeyDictionary()


def rulebook_of(pack: Pack) -> Rulebook:
    """The rulebook of this pack, made once."""
    if pack not in _KEPT:
        _KEPT[pack] = Rulebook(pack)
    return _KEPT[pack]


class Rulebook:
    """What evaluation needs of a pack, indexed."""

    def __init__(self, pack: Pack) -> None:
        """Index the pack."""
        rules = pack.rules
        self.rules = rules
        self.lists = pack.lists
        self.criteria = pack.criteria
        self.order = {name: number for number, name in enumerate(pack.criteria)}
        self.blocks = rules.blocks
        self.bits = {block.name: 1 << number for number, block in enumerate(rules.blocks)}
        self.replaced = {
            one for coupling in rules.couplings if coupling.mode == "replaces" for one in coupling.replaces
        }
        self.computed = tuple(one.id for one in pack.criteria.values() if one.is_computed)
        self.decision_rows = rules.outcomes.decision_rows
        self._opened_by = _index_tests(rules.blocks)
        self._light = [one for one in rules.light.preconditions if not one.is_case_field]
        self._block_rows = {
            name: [block for block in rules.blocks if name in block.rows] for name in pack.criteria
        }
        self.items = find_item_tables(pack)
        self._lists = {one.collection: one.criterion for one in self.items.values() if one.is_base}
        self._readings: dict[tuple[str, tuple[Fact, ...]], Reading] = {}
        self.outlooks: dict[tuple[Any, ...], Any] = {}  # kept by ``outcomes``
        self.domains: Any = None  # kept by ``domains``; here, so that they go when the pack goes
        self._asked: dict[tuple[int, int], tuple[str, ...]] = {}

    def read(self, criterion: str, facts: tuple[Fact, ...]) -> Reading:
        """What these answers to the criterion say."""
        key = (criterion, facts)
        found = self._readings.get(key)
        if found is None:
            found = keep(self._readings, key, self._read(self.criteria[criterion], facts))
        return found

    def covered(
        self, criterion: str, answers: Mapping[str, tuple[Fact, ...]], asked: Container[str]
    ) -> tuple[Fact, ...]:
        """The answers to a criterion, where a per-item table is read beside the list of its items."""
        facts = answers[criterion]
        table = self.items.get(criterion)
        base = self._lists.get(table.collection, "") if table and table.must_cover else ""
        if table is None or base not in answers or base not in asked:
            return facts
        listed = {
            number for fact in answers[base] if isinstance(fact, TableValue) for number, _ in fact.items
        }
        return tuple(
            cover(fact, listed, table.columns) if isinstance(fact, TableValue) else fact for fact in facts
        )

    def asked(self, depth: int, blocks: int) -> tuple[str, ...]:
        """The criteria asked at this depth with these blocks open, in the order of the pack."""
        key = (depth, blocks)
        if key not in self._asked:
            self._asked[key] = tuple(
                one for one in self.criteria if self._is_asked(self.criteria[one], depth, blocks)
            )
        return self._asked[key]

    def blocks_of_case(self, case: Mapping[str, Any]) -> int:
        """The blocks that facts of the case open."""
        tests = [(block, test) for block in self.blocks for test in block.opens_when if test.is_case_field]
        return _join(self.bits[block.name] for block, test in tests if self.field_holds(test, case))

    def field_holds(self, test: Test, case: Mapping[str, Any]) -> bool:
        """Whether a test of a case field holds; a missing field holds only by the value its row gives to missing."""
        value = case.get(test.subject, self.rules.case_fields[test.subject].missing)
        is_number = isinstance(value, int) or (isinstance(value, str) and value.replace(".", "", 1).isdigit())
        wants_number = (self.rules.case_fields[test.subject].type or _NUMBER).base == "number"
        return is_number is wants_number and match_any(test.atoms, (value,)) is not None

    def _read(self, criterion: Criterion, facts: tuple[Fact, ...]) -> Reading:
        findings = [
            finding(criterion.id, effect.consequence, basis, effect.text, "", self._values(criterion, facts))
            for effect in criterion.effects
            if (basis := match_any(effect.when, facts))
        ]
        if "refused" in facts and "company" in criterion.answered_by:
            findings.append(_reply_to_refusal(criterion, self._values(criterion, facts)))
        all_findings = merge(findings)
        kept = tuple(one for one in all_findings if one.kind != "floor" or criterion.id not in self.replaced)
        light = [match_any(one.atoms, facts) for one in self._light if one.subject == criterion.id]
        return Reading(
            criterion=criterion.id,
            facts=facts,
            findings=all_findings,
            kept=kept,
            sums=sum_up(kept),
            opens=self.opens(criterion.id, facts) | self.opened_by(all_findings),
            is_unknown="unknown" in facts or "refused" in facts,
            holds_light=all(basis == "answered" for basis in light),
        )

    def opens(self, criterion: str, facts: tuple[Fact, ...]) -> int:
        """The blocks that these answers open by the tests of the blocks."""
        return _join(
            self.bits[block]
            for block, test in self._opened_by.get(criterion, ())
            if match_any(test.atoms, facts)
        )

    def could_open(self, criterion: str) -> int:
        """The blocks that some answer to the criterion opens by the tests of the blocks."""
        return _join(self.bits[block] for block, _ in self._opened_by.get(criterion, ()))

    def opened_by(self, findings: Sequence[Finding]) -> int:
        """The blocks that these findings open: asks, and reply."""
        return _join(
            self.bits[block.name]
            for block in self.blocks
            for one in findings
            if one.kind in block.opened_by or (one.kind == "asks" and one.arg in (block.name, *block.rows))
        )

    def _values(self, criterion: Criterion, facts: tuple[Fact, ...]) -> tuple[tuple[str, Any], ...]:
        return tuple((criterion.id, shown(fact)) for fact in facts)

    def _is_asked(self, criterion: Criterion, depth: int, blocks: int) -> bool:
        if criterion.is_computed:
            return False
        own = self._own_depth(criterion)
        inside = self._block_rows[criterion.id]
        return all(self._lets_ask(block, own, depth, blocks) for block in inside) if inside else depth >= own

    def _lets_ask(self, block: Block, own: int, depth: int, blocks: int) -> bool:
        if block.otherwise_from is not None and depth >= DEPTH[block.otherwise_from]:
            return True
        least = max(own, DEPTH[block.from_depth] if block.from_depth else 0)
        return bool(blocks & self.bits[block.name]) and depth >= least

    def _own_depth(self, criterion: Criterion) -> int:
        # A bare act, and a row that follows a block, are due at any depth after triage (README, "When a row is asked").
        name = criterion.asked_from.removeprefix("act:")
        return DEPTH.get(name, DEPTH["light"])


def _index_tests(blocks: Sequence[Block]) -> dict[str, list[tuple[str, Test]]]:
    found: dict[str, list[tuple[str, Test]]] = {}
    for block in blocks:
        for test in block.opens_when:
            if not test.is_case_field:
                found.setdefault(test.subject, []).append((block.name, test))
    return found


def _reply_to_refusal(criterion: Criterion, read: tuple[tuple[str, Any], ...]) -> Finding:
    # README of the default pack, Semantics 3: a refusal by the company also opens the right of reply.
    because = "a refusal by the company opens the right of reply"
    return finding(criterion.id, Consequence("reply"), "refused", "answer_states#refused", because, read)


def _join(bits: Any) -> int:
    joined = 0
    for bit in bits:
        joined |= bit
    return joined
