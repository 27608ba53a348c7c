"""Writers at the same time, on either database: no gap in the log, no double, and every act is in it once."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.adapters.store_rules import KEY, Store, a_checkpoint, a_party, named
from tests.factories import CASE, START
from tests.postgresql.server import Server
from vetting.adapters import database
from vetting.adapters.database import open_database
from vetting.audit import tree, verify
from vetting.usecases.kept import Act

pytestmark = [pytest.mark.slow, pytest.mark.no_cover]

REPOSITORY = Path(__file__).resolve().parents[2]
WRITERS, ACTS = 4, 12
PATIENCE = 240.0
WRITE = f"""
import sys
from tests.adapters.store_rules import Store, a_party, named
from vetting.adapters import database
database.BUSY_TIMEOUT_MS = {PATIENCE * 1000:.0f}
from vetting.adapters.database import open_database
store = Store(open_database(sys.argv[1]))
for number in range({ACTS}):
    ident = f"{{sys.argv[2]}}-{{number}}"
    store.keep(named(a_party(ident)), a_party(ident), act=ident)
store.engine.dispose()
"""


@pytest.fixture(autouse=True)
def _patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "BUSY_TIMEOUT_MS", int(PATIENCE * 1000))


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def url(request: pytest.FixtureRequest, server: Server, tmp_path: Path) -> str:
    return server.new_database() if request.param == "PostgreSQL" else f"sqlite:///{tmp_path / 'vetting.db'}"


def assert_whole(url: str, acts: set[str]) -> None:
    """Every act once, indices without a gap, and a log that verifies."""
    store = Store(open_database(url))
    with store.read() as work:
        leaves = work.leaves()
        lines = work.log_lines(CASE)
        root = tree.root(work.log_size(), work.node())
        missing = [act for act in acts if not work.has_act(act)]
    store.engine.dispose()
    assert missing == []
    assert [line.index for line in lines] == list(range(1 + len(acts)))
    assert [line.case_seq for line in lines] == list(range(1, 2 + len(acts)))
    report = verify.verify_log(
        [leaf + b"\n" for leaf in leaves], a_checkpoint(len(leaves), root), [KEY.verifier.to_text()]
    )
    assert report.breaks == ()


def open_case(url: str) -> None:
    store = Store(open_database(url))
    store.open()
    store.engine.dispose()


def test_processes_that_write_at_the_same_time_follow_one_another(url: str) -> None:
    open_case(url)
    command = [sys.executable, "-c", WRITE, url]
    writers = [subprocess.Popen([*command, f"w{number}"], cwd=REPOSITORY) for number in range(WRITERS)]
    assert [writer.wait(PATIENCE) for writer in writers] == [0] * WRITERS
    assert_whole(url, {f"w{writer}-{number}" for writer in range(WRITERS) for number in range(ACTS)})


def test_threads_that_write_at_the_same_time_follow_one_another(url: str) -> None:
    open_case(url)
    store = Store(open_database(url))

    def write(writer: str) -> None:
        for number in range(ACTS):
            party = a_party(f"{writer}-{number}")
            store.keep(named(party), party, act=party.id)

    threads = [threading.Thread(target=write, args=(f"t{number}",)) for number in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    store.engine.dispose()
    assert_whole(url, {f"t{writer}-{number}" for writer in range(WRITERS) for number in range(ACTS)})


def test_of_many_who_do_the_same_act_at_the_same_time_one_does_it(url: str) -> None:
    open_case(url)
    store = Store(open_database(url))
    done: list[bool] = []

    def try_once() -> None:
        party = a_party("same")
        with store.work() as work:
            if new := not work.has_act("same"):
                work.keep(Act("same", CASE, "P-FOCAL", START), named(party), party)
                work.commit()
        done.append(new)

    threads = [threading.Thread(target=try_once) for _ in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    store.engine.dispose()
    assert sorted(done) == [False] * (WRITERS - 1) + [True]
    assert_whole(url, {"same"})


def test_many_may_open_an_empty_database_at_the_same_time(url: str) -> None:
    opening = "import sys; from vetting.adapters.database import open_database; open_database(sys.argv[1]).dispose()"
    starts = [subprocess.Popen([sys.executable, "-c", opening, url], cwd=REPOSITORY) for _ in range(WRITERS)]
    assert [start.wait(PATIENCE) for start in starts] == [0] * WRITERS
    store = Store(open_database(url))
    assert store.size() == 0
    store.engine.dispose()
