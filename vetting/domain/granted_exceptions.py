"""Exceptions from a stop that the pack lets an exception lift: two signatures, five parts, an end.

- The stop has fired; what is only unknown is asked for, never excepted.
- Whoever grants it and whoever signs second did not initiate the case, have declared, and have no open conflict.
- It says all its parts (``CONTENT``), and counts until the day on which it ends.
"""

from collections.abc import Mapping
from datetime import date, datetime

from sqlmodel import SQLModel

from vetting.domain.decisions import why_not_of_office, why_not_vote
from vetting.domain.errors import Refusal
from vetting.domain.interests import DeclarationFields
from vetting.domain.people import PersonFields, Role

CONTENT: Mapping[str, str] = {
    "reasons": "why the criterion fires",
    "mandate": "why the exception serves the mandate",
    "dissent": "who dissented, or that nobody did",
    "limits": "what limits it",
}
"""What an exception says beside the day on which it ends; the record prints it whole."""


class ExceptionFields(SQLModel):
    """One exception as signed."""

    case: str
    id: str  # X-EXC-02-1
    criterion: str
    reasons: str
    mandate: str
    dissent: str
    limits: str
    ends_on: date
    granted_by: str  # person id
    second_by: str
    granted_at: datetime


def first_standing(exceptions: list[ExceptionFields], criterion: str, on: date) -> ExceptionFields | None:
    """The exception of a criterion that counts on a day, if any; its last day is the one it ends on."""
    standing = (one for one in exceptions if one.criterion == criterion and one.ends_on >= on)
    return next(standing, None)


def why_not_grant(
    exception: ExceptionFields, known: list[ExceptionFields], *, has_fired: bool
) -> Refusal | None:
    """Why this exception cannot be granted as it is, whoever signs, if so."""
    criterion, day = exception.criterion, exception.granted_at.date()
    if not has_fired:
        return Refusal("nothing_to_except", {"criterion": criterion})
    if standing := first_standing(known, criterion, day):
        return Refusal("exception_stands", {"criterion": criterion, "ends_on": standing.ends_on})
    for name, part in CONTENT.items():
        if not getattr(exception, name).strip():
            return Refusal("exception_incomplete", {"criterion": criterion, "part": part})
    if exception.ends_on <= day:
        return Refusal("exception_ends_early", {"criterion": criterion, "ends_on": exception.ends_on})
    return None


def why_not_sign_exception(
    exception: ExceptionFields, people: Mapping[str, PersonFields], declarations: list[DeclarationFields]
) -> Refusal | None:
    """Why these two may not sign the exception, if so."""
    if exception.second_by == exception.granted_by:
        return Refusal("exception_alone", {"criterion": exception.criterion})
    for person in (people[exception.granted_by], people[exception.second_by]):
        if Role.INITIATOR in person.roles:
            return Refusal("initiator_decides", {"person": person.id})
        if refusal := why_not_of_office(person) or why_not_vote(
            person, declarations, exception.granted_at.date()
        ):
            return refusal
    return None
