"""The first schema: the questionnaire: answers, evidence, contests, exceptions, the draft agreement."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import UTCDateTime

from vetting.adapters.first_schema.kinds import ID, TEXT

TABLES = (
    "answer",
    "contest",
    "review",
    "triage_signature",
    "draft",
    "evidence",
    "granted_exception",
    "terms",
    "clause_link",
)
"""In the order in which they are made."""


def create() -> None:
    """Create the tables."""
    _create_answer()
    _create_contest()
    _create_review()
    _create_triage_signature()
    _create_draft()
    _create_evidence()
    _create_granted_exception()
    _create_terms()
    _create_clause_link()


def _create_answer() -> None:
    op.create_table(
        "answer",
        sa.Column("case", ID, nullable=False),
        sa.Column("criterion", TEXT, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("answerer", TEXT, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("by", TEXT, nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("note", TEXT, nullable=False),
        sa.Column("countersigned_by", TEXT, nullable=True),
        sa.Column("filed", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case"], ["case_file.id"]),
        sa.PrimaryKeyConstraint("case", "number"),
    )


def _create_contest() -> None:
    op.create_table(
        "contest",
        sa.Column("case", ID, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("criterion", TEXT, nullable=False),
        sa.Column("reason", TEXT, nullable=False),
        sa.Column("by", TEXT, nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("answer", TEXT, nullable=False),
        sa.Column("answered_by", TEXT, nullable=True),
        sa.Column("answered_at", UTCDateTime(), nullable=True),
        sa.Column("filed", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case"], ["case_file.id"]),
        sa.PrimaryKeyConstraint("case", "id"),
    )


def _create_review() -> None:
    op.create_table(
        "review",
        sa.Column("case", ID, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("criterion", TEXT, nullable=False),
        sa.Column("answerer", TEXT, nullable=False),
        sa.Column("answer", sa.Integer(), nullable=False),
        sa.Column("by", TEXT, nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("note", TEXT, nullable=False),
        sa.Column("filed", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case"], ["case_file.id"]),
        sa.PrimaryKeyConstraint("case", "number"),
    )


def _create_triage_signature() -> None:
    op.create_table(
        "triage_signature",
        sa.Column("case", ID, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("by", TEXT, nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("filed", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case"], ["case_file.id"]),
        sa.PrimaryKeyConstraint("case", "number"),
    )


def _create_draft() -> None:
    op.create_table(
        "draft",
        sa.Column("case", ID, nullable=False),
        sa.Column("person", TEXT, nullable=False),
        sa.Column("form", TEXT, nullable=False),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.Column("saved_at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("case", "person", "form"),
    )


def _create_evidence() -> None:
    op.create_table(
        "evidence",
        sa.Column("case", ID, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("publisher", TEXT, nullable=False),
        sa.Column("published", TEXT, nullable=False),
        sa.Column("knowable_on", sa.Date(), nullable=False),
        sa.Column("locator", TEXT, nullable=False),
        sa.Column("quality", TEXT, nullable=False),
        sa.Column("sha256", TEXT, nullable=True),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.Column("filename", TEXT, nullable=True),
        sa.Column("note", TEXT, nullable=False),
        sa.Column("filed_by", TEXT, nullable=False),
        sa.Column("filed_at", UTCDateTime(), nullable=False),
        sa.Column("erased_at", UTCDateTime(), nullable=True),
        sa.Column("erased_by", TEXT, nullable=True),
        sa.Column("erased_reason", TEXT, nullable=False),
        sa.Column("filed", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case"], ["case_file.id"]),
        sa.PrimaryKeyConstraint("case", "id"),
    )


def _create_granted_exception() -> None:
    op.create_table(
        "granted_exception",
        sa.Column("case", ID, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("criterion", TEXT, nullable=False),
        sa.Column("reasons", TEXT, nullable=False),
        sa.Column("mandate", TEXT, nullable=False),
        sa.Column("dissent", TEXT, nullable=False),
        sa.Column("limits", TEXT, nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("granted_by", TEXT, nullable=False),
        sa.Column("second_by", TEXT, nullable=False),
        sa.Column("granted_at", UTCDateTime(), nullable=False),
        sa.Column("filed", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case"], ["case_file.id"]),
        sa.PrimaryKeyConstraint("case", "id"),
    )


def _create_terms() -> None:
    op.create_table(
        "terms",
        sa.Column("case", ID, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("evidence", TEXT, nullable=False),
        sa.Column("sha256", TEXT, nullable=True),
        sa.Column("summary", TEXT, nullable=False),
        sa.Column("clauses", sa.JSON(), nullable=False),
        sa.Column("notes", sa.JSON(), nullable=False),
        sa.Column("unreadable", TEXT, nullable=False),
        sa.Column("compared_with", TEXT, nullable=True),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("stored_by", TEXT, nullable=False),
        sa.Column("stored_at", UTCDateTime(), nullable=False),
        sa.Column("filed", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case"], ["case_file.id"]),
        sa.PrimaryKeyConstraint("case", "id"),
    )


def _create_clause_link() -> None:
    op.create_table(
        "clause_link",
        sa.Column("case", ID, nullable=False),
        sa.Column("criterion", TEXT, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("says", TEXT, nullable=False),
        sa.Column("clauses", sa.JSON(), nullable=False),
        sa.Column("terms", TEXT, nullable=False),
        sa.Column("terms_sha256", TEXT, nullable=False),
        sa.Column("reason", TEXT, nullable=False),
        sa.Column("found", sa.JSON(), nullable=False),
        sa.Column("linked_by", TEXT, nullable=False),
        sa.Column("linked_at", UTCDateTime(), nullable=False),
        sa.Column("filed", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case"], ["case_file.id"]),
        sa.PrimaryKeyConstraint("case", "criterion", "number"),
    )
