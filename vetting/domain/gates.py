"""Gates: what a case waits for, as rows with a name, an owner and a closing time.

- A gate blocks the closing of its stage and any approval; it never blocks refusing, deferring or
  ending, whose reasons list it.
- A gate is answered by the act it asks for, a command like any other; no process waits for it.
- Who shortens a window is nobody: ``closes_at`` may only move later.
"""

from datetime import datetime
from enum import StrEnum

from sqlmodel import Field, SQLModel

from vetting.domain.errors import Refusal
from vetting.domain.stages import Stage


class GateState(StrEnum):
    """Whether a gate is still in the way."""

    OPEN = "open"
    ANSWERED = "answered"
    LAPSED = "lapsed"


class GateFields(SQLModel):
    """One gate of a case."""

    case: str
    key: str = Field(min_length=1, max_length=80)  # "INT-14:gate(evidence)", "decision", "reply:L-1"
    stage: Stage
    kind: str  # answer, evidence, reply, consultation, countersignature, decision
    owner: str  # the answerer or role that can answer it
    state: GateState = GateState.OPEN
    because: str = ""
    opened_at: datetime
    closes_at: datetime | None = None
    closed_at: datetime | None = None
    answered_by: str | None = None


def find_open(gates: list[GateFields]) -> list[GateFields]:
    """The gates still open, in order of key."""
    return sorted((gate for gate in gates if gate.state is GateState.OPEN), key=lambda g: g.key)


def find_due(gates: list[GateFields], now: datetime) -> list[GateFields]:
    """The open gates whose closing time has come."""
    return [g for g in find_open(gates) if g.closes_at is not None and g.closes_at <= now]


def first_closing(gates: list[GateFields]) -> datetime | None:
    """When the next open gate closes by itself; ``None`` where none does."""
    return min((g.closes_at for g in find_open(gates) if g.closes_at is not None), default=None)


def why_not_reschedule(gate: GateFields, closes_at: datetime) -> Refusal | None:
    """Why a gate cannot close at this time instead, if so."""
    if gate.closes_at is not None and closes_at < gate.closes_at:
        return Refusal("window_shortened", {"gate": gate.key, "closes_at": gate.closes_at.date()})
    return None
