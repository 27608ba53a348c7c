"""Consultation: submissions in, points out, a disposition for each."""

import hashlib

from vetting.domain.attachments import SealedFileFields
from vetting.domain.commands import DisposePoint, ExtractPoint, ReceiveSubmission
from vetting.domain.consultation import PointFields, SubmissionFields, why_not_contest_point, why_not_dispose
from vetting.domain.errors import Refusal, Refused
from vetting.domain.round_commands import ContestPoint
from vetting.domain.round_events import PointContested
from vetting.domain.voice_events import PointDisposed, PointExtracted, SubmissionReceived
from vetting.usecases.desk import Desk, act_of, fields_of
from vetting.usecases.intake import require_criteria, require_usable
from vetting.usecases.ports import Work


def receive_submission(_: Desk, work: Work, command: ReceiveSubmission) -> None:
    """Enter a submission as received."""
    if work.get(SubmissionFields, command.case, command.submission) is not None:
        raise Refused(Refusal("id_taken", {"ident": command.submission}))
    for ident in command.evidence:
        require_usable(work, command.case, ident, command.at)
    submission = SubmissionFields(
        **fields_of(command, SubmissionFields), id=command.submission, received_at=command.at
    )
    event = SubmissionReceived(
        submission=submission.id,
        mode=submission.mode.value,
        group=submission.group,
        language=submission.language,
        submitter=submission.submitter,
        text=submission.text,
        evidence=submission.evidence,
    )
    work.keep(act_of(command), event, submission)


def extract_point(desk: Desk, work: Work, command: ExtractPoint) -> None:
    """Take a point out of a submission."""
    if work.get(SubmissionFields, command.case, command.submission) is None:
        raise Refused(Refusal("unknown_submission", {"submission": command.submission}))
    if work.get(PointFields, command.case, command.point) is not None:
        raise Refused(Refusal("id_taken", {"ident": command.point}))
    require_criteria(desk, work, command.case, command.criteria)
    point = PointFields(**fields_of(command, PointFields), id=command.point)
    event = PointExtracted(
        point=point.id,
        submission=point.submission,
        criteria=point.criteria,
        material=point.material,
        text=point.text,
    )
    work.keep(act_of(command), event, point)


def dispose_point(_: Desk, work: Work, command: DisposePoint) -> None:
    """Say what became of a point; once."""
    point = work.get(PointFields, command.case, command.point)
    if point is None:
        raise Refused(Refusal("unknown_point", {"point": command.point}))
    if refusal := why_not_dispose(point, command.reason):
        raise Refused(refusal)
    changes = {
        "disposition": command.disposition,
        "reason": command.reason,
        "changed": command.changed,
        "disposed_by": command.by,
        "disposed_at": command.at,
    }
    event = PointDisposed(
        point=point.id,
        disposition=command.disposition.value,
        reason=command.reason,
        changed=command.changed,
    )
    work.keep(act_of(command), event, point.model_copy(update=changes))


def contest_point(_: Desk, work: Work, command: ContestPoint) -> None:
    """Keep a contest, and let its point wait for an answer again."""
    point = work.get(PointFields, command.case, command.point)
    submission = work.get(SubmissionFields, command.case, command.submission)
    if point is None or submission is None or point.submission != submission.id:
        raise Refused(Refusal("unknown_point", {"point": command.point}))
    if refusal := why_not_contest_point(point, "sealed"):
        raise Refused(refusal)
    digest = hashlib.sha256(command.sealed).hexdigest()
    named = {"case": command.case, "id": command.file, "submission": submission.id}
    event = PointContested(submission=submission.id, point=point.id, file=command.file, sealed_sha256=digest)
    before = {"disposition": point.disposition.value if point.disposition else "", "reason": point.reason}
    waits = {"disposition": None, "reason": "", "disposed_by": None, "disposed_at": None, "before": before}
    work.keep(
        act_of(command),
        event,
        SealedFileFields(**named, content=command.sealed, sha256=digest),
        submission.model_copy(update={"files": [*submission.files, command.file]}),
        point.model_copy(update=waits),
    )
