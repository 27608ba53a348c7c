"""The first schema: parties, screening, and ownership."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import UTCDateTime

from vetting.adapters.first_schema.kinds import ID, TEXT

TABLES = ("ownership", "party", "screening_run", "screening_match", "judgement")
"""In the order in which they are made."""


def create() -> None:
    """Create the tables."""
    _create_ownership()
    _create_party()
    _create_screening_run()
    _create_screening_match()
    _create_judgement()


def _create_ownership() -> None:
    op.create_table(
        "ownership",
        sa.Column("case", ID, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("party", TEXT, nullable=False),
        sa.Column("of", TEXT, nullable=False),
        sa.Column("evidence", TEXT, nullable=False),
        sa.Column("sha256", TEXT, nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("told", sa.JSON(), nullable=False),
        sa.Column("stored_by", TEXT, nullable=False),
        sa.Column("stored_at", UTCDateTime(), nullable=False),
        sa.Column("filed", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case"], ["case_file.id"]),
        sa.PrimaryKeyConstraint("case", "id"),
    )


def _create_party() -> None:
    op.create_table(
        "party",
        sa.Column("case", ID, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("role", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("country", TEXT, nullable=False),
        sa.Column("registration", TEXT, nullable=False),
        sa.Column("identifiers", sa.JSON(), nullable=False),
        sa.Column("aliases", sa.JSON(), nullable=False),
        sa.Column("former_names", sa.JSON(), nullable=False),
        sa.Column("note", TEXT, nullable=False),
        sa.Column("language", TEXT, nullable=False),
        sa.Column("filed", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case"], ["case_file.id"]),
        sa.PrimaryKeyConstraint("case", "id"),
    )
    op.create_index("ix_party_name", "party", ["name"], unique=False)


def _create_screening_run() -> None:
    op.create_table(
        "screening_run",
        sa.Column("case", ID, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("scope", TEXT, nullable=False),
        sa.Column("engine", TEXT, nullable=False),
        sa.Column("engine_version", TEXT, nullable=False),
        sa.Column("alert", sa.Float(), nullable=False),
        sa.Column("show", sa.Float(), nullable=False),
        sa.Column("max_age_days", sa.Integer(), nullable=False),
        sa.Column("index", TEXT, nullable=False),
        sa.Column("lists", sa.JSON(), nullable=False),
        sa.Column("subjects", sa.JSON(), nullable=False),
        sa.Column("faults", sa.JSON(), nullable=False),
        sa.Column("found", sa.JSON(), nullable=False),
        sa.Column("changed", sa.JSON(), nullable=False),
        sa.Column("gone", sa.JSON(), nullable=False),
        sa.Column("basis", TEXT, nullable=False),
        sa.Column("filed", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case"], ["case_file.id"]),
        sa.PrimaryKeyConstraint("case", "number"),
    )


def _create_screening_match() -> None:
    op.create_table(
        "screening_match",
        sa.Column("case", ID, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("subject", TEXT, nullable=False),
        sa.Column("subject_where", TEXT, nullable=False),
        sa.Column("subject_name", TEXT, nullable=False),
        sa.Column("subject_birth_date", TEXT, nullable=False),
        sa.Column("subject_countries", sa.JSON(), nullable=False),
        sa.Column("fingerprint", TEXT, nullable=False),
        sa.Column("source", TEXT, nullable=False),
        sa.Column("list_kind", TEXT, nullable=False),
        sa.Column("list_version", TEXT, nullable=False),
        sa.Column("list_date", TEXT, nullable=False),
        sa.Column("entity", TEXT, nullable=False),
        sa.Column("entity_name", TEXT, nullable=False),
        sa.Column("entity_names", sa.JSON(), nullable=False),
        sa.Column("entity_kind", TEXT, nullable=False),
        sa.Column("entity_birth_dates", sa.JSON(), nullable=False),
        sa.Column("entity_countries", sa.JSON(), nullable=False),
        sa.Column("entity_reference", TEXT, nullable=False),
        sa.Column("entity_listed_on", TEXT, nullable=False),
        sa.Column("entity_hash", TEXT, nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("alert", sa.Boolean(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("first_run", sa.Integer(), nullable=False),
        sa.Column("last_run", sa.Integer(), nullable=False),
        sa.Column("recalled_case", TEXT, nullable=True),
        sa.Column("recalled_number", sa.Integer(), nullable=True),
        sa.Column("filed", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case"], ["case_file.id"]),
        sa.PrimaryKeyConstraint("case", "id"),
    )


def _create_judgement() -> None:
    op.create_table(
        "judgement",
        sa.Column("case", ID, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("match", TEXT, nullable=False),
        sa.Column("verdict", TEXT, nullable=False),
        sa.Column("reason_code", TEXT, nullable=False),
        sa.Column("text", TEXT, nullable=False),
        sa.Column("by", TEXT, nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("second_by", TEXT, nullable=True),
        sa.Column("fingerprint", TEXT, nullable=False),
        sa.Column("source", TEXT, nullable=False),
        sa.Column("entity", TEXT, nullable=False),
        sa.Column("entity_hash", TEXT, nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("filed", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case"], ["case_file.id"]),
        sa.PrimaryKeyConstraint("case", "number"),
    )
    op.create_index("ix_judgement_fingerprint", "judgement", ["fingerprint"], unique=False)
