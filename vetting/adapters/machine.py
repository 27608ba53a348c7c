"""The machine under a home: its disk, and the schema of its database."""

import shutil
from pathlib import Path

from alembic.migration import MigrationContext
from sqlalchemy import Engine

from vetting.adapters.database import explain_database_faults, heads


class HomeMachine:
    """What one home stands on."""

    def __init__(self, home: Path, engine: Engine) -> None:
        self._home = home
        self._engine = engine

    def free_bytes(self) -> int:
        """How much room the home has left."""
        return shutil.disk_usage(self._home).free

    def schema(self) -> tuple[str, str]:
        """The version of the schema found in the database, and the one this program knows."""
        with explain_database_faults(), self._engine.connect() as connection:
            found = MigrationContext.configure(connection).get_current_revision()
        return str(found), heads()
