"""The first schema: cases, people with what they declared, acts that wait, decisions, gates, steps, findings and records."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import UTCDateTime

from vetting.adapters.first_schema.kinds import ID, TEXT

TABLES = (
    "case_file",
    "evaluation",
    "condition",
    "decision",
    "declaration",
    "interest_detail",
    "voided_signature",
    "waiting_act",
    "finding",
    "gate",
    "message",
    "person",
    "record",
    "step_done",
    "vote",
)
"""In the order in which they are made."""


def create() -> None:
    """Create the tables."""
    _create_case_file()
    _create_evaluation()
    _create_condition()
    _create_decision()
    _create_declaration()
    _create_interest_detail()
    _create_voided_signature()
    _create_waiting_act()
    _create_finding()
    _create_gate()
    _create_message()
    _create_person()
    _create_record()
    _create_step_done()
    _create_vote()


def _create_case_file() -> None:
    op.create_table(
        "case_file",
        sa.Column("id", ID, nullable=False),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("initiating_office", TEXT, nullable=False),
        sa.Column("prospect", TEXT, nullable=False),
        sa.Column("purpose", TEXT, nullable=False),
        sa.Column("products", sa.JSON(), nullable=False),
        sa.Column("countries", sa.JSON(), nullable=False),
        sa.Column("duration", TEXT, nullable=False),
        sa.Column("money", TEXT, nullable=False),
        sa.Column("status", TEXT, nullable=False),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.Column("pack", TEXT, nullable=False),
        sa.Column("pack_hash", TEXT, nullable=False),
        sa.Column("source_hash", TEXT, nullable=True),
        sa.Column("note", TEXT, nullable=False),
        sa.Column("is_exercise", sa.Boolean(), nullable=False),
        sa.Column("opened_by", TEXT, nullable=False),
        sa.Column("opened_at", UTCDateTime(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=True),
        sa.Column("record_wanted_at", UTCDateTime(), nullable=True),
        sa.Column("filed", sa.Integer(), nullable=False),
        sa.Column("simulated_at", UTCDateTime(), nullable=True),
        sa.Column("wake_seq", sa.Integer(), nullable=False),
        sa.Column("seen_seq", sa.Integer(), nullable=False),
        sa.Column("next_wake_at", UTCDateTime(), nullable=True),
        sa.Column("dispatched_at", UTCDateTime(), nullable=True),
        sa.Column("lease_owner", TEXT, nullable=True),
        sa.Column("lease_until", UTCDateTime(), nullable=True),
        sa.Column("lease_fence", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_case_opened_at", "case_file", ["opened_at"], unique=False)
    op.create_index("ix_case_lease_until", "case_file", ["lease_until"], unique=False)
    op.create_index("ix_case_next_wake_at", "case_file", ["next_wake_at"], unique=False)


def _create_evaluation() -> None:
    op.create_table(
        "evaluation",
        sa.Column("facts_hash", TEXT, nullable=False),
        sa.Column("pack_hash", TEXT, nullable=False),
        sa.Column("facts", TEXT, nullable=False),
        sa.Column("result", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("facts_hash", "pack_hash"),
    )


def _create_condition() -> None:
    op.create_table(
        "condition",
        sa.Column("case", ID, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("text", TEXT, nullable=False),
        sa.Column("owner", TEXT, nullable=False),
        sa.Column("due", TEXT, nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("test", TEXT, nullable=False),
        sa.Column("consequence", TEXT, nullable=False),
        sa.Column("criteria", sa.JSON(), nullable=False),
        sa.Column("points", sa.JSON(), nullable=False),
        sa.Column("set_at", UTCDateTime(), nullable=False),
        sa.Column("filed", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case"], ["case_file.id"]),
        sa.PrimaryKeyConstraint("case", "id"),
    )


def _create_decision() -> None:
    op.create_table(
        "decision",
        sa.Column("case", ID, nullable=False),
        sa.Column("outcome", TEXT, nullable=False),
        sa.Column("decided_by", TEXT, nullable=False),
        sa.Column("decided_at", UTCDateTime(), nullable=False),
        sa.Column("summary", TEXT, nullable=False),
        sa.Column("benefits", TEXT, nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("alternatives", sa.JSON(), nullable=False),
        sa.Column("precedents", sa.JSON(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("re_review_on", sa.Date(), nullable=True),
        sa.Column("plan_signed_by", TEXT, nullable=True),
        sa.Column("risk_signed_by", TEXT, nullable=True),
        sa.Column("suggested", TEXT, nullable=False),
        sa.Column("departure_reason", TEXT, nullable=False),
        sa.Column("second_by", TEXT, nullable=True),
        sa.Column("terms_sha256", TEXT, nullable=True),
        sa.Column("evaluation", TEXT, nullable=False),
        sa.Column("level", TEXT, nullable=False),
        sa.Column("authority", sa.Integer(), nullable=False),
        sa.Column("filed", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case"], ["case_file.id"]),
        sa.PrimaryKeyConstraint("case"),
    )


def _create_declaration() -> None:
    op.create_table(
        "declaration",
        sa.Column("case", ID, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("conflict", TEXT, nullable=False),
        sa.Column("mitigation", TEXT, nullable=False),
        sa.Column("mitigation_ends_on", sa.Date(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("declared_at", UTCDateTime(), nullable=False),
        sa.Column("classed_by", TEXT, nullable=True),
        sa.Column("classed_at", UTCDateTime(), nullable=True),
        sa.Column("filed", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case"], ["case_file.id"]),
        sa.PrimaryKeyConstraint("case", "id", "version"),
    )


def _create_interest_detail() -> None:
    op.create_table(
        "interest_detail",
        sa.Column("case", ID, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("entity", TEXT, nullable=False),
        sa.Column("what", TEXT, nullable=False),
        sa.Column("amount", TEXT, nullable=False),
        sa.Column("relation", TEXT, nullable=False),
        sa.Column("reason", TEXT, nullable=False),
        sa.Column("filed", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case"], ["case_file.id"]),
        sa.PrimaryKeyConstraint("case", "id", "version"),
    )


def _create_voided_signature() -> None:
    op.create_table(
        "voided_signature",
        sa.Column("case", ID, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("subject", TEXT, nullable=False),
        sa.Column("person", TEXT, nullable=False),
        sa.Column("signed_at", UTCDateTime(), nullable=False),
        sa.Column("declaration", TEXT, nullable=False),
        sa.Column("voided_at", UTCDateTime(), nullable=False),
        sa.Column("filed", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case"], ["case_file.id"]),
        sa.PrimaryKeyConstraint("case", "id"),
    )


def _create_waiting_act() -> None:
    op.create_table(
        "waiting_act",
        sa.Column("case", ID, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.Column("by", TEXT, nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("basis", TEXT, nullable=False),
        sa.Column("waits_for", sa.JSON(), nullable=False),
        sa.Column("confirmed", sa.JSON(), nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("closed_by", TEXT, nullable=True),
        sa.Column("closed_at", UTCDateTime(), nullable=True),
        sa.Column("reason", TEXT, nullable=False),
        sa.Column("filed", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case"], ["case_file.id"]),
        sa.PrimaryKeyConstraint("case", "id"),
    )


def _create_finding() -> None:
    op.create_table(
        "finding",
        sa.Column("case", ID, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("step_number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("stage", TEXT, nullable=False),
        sa.Column("criterion", TEXT, nullable=False),
        sa.Column("effect", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("basis", TEXT, nullable=False),
        sa.Column("row", TEXT, nullable=False),
        sa.Column("because", TEXT, nullable=False),
        sa.Column("read", sa.JSON(), nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("answered_by", sa.JSON(), nullable=False),
        sa.Column("answered_at", UTCDateTime(), nullable=True),
        sa.Column("made_at", UTCDateTime(), nullable=False),
        sa.Column("filed", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case"], ["case_file.id"]),
        sa.PrimaryKeyConstraint("case", "id", "step_number"),
    )


def _create_gate() -> None:
    op.create_table(
        "gate",
        sa.Column("case", ID, nullable=False),
        sa.Column("key", TEXT, nullable=False),
        sa.Column("stage", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("owner", TEXT, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("because", TEXT, nullable=False),
        sa.Column("opened_at", UTCDateTime(), nullable=False),
        sa.Column("closes_at", UTCDateTime(), nullable=True),
        sa.Column("closed_at", UTCDateTime(), nullable=True),
        sa.Column("answered_by", TEXT, nullable=True),
        sa.Column("filed", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case"], ["case_file.id"]),
        sa.PrimaryKeyConstraint("case", "key"),
    )
    op.create_index("ix_gate_closes_at", "gate", ["closes_at"], unique=False)


def _create_message() -> None:
    op.create_table(
        "message",
        sa.Column("case", ID, nullable=False),
        sa.Column(
            "id",
            sa.String(length=200).with_variant(sa.String(length=200, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("person", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("about", TEXT, nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("raised_at", UTCDateTime(), nullable=False),
        sa.Column("filed", sa.Integer(), nullable=False),
        sa.Column("sent_at", UTCDateTime(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("next_try_at", UTCDateTime(), nullable=True),
        sa.Column("fault", TEXT, nullable=False),
        sa.ForeignKeyConstraint(["case"], ["case_file.id"]),
        sa.PrimaryKeyConstraint("case", "id"),
    )
    op.create_index("ix_message_next_try_at", "message", ["next_try_at"], unique=False)


def _create_person() -> None:
    op.create_table(
        "person",
        sa.Column("case", ID, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("assigned_at", UTCDateTime(), nullable=False),
        sa.Column("filed", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case"], ["case_file.id"]),
        sa.PrimaryKeyConstraint("case", "id"),
    )


def _create_record() -> None:
    op.create_table(
        "record",
        sa.Column("case", ID, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("edition", TEXT, nullable=False),
        sa.Column("sha256", TEXT, nullable=False),
        sa.Column("interim", sa.Boolean(), nullable=False),
        sa.Column("content", TEXT, nullable=False),
        sa.Column("issued_at", UTCDateTime(), nullable=False),
        sa.Column("filed", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case"], ["case_file.id"]),
        sa.PrimaryKeyConstraint("case", "id"),
    )


def _create_step_done() -> None:
    op.create_table(
        "step_done",
        sa.Column("case", ID, nullable=False),
        sa.Column("step", TEXT, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("inputs", TEXT, nullable=False),
        sa.Column("stages", sa.JSON(), nullable=False),
        sa.Column("facts_hash", TEXT, nullable=False),
        sa.Column("finished_at", UTCDateTime(), nullable=False),
        sa.Column("filed", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case"], ["case_file.id"]),
        sa.PrimaryKeyConstraint("case", "step", "number"),
    )


def _create_vote() -> None:
    op.create_table(
        "vote",
        sa.Column("case", ID, nullable=False),
        sa.Column("person", TEXT, nullable=False),
        sa.Column("ballot", TEXT, nullable=False),
        sa.Column("dissent", TEXT, nullable=False),
        sa.Column("cast_at", UTCDateTime(), nullable=False),
        sa.Column("filed", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case"], ["case_file.id"]),
        sa.PrimaryKeyConstraint("case", "person"),
    )
