"""The first schema: cases with their parts, the log, its tree, checkpoints and openings.

Editable until the first tag; afterwards every change is a migration of its own.
"""

from alembic import op

from vetting.adapters.first_schema import accounts, answers, cases, log, parties, replies, voices
from vetting.adapters.triggers import create_append_only, drop_append_only

revision = "0001"
down_revision = None

MATTERS = (cases, answers, parties, voices, replies, log, accounts)
LOG_TABLES = ("log_entry", "log_node", "checkpoint")


def upgrade() -> None:
    """Create the tables and the triggers that keep the log append-only."""
    for matter in MATTERS:
        matter.create()
    create_append_only(LOG_TABLES)


def downgrade() -> None:
    """Drop them all."""
    drop_append_only(LOG_TABLES)
    for matter in reversed(MATTERS):
        for table in reversed(matter.TABLES):
            op.drop_table(table)
