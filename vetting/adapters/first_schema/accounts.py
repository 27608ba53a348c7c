"""The first schema: accounts, sessions and tokens."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import UTCDateTime

from vetting.adapters.first_schema.kinds import TEXT

TABLES = ("account", "web_session", "api_token", "failed_sign_in")
"""In the order in which they are made."""


def create() -> None:
    """Create the tables."""
    _create_account()
    _create_web_session()
    _create_api_token()
    _create_failed_sign_in()


def _create_account() -> None:
    op.create_table(
        "account",
        sa.Column(
            "id",
            sa.String(length=40).with_variant(sa.String(length=40, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("login", TEXT, nullable=False, unique=True),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("password_hash", TEXT, nullable=True),
        sa.Column("subject", TEXT, nullable=True, unique=True),
        sa.Column("made_at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _create_web_session() -> None:
    op.create_table(
        "web_session",
        sa.Column("hash", TEXT, nullable=False),
        sa.Column("account", TEXT, nullable=False),
        sa.Column("began_at", UTCDateTime(), nullable=False),
        sa.Column("seen_at", UTCDateTime(), nullable=False),
        sa.Column("confirmed_at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("hash"),
    )
    op.create_index("ix_web_session_account", "web_session", ["account"])


def _create_api_token() -> None:
    op.create_table(
        "api_token",
        sa.Column("hash", TEXT, nullable=False),
        sa.Column("label", TEXT, nullable=False),
        sa.Column("account", TEXT, nullable=False),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("made_at", UTCDateTime(), nullable=False),
        sa.Column("ends_at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("hash"),
    )


def _create_failed_sign_in() -> None:
    op.create_table(
        "failed_sign_in",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("login_hash", TEXT, nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_index("ix_failed_sign_in_login", "failed_sign_in", ["login_hash", "at"])
