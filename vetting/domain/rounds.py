"""Rounds of consultation: the notice that opens one, and the times that nobody shortens.

- A round opens with a notice that says everything it must, in each of its languages, with the draft
  terms or the reason why they are withheld.
- It closes no earlier than the pack's window for the level on that day. A closing time only moves later.
- A submission is in time until the second of the closing; a form begun before it has half an hour more.
- A substantive amendment of the notice gives at least half of the window again.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum

from sqlmodel import Field, SQLModel

from vetting.domain.errors import Refusal

NOTICE = (
    "summary",  # in plain words, what is proposed
    "proposal",  # what would be done, where, for whom, for how long, and the money or value in it
    "affected",  # whose rights or daily life it could touch
    "data",  # which data, who could reach them, where they would lie
    "automation",  # what a machine would decide or suggest
    "alternatives",  # what else was looked at, no partnership included
    "interests",  # declared interests, by class
    "still_open",  # what can still change, and what cannot
    "readers",  # who reads submissions
    "use",  # how submissions are used and answered
    "contact",  # where to turn: questions, help to take part, reprisals
)
"""The fields that every notice has, in each of its languages."""

WEEK = timedelta(days=7)
GRACE = timedelta(minutes=30)
BEGUN_AT_MOST = timedelta(days=7)
WRITING = timedelta(hours=1)  # between writing 'opens now' and sending it


class RoundStatus(StrEnum):
    """Where a round stands."""

    ANNOUNCED = "announced"
    OPEN = "open"
    CLOSED = "closed"


class RoundFields(SQLModel):
    """One round of consultation on a case, with its notice."""

    case: str
    number: int = Field(ge=1, le=99)
    opens_at: datetime
    closes_at: datetime
    languages: list[str] = Field(min_length=1)
    notice: dict[str, dict[str, str]] = Field(default_factory=dict)  # language → field → text
    questions: dict[str, dict[str, str]] = Field(default_factory=dict)  # id → language → text
    terms: str | None = None  # id of the draft that is shown
    terms_withheld: str = ""  # or why it is not
    terms_reviewer: str = ""  # who reviewed that reason
    documents: list[str] = Field(default_factory=list)  # evidence that is published with it
    amendments: list[dict[str, str]] = Field(default_factory=list)  # at, what, substantive
    published_by: str
    published_at: datetime


def status_of(held: RoundFields, now: datetime) -> RoundStatus:
    """Where the round stands now; the second of its closing still belongs to it."""
    if now < held.opens_at:
        return RoundStatus.ANNOUNCED
    return RoundStatus.OPEN if now <= held.closes_at else RoundStatus.CLOSED


def current(rounds: list[RoundFields]) -> RoundFields | None:
    """The newest round, if there is one."""
    return max(rounds, key=lambda one: one.number, default=None)


def week_of(held: RoundFields | None, at: datetime) -> datetime:
    """The beginning of the week of the round in which something came; nothing finer is kept where there is a round."""
    if held is None:
        return at
    weeks = max(0, (at - held.opens_at) // WEEK)
    return held.opens_at + weeks * WEEK


def find_missing(held: RoundFields) -> list[str]:
    """What the notice does not say yet: fields by language, questions, terms."""
    missing = [
        f"{language}.{name}"
        for language in held.languages
        for name in NOTICE
        if not held.notice.get(language, {}).get(name, "").strip()
    ]
    missing += ["questions"] if not held.questions else []
    missing += [
        f"{language}.{question}"
        for question, texts in held.questions.items()
        for language in held.languages
        if not texts.get(language, "").strip()
    ]
    withheld = held.terms_withheld.strip() and held.terms_reviewer.strip()
    return missing + ([] if held.terms or withheld else ["terms"])


def why_not_publish(
    held: RoundFields, before: RoundFields | None, days: int, now: datetime
) -> Refusal | None:
    """Why this round cannot be announced, if so; ``before`` is the round before it, ``days`` the window."""
    if missing := find_missing(held):
        return Refusal("notice_incomplete", {"missing": ", ".join(missing)})
    number = 1 if before is None else before.number + 1
    if held.number != number or (before is not None and before.closes_at >= now):
        return Refusal("round_out_of_order", {"round": held.number, "next": number})
    if held.opens_at < now - WRITING:
        return Refusal("round_backdated", {"opens_at": _day(held.opens_at)})
    earliest = held.opens_at + timedelta(days=days)
    if held.closes_at < earliest:
        return Refusal("window_too_short", {"days": days, "earliest": _day(earliest)})
    return None


def why_not_extend(held: RoundFields, closes_at: datetime, now: datetime) -> Refusal | None:
    """Why the round cannot close at this time instead, if so."""
    if status_of(held, now) is RoundStatus.CLOSED:
        return Refusal("round_closed", {"closed": _day(held.closes_at)})
    if closes_at <= held.closes_at:
        return Refusal("round_shortened", {"closes_at": _day(held.closes_at)})
    return None


def why_not_lodge(held: RoundFields | None, begun_at: datetime, now: datetime) -> Refusal | None:
    """Why a submission cannot be taken now, if so; ``begun_at`` is when its form was first shown."""
    if held is None or now < held.opens_at:
        return Refusal("round_not_open", {})
    return why_too_late(held.closes_at, begun_at, now)


def why_too_late(closes_at: datetime, begun_at: datetime, now: datetime) -> Refusal | None:
    """Why a submission comes too late for a round that closes then, if so."""
    in_time = now <= closes_at
    in_grace = closes_at - BEGUN_AT_MOST <= begun_at <= closes_at and now <= closes_at + GRACE
    return None if in_time or in_grace else Refusal("round_closed", {"closed": _day(closes_at)})


def after_amendment(held: RoundFields, now: datetime) -> datetime:
    """When the round closes after a substantive amendment: half of its window from now, at least."""
    half = (held.closes_at - held.opens_at) / 2
    return max(held.closes_at, now + half)


def notice_in(held: RoundFields, language: str) -> tuple[str, Mapping[str, str]]:
    """The notice in this language, else in the first of its own; with the language it is in."""
    chosen = language if language in held.notice else held.languages[0]
    return chosen, held.notice[chosen]


def _day(at: datetime) -> str:
    return at.date().isoformat()
