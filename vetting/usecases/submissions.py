"""What happens to submissions of the public pages: kept, taken back, published or declined, opened."""

import hashlib

from vetting.domain.attachments import SealedFileFields, why_not_attach
from vetting.domain.case import CaseFields
from vetting.domain.consultation import (
    SubmissionFields,
    SubmissionState,
    why_not_publish_submission,
    why_not_withdraw,
)
from vetting.domain.errors import NotFound, Refusal, Refused
from vetting.domain.gates import GateFields
from vetting.domain.permissions import why_not_read_confidential
from vetting.domain.receipts import ReceiptFields
from vetting.domain.replies import ReplyCommentFields
from vetting.domain.round_commands import (
    AttachFile,
    LodgeSubmission,
    ModerateSubmission,
    UnsealSubmission,
    WithdrawSubmission,
)
from vetting.domain.round_events import (
    FileAttached,
    SubmissionLodged,
    SubmissionModerated,
    SubmissionUnsealed,
    SubmissionWithdrawn,
)
from vetting.domain.rounds import RoundFields, current, why_too_late
from vetting.domain.sealed import IdentityFields, SealedFields
from vetting.usecases.desk import Desk, act_of
from vetting.usecases.intake import list_declarations, require_person
from vetting.usecases.ports import Work
from vetting.usecases.rounds import gate_key


def lodge_submission(desk: Desk, work: Work, command: LodgeSubmission) -> None:
    """Keep a submission with its sealed part, its sealed contact and the hash of its receipt."""
    # the gate tells when the round closes, and is far lighter than the round with its notice
    gate = work.get(GateFields, command.case, gate_key(command.round))
    if gate is None or gate.closes_at is None:
        raise Refused(Refusal("round_not_open", {}))
    if refusal := why_too_late(gate.closes_at, command.begun_at, desk.clock.now()):
        raise Refused(refusal)
    submission = SubmissionFields(
        case=command.case,
        id=command.submission,
        mode=command.mode,
        group=command.group,
        language=command.language,
        submitter=command.submitter,
        text="\n\n".join(command.parts.values()),
        received_at=command.at,
        round=command.round,
        region=command.region,
        parts=command.parts,
    )
    receipt = ReceiptFields(lookup=command.lookup, case=command.case, submission=command.submission)
    work.keep(act_of(command), _event(command), submission, receipt, *_sealed_items(command))


def attach_file(desk: Desk, work: Work, command: AttachFile) -> None:
    """Keep a sealed file of a submission."""
    submission = _require_submission(work, command.case, command.submission)
    gate = work.get(GateFields, command.case, gate_key(submission.round))
    if gate is None or gate.closes_at is None:
        raise Refused(Refusal("round_not_open", {}))
    too_late = why_too_late(gate.closes_at, command.begun_at, desk.clock.now())
    if refusal := too_late or why_not_attach(submission):
        raise Refused(refusal)
    digest = hashlib.sha256(command.sealed).hexdigest()
    named = {"case": command.case, "id": command.file, "submission": submission.id}
    file = SealedFileFields(**named, content=command.sealed, sha256=digest)
    event = FileAttached(submission=submission.id, file=command.file, sealed_sha256=digest)
    changed = submission.model_copy(update={"files": [*submission.files, command.file]})
    work.keep(act_of(command), event, file, changed)


def withdraw_submission(_: Desk, work: Work, command: WithdrawSubmission) -> None:
    """Erase what a submission says; that there was one stays in the log."""
    submission = _require_submission(work, command.case, command.submission)
    if refusal := why_not_withdraw(submission):
        raise Refused(refusal)
    erased = {"text": "", "parts": {}, "files": [], "submitter": "", "state": SubmissionState.WITHDRAWN}
    work.forget(SubmissionFields, command.case, command.submission)
    work.remove(SealedFields, command.case, command.submission)
    for file in submission.files:
        work.remove(SealedFileFields, command.case, file)
    event = SubmissionWithdrawn(submission=command.submission)
    comments = _erase_comments(work, submission)
    work.keep(act_of(command), event, submission.model_copy(update=erased), *comments)


