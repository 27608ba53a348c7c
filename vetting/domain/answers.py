"""Answers: what was said to a question, by whom, when, on what evidence.

*Unanswered* is not a state: it is the absence of an answer. *Unknown* and *refused* are answers.
"""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlmodel import Field, SQLModel

from vetting.domain.errors import Refusal


class AnswerState(StrEnum):
    """How a question was answered."""

    GIVEN = "given"
    UNKNOWN = "unknown"
    REFUSED = "refused"
    NOT_APPLICABLE = "not_applicable"


class AnswerFields(SQLModel):
    """One answer to one criterion by one answerer; a later one replaces it, both are kept."""

    case: str
    criterion: str
    number: int = 0  # counts the answers of a case; a later answer of the same answerer replaces
    answerer: str  # office, company, legal, dpo, hr_adviser, ethics, consultee, decider, system
    state: AnswerState
    value: Any = None  # JSON of the criterion's answer type; None unless given
    by: str  # person id
    at: datetime
    evidence: list[str] = Field(default_factory=list)
    note: str = ""  # who was asked and when; the reason of a not_applicable
    countersigned_by: str | None = None


def why_not_leave_out(answer: AnswerFields) -> Refusal | None:
    """Why a question cannot be answered with "not applicable" like this, if so.

    It takes a reason, and a second person who countersigns.
    """
    if answer.state is not AnswerState.NOT_APPLICABLE:
        return None
    if answer.note.strip() and answer.countersigned_by not in (None, "", answer.by):
        return None
    return Refusal("not_applicable_alone", {"criterion": answer.criterion})


def why_not_replace(answers: list[AnswerFields], new: AnswerFields, based_on: int | None) -> Refusal | None:
    """Why an answer cannot replace what stands, if so: another one came in since its form was shown.

    ``based_on`` is the number of the answer that the form showed, 0 where there was none; None asks nothing.
    """
    mine = [one for one in answers if (one.criterion, one.answerer) == (new.criterion, new.answerer)]
    latest = max(mine, key=lambda one: one.number, default=None)
    if based_on is None or latest is None or latest.number == based_on:
        return None
    return Refusal("answer_changed_meanwhile", {"criterion": new.criterion, "person": latest.by})


def find_current(answers: list[AnswerFields]) -> dict[str, list[AnswerFields]]:
    """The answers that hold now, by criterion; one for each answerer, in order of answerer."""
    latest: dict[tuple[str, str], AnswerFields] = {}
    for answer in sorted(answers, key=lambda one: one.number):
        latest[answer.criterion, answer.answerer] = answer
    current: dict[str, list[AnswerFields]] = {}
    for (criterion, _), answer in sorted(latest.items()):
        current.setdefault(criterion, []).append(answer)
    return current
