"""The tables: each extends a fields class of the domain and adds only how it is stored.

Enums are stored as their text, lists and maps as JSON, times in UTC. ``filed`` is the number of the
log entry under which a row first came in, and gives every list its order.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, String, UniqueConstraint
from sqlmodel import Field, SQLModel

from vetting.domain.announced import AnnouncedFields
from vetting.domain.answers import AnswerFields, AnswerState
from vetting.domain.case import CaseFields
from vetting.domain.clause_links import ClauseLinkFields, Says
from vetting.domain.consultation import (
    Disposition,
    PointFields,
    SubmissionFields,
    SubmissionMode,
    SubmissionState,
)
from vetting.domain.contests import ContestFields
from vetting.domain.decisions import (
    Ballot,
    ConditionFields,
    DecisionFields,
    Outcome,
    VoteFields,
)
from vetting.domain.drafts import DraftFields
from vetting.domain.evidence import EvidenceFields, EvidenceKind
from vetting.domain.findings import FindingFields
from vetting.domain.gates import GateFields, GateState
from vetting.domain.granted_exceptions import ExceptionFields
from vetting.domain.interests import ConflictClass, DeclarationFields, InterestDetailFields
from vetting.domain.judgements import JudgementFields, Verdict
from vetting.domain.owners import OwnershipFields
from vetting.domain.parties import PartyFields, PartyRole
from vetting.domain.people import PersonFields, Role
from vetting.domain.publications import PublicEditionFields
from vetting.domain.receipts import ReceiptFields
from vetting.domain.reminders import MessageFields, ReminderKind
from vetting.domain.replies import LetterFields, ReplyState
from vetting.domain.rounds import RoundFields
from vetting.domain.screenings import (
    ListKind,
    ListUsed,
    MatchFields,
    MatchState,
    ReasonShown,
    ScreeningRunFields,
    Subject,
)
from vetting.domain.sealed import IdentityFields, ReportFields, SealedFields
from vetting.domain.signatures import SignatureKind, VoidedSignatureFields
from vetting.domain.stages import CaseStatus, Stage, Step, StepFields
from vetting.domain.terms import TermsFields
from vetting.domain.triage import TriageSignatureFields


class CaseRow(CaseFields, table=True):
    """A case, with what the runner needs to find and hold it."""

    __tablename__ = "case_file"
    __table_args__ = (
        Index("ix_case_next_wake_at", "next_wake_at"),
        Index("ix_case_lease_until", "lease_until"),
        Index("ix_case_opened_at", "opened_at"),
    )
    id: str = Field(primary_key=True, max_length=60)
    status: CaseStatus = Field(sa_type=String)
    products: list[str] = Field(default_factory=list, sa_type=JSON)
    countries: list[str] = Field(default_factory=list, sa_type=JSON)
    settings: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    filed: int
    simulated_at: datetime | None = None
    wake_seq: int = 0
    seen_seq: int = 0
    next_wake_at: datetime | None = None
    dispatched_at: datetime | None = None
    lease_owner: str | None = None
    lease_until: datetime | None = None
    lease_fence: int = 0


class PartyRow(PartyFields, table=True):
    """A party of a case."""

    __tablename__ = "party"
    __table_args__ = (Index("ix_party_name", "name"),)
    case: str = Field(primary_key=True, foreign_key="case_file.id", max_length=60)
    id: str = Field(primary_key=True)
    role: PartyRole = Field(sa_type=String)
    identifiers: list[str] = Field(default_factory=list, sa_type=JSON)
    aliases: list[str] = Field(default_factory=list, sa_type=JSON)
    former_names: list[str] = Field(default_factory=list, sa_type=JSON)
    filed: int


class PersonRow(PersonFields, table=True):
    """A person on a case."""

    __tablename__ = "person"
    case: str = Field(primary_key=True, foreign_key="case_file.id", max_length=60)
    id: str = Field(primary_key=True)
    roles: list[Role] = Field(sa_type=JSON)
    filed: int


class DeclarationRow(DeclarationFields, table=True):
    """One version of a declaration of interest; later ones are added, none is changed."""

    __tablename__ = "declaration"
    case: str = Field(primary_key=True, foreign_key="case_file.id", max_length=60)
    id: str = Field(primary_key=True)
    version: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    conflict: ConflictClass = Field(sa_type=String)
    filed: int


class InterestDetailRow(InterestDetailFields, table=True):
    """The detail of a version of a declaration, which no dossier holds."""

    __tablename__ = "interest_detail"
    case: str = Field(primary_key=True, foreign_key="case_file.id", max_length=60)
    id: str = Field(primary_key=True)
    version: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    filed: int


class EvidenceRow(EvidenceFields, table=True):
    """A source as filed; its bytes, where held, are a file."""

    __tablename__ = "evidence"
    case: str = Field(primary_key=True, foreign_key="case_file.id", max_length=60)
    id: str = Field(primary_key=True)
    kind: EvidenceKind = Field(sa_type=String)
    filed: int


class AnswerRow(AnswerFields, table=True):
    """An answer; later ones are added, none is changed."""

    __tablename__ = "answer"
    case: str = Field(primary_key=True, foreign_key="case_file.id", max_length=60)
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    state: AnswerState = Field(sa_type=String)
    value: Any = Field(default=None, sa_type=JSON)
    evidence: list[str] = Field(default_factory=list, sa_type=JSON)
    filed: int


class DraftRow(DraftFields, table=True):
    """What somebody typed and has not sent; no act, and so in no list of a case."""

    __tablename__ = "draft"
    case: str = Field(primary_key=True, max_length=60)
    person: str = Field(primary_key=True)
    form: str = Field(primary_key=True)
    values: dict[str, list[str]] = Field(default_factory=dict, sa_type=JSON)


class ContestRow(ContestFields, table=True):
    """A contest of an answer of triage, with its answer."""

    __tablename__ = "contest"
    case: str = Field(primary_key=True, foreign_key="case_file.id", max_length=60)
    id: str = Field(primary_key=True)
    filed: int


class TriageSignatureRow(TriageSignatureFields, table=True):
    """A countersignature of the triage; later ones are added, none is changed."""

    __tablename__ = "triage_signature"
    case: str = Field(primary_key=True, foreign_key="case_file.id", max_length=60)
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    answers: list[str] = Field(default_factory=list, sa_type=JSON)
    filed: int


class ExceptionRow(ExceptionFields, table=True):
    """An exception from a stop."""

    __tablename__ = "granted_exception"
    case: str = Field(primary_key=True, foreign_key="case_file.id", max_length=60)
    id: str = Field(primary_key=True)
    filed: int


class ScreeningRunRow(ScreeningRunFields, table=True):
    """A screening of the names of a case; later ones are added, none is changed."""

    __tablename__ = "screening_run"
    case: str = Field(primary_key=True, foreign_key="case_file.id", max_length=60)
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    lists: list[ListUsed] = Field(default_factory=list, sa_type=JSON)
    subjects: list[Subject] = Field(default_factory=list, sa_type=JSON)
    faults: list[str] = Field(default_factory=list, sa_type=JSON)
    found: list[str] = Field(default_factory=list, sa_type=JSON)
    changed: list[str] = Field(default_factory=list, sa_type=JSON)
    gone: list[str] = Field(default_factory=list, sa_type=JSON)
    filed: int


class MatchRow(MatchFields, table=True):
    """A match: it stays when it no longer stands, and says so."""

    __tablename__ = "screening_match"
    case: str = Field(primary_key=True, foreign_key="case_file.id", max_length=60)
    id: str = Field(primary_key=True)
    list_kind: ListKind = Field(sa_type=String)
    subject_countries: list[str] = Field(default_factory=list, sa_type=JSON)
    entity_names: list[str] = Field(default_factory=list, sa_type=JSON)
    entity_birth_dates: list[str] = Field(default_factory=list, sa_type=JSON)
    entity_countries: list[str] = Field(default_factory=list, sa_type=JSON)
    reasons: list[ReasonShown] = Field(default_factory=list, sa_type=JSON)
    state: MatchState = Field(sa_type=String)
    filed: int


class JudgementRow(JudgementFields, table=True):
    """A judgement; later ones are added, none is changed."""

    __tablename__ = "judgement"
    __table_args__ = (Index("ix_judgement_fingerprint", "fingerprint"),)
    case: str = Field(primary_key=True, foreign_key="case_file.id", max_length=60)
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    verdict: Verdict = Field(sa_type=String)
    filed: int


class TermsRow(TermsFields, table=True):
    """A draft of the agreement."""

    __tablename__ = "terms"
    case: str = Field(primary_key=True, foreign_key="case_file.id", max_length=60)
    id: str = Field(primary_key=True)
    filed: int


class ClauseLinkRow(ClauseLinkFields, table=True):
    """A link of a criterion to clauses of a draft; later ones are added, none is changed."""

    __tablename__ = "clause_link"
    case: str = Field(primary_key=True, foreign_key="case_file.id", max_length=60)
    criterion: str = Field(primary_key=True)
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    says: Says = Field(sa_type=String)
    clauses: list[str] = Field(default_factory=list, sa_type=JSON)
    filed: int


class OwnershipRow(OwnershipFields, table=True):
    """The owners of a party, as one file states them."""

    __tablename__ = "ownership"
    case: str = Field(primary_key=True, foreign_key="case_file.id", max_length=60)
    id: str = Field(primary_key=True)
    told: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    filed: int


class SubmissionRow(SubmissionFields, table=True):
    """A submission."""

    __tablename__ = "submission"
    case: str = Field(primary_key=True, foreign_key="case_file.id", max_length=60)
    id: str = Field(primary_key=True)
    mode: SubmissionMode = Field(sa_type=String)
    evidence: list[str] = Field(default_factory=list, sa_type=JSON)
    parts: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    state: SubmissionState = Field(sa_type=String)
    filed: int


class RoundRow(RoundFields, table=True):
    """A round of consultation with its notice."""

    __tablename__ = "consultation_round"
    case: str = Field(primary_key=True, foreign_key="case_file.id", max_length=60)
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    languages: list[str] = Field(sa_type=JSON)
    notice: dict[str, dict[str, str]] = Field(default_factory=dict, sa_type=JSON)
    questions: dict[str, dict[str, str]] = Field(default_factory=dict, sa_type=JSON)
    documents: list[str] = Field(default_factory=list, sa_type=JSON)
    amendments: list[dict[str, str]] = Field(default_factory=list, sa_type=JSON)
    filed: int


class SealedRow(SealedFields, table=True):
    """The sealed part of a submission."""

    __tablename__ = "sealed_part"
    case: str = Field(primary_key=True, foreign_key="case_file.id", max_length=60)
    id: str = Field(primary_key=True)


class IdentityRow(IdentityFields, table=True):
    """A sealed contact. It names no case, has no order, and its id stands in the sealed part alone."""

    __tablename__ = "sealed_identity"
    __table_args__ = ({"sqlite_with_rowid": False},)
    id: str = Field(primary_key=True)


class ReceiptRow(ReceiptFields, table=True):
    """The hash of a receipt, and what it finds."""

    __tablename__ = "receipt"
    __table_args__ = ({"sqlite_with_rowid": False},)
    lookup: str = Field(primary_key=True)


class ReportRow(ReportFields, table=True):
    """A sealed report of a partnership that is not in the register."""

    __tablename__ = "report"
    id: str = Field(primary_key=True)
    filed: int


class PublicEditionRow(PublicEditionFields, table=True):
    """The public edition of a case's newest record."""

    __tablename__ = "public_edition"
    case: str = Field(primary_key=True, foreign_key="case_file.id", max_length=60)
    filed: int


