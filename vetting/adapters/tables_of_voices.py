"""The tables of consultation: rounds, submissions and what is sealed of them, points, the public register."""

from sqlalchemy import JSON, String
from sqlmodel import Field

from vetting.domain.announced import AnnouncedFields
from vetting.domain.attachments import SealedFileFields
from vetting.domain.consultation import (
    Disposition,
    PointFields,
    SubmissionFields,
    SubmissionMode,
    SubmissionState,
)
from vetting.domain.publications import PublicEditionFields, RenderingFields
from vetting.domain.receipts import ReceiptFields
from vetting.domain.rounds import RoundFields
from vetting.domain.sealed import IdentityFields, ReportFields, SealedFields


class SubmissionRow(SubmissionFields, table=True):
    """A submission."""

    __tablename__ = "submission"
    case: str = Field(primary_key=True, foreign_key="case_file.id", max_length=60)
    id: str = Field(primary_key=True)
    mode: SubmissionMode = Field(sa_type=String)
    evidence: list[str] = Field(default_factory=list, sa_type=JSON)
    parts: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    files: list[str] = Field(default_factory=list, sa_type=JSON)
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


class SealedFileRow(SealedFileFields, table=True):
    """A sealed file of a submission."""

    __tablename__ = "sealed_file"
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


class RenderingRow(RenderingFields, table=True):
    """An edition as a file in one form."""

    __tablename__ = "rendering"
    edition: str = Field(primary_key=True)
    suffix: str = Field(primary_key=True)


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
    before: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    disposition: Disposition | None = Field(default=None, sa_type=String)
    filed: int
