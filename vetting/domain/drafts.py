"""Drafts: what somebody typed into a form and has not sent, kept for them alone.

- A draft is no act: it is not in the log, no rule reads it, no other person sees it.
- There is one for each person and form; saving again replaces it, sending the form drops it.
"""

from datetime import datetime

from sqlmodel import Field, SQLModel


class DraftFields(SQLModel):
    """The typed text of one form of one person."""

    case: str  # empty where the form proposes a new case
    person: str
    form: str = Field(min_length=1, max_length=120)  # "answer:INT-01:office"
    values: dict[str, list[str]] = Field(default_factory=dict)  # by the name of the field
    saved_at: datetime


def answer_form(criterion: str, answerer: str) -> str:
    """Under which name the draft of an answer is kept: ``answer:INT-01:office``."""
    return f"answer:{criterion}:{answerer}"
