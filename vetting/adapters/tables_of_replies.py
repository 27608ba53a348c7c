"""The tables of the right of reply: letters, their drafts and links, assessments, corrections, comments."""

from typing import Any

from sqlalchemy import JSON, String
from sqlmodel import Field, SQLModel

from vetting.domain.letters import LetterDraftFields
from vetting.domain.replies import (
    Assessment,
    CorrectionFields,
    LetterFields,
    ReplyAssessmentFields,
    ReplyCommentFields,
    ReplyLinkFields,
    ReplyState,
)


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
    grounds: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    summaries: list[str] = Field(default_factory=list, sa_type=JSON)
    filed: int


class LetterDraftRow(LetterDraftFields, table=True):
    """A letter before it is sent."""

    __tablename__ = "letter_draft"
    case: str = Field(primary_key=True, foreign_key="case_file.id", max_length=60)
    id: str = Field(primary_key=True)
    items: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    filed: int


class ReplyLinkRow(ReplyLinkFields, table=True):
    """The hash of a sealed link, and the letter it opens."""

    __tablename__ = "reply_link"
    lookup: str = Field(primary_key=True)
    case: str = Field(foreign_key="case_file.id", max_length=60, index=True)
    filed: int


class ReplyAssessmentRow(ReplyAssessmentFields, table=True):
    """How one answer of a reply was assessed."""

    __tablename__ = "reply_assessment"
    case: str = Field(primary_key=True, foreign_key="case_file.id", max_length=60)
    letter: str = Field(primary_key=True)
    number: int = Field(primary_key=True)
    assessment: Assessment = Field(sa_type=String)
    filed: int


class CorrectionRow(CorrectionFields, table=True):
    """A correction of fact."""

    __tablename__ = "correction"
    case: str = Field(primary_key=True, foreign_key="case_file.id", max_length=60)
    id: str = Field(primary_key=True)
    filed: int


class ReplyCommentRow(ReplyCommentFields, table=True):
    """A submitter's comment on a reply."""

    __tablename__ = "reply_comment"
    case: str = Field(primary_key=True, foreign_key="case_file.id", max_length=60)
    id: str = Field(primary_key=True)
    filed: int


ROWS_OF_REPLIES: dict[type[SQLModel], type[SQLModel]] = {
    LetterFields: LetterRow,
    LetterDraftFields: LetterDraftRow,
    ReplyLinkFields: ReplyLinkRow,
    ReplyAssessmentFields: ReplyAssessmentRow,
    CorrectionFields: CorrectionRow,
    ReplyCommentFields: ReplyCommentRow,
}
