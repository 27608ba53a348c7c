"""The first schema: consultation: rounds, submissions, what is sealed, points, the public register."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import UTCDateTime

from vetting.adapters.first_schema.kinds import ID, TEXT

TABLES = (
    "point",
    "submission",
    "consultation_round",
    "sealed_part",
    "sealed_file",
    "sealed_identity",
    "receipt",
    "report",
    "public_edition",
    "rendering",
    "announced",
)
"""In the order in which they are made."""


def create() -> None:
    """Create the tables."""
    _create_point()
    _create_submission()
    _create_consultation_round()
    _create_sealed_part()
    _create_sealed_file()
    _create_sealed_identity()
    _create_receipt()
    _create_report()
    _create_public_edition()
    _create_rendering()
    _create_announced()


def _create_point() -> None:
    op.create_table(
        "point",
        sa.Column("case", ID, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("submission", TEXT, nullable=False),
        sa.Column("text", TEXT, nullable=False),
        sa.Column("criteria", sa.JSON(), nullable=False),
        sa.Column("material", sa.Boolean(), nullable=False),
        sa.Column("disposition", TEXT, nullable=True),
        sa.Column("reason", TEXT, nullable=False),
        sa.Column("changed", TEXT, nullable=False),
        sa.Column("disposed_by", TEXT, nullable=True),
        sa.Column("disposed_at", UTCDateTime(), nullable=True),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("released_by", TEXT, nullable=True),
        sa.Column("filed", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case"], ["case_file.id"]),
        sa.PrimaryKeyConstraint("case", "id"),
    )


def _create_submission() -> None:
    op.create_table(
        "submission",
        sa.Column("case", ID, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("mode", TEXT, nullable=False),
        sa.Column("group", TEXT, nullable=False),
        sa.Column("language", TEXT, nullable=False),
        sa.Column("submitter", TEXT, nullable=False),
        sa.Column("text", TEXT, nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("received_at", UTCDateTime(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("region", TEXT, nullable=False),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("files", sa.JSON(), nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("state_reason", TEXT, nullable=False),
        sa.Column("filed", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case"], ["case_file.id"]),
        sa.PrimaryKeyConstraint("case", "id"),
    )


def _create_consultation_round() -> None:
    op.create_table(
        "consultation_round",
        sa.Column("case", ID, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("opens_at", UTCDateTime(), nullable=False),
        sa.Column("closes_at", UTCDateTime(), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("notice", sa.JSON(), nullable=False),
        sa.Column("questions", sa.JSON(), nullable=False),
        sa.Column("terms", TEXT, nullable=True),
        sa.Column("terms_withheld", TEXT, nullable=False),
        sa.Column("terms_reviewer", TEXT, nullable=False),
        sa.Column("documents", sa.JSON(), nullable=False),
        sa.Column("amendments", sa.JSON(), nullable=False),
        sa.Column("published_by", TEXT, nullable=False),
        sa.Column("published_at", UTCDateTime(), nullable=False),
        sa.Column("filed", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case"], ["case_file.id"]),
        sa.PrimaryKeyConstraint("case", "number"),
    )


def _create_sealed_part() -> None:
    op.create_table(
        "sealed_part",
        sa.Column("case", ID, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", TEXT, nullable=False),
        sa.ForeignKeyConstraint(["case"], ["case_file.id"]),
        sa.PrimaryKeyConstraint("case", "id"),
    )


def _create_sealed_file() -> None:
    op.create_table(
        "sealed_file",
        sa.Column("case", ID, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("submission", TEXT, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", TEXT, nullable=False),
        sa.ForeignKeyConstraint(["case"], ["case_file.id"]),
        sa.PrimaryKeyConstraint("case", "id"),
    )


def _create_sealed_identity() -> None:
    op.create_table(
        "sealed_identity",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_with_rowid=False,
    )


def _create_receipt() -> None:
    op.create_table(
        "receipt",
        sa.Column("lookup", TEXT, nullable=False),
        sa.Column("case", TEXT, nullable=False),
        sa.Column("submission", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("lookup"),
        sqlite_with_rowid=False,
    )


def _create_report() -> None:
    op.create_table(
        "report",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("week", UTCDateTime(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("handled", TEXT, nullable=False),
        sa.Column("filed", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _create_public_edition() -> None:
    op.create_table(
        "public_edition",
        sa.Column("case", ID, nullable=False),
        sa.Column("record", TEXT, nullable=False),
        sa.Column("sha256", TEXT, nullable=False),
        sa.Column("content", TEXT, nullable=False),
        sa.Column("filed", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case"], ["case_file.id"]),
        sa.PrimaryKeyConstraint("case"),
    )


def _create_rendering() -> None:
    op.create_table(
        "rendering",
        sa.Column("edition", TEXT, nullable=False),
        sa.Column("suffix", TEXT, nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", TEXT, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("edition", "suffix"),
    )


def _create_announced() -> None:
    op.create_table(
        "announced",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("company", TEXT, nullable=False),
        sa.Column("office", TEXT, nullable=False),
        sa.Column("what", TEXT, nullable=False),
        sa.Column("announced_on", sa.Date(), nullable=False),
        sa.Column("source_title", TEXT, nullable=False),
        sa.Column("source_locator", TEXT, nullable=False),
        sa.Column("case", TEXT, nullable=True),
        sa.Column("entered_by", TEXT, nullable=False),
        sa.Column("entered_at", UTCDateTime(), nullable=False),
        sa.Column("filed", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