class AnnouncedRow(AnnouncedFields, table=True):
    """A partnership that was announced but not vetted."""

    __tablename__ = "announced"
    id: str = Field(primary_key=True)
    filed: int


class PointRow(PointFields, table=True):
    """A point of a submission."""

    __tablename__ = "point"
    case: str = Field(primary_key=True, foreign_key="case_file.id", max_length=60)
    id: str = Field(primary_key=True)
    criteria: list[str] = Field(default_factory=list, sa_type=JSON)
    disposition: Disposition | None = Field(default=None, sa_type=String)
    filed: int


class LetterRow(LetterFields, table=True):
    """A letter with its reply."""

    __tablename__ = "letter"
    case: str = Field(primary_key=True, foreign_key="case_file.id", max_length=60)
    id: str = Field(primary_key=True)
    findings: list[str] = Field(default_factory=list, sa_type=JSON)
    questions: list[str] = Field(default_factory=list, sa_type=JSON)
    replies: list[str] = Field(default_factory=list, sa_type=JSON)
    evidence: list[str] = Field(default_factory=list, sa_type=JSON)
    reply_state: ReplyState = Field(sa_type=String)
    filed: int


class VoteRow(VoteFields, table=True):
    """A vote."""

    __tablename__ = "vote"
    case: str = Field(primary_key=True, foreign_key="case_file.id", max_length=60)
    person: str = Field(primary_key=True)
    ballot: Ballot = Field(sa_type=String)
    filed: int


