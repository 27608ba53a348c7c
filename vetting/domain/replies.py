"""Right of reply: letters to the company, and what it answered or that it did not.

A letter states facts and standards and asks numbered questions, without prejudging. Silence is
recorded as silence, never as admission.
"""

from datetime import date, datetime
from enum import StrEnum

from sqlmodel import Field, SQLModel


class ReplyState(StrEnum):
    """How a letter was answered."""

    WAITING = "waiting"
    FULL = "full"
    IN_PART = "in_part"
    LATE = "late"
    ABSENT = "absent"


class LetterFields(SQLModel):
    """One letter to the company with its numbered questions and the reply beside it."""

    case: str
    id: str = Field(min_length=1, max_length=40)
    reference: str = ""
    sent_at: datetime
    due: date
    findings: list[str] = Field(default_factory=list)  # criteria the letter asks about
    facts: str = ""
    questions: list[str] = Field(default_factory=list)
    reply_state: ReplyState = ReplyState.WAITING
    replied_at: datetime | None = None
    replies: list[str] = Field(default_factory=list)  # one for each question, "" where none
    evidence: list[str] = Field(default_factory=list)
