"""The draft agreement: each version is stored and hashed; a decision is bound to one of them."""

from datetime import datetime

from sqlmodel import Field, SQLModel


class TermsFields(SQLModel):
    """One draft of the agreement."""

    case: str
    id: str = Field(min_length=1, max_length=40)
    title: str = Field(min_length=1)
    evidence: str  # id of the evidence that holds the text
    sha256: str | None = None  # of the text, where it is held
    summary: str = ""
    stored_by: str
    stored_at: datetime
