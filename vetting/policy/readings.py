"""What one row's answers say: which effects match, on what basis, and what they add up to.

A reading depends on the criterion and its answers alone, so that each is worked out once and kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, NamedTuple

from vetting.policy.facts import Fact, TableValue
from vetting.policy.grammar import DEPTHS, LEVELS, STATES, Atom, Compare, Consequence, Word

ANSWERED: Final = "answered"
RANK: Final[Mapping[str, int]] = {name: rank for rank, name in enumerate(LEVELS, 1)}
DEPTH: Final[Mapping[str, int]] = {name: number for number, name in enumerate(DEPTHS)}

Read = tuple[tuple[str, Any], ...]


class Finding(NamedTuple):
    """One effect that holds: on which criterion, on what basis, by which row of the pack, and the values read."""

    criterion: str
    effect: str
    basis: str  # answered, unknown, refused
    row: str  # the effect as the pack writes it, or the row of a coupling
    because: str
    read: Read
    kind: str
    arg: str | None

    @property
    def rank(self) -> int:
        """The rank of a floor; 0 for every other effect."""
        return RANK[self.arg] if self.kind == "floor" and self.arg else 0


class Sums(NamedTuple):
    """What findings add up to."""

    floor: int = 0
    known_floor: int = 0
    raises: int = 0
    known_raises: int = 0
    authority: int = 0
    plus: int = 0
    depth: int = 0
    stops: int = 0
    exceptions: int = 0
    gates: int = 0
    conditions: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """The answers to one criterion, read by its rules."""

    criterion: str
    facts: tuple[Fact, ...]
    findings: tuple[Finding, ...]  # all effects of the row, before couplings
    kept: tuple[Finding, ...]  # without the floors that a coupling replaces
    sums: Sums  # of what is kept
    opens: int  # the blocks opened, as bits
    is_unknown: bool  # an answerer does not know, or refuses
    holds_light: bool  # the preconditions of light that read this row


def match(atom: Atom, fact: Fact) -> str | None:
    """The basis on which the atom matches the answer; None where it does not."""
    if isinstance(fact, str) and fact in STATES:
        is_hit = fact != "not_applicable" and isinstance(atom, Word) and atom.text in ("unknown", "any")
        return fact if is_hit else None
    if isinstance(atom, Compare):
        return ANSWERED if _compares(atom, fact) else None
    if atom.text == "unknown":
        return "unknown" if isinstance(fact, TableValue) and fact.unknown else None
    return ANSWERED if _says(atom.text, fact) else None


def match_any(atoms: Sequence[Atom], facts: Sequence[Fact]) -> str | None:
    """The best basis on which one of the atoms matches one of the answers: answered before refused and unknown."""
    found = [basis for fact in facts for atom in atoms if (basis := match(atom, fact))]
    return best_basis(found)


def best_basis(found: Sequence[str]) -> str | None:
    """Answered where one of them is; then unknown, then refused."""
    for basis in (ANSWERED, "unknown", "refused"):
        if basis in found:
            return basis
    return None


def sum_up(findings: Sequence[Finding]) -> Sums:
    """The sums of these findings."""
    floors = [one.rank for one in findings]
    known = [one.rank for one in findings if one.basis == ANSWERED]
    kinds = [one.kind for one in findings]
    return Sums(
        floor=max(floors, default=0),
        known_floor=max(known, default=0),
        raises=kinds.count("raise"),
        known_raises=sum(one.kind == "raise" and one.basis == ANSWERED for one in findings),
        authority=max(
            (int(one.arg) for one in findings if one.kind == "authority" and one.arg and one.arg != "+1"),
            default=0,
        ),
        plus=sum(one.kind == "authority" and one.arg == "+1" for one in findings),
        depth=max((DEPTH[one.arg] for one in findings if one.kind == "depth" and one.arg), default=0),
        stops=kinds.count("stop"),
        exceptions=kinds.count("stop_unless_exception"),
        gates=kinds.count("gate"),
        conditions=kinds.count("condition"),
    )


def finding(  # noqa: PLR0913 -- a finding has these parts
    criterion: str, consequence: Consequence, basis: str, row: str, because: str, read: Read
) -> Finding:
    """A finding of this consequence."""
    return Finding(criterion, consequence.text, basis, row, because, read, consequence.kind, consequence.arg)


def merge(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """One finding for each criterion, effect and row; an effect that holds by a known answer too is answered."""
    merged: dict[tuple[str, str, str], Finding] = {}
    for one in findings:
        key = (one.criterion, one.effect, one.row)
        if key not in merged or (one.basis == ANSWERED and merged[key].basis != ANSWERED):
            merged[key] = one
    return tuple(merged.values())


def shown(fact: Fact) -> Any:
    """A fact as a trace shows it."""
    if isinstance(fact, TableValue):
        values = dict(fact.facts)
        return {
            name: [values[name], "unknown"] if name in fact.part_unknown else values[name] for name in values
        }
    return list(fact) if isinstance(fact, tuple) else fact


def _compares(atom: Compare, fact: Fact) -> bool:
    if isinstance(fact, TableValue):
        value = dict(fact.facts).get(atom.fact or "")
    else:
        value = fact if isinstance(fact, int) or (isinstance(fact, str) and fact[:1].isdigit()) else None
    return value is not None and atom.holds(Decimal(value))


def _says(text: str, fact: Fact) -> bool:
    if text == "any":
        return True
    if isinstance(fact, tuple) and not isinstance(fact, TableValue):
        return bool(fact) if text == "some" else (not fact if text == "empty" else text in fact)
    return fact == text
