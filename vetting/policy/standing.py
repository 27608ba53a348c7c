"""Where a case stands on its answers: what is asked, how deep, at which level, by which authority.

Answers open rows, and rows hold answers: the walk goes on until nothing more opens. Depth and blocks only ever grow on
the way (README of the default pack, Semantics 9), and a row that is not asked is not read (12).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from vetting.policy.couplings import Coupled, CouplingRules
from vetting.policy.facts import Facts
from vetting.policy.readings import DEPTH, Finding, Read, Reading, Sums, shown
from vetting.policy.rulebook import Rulebook
from vetting.policy.tables import Test


class Reason(NamedTuple):
    """How a depth or blocks came about: the depth or the bits, the row, why, and the values read."""

    what: str
    value: int
    row: str
    because: str
    read: Read


@dataclass(slots=True)
class Standing:
    """The state of the walk, and at its end the result."""

    facts: Facts
    depth: int = 0
    blocks: int = 0
    asked: tuple[str, ...] = ()
    readings: dict[str, Reading] = field(default_factory=dict)
    coupled: dict[str, Coupled] = field(default_factory=dict)  # by coupling
    own: Sums = field(default_factory=Sums)  # of the rows alone
    sums: Sums = field(default_factory=Sums)  # with the couplings
    reasons: list[Reason] = field(default_factory=list)

    @property
    def level(self) -> int:
        """The rank that the level has at least."""
        return level_of(self.sums.floor, self.sums.raises)

    @property
    def known_level(self) -> int:
        """The rank by known answers alone."""
        return level_of(self.sums.known_floor, self.sums.known_raises)

    def findings(self) -> Iterable[Finding]:
        """All findings: of the rows, then of the couplings."""
        for reading in self.readings.values():
            yield from reading.kept
        for found in self.coupled.values():
            yield from found.findings


def level_of(floor: int, raises: int) -> int:
    """The rank of the level: the highest floor, at least low, one up for each raise, at most high."""
    return min(4, max(1, floor) + raises)


def stand(book: Rulebook, couplings: tuple[CouplingRules, ...], facts: Facts) -> Standing:
    """Where the case stands."""
    standing = Standing(
        facts, depth=DEPTH[facts.case.get("depth_before", "triage")], blocks=book.blocks_of_case(facts.case)
    )
    while True:
        before = (standing.depth, standing.blocks)
        _read_asked(book, standing)
        _couple(couplings, standing)
        _deepen(book, standing)
        if (standing.depth, standing.blocks) == before:
            return standing


def authority_of(book: Rulebook, standing: Standing) -> int:
    """The authority that decides: the higher of the level's own and each that fired, then each +1, at most 4."""
    own = book.rules.levels[standing.level - 1].own_authority
    return min(4, max(own, standing.sums.authority) + standing.sums.plus)


def add_sums(parts: Sequence[Sums]) -> Sums:
    """The sums of several: the highest floors, authority and depth, and the counts together."""
    if not parts:
        return Sums()
    floors, known, raises, known_raises, authority, plus, depth, *counts = zip(*parts, strict=True)
    return Sums(
        max(floors),
        max(known),
        sum(raises),
        sum(known_raises),
        max(authority),
        sum(plus),
        max(depth),
        *map(sum, counts),
    )


def settled_depth(book: Rulebook, standing: Standing) -> tuple[int, str]:
    """Light or basic once all of triage is answered, and why; triage until then."""
    if not book.rules.triage or any(one not in standing.readings for one in book.rules.triage):
        return 0, ""
    failed = _failed_precondition(book, standing)
    return (DEPTH["basic"], failed) if failed else (DEPTH["light"], "every precondition of light holds")


def _read_asked(book: Rulebook, standing: Standing) -> None:
    answers, readings = standing.facts.answers, standing.readings
    standing.asked = asked = book.asked(standing.depth, standing.blocks)
    for criterion in (*standing.asked, *book.computed):
        if criterion in answers and (criterion not in readings or criterion in book.items):
            facts = book.covered(criterion, answers, asked) if criterion in book.items else answers[criterion]
            readings[criterion] = book.read(criterion, facts)


def _couple(couplings: tuple[CouplingRules, ...], standing: Standing) -> None:
    own = add_sums([reading.sums for reading in standing.readings.values() if reading.kept])
    standing.sums = standing.own = own
    for rules in couplings:
        if not rules.reads_level:
            standing.coupled[rules.coupling.name] = rules.find(standing.readings)
    standing.sums = add_sums([own, *(found.sums for found in standing.coupled.values() if found.findings)])
    level = 0
    while level != standing.level:  # a row that reads the level may raise it
        level = standing.level
        for rules in couplings:
            if rules.reads_level:
                standing.coupled[rules.coupling.name] = rules.find(standing.readings, level)
        standing.sums = add_sums(
            [own, *(found.sums for found in standing.coupled.values() if found.findings)]
        )


def _deepen(book: Rulebook, standing: Standing) -> None:
    for depth, row, because, read in _depths(book, standing):
        if depth > standing.depth:
            standing.depth = depth
            standing.reasons.append(Reason("depth", depth, row, because, read))
    for reading in standing.readings.values():
        if reading.opens & ~standing.blocks:
            _open(
                standing,
                reading.opens,
                reading.criterion,
                tuple((reading.criterion, shown(one)) for one in reading.facts),
            )
    for name, found in standing.coupled.items():
        _open(standing, found.opens, name, ())


def _depths(book: Rulebook, standing: Standing) -> Iterable[tuple[int, str, str, Read]]:
    if standing.sums.depth > standing.depth:
        for one in standing.findings():
            if one.kind == "depth":
                yield DEPTH[one.arg or ""], one.row, one.criterion, one.read
    level = book.rules.levels[standing.level - 1]
    yield (
        DEPTH[level.depth_at_least],
        f"levels.{level.name}",
        "the level asks for it",
        (("level", level.name),),
    )
    modality = standing.readings.get(book.rules.modality or "")
    for fact in modality.facts if modality else ():
        depth = DEPTH[book.rules.depth_by_modality.get(str(fact), "triage")]
        # Light is settled by its preconditions, never by the modality alone.
        yield (
            depth if depth > DEPTH["light"] else 0,
            f"depth_by_modality.{fact}",
            "the modality asks for it",
            (),
        )
    settled, why = settled_depth(book, standing)
    yield settled, "light_depth", why, ()


def _failed_precondition(book: Rulebook, standing: Standing) -> str:
    case = standing.facts.case
    if not book.rules.light.preconditions:
        return "the pack says nothing of light"  # silence is a refusal
    modality = standing.readings.get(book.rules.modality or "")
    if modality and not set(map(str, modality.facts)) <= book.rules.light.modalities:
        return "the modality needs more than light"
    if "yes" in (case.get("contested"), case.get("left_light")):
        return "light was contested or left"
    for test in book.rules.light.preconditions:
        if not _holds(book, standing, test):
            return f"not: {test.because}"
    return ""


def _holds(book: Rulebook, standing: Standing, test: Test) -> bool:
    if not test.is_case_field:
        reading = standing.readings.get(test.subject)
        return reading is not None and reading.holds_light
    if book.rules.case_fields[test.subject].computed:
        count = sum(reading.is_unknown for reading in standing.readings.values())
        return book.field_holds(test, {test.subject: count})
    return book.field_holds(test, standing.facts.case)


def _open(standing: Standing, bits: int, cause: str, read: Read) -> None:
    opened = bits & ~standing.blocks
    if opened:
        standing.blocks |= opened
        standing.reasons.append(Reason("blocks", opened, "", cause, read))
