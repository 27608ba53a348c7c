"""Opening what is sealed: for one look, by who may, with a reason that enters the log first."""

import json
from dataclasses import dataclass
from typing import Any

from vetting.domain.consultation import SubmissionFields
from vetting.domain.errors import Refusal, Refused
from vetting.domain.reply_commands import UnsealReply
from vetting.domain.round_commands import UnsealSubmission
from vetting.domain.sealed import SealedFields
from vetting.usecases.desk import Desk
from vetting.usecases.looks import enter_look
from vetting.usecases.reply_secrets import require_secrets, sealed_id


@dataclass(frozen=True)
class Unsealed:
    """The sealed part of a submission, open for one request; it is written nowhere."""

    parts: dict[str, str]
    may_quote: bool
    identity: str | None  # the id of the contact, which two custodians open


def unseal(desk: Desk, command: UnsealSubmission, key: str) -> Unsealed:
    """Open a sealed part with an officer's key; the look is in the log before anything is shown.

    Raises ``Refused`` where the person may not, the reason is missing, or the key does not open it.
    """
    content = desk.sealer.unseal(sealed_part(desk, command.case, command.submission), key)
    enter_look(desk, command)
    said: dict[str, Any] = json.loads(content)
    return Unsealed(said["parts"], said["may_quote"], said["identity"])


def open_secrets(desk: Desk, command: UnsealReply, key: str) -> dict[int, str]:
    """The trade secrets of a reply by the number of their question; the look is in the log before they are given.

    Raises ``Refused`` where the person may not, the reason is missing, or the key does not open them.
    """
    content = desk.sealer.unseal(sealed_secrets(desk, command.case, command.letter), key)
    enter_look(desk, command)
    return {int(number): text for number, text in json.loads(content)["answers"].items()}


def sealed_secrets(desk: Desk, case: str, letter: str) -> bytes:
    """The trade secrets of a reply as they are stored, a file of age; refused where there are none."""
    with desk.read() as work:
        return require_secrets(work, case, letter).content


def has_secrets(desk: Desk, case: str, letter: str) -> bool:
    """Whether trade secrets of the reply to a letter are held under a seal."""
    with desk.read() as work:
        return work.get(SealedFields, case, sealed_id(letter)) is not None


def list_sealed(desk: Desk, case: str, submission: str) -> list[str]:
    """What of a submission is sealed: ``""`` for what it says, then the ids of its files."""
    with desk.read() as work:
        held = work.get(SubmissionFields, case, submission)
        has_part = work.get(SealedFields, case, submission) is not None
    return [*([""] if has_part else []), *(held.files if held else [])]


def sealed_part(desk: Desk, case: str, submission: str) -> bytes:
    """The sealed part as it is stored, a file of age; refused where there is none."""
    with desk.read() as work:
        held = work.get(SealedFields, case, submission)
    if held is None:
        raise Refused(Refusal("nothing_sealed", {"submission": submission}))
    return held.content
