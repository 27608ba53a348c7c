"""Runs the migrations on the connection that ``database`` hands over."""

from alembic import context
from sqlmodel import SQLModel

from vetting.adapters import account_tables, tables

TARGET = SQLModel.metadata
KNOWN = (tables.ROW_OF, account_tables.AccountRow)  # importing the tables is what fills the metadata


def run() -> None:
    """Migrate on the connection in the configuration's attributes."""
    connection = context.config.attributes["connection"]
    context.configure(connection=connection, target_metadata=TARGET, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()


run()
