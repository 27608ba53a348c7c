"""Contests: anyone on the case may say, with a reason, that an answer of triage is wrong.

While one is open a light vetting goes the longer way; the office answers it, and both are kept.
"""

from collections.abc import Collection
from datetime import datetime

from sqlmodel import Field, SQLModel

from vetting.domain.errors import Refusal


class ContestFields(SQLModel):
    """One contest of one answer of triage, with what the office said to it."""

    case: str
    id: str = Field(min_length=1, max_length=80)  # C-INT-10-1
    criterion: str
    reason: str = Field(min_length=1)
    by: str  # person id
    at: datetime
    answer: str = ""
    answered_by: str | None = None
    answered_at: datetime | None = None


def first_open_contest(contests: list[ContestFields], criterion: str | None = None) -> ContestFields | None:
    """The first contest without an answer, of one criterion or of any."""
    waiting = (one for one in contests if one.answered_at is None)
    return next((one for one in waiting if criterion in (None, one.criterion)), None)


def why_not_contest(
    contest: ContestFields, known: list[ContestFields], triage: Collection[str], answered: Collection[str]
) -> Refusal | None:
    """Why this contest cannot be entered, if so; ``triage`` are the criteria that can be contested."""
    criterion = {"criterion": contest.criterion}
    if contest.criterion not in triage:
        return Refusal("contest_not_of_triage", criterion)
    if contest.criterion not in answered:
        return Refusal("contest_of_nothing", criterion)
    if first_open_contest(known, contest.criterion):
        return Refusal("contest_open_already", criterion)
    return None if contest.reason.strip() else Refusal("contest_without_reason", criterion)


def why_not_answer_contest(contest: ContestFields, answer: str) -> Refusal | None:
    """Why a contest cannot be answered like this, if so."""
    if answer.strip():
        return None
    return Refusal("contest_without_answer", {"criterion": contest.criterion})
