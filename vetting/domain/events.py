"""Events: what happened, in the past tense, frozen.

An event is written to the log in the same commit as the state it changes. Each field is *open*
(enum, number, date, id, role), or *protected* (names, free text, contacts) and then enters the log
as a commitment. Protected is the default: a field is open only where ``OPEN`` names it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, ClassVar


@dataclass(frozen=True, kw_only=True)
class Event:
    """What every event carries; ``OPEN`` names the fields anyone may read."""

    OPEN: ClassVar[frozenset[str]] = frozenset()


@dataclass(frozen=True, kw_only=True)
class CaseOpened(Event):
    """A partnership was proposed."""

    OPEN = frozenset({"pack", "pack_hash", "source_hash", "as_of", "settings", "is_exercise"})
    title: str
    initiating_office: str
    purpose: str
    prospect: str
    pack: str
    pack_hash: str
    source_hash: str | None
    as_of: str | None
    settings: Mapping[str, Any]
    is_exercise: bool
    note: str


@dataclass(frozen=True, kw_only=True)
class PersonAssigned(Event):
    """A person got roles on the case."""

    OPEN = frozenset({"person", "roles"})
    person: str
    roles: list[str]
    title: str
    name: str


@dataclass(frozen=True, kw_only=True)
class InterestDeclared(Event):
    """An interest, or a nil return, was declared, for the first time or anew."""

    OPEN = frozenset(
        {
            "declaration",
            "version",
            "person",
            "conflict",
            "mitigation",
            "mitigation_ends_on",
            "starts_on",
            "ends_on",
        }
    )
    declaration: str
    version: int
    person: str
    kind: str
    conflict: str
    mitigation: str
    mitigation_ends_on: str | None
    starts_on: str | None
    ends_on: str | None
    detail: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class InterestClassed(Event):
    """The ethics focal point classed a declaration."""

    OPEN = frozenset({"declaration", "version", "person", "conflict", "mitigation", "mitigation_ends_on"})
    declaration: str
    version: int
    person: str
    conflict: str
    mitigation: str
    mitigation_ends_on: str | None
    reason: str


@dataclass(frozen=True, kw_only=True)
class MitigationEnded(Event):
    """The last day of a mitigation has passed; the interest stands without it."""

    OPEN = frozenset({"declaration", "version", "person", "mitigation_ends_on"})
    declaration: str
    version: int
    person: str
    mitigation_ends_on: str


@dataclass(frozen=True, kw_only=True)
class SignatureVoided(Event):
    """A signature fell, because its person is recused."""

    OPEN = frozenset({"signature", "kind", "subject", "person", "signed_at", "declaration"})
    signature: str
    kind: str
    subject: str
    person: str
    signed_at: str
    declaration: str


@dataclass(frozen=True, kw_only=True)
class DecisionReopened(Event):
    """A decision is taken up again, because signatures that it rested on fell, or the draft that it read was changed."""

    OPEN = frozenset({"outcome", "decided_by", "signatures"})
    outcome: str
    decided_by: str
    signatures: list[str]


@dataclass(frozen=True, kw_only=True)
class PartyNamed(Event):
    """A party was named."""

    OPEN = frozenset({"party", "role", "country"})
    party: str
    role: str
    country: str
    name: str
    details: Mapping[str, Any]


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
class NamesScreened(Event):
    """The names of the case were screened against the lists of the home."""

    OPEN = frozenset(
        {
            "run",
            "scope",
            "engine",
            "engine_version",
            "alert",
            "show",
            "index",
            "lists",
            "names_screened",
            "found",
            "changed",
            "gone",
            "proves_nothing",
        }
    )
    run: int
    scope: str
    engine: str
    engine_version: str
    alert: str
    show: str
    index: str
    lists: list[dict[str, Any]]
    names_screened: int
    found: list[str]
    changed: list[str]
    gone: list[str]
    proves_nothing: int  # how many reasons there are for which an empty result proves nothing
    faults: list[str]
    subjects: list[dict[str, Any]]
    matches: list[dict[str, Any]]


@dataclass(frozen=True, kw_only=True)
class MatchJudged(Event):
    """A person ruled on a match."""

    OPEN = frozenset({"match", "number", "verdict", "reason_code", "second_by"})
    match: str
    number: int
    verdict: str
    reason_code: str
    second_by: str | None
    text: str
    basis: str
    score: str


@dataclass(frozen=True, kw_only=True)
class TermsStored(Event):
    """A draft of the agreement was stored."""

    OPEN = frozenset({"terms", "evidence", "sha256"})
    terms: str
    evidence: str
    sha256: str | None
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


@dataclass(frozen=True, kw_only=True)
class ClauseLinksVoided(Event):
    """A changed draft voided what was said about the clauses of the one before it."""

    OPEN = frozenset({"terms", "sha256", "criteria"})
    terms: str
    sha256: str | None
    criteria: list[str]


@dataclass(frozen=True, kw_only=True)
class OwnershipStored(Event):
    """The owners of a party were read from a file."""

    OPEN = frozenset({"ownership", "party", "evidence", "sha256", "as_of"})
    ownership: str
    party: str
    evidence: str
    sha256: str
    as_of: str
    of: str


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

    OPEN = frozenset({"letter", "state", "evidence"})
    letter: str
    state: str
    evidence: list[str]
    replies: list[str]


@dataclass(frozen=True, kw_only=True)
class VoteCast(Event):
    """A vote was cast."""

    OPEN = frozenset({"person", "ballot"})
    person: str
    ballot: str
    dissent: str


@dataclass(frozen=True, kw_only=True)
class StageEvaluated(Event):
    """A step evaluated its stages: statuses, effects and gates as they then stood."""

    OPEN = frozenset({"step", "number", "stages", "fired", "gates", "facts_hash", "pack_hash"})
    step: str
    number: int
    stages: Mapping[str, str]
    fired: Mapping[str, Any]
    gates: Mapping[str, Any]
    facts_hash: str
    pack_hash: str


@dataclass(frozen=True, kw_only=True)
class CaseEvaluated(Event):
    """The whole pack was evaluated on the facts given here in clear; replay reads nothing else."""

    OPEN = frozenset({"facts", "facts_hash", "pack_hash", "result"})
    facts: Mapping[str, Any]
    facts_hash: str
    pack_hash: str
    result: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class CaseMoved(Event):
    """The status of the case changed."""

    OPEN = frozenset({"status", "to"})
    status: str
    to: str
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class CaseDecided(Event):
    """The decision was signed."""

    OPEN = frozenset(
        {
            "outcome",
            "suggested",
            "admissible",
            "level",
            "authority",
            "second_by",
            "departs",
            "valid_until",
            "conditions",
            "facts_hash",
            "terms_sha256",
        }
    )
    outcome: str
    suggested: str
    admissible: list[str]
    level: str
    authority: int
    second_by: str | None
    departs: bool
    valid_until: str | None
    conditions: list[str]
    facts_hash: str
    terms_sha256: str | None
    summary: str
    reasons: Mapping[str, str]
    departure_reason: str


@dataclass(frozen=True, kw_only=True)
class RecordRequested(Event):
    """A record of the case as it stands was asked for."""


@dataclass(frozen=True, kw_only=True)
class ReminderRaised(Event):
    """A timer of the case came: who is told, of what, until when."""

    OPEN = frozenset({"kind", "about", "until", "people"})
    kind: str
    about: str
    until: str | None
    people: list[str]


@dataclass(frozen=True, kw_only=True)
class RecordIssued(Event):
    """A record was written; its hash and the checkpoint it cites."""

    OPEN = frozenset({"record", "edition", "sha256", "public_sha256", "interim", "checkpoint_size"})
    record: str
    edition: str
    sha256: str
    public_sha256: str  # of its public edition
    interim: bool
    checkpoint_size: int


@dataclass(frozen=True, kw_only=True)
class ProtectedOpened(Event):
    """Somebody looked at protected fields of an entry; the reason is theirs and stays protected."""

    OPEN = frozenset({"entry", "fields", "role"})
    entry: int
    fields: list[str]
    role: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class DeclarationsOpened(Event):
    """The ethics focal point read what others declared; once for each reader, day, reason and state of the declarations."""

    OPEN = frozenset({"declarations"})
    declarations: list[str]
    reason: str


def split(event: Event) -> tuple[dict[str, Any], dict[str, Any]]:
    """The open and the protected fields of an event, by name; empty protected ones are left out."""
    opened: dict[str, Any] = {}
    protected: dict[str, Any] = {}
    for one in fields(event):
        value = getattr(event, one.name)
        if one.name in event.OPEN:
            opened[one.name] = value
        elif value not in ("", None, [], {}):
            protected[one.name] = value
    return opened, protected
