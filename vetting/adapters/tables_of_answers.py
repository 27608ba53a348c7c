"""The tables of the questionnaire: answers and drafts, evidence, contests, exceptions, the draft agreement."""

from typing import Any

from sqlalchemy import JSON, String
from sqlmodel import Field

from vetting.domain.answers import AnswerFields, AnswerState
from vetting.domain.clause_links import ClauseLinkFields, FoundWords, Says
from vetting.domain.contests import ContestFields
from vetting.domain.drafts import DraftFields
from vetting.domain.evidence import EvidenceFields, EvidenceKind
from vetting.domain.granted_exceptions import ExceptionFields
from vetting.domain.reviews import ReviewFields
from vetting.domain.terms import DraftChange, TermsFields
from vetting.domain.triage import TriageSignatureFields


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


class ReviewRow(ReviewFields, table=True):
    """A review of an answer; later ones are added, none is changed."""

    __tablename__ = "review"
    case: str = Field(primary_key=True, foreign_key="case_file.id", max_length=60)
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    filed: int


class ExceptionRow(ExceptionFields, table=True):
    """An exception from a stop."""

    __tablename__ = "granted_exception"
    case: str = Field(primary_key=True, foreign_key="case_file.id", max_length=60)
    id: str = Field(primary_key=True)
    filed: int


class TermsRow(TermsFields, table=True):
    """A draft of the agreement."""

    __tablename__ = "terms"
    case: str = Field(primary_key=True, foreign_key="case_file.id", max_length=60)
    id: str = Field(primary_key=True)
    clauses: list[str] = Field(default_factory=list, sa_type=JSON)
    notes: list[str] = Field(default_factory=list, sa_type=JSON)
    changes: list[DraftChange] = Field(default_factory=list, sa_type=JSON)
    filed: int


class ClauseLinkRow(ClauseLinkFields, table=True):
    """A link of a criterion to clauses of a draft; later ones are added, none is changed."""

    __tablename__ = "clause_link"
    case: str = Field(primary_key=True, foreign_key="case_file.id", max_length=60)
    criterion: str = Field(primary_key=True)
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    says: Says = Field(sa_type=String)
    clauses: list[str] = Field(default_factory=list, sa_type=JSON)
    found: list[FoundWords] = Field(default_factory=list, sa_type=JSON)
    filed: int
