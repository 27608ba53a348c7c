"""Reviews of answers: a second person reads an answer and puts their id under it."""

from vetting.domain.answer_events import AnswerReviewed
from vetting.domain.answers import AnswerFields, find_current
from vetting.domain.commands import ReviewAnswer
from vetting.domain.errors import Refusal, Refused
from vetting.domain.reviews import ReviewFields, why_not_review
from vetting.usecases.desk import Desk, act_of
from vetting.usecases.intake import require_criteria
from vetting.usecases.ports import Work


def review_answer(desk: Desk, work: Work, command: ReviewAnswer) -> None:
    """Review the answer that stands to a question, for one answerer."""
    require_criteria(desk, work, command.case, [command.criterion])
    current = find_current(work.list(AnswerFields, command.case)).get(command.criterion, [])
    answer = next((one for one in current if command.answerer in ("", one.answerer)), None)
    if answer is None:
        raise Refused(Refusal("review_of_nothing", {"criterion": command.criterion}))
    if refusal := why_not_review(answer, command.by, command.seen):
        raise Refused(refusal)
    review = ReviewFields(
        case=command.case,
        number=work.count(ReviewFields, command.case) + 1,
        criterion=answer.criterion,
        answerer=answer.answerer,
        answer=answer.number,
        by=command.by,
        at=command.at,
        note=command.note,
    )
    event = AnswerReviewed(
        number=review.number,
        criterion=review.criterion,
        answerer=review.answerer,
        answer=review.answer,
        note=review.note,
    )
    work.keep(act_of(command), event, review)
