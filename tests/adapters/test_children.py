"""A child never outlives its starter, however the starter ends, and neither does what the child started."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.usecases.desks import REPOSITORY
from vetting.adapters.children import start_child

PATIENCE = 240.0  # costs nothing where all is well
SLEEPER = "import time; time.sleep(600)"
STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); {after}; time.sleep(600)"
PARENT = """
import os, pathlib, subprocess, sys, time
grandchild = subprocess.Popen([sys.executable, "-c", {grandchild!r}])
pathlib.Path({told!r}).write_text(f"{{os.getpid()}} {{grandchild.pid}}\\n")
time.sleep(600)
"""
STARTER = """
import sys, time
from vetting.adapters.children import start_child
child = start_child([sys.executable, "-c", {code!r}], grace=0.5)
time.sleep(600)
"""


def is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        return False
    return state != "Z"


def wait_until(holds: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.02)


def pids_told(told: Path) -> list[int]:
    wait_until(lambda: told.exists() and told.read_text().endswith("\n"))
    return [int(one) for one in told.read_text().split()]


def a_parent(told: Path, grandchild: str = SLEEPER) -> list[str]:
    return [sys.executable, "-c", PARENT.format(grandchild=grandchild, told=str(told))]


def test_a_starter_that_is_killed_takes_its_child_and_grandchild_with_it(tmp_path: Path) -> None:
    code = a_parent(tmp_path / "told", STUBBORN.format(after="pass"))[2]
    starter = subprocess.Popen([sys.executable, "-c", STARTER.format(code=code)], cwd=REPOSITORY)
    child, grandchild = pids_told(tmp_path / "told")
    assert is_alive(child)
    starter.send_signal(signal.SIGKILL)
    starter.wait()
    wait_until(lambda: not is_alive(child) and not is_alive(grandchild))


def test_a_child_that_is_stopped_takes_what_it_started_with_it(tmp_path: Path) -> None:
    child = start_child(a_parent(tmp_path / "told"))
    running = pids_told(tmp_path / "told")
    assert child.stop(PATIENCE) == 128 + signal.SIGTERM
    wait_until(lambda: not any(is_alive(pid) for pid in running))


def test_a_child_that_dies_takes_what_it_started_with_it(tmp_path: Path) -> None:
    child = start_child(a_parent(tmp_path / "told"))
    first, second = pids_told(tmp_path / "told")
    os.kill(first, signal.SIGKILL)
    assert child.wait(PATIENCE) == 128 + signal.SIGKILL
    wait_until(lambda: not is_alive(second))


def test_a_warden_that_is_killed_leaves_nothing_either(tmp_path: Path) -> None:
    child = start_child(a_parent(tmp_path / "told"))
    running = pids_told(tmp_path / "told")
    os.kill(child.pid, signal.SIGKILL)
    assert child.wait(PATIENCE) == 128 + signal.SIGKILL
    wait_until(lambda: not any(is_alive(pid) for pid in running))


def test_a_child_that_will_not_stop_is_killed(tmp_path: Path) -> None:
    told = tmp_path / "told"
    code = STUBBORN.format(after=f"open({str(told)!r}, 'w').write('x\\n')")
    child = start_child([sys.executable, "-c", code], grace=0.1)
    wait_until(told.exists)
    assert child.poll() is None
    assert child.stop(0.2) == 128 + signal.SIGKILL
    assert child.stop() == 128 + signal.SIGKILL  # harmless now


@pytest.mark.parametrize("code", [0, 3])
def test_a_child_that_ends_tells_its_exit_code(code: int) -> None:
    child = start_child([sys.executable, "-c", f"raise SystemExit({code})"])
    wait_until(lambda: child.poll() is not None)
    assert child.wait() == code


def test_a_child_gets_its_environment_its_output_and_its_open_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OTHER", "inherited")
    reading, writing = os.pipe()
    code = f"import os; os.write({writing}, b'through'); print(os.environ['WORD'], os.environ['OTHER'])"
    with (tmp_path / "out").open("wb") as out:
        child = start_child(
            [sys.executable, "-c", code], environment={"WORD": "given"}, output=out, inherited=[writing]
        )
        assert child.wait(PATIENCE) == 0
    os.close(writing)
    assert os.read(reading, 100) == b"through"
    os.close(reading)
    assert (tmp_path / "out").read_text() == "given inherited\n"


def test_a_command_that_is_not_there_is_an_end_of_its_own() -> None:
    with Path(os.devnull).open("wb") as nowhere:
        assert start_child(["/no/such/program"], output=nowhere).wait(PATIENCE) == 1