class VoidedSignatureRow(VoidedSignatureFields, table=True):
    """A signature that fell; a new one is another."""

    __tablename__ = "voided_signature"
    case: str = Field(primary_key=True, foreign_key="case_file.id", max_length=60)
    id: str = Field(primary_key=True)
    kind: SignatureKind = Field(sa_type=String)
    filed: int


class DecisionRow(DecisionFields, table=True):
    """The decision that holds."""

    __tablename__ = "decision"
    case: str = Field(primary_key=True, foreign_key="case_file.id", max_length=60)
    outcome: Outcome = Field(sa_type=String)
    suggested: Outcome = Field(sa_type=String)
    reasons: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    alternatives: list[str] = Field(default_factory=list, sa_type=JSON)
    precedents: list[dict[str, str]] = Field(default_factory=list, sa_type=JSON)
    filed: int


class ConditionRow(ConditionFields, table=True):
    """A condition of an approval."""

    __tablename__ = "condition"
    case: str = Field(primary_key=True, foreign_key="case_file.id", max_length=60)
    id: str = Field(primary_key=True)
    criteria: list[str] = Field(default_factory=list, sa_type=JSON)
    points: list[str] = Field(default_factory=list, sa_type=JSON)
    filed: int


class GateRow(GateFields, table=True):
    """A gate."""

    __tablename__ = "gate"
    __table_args__ = (Index("ix_gate_closes_at", "closes_at"),)
    case: str = Field(primary_key=True, foreign_key="case_file.id", max_length=60)
    key: str = Field(primary_key=True)
    stage: Stage = Field(sa_type=String)
    state: GateState = Field(sa_type=String)
    filed: int


