"""Commands: what a person asks the system to do, in the imperative, validated and frozen.

Pages, command line, API, case files and flows all send these, and nothing else writes state.
``by`` is the person, ``at`` the time of the act; ``id`` makes a repeat harmless.
"""

from datetime import date, datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from vetting.domain.answers import AnswerState
from vetting.domain.clause_links import Says
from vetting.domain.consultation import Disposition, SubmissionMode
from vetting.domain.decisions import Ballot, Outcome
from vetting.domain.evidence import EvidenceKind
from vetting.domain.interests import ConflictClass, Mitigation
from vetting.domain.judgements import Verdict
from vetting.domain.parties import PartyRole
from vetting.domain.people import Role
from vetting.domain.replies import ReplyState
from vetting.domain.signatures import Given
from vetting.domain.texts import without_untyped


class Command(BaseModel):
    """What every command carries."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(min_length=1, max_length=80)
    case: str = Field(min_length=1, max_length=60, pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")
    by: str = Field(min_length=1, max_length=40)
    at: datetime
    given: Given = Given.ASSERTED

    @model_validator(mode="before")
    @classmethod
    def _clean(cls, said: Any) -> Any:
        """Whichever way it comes, no text turns the letters that stand after it."""
        return without_untyped(said)


class OpenCase(Command):
    """Propose a partnership: the case begins at triage."""

    title: str
    initiating_office: str
    purpose: str = ""
    products: list[str] = Field(default_factory=list)
    countries: list[str] = Field(default_factory=list)
    duration: str = ""
    money: str = ""
    prospect: str
    settings: dict[str, Any] = Field(default_factory=dict)
    pack: str
    source_hash: str | None = None
    note: str = ""
    is_exercise: bool = False
    as_of: date | None = None


class AssignPerson(Command):
    """Give a person their roles on the case."""

    person: str
    roles: list[Role]
    title: str = ""
    name: str = ""


class DeclareInterest(Command):
    """Declare an interest, or that there is none; under a known id, declare it anew."""

    declaration: str
    person: str
    kind: str = "none"
    conflict: ConflictClass = ConflictClass.UNCLASSED
    mitigation: Mitigation | Literal[""] = ""
    mitigation_ends_on: date | None = None
    entity: str = ""
    what: str = ""
    amount: str = ""
    relation: str = ""
    starts_on: date | None = None
    ends_on: date | None = None


class ClassDeclaration(Command):
    """Class a declared interest, and say what mitigates it and until when."""

    declaration: str
    conflict: ConflictClass
    mitigation: Mitigation | Literal[""] = ""
    mitigation_ends_on: date | None = None
    reason: str = ""


LetterLanguage = Literal["", "en", "fr", "es", "ru", "zh", "ar"]
"""In which language letters to a company are framed; blank for English."""


class NameParty(Command):
    """Name a party of the case."""

    party: str
    role: PartyRole
    name: str
    country: str = ""
    registration: str = ""
    identifiers: list[str] = Field(default_factory=list)
    aliases: list[str] = Field(default_factory=list)
    former_names: list[str] = Field(default_factory=list)
    note: str = ""
    language: LetterLanguage = ""
    based_on: str | None = None  # hash of the party that the form showed, blank for none; None: not asked


class FileEvidence(Command):
    """File a source: bytes that are held, a citation, or the office's own knowledge."""

    evidence: str
    kind: EvidenceKind
    title: str
    publisher: str = ""
    published: str = ""
    knowable_on: date
    locator: str = ""
    quality: str = "secondary"
    sha256: str | None = None
    size: int | None = None
    filename: str | None = None
    note: str = ""


class AnswerQuestion(Command):
    """Answer one criterion, for one answerer."""

    criterion: str
    answerer: str
    state: AnswerState
    value: Any = None
    evidence: list[str] = Field(default_factory=list)
    note: str = ""
    countersigned_by: str | None = None
    based_on: int | None = None  # number of the answer that the form showed, 0 for none; None: not asked


class ReviewAnswer(Command):
    """Put one's id under the answer that stands, as a second person who has read it."""

    criterion: str
    answerer: str = ""  # by default the first who answered
    seen: int | None = None  # number of the answer as it was shown; refused where another stands
    note: str = ""


class ContestAnswer(Command):
    """Say, with a reason, that an answer of triage is wrong."""

    criterion: str
    reason: str


class AnswerContest(Command):
    """Answer the open contest of a criterion."""

    criterion: str
    answer: str


class CountersignTriage(Command):
    """Agree, as a second person, to the answers of triage as they stand."""

    seen: str = ""  # the basis of the answers as they were shown; refused where one has changed since


class JudgeMatch(Command):
    """Rule on a match: true, false or undecided, with the reason."""

    match: str
    verdict: Verdict
    reason_code: str
    text: str
    second_by: str | None = None  # who checked it too; needed for "false" on a list that leads to a stop
    seen: str = ""  # the basis of the match as it was shown; refused where it has changed since


