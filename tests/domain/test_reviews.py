"""A second person reviews an answer as it stands, and nobody their own."""

from datetime import UTC, datetime

from vetting.domain.answers import AnswerFields, AnswerState
from vetting.domain.errors import Refusal
from vetting.domain.reviews import ReviewFields, find_review, why_not_review

AT = datetime(2026, 3, 2, tzinfo=UTC)


def an_answer(number: int = 1) -> AnswerFields:
    return AnswerFields(
        case="c",
        criterion="INT-01",
        number=number,
        answerer="office",
        state=AnswerState.UNKNOWN,
        by="P-1",
        at=AT,
    )


def a_review(number: int, answer: int) -> ReviewFields:
    return ReviewFields(
        case="c", number=number, criterion="INT-01", answerer="office", answer=answer, by="P-2", at=AT
    )


def test_a_second_person_may_review_the_answer_that_stands() -> None:
    assert why_not_review(an_answer(), "P-2", None) is None
    assert why_not_review(an_answer(), "P-2", 1) is None


def test_an_own_answer_and_one_that_was_replaced_cannot_be_reviewed() -> None:
    assert why_not_review(an_answer(), "P-1", 1) == Refusal(
        "reviews_own", {"person": "P-1", "criterion": "INT-01"}
    )
    assert why_not_review(an_answer(2), "P-2", 1) == Refusal(
        "reviewed_answer_changed", {"criterion": "INT-01", "person": "P-1"}
    )


def test_a_review_is_of_one_answer_and_the_last_one_counts() -> None:
    reviews = [a_review(1, 1), a_review(2, 1)]
    assert find_review(reviews, an_answer(1)) == reviews[1]
    assert find_review(reviews, an_answer(2)) is None
