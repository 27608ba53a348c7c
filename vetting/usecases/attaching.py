"""Files that are added to a submission with its receipt: rebuilt, sealed, and answered one by one.

- A file is taken until the round closes; its page was shown before the closing, or there is half an hour more.
- The original lives in memory for the one request that brings it, and is nowhere afterwards.
- Sent twice, a file is kept once: its act is named by what only the receipt and the file together give.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from vetting.domain.attachments import (
    CleanFile,
    SealedFileFields,
    from_sealed_file,
    to_sealed_file,
    why_not_attach,
)
from vetting.domain.errors import Refusal, Refused
from vetting.domain.left_out import LeftOut
from vetting.domain.receipts import name_act, parse_receipt
from vetting.domain.round_commands import AttachFile, UnsealSubmission
from vetting.domain.rounds import week_of, why_not_lodge
from vetting.usecases.desk import Desk
from vetting.usecases.lodging import CONSULTEE, draw_id
from vetting.usecases.looking_up import Lodged, find_lodged
from vetting.usecases.looks import enter_look
from vetting.usecases.send import send
from vetting.usecases.submissions import round_of


@dataclass(frozen=True)
class GivenFile:
    """A file as it came."""

    name: str
    content: bytes


@dataclass(frozen=True)
class FileAnswer:
    """What became of one file: taken, with what was left out; or refused."""

    name: str
    left_out: tuple[LeftOut, ...] = ()
    counts: Mapping[LeftOut, int] = field(default_factory=dict)
    refusal: Refusal | None = None


def attach(desk: Desk, typed: str, begun_at: datetime, given: Sequence[GivenFile]) -> list[FileAnswer]:
    """Take files for the submission that a receipt finds; what became of each, in their order.

    ``begun_at`` is when their page was shown. Raises ``Refused`` where no file can be taken at all.
    """
    if refusal := why_not_files(desk, find_lodged(desk, typed), begun_at):
        raise Refused(refusal)
    return [_answer(desk, parse_receipt(typed) or "", begun_at, file) for file in given]


def why_not_files(desk: Desk, lodged: Lodged, begun_at: datetime) -> Refusal | None:
    """Why no file can be added to a submission, if so; that it has as many as it may is said of each file."""
    if not desk.sealer.can_seal():
        return Refusal("files_not_offered")
    if not lodged.submission.files and (refusal := why_not_attach(lodged.submission)):
        return refusal
    with desk.read() as work:
        held = round_of(work, lodged.case)
    return why_not_lodge(held, begun_at, desk.clock.now())


def unseal_file(desk: Desk, command: UnsealSubmission, key: str) -> CleanFile:
    """Open a file with an officer's key; the look is in the log before anything is given.

    Raises ``Refused`` where the person may not, the reason is missing, or the key does not open it.
    """
    content = desk.sealer.unseal(sealed_file(desk, command.case, command.file or ""), key)
    enter_look(desk, command)
    return from_sealed_file(content)


def sealed_file(desk: Desk, case: str, file: str) -> bytes:
    """A file as it is stored, a file of age; refused where there is none."""
    with desk.read() as work:
        held = work.get(SealedFileFields, case, file)
    if held is None:
        raise Refused(Refusal("no_such_file", {"file": file}))
    return held.content


def _answer(desk: Desk, receipt: str, begun_at: datetime, file: GivenFile) -> FileAnswer:
    digest = hashlib.sha256(file.content).digest()
    act, lodged = name_act("file", receipt, digest), find_lodged(desk, receipt)
    with desk.read() as work:
        is_kept = work.has_act(act)
    if not is_kept and (refusal := why_not_attach(lodged.submission)):
        return FileAnswer(file.name, refusal=refusal)
    try:
        clean = desk.cleaner.clean(file.content, file.name)
        if not is_kept:
            send(desk, [_to_command(desk, lodged, begun_at, act, clean)])
    except Refused as refused:
        return FileAnswer(file.name, refusal=refused.refusal)
    return FileAnswer(file.name, clean.left_out, clean.counts)


def _to_command(desk: Desk, lodged: Lodged, begun_at: datetime, act: str, clean: CleanFile) -> AttachFile:
    with desk.read() as work:
        held = round_of(work, lodged.case)
    now = desk.clock.now()
    return AttachFile(
        id=act,
        case=lodged.case,
        by=CONSULTEE,
        at=week_of(held, now),
        submission=lodged.submission.id,
        file=draw_id(desk, "F"),
        begun_at=begun_at,
        sealed=desk.sealer.seal(to_sealed_file(clean)),
    )
