"""PostgreSQL as it is opened, migrated and refused, each refusal with one sentence."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Engine, create_engine, inspect, text
from sqlalchemy.exc import IntegrityError
from sqlmodel import SQLModel

from tests.adapters.store_rules import Store, a_party, named
from tests.postgresql.server import Server, address_to_name
from vetting.adapters import database
from vetting.adapters.database import MIGRATIONS, open_database
from vetting.adapters.tables import APPEND_ONLY, ROW_OF
from vetting.domain.errors import EnvironmentFault, Refused
from vetting.domain.parties import PartyFields
from vetting.domain.sentences import to_sentence

pytestmark = pytest.mark.no_cover

TRIGGERS = {
    (table, f"refuse_{act}_of_{table}") for table in APPEND_ONLY for act in ("delete", "truncate", "update")
}


@pytest.fixture
def url(server: Server) -> str:
    return server.new_database()


@contextmanager
def opened(url: str) -> Iterator[Engine]:
    engine = open_database(url)
    yield engine
    engine.dispose()


@contextmanager
def bare(url: str) -> Iterator[Engine]:
    engine = create_engine(url)
    yield engine
    engine.dispose()


def migrate(engine: Engine, to: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        (command.downgrade if to == "base" else command.upgrade)(config, to)
        connection.commit()


def triggers(engine: Engine) -> set[tuple[str, str]]:
    asked = "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE NOT tgisinternal"
    with engine.connect() as connection:
        return {(str(table), str(name)) for table, name in connection.execute(text(asked))}


def refusal_of(url: str) -> str:
    with pytest.raises(EnvironmentFault) as raised:
        open_database(url)
    return str(raised.value)


# -------------------------------------------------------------------------------------------- migrations


def test_the_migrated_schema_is_that_of_the_tables(url: str) -> None:
    assert ROW_OF  # the tables are known to the metadata
    with bare(url) as engine:
        migrate(engine, "head")
        with engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": True})
            assert list(compare_metadata(context, SQLModel.metadata)) == []


def test_migrations_go_up_and_down_and_up_again_with_their_triggers(url: str) -> None:
    with bare(url) as engine:
        for _ in range(2):
            migrate(engine, "head")
            assert triggers(engine) == TRIGGERS
            migrate(engine, "base")
            assert triggers(engine) == set()
            assert inspect(engine).get_table_names() == ["alembic_version"]


def test_the_log_cannot_be_truncated_either(url: str) -> None:
    with opened(url) as engine:
        Store(engine).open()
        for table in APPEND_ONLY:
            with engine.connect() as connection, pytest.raises(IntegrityError, match="the log only grows"):
                connection.execute(text(f"TRUNCATE {table}"))
        assert Store(engine).size() == 1


def test_every_text_is_sorted_by_code_points_whatever_the_locale_of_the_database(
    server: Server, url: str
) -> None:
    with opened(url):
        pass
    other = server.run(
        "SELECT attrelid::regclass::text, attname FROM pg_attribute JOIN pg_class ON attrelid = pg_class.oid "
        "JOIN pg_collation ON attcollation = pg_collation.oid "
        "WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND collname <> 'C' AND attnum > 0",
        address_to_name(url),
    )
    assert other == [("alembic_version", "version_num")]


# ---------------------------------------------------------------------------------------------- refusals


def test_a_database_of_a_newer_version_is_refused_and_left_as_it_is(server: Server, url: str) -> None:
    with opened(url):
        server.run("UPDATE alembic_version SET version_num = '9999'", address_to_name(url))
    with pytest.raises(Refused) as raised:
        open_database(url)
    assert to_sentence(raised.value.refusal) == (
        "The home was written by a newer version (9999; this one reads up to 0001). Install the newer version."
    )
    assert server.run("SELECT version_num FROM alembic_version", address_to_name(url)) == [("9999",)]


def test_a_database_that_does_not_wait_for_its_disk_is_refused(server: Server, url: str) -> None:
    server.run(f"ALTER DATABASE {address_to_name(url)} SET synchronous_commit = off")
    assert refusal_of(url) == (
        "PostgreSQL runs with synchronous_commit = off, so an acknowledged act could be lost. Set it to on."
    )


def test_a_database_that_cannot_hold_every_script_is_refused(server: Server) -> None:
    server.run("CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1'")
    assert refusal_of(server.address("latin")) == (
        "The PostgreSQL database is in LATIN1 and cannot hold every name. "
        "Make one with CREATE DATABASE ... ENCODING 'UTF8' TEMPLATE template0."
    )


def test_a_database_that_is_not_there_is_named(server: Server) -> None:
    said = refusal_of(server.address("nowhere"))
    assert said.startswith("The database did not answer: ")
    assert said.endswith('database "nowhere" does not exist.')


def test_a_server_that_is_not_there_is_said() -> None:
    assert refusal_of("postgresql://nobody@/none?host=/nowhere").startswith("The database did not answer: ")


def test_an_address_that_is_none_is_refused() -> None:
    for address in ("cases", "oracle-of-delphi://cases"):
        assert refusal_of(address) == (
            "VETTING_DATABASE_URL is no address of a database. Write it as postgresql+psycopg://user@host/name."
        )


def test_a_missing_driver_is_named_with_what_brings_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    assert refusal_of("postgresql://cases@/cases") == (
        "The driver of PostgreSQL is missing. Install it with: pip install 'un-tech-vetting[postgresql]'."
    )


def test_a_user_who_may_not_make_tables_is_refused(server: Server, url: str) -> None:
    server.run("CREATE ROLE guest LOGIN")
    assert refusal_of(url.replace("vetting@", "guest@")) == (
        "The database's user may not do this. Grant it the right to make and write tables there."
    )


def test_a_database_that_may_only_be_read_is_said(server: Server, url: str) -> None:
    with opened(url):
        server.run(f"ALTER DATABASE {address_to_name(url)} SET default_transaction_read_only = on")
    with opened(url) as engine, pytest.raises(EnvironmentFault) as raised:
        Store(engine).open()
    assert str(raised.value) == (
        "The database may only be read. Give the address of the server that takes writes."
    )


def test_a_full_disk_is_said_and_nothing_of_the_act_is_kept(server: Server, url: str) -> None:
    """A trigger fails as a full disk does, with PostgreSQL's own code, while the act is being written."""
    with opened(url) as engine:
        store, party, name = Store(engine), a_party("lingua"), address_to_name(url)
        store.open()
        server.run(
            "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END $$",
            name,
        )
        server.run(
            "CREATE TRIGGER full_disk BEFORE INSERT ON party FOR EACH ROW EXECUTE FUNCTION full_disk()", name
        )
        with pytest.raises(EnvironmentFault) as raised:
            store.keep(named(party), party, act="act-2")
        assert str(raised.value) == (
            "The disk is full. Nothing of this act was kept; free some space and repeat it."
        )
        with store.read() as work:
            assert (work.log_size(), work.list(PartyFields, party.case)) == (1, [])
        server.run("DROP TRIGGER full_disk ON party", name)
        assert store.keep(named(party), party, act="act-2") == 1  # the same act can be repeated


def test_a_database_that_another_process_keeps_locked_is_said(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(url) as first:
        monkeypatch.setattr(database, "BUSY_TIMEOUT_MS", 50)
        with opened(url) as second, Store(first).work() as holding:
            holding.has_act("act")
            with pytest.raises(EnvironmentFault) as raised:
                Store(second).open()
        assert str(raised.value) == "The database is in use by another process. Try again in a moment."
        assert Store(first).size() == 0
