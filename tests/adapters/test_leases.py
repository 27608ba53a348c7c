"""Leases on one machine: a dead owner's lease is void at once, a live one's is not."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.adapters.store_rules import Store, due, take
from tests.factories import CASE
from vetting.adapters import leases
from vetting.adapters.database import open_database
from vetting.adapters.leases import owner_name
from vetting.usecases.kept import Lease

HOST = socket.gethostname()


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store(open_database(f"sqlite:///{tmp_path / 'vetting.db'}"))
    store.open()
    return store


def a_process() -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)


def owner_of(pid: int) -> str:
    return f"{HOST}:{pid}:{leases._began(pid)}"


def test_an_owner_is_this_process_on_this_host_since_it_began() -> None:
    host, pid, began = owner_name().split(":")
    assert (host, int(pid)) == (HOST, os.getpid())
    assert began == leases._began(os.getpid())


def test_the_lease_of_a_process_that_lives_on_this_host_holds(store: Store) -> None:
    with a_process() as process:
        owner = owner_of(process.pid)
        assert take(store, owner) == Lease(CASE, owner, 1)
        assert take(store, owner_name()) is None
        process.kill()


def test_the_lease_of_a_process_that_died_on_this_host_is_void(store: Store) -> None:
    with a_process() as process:
        take(store, owner_of(process.pid))
        process.kill()
    assert take(store, owner_name()) == Lease(CASE, owner_name(), 2)


def test_a_case_whose_runner_died_on_this_host_is_due_at_once(store: Store) -> None:
    with a_process() as process:
        take(store, owner_of(process.pid))
        assert due(store) == []
        process.kill()
    assert due(store) == [CASE]


def test_another_process_under_the_same_number_is_not_the_owner(store: Store) -> None:
    take(store, f"{HOST}:{os.getpid()}:0")  # what began at boot is not this process
    assert take(store, owner_name()) == Lease(CASE, owner_name(), 2)


def test_nobody_can_tell_whether_a_process_elsewhere_lives(store: Store) -> None:
    take(store, "elsewhere.example:1:1")
    assert take(store, owner_name()) is None


def test_an_owner_without_a_process_number_holds_until_its_time_is_over(store: Store) -> None:
    take(store, f"{HOST}:worker-of-a-queue")
    assert take(store, owner_name()) is None
    assert take(store, owner_name(), minutes=6) == Lease(CASE, owner_name(), 2)


@pytest.mark.parametrize(
    ("error", "found"), [(None, "alive"), (ProcessLookupError, ""), (PermissionError, "alive")]
)
def test_without_a_kernel_file_a_signal_tells_who_lives(
    monkeypatch: pytest.MonkeyPatch, error: type[OSError] | None, found: str
) -> None:
    def kill(_pid: int, _signal: int) -> None:
        if error is not None:
            raise error

    monkeypatch.setattr(os, "kill", kill)
    assert leases._began(2**30) == found  # above every process number, so that /proc has no such file
