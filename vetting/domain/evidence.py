"""Evidence: what an answer rests on, and from when it could be known.

- A *file* is held: its bytes are hashed and stored. A *citation* is not: "cited, not held".
- ``published`` and ``knowable_on`` are separate; an answer may rest only on what was knowable
  on or before the day it was given.
- A file that has to go by law is erased: its bytes, its name and its note; when, by whom and why stays, and so does
  every answer that rested on it. Nothing new rests on it.
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
    erased_at: datetime | None = None  # lawfully: the file is gone since then, and what it was stays
    erased_by: str | None = None
    erased_reason: str = ""


def why_not_cite(evidence: EvidenceFields, at: datetime) -> Refusal | None:
    """Why an answer given at this time may not rest on this evidence, if so."""
    if refusal := why_not_use(evidence, at):
        return refusal
    if evidence.knowable_on > at.date():
        return Refusal(
            "fact_from_the_future",
            {"evidence": evidence.id, "knowable_on": evidence.knowable_on, "at": at.date()},
        )
    return None


def why_not_use(evidence: EvidenceFields, at: datetime) -> Refusal | None:
    """Why nothing that is entered at this time may name this evidence, if so: its file was erased before."""
    is_before = evidence.erased_at is not None and at < evidence.erased_at
    return None if is_before else why_erased(evidence)


def why_erased(evidence: EvidenceFields) -> Refusal | None:
    """That its file was erased, and since when, if so."""
    if evidence.erased_at is None:
        return None
    return Refusal("cites_erased", {"evidence": evidence.id, "on": evidence.erased_at.date()})


def why_not_erase(evidence: EvidenceFields, reason: str, *, is_draft: bool) -> Refusal | None:
    """Why the file of a piece of evidence cannot be erased, if so."""
    said = {"evidence": evidence.id}
    if evidence.sha256 is None:
        return Refusal("nothing_to_erase", said)
    if evidence.erased_at is not None:
        return Refusal("erased_already", {**said, "on": evidence.erased_at.date()})
    if is_draft:
        return Refusal("draft_not_erased", said)
    return None if reason.strip() else Refusal("erasure_without_reason", said)
