"""The result of an evaluation: level with its bounds, depth, authority, findings, gates, outcomes, and what to ask next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Final, Literal, NamedTuple

from vetting.policy.outcomes import Outlook
from vetting.policy.pack import Pack
from vetting.policy.readings import ANSWERED, Finding

FIRED: Final = frozenset(
    {"stop", "stop_unless_exception", "floor", "raise", "authority", "condition", "reply"}
)

Effects = dict[str, dict[str, str]]


class Level(NamedTuple):
    """The level by facts, at least, and at most; and the criteria whose findings hold it where it is."""

    established: str
    at_least: str
    could_be: str
    because: tuple[str, ...]


class StageStatus(NamedTuple):
    """How a stage stands: complete, incomplete or not_asked, with the ids that say why."""

    state: Literal["complete", "incomplete", "not_asked"]
    asked: tuple[str, ...]
    unanswered: tuple[str, ...]
    gates: tuple[str, ...]


class Step(NamedTuple):
    """One step of the trace: what came about, by which row, and the values read."""

    what: str  # depth, block, finding, level, authority, admissible, suggested
    result: str
    row: str
    because: str
    read: Mapping[str, Any]


@dataclass(frozen=True, eq=False)
class Evaluation:
    """What a pack says about facts."""

    pack: Pack
    facts_hash: str
    on: date | None
    depth: str
    blocks: tuple[str, ...]
    level: Level
    authority: int
    findings: tuple[Finding, ...]
    asked: tuple[str, ...]
    unanswered: tuple[str, ...]  # every asked row without an answer, those of the decision included
    unknown: tuple[str, ...]
    outlook: Outlook
    ask_next: tuple[str, ...]
    opening: tuple[Step, ...]  # how depth and blocks came about

    @property
    def admissible(self) -> tuple[str, ...]:
        """The outcomes that may be decided."""
        return self.outlook.admissible

    @property
    def suggested(self) -> str:
        """The outcome that the table names first."""
        return self.outlook.suggested

    @cached_property
    def fired(self) -> Effects:
        """The criteria whose stop, floor, raise, authority, condition or reply took hold: id to effect to basis."""
        return _by_criterion([one for one in self.findings if one.kind in FIRED])

    @cached_property
    def gates_open(self) -> Effects:
        """The gates that are open: id to effect to basis."""
        return _by_criterion([one for one in self.findings if one.kind == "gate"])

    @cached_property
    def stops(self) -> tuple[str, ...]:
        """The criteria that stop the case, those that an exception could open included."""
        return _ids(self.findings, "stop", "stop_unless_exception")

    @cached_property
    def conditions(self) -> tuple[str, ...]:
        """The condition templates that an approval must carry."""
        return tuple(sorted({str(one.arg) for one in self.findings if one.kind == "condition"}))

    @cached_property
    def reply(self) -> tuple[str, ...]:
        """The criteria that open the right of reply."""
        return _ids(self.findings, "reply")

    @cached_property
    def reopens(self) -> tuple[str, ...]:
        """The criteria that open a re-review."""
        return _ids(self.findings, "reopen")

    @cached_property
    def blocked(self) -> tuple[str, ...]:
        """The acts that the system refuses: access, decision."""
        return tuple(sorted({str(one.arg) for one in self.findings if one.kind == "block"}))

    def stage_status(self, stage: str) -> StageStatus:
        """How this stage stands."""
        mine = {one.id for one in self.pack.in_stage(stage)}
        asked = tuple(one for one in self.asked if one in mine)
        unanswered = tuple(one for one in self.unanswered if one in mine)
        gates = tuple(one for one in self.gates_open if one in mine)
        if not asked and not gates:
            return StageStatus("not_asked", (), (), ())
        return StageStatus("incomplete" if unanswered or gates else "complete", asked, unanswered, gates)

    def trace(self) -> tuple[Step, ...]:
        """Every step, with the row and the values read."""
        found = [
            Step(
                "finding",
                f"{one.effect} on {one.criterion}, {one.basis}",
                one.row,
                one.because,
                dict(one.read),
            )
            for one in self.findings
        ]
        level = Step(
            "level",
            self.level.at_least,
            "level_formula",
            ", ".join(self.level.because),
            {"could_be": self.level.could_be},
        )
        authority = Step(
            "authority", str(self.authority), "authority_formula", "", {"level": self.level.at_least}
        )
        limits = [
            Step(
                "admissible", ", ".join(one.gives), f"admissible#{one.row}", one.because, self.outlook.inputs
            )
            for one in self.outlook.limits
        ]
        chosen = self.outlook.suggestion
        suggested = Step(
            "suggested", self.suggested, f"suggested#{chosen.row}", chosen.because, self.outlook.inputs
        )
        return (*self.opening, *found, level, authority, *limits, suggested)

    def to_json(self) -> dict[str, Any]:
        """The result as one JSON object with sorted ids."""
        return {
            "pack": {"name": self.pack.name, "version": self.pack.version, "hash": self.pack.hash},
            "facts": self.facts_hash,
            "on": self.on.isoformat() if self.on else None,
            "depth": self.depth,
            "blocks": sorted(self.blocks),
            "level": {**self.level._asdict(), "because": list(self.level.because)},
            "authority": self.authority,
            "fired": self.fired,
            "gates_open": self.gates_open,
            "conditions": list(self.conditions),
            "reply": list(self.reply),
            "stops": list(self.stops),
            "admissible": list(self.admissible),
            "suggested": self.suggested,
            "suggested_because": self.outlook.suggestion.because,
            "outcome": self.pack.rules.outcomes.undecided,
            "unknown": sorted(self.unknown),
            "unanswered": sorted(self.unanswered),
            "ask_next": list(self.ask_next),
        }


def _by_criterion(findings: Sequence[Finding]) -> Effects:
    found: Effects = {}
    for one in sorted(findings, key=lambda one: (one.criterion, one.effect)):
        effects = found.setdefault(one.criterion, {})
        if effects.get(one.effect) != ANSWERED:
            effects[one.effect] = _stronger(effects.get(one.effect), one.basis)
    return found


def _stronger(before: str | None, basis: str) -> str:
    return (
        basis
        if before is None or basis == ANSWERED
        else ("unknown" if "unknown" in (before, basis) else basis)
    )


def _ids(findings: Sequence[Finding], *kinds: str) -> tuple[str, ...]:
    return tuple(sorted({one.criterion for one in findings if one.kind in kinds}))
