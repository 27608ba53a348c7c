"""Acts of many threads in few commits: each is kept or refused for itself, and none is forgotten."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests.usecases.desks import Scene, a_scene
from vetting.domain import commands
from vetting.domain.commands import Command
from vetting.domain.errors import Refused
from vetting.usecases.together import Together


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return a_scene(tmp_path).opened()


def named(scene: Scene, number: int, by: str = "P-FOCAL") -> Command:
    return scene.command(commands.NameParty, by, party=f"p{number}", role="other", name=f"Party {number}")


class Counted(Together):
    """Notes how many acts went into each commit."""

    commits: list[int]

    def _send(self, batch: list[Any]) -> None:
        self.commits.append(len(batch))
        super()._send(batch)


def test_every_act_of_many_threads_is_kept_once(scene: Scene) -> None:
    together, made = Together(scene.desk), [named(scene, number) for number in range(60)]
    with ThreadPoolExecutor(12) as pool:
        list(pool.map(together.send, made))
    assert sorted(one.id for one in scene.dossier().parties) == sorted(f"p{number}" for number in range(60))


def test_an_act_that_is_refused_stops_no_other(scene: Scene) -> None:
    together = Together(scene.desk)
    made = [named(scene, number, "P-NOBODY" if number % 5 == 0 else "P-FOCAL") for number in range(30)]

    def outcome(command: Command) -> str:
        try:
            together.send(command)
        except Refused as refused:
            return refused.refusal.code
        return "kept"

    with ThreadPoolExecutor(10) as pool:
        found = list(pool.map(outcome, made))
    assert found == ["unknown_person" if number % 5 == 0 else "kept" for number in range(30)]
    assert len(scene.dossier().parties) == 24


def test_acts_that_wait_together_share_a_commit_up_to_a_number(scene: Scene) -> None:
    together, commits = Counted(scene.desk), list[int]()
    together.commits = commits
    with together._turn, ThreadPoolExecutor(70) as pool:
        waiting = [pool.submit(together.send, named(scene, number)) for number in range(70)]
        while len(together._gathered) < 70:
            pass
        together._turn.release()
        for one in waiting:
            one.result()
        together._turn.acquire()
    assert commits == [64, 6]
