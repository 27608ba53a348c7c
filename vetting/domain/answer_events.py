"""Events of answers: evidence, contests, exceptions, and the draft agreement they are read from."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from vetting.domain.clause_links import FoundWords
from vetting.domain.events import Event


@dataclass(frozen=True, kw_only=True)
class EvidenceErased(Event):
    """The file of a piece of evidence was erased, as the law demanded."""

    OPEN = frozenset({"evidence", "sha256"})
    evidence: str
    sha256: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class EvidenceFiled(Event):
    """A source was filed."""

    OPEN = frozenset({"evidence", "kind", "knowable_on", "sha256", "size"})
    evidence: str
    kind: str
    knowable_on: str
    sha256: str | None
    size: int | None
    title: str
    details: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class QuestionAnswered(Event):
    """A criterion was answered."""

    OPEN = frozenset({"criterion", "answerer", "state", "evidence", "number", "countersigned_by"})
    criterion: str
    answerer: str
    state: str
    evidence: list[str]
    number: int
    countersigned_by: str | None
    value: Any
    note: str


@dataclass(frozen=True, kw_only=True)
class AnswerReviewed(Event):
    """A second person read an answer and put their id under it."""

    OPEN = frozenset({"number", "criterion", "answerer", "answer"})
    number: int
    criterion: str
    answerer: str
    answer: int
    note: str


@dataclass(frozen=True, kw_only=True)
class AnswerContested(Event):
    """An answer of triage was contested."""

    OPEN = frozenset({"contest", "criterion"})
    contest: str
    criterion: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class TriageCountersigned(Event):
    """A second person agreed to the answers of triage."""

    OPEN = frozenset({"number", "answers"})
    number: int
    answers: list[str]


@dataclass(frozen=True, kw_only=True)
class ContestAnswered(Event):
    """A contest got its answer from the office."""

    OPEN = frozenset({"contest", "criterion"})
    contest: str
    criterion: str
    answer: str


@dataclass(frozen=True, kw_only=True)
class ExceptionGranted(Event):
    """An exception from a stop was granted, with two signatures."""

    OPEN = frozenset({"exception", "criterion", "second_by", "ends_on"})
    exception: str
    criterion: str
    second_by: str
    ends_on: str
    reasons: str
    mandate: str
    dissent: str
    limits: str


@dataclass(frozen=True, kw_only=True)
class TermsStored(Event):
    """A draft of the agreement was stored."""

    OPEN = frozenset({"terms", "evidence", "sha256", "clauses", "compared_with", "differences"})
    terms: str
    evidence: str
    sha256: str | None
    clauses: int
    compared_with: str | None
    differences: int
    title: str
    summary: str


@dataclass(frozen=True, kw_only=True)
class ClauseLinked(Event):
    """A person said which clauses of a draft answer a criterion, or that none does."""

    OPEN = frozenset({"criterion", "number", "says", "clauses", "terms", "terms_sha256"})
    criterion: str
    number: int
    says: str
    clauses: list[str]
    terms: str
    terms_sha256: str
    reason: str
    found: list[FoundWords]


@dataclass(frozen=True, kw_only=True)
class ClauseLinksVoided(Event):
    """A changed draft voided what was said about the clauses of the one before it."""

    OPEN = frozenset({"terms", "sha256", "criteria"})
    terms: str
    sha256: str | None
    criteria: list[str]
