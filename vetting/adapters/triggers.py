"""Triggers that refuse every change and removal in a table that may only grow.

SQLite's batch migrations recreate tables and so drop triggers: a migration that touches one of
these tables must create them again.
"""

from collections.abc import Iterable

from alembic import op

REFUSAL = "the log only grows: rows are never changed or removed"


def create_append_only(tables: Iterable[str]) -> None:
    """Create the triggers on these tables, in the dialect of the connection."""
    if _is_postgresql():
        op.execute(
            "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
        )
    for table in tables:
        for act in _acts():
            op.execute(_postgresql(table, act) if _is_postgresql() else _sqlite(table, act))


def drop_append_only(tables: Iterable[str]) -> None:
    """Drop the triggers of these tables."""
    for table in tables:
        for act in _acts():
            op.execute(f"DROP TRIGGER {_name(table, act)}" + (f" ON {table}" if _is_postgresql() else ""))
    if _is_postgresql():
        op.execute("DROP FUNCTION refuse_change")


def _is_postgresql() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def _acts() -> tuple[str, ...]:
    """What is refused; SQLite has no TRUNCATE, and PostgreSQL's passes by the triggers of rows."""
    return ("UPDATE", "DELETE", "TRUNCATE") if _is_postgresql() else ("UPDATE", "DELETE")


def _name(table: str, act: str) -> str:
    return f"refuse_{act.lower()}_of_{table}"


def _sqlite(table: str, act: str) -> str:
    return (
        f"CREATE TRIGGER {_name(table, act)} BEFORE {act} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    )


def _postgresql(table: str, act: str) -> str:
    return (
        f"CREATE TRIGGER {_name(table, act)} BEFORE {act} ON {table} "
        f"FOR EACH {'STATEMENT' if act == 'TRUNCATE' else 'ROW'} EXECUTE FUNCTION refuse_change()"
    )
