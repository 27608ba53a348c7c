"""The first schema: cases with their parts, the log, its tree, checkpoints and openings.

Editable until the first tag; afterwards every change is a migration of its own.
"""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import UTCDateTime

from vetting.adapters.triggers import create_append_only, drop_append_only

revision = "0001"
down_revision = None

# Texts sort by code points on both, whatever the locale of a PostgreSQL database: the order of items is part of a record.
TEXT = sa.String().with_variant(sa.String(collation="C"), "postgresql")
ID = sa.String(length=60).with_variant(sa.String(length=60, collation="C"), "postgresql")
LOG_TABLES = ("log_entry", "log_node", "checkpoint")


def upgrade() -> None:
    """Create the tables and the triggers that keep the log append-only."""
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
    op.create_table(
        "checkpoint",
        sa.Column("size", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("note", TEXT, nullable=False),
        sa.Column("signed_at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("size"),
    )
    op.create_table(
        "evaluation",
        sa.Column("facts_hash", TEXT, nullable=False),
        sa.Column("pack_hash", TEXT, nullable=False),
        sa.Column("facts", TEXT, nullable=False),
        sa.Column("result", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("facts_hash", "pack_hash"),
    )
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
        sa.Column("field", TEXT, nullable=False),
        sa.Column("salt", TEXT, nullable=False),
        sa.Column("value", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("entry", "field"),
    )
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
    _create_accounts()
    op.create_table(
        "draft",
        sa.Column("case", ID, nullable=False),
        sa.Column("person", TEXT, nullable=False),
        sa.Column("form", TEXT, nullable=False),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.Column("saved_at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("case", "person", "form"),
    )
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
        sa.Column("filed", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case"], ["case_file.id"]),
        sa.PrimaryKeyConstraint("case", "id"),
    )
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
        sa.Column("filed", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case"], ["case_file.id"]),
        sa.PrimaryKeyConstraint("case", "id"),
    )
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
        sa.Column("filed", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case"], ["case_file.id"]),
        sa.PrimaryKeyConstraint("case", "id"),
    )
    op.create_index("ix_party_name", "party", ["name"], unique=False)
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
    op.create_table(
        "sealed_part",
        sa.Column("case", ID, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", TEXT, nullable=False),
        sa.ForeignKeyConstraint(["case"], ["case_file.id"]),
        sa.PrimaryKeyConstraint("case", "id"),
    )
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
    op.create_table(
        "sealed_identity",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "receipt",
        sa.Column("lookup", TEXT, nullable=False),
        sa.Column("case", TEXT, nullable=False),
        sa.Column("submission", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("lookup"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "report",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("week", UTCDateTime(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("handled", TEXT, nullable=False),
        sa.Column("filed", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
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
    op.create_table(
        "rendering",
        sa.Column("edition", TEXT, nullable=False),
        sa.Column("suffix", TEXT, nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", TEXT, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("edition", "suffix"),
    )
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
    create_append_only(LOG_TABLES)


def downgrade() -> None:
    """Drop them all."""
    drop_append_only(LOG_TABLES)
    op.drop_index("ix_judgement_fingerprint", table_name="judgement")
    op.drop_table("judgement")
    op.drop_table("screening_match")
    op.drop_table("screening_run")
    op.drop_table("vote")
    op.drop_table("clause_link")
    op.drop_table("terms")
    for table in (
        "public_edition",
        "rendering",
        "announced",
        "report",
        "receipt",
        "sealed_identity",
        "sealed_file",
        "sealed_part",
        "consultation_round",
    ):
        op.drop_table(table)
    op.drop_table("submission")
    op.drop_table("step_done")
    op.drop_table("record")
    op.drop_table("point")
    op.drop_table("person")
    op.drop_index("ix_party_name", table_name="party")
    op.drop_table("party")
    op.drop_table("ownership")
    op.drop_index("ix_message_next_try_at", table_name="message")
    op.drop_table("message")
    op.drop_table("reply_comment")
    op.drop_table("correction")
    op.drop_table("reply_assessment")
    op.drop_index("ix_reply_link_case", table_name="reply_link")
    op.drop_table("reply_link")
    op.drop_table("letter_draft")
    op.drop_table("letter")
    op.drop_table("granted_exception")
    op.drop_index("ix_gate_closes_at", table_name="gate")
    op.drop_table("gate")
    op.drop_table("finding")
    op.drop_table("evidence")
    op.drop_table("waiting_act")
    op.drop_table("voided_signature")
    op.drop_table("interest_detail")
    op.drop_table("declaration")
    op.drop_index("ix_failed_sign_in_login", table_name="failed_sign_in")
    op.drop_index("ix_web_session_account", table_name="web_session")
    for table in ("failed_sign_in", "api_token", "web_session", "account"):
        op.drop_table(table)
    op.drop_table("draft")
    op.drop_table("decision")
    op.drop_table("triage_signature")
    op.drop_table("review")
    op.drop_table("contest")
    op.drop_table("condition")
    op.drop_table("answer")
    op.drop_table("opening")
    op.drop_table("log_node")
    op.drop_table("log_entry")
    op.drop_table("evaluation")
    op.drop_table("checkpoint")
    op.drop_index("ix_case_next_wake_at", table_name="case_file")
    op.drop_index("ix_case_opened_at", table_name="case_file")
    op.drop_index("ix_case_lease_until", table_name="case_file")
    op.drop_table("case_file")


def _create_accounts() -> None:
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
    op.create_table(
        "failed_sign_in",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("login_hash", TEXT, nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_index("ix_failed_sign_in_login", "failed_sign_in", ["login_hash", "at"])