class ExceptionParts(Command):
    """What an exception says, whole as it would be published."""

    criterion: str
    reasons: str
    mandate: str
    dissent: str
    limits: str
    ends_on: date


class GrantException(ExceptionParts):
    """Grant an exception from a stop that allows one; the second signature is another person's."""

    second_by: str


class AskException(ExceptionParts):
    """Ask the competent person for an exception, whole as it would be published; they grant or refuse it."""

    granted_by: str
    second_by: str


class EraseEvidence(Command):
    """Erase the file of a piece of evidence that has to go by law, with the reason; that it was there stays."""

    evidence: str
    reason: str = Field(max_length=2000)


class StoreTerms(Command):
    """Store a draft of the agreement."""

    terms: str
    title: str
    evidence: str
    summary: str = ""


class LinkClause(Command):
    """Say which clauses of the newest draft answer or contradict a criterion, or that none speaks to it."""

    criterion: str
    terms: str
    says: Says
    clauses: list[str] = Field(default_factory=list)
    reason: str


class StoreOwnership(Command):
    """Read who owns a party, as of a day, from a file that is held as evidence."""

    ownership: str
    evidence: str
    as_of: date
    party: str = ""  # by default the prospect
    of: str = ""  # the party in the file, by name or id; by default its name in the case


class ReceiveSubmission(Command):
    """Enter a submission to the consultation."""

    submission: str
    mode: SubmissionMode
    group: str = "prefer_not_to_say"
    language: str = "und"
    submitter: str = ""
    text: str = ""
    evidence: list[str] = Field(default_factory=list)


class ExtractPoint(Command):
    """Take one point out of a submission and map it to the criteria it touches."""

    point: str
    submission: str
    text: str
    criteria: list[str] = Field(default_factory=list)
    material: bool = True


class DisposePoint(Command):
    """Say what became of a point, with the reason its submitter can see."""

    point: str
    disposition: Disposition
    reason: str
    changed: str = ""


class SendLetter(Command):
    """Send the company a letter with facts and numbered questions: its draft, or what is typed here."""

    letter: str
    reference: str = ""
    due: date
    findings: list[str] = Field(default_factory=list)
    facts: str = ""
    questions: list[str] = Field(default_factory=list)  # none where a draft waits
    sources: list[str] = Field(default_factory=list)  # evidence behind the facts; a draft names its own
    party: str = ""  # to whom; by default the prospect, or whom the draft names
    seen: str = ""  # the hash of the draft as it was read before sending


class RecordReply(Command):
    """Enter the company's reply, or its silence, to a letter."""

    letter: str
    state: ReplyState
    replies: list[str] = Field(default_factory=list)
    summaries: list[str] = Field(default_factory=list)  # public ones, of answers with a trade secret
    evidence: list[str] = Field(default_factory=list)


class CastVote(Command):
    """Cast a vote on the decision that is proposed."""

    ballot: Ballot
    dissent: str = ""


class ConditionText(BaseModel):
    """One condition as it is to bind; what is left empty comes from the pack's template."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str  # slug of the pack's template, or a name of one's own with every field filled
    text: str = ""
    owner: str = ""
    due: str = ""
    due_on: date | None = None
    test: str = ""
    consequence: str = ""
    criteria: list[str] = Field(default_factory=list)
    points: list[str] = Field(default_factory=list)


class Decide(Command):
    """Sign the decision."""

    outcome: Outcome
    summary: str
    reasons: dict[str, str] = Field(default_factory=dict)
    benefits: str = ""
    alternatives: list[str] = Field(default_factory=list)
    precedents: list[dict[str, str]] = Field(default_factory=list)
    valid_until: date | None = None
    re_review_on: date | None = None
    plan_signed_by: str | None = None
    risk_signed_by: str | None = None
    departure_reason: str = ""
    second_by: str | None = None
    conditions: list[ConditionText] = Field(default_factory=list)


class WithdrawCase(Command):
    """Take the proposal back; the case closes without an outcome."""

    reason: str


class ReopenCase(Command):
    """Take up a decided case again: after a deferral, new evidence, or a re-review."""

    reason: str


class RequestRecord(Command):
    """Ask for a record of the case as it stands, decided or not."""


AnyCommand = (
    OpenCase
    | AssignPerson
    | DeclareInterest
    | ClassDeclaration
    | NameParty
    | FileEvidence
    | EraseEvidence
    | AnswerQuestion
    | ReviewAnswer
    | ContestAnswer
    | AnswerContest
    | CountersignTriage
    | JudgeMatch
    | GrantException
    | AskException
    | StoreTerms
    | LinkClause
    | StoreOwnership
    | ReceiveSubmission
    | ExtractPoint
    | DisposePoint
    | SendLetter
    | RecordReply
    | CastVote
    | Decide
    | WithdrawCase
    | ReopenCase
    | RequestRecord
)
