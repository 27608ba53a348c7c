"""Events of consultation rounds and of what came in through the public pages."""

from collections.abc import Mapping
from dataclasses import dataclass

from vetting.domain.events import Event


@dataclass(frozen=True, kw_only=True)
class NoticePublished(Event):
    """A round of consultation was announced with its notice."""

    OPEN = frozenset({"round", "opens_at", "closes_at", "languages", "terms", "documents"})
    round: int
    opens_at: str
    closes_at: str
    languages: list[str]
    terms: str | None
    documents: list[str]
    notice: Mapping[str, Mapping[str, str]]
    questions: Mapping[str, Mapping[str, str]]
    terms_withheld: str


@dataclass(frozen=True, kw_only=True)
class NoticeAmended(Event):
    """The notice of a round was amended; a substantive amendment gives time again."""

    OPEN = frozenset({"round", "substantive", "closes_at"})
    round: int
    substantive: bool
    closes_at: str
    what: str
    notice: Mapping[str, Mapping[str, str]]
    questions: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, kw_only=True)
class RoundExtended(Event):
    """A round closes later."""

    OPEN = frozenset({"round", "closes_at"})
    round: int
    closes_at: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class RoundClosed(Event):
    """The time of a round was over."""

    OPEN = frozenset({"round", "closes_at"})
    round: int
    closes_at: str


@dataclass(frozen=True, kw_only=True)
class SubmissionLodged(Event):
    """A submission came in through the public pages; of its sealed part the log has the hash alone."""

    OPEN = frozenset({"submission", "round", "mode", "sealed_sha256"})
    submission: str
    round: int
    mode: str
    sealed_sha256: str | None
    group: str
    language: str
    region: str
    submitter: str
    parts: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class FileAttached(Event):
    """A file was added to a submission; the log has the hash of its sealed bytes alone."""

    OPEN = frozenset({"submission", "file", "sealed_sha256"})
    submission: str
    file: str
    sealed_sha256: str


@dataclass(frozen=True, kw_only=True)
class PointContested(Event):
    """A submitter contested what became of a point; the words are sealed, and the point waits again."""

    OPEN = frozenset({"submission", "point", "file", "sealed_sha256"})
    submission: str
    point: str
    file: str
    sealed_sha256: str


@dataclass(frozen=True, kw_only=True)
class SubmissionModerated(Event):
    """A public submission was published, or declined with a reason that its submitter is told."""

    OPEN = frozenset({"submission", "state"})
    submission: str
    state: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class SubmissionWithdrawn(Event):
    """A submitter took a submission back before it was published; its content was erased."""

    OPEN = frozenset({"submission"})
    submission: str


@dataclass(frozen=True, kw_only=True)
class SubmissionUnsealed(Event):
    """An officer opened the sealed part of a submission, or one of its files, for one look."""

    OPEN = frozenset({"submission", "file"})
    submission: str
    file: str | None
    reason: str


@dataclass(frozen=True, kw_only=True)
class PartnershipReported(Event):
    """A partnership that is not in the register was reported."""

    OPEN = frozenset({"report", "sealed_sha256"})
    report: str
    sealed_sha256: str


@dataclass(frozen=True, kw_only=True)
class ReportHandled(Event):
    """An officer said what became of a report."""

    OPEN = frozenset({"report"})
    report: str
    handled: str


@dataclass(frozen=True, kw_only=True)
class PartnershipAnnounced(Event):
    """A partnership that was announced but not vetted was entered, with its source."""

    OPEN = frozenset({"announced", "announced_on", "case_id"})
    announced: str
    announced_on: str
    case_id: str | None
    company: str
    office: str
    what: str
    source_title: str
    source_locator: str
