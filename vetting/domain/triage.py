"""The countersignature of the triage: a second person agrees to the answers that settle how deep a vetting goes.

- It is given when every question of triage is answered, by somebody who has declared, has no open conflict,
  did not initiate the case, and entered none of these answers.
- It is bound to the answers as they stand: one that is changed waits for another countersignature.
- A pack says whether it is asked for (``triage.countersigned``); where it is, no approval goes without it.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlmodel import Field, SQLModel

from vetting.domain.answers import AnswerFields
from vetting.domain.decisions import why_not_vote
from vetting.domain.errors import Refusal
from vetting.domain.interests import DeclarationFields
from vetting.domain.people import PersonFields, Role
from vetting.domain.screenings import hash_of


class TriageSignatureFields(SQLModel):
    """One countersignature of the triage, with the answers it is for."""

    case: str
    number: int  # counts those of a case, from 1
    by: str  # person id
    at: datetime
    answers: list[str] = Field(default_factory=list)  # "INT-01#3": criterion and number


Answers = Mapping[str, list[AnswerFields]]


def list_signed(answers: Answers, triage: Sequence[str]) -> list[str]:
    """What a countersignature is for: each answer that stands to a question of triage."""
    return sorted(f"{one.criterion}#{one.number}" for name in triage for one in answers.get(name, []))


def basis_of(signed: Sequence[str]) -> str:
    """A short hash of the answers, for whoever signs: what their page showed."""
    return hash_of(list(signed))[:12]


def find_open_questions(answers: Answers, triage: Sequence[str]) -> list[str]:
    """The questions of triage that nobody has answered yet."""
    return [name for name in triage if not answers.get(name)]


def why_not_countersign_triage(
    person: PersonFields,
    answers: Answers,
    triage: Sequence[str],
    declarations: list[DeclarationFields],
    at: datetime,
) -> Refusal | None:
    """Why this person may not countersign the triage now, if so."""
    if not triage:
        return Refusal("triage_not_asked")
    if waiting := find_open_questions(answers, triage):
        return Refusal("triage_unanswered", {"criteria": ", ".join(waiting)})
    if Role.INITIATOR in person.roles:
        return Refusal("initiator_decides", {"person": person.id})
    own = [name for name in triage if any(one.by == person.id for one in answers[name])]
    if own:
        return Refusal("countersigns_own", {"person": person.id, "criteria": ", ".join(own)})
    return why_not_vote(person, declarations, at.date())
