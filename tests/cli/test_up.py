"""The running system on real processes: it starts, mends itself, stops clean, and is never there twice."""

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.adapters.test_children import PATIENCE, is_alive, wait_until
from tests.usecases.desks import CASE, REPOSITORY, Scene
from vetting.adapters.addresses import free_port, listen_on
from vetting.adapters.run_folder import PipeWaker, RunFolder
from vetting.bootstrap import open_desk
from vetting.domain import commands
from vetting.settings import Settings

pytestmark = pytest.mark.slow


@dataclass
class Up:
    """A system that was started on a home."""

    process: "subprocess.Popen[str]"
    home: Path
    port: int

    def parts(self) -> dict[str, dict[str, Any]]:
        state = RunFolder(self.home).read_state() or {"parts": []}
        return {one["name"]: one for one in state["parts"]}

    def is_ready(self, *names: str) -> bool:
        assert self.process.poll() is None, "the system ended"
        parts = self.parts()
        return all(name in parts and parts[name]["state"] == "ready" for name in names)

    def processes(self) -> list[int]:
        """Every process of the parts: the wardens and what they run."""
        wardens = [one["pid"] for one in self.parts().values() if one["pid"]]
        return [pid for warden in wardens for pid in (warden, *children_of(warden))]

    def get(self, path: str) -> tuple[int, str]:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=PATIENCE) as answer:
            return answer.status, answer.read().decode()


def children_of(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(one) for one in listed.read_text().split()] if listed.exists() else []


def start(home: Path, port: int, *words: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "vetting", "up", "--home", str(home), "--port", str(port), *words]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=REPOSITORY
    )


@pytest.fixture
def system(tmp_path: Path) -> Iterator[Callable[..., Up]]:
    yield from run_systems(tmp_path)


def run_systems(tmp_path: Path) -> Iterator[Callable[..., Up]]:
    """What starts a system on a home of this folder; each is stopped in the end."""
    started: list[Up] = []

    def begin(*words: str) -> Up:
        up = Up(start(tmp_path / "home", port := free_port(), *words), tmp_path / "home", port)
        started.append(up)
        wait_until(lambda: up.is_ready("web", "runner"))
        return up

    yield begin
    for up in started:
        up.process.send_signal(signal.SIGTERM)
        up.process.communicate(timeout=PATIENCE)


def a_case(home: Path) -> Scene:
    scene = Scene(open_desk(Settings(home)))
    scene.opened().answered()
    PipeWaker(home).wake(CASE)
    return scene


def has_steps(scene: Scene) -> bool:
    return len(scene.dossier().steps) > 0


def is_due(scene: Scene) -> bool:
    with scene.desk.read() as work:
        return list(work.list_due(scene.now)) != []


def flow_runs(up: Up) -> list[tuple[dict[str, Any], str]]:
    """The flow runs that Prefect's server knows: none that it told while it does not answer."""
    state = RunFolder(up.home).read_state() or {}
    body, headers = b"{}", {"Content-Type": "application/json"}
    query = urllib.request.Request(f"{state['prefect']}/flow_runs/filter", body, headers)  # noqa: S310
    try:
        with urllib.request.urlopen(query, timeout=PATIENCE) as answer:  # noqa: S310 - as above, our own server
            return [(one["parameters"], one["state_type"]) for one in json.load(answer)]
    except OSError:
        return []


def has_completed(up: Up) -> bool:
    return "COMPLETED" in [state for _, state in flow_runs(up)]


def test_it_starts_once_serves_advances_and_stops_with_all_it_started(system: Callable[..., Up]) -> None:
    up = system("--engine", "direct")
    assert up.get("/healthz")[0] == 200
    assert "<html" in up.get("/en/")[1]
    scene = a_case(up.home)
    wait_until(lambda: has_steps(scene) and not is_due(scene))

    second = start(up.home, free_port())
    out, err = second.communicate(timeout=PATIENCE)
    assert (second.returncode, out) == (4, "")
    assert err.splitlines()[-1].startswith(f"The system runs on the home {up.home} already.")

    running = up.processes()
    assert len(running) == 4
    up.process.send_signal(signal.SIGTERM)
    out, err = up.process.communicate(timeout=PATIENCE)
    assert up.process.returncode == 0
    base = f"http://127.0.0.1:{up.port}"
    assert out == f"public {base}/  office {base}/office/  audit {base}/audit/\n"
    assert [line for line in err.splitlines() if "error" in line] == []
    assert not any(is_alive(pid) for pid in running)
    assert not is_due(scene)
    assert not RunFolder(up.home).is_held()


