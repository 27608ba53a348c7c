"""Contests: what somebody says is wrong, and what the office answered.

- Anybody on the case may contest an answer of triage; the office answers, and both are kept.
- A submitter may contest what became of a point, once, by receipt. What they wrote is sealed: it is opened like the
  rest of their submission, for one look and with a reason, and the point waits for a new disposition.
- Who contests is told as far as they said who they are, and no further; for a submitter the day is that of the week.
"""

from dataclasses import dataclass
from datetime import date, datetime

from vetting.domain.commands import AnswerContest, DisposePoint
from vetting.domain.consultation import PointFields, SubmissionFields, SubmissionMode
from vetting.domain.contests import ContestFields
from vetting.domain.dossier import LogLine
from vetting.domain.round_commands import UnsealSubmission
from vetting.usecases.office.case_view import CaseView, name_of, person_in_words

OF_POINT = "C-"  # before the id of a point, whose submitter contests it once at most


@dataclass(frozen=True)
class ContestLine:
    """One contest with all that is known of it."""

    id: str
    what: str  # what is contested, in a few words
    criteria: tuple[str, ...]  # the questions that it touches; the record cites the contest beside them
    contested: str  # the answer or the disposition as it stood when it was contested
    by: str
    at: date
    is_of_week: bool  # the day is that of the week in which it came
    said: str  # what whoever contests wrote; empty where it is sealed
    due: str  # what waits for the answer
    is_open: bool
    answer: str
    answered_by: str
    answered_at: datetime | None
    point: str  # the point whose disposition is contested; empty where an answer is
    submission: str
    file: str  # the sealed words; empty where there are none
    why_not_answer: str
    why_not_open: str  # why the reader cannot open the sealed words


def list_contests(view: CaseView) -> tuple[ContestLine, ...]:
    """Every contest of the case: those that wait for an answer first, each kind in the order in which they came."""
    lines = [*(_of_answer(view, one) for one in view.dossier.contests), *_of_points(view)]
    return tuple(sorted(lines, key=lambda one: not one.is_open))


def find_contest(view: CaseView, ident: str) -> ContestLine | None:
    """One contest; ``None`` where the case has none of this id."""
    return next((one for one in list_contests(view) if one.id == ident), None)


def _of_answer(view: CaseView, contest: ContestFields) -> ContestLine:
    question = view.appraisal.pack.criteria[contest.criterion].question
    return ContestLine(
        id=contest.id,
        what=f"The answer to {contest.criterion}: {question}",
        criteria=(contest.criterion,),
        contested=_answer_at(view, contest),
        by=person_in_words(view, contest.by),
        at=contest.at.date(),
        is_of_week=False,
        said=contest.reason,
        due="The office answers it. Until then a light vetting goes the longer way; the depth that was reached stays.",
        is_open=contest.answered_at is None,
        answer=contest.answer,
        answered_by=person_in_words(view, contest.answered_by),
        answered_at=contest.answered_at,
        point="",
        submission="",
        file="",
        why_not_answer=view.why_not(AnswerContest),
        why_not_open="",
    )


def _answer_at(view: CaseView, contest: ContestFields) -> str:
    """The answers to the criterion that stood when it was contested, the newest of each answerer."""
    before = [
        one for one in view.dossier.answers if one.criterion == contest.criterion and one.at <= contest.at
    ]
    newest = {one.answerer: one for one in sorted(before, key=lambda one: one.number)}
    return "; ".join(
        f"{name_of('answerer', who)}: {name_of('state', one.state.value).lower()}, answer {one.number}"
        for who, one in newest.items()
    )


def _of_points(view: CaseView) -> list[ContestLine]:
    """Those of points, by the entry of the log that keeps each."""
    points = {one.id: one for one in view.dossier.points}
    submissions = {one.id: one for one in view.dossier.submissions}
    kept = [line for line in view.dossier.log if line.event == "PointContested"]
    return [
        _of_point(view, points[str(line.fields["point"])], submissions[str(line.fields["submission"])], line)
        for line in kept
    ]


def _of_point(view: CaseView, point: PointFields, submission: SubmissionFields, line: LogLine) -> ContestLine:
    file = str(line.fields["file"])
    disposition, reason = point.before["disposition"], point.before["reason"]
    return ContestLine(
        id=OF_POINT + point.id,
        what=f"What became of point {point.id}: {point.text}",
        criteria=tuple(point.criteria),
        contested=f"{name_of('disposition', disposition)}: {reason}",
        by=_submitter(submission),
        at=datetime.fromisoformat(line.at).date(),
        is_of_week=True,
        said="",
        due="The point waits for a new disposition, with a reason that its submitter can read. "
        "No approval is possible before it has one.",
        is_open=point.disposition is None,
        answer=_disposed(point),
        answered_by=person_in_words(view, point.disposed_by),
        answered_at=point.disposed_at,
        point=point.id,
        submission=submission.id,
        file=file if file in submission.files else "",
        why_not_answer=view.why_not(DisposePoint),
        why_not_open=view.why_not(UnsealSubmission),
    )


def _submitter(submission: SubmissionFields) -> str:
    """Whoever made the submission, as far as they said who they are to everybody."""
    group = name_of("group", submission.group)
    if submission.mode is SubmissionMode.PUBLIC and submission.submitter:
        return f"{submission.submitter} ({group})"
    return f"Whoever made submission {submission.id} ({name_of('mode', submission.mode.value)}; {group})"


def _disposed(point: PointFields) -> str:
    if point.disposition is None:
        return ""
    changed = f" It changed: {point.changed}." if point.changed else ""
    return f"{name_of('disposition', point.disposition.value)}: {point.reason}{changed}"
