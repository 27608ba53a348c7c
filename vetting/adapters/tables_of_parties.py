"""The tables of parties: owners, screening against lists, and what was ruled on a match."""

from typing import Any

from sqlalchemy import JSON, Index, String
from sqlmodel import Field

from vetting.domain.judgements import JudgementFields, Verdict
from vetting.domain.owners import OwnershipFields
from vetting.domain.parties import PartyFields, PartyRole
from vetting.domain.screenings import (
    ListKind,
    ListUsed,
    MatchFields,
    MatchState,
    ReasonShown,
    ScreeningRunFields,
    Subject,
)


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


class OwnershipRow(OwnershipFields, table=True):
    """The owners of a party, as one file states them."""

    __tablename__ = "ownership"
    case: str = Field(primary_key=True, foreign_key="case_file.id", max_length=60)
    id: str = Field(primary_key=True)
    told: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    filed: int
