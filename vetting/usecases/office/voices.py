"""What others said: submissions with their points, letters with their replies.

What was given in confidence is not in these values: whoever needs it opens it for one request, with a reason.
"""

from dataclasses import dataclass
from datetime import date, datetime

from vetting.domain.commands import DisposePoint, ExtractPoint, RecordReply, SendLetter
from vetting.domain.consultation import PointFields, SubmissionFields, SubmissionMode
from vetting.domain.replies import LetterFields, ReplyState, is_secret, show_answers
from vetting.usecases.office.case_view import CaseView, name_of, person_in_words
from vetting.usecases.office.contests import OF_POINT


@dataclass(frozen=True)
class PointLine:
    """One point and what became of it."""

    id: str
    submission: str
    text: str
    criteria: tuple[str, ...]
    is_material: bool
    disposition: str  # empty while it waits
    disposition_name: str
    reason: str
    changed: str
    by: str
    at: datetime | None
    contest: str = ""  # the contest of the disposition that it had before


@dataclass(frozen=True)
class SubmissionLine:
    """One submission; its text only where its submitter made it public."""

    id: str
    mode: str
    mode_name: str
    group: str
    language: str
    submitter: str
    text: str
    is_protected: bool
    is_sealed: bool  # whether there is something that an officer's key opens
    evidence: tuple[str, ...]
    files: tuple[str, ...]  # ids of sealed files
    received_on: date
    state: str
    state_name: str
    points: tuple[PointLine, ...]


@dataclass(frozen=True)
class Exchange:
    """One question of a letter with the reply beside it."""

    number: int
    question: str
    reply: str  # of a trade secret the company's summary
    is_secret: bool = False


@dataclass(frozen=True)
class LetterLine:
    """One letter with its reply."""

    id: str
    reference: str
    sent_at: datetime
    due: date
    days_left: int  # below 0 where the day has passed
    findings: tuple[str, ...]
    facts: str
    exchanges: tuple[Exchange, ...]
    state: str
    state_name: str
    replied_at: datetime | None
    evidence: tuple[str, ...]
    is_waiting: bool


@dataclass(frozen=True)
class Voices:
    """What others said, and what the reader may do with it."""

    submissions: tuple[SubmissionLine, ...]
    points_open: tuple[PointLine, ...]
    letters: tuple[LetterLine, ...]
    unasked: tuple[tuple[str, str], ...]  # findings that open the right of reply and stand in no letter
    why_not_extract: str
    why_not_dispose: str
    why_not_send: str
    why_not_record: str


def view_voices(view: CaseView) -> Voices:
    """The consultation and the right of reply as they stand."""
    points = [_point(view, one) for one in view.dossier.points]
    lodged = {line.fields.get("submission") for line in view.dossier.log if line.event == "SubmissionLodged"}
    return Voices(
        submissions=tuple(
            _submission(one, points, is_sealed=one.id in lodged) for one in view.dossier.submissions
        ),
        points_open=tuple(one for one in points if not one.disposition),
        letters=tuple(_letter(view, one) for one in view.dossier.letters),
        unasked=find_unasked(view),
        why_not_extract=view.why_not(ExtractPoint),
        why_not_dispose=view.why_not(DisposePoint),
        why_not_send=view.why_not(SendLetter),
        why_not_record=view.why_not(RecordReply),
    )


def find_unasked(view: CaseView) -> tuple[tuple[str, str], ...]:
    """The findings that open the right of reply and stand in no letter yet, with their questions."""
    asked = {one for letter in view.dossier.letters for one in letter.findings}
    criteria = view.appraisal.pack.criteria
    return tuple((one, criteria[one].question) for one in view.appraisal.evaluation.reply if one not in asked)


def _point(view: CaseView, point: PointFields) -> PointLine:
    code = point.disposition.value if point.disposition else ""
    return PointLine(
        id=point.id,
        submission=point.submission,
        text=point.text,
        criteria=tuple(point.criteria),
        is_material=point.material,
        disposition=code,
        disposition_name=name_of("disposition", code or "none"),
        reason=point.reason,
        changed=point.changed,
        by=person_in_words(view, point.disposed_by),
        at=point.disposed_at,
        contest=OF_POINT + point.id if point.before else "",
    )


def _submission(submission: SubmissionFields, points: list[PointLine], *, is_sealed: bool) -> SubmissionLine:
    is_protected = submission.mode is not SubmissionMode.PUBLIC
    return SubmissionLine(
        id=submission.id,
        mode=submission.mode.value,
        mode_name=name_of("mode", submission.mode.value),
        group=name_of("group", submission.group),
        language=submission.language,
        submitter="" if is_protected else submission.submitter,
        text="" if is_protected else submission.text,
        is_protected=is_protected,
        is_sealed=is_protected and is_sealed,
        evidence=tuple(submission.evidence),
        files=tuple(submission.files),
        received_on=submission.received_at.date(),
        state=submission.state.value,
        state_name=name_of("submission_state", submission.state.value),
        points=tuple(one for one in points if one.submission == submission.id),
    )


def _letter(view: CaseView, letter: LetterFields) -> LetterLine:
    replies = show_answers(letter)
    return LetterLine(
        id=letter.id,
        reference=letter.reference,
        sent_at=letter.sent_at,
        due=letter.due,
        days_left=(letter.due - view.now.date()).days,
        findings=tuple(letter.findings),
        facts=letter.facts,
        exchanges=tuple(
            Exchange(n, question, replies[n - 1], is_secret(letter, n - 1))
            for n, question in enumerate(letter.questions, 1)
        ),
        state=letter.reply_state.value,
        state_name=name_of("reply_state", letter.reply_state.value),
        replied_at=letter.replied_at,
        evidence=tuple(letter.evidence),
        is_waiting=letter.reply_state in (ReplyState.WAITING, ReplyState.ABSENT),
    )
