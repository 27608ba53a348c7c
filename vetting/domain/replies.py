"""Right of reply: letters to the company, and what it answered or that it did not.

A letter states facts and standards and asks numbered questions, without prejudging. Silence is
recorded as silence, never as admission.

- The day of the reply moves once, by so many days as the pack allows, for a reason; it never moves back.
- What the company marks as a trade secret stands in public as the summary that it wrote for everyone.
- The sealed link opens one letter; what is kept of it is a hash.
- Each answer is assessed by a named person; a correction of fact is settled before anything is published.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict
from pydantic import Field as PlainField
from sqlmodel import Field, SQLModel

from vetting.domain.errors import Refusal
from vetting.domain.left_out import LeftOut
from vetting.domain.times import end_of_day

LINK_LASTS = 90
"""Days after the reply was due on which its link still takes a late one."""


class ReplyState(StrEnum):
    """How a letter was answered."""

    WAITING = "waiting"
    FULL = "full"
    IN_PART = "in_part"
    LATE = "late"
    ABSENT = "absent"


class LetterFields(SQLModel):
    """One letter to the company with its numbered questions and the reply beside it."""

    case: str
    id: str = Field(min_length=1, max_length=40)
    reference: str = ""
    sent_at: datetime
    due: date
    findings: list[str] = Field(default_factory=list)  # criteria the letter asks about
    facts: str = ""
    questions: list[str] = Field(default_factory=list)
    reply_state: ReplyState = ReplyState.WAITING
    replied_at: datetime | None = None
    replies: list[str] = Field(default_factory=list)  # one for each question, "" where none
    evidence: list[str] = Field(default_factory=list)
    party: str = ""  # the addressee; the prospect where nothing is said
    grounds: list[dict[str, Any]] = Field(default_factory=list)  # of each question: facts, sources, standards
    interim: str = ""  # what was asked of the company meanwhile
    drafted_by: str | None = None
    first_due: date | None = None  # where the day was moved: what it was before
    extension_reason: str = ""
    extended_by: str | None = None
    summaries: list[str] = Field(default_factory=list)  # of answers with a trade secret: the public summary
    reply_sha256: str = ""  # of the answers, where they came by the sealed link
    language: str = ""  # of its frame, as it was sent; blank for English


class ReplyLinkFields(SQLModel):
    """What is kept of a sealed link: the hash under which its letter is found."""

    lookup: str = Field(min_length=64, max_length=64)
    case: str
    letter: str
    issued_at: datetime
    is_open: bool = True  # not once it was used, or another took its place


class Assessment(StrEnum):
    """How an answer stands to its question."""

    ANSWERED = "answered"
    IN_PART = "in_part"
    NOT_ANSWERED = "not_answered"
    DISPUTED = "disputed"  # the company says that the fact is not so


class ReplyAssessmentFields(SQLModel):
    """What a named person made of one answer; the newest holds."""

    case: str
    letter: str
    number: int
    assessment: Assessment
    reason: str
    evidence_checked: bool = False
    assessed_by: str
    assessed_at: datetime


class CorrectionFields(SQLModel):
    """A correction of fact that the company asks for, and what the office said to it."""

    case: str
    id: str = Field(min_length=1, max_length=40)
    letter: str
    passage: str
    asked: str
    asked_at: datetime
    is_accepted: bool | None = None  # none while it is open
    corrected: str = ""  # the text that stands from now on
    reason: str = ""
    decided_by: str | None = None
    decided_at: datetime | None = None


class ReplyCommentFields(SQLModel):
    """What a submitter says to a reply; of one given in confidence the text is sealed and not here."""

    case: str
    id: str = Field(min_length=1, max_length=40)
    letter: str
    submission: str
    text: str = ""
    received_at: datetime  # the week, nothing finer


class GivenAnswer(BaseModel):
    """One answer as the company writes it; a trade secret needs a summary for everyone."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str = PlainField(default="", max_length=20_000)
    is_secret: bool = False
    summary: str = PlainField(default="", max_length=2_000)


