"""`prefect deploy --all` and a process worker run the same flows against a server of their own."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from flows.dispatch import server_command
from flows.environment import quiet_environment
from tests.cli.test_up import is_due
from tests.usecases.desks import REPOSITORY, Scene
from vetting.adapters.addresses import answers, free_port
from vetting.adapters.children import Child, start_child
from vetting.bootstrap import open_desk
from vetting.domain import commands
from vetting.settings import Settings

pytestmark = [pytest.mark.slow, pytest.mark.no_cover]

PATIENCE = 300.0


class Prefect:
    """A Prefect server of its own, and its command line."""

    def __init__(self, home: Path) -> None:
        self._port = free_port()
        self._api = f"http://127.0.0.1:{self._port}/api"
        ours = {"VETTING_CODE": str(REPOSITORY), "PREFECT_WORKER_QUERY_SECONDS": "2"}
        self.environment = quiet_environment(home, self._api) | ours
        self._log = (home / "prefect" / "test.log").open("ab")
        self._children = [self.start(*server_command(self._port)[1:])]
        wait_until(lambda: answers(f"{self._api}/health"))

    def start(self, *words: str) -> Child:
        return start_child([sys.executable, *words], environment=self.environment, output=self._log)

    def run(self, *words: str) -> None:
        command = [sys.executable, "-m", "prefect", *words]
        subprocess.run(
            command,
            check=True,
            env=os.environ | self.environment,
            cwd=REPOSITORY,
            stdout=self._log,
            stderr=self._log,
        )

    def work(self) -> None:
        command = ("-m", "prefect", "worker", "start", "--pool", "vetting", "--limit", "2")
        self._children.append(self.start(*command))

    def stop(self) -> None:
        for child in reversed(self._children):
            child.stop()
        self._log.close()


def wait_until(holds: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.2)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    open_desk(Settings(tmp_path))
    return tmp_path


@pytest.fixture
def prefect(home: Path) -> Iterator[Prefect]:
    server = Prefect(home)
    yield server
    server.stop()


def test_a_case_that_is_woken_is_swept_up_advanced_and_signed_by_a_worker(
    prefect: Prefect, home: Path
) -> None:
    prefect.run("work-pool", "create", "vetting", "--type", "process")
    prefect.run("--no-prompt", "deploy", "--all")
    scene = Scene(open_desk(Settings(home))).opened().answered()
    scene.send(commands.RequestRecord)
    prefect.work()
    prefect.run("deployment", "run", "sweep/sweep")
    wait_until(lambda: "RecordIssued" in scene.events() and not is_due(scene))
    assert [step.number for step in scene.dossier().steps] == [1] * len(scene.dossier().steps)
    prefect.run("deployment", "run", "chores/chores")

    def is_signed() -> bool:
        with scene.desk.read() as work:
            return work.find_checkpoint(work.log_size()) is not None

    wait_until(is_signed)
    assert not is_due(scene)
