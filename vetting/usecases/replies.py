"""Right of reply: the letter goes out, a gate waits for the reply, silence is recorded as silence."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from vetting.audit import canonical
from vetting.domain.commands import RecordReply, SendLetter
from vetting.domain.errors import Refusal, Refused
from vetting.domain.evidence import EvidenceFields, EvidenceKind
from vetting.domain.gates import GateFields, GateState
from vetting.domain.ids import first_free
from vetting.domain.people import Role
from vetting.domain.receipts import name_act
from vetting.domain.replies import (
    GivenAnswer,
    LetterFields,
    ReplyFile,
    ReplyLinkFields,
    ReplyState,
    is_live,
    state_of,
    why_not_answer,
    why_not_extend,
)
from vetting.domain.reply_commands import ExtendReply, LodgeReply
from vetting.domain.reply_events import ReplyExtended, ReplyLodged
from vetting.domain.stages import Stage
from vetting.domain.times import end_of_day
from vetting.domain.voice_events import LetterSent, ReplyRecorded
from vetting.usecases.appraise import Appraisal, appraise
from vetting.usecases.desk import Desk, act_of
from vetting.usecases.intake import keep_evidence, require_case, require_criteria, require_usable
from vetting.usecases.kept import Act
from vetting.usecases.left_out import say_left_out
from vetting.usecases.letters import letter_of
from vetting.usecases.ports import Work
from vetting.usecases.reply_secrets import KeptAnswers, clean_summaries, seal_secrets

MOST_DAYS_MORE = 14
"""How much longer a reply may take where the pack says nothing."""


def send_letter(desk: Desk, work: Work, command: SendLetter) -> None:
    """Enter a letter as sent, and open the gate that waits for its reply as long as the pack says."""
    if work.get(LetterFields, command.case, command.letter) is not None:
        raise Refused(Refusal("id_taken", {"ident": command.letter}))
    if refusal := _why_not_due(appraise(desk, work.dossier(command.case)), command):
        raise Refused(refusal)
    letter = letter_of(work, command)
    require_criteria(desk, work, command.case, letter.findings)
    gate = GateFields(
        case=command.case,
        key=gate_key(letter.id),
        stage=Stage.RIGHT_OF_REPLY,
        kind="reply",
        owner=Role.COMPANY.value,
        because=_because(letter),
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


def record_reply(desk: Desk, work: Work, command: RecordReply) -> None:
    """Enter the reply to a letter; late replies are accepted and marked late."""
    letter = require_letter(work, command.case, command.letter)
    if letter.reply_state not in (ReplyState.WAITING, ReplyState.ABSENT):
        raise Refused(Refusal("reply_already", {"letter": command.letter}))
    for ident in command.evidence:
        require_usable(work, command.case, ident, command.at)
    is_late = command.at > end_of_day(letter.due) and command.state is not ReplyState.ABSENT
    state = ReplyState.LATE if is_late else command.state
    summaries = clean_summaries(command.replies, command.summaries)
    kept = seal_secrets(desk, command.case, letter.id, command.replies, summaries)
    changes = {
        "reply_state": state,
        "replied_at": None if state is ReplyState.ABSENT else command.at,
        "replies": kept.texts,
        "summaries": summaries,
        "evidence": command.evidence,
    }
    _close(work, act_of(command), letter.model_copy(update=changes), kept)


def lodge_reply(desk: Desk, work: Work, command: LodgeReply) -> None:
    """Take the answers that came through the sealed link; the link opens nothing afterwards."""
    link = work.get(ReplyLinkFields, command.lookup)
    letter = work.get(LetterFields, command.case, command.letter)
    is_of_letter = link is not None and (link.case, link.letter) == (command.case, command.letter)
    if link is None or letter is None or not is_of_letter or not is_live(link, letter, command.at):
        raise Refused(Refusal("link_opens_nothing"))
    if refusal := why_not_answer(letter, command.answers):
        raise Refused(refusal)
    answers = [one.text for one in command.answers]
    summaries = [one.summary.strip() if one.is_secret else "" for one in command.answers]
    kept = seal_secrets(desk, command.case, letter.id, answers, summaries)
    state = state_of(answers, letter, command.at)
    digest = command.reply_sha256
    evidence = _keep_files(work, command, letter)
    changes = {
        "evidence": [*letter.evidence, *evidence],
        "reply_state": state,
        "replied_at": command.at,
        "replies": kept.texts,
        "summaries": summaries,
        "reply_sha256": digest,
    }
    event = ReplyLodged(
        letter=letter.id,
        state=state.value,
        reply_sha256=digest,
        secret_count=sum(map(bool, summaries)),
        sealed_sha256=kept.sha256,
        evidence=evidence,
        replies=kept.texts,
        summaries=summaries,
    )
    answered = letter.model_copy(update=changes)
    used = link.model_copy(update={"is_open": False})
    closed = _closed_gate(work, act_of(command), answered)
    work.keep(act_of(command), event, answered, used, *closed, *kept.sealed)


def _keep_files(work: Work, command: LodgeReply, letter: LetterFields) -> list[str]:
    """File what came with the answers as evidence of the reply; the ids, in order."""
    taken = {one.id for one in work.list(EvidenceFields, command.case)}
    idents: list[str] = []
    for number, file in enumerate(command.files, 1):
        idents.append(first_free(f"R-{letter.id[:30]}-", taken | set(idents)))
        evidence = EvidenceFields(
            case=command.case,
            id=idents[-1],
            kind=EvidenceKind.FILE,
            title=f"File {number} of the reply to letter {letter.reference or letter.id}",
            knowable_on=command.at.date(),
            quality="self-declared",
            sha256=file.sha256,
            size=file.size,
            filename=file.name,
            note=say_left_out(file.left_out, file.counts),
            filed_by=command.by,
            filed_at=command.at,
        )
        keep_evidence(work, replace(act_of(command), id=f"{command.id}/file/{number}"), evidence)
    return idents


def extend_reply(desk: Desk, work: Work, command: ExtendReply) -> None:
    """Move the day of a reply and the gate that waits for it: once, for a reason, as far as the pack allows."""
    letter = require_letter(work, command.case, command.letter)
    most = clock_of(desk, work, command.case).get("reply_extension_days", {}).get("at_most", MOST_DAYS_MORE)
    if refusal := why_not_extend(letter, command.due, command.reason, command.at, int(most)):
        raise Refused(refusal)
    changes = {
        "due": command.due,
        "first_due": letter.due,
        "extension_reason": command.reason,
        "extended_by": command.by,
    }
    extended = letter.model_copy(update=changes)
    event = ReplyExtended(
        letter=letter.id,
        due=command.due.isoformat(),
        was=letter.due.isoformat(),
        reason=command.reason,
    )
    work.keep(act_of(command), event, extended, *_moved_gate(work, extended))


def record_silence(work: Work, act: Act, letter: LetterFields) -> None:
    """Enter that the time for a reply is over and none came."""
    _close(work, act, letter.model_copy(update={"reply_state": ReplyState.ABSENT}))


def require_letter(work: Work, case: str, letter: str) -> LetterFields:
    """The letter; refused where the case has none of this id."""
    found = work.get(LetterFields, case, letter)
    if found is None:
        raise Refused(Refusal("unknown_letter", {"letter": letter}))
    return found


def clock_of(desk: Desk, work: Work, case: str) -> dict[str, Any]:
    """The times that the pack of a case sets."""
    pack = desk.packs.pinned(require_case(work, case).pack_hash)
    return dict(pack.tables.get("clock", {}))


def hash_answers(answers: Sequence[GivenAnswer], files: Sequence[ReplyFile] = (), code: str = "") -> str:
    """The sha256 of the answers as they came: canonical JSON of a list of objects; with files, of both and their hashes.

    In the place of a trade secret stands its hash under the code of the link, which only the company has: a short
    secret could be found from a plain hash by trying.
    """
    said: Any = [_without_secret(one, code).model_dump() for one in answers]
    if files:
        said = {"answers": said, "files": [one.sha256 for one in files]}
    return hashlib.sha256(canonical.to_bytes(said)).hexdigest()


def _without_secret(answer: GivenAnswer, code: str) -> GivenAnswer:
    if not answer.is_secret:
        return answer
    hidden = name_act("secret", code, hashlib.sha256(answer.text.encode()).digest())
    return answer.model_copy(update={"text": hidden})


def gate_key(letter: str) -> str:
    """The key of the gate that waits for the reply to a letter."""
    return f"reply:{letter}"


def _why_not_due(appraisal: Appraisal, command: SendLetter) -> Refusal | None:
    """Why a reply cannot be due that early, if so: nobody shortens the window of the level."""
    windows = appraisal.pack.tables.get("clock", {}).get("reply_days", {})
    days = int(windows.get(appraisal.evaluation.level.at_least, 0))
    earliest = command.at.date() + timedelta(days=days)
    if command.due >= earliest:
        return None
    return Refusal("reply_too_soon", {"letter": command.letter, "days": days, "earliest": earliest})


def _because(letter: LetterFields) -> str:
    return f"The company may answer letter {letter.id} until {letter.due}."


def _close(work: Work, act: Act, letter: LetterFields, kept: KeptAnswers | None = None) -> None:
    """Write the reply beside its letter and close the gate that waited for it."""
    event = ReplyRecorded(
        letter=letter.id,
        state=letter.reply_state.value,
        evidence=letter.evidence,
        sealed_sha256=kept.sha256 if kept else None,
        replies=letter.replies,
        summaries=letter.summaries,
    )
    work.keep(act, event, letter, *_closed_gate(work, act, letter), *(kept.sealed if kept else ()))


def _closed_gate(work: Work, act: Act, letter: LetterFields) -> list[GateFields]:
    gate = work.get(GateFields, letter.case, gate_key(letter.id))
    if gate is None:
        return []
    lapsed = letter.reply_state is ReplyState.ABSENT
    changes = {
        "state": GateState.LAPSED if lapsed else GateState.ANSWERED,
        "closed_at": act.at,
        "answered_by": None if lapsed else act.by,
    }
    return [gate.model_copy(update=changes)]


def _moved_gate(work: Work, letter: LetterFields) -> list[GateFields]:
    gate = work.get(GateFields, letter.case, gate_key(letter.id))
    changes = {"because": _because(letter), "closes_at": end_of_day(letter.due)}
    return [] if gate is None else [gate.model_copy(update=changes)]
