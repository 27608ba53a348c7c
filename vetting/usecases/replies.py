"""Right of reply: the letter goes out, a gate waits for the reply, silence is recorded as silence."""

from datetime import timedelta

from vetting.domain.commands import RecordReply, SendLetter
from vetting.domain.errors import Refusal, Refused
from vetting.domain.gates import GateFields, GateState
from vetting.domain.people import Role
from vetting.domain.replies import LetterFields, ReplyState
from vetting.domain.stages import Stage
from vetting.domain.times import end_of_day
from vetting.domain.voice_events import LetterSent, ReplyRecorded
from vetting.usecases.appraise import Appraisal, appraise
from vetting.usecases.desk import Desk, act_of, fields_of
from vetting.usecases.intake import require_criteria, require_evidence
from vetting.usecases.kept import Act
from vetting.usecases.ports import Work


def send_letter(desk: Desk, work: Work, command: SendLetter) -> None:
    """Enter a letter as sent, and open the gate that waits for its reply as long as the pack says."""
    if work.get(LetterFields, command.case, command.letter) is not None:
        raise Refused(Refusal("id_taken", {"ident": command.letter}))
    if refusal := _why_not_due(appraise(desk, work.dossier(command.case)), command):
        raise Refused(refusal)
    require_criteria(desk, work, command.case, command.findings)
    letter = LetterFields(**fields_of(command, LetterFields), id=command.letter, sent_at=command.at)
    gate = GateFields(
        case=command.case,
        key=gate_key(letter.id),
        stage=Stage.RIGHT_OF_REPLY,
        kind="reply",
        owner=Role.COMPANY.value,
        because=f"The company may answer letter {letter.id} until {letter.due}.",
        opened_at=command.at,
        closes_at=end_of_day(letter.due),
    )
    event = LetterSent(
        letter=letter.id,
        due=letter.due.isoformat(),
        findings=letter.findings,
        question_count=len(letter.questions),
        reference=letter.reference,
        facts=letter.facts,
        questions=letter.questions,
    )
    work.keep(act_of(command), event, letter, gate)


def record_reply(_: Desk, work: Work, command: RecordReply) -> None:
    """Enter the reply to a letter; late replies are accepted and marked late."""
    letter = work.get(LetterFields, command.case, command.letter)
    if letter is None:
        raise Refused(Refusal("unknown_letter", {"letter": command.letter}))
    if letter.reply_state not in (ReplyState.WAITING, ReplyState.ABSENT):
        raise Refused(Refusal("reply_already", {"letter": command.letter}))
    for ident in command.evidence:
        require_evidence(work, command.case, ident)
    is_late = command.at > end_of_day(letter.due) and command.state is not ReplyState.ABSENT
    state = ReplyState.LATE if is_late else command.state
    changes = {
        "reply_state": state,
        "replied_at": None if state is ReplyState.ABSENT else command.at,
        "replies": command.replies,
        "evidence": command.evidence,
    }
    _close(work, act_of(command), letter.model_copy(update=changes))


def record_silence(work: Work, act: Act, letter: LetterFields) -> None:
    """Enter that the time for a reply is over and none came."""
    _close(work, act, letter.model_copy(update={"reply_state": ReplyState.ABSENT}))


def _why_not_due(appraisal: Appraisal, command: SendLetter) -> Refusal | None:
    """Why a reply cannot be due that early, if so: nobody shortens the window of the level."""
    windows = appraisal.pack.tables.get("clock", {}).get("reply_days", {})
    days = int(windows.get(appraisal.evaluation.level.at_least, 0))
    earliest = command.at.date() + timedelta(days=days)
    if command.due >= earliest:
        return None
    return Refusal("reply_too_soon", {"letter": command.letter, "days": days, "earliest": earliest})


def gate_key(letter: str) -> str:
    """The key of the gate that waits for the reply to a letter."""
    return f"reply:{letter}"


def _close(work: Work, act: Act, letter: LetterFields) -> None:
    """Write the reply beside its letter and close the gate that waited for it."""
    event = ReplyRecorded(
        letter=letter.id,
        state=letter.reply_state.value,
        evidence=letter.evidence,
        replies=letter.replies,
    )
    gate = work.get(GateFields, act.case, gate_key(letter.id))
    closed = [] if gate is None else [_closed(gate, act, letter.reply_state)]
    work.keep(act, event, letter, *closed)


def _closed(gate: GateFields, act: Act, state: ReplyState) -> GateFields:
    lapsed = state is ReplyState.ABSENT
    changes = {
        "state": GateState.LAPSED if lapsed else GateState.ANSWERED,
        "closed_at": act.at,
        "answered_by": None if lapsed else act.by,
    }
    return gate.model_copy(update=changes)
