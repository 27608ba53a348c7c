"""Comments on a reply by those who took part, through their receipt: for as long as the pack says.

What a submitter gave in confidence stays so: their comment is sealed before a command exists, and nothing
finer than the week of the round is kept of its time.
"""

import hashlib
import json
from collections.abc import Sequence

from vetting.domain.consultation import SubmissionMode, SubmissionState
from vetting.domain.errors import Refusal, Refused
from vetting.domain.receipts import name_act, parse_receipt
from vetting.domain.replies import LetterFields, why_not_comment
from vetting.domain.reply_commands import CommentOnReply
from vetting.domain.rounds import week_of
from vetting.usecases.desk import Desk
from vetting.usecases.lodging import CONSULTEE, draw_id
from vetting.usecases.looking_up import Lodged, find_lodged
from vetting.usecases.ports import Work
from vetting.usecases.replies import clock_of, require_letter
from vetting.usecases.send import send
from vetting.usecases.submissions import round_of

COMMENT_DAYS = 14
"""How long comments on a reply are taken where the pack says nothing."""


def find_open_replies(desk: Desk, lodged: Lodged) -> Sequence[LetterFields]:
    """The letters on whose replies a submitter can comment now."""
    if lodged.submission.state is SubmissionState.WITHDRAWN:
        return []
    now = desk.clock.now()
    with desk.read() as work:
        days = _days(desk, work, lodged.case)
        letters = work.list(LetterFields, lodged.case)
    return [one for one in letters if why_not_comment(one, now, days) is None]


def comment_days(desk: Desk, case: str) -> int:
    """For how many days after a reply comments are taken."""
    with desk.read() as work:
        return _days(desk, work, case)


def comment(desk: Desk, typed: str, letter: str, text: str) -> None:
    """Take a comment on a reply; the same one sent twice is taken once. Raises ``Refused``."""
    lodged = find_lodged(desk, typed)
    if not text.strip():
        raise Refused(Refusal("comment_empty"))
    now = desk.clock.now()
    with desk.read() as work:
        held = round_of(work, lodged.case)
        asked = require_letter(work, lodged.case, letter)
        refusal = why_not_comment(asked, now, _days(desk, work, lodged.case))
    if refusal:
        raise Refused(refusal)
    is_open = lodged.submission.mode is SubmissionMode.PUBLIC
    if not is_open and not desk.sealer.can_seal():
        raise Refused(Refusal("protected_not_offered", {}))
    digest = hashlib.sha256(f"{lodged.leaf}|{letter}|{text}".encode()).digest()
    command = CommentOnReply(
        id=name_act("comment", parse_receipt(typed) or "", digest),
        case=lodged.case,
        by=CONSULTEE,
        at=week_of(held, now),
        comment=draw_id(desk, "C"),
        letter=letter,
        submission=lodged.submission.id,
        text=text if is_open else "",
        sealed=None if is_open else desk.sealer.seal(_to_sealed(text)),
    )
    send(desk, [command])


def _to_sealed(text: str) -> bytes:
    """The sealed part of a comment, of the same form as that of a submission."""
    said = {"parts": {"comment": text}, "may_quote": False, "identity": None}
    return json.dumps(said, ensure_ascii=False).encode()


def _days(desk: Desk, work: Work, case: str) -> int:
    return int(clock_of(desk, work, case).get("counter_comment_days", COMMENT_DAYS))
