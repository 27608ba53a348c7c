"""The database: how it is opened, and what the machine does to it, as one sentence that a person can act on."""

import resource
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, event, text
from sqlalchemy.exc import IntegrityError

from tests.adapters.store_rules import SECRET, Store, a_party, named
from tests.factories import START, a_case
from vetting.adapters import database
from vetting.adapters.database import THREADS, explain_database_faults, open_database
from vetting.adapters.salts import Salts
from vetting.adapters.store import SqlWork
from vetting.domain.case_events import RecordRequested
from vetting.domain.errors import EnvironmentFault, Refused
from vetting.domain.parties import PartyFields
from vetting.domain.sentences import to_sentence
from vetting.usecases.kept import Act


def url_of(folder: Path) -> str:
    return f"sqlite:///{folder / 'vetting.db'}"


@contextmanager
def no_file_larger_than(size: int) -> Iterator[None]:
    """What a full disk is like: a write past this size fails."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)


def test_sqlite_runs_with_a_write_ahead_log_and_full_sync(tmp_path: Path) -> None:
    with open_database(url_of(tmp_path)).connect() as connection:
        found = [
            connection.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "busy_timeout")
        ]
    assert found == ["wal", 2, 1, 1, database.BUSY_TIMEOUT_MS]


def test_a_home_whose_pragmas_did_not_take_is_refused(tmp_path: Path) -> None:
    engine = create_engine(url_of(tmp_path))

    @event.listens_for(engine, "connect")
    def on_connect(connection: sqlite3.Connection, _: object) -> None:
        connection.execute("PRAGMA synchronous = OFF")

    with pytest.raises(EnvironmentFault) as raised:
        database._check_pragmas(engine)
    assert str(raised.value) == (
        "SQLite runs with journal delete and synchronous 0, not with WAL and FULL, "
        "so an acknowledged act could be lost. Put the home on a local disk."
    )


def test_a_database_in_memory_needs_no_write_ahead_log() -> None:
    with open_database("sqlite://").connect() as connection:
        assert connection.execute(text("PRAGMA synchronous")).scalar() == 2


def test_a_database_of_a_newer_version_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    with open_database(url_of(tmp_path)).connect() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        connection.commit()
    before = (tmp_path / "vetting.db").read_bytes()
    with pytest.raises(Refused) as raised:
        open_database(url_of(tmp_path))
    assert to_sentence(raised.value.refusal) == (
        "The home was written by a newer version (9999; this one reads up to 0001). Install the newer version."
    )
    assert (tmp_path / "vetting.db").read_bytes() == before


def test_a_place_that_cannot_be_opened_is_said(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file where a folder must be")
    with pytest.raises(EnvironmentFault) as raised:
        open_database(url_of(tmp_path / "home"))
    assert str(raised.value) == (
        "The home cannot be written to. Check its permissions, or give another with --home."
    )


def test_a_database_that_may_only_be_read_is_said(tmp_path: Path) -> None:
    open_database(url_of(tmp_path)).dispose()
    reading = create_engine(f"sqlite:///file:{tmp_path / 'vetting.db'}?mode=ro&uri=true")
    with pytest.raises(EnvironmentFault) as raised, SqlWork(reading, Salts(SECRET), writes=True) as work:
        work.keep(Act("act", "case", "P-1", START), RecordRequested(), a_case(id="case"))
    assert str(raised.value) == (
        "The home cannot be written to. Check its permissions, or give another with --home."
    )


def test_a_file_that_is_no_database_is_said(tmp_path: Path) -> None:
    (tmp_path / "vetting.db").write_bytes(b"This is a letter, not a database. " * 100)
    with pytest.raises(EnvironmentFault) as raised:
        open_database(url_of(tmp_path))
    assert str(raised.value) == (
        "The file is no database of this program, or it is damaged. Restore it from a backup, "
        "or give another home with --home."
    )


def test_a_full_disk_is_said_and_nothing_of_the_act_is_kept(tmp_path: Path) -> None:
    store = Store(open_database(url_of(tmp_path)))
    store.open()
    large = a_party("large", note="x" * 4_000_000)

    def full(connection: Any, pages: int) -> None:
        connection.execute(f"PRAGMA max_page_count = {pages}")

    with store.engine.connect() as connection:
        full(connection.connection.driver_connection, 100)
    with pytest.raises(EnvironmentFault) as raised:
        store.keep(named(large), large, act="large")
    assert str(raised.value) == (
        "The disk is full. Nothing of this act was kept; free some space and repeat it."
    )
    with store.read() as work:
        assert (work.log_size(), work.list(PartyFields, large.case)) == (1, [])
    with store.engine.connect() as connection:
        full(connection.connection.driver_connection, 1_000_000)
    assert store.keep(named(large), large, act="large") == 1  # the same act can be repeated


def test_a_write_that_the_disk_does_not_take_is_said_and_nothing_of_it_is_kept(tmp_path: Path) -> None:
    store = Store(open_database(url_of(tmp_path)))
    store.open()
    large = a_party("large", note="x" * 4_000_000)
    with no_file_larger_than(1_000_000), pytest.raises(EnvironmentFault) as raised:
        store.keep(named(large), large, act="large")
    assert str(raised.value) == (
        "The disk did not take the write: it is full, failing, or a limit on file sizes was reached. "
        "Nothing of this act was kept; mend that and repeat it."
    )
    with store.read() as work:
        assert (work.log_size(), work.list(PartyFields, large.case)) == (1, [])
    assert store.keep(named(large), large, act="large") == 1  # the same act can be repeated


def test_a_database_that_another_process_keeps_locked_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_TIMEOUT_MS", 1)
    store = Store(open_database(url_of(tmp_path)))
    store.open()
    other = sqlite3.connect(tmp_path / "vetting.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(EnvironmentFault) as raised, store.work() as work:
        work.has_act("act")  # a transaction begins with its first question
    assert str(raised.value) == "The database is in use by another process. Try again in a moment."
    other.rollback()
    other.close()
    assert store.size() == 1


def test_any_other_fault_of_the_database_is_said_in_its_words(tmp_path: Path) -> None:
    engine = open_database(url_of(tmp_path))
    with (
        pytest.raises(EnvironmentFault) as raised,
        explain_database_faults(),
        engine.connect() as connection,
    ):
        connection.execute(text("SELECT * FROM no_such_table"))
    assert str(raised.value) == "The database did not answer: no such table: no_such_table."


def test_a_broken_rule_of_the_tables_is_no_fault_of_the_machine(tmp_path: Path) -> None:
    store = Store(open_database(url_of(tmp_path)))
    with pytest.raises(IntegrityError):
        store.keep(named(a_party("a")), a_party("a"))


def test_connections_of_a_rush_are_kept_for_the_next_one(tmp_path: Path) -> None:
    engine = open_database(url_of(tmp_path))
    opened: list[object] = []
    event.listen(engine, "connect", lambda connection, _: opened.append(connection))
    for _ in range(3):
        with ExitStack() as rush:
            for _ in range(THREADS):
                rush.enter_context(engine.connect())
    engine.dispose()
    assert len(opened) <= THREADS
