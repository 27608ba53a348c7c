"""The figures of the store, end to end: state, log entry, tree and openings in one commit, on both databases."""

import tempfile
from functools import cached_property
from itertools import count
from pathlib import Path

from tests.adapters.store_rules import Store, a_party, named
from tests.bench.figures import Figure, Sample, Stopwatch, Unit
from tests.factories import CASE, START
from tests.postgresql.server import the_server
from vetting.adapters.database import open_database
from vetting.usecases.kept import Act

ONE_BY_ONE, TOGETHER = 200, 1000


def figures() -> list[Figure]:
    """The figures of appending through the store, one act a commit and many."""
    stores = [("SQLite", _Acts(postgresql=False)), ("PostgreSQL", _Acts(postgresql=True))]
    each = [
        (Figure(f"store: acts kept end to end on {name}, one a commit", Unit.RATE, acts.one_by_one),
         Figure(f"store: acts kept end to end on {name}, {TOGETHER:,} a commit", Unit.RATE, acts.together))
        for name, acts in stores
    ]  # fmt: skip
    return [figure for two in each for figure in two]


class _Acts:
    """Acts that name a party: an item, an entry with a protected field, its opening and its nodes."""

    def __init__(self, *, postgresql: bool) -> None:
        self._postgresql = postgresql
        self._numbers = count()

    @cached_property
    def store(self) -> Store:
        self._folder = tempfile.TemporaryDirectory()
        here = f"sqlite:///{Path(self._folder.name) / 'vetting.db'}"
        store = Store(open_database(the_server().new_database() if self._postgresql else here))
        store.open()
        return store

    def one_by_one(self) -> Sample:
        store = self.store
        with Stopwatch() as watch:
            for _ in range(ONE_BY_ONE):
                self._keep(store, 1)
        return watch.sample(ONE_BY_ONE)

    def together(self) -> Sample:
        store = self.store
        with Stopwatch() as watch:
            self._keep(store, TOGETHER)
        return watch.sample(TOGETHER)

    def _keep(self, store: Store, acts: int) -> None:
        with store.work() as work:
            for _ in range(acts):
                party = a_party(f"p{next(self._numbers)}")
                work.keep(Act(party.id, CASE, "P-FOCAL", START), named(party), party)
            work.commit()
