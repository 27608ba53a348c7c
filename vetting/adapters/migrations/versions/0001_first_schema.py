"""The first schema: cases with their parts, the log, its tree, checkpoints and openings.

Editable until the first tag; afterwards every change is a migration of its own.
"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

from vetting.adapters.triggers import create_append_only, drop_append_only

revision = "0001"
down_revision = None
LOG_TABLES = ("log_entry", "log_node", "checkpoint")


def upgrade() -> None:
    """Create the tables and the triggers that keep the log append-only."""
    op.create_table(
        "case_file",
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("title", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("initiating_office", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("prospect", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("purpose", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("products", sa.JSON(), nullable=False),
        sa.Column("countries", sa.JSON(), nullable=False),
        sa.Column("duration", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("money", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.Column("pack", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("pack_hash", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("source_hash", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("note", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("is_exercise", sa.Boolean(), nullable=False),
        sa.Column("opened_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=True),
        sa.Column("record_wanted_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("filed", sa.Integer(), nullable=False),
        sa.Column("simulated_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("wake_seq", sa.Integer(), nullable=False),
        sa.Column("seen_seq", sa.Integer(), nullable=False),
        sa.Column("next_wake_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("dispatched_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("lease_owner", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("lease_until", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("lease_fence", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_case_lease_until", "case_file", ["lease_until"], unique=False)
    op.create_index("ix_case_next_wake_at", "case_file", ["next_wake_at"], unique=False)
    op.create_table(
        "checkpoint",
        sa.Column("size", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("note", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("signed_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("size"),
    )
    op.create_table(
        "evaluation",
        sa.Column("facts_hash", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("pack_hash", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("facts", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("result", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.PrimaryKeyConstraint("facts_hash", "pack_hash"),
    )
    op.create_table(
        "log_entry",
        sa.Column("index", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("act", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("case", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("case_seq", sa.Integer(), nullable=False),
        sa.Column("leaf", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("index"),
        sa.UniqueConstraint("act"),
        sa.UniqueConstraint("case", "case_seq"),
    )
    op.create_table(
        "log_node",
        sa.Column("level", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("index", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("level", "index"),
    )
    op.create_table(
        "opening",
        sa.Column("entry", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("field", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("salt", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("value", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.PrimaryKeyConstraint("entry", "field"),
    )
    op.create_table(
        "answer",
        sa.Column("case", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("criterion", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("answerer", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("by", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("note", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("countersigned_by", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("filed", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case"], ["case_file.id"]),
        sa.PrimaryKeyConstraint("case", "number"),
    )
    op.create_table(
        "condition",
        sa.Column("case", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("text", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("owner", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("due", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("test", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("consequence", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("criteria", sa.JSON(), nullable=False),
        sa.Column("points", sa.JSON(), nullable=False),
        sa.Column("set_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("filed", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case"], ["case_file.id"]),
        sa.PrimaryKeyConstraint("case", "id"),
    )
    op.create_table(
        "decision",
        sa.Column("case", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("decided_by", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("decided_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("summary", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("benefits", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("alternatives", sa.JSON(), nullable=False),
        sa.Column("precedents", sa.JSON(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("re_review_on", sa.Date(), nullable=True),
        sa.Column("plan_signed_by", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("risk_signed_by", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("suggested", sa.String(), nullable=False),
        sa.Column("departure_reason", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("second_by", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("terms_sha256", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("evaluation", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("level", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("authority", sa.Integer(), nullable=False),
        sa.Column("filed", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case"], ["case_file.id"]),
        sa.PrimaryKeyConstraint("case"),
    )
    op.create_table(
        "declaration",
        sa.Column("case", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("person", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("kind", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("conflict", sa.String(), nullable=False),
        sa.Column("mitigation", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("declared_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("filed", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case"], ["case_file.id"]),
        sa.PrimaryKeyConstraint("case", "id"),
    )
    op.create_table(
        "evidence",
        sa.Column("case", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("title", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("publisher", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("published", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("knowable_on", sa.Date(), nullable=False),
        sa.Column("locator", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("quality", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("sha256", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.Column("filename", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("note", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("filed_by", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("filed_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("filed", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case"], ["case_file.id"]),
        sa.PrimaryKeyConstraint("case", "id"),
    )
    op.create_table(
        "finding",
        sa.Column("case", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("step_number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("criterion", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("effect", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("kind", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("basis", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("row", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("because", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("read", sa.JSON(), nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("answered_by", sa.JSON(), nullable=False),
        sa.Column("answered_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("made_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("filed", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case"], ["case_file.id"]),
        sa.PrimaryKeyConstraint("case", "id", "step_number"),
    )
    op.create_table(
        "gate",
        sa.Column("case", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("key", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("kind", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("owner", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("because", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("opened_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("closes_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("closed_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("answered_by", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("filed", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case"], ["case_file.id"]),
        sa.PrimaryKeyConstraint("case", "key"),
    )
    op.create_index("ix_gate_closes_at", "gate", ["closes_at"], unique=False)
    op.create_table(
        "letter",
        sa.Column("case", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("reference", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("sent_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("findings", sa.JSON(), nullable=False),
        sa.Column("facts", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("questions", sa.JSON(), nullable=False),
        sa.Column("replied_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("replies", sa.JSON(), nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("reply_state", sa.String(), nullable=False),
        sa.Column("filed", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case"], ["case_file.id"]),
        sa.PrimaryKeyConstraint("case", "id"),
    )
    op.create_table(
        "party",
        sa.Column("case", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("country", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("registration", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("identifiers", sa.JSON(), nullable=False),
        sa.Column("aliases", sa.JSON(), nullable=False),
        sa.Column("former_names", sa.JSON(), nullable=False),
        sa.Column("note", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("filed", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case"], ["case_file.id"]),
        sa.PrimaryKeyConstraint("case", "id"),
    )
    op.create_table(
        "person",
        sa.Column("case", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("title", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("assigned_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("filed", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case"], ["case_file.id"]),
        sa.PrimaryKeyConstraint("case", "id"),
    )
    op.create_table(
        "point",
        sa.Column("case", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("submission", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("text", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("criteria", sa.JSON(), nullable=False),
        sa.Column("material", sa.Boolean(), nullable=False),
        sa.Column("disposition", sa.String(), nullable=True),
        sa.Column("reason", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("changed", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("disposed_by", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("disposed_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("filed", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case"], ["case_file.id"]),
        sa.PrimaryKeyConstraint("case", "id"),
    )
    op.create_table(
        "record",
        sa.Column("case", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("edition", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("sha256", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("interim", sa.Boolean(), nullable=False),
        sa.Column("content", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("issued_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("filed", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case"], ["case_file.id"]),
        sa.PrimaryKeyConstraint("case", "id"),
    )
    op.create_table(
        "step_done",
        sa.Column("case", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("inputs", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("stages", sa.JSON(), nullable=False),
        sa.Column("facts_hash", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("finished_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("filed", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case"], ["case_file.id"]),
        sa.PrimaryKeyConstraint("case", "step", "number"),
    )
    op.create_table(
        "submission",
        sa.Column("case", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("mode", sa.String(), nullable=False),
        sa.Column("group", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("language", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("submitter", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("text", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("received_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("filed", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case"], ["case_file.id"]),
        sa.PrimaryKeyConstraint("case", "id"),
    )
    op.create_table(
        "terms",
        sa.Column("case", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("title", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("evidence", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("sha256", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("summary", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("stored_by", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("stored_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("filed", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case"], ["case_file.id"]),
        sa.PrimaryKeyConstraint("case", "id"),
    )
    op.create_table(
        "vote",
        sa.Column("case", sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
        sa.Column("person", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("ballot", sa.String(), nullable=False),
        sa.Column("dissent", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("cast_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("filed", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case"], ["case_file.id"]),
        sa.PrimaryKeyConstraint("case", "person"),
    )
    create_append_only(LOG_TABLES)


def downgrade() -> None:
    """Drop them all."""
    drop_append_only(LOG_TABLES)
    op.drop_table("vote")
    op.drop_table("terms")
    op.drop_table("submission")
    op.drop_table("step_done")
    op.drop_table("record")
    op.drop_table("point")
    op.drop_table("person")
    op.drop_table("party")
    op.drop_table("letter")
    op.drop_index("ix_gate_closes_at", table_name="gate")
    op.drop_table("gate")
    op.drop_table("finding")
    op.drop_table("evidence")
    op.drop_table("declaration")
    op.drop_table("decision")
    op.drop_table("condition")
    op.drop_table("answer")
    op.drop_table("opening")
    op.drop_table("log_node")
    op.drop_table("log_entry")
    op.drop_table("evaluation")
    op.drop_table("checkpoint")
    op.drop_index("ix_case_next_wake_at", table_name="case_file")
    op.drop_index("ix_case_lease_until", table_name="case_file")
    op.drop_table("case_file")
