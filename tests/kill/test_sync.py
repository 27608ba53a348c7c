"""Before an act is acknowledged, the disk has been told to keep it; kills alone cannot show this.

On SQLite the kernel's calls are traced. PostgreSQL counts for itself how often it flushed its log.
"""

import json
import re
import subprocess
import sys
import time
from dataclasses import dataclass

import pytest

from tests.kill.campaign import REPOSITORY, job_for
from tests.kill.homes import Home, Homes
from tests.kill.test_kills import CASE_FILE
from tests.postgresql.server import the_server

pytestmark = [pytest.mark.slow, pytest.mark.no_cover]

SYNC = re.compile(r"\b(?:fsync|fdatasync)\(\d+<(?P<path>[^>]*)>\) += 0")
ACKNOWLEDGED = re.compile(r"\bwrite\(\d+<(?P<path>[^>]*\.acknowledged)>")
UNFINISHED = " <unfinished ...>"
RESUMED = re.compile(r"^<\.\.\. \w+ resumed>")
PATIENCE = 240.0


@dataclass(frozen=True)
class Traced:
    """A walk on SQLite, with those of its calls that sync or write, in their order."""

    home: Home
    calls: list[str]


@pytest.fixture(scope="module")
def traced(on_sqlite: Homes, tmp_path_factory: pytest.TempPathFactory) -> Traced:
    home, trace = on_sqlite.new(), tmp_path_factory.mktemp("trace") / "calls"
    walk_in(
        home,
        "strace",
        *("-f", "-qq", "-y", "--seccomp-bpf", "-e", "trace=fsync,fdatasync,write"),
        "-o",
        str(trace),
    )
    return Traced(home, joined(trace.read_text(errors="replace").splitlines()))


def walk_in(home: Home, *prefix: str) -> None:
    job = json.dumps(job_for(home, CASE_FILE))
    subprocess.run([*prefix, sys.executable, "-m", "tests.kill.child", job], check=True, cwd=REPOSITORY)


def joined(lines: list[str]) -> list[str]:
    """Each call on one line, where it ended: strace parts a call during which another thread made one."""
    begun: dict[str, str] = {}
    calls = []
    for line in lines:
        thread, _, call = line.partition(" ")
        if call.endswith(UNFINISHED):
            begun[thread] = call.removesuffix(UNFINISHED)
        else:
            beginning, ending = begun.pop(thread, ""), RESUMED.sub("", call.strip())
            calls.append(beginning + ending)
    return calls


def syncs_before_each_acknowledgement(calls: list[str], of: str) -> list[int]:
    """How often a file was synced since the acknowledgement before, for each of them."""
    counts, since = [], 0
    for call in calls:
        if (synced := SYNC.search(call)) and synced["path"].endswith(of):
            since += 1
        elif ACKNOWLEDGED.search(call):
            counts.append(since)
            since = 0
    return counts


def test_sqlite_syncs_its_log_before_every_acknowledgement(traced: Traced) -> None:
    counts = syncs_before_each_acknowledgement(traced.calls, "vetting.db-wal")
    assert len(counts) == traced.home.count_acknowledgements()
    assert len(counts) > 20
    assert min(counts) >= 1


def test_evidence_and_its_folder_are_synced_before_an_act_that_cites_it(traced: Traced) -> None:
    first = next(number for number, call in enumerate(traced.calls) if ACKNOWLEDGED.search(call))
    synced = [found["path"] for call in traced.calls[:first] if (found := SYNC.search(call))]
    folders = {str(file.parent) for file in (traced.home.folder / "evidence").rglob("*") if file.is_file()}
    assert folders
    for folder in folders:
        assert folder in synced
        assert any(path.startswith(f"{folder}/") for path in synced)


def test_postgresql_flushes_its_log_at_least_once_for_every_acknowledgement(on_postgresql: Homes) -> None:
    home, before = on_postgresql.new(), count_flushes()
    walk_in(home)
    acknowledged = home.count_acknowledgements()
    until = time.monotonic() + PATIENCE  # a server process tells its count when it ends
    while count_flushes() - before < acknowledged and time.monotonic() < until:
        time.sleep(0.1)
    assert acknowledged > 20
    assert count_flushes() - before >= acknowledged


def count_flushes() -> int:
    """How often the server has synced its log, as it counts."""
    [(found,)] = the_server().run("SELECT wal_sync FROM pg_stat_wal")
    return int(found)