class MessageRow(MessageFields, table=True):
    """A message to a person, with what became of it."""

    __tablename__ = "message"
    __table_args__ = (Index("ix_message_next_try_at", "next_try_at"),)
    case: str = Field(primary_key=True, foreign_key="case_file.id", max_length=60)
    id: str = Field(primary_key=True, max_length=200)
    kind: ReminderKind = Field(sa_type=String)
    filed: int
    sent_at: datetime | None = None
    tries: int = 0
    next_try_at: datetime | None = None  # none: not tried yet
    fault: str = ""  # why the last try failed, as a code


class StepRow(StepFields, table=True):
    """A finished step; the key lets no step of one number take effect twice."""

    __tablename__ = "step_done"
    case: str = Field(primary_key=True, foreign_key="case_file.id", max_length=60)
    step: Step = Field(primary_key=True, sa_type=String)
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    stages: dict[str, str] = Field(sa_type=JSON)
    filed: int


class FindingRow(FindingFields, table=True):
    """A finding of one run of a step."""

    __tablename__ = "finding"
    case: str = Field(primary_key=True, foreign_key="case_file.id", max_length=60)
    id: str = Field(primary_key=True)
    step_number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    stage: Stage = Field(sa_type=String)
    read: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    evidence: list[str] = Field(default_factory=list, sa_type=JSON)
    answered_by: list[str] = Field(default_factory=list, sa_type=JSON)
    filed: int


