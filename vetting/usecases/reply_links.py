"""The sealed link: made for one letter, opened by whoever holds it, used once.

- A link holds 130 random bits; what is kept of it is a hash, so that the database opens no letter.
- A link that is unknown, used, replaced or too old gives one and the same answer.
- What is typed and not sent is kept as a draft under the link's own hash, for whoever holds the link.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from vetting.audit.tree import leaf_hash
from vetting.domain import receipts
from vetting.domain.attachments import CleanFile
from vetting.domain.case import CaseFields
from vetting.domain.errors import Refusal, Refused
from vetting.domain.people import Role
from vetting.domain.receipts import BITS, parse_receipt, to_groups, to_receipt
from vetting.domain.replies import (
    GivenAnswer,
    LetterFields,
    ReplyFile,
    ReplyLinkFields,
    is_live,
    why_not_answer,
)
from vetting.domain.reply_commands import IssueReplyLink, LodgeReply
from vetting.domain.stages import is_closed
from vetting.usecases.desk import Desk
from vetting.usecases.drafts import drop_draft, find_draft, save_draft
from vetting.usecases.ports import Work
from vetting.usecases.replies import hash_answers
from vetting.usecases.reply_secrets import why_not_seal
from vetting.usecases.send import send

COMPANY = Role.COMPANY.value
FORM = "reply"
ANSWER, SECRET = "answer-", "secret-"
"""How the fields of an answer and of its mark begin in the form, before the number of the question."""
_LOOKUP = b"vetting/reply-link/v1"


@dataclass(frozen=True)
class OpenLetter:
    """The letter that a link opens, and what its holder typed before."""

    code: str
    case: CaseFields
    letter: LetterFields
    typed: Mapping[str, Sequence[str]]
    saved_at: datetime | None


@dataclass(frozen=True)
class Confirmed:
    """What the company is told once its reply is kept."""

    case: str
    reference: str
    at: datetime
    state: str
    sha256: str  # of the answers as they were taken
    leaf: str  # the hash of the log's entry
    index: int


def make_link(desk: Desk, case: str, letter: str, by: str) -> str:
    """Make the link of a letter; gives its code, which is shown once and kept nowhere."""
    code = to_receipt(desk.stamps.draw(BITS))
    lookup = lookup_of(code)
    command = IssueReplyLink(
        id=f"link/{lookup[:40]}", case=case, by=by, at=desk.clock.now(), letter=letter, lookup=lookup
    )
    send(desk, [command])
    return "-".join(to_groups(code))


def open_letter(desk: Desk, typed: str) -> OpenLetter:
    """The letter of a link; refused with one answer, whatever is wrong with the link."""
    code = parse_receipt(typed) or ""
    lookup = lookup_of(code)  # the same work for what cannot be a link
    with desk.read() as work:
        link = work.get(ReplyLinkFields, lookup)
        found = None if link is None else _letter_of(work, link, desk.clock.now())
    if link is None or found is None:
        raise Refused(Refusal("link_opens_nothing"))
    draft = find_draft(desk, link.case, draft_owner(lookup), FORM)
    case, letter = found
    return OpenLetter(code, case, letter, draft.values if draft else {}, draft.saved_at if draft else None)


def is_known(desk: Desk, typed: str) -> bool:
    """Whether this is a link that was made for a letter, used or not: only for one is a file worth the work."""
    lookup = lookup_of(parse_receipt(typed) or "")
    with desk.read() as work:
        return work.get(ReplyLinkFields, lookup) is not None


def save_answers(desk: Desk, typed: str, values: Mapping[str, Sequence[str]]) -> OpenLetter:
    """Keep what was typed and not sent, without what is marked as a trade secret: a draft is not sealed.

    Refused where the link opens nothing, or it is more than can be kept.
    """
    opened = open_letter(desk, typed)
    save_draft(desk, opened.case.id, draft_owner(lookup_of(opened.code)), FORM, without_secrets(values))
    return open_letter(desk, typed)


def without_secrets(values: Mapping[str, Sequence[str]]) -> dict[str, Sequence[str]]:
    """What was typed, without the answers that are marked as a trade secret."""
    marked = {
        name.removeprefix(SECRET) for name, said in values.items() if name.startswith(SECRET) and any(said)
    }
    return {name: said for name, said in values.items() if name.removeprefix(ANSWER) not in marked}


def lodge_answers(
    desk: Desk, typed: str, answers: Sequence[GivenAnswer], files: Sequence[CleanFile] = ()
) -> Confirmed:
    """Take the answers with their files; sent twice alike, they are taken once. Raises ``Refused``.

    The files were rebuilt (``adapters.cleaning``); they are held before the answers that name them.
    """
    code = parse_receipt(typed) or ""
    lookup, held = lookup_of(code), [to_reply_file(one) for one in files]
    digest = hash_answers(answers, held, code)
    if again := _confirmed_before(desk, lookup, digest):
        return again
    opened = open_letter(desk, typed)
    # before a file is held that no entry would name
    if refusal := why_not_answer(opened.letter, answers) or why_not_seal(desk, answers):
        raise Refused(refusal)
    for one in files:
        desk.evidence.put(one.content)
    command = LodgeReply(
        id=_act_id(lookup),
        case=opened.case.id,
        by=COMPANY,
        at=desk.clock.now(),
        letter=opened.letter.id,
        lookup=lookup,
        answers=list(answers),
        files=held,
        reply_sha256=digest,
    )
    send(desk, [command])
    drop_draft(desk, opened.case.id, draft_owner(lookup), FORM)
    return confirm(desk, opened.case.id, opened.letter.id)


def confirm(desk: Desk, case: str, letter: str) -> Confirmed:
    """What is kept of a reply that came by its link; refused where none did."""
    with desk.read() as work:
        held = work.get(LetterFields, case, letter)
        entries = work.list_case_entries(case)
        lines = work.log_lines(case)
    if held is None or held.replied_at is None:
        raise Refused(Refusal("unknown_letter", {"letter": letter}))
    line = next(one for one in lines if one.event == "ReplyLodged" and one.fields.get("letter") == letter)
    entry = next(one for one in entries if one.index == line.index)
    return Confirmed(
        case=case,
        reference=held.reference or held.id,
        at=held.replied_at,
        state=held.reply_state.value,
        sha256=held.reply_sha256,
        leaf=leaf_hash(entry.leaf).hex(),
        index=line.index,
    )


def lookup_of(code: str) -> str:
    """The hash under which the letter of a link is found."""
    return receipts.lookup_of(code, _LOOKUP)


def draft_owner(lookup: str) -> str:
    """Under what a draft of a link's holder is kept; no person has such an id."""
    return f"link:{lookup[:32]}"


def to_reply_file(file: CleanFile) -> ReplyFile:
    """A rebuilt file by its name, hash and size."""
    digest = hashlib.sha256(file.content).hexdigest()
    return ReplyFile(
        name=file.name,
        sha256=digest,
        size=len(file.content),
        left_out=list(file.left_out),
        counts=dict(file.counts),
    )


def _act_id(lookup: str) -> str:
    return f"reply/{lookup[:40]}"


def _letter_of(work: Work, link: ReplyLinkFields, now: datetime) -> tuple[CaseFields, LetterFields] | None:
    case, letter = work.get(CaseFields, link.case), work.get(LetterFields, link.case, link.letter)
    if case is None or letter is None or is_closed(case.status) or not is_live(link, letter, now):
        return None
    return case, letter


def _confirmed_before(desk: Desk, lookup: str, digest: str) -> Confirmed | None:
    """The confirmation of the very same answers, where they were sent with this link before."""
    with desk.read() as work:
        link = work.get(ReplyLinkFields, lookup)
        if link is None or not work.has_act(_act_id(lookup)):
            return None
        letter = work.get(LetterFields, link.case, link.letter)
    is_same = letter is not None and letter.reply_sha256 == digest
    return confirm(desk, link.case, link.letter) if is_same else None
