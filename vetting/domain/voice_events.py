"""Events of voices: submissions and their points, letters and replies."""

from dataclasses import dataclass

from vetting.domain.events import Event


@dataclass(frozen=True, kw_only=True)
class SubmissionReceived(Event):
    """A submission to the consultation came in."""

    OPEN = frozenset({"submission", "mode", "group", "language"})
    submission: str
    mode: str
    group: str
    language: str
    submitter: str
    text: str
    evidence: list[str]


@dataclass(frozen=True, kw_only=True)
class PointExtracted(Event):
    """A point was taken out of a submission."""

    OPEN = frozenset({"point", "submission", "criteria", "material"})
    point: str
    submission: str
    criteria: list[str]
    material: bool
    text: str


@dataclass(frozen=True, kw_only=True)
class PointDisposed(Event):
    """A point reached its disposition."""

    OPEN = frozenset({"point", "disposition"})
    point: str
    disposition: str
    reason: str
    changed: str


@dataclass(frozen=True, kw_only=True)
class LetterSent(Event):
    """A letter went to the company."""

    OPEN = frozenset({"letter", "due", "findings", "question_count"})
    letter: str
    due: str
    findings: list[str]
    question_count: int
    reference: str
    facts: str
    questions: list[str]


@dataclass(frozen=True, kw_only=True)
class ReplyRecorded(Event):
    """The company's reply, or its silence, was entered."""

    OPEN = frozenset({"letter", "state", "evidence", "sealed_sha256"})
    letter: str
    state: str
    evidence: list[str]
    sealed_sha256: str | None  # of the trade secrets as they are sealed
    replies: list[str]
    summaries: list[str]
