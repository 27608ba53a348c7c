"""Events of a case on its way: evaluations, moves, votes, the decision, and its record."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from vetting.domain.events import Event


@dataclass(frozen=True, kw_only=True)
class CaseOpened(Event):
    """A partnership was proposed."""

    OPEN = frozenset({"pack", "pack_hash", "source_hash", "as_of", "settings", "is_exercise"})
    title: str
    initiating_office: str
    purpose: str
    prospect: str
    pack: str
    pack_hash: str
    source_hash: str | None
    as_of: str | None
    settings: Mapping[str, Any]
    is_exercise: bool
    note: str


@dataclass(frozen=True, kw_only=True)
class DecisionReopened(Event):
    """A decision is taken up again, because signatures that it rested on fell, or the draft that it read was changed."""

    OPEN = frozenset({"outcome", "decided_by", "signatures"})
    outcome: str
    decided_by: str
    signatures: list[str]


@dataclass(frozen=True, kw_only=True)
class VoteCast(Event):
    """A vote was cast."""

    OPEN = frozenset({"person", "ballot"})
    person: str
    ballot: str
    dissent: str


@dataclass(frozen=True, kw_only=True)
class StageEvaluated(Event):
    """A step evaluated its stages: statuses, effects and gates as they then stood."""

    OPEN = frozenset({"step", "number", "stages", "fired", "gates", "facts_hash", "pack_hash"})
    step: str
    number: int
    stages: Mapping[str, str]
    fired: Mapping[str, Any]
    gates: Mapping[str, Any]
    facts_hash: str
    pack_hash: str


@dataclass(frozen=True, kw_only=True)
class CaseEvaluated(Event):
    """The whole pack was evaluated on the facts given here in clear; replay reads nothing else."""

    OPEN = frozenset({"facts", "facts_hash", "pack_hash", "result"})
    facts: Mapping[str, Any]
    facts_hash: str
    pack_hash: str
    result: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class CaseMoved(Event):
    """The status of the case changed."""

    OPEN = frozenset({"status", "to"})
    status: str
    to: str
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class CaseDecided(Event):
    """The decision was signed."""

    OPEN = frozenset(
        {
            "outcome",
            "suggested",
            "admissible",
            "level",
            "authority",
            "second_by",
            "departs",
            "valid_until",
            "conditions",
            "facts_hash",
            "terms_sha256",
        }
    )
    outcome: str
    suggested: str
    admissible: list[str]
    level: str
    authority: int
    second_by: str | None
    departs: bool
    valid_until: str | None
    conditions: list[str]
    facts_hash: str
    terms_sha256: str | None
    summary: str
    reasons: Mapping[str, str]
    departure_reason: str


@dataclass(frozen=True, kw_only=True)
class RecordRequested(Event):
    """A record of the case as it stands was asked for."""


@dataclass(frozen=True, kw_only=True)
class ReminderRaised(Event):
    """A timer of the case came: who is told, of what, until when."""

    OPEN = frozenset({"kind", "about", "until", "people"})
    kind: str
    about: str
    until: str | None
    people: list[str]


@dataclass(frozen=True, kw_only=True)
class RecordIssued(Event):
    """A record was written; its hash and the checkpoint it cites."""

    OPEN = frozenset({"record", "edition", "sha256", "public_sha256", "interim", "checkpoint_size"})
    record: str
    edition: str
    sha256: str
    public_sha256: str  # of its public edition
    interim: bool
    checkpoint_size: int


@dataclass(frozen=True, kw_only=True)
class ProtectedOpened(Event):
    """Somebody looked at protected fields of an entry; the reason is theirs and stays protected."""

    OPEN = frozenset({"entry", "fields", "role"})
    entry: int
    fields: list[str]
    role: str
    reason: str