def _erase_comments(work: Work, submission: SubmissionFields) -> list[ReplyCommentFields]:
    """What its submitter said to replies goes with it."""
    comments = [
        one for one in work.list(ReplyCommentFields, submission.case) if one.submission == submission.id
    ]
    for one in comments:
        work.forget(ReplyCommentFields, one.case, one.id)
        work.remove(SealedFields, one.case, one.id)
    return [one.model_copy(update={"text": ""}) for one in comments]


def unseal_submission(_: Desk, work: Work, command: UnsealSubmission) -> None:
    """Enter that somebody opens a sealed part, and why; refused to whom a conflict, or none declared, keeps out."""
    person = require_person(work, command.case, command.by)
    declarations = list_declarations(work, command.case)
    if refusal := why_not_read_confidential(person, declarations, command.at.date()):
        raise Refused(refusal)
    if not command.reason.strip():
        raise Refused(Refusal("no_reason_to_unseal", {"submission": command.submission}))
    if refusal := _why_nothing_sealed(work, command):
        raise Refused(refusal)
    event = SubmissionUnsealed(submission=command.submission, file=command.file, reason=command.reason)
    work.keep(act_of(command), event)


def moderate_submission(_: Desk, work: Work, command: ModerateSubmission) -> None:
    """Publish a public submission, or decline to for a reason that its submitter is told."""
    submission = _require_submission(work, command.case, command.submission)
    if refusal := why_not_publish_submission(submission):
        raise Refused(refusal)
    if not command.publish and not command.reason.strip():
        raise Refused(Refusal("submission_declined_without_reason", {"submission": command.submission}))
    state = SubmissionState.PUBLISHED if command.publish else SubmissionState.DECLINED
    event = SubmissionModerated(submission=submission.id, state=state.value, reason=command.reason)
    changes = {"state": state, "state_reason": command.reason}
    work.keep(act_of(command), event, submission.model_copy(update=changes))


def round_of(work: Work, case: str) -> RoundFields | None:
    """The newest round of a case; raises ``NotFound`` where there is no such case."""
    if work.get(CaseFields, case) is None:
        raise NotFound("case", case)
    return current(work.list(RoundFields, case))


def _require_submission(work: Work, case: str, submission: str) -> SubmissionFields:
    found = work.get(SubmissionFields, case, submission)
    if found is None:
        raise Refused(Refusal("unknown_submission", {"submission": submission}))
    return found


def _why_nothing_sealed(work: Work, command: UnsealSubmission) -> Refusal | None:
    """Why there is nothing to open, if so: no sealed part, or no such file of this submission."""
    if command.file is not None:
        held = work.get(SealedFileFields, command.case, command.file)
        is_mine = held is not None and held.submission == command.submission
        return None if is_mine else Refusal("no_such_file", {"file": command.file})
    if work.get(SealedFields, command.case, command.submission) is None:
        return Refusal("nothing_sealed", {"submission": command.submission})
    return None


def _event(command: LodgeSubmission) -> SubmissionLodged:
    return SubmissionLodged(
        submission=command.submission,
        round=command.round,
        mode=command.mode.value,
        sealed_sha256=hashlib.sha256(command.sealed).hexdigest() if command.sealed else None,
        group=command.group,
        language=command.language,
        region=command.region,
        submitter=command.submitter,
        parts=command.parts,
    )


def _sealed_items(command: LodgeSubmission) -> list[SealedFields | IdentityFields]:
    items: list[SealedFields | IdentityFields] = []
    if command.sealed is not None:
        digest = hashlib.sha256(command.sealed).hexdigest()
        items.append(
            SealedFields(case=command.case, id=command.submission, content=command.sealed, sha256=digest)
        )
    if command.identity is not None and command.sealed_identity is not None:
        items.append(IdentityFields(id=command.identity, content=command.sealed_identity))
    return items