def test_a_killed_part_is_mended_and_a_killed_system_leaves_nothing(system: Callable[..., Up]) -> None:
    up = system("--engine", "direct")
    for name in ("web", "runner"):
        [process] = children_of(up.parts()[name]["pid"])
        os.kill(process, signal.SIGKILL)
        wait_until(lambda name=name: up.is_ready(name) and up.parts()[name]["restarts"] == 1)  # type: ignore[misc]
    assert up.get("/healthz")[0] == 200
    scene = a_case(up.home)
    wait_until(lambda: has_steps(scene))

    running = up.processes()
    up.process.kill()
    up.process.wait()
    wait_until(lambda: not any(is_alive(pid) for pid in running))
    assert not RunFolder(up.home).is_held()


def test_a_page_asked_for_while_the_web_process_restarts_is_answered_by_the_next(
    system: Callable[..., Up],
) -> None:
    up = system("--engine", "direct")
    [process] = children_of(up.parts()["web"]["pid"])
    os.kill(process, signal.SIGKILL)
    time.sleep(0.05)
    assert up.get("/healthz")[0] == 200


@pytest.mark.no_cover  # Prefect's server would be slowed down as well; tests/flows counts what is ours
def test_cases_advance_directly_until_prefect_answers_and_then_by_flow_runs(
    system: Callable[..., Up], tmp_path: Path
) -> None:
    scene = a_case(tmp_path / "home")  # due before the first look, and Prefect's server starts after it
    up = system()
    wait_until(lambda: has_steps(scene) and not is_due(scene))
    pulse = RunFolder(up.home).pulse
    wait_until(lambda: json.loads(pulse.read_text())["engine"] == "prefect")
    assert flow_runs(up) == []
    for _ in range(20):  # a server that is slow to answer is passed over; then once more
        if has_completed(up):
            break
        records = scene.events().count("RecordIssued")
        scene.send(commands.RequestRecord)
        PipeWaker(up.home).wake(CASE)
        wait_until(lambda before=records: scene.events().count("RecordIssued") > before)  # type: ignore[misc]
    assert has_completed(up)
    assert [parameters for parameters, _ in flow_runs(up) if parameters != {"case": CASE}] == []

    def is_direct_without_a_server() -> bool:
        """Whatever the runner was about when the server went, and however soon the next one comes."""
        for server in children_of(up.parts()["prefect"]["pid"] or 0):
            with contextlib.suppress(ProcessLookupError):
                os.kill(server, signal.SIGKILL)
        return bool(json.loads(pulse.read_text())["engine"] == "direct")

    wait_until(is_direct_without_a_server)
    assert up.get("/healthz")[0] == 200


def test_a_port_in_use_and_a_home_of_a_newer_version_are_said(tmp_path: Path) -> None:
    with listen_on("127.0.0.1", 0) as listening:
        port = listening.getsockname()[1]
        taken = start(tmp_path / "home", port)
        out, err = taken.communicate(timeout=PATIENCE)
    assert (taken.returncode, out) == (4, "")
    assert err == (
        f"Port {port} of 127.0.0.1 is in use by another program. "
        "Stop that one, or give another with --port.\n"
    )
    assert not (tmp_path / "home").exists()

    open_desk(Settings(tmp_path / "newer"))
    script = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('UPDATE alembic_version SET version_num = 9999'); c.commit()"  # noqa: E501
    subprocess.run([sys.executable, "-c", script, str(tmp_path / "newer" / "vetting.db")], check=True)
    newer = start(tmp_path / "newer", free_port())
    out, err = newer.communicate(timeout=PATIENCE)
    assert (newer.returncode, out) == (3, "")
    assert re.search(r"^The home was written by a newer version \(9999", err, re.MULTILINE)
