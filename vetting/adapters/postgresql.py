"""PostgreSQL, brought to behave as SQLite does here.

- A writing transaction takes one lock before anything else, so that writers queue and never collide.
- A reading transaction sees one moment, however many questions it asks.
- A server that could lose an acknowledged commit is refused, as is a database that cannot hold every script.
"""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Connection, Engine, event, text

from vetting.domain.errors import EnvironmentFault

WRITER_LOCK = 0x76657474  # any number; every process of one database uses this one
DRIVER = "postgresql+psycopg"


def with_driver(url: str) -> str:
    """The address with the driver that this program brings, where it names none."""
    scheme, separator, rest = url.partition("://")
    return DRIVER + separator + rest if scheme in ("postgres", "postgresql") else url


def prepare_postgresql(engine: Engine, patience_ms: int, writer_option: str) -> None:
    """Have every transaction of the engine begin as a reader's or as the one writer's."""

    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, _record: Any) -> None:
        connection.execute(f"SET lock_timeout = {patience_ms}")
        connection.commit()

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        if connection.get_execution_options().get(writer_option, False):
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITER_LOCK})")
        else:
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")


def check_postgresql(engine: Engine) -> None:
    """Raise ``EnvironmentFault`` where the server's settings would break a promise."""
    with engine.connect() as connection:
        for name, needed in _NEEDED.items():
            found = connection.execute(text(f"SHOW {name}")).scalar()
            if not needed(str(found)):
                raise EnvironmentFault(_SENTENCES[name].format(found=found))


_NEEDED: Mapping[str, Callable[[str], bool]] = {
    "synchronous_commit": lambda found: found != "off",  # all others wait for the flush on this server
    "fsync": lambda found: found == "on",
    "full_page_writes": lambda found: found == "on",
    "server_encoding": lambda found: found == "UTF8",
}
_LOSS = "PostgreSQL runs with {name} = {{found}}, so an acknowledged act could be lost. Set it to on."
_SENTENCES = {name: _LOSS.format(name=name) for name in _NEEDED} | {
    "server_encoding": "The PostgreSQL database is in {found} and cannot hold every name. "
    "Make one with CREATE DATABASE ... ENCODING 'UTF8' TEMPLATE template0."
}
