"""The database: SQLite by default, PostgreSQL by one setting.

- SQLite runs in WAL with ``synchronous = FULL``, PostgreSQL waits for its disk as well; this is read
  back at start, and the home is refused if it did not take.
- Writing transactions take the write lock at once, so that two writers queue and never collide.
- A home written by a newer version is refused with a sentence.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, event, text
from sqlalchemy.exc import ArgumentError, DatabaseError, OperationalError
from sqlmodel import create_engine

from vetting.adapters.postgresql import check_postgresql, prepare_postgresql, with_driver
from vetting.domain.errors import EnvironmentFault, Refusal, Refused

MIGRATIONS = Path(__file__).parent / "migrations"
BUSY_TIMEOUT_MS = 30_000
THREADS = 40  # that serve pages at once, as the web server has them
POSTGRESQL_CONNECTIONS = 15  # of one process; its server has a hundred for all
WRITER = {"vetting_writer": True}


def open_database(url: str) -> Engine:
    """The engine of a migrated, checked database; raises ``EnvironmentFault`` or ``Refused``."""
    engine = _make_engine(with_driver(url))
    if engine.dialect.name == "sqlite":
        prepare, check = _prepare_sqlite, _check_pragmas
    else:
        prepare, check = _prepare_postgresql, check_postgresql
    prepare(engine)
    with explain_database_faults(), _closed_on_failure(engine):
        _migrate(engine)
        check(engine)
    return engine


def heads() -> str:
    """The newest schema version this program knows."""
    return str(_known_versions().get_current_head())


@contextmanager
def explain_database_faults() -> Iterator[None]:
    """Turn what the machine does to a database into one sentence a person can act on."""
    try:
        yield
    except DatabaseError as error:
        known = _SENTENCE_OF_STATE.get(str(getattr(error.orig, "sqlstate", "")))
        if not known and not isinstance(error, OperationalError) and type(error) is not DatabaseError:
            raise  # a broken rule of the tables is a fault of this program
        raise EnvironmentFault(known or _sentence_of(str(error.orig))) from error


_FULL = "The disk is full. Nothing of this act was kept; free some space and repeat it."
_IN_USE = "The database is in use by another process. Try again in a moment."
_SENTENCE_OF_STATE = {  # PostgreSQL's codes, of appendix A of its manual
    "53100": _FULL,
    "55P03": _IN_USE,
    "25006": "The database may only be read. Give the address of the server that takes writes.",
    "42501": "The database's user may not do this. Grant it the right to make and write tables there.",
}


def _sentence_of(message: str) -> str:
    if "readonly" in message or "unable to open" in message:
        return "The home cannot be written to. Check its permissions, or give another with --home."
    if "full" in message:
        return _FULL
    if "disk I/O error" in message:
        return (
            "The disk did not take the write: it is full, failing, or a limit on file sizes was reached. "
            "Nothing of this act was kept; mend that and repeat it."
        )
    if "not a database" in message or "malformed" in message:
        return (
            "The file is no database of this program, or it is damaged. Restore it from a backup, "
            "or give another home with --home."
        )
    if "locked" in message:
        return _IN_USE
    return f"The database did not answer: {message.strip().splitlines()[0].rstrip('.')}."


def _make_engine(url: str) -> Engine:
    try:
        return create_engine(url, **_pool_of(url))
    except ModuleNotFoundError as error:
        how = "Install it with: pip install 'un-tech-vetting[postgresql]'."
        raise EnvironmentFault(f"The driver of PostgreSQL is missing. {how}") from error
    except ArgumentError as error:
        how = "Write it as postgresql+psycopg://user@host/name."
        raise EnvironmentFault(f"VETTING_DATABASE_URL is no address of a database. {how}") from error


def _pool_of(url: str) -> dict[str, Any]:
    """Connections are kept, not closed and opened again under load; of SQLite one for each thread of the web."""
    if url.startswith("sqlite"):
        return {"pool_size": THREADS}
    return {"pool_size": POSTGRESQL_CONNECTIONS, "max_overflow": 0, "pool_pre_ping": True}


@contextmanager
def _closed_on_failure(engine: Engine) -> Iterator[None]:
    try:
        yield
    except BaseException:
        engine.dispose()
        raise


def _prepare_postgresql(engine: Engine) -> None:
    prepare_postgresql(engine, BUSY_TIMEOUT_MS, next(iter(WRITER)))


def _prepare_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves
        for pragma in (
            f"busy_timeout = {BUSY_TIMEOUT_MS}",
            "journal_mode = WAL",
            "synchronous = FULL",
            "foreign_keys = ON",
            "secure_delete = ON",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("vetting_writer", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _check_pragmas(engine: Engine) -> None:
    with engine.connect() as connection:
        journal = connection.execute(text("PRAGMA journal_mode")).scalar()
        synchronous = connection.execute(text("PRAGMA synchronous")).scalar()
    in_memory = engine.url.database in (None, "", ":memory:")
    if synchronous != 2 or (journal != "wal" and not in_memory):  # noqa: PLR2004 - 2 is FULL
        raise EnvironmentFault(
            f"SQLite runs with journal {journal} and synchronous {synchronous}, not with WAL and FULL, "
            "so an acknowledged act could be lost. Put the home on a local disk."
        )


@cache
def _known_versions() -> ScriptDirectory:
    return ScriptDirectory(str(MIGRATIONS))


def _migrate(engine: Engine) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.connect().execution_options(**WRITER) as connection:
        found = MigrationContext.configure(connection).get_current_revision()
        known = _known_versions()
        newest = known.get_current_head()
        if found == newest:
            return
        if found is not None and found not in {script.revision for script in known.walk_revisions()}:
            raise Refused(Refusal("home_is_newer", {"found": found, "known": newest}))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        connection.commit()
