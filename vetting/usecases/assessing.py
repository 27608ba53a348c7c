"""After the reply: each answer assessed, corrections of fact settled, and what submitters say to it."""

import hashlib

from vetting.domain.consultation import SubmissionFields, SubmissionState
from vetting.domain.errors import Refusal, Refused
from vetting.domain.gates import GateFields, GateState
from vetting.domain.people import Role
from vetting.domain.replies import (
    CorrectionFields,
    ReplyAssessmentFields,
    ReplyCommentFields,
    why_not_assess,
    why_not_settle,
)
from vetting.domain.reply_commands import AskCorrection, AssessReply, CommentOnReply, SettleCorrection
from vetting.domain.reply_events import CorrectionAsked, CorrectionSettled, ReplyAssessed, ReplyCommented
from vetting.domain.sealed import SealedFields
from vetting.domain.stages import Stage
from vetting.usecases.desk import Desk, act_of
from vetting.usecases.ports import Work
from vetting.usecases.replies import require_letter


def assess_reply(_: Desk, work: Work, command: AssessReply) -> None:
    """Enter what a named person made of one answer; the newest holds."""
    letter = require_letter(work, command.case, command.letter)
    if refusal := why_not_assess(letter, command.number, command.reason):
        raise Refused(refusal)
    assessed = ReplyAssessmentFields(
        case=command.case,
        letter=letter.id,
        number=command.number,
        assessment=command.assessment,
        reason=command.reason,
        evidence_checked=command.evidence_checked,
        assessed_by=command.by,
        assessed_at=command.at,
    )
    event = ReplyAssessed(
        letter=letter.id,
        number=command.number,
        assessment=command.assessment.value,
        evidence_checked=command.evidence_checked,
        reason=command.reason,
    )
    work.keep(act_of(command), event, assessed)


def ask_correction(_: Desk, work: Work, command: AskCorrection) -> None:
    """Enter a correction that the company asks for; an approval waits until it is settled."""
    letter = require_letter(work, command.case, command.letter)
    if work.get(CorrectionFields, command.case, command.correction) is not None:
        raise Refused(Refusal("id_taken", {"ident": command.correction}))
    asked = CorrectionFields(
        case=command.case,
        id=command.correction,
        letter=letter.id,
        passage=command.passage,
        asked=command.asked,
        asked_at=command.at,
    )
    gate = GateFields(
        case=command.case,
        key=correction_key(asked.id),
        stage=Stage.RIGHT_OF_REPLY,
        kind="correction",
        owner=Role.FOCAL_POINT.value,
        because=f"The company asks for a correction of fact in letter {letter.id}.",
        opened_at=command.at,
    )
    event = CorrectionAsked(correction=asked.id, letter=letter.id, passage=asked.passage, asked=asked.asked)
    work.keep(act_of(command), event, asked, gate)


def settle_correction(_: Desk, work: Work, command: SettleCorrection) -> None:
    """Accept a correction with the text that stands from now on, or refuse it with the reason."""
    asked = work.get(CorrectionFields, command.case, command.correction)
    if asked is None:
        raise Refused(Refusal("unknown_correction", {"correction": command.correction}))
    if refusal := why_not_settle(asked, command.corrected, command.reason, accepted=command.accepted):
        raise Refused(refusal)
    changes = {
        "is_accepted": command.accepted,
        "corrected": command.corrected if command.accepted else "",
        "reason": command.reason,
        "decided_by": command.by,
        "decided_at": command.at,
    }
    event = CorrectionSettled(
        correction=asked.id, accepted=command.accepted, corrected=command.corrected, reason=command.reason
    )
    gate = work.get(GateFields, command.case, correction_key(asked.id))
    closed = {"state": GateState.ANSWERED, "closed_at": command.at, "answered_by": command.by}
    gates = [] if gate is None else [gate.model_copy(update=closed)]
    work.keep(act_of(command), event, asked.model_copy(update=changes), *gates)


def comment_on_reply(_: Desk, work: Work, command: CommentOnReply) -> None:
    """Keep what a submitter says to a reply; of one given in confidence only what is sealed."""
    letter = require_letter(work, command.case, command.letter)
    submission = work.get(SubmissionFields, command.case, command.submission)
    if submission is None or submission.state is SubmissionState.WITHDRAWN:
        raise Refused(Refusal("unknown_submission", {"submission": command.submission}))
    comment = ReplyCommentFields(
        case=command.case,
        id=command.comment,
        letter=letter.id,
        submission=submission.id,
        text=command.text,
        received_at=command.at,
    )
    digest = hashlib.sha256(command.sealed).hexdigest() if command.sealed else None
    event = ReplyCommented(
        comment=comment.id,
        letter=letter.id,
        submission=submission.id,
        sealed_sha256=digest,
        text=command.text,
    )
    sealed = [] if digest is None else [_sealed(command, digest)]
    work.keep(act_of(command), event, comment, *sealed)


def correction_key(correction: str) -> str:
    """The key of the gate that waits until a correction is settled."""
    return f"correction:{correction}"


def _sealed(command: CommentOnReply, digest: str) -> SealedFields:
    return SealedFields(case=command.case, id=command.comment, content=command.sealed or b"", sha256=digest)
