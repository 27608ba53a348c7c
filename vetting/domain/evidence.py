"""Evidence: what an answer rests on, and from when it could be known.

- A *file* is held: its bytes are hashed and stored. A *citation* is not: "cited, not held".
- ``published`` and ``knowable_on`` are separate; an answer may rest only on what was knowable
  on or before the day it was given.
- The office's own knowledge of its own plan is evidence of kind ``own_knowledge``.
"""

from datetime import date, datetime
from enum import StrEnum

from sqlmodel import Field, SQLModel

from vetting.domain.errors import Refusal


class EvidenceKind(StrEnum):
    """How a piece of evidence is held."""

    FILE = "file"
    CITATION = "citation"
    OWN_KNOWLEDGE = "own_knowledge"


class EvidenceFields(SQLModel):
    """One source, as it was filed."""

    case: str
    id: str = Field(min_length=1, max_length=40)
    kind: EvidenceKind
    title: str = Field(min_length=1)
    publisher: str = ""
    published: str = ""  # as printed on the source: a day, a month or a range
    knowable_on: date
    locator: str = ""  # page, paragraph, address
    quality: str = "secondary"  # primary, secondary, self-declared
    sha256: str | None = None  # hex, of a file that is held
    size: int | None = None  # bytes, of a file that is held
    filename: str | None = None
    note: str = ""
    filed_by: str
    filed_at: datetime


def why_not_cite(evidence: EvidenceFields, at: datetime) -> Refusal | None:
    """Why an answer given at this time may not rest on this evidence, if so."""
    if evidence.knowable_on > at.date():
        return Refusal(
            "fact_from_the_future",
            {"evidence": evidence.id, "knowable_on": evidence.knowable_on, "at": at.date()},
        )
    return None
