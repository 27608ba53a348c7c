"""Letters before they are sent: drafted, changed, read by a second person; and their sealed links."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from vetting.audit import canonical
from vetting.domain.case import CaseFields
from vetting.domain.commands import SendLetter
from vetting.domain.consultation import PointFields, SubmissionFields
from vetting.domain.errors import Refusal, Refused
from vetting.domain.evidence import EvidenceFields
from vetting.domain.letters import (
    Grounds,
    LetterDraftFields,
    LetterQuestion,
    questions_of,
    repeats,
    why_not_send_draft,
    why_not_state,
    why_not_write,
)
from vetting.domain.parties import PartyFields, language_for
from vetting.domain.replies import LetterFields, ReplyLinkFields, is_live
from vetting.domain.reply_commands import DraftLetter, IssueReplyLink, ReleasePoint
from vetting.domain.reply_events import LetterDrafted, PointReleased, ReplyLinkIssued
from vetting.usecases.desk import Desk, act_of, fields_of
from vetting.usecases.intake import require_case, require_criteria
from vetting.usecases.ports import Work


def draft_letter(desk: Desk, work: Work, command: DraftLetter) -> None:
    """Keep a letter that waits to be sent; refused where it breaks a rule of letters."""
    if work.get(LetterFields, command.case, command.letter) is not None:
        raise Refused(Refusal("id_taken", {"ident": command.letter}))
    findings = sorted({one for asked in command.questions for one in asked.findings})
    require_criteria(desk, work, command.case, findings)
    party = command.party or require_case(work, command.case).prospect
    if work.get(PartyFields, command.case, party) is None:
        raise Refused(Refusal("unknown_party", {"party": party}))
    texts = (command.opening, command.interim, command.reference)
    grounds = grounds_of(work, command.case)
    if refusal := why_not_write(command.questions, grounds, *texts):
        raise Refused(refusal)
    require_unchanged(desk, grounds, command.questions)
    draft = _draft_of(command, party)
    event = LetterDrafted(
        letter=draft.id,
        party=party,
        findings=findings,
        question_count=len(draft.items),
        sha256=draft.sha256,
        reference=draft.reference,
        opening=draft.opening,
        items=draft.items,
        interim=draft.interim,
    )
    work.keep(act_of(command), event, draft)


def release_point(_: Desk, work: Work, command: ReleasePoint) -> None:
    """Give leave to put a point to the company although few made it."""
    point = work.get(PointFields, command.case, command.point)
    if point is None:
        raise Refused(Refusal("unknown_point", {"point": command.point}))
    if not command.reason.strip():
        raise Refused(Refusal("release_without_reason", {"point": command.point}))
    event = PointReleased(point=point.id, reason=command.reason)
    work.keep(act_of(command), event, point.model_copy(update={"released_by": command.by}))


def issue_link(_: Desk, work: Work, command: IssueReplyLink) -> None:
    """Keep the hash of a new sealed link, and close those before it."""
    letter = work.get(LetterFields, command.case, command.letter)
    if letter is None:
        raise Refused(Refusal("unknown_letter", {"letter": command.letter}))
    link = ReplyLinkFields(lookup=command.lookup, case=command.case, letter=letter.id, issued_at=command.at)
    if not is_live(link, letter, command.at):
        raise Refused(Refusal("link_not_needed", {"letter": letter.id}))
    before = [one for one in work.list(ReplyLinkFields, command.case) if one.letter == letter.id]
    replaced = [one.model_copy(update={"is_open": False}) for one in before if one.is_open]
    work.keep(act_of(command), ReplyLinkIssued(letter=letter.id), link, *replaced)


def letter_of(work: Work, command: SendLetter) -> LetterFields:
    """The letter as it goes out: its draft, where one waits and was read by a second person, or what is typed."""
    draft = work.get(LetterDraftFields, command.case, command.letter)
    if draft is not None:
        return _letter_from(draft, work, command)
    if not command.questions:
        raise Refused(Refusal("letter_without_questions"))
    texts = (command.facts, command.reference, *command.questions)
    if command.party and work.get(PartyFields, command.case, command.party) is None:
        raise Refused(Refusal("unknown_party", {"party": command.party}))
    grounds = grounds_of(work, command.case)
    if repeats(grounds.submissions, *texts):
        raise Refused(Refusal("letter_quotes", {"number": 0}))
    if refusal := why_not_state(command.facts, command.sources, grounds):
        raise Refused(refusal)
    return LetterFields(
        **fields_of(command, LetterFields),
        id=command.letter,
        sent_at=command.at,
        grounds=[_ground_of(command) for _ in command.questions if command.sources],
        language=_language(work, command.case, command.party),
    )


def _ground_of(command: SendLetter) -> dict[str, Any]:
    """What each question of a letter rests on that was typed whole: all of its sources."""
    return {"facts": "", "findings": command.findings, "standards": [], "sources": command.sources}


def grounds_of(work: Work, case: str) -> Grounds:
    """What a letter of this case may rest on."""
    return Grounds(
        work.list(EvidenceFields, case), work.list(SubmissionFields, case), work.list(PointFields, case)
    )


def require_unchanged(desk: Desk, grounds: Grounds, questions: Sequence[LetterQuestion]) -> None:
    """Read each source that is held once more; raises ``EnvironmentFault`` where its bytes are not those filed."""
    named = {ident for one in questions for ident in one.sources}
    for held in grounds.evidence:
        if held.id in named and held.sha256 is not None:
            desk.evidence.get(held.sha256)


def hash_draft(draft: dict[str, Any]) -> str:
    """The sha256 of a draft's text, as its second reader sees it."""
    return hashlib.sha256(canonical.to_bytes(draft)).hexdigest()


