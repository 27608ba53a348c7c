"""The tables of a case, and which table stores what: each adds to a fields class of the domain only how it is stored.

Enums are stored as their text, lists and maps as JSON, times in UTC. ``filed`` is the number of the
log entry under which a row first came in, and gives every list its order.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, String
from sqlmodel import Field, SQLModel

from vetting.adapters.tables_of_answers import (
    AnswerRow,
    ClauseLinkRow,
    ContestRow,
    EvidenceRow,
    ExceptionRow,
    ReviewRow,
    TermsRow,
    TriageSignatureRow,
)
from vetting.adapters.tables_of_parties import JudgementRow, MatchRow, OwnershipRow, PartyRow, ScreeningRunRow
from vetting.adapters.tables_of_replies import ROWS_OF_REPLIES
from vetting.adapters.tables_of_the_log import CheckpointRow, LogEntryRow, LogNodeRow
from vetting.adapters.tables_of_voices import (
    AnnouncedRow,
    IdentityRow,
    PointRow,
    PublicEditionRow,
    ReceiptRow,
    ReportRow,
    RoundRow,
    SealedFileRow,
    SealedRow,
    SubmissionRow,
)
from vetting.domain.announced import AnnouncedFields
from vetting.domain.answers import AnswerFields
from vetting.domain.attachments import SealedFileFields
from vetting.domain.case import CaseFields
from vetting.domain.clause_links import ClauseLinkFields
from vetting.domain.consultation import (
    PointFields,
    SubmissionFields,
)
from vetting.domain.contests import ContestFields
from vetting.domain.decisions import (
    Ballot,
    ConditionFields,
    DecisionFields,
    Outcome,
    VoteFields,
)
from vetting.domain.evidence import EvidenceFields
from vetting.domain.findings import FindingFields
from vetting.domain.gates import GateFields, GateState
from vetting.domain.granted_exceptions import ExceptionFields
from vetting.domain.interests import ConflictClass, DeclarationFields, InterestDetailFields
from vetting.domain.judgements import JudgementFields
from vetting.domain.owners import OwnershipFields
from vetting.domain.parties import PartyFields
from vetting.domain.people import PersonFields, Role
from vetting.domain.publications import PublicEditionFields
from vetting.domain.receipts import ReceiptFields
from vetting.domain.reminders import MessageFields, ReminderKind
from vetting.domain.reviews import ReviewFields
from vetting.domain.rounds import RoundFields
from vetting.domain.screenings import (
    MatchFields,
    ScreeningRunFields,
)
from vetting.domain.sealed import IdentityFields, ReportFields, SealedFields
from vetting.domain.signatures import SignatureKind, VoidedSignatureFields
from vetting.domain.stages import CaseStatus, Stage, Step, StepFields
from vetting.domain.terms import TermsFields
from vetting.domain.triage import TriageSignatureFields
from vetting.domain.waiting_acts import WaitingActFields, WaitingState


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


class WaitingActRow(WaitingActFields, table=True):
    """An act that waits for the signatures of others."""

    __tablename__ = "waiting_act"
    case: str = Field(primary_key=True, foreign_key="case_file.id", max_length=60)
    id: str = Field(primary_key=True)
    said: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    waits_for: list[str] = Field(default_factory=list, sa_type=JSON)
    confirmed: list[str] = Field(default_factory=list, sa_type=JSON)
    state: WaitingState = Field(sa_type=String)
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


ROW_OF: dict[type[SQLModel], type[SQLModel]] = {
    CaseFields: CaseRow,
    PartyFields: PartyRow,
    PersonFields: PersonRow,
    DeclarationFields: DeclarationRow,
    InterestDetailFields: InterestDetailRow,
    EvidenceFields: EvidenceRow,
    AnswerFields: AnswerRow,
    ContestFields: ContestRow,
    ReviewFields: ReviewRow,
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
    SealedFileFields: SealedFileRow,
    IdentityFields: IdentityRow,
    ReceiptFields: ReceiptRow,
    ReportFields: ReportRow,
    AnnouncedFields: AnnouncedRow,
    PublicEditionFields: PublicEditionRow,
    PointFields: PointRow,
    **ROWS_OF_REPLIES,
    VoteFields: VoteRow,
    VoidedSignatureFields: VoidedSignatureRow,
    WaitingActFields: WaitingActRow,
    DecisionFields: DecisionRow,
    ConditionFields: ConditionRow,
    GateFields: GateRow,
    MessageFields: MessageRow,
    StepFields: StepRow,
    FindingFields: FindingRow,
}
"""Which table stores which kind of item."""

APPEND_ONLY = tuple(str(row.__tablename__) for row in (LogEntryRow, LogNodeRow, CheckpointRow))
"""Tables whose rows a trigger keeps from change and removal."""
