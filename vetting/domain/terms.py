"""The draft agreement: each version is stored and hashed; a decision is bound to one of them.

What was read when a draft was stored is kept with it: the ids of its clauses, and how it differs from the one before.
"""

from datetime import datetime
from typing import Any

from sqlmodel import Field, SQLModel

DraftChange = dict[str, Any]
"""One clause that differs from the draft before: ``change``, its ids as ``old`` and ``new``, whether it ``moved``."""


class TermsFields(SQLModel):
    """One draft of the agreement."""

    case: str
    id: str = Field(min_length=1, max_length=40)
    title: str = Field(min_length=1)
    evidence: str  # id of the evidence that holds the text
    sha256: str | None = None  # of the text, where it is held
    summary: str = ""
    clauses: list[str] = Field(default_factory=list)  # ids, headings included, in the order of the text
    notes: list[str] = Field(default_factory=list)  # what a reader should know, such as tracked changes
    unreadable: str = ""  # why no clause could be read, where the text is held
    compared_with: str | None = None  # id of the draft before, where both could be read
    changes: list[DraftChange] = Field(default_factory=list)
    stored_by: str
    stored_at: datetime