class ReplyFile(BaseModel):
    """A file that came with the answers through the sealed link, as it was rebuilt and is held."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    name: str = PlainField(min_length=1, max_length=120)
    sha256: str = PlainField(pattern=r"^[0-9a-f]{64}$")
    size: int = PlainField(gt=0)
    left_out: list[LeftOut] = PlainField(
        default_factory=list
    )  # kinds of parts that the rebuilt file no longer has
    counts: dict[LeftOut, int] = PlainField(default_factory=dict)  # how many, of those that are counted


def state_of(answers: Sequence[str], letter: LetterFields, at: datetime) -> ReplyState:
    """How a reply that comes now stands: late, in full or in part."""
    if at > end_of_day(letter.due):
        return ReplyState.LATE
    is_full = len(answers) == len(letter.questions) and all(one.strip() for one in answers)
    return ReplyState.FULL if is_full else ReplyState.IN_PART


def show_answers(letter: LetterFields) -> list[str]:
    """The answers as everyone may read them: of a trade secret the summary."""
    return [_shown(letter, number) for number in range(len(letter.questions))]


def is_secret(letter: LetterFields, number: int) -> bool:
    """Whether the answer of this place, from 0, is held as a trade secret."""
    return number < len(letter.summaries) and bool(letter.summaries[number].strip())


def opens_until(letter: LetterFields) -> date:
    """The last day on which the link of a letter opens it."""
    return letter.due + timedelta(days=LINK_LASTS)


def is_live(link: ReplyLinkFields, letter: LetterFields, now: datetime) -> bool:
    """Whether a link opens its letter now."""
    is_waiting = letter.reply_state in (ReplyState.WAITING, ReplyState.ABSENT)
    return link.is_open and is_waiting and now <= end_of_day(opens_until(letter))


def why_not_answer(letter: LetterFields, answers: Sequence[GivenAnswer]) -> Refusal | None:
    """Why these answers cannot be taken, if so."""
    if letter.reply_state not in (ReplyState.WAITING, ReplyState.ABSENT):
        return Refusal("reply_already", {"letter": letter.id})
    if len(answers) > len(letter.questions):
        return Refusal("too_many_answers", {"letter": letter.id, "questions": len(letter.questions)})
    if not any(one.text.strip() for one in answers):
        return Refusal("reply_empty")
    for number, one in enumerate(answers, 1):
        if one.is_secret and not one.summary.strip():
            return Refusal("secret_without_summary", {"number": number})
    return None


def why_not_extend(letter: LetterFields, due: date, reason: str, at: datetime, most: int) -> Refusal | None:
    """Why the day of a reply cannot move to this one, if so."""
    if letter.reply_state is not ReplyState.WAITING or at > end_of_day(letter.due):
        return Refusal("extension_too_late", {"letter": letter.id})
    if letter.first_due is not None:
        return Refusal("extended_already", {"letter": letter.id, "due": letter.due})
    latest = letter.due + timedelta(days=most)
    if not letter.due < due <= latest:
        return Refusal("extension_too_long", {"letter": letter.id, "latest": latest, "days": most})
    if not reason.strip():
        return Refusal("extension_without_reason", {"letter": letter.id})
    return None


def why_not_assess(letter: LetterFields, number: int, reason: str) -> Refusal | None:
    """Why an answer cannot be assessed so, if so."""
    if letter.reply_state is ReplyState.WAITING:
        return Refusal("reply_awaited", {"letter": letter.id})
    if not 1 <= number <= len(letter.questions):
        return Refusal("unknown_question", {"letter": letter.id, "number": number})
    if not reason.strip():
        return Refusal("assessment_without_reason", {"letter": letter.id, "number": number})
    return None


def why_not_comment(letter: LetterFields, now: datetime, days: int) -> Refusal | None:
    """Why a submitter cannot comment on the reply now, if so."""
    if letter.replied_at is None:
        return Refusal("no_reply_to_comment", {"letter": letter.id})
    last = letter.replied_at.date() + timedelta(days=days)
    if now > end_of_day(last):
        return Refusal("comments_over", {"letter": letter.id, "last": last})
    return None


def why_not_settle(
    correction: CorrectionFields, corrected: str, reason: str, *, accepted: bool
) -> Refusal | None:
    """Why a correction cannot be settled so, if so."""
    if correction.is_accepted is not None:
        return Refusal("correction_settled", {"correction": correction.id})
    if accepted and not corrected.strip():
        return Refusal("correction_without_text", {"correction": correction.id})
    if not accepted and not reason.strip():
        return Refusal("correction_without_reason", {"correction": correction.id})
    return None


def _shown(letter: LetterFields, number: int) -> str:
    if is_secret(letter, number):
        return letter.summaries[number]
    return letter.replies[number] if number < len(letter.replies) else ""
