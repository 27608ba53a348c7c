"""The first schema: the log: entries, nodes, openings, checkpoints."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import UTCDateTime

from vetting.adapters.first_schema.kinds import TEXT

TABLES = ("checkpoint", "log_entry", "log_node", "opening")
"""In the order in which they are made."""


def create() -> None:
    """Create the tables."""
    _create_checkpoint()
    _create_log_entry()
    _create_log_node()
    _create_opening()


def _create_checkpoint() -> None:
    op.create_table(
        "checkpoint",
        sa.Column("size", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("note", TEXT, nullable=False),
        sa.Column("signed_at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("size"),
    )


def _create_log_entry() -> None:
    op.create_table(
        "log_entry",
        sa.Column("index", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("act", TEXT, nullable=False),
        sa.Column("case", TEXT, nullable=False),
        sa.Column("case_seq", sa.Integer(), nullable=False),
        sa.Column("leaf", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("index"),
        sa.UniqueConstraint("act"),
        sa.UniqueConstraint("case", "case_seq"),
    )


def _create_log_node() -> None:
    op.create_table(
        "log_node",
        sa.Column("level", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("index", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("level", "index"),
    )


def _create_opening() -> None:
    op.create_table(
        "opening",
        sa.Column("entry", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("field", TEXT, nullable=False),
        sa.Column("salt", TEXT, nullable=False),
        sa.Column("value", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("entry", "field"),
    )
