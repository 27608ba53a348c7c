"""Reviews of answers: a second person has read an answer as it stands, and put their id under it.

- Nobody reviews what they entered themselves, and a review is of one answer: one that replaces it waits for its own.
- A review changes no level. It says who looked, beside who answered.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Field, SQLModel

from vetting.domain.answers import AnswerFields
from vetting.domain.errors import Refusal


class ReviewFields(SQLModel):
    """One review of one answer."""

    case: str
    number: int = 0  # counts the reviews of a case, from 1
    criterion: str
    answerer: str
    answer: int = Field(ge=1)  # the number of the answer that was read
    by: str  # person id
    at: datetime
    note: str = ""


def find_review(reviews: Sequence[ReviewFields], answer: AnswerFields) -> ReviewFields | None:
    """The last review of this very answer, if anybody reviewed it."""
    return next((one for one in reversed(reviews) if one.answer == answer.number), None)


def why_not_review(answer: AnswerFields, reviewer: str, seen: int | None) -> Refusal | None:
    """Why this person may not review the answer that stands, if so; ``seen`` is the number of what they were shown."""
    if seen is not None and seen != answer.number:
        return Refusal("reviewed_answer_changed", {"criterion": answer.criterion, "person": answer.by})
    if answer.by == reviewer:
        return Refusal("reviews_own", {"person": reviewer, "criterion": answer.criterion})
    return None
