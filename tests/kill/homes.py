"""Homes to be killed in: copies of one prepared home, on SQLite or on PostgreSQL."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.postgresql.server import Server
from vetting.bootstrap import open_desk
from vetting.settings import Settings
from vetting.usecases.desk import Desk


@dataclass(frozen=True)
class Home:
    """A folder, with the address of its database where that lies elsewhere."""

    folder: Path
    database: str | None = None

    @property
    def acknowledged(self) -> Path:
        """The file in which acknowledged acts stand; beside the home, so that it is no part of it."""
        return self.folder.with_suffix(".acknowledged")

    def read_acknowledged(self) -> list[str]:
        """The ids of the acts that were acknowledged."""
        return self.acknowledged.read_text().split() if self.acknowledged.exists() else []

    def count_acknowledgements(self) -> int:
        """How often something was acknowledged: once for each commit that held an act."""
        return len(self.acknowledged.read_text().splitlines())


class Homes:
    """Makes copies of one home, so that all have the same keys; on PostgreSQL where a server is given."""

    def __init__(self, folder: Path, server: Server | None = None) -> None:
        self._folder = folder
        self._server = server
        self._made = 0
        self._prepared = folder / "prepared"

    @property
    def name(self) -> str:
        """The name of the database program."""
        return "PostgreSQL" if self._server else "SQLite"

    def prepare_like(self, other: "Homes") -> None:
        """Copy the keys of other homes, so that the same file gives the same bytes here."""
        shutil.copytree(other.prepared(), self._prepared)

    def prepared(self) -> Path:
        """The home that is copied: with keys, before any case."""
        if not self._prepared.exists():
            close(open_desk(Settings(self._prepared)))
            for file in self._prepared.glob("vetting.db*"):
                file.unlink()
        return self._prepared

    def new(self) -> Home:
        """A copy in which nobody has worked yet."""
        self._made += 1
        folder = self._folder / f"home-{self._made}"
        shutil.copytree(self.prepared(), folder)
        return Home(folder, self._server.new_database() if self._server else None)

    def remove(self, home: Home) -> None:
        """Remove a home with its database."""
        shutil.rmtree(home.folder)
        home.acknowledged.unlink(missing_ok=True)
        if self._server and home.database:
            self._server.drop(home.database)


@contextmanager
def desk_in(home: Home) -> Iterator[Desk]:
    """The desk of a home, closed in the end."""
    desk = open_desk(Settings(home.folder, home.database))
    try:
        yield desk
    finally:
        close(desk)


def close(desk: Desk) -> None:
    """Close what a desk holds open, as the end of its process would."""
    desk.work()._engine.dispose()  # type: ignore[attr-defined]
    desk.read()._engine.dispose()  # type: ignore[attr-defined]
