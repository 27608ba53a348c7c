"""The ownership of a party: which file says it, for which day, and what was read from it.

The file is evidence that is held; the reading is kept beside it, and anyone who has the file can
repeat it with ``vetting ownership``.
"""

from datetime import date, datetime
from typing import Any

from sqlmodel import Field, SQLModel

from vetting.domain.errors import Refusal
from vetting.domain.evidence import EvidenceFields, why_not_cite


class OwnershipFields(SQLModel):
    """The owners of one party as one file states them for one day."""

    case: str
    id: str = Field(min_length=1, max_length=40)
    party: str  # the party of the case whose owners these are
    of: str  # the same party in the file, by name or id
    evidence: str  # id of the evidence that holds the file
    sha256: str  # of the file
    as_of: date
    told: dict[str, Any] = Field(default_factory=dict)  # see vetting.screening.ownership_json
    stored_by: str
    stored_at: datetime


def why_not_read_owners(evidence: EvidenceFields, as_of: date, at: datetime) -> Refusal | None:
    """Why owners cannot be read from this evidence, for this day, in an act of this time, if so."""
    if evidence.sha256 is None:
        return Refusal("owners_not_held", {"evidence": evidence.id})
    if as_of > at.date():
        return Refusal("owners_of_a_later_day", {"as_of": as_of, "at": at.date()})
    return why_not_cite(evidence, at)
