"""The supervisor starts parts in order, mends what ends, gives up on what cannot start, and stops them all."""

import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.adapters.test_children import PATIENCE, is_alive, wait_until
from vetting.adapters import supervisor
from vetting.adapters.supervisor import Part, Supervisor

TOUCH_AND_STAY = "import pathlib, time; pathlib.Path({file!r}).touch(); time.sleep(600)"


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor, "PAUSES", (0.05, 0.1))
    monkeypatch.setattr(supervisor, "LOOK_SECONDS", 0.02)


class Watched:
    """A supervisor whose states are kept, and which a condition stops."""

    def __init__(self, *parts: Part) -> None:
        self.states: list[dict[str, dict[str, Any]]] = []
        self.ready = 0
        self._until: Callable[[dict[str, dict[str, Any]]], bool] = lambda _: False
        self._began = time.monotonic()
        self.supervisor = Supervisor(parts, self._tell)

    def run_until(self, holds: Callable[[dict[str, dict[str, Any]]], bool]) -> int:
        self._until = holds
        return self.supervisor.run(self._on_ready)

    def pid(self, name: str) -> int:
        return int(self.states[-1][name]["pid"])

    def _on_ready(self) -> None:
        self.ready += 1

    def _tell(self, parts: list[dict[str, Any]]) -> None:
        self.states.append({one["name"]: one for one in parts})
        if self._until(self.states[-1]) or time.monotonic() - self._began > PATIENCE:
            self.supervisor.stop()


def a_part(name: str, folder: Path, code: str = TOUCH_AND_STAY, **more: Any) -> Part:
    file = folder / f"{name}.ready"
    return Part(name, [sys.executable, "-c", code.format(file=str(file))], file.exists, **more)


def all_ready(parts: dict[str, dict[str, Any]]) -> bool:
    return all(one["state"] == "ready" for one in parts.values())


def test_a_part_starts_when_what_it_needs_is_ready_and_all_stop_together(tmp_path: Path) -> None:
    watched = Watched(a_part("web", tmp_path), a_part("runner", tmp_path, needs="web"))
    assert watched.run_until(all_ready) == 0
    states = [(one["web"]["state"], one["runner"]["state"]) for one in watched.states]
    assert states == [("starting", "waiting"), ("ready", "starting"), ("ready", "ready")]
    assert watched.ready == 1
    wait_until(lambda: not is_alive(watched.pid("web")) and not is_alive(watched.pid("runner")))


def test_a_part_that_is_killed_is_started_again(tmp_path: Path) -> None:
    watched = Watched(a_part("web", tmp_path))
    killed: list[int] = []

    def mended(parts: dict[str, dict[str, Any]]) -> bool:
        if all_ready(parts) and not killed:
            killed.append(parts["web"]["pid"])
            os.kill(killed[0], signal.SIGKILL)
        return all_ready(parts) and parts["web"]["restarts"] == 1

    assert watched.run_until(mended) == 0
    assert watched.states[-1]["web"]["last_exit"] == 128 + signal.SIGKILL
    assert watched.ready == 1


def test_a_part_that_keeps_ending_is_started_again_and_again(tmp_path: Path) -> None:
    watched = Watched(a_part("web", tmp_path, code="raise SystemExit(1)"))
    assert watched.run_until(lambda parts: parts["web"]["restarts"] == 4) == 0
    assert watched.ready == 0


@pytest.mark.parametrize("code", [2, 3, 4])
def test_a_part_that_cannot_start_ends_the_whole_with_its_exit_code(tmp_path: Path, code: int) -> None:
    watched = Watched(a_part("web", tmp_path, code=f"raise SystemExit({code})"))
    assert watched.run_until(lambda _: False) == code
    assert watched.states[-1]["web"]["restarts"] == 0


def test_a_part_that_the_system_can_do_without_ends_nothing(tmp_path: Path) -> None:
    refusing = a_part("prefect", tmp_path, code="raise SystemExit(4)", is_essential=False)
    watched = Watched(a_part("web", tmp_path), refusing)
    assert watched.run_until(lambda parts: parts["prefect"]["restarts"] == 2) == 0


def test_a_part_that_ran_well_pauses_shortly_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor, "WELL_SECONDS", 0.0)
    watched = Watched(a_part("web", tmp_path, code="raise SystemExit(1)"))
    assert watched.run_until(lambda parts: parts["web"]["restarts"] == 3) == 0


def test_what_a_part_says_goes_to_its_log_and_a_large_one_is_set_aside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervisor, "LOG_BYTES", 3)
    log = tmp_path / "part.log"
    log.write_text("old and long\n")
    watched = Watched(
        a_part("web", tmp_path, code="print('said', flush=True)" + "\n" + TOUCH_AND_STAY, log=log)
    )
    watched.run_until(all_ready)
    assert (log.read_text(), (tmp_path / "part.old.log").read_text()) == ("said\n", "old and long\n")


def test_a_signal_stops_it(tmp_path: Path) -> None:
    kept = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)}
    watched = Watched(a_part("web", tmp_path))
    watched.supervisor.stop_on_signals()

    def send(parts: dict[str, dict[str, Any]]) -> bool:
        if all_ready(parts):
            os.kill(os.getpid(), signal.SIGTERM)
        return False

    try:
        assert watched.run_until(send) == 0
    finally:
        for number, handler in kept.items():
            signal.signal(number, handler)
    wait_until(lambda: not is_alive(watched.pid("web")))
