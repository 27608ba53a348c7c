"""The public edition of a case's newest record, kept beside it so that anyone can take it away."""

from sqlmodel import Field, SQLModel


class PublicEditionFields(SQLModel):
    """One public edition; its hash is in the log with that of the record it was made of."""

    case: str
    record: str = Field(min_length=1, max_length=40)
    sha256: str
    content: str  # the edition as canonical JSON text
