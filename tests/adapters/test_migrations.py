"""Migrations: what they make is what the tables say, with the triggers, up and down and up again."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection, Engine, inspect, text
from sqlmodel import SQLModel, create_engine

from vetting.adapters.database import MIGRATIONS, heads, open_database
from vetting.adapters.tables import APPEND_ONLY, ROW_OF

TRIGGERS = sorted(f"refuse_{act}_of_{table}" for table in APPEND_ONLY for act in ("update", "delete"))


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = create_engine(f"sqlite:///{tmp_path / 'vetting.db'}")
    yield engine
    engine.dispose()


def migrate(engine: Engine, to: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        (command.downgrade if to == "base" else command.upgrade)(config, to)
        connection.commit()


def triggers(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        found = connection.execute(
            text("SELECT name FROM sqlite_master WHERE type = 'trigger' ORDER BY name")
        )
        return [str(name) for (name,) in found]


def differences(connection: Connection) -> list[Any]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, SQLModel.metadata))


def test_the_migrated_schema_is_that_of_the_tables(engine: Engine) -> None:
    migrate(engine, "head")
    assert ROW_OF  # the tables are known to the metadata
    with engine.connect() as connection:
        assert differences(connection) == []


def test_the_append_only_triggers_come_and_go_with_their_tables(engine: Engine) -> None:
    migrate(engine, "head")
    assert triggers(engine) == TRIGGERS
    migrate(engine, "base")
    assert triggers(engine) == []
    assert inspect(engine).get_table_names() == ["alembic_version"]
    migrate(engine, "head")
    assert triggers(engine) == TRIGGERS


def test_a_database_is_migrated_once_and_opened_again_as_it_is(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'vetting.db'}"
    for _ in range(2):
        engine = open_database(url)
        with engine.connect() as connection:
            assert MigrationContext.configure(connection).get_current_revision() == heads()
        engine.dispose()
