"""Events of the right of reply beside a letter that was sent and a reply that was entered."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from vetting.domain.events import Event


@dataclass(frozen=True, kw_only=True)
class LetterDrafted(Event):
    """A letter was written, or its draft changed."""

    OPEN = frozenset({"letter", "party", "findings", "question_count", "sha256"})
    letter: str
    party: str
    findings: list[str]
    question_count: int
    sha256: str
    reference: str
    opening: str
    items: Sequence[Any]
    interim: str


@dataclass(frozen=True, kw_only=True)
class PointReleased(Event):
    """Leave was given to put a point of the consultation to the company."""

    OPEN = frozenset({"point"})
    point: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class ReplyLinkIssued(Event):
    """The sealed link of a letter was made."""

    OPEN = frozenset({"letter"})
    letter: str


@dataclass(frozen=True, kw_only=True)
class ReplyLodged(Event):
    """The company answered through the sealed link."""

    OPEN = frozenset({"letter", "state", "secret_count", "sealed_sha256", "evidence"})
    letter: str
    state: str
    secret_count: int
    sealed_sha256: str | None  # of the secrets as they are sealed
    evidence: list[str]  # the files that came with the answers
    reply_sha256: str  # protected: a short secret could be found from its hash by trying
    replies: list[str]
    summaries: list[str]


@dataclass(frozen=True, kw_only=True)
class ReplyUnsealed(Event):
    """An officer opened the trade secrets of a reply for one look."""

    OPEN = frozenset({"letter"})
    letter: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class ReplyExtended(Event):
    """The company was given longer to answer."""

    OPEN = frozenset({"letter", "due", "was"})
    letter: str
    due: str
    was: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class ReplyAssessed(Event):
    """One answer of a reply was assessed."""

    OPEN = frozenset({"letter", "number", "assessment", "evidence_checked"})
    letter: str
    number: int
    assessment: str
    evidence_checked: bool
    reason: str


@dataclass(frozen=True, kw_only=True)
class CorrectionAsked(Event):
    """The company asked for a correction of fact."""

    OPEN = frozenset({"correction", "letter"})
    correction: str
    letter: str
    passage: str
    asked: str


@dataclass(frozen=True, kw_only=True)
class CorrectionSettled(Event):
    """A correction was accepted or refused."""

    OPEN = frozenset({"correction", "accepted"})
    correction: str
    accepted: bool
    corrected: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class ReplyCommented(Event):
    """A submitter commented on a reply; of a sealed comment the log has the hash alone."""

    OPEN = frozenset({"comment", "letter", "submission", "sealed_sha256"})
    comment: str
    letter: str
    submission: str
    sealed_sha256: str | None
    text: str