class EvaluationRow(SQLModel, table=True):
    """An evaluation, kept under the hashes of its facts and its pack."""

    __tablename__ = "evaluation"
    facts_hash: str = Field(primary_key=True)
    pack_hash: str = Field(primary_key=True)
    facts: str
    result: str


class RecordRow(SQLModel, table=True):
    """An issued record."""

    __tablename__ = "record"
    case: str = Field(primary_key=True, foreign_key="case_file.id", max_length=60)
    id: str = Field(primary_key=True)
    edition: str
    sha256: str
    interim: bool
    content: str
    issued_at: datetime
    filed: int


class LogEntryRow(SQLModel, table=True):
    """A leaf of the log. A trigger refuses every change and removal."""

    __tablename__ = "log_entry"
    __table_args__ = (UniqueConstraint("case", "case_seq"),)
    index: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    act: str = Field(unique=True)
    case: str
    case_seq: int
    leaf: bytes


class LogNodeRow(SQLModel, table=True):
    """A completed node of the log's tree. A trigger refuses every change and removal."""

    __tablename__ = "log_node"
    level: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    index: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    hash: bytes


class OpeningRow(SQLModel, table=True):
    """What opens one protected field of one entry; removed on a lawful erasure."""

    __tablename__ = "opening"
    entry: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    field: str = Field(primary_key=True)
    salt: str
    value: str  # canonical JSON


class CheckpointRow(SQLModel, table=True):
    """A signed checkpoint. A trigger refuses every change and removal."""

    __tablename__ = "checkpoint"
    size: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    note: str
    signed_at: datetime


ROW_OF: dict[type[SQLModel], type[SQLModel]] = {
    CaseFields: CaseRow,
    PartyFields: PartyRow,
    PersonFields: PersonRow,
    DeclarationFields: DeclarationRow,
    InterestDetailFields: InterestDetailRow,
    EvidenceFields: EvidenceRow,
    AnswerFields: AnswerRow,
    ContestFields: ContestRow,
    TriageSignatureFields: TriageSignatureRow,
    ExceptionFields: ExceptionRow,
    ScreeningRunFields: ScreeningRunRow,
    MatchFields: MatchRow,
    JudgementFields: JudgementRow,
    TermsFields: TermsRow,
    ClauseLinkFields: ClauseLinkRow,
    OwnershipFields: OwnershipRow,
    RoundFields: RoundRow,
    SubmissionFields: SubmissionRow,
    SealedFields: SealedRow,
    IdentityFields: IdentityRow,
    ReceiptFields: ReceiptRow,
    ReportFields: ReportRow,
    AnnouncedFields: AnnouncedRow,
    PublicEditionFields: PublicEditionRow,
    PointFields: PointRow,
    LetterFields: LetterRow,
    VoteFields: VoteRow,
    VoidedSignatureFields: VoidedSignatureRow,
    DecisionFields: DecisionRow,
    ConditionFields: ConditionRow,
    GateFields: GateRow,
    MessageFields: MessageRow,
    StepFields: StepRow,
    FindingFields: FindingRow,
}
"""Which table stores which kind of item."""

APPEND_ONLY = ("log_entry", "log_node", "checkpoint")
"""Tables whose rows a trigger keeps from change and removal."""
