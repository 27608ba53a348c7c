"""Cases go on while the parts of a real system are killed again and again, and nothing is done twice."""

import os
import random
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.adapters.test_children import wait_until
from tests.cli.test_up import Up, children_of, run_systems
from tests.usecases.desks import Scene
from vetting.adapters.run_folder import PipeWaker
from vetting.bootstrap import open_desk
from vetting.domain import commands
from vetting.settings import Settings
from vetting.usecases.verifying import verify_log

pytestmark = [pytest.mark.slow, pytest.mark.no_cover]

KILLS = 12
CASES = 6


@pytest.fixture
def start_system(tmp_path: Path) -> Iterator[Callable[..., Up]]:
    yield from run_systems(tmp_path)


def kill(up: Up, name: str) -> None:
    """Kill what a part runs, or its warden; harmless where it is gone already."""
    warden = up.parts()[name]["pid"]
    for pid in children_of(warden) if warden else []:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def test_cases_go_on_while_runner_and_web_are_killed(start_system: Callable[..., Up]) -> None:
    up = start_system("--engine", "direct")
    desk = open_desk(Settings(up.home))
    chance = random.Random(7)  # noqa: S311 - the same instants each time
    scenes = [Scene(desk, f"case-{number}") for number in range(CASES)]
    for number in range(KILLS):
        scene = scenes[number % CASES]
        if number < CASES:
            scene.opened().answered()
        else:
            scene.send(commands.RequestRecord)
        PipeWaker(up.home).wake(scene.case)
        time.sleep(chance.random() / 2)
        kill(up, chance.choice(["runner", "runner", "web"]))
    for scene in scenes:
        wait_until(lambda scene=scene: "RecordIssued" in scene.events())  # type: ignore[misc]
    for scene in scenes:
        steps = Counter((one.step, one.number) for one in scene.dossier().steps)
        assert set(steps.values()) == {1}
    assert verify_log(desk).faults == ()
    wait_until(lambda: up.is_ready("web", "runner"))
    assert up.get("/readyz") == (200, "ready\n")