@dataclass(frozen=True)
class ReadDraft:
    """A draft as its second reader sees it."""

    case: CaseFields
    draft: LetterDraftFields
    questions: list[LetterQuestion]


def read_draft(desk: Desk, case: str, letter: str) -> ReadDraft:
    """The draft of a letter; refused where none waits."""
    with desk.read() as work:
        found, draft = require_case(work, case), work.get(LetterDraftFields, case, letter)
    if draft is None:
        raise Refused(Refusal("unknown_letter", {"letter": letter}))
    return ReadDraft(found, draft, questions_of(draft))


def _draft_of(command: DraftLetter, party: str) -> LetterDraftFields:
    text: dict[str, Any] = {
        "party": party,
        "reference": command.reference,
        "opening": command.opening,
        "items": [one.model_dump() for one in command.questions],
        "interim": command.interim,
    }
    return LetterDraftFields(
        **text,
        case=command.case,
        id=command.letter,
        drafted_by=command.by,
        drafted_at=command.at,
        sha256=hash_draft(text),
    )


def _letter_from(draft: LetterDraftFields, work: Work, command: SendLetter) -> LetterFields:
    if command.questions or command.facts or command.sources:
        raise Refused(Refusal("letter_has_draft", {"letter": draft.id}))
    questions = questions_of(draft)
    texts = (draft.opening, draft.interim, draft.reference)
    refusal = why_not_send_draft(draft, command.by, command.seen) or why_not_write(
        questions, grounds_of(work, command.case), *texts
    )
    if refusal:
        raise Refused(refusal)
    return LetterFields(
        case=command.case,
        id=draft.id,
        reference=command.reference or draft.reference,
        sent_at=command.at,
        due=command.due,
        findings=list(dict.fromkeys(one for asked in questions for one in asked.findings)),
        facts=draft.opening,
        questions=[one.question for one in questions],
        party=draft.party,
        grounds=[one.model_dump(include={"facts", "findings", "standards", "sources"}) for one in questions],
        interim=draft.interim,
        drafted_by=draft.drafted_by,
        language=_language(work, command.case, draft.party),
    )


def _language(work: Work, case: str, party: str) -> str:
    """In which language the frame stands, as the addressee is entered when the letter goes out."""
    addressee = party or require_case(work, case).prospect
    return language_for(work.get(PartyFields, case, addressee))
