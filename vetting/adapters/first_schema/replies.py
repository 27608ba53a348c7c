"""The first schema: letters and replies."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import UTCDateTime

from vetting.adapters.first_schema.kinds import ID, TEXT

TABLES = ("letter", "letter_draft", "reply_link", "reply_assessment", "correction", "reply_comment")
"""In the order in which they are made."""


def create() -> None:
    """Create the tables."""
    _create_letter()
    _create_letter_draft()
    _create_reply_link()
    _create_reply_assessment()
    _create_correction()
    _create_reply_comment()


def _create_letter() -> None:
    op.create_table(
        "letter",
        sa.Column("case", ID, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("reference", TEXT, nullable=False),
        sa.Column("sent_at", UTCDateTime(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("findings", sa.JSON(), nullable=False),
        sa.Column("facts", TEXT, nullable=False),
        sa.Column("questions", sa.JSON(), nullable=False),
        sa.Column("replied_at", UTCDateTime(), nullable=True),
        sa.Column("replies", sa.JSON(), nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("reply_state", TEXT, nullable=False),
        sa.Column("party", TEXT, nullable=False),
        sa.Column("grounds", sa.JSON(), nullable=False),
        sa.Column("interim", TEXT, nullable=False),
        sa.Column("drafted_by", TEXT, nullable=True),
        sa.Column("first_due", sa.Date(), nullable=True),
        sa.Column("extension_reason", TEXT, nullable=False),
        sa.Column("extended_by", TEXT, nullable=True),
        sa.Column("summaries", sa.JSON(), nullable=False),
        sa.Column("reply_sha256", TEXT, nullable=False),
        sa.Column("language", TEXT, nullable=False),
        sa.Column("filed", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case"], ["case_file.id"]),
        sa.PrimaryKeyConstraint("case", "id"),
    )


def _create_letter_draft() -> None:
    op.create_table(
        "letter_draft",
        sa.Column("case", ID, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("party", TEXT, nullable=False),
        sa.Column("reference", TEXT, nullable=False),
        sa.Column("opening", TEXT, nullable=False),
        sa.Column("items", sa.JSON(), nullable=False),
        sa.Column("interim", TEXT, nullable=False),
        sa.Column("drafted_by", TEXT, nullable=False),
        sa.Column("drafted_at", UTCDateTime(), nullable=False),
        sa.Column("sha256", TEXT, nullable=False),
        sa.Column("filed", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case"], ["case_file.id"]),
        sa.PrimaryKeyConstraint("case", "id"),
    )


def _create_reply_link() -> None:
    op.create_table(
        "reply_link",
        sa.Column("lookup", TEXT, nullable=False),
        sa.Column("case", ID, nullable=False),
        sa.Column("letter", TEXT, nullable=False),
        sa.Column("issued_at", UTCDateTime(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("filed", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case"], ["case_file.id"]),
        sa.PrimaryKeyConstraint("lookup"),
    )
    op.create_index("ix_reply_link_case", "reply_link", ["case"], unique=False)


def _create_reply_assessment() -> None:
    op.create_table(
        "reply_assessment",
        sa.Column("case", ID, nullable=False),
        sa.Column("letter", TEXT, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("assessment", TEXT, nullable=False),
        sa.Column("reason", TEXT, nullable=False),
        sa.Column("evidence_checked", sa.Boolean(), nullable=False),
        sa.Column("assessed_by", TEXT, nullable=False),
        sa.Column("assessed_at", UTCDateTime(), nullable=False),
        sa.Column("filed", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case"], ["case_file.id"]),
        sa.PrimaryKeyConstraint("case", "letter", "number"),
    )


def _create_correction() -> None:
    op.create_table(
        "correction",
        sa.Column("case", ID, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("letter", TEXT, nullable=False),
        sa.Column("passage", TEXT, nullable=False),
        sa.Column("asked", TEXT, nullable=False),
        sa.Column("asked_at", UTCDateTime(), nullable=False),
        sa.Column("is_accepted", sa.Boolean(), nullable=True),
        sa.Column("corrected", TEXT, nullable=False),
        sa.Column("reason", TEXT, nullable=False),
        sa.Column("decided_by", TEXT, nullable=True),
        sa.Column("decided_at", UTCDateTime(), nullable=True),
        sa.Column("filed", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case"], ["case_file.id"]),
        sa.PrimaryKeyConstraint("case", "id"),
    )


def _create_reply_comment() -> None:
    op.create_table(
        "reply_comment",
        sa.Column("case", ID, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("letter", TEXT, nullable=False),
        sa.Column("submission", TEXT, nullable=False),
        sa.Column("text", TEXT, nullable=False),
        sa.Column("received_at", UTCDateTime(), nullable=False),
        sa.Column("filed", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case"], ["case_file.id"]),
        sa.PrimaryKeyConstraint("case", "id"),
    )
