"""The public edition of a case's newest record, kept beside it so that anyone can take it away."""

from dataclasses import dataclass

from sqlmodel import Field, SQLModel

FORMS = ("html", "pdf", "docx")
"""The forms besides JSON in which a public edition can be taken away."""


class PublicEditionFields(SQLModel):
    """One public edition; its hash is in the log with that of the record it was made of."""

    case: str
    record: str = Field(min_length=1, max_length=40)
    sha256: str
    content: str  # the edition as canonical JSON text


class RenderingFields(SQLModel):
    """An edition as a file in one form; it is made from the edition, and can be made again."""

    edition: str = Field(min_length=64, max_length=64)  # the edition's hash
    suffix: str = Field(min_length=1, max_length=10)
    size: int
    sha256: str
    content: bytes


@dataclass(frozen=True)
class RenderedAs:
    """One form in which an edition can be taken away."""

    suffix: str
    size: int
    sha256: str
