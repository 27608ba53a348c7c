"""One system on a home, what it says of itself, and how a runner is woken."""

import fcntl
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.usecases.desks import REPOSITORY
from vetting.adapters import run_folder
from vetting.adapters.run_folder import PipeWaker, RunFolder
from vetting.domain.errors import EnvironmentFault

HOLDER = """
import sys
from pathlib import Path
from vetting.adapters.run_folder import RunFolder
with RunFolder(Path(sys.argv[1])).held():
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def folder(tmp_path: Path) -> RunFolder:
    return RunFolder(tmp_path)


def test_nothing_runs_on_a_new_home(folder: RunFolder) -> None:
    assert (folder.is_held(), folder.read_state()) == (False, None)


def test_what_runs_is_said_while_it_runs_and_not_after(folder: RunFolder) -> None:
    with folder.held():
        assert folder.read_state() is None
        folder.write_state({"pid": 7})
        assert folder.read_state() == {"pid": 7}
    assert folder.read_state() is None


def test_a_second_start_is_refused_until_the_first_is_gone_even_by_a_kill(
    folder: RunFolder, tmp_path: Path
) -> None:
    pipe = subprocess.PIPE
    command = [sys.executable, "-c", HOLDER, str(tmp_path)]
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, cwd=REPOSITORY) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == b"held\n"
        assert folder.is_held()
        with pytest.raises(EnvironmentFault) as raised, folder.held():
            pass
        assert str(raised.value) == (
            f"The system runs on the home {tmp_path} already. "
            "'vetting status' says where; stop that one first, or give another home with --home."
        )
        first.kill()
    with folder.held():
        assert folder.is_held()


def test_who_only_asks_what_runs_stands_in_the_way_of_nobody(
    folder: RunFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    with folder.held():
        pass
    asking = os.open(folder._lock, os.O_RDWR)
    fcntl.flock(asking, fcntl.LOCK_SH)
    assert not folder.is_held()
    pausing = SimpleNamespace(sleep=lambda _: os.close(asking))  # meanwhile whoever asked has the answer
    monkeypatch.setattr(run_folder, "time", pausing)
    with folder.held():
        assert folder.is_held()


def test_what_a_killed_system_said_counts_no_more(folder: RunFolder) -> None:
    folder.write_state({"pid": 7})
    assert folder.read_state() is None


def test_a_runner_that_listens_is_woken_once_for_many_calls(folder: RunFolder, tmp_path: Path) -> None:
    listener = folder.listen()
    for case in ("one", "two", "three"):
        PipeWaker(tmp_path).wake(case)
    assert (listener.wait(60), listener.wait(0)) == (True, False)
    listener.close()


def test_waking_nobody_is_harmless(tmp_path: Path) -> None:
    PipeWaker(tmp_path).wake("one")
    RunFolder(tmp_path).listen().close()
    PipeWaker(tmp_path).wake("one")
