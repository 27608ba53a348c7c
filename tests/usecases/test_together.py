"""Acts of many threads in few commits: each is kept or refused for itself, and none is forgotten."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.usecases.desks import Scene, a_scene
from vetting.audit.tree import leaf_hash
from vetting.domain import commands
from vetting.domain.commands import Command
from vetting.domain.errors import EnvironmentFault, Refused
from vetting.usecases.ports import Work
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


def test_who_sends_an_act_is_told_the_hash_of_its_entry(scene: Scene) -> None:
    together, made = Together(scene.desk), [named(scene, number) for number in range(20)]
    with ThreadPoolExecutor(10) as pool:
        told = list(pool.map(together.send, made))
    with scene.desk.read() as work:
        leaves = work.list_leaves([one.id for one in made])
    assert told == [leaf_hash(leaves[one.id]).hex() for one in made]
    assert len(set(told)) == 20


def test_one_act_sent_several_times_at_once_is_kept_once_and_every_sender_is_told_the_same(
    scene: Scene,
) -> None:
    together, made = Together(scene.desk), named(scene, 1)
    with ThreadPoolExecutor(10) as pool:
        told = list(pool.map(together.send, [made] * 10))
    assert len(set(told)) == 1
    assert scene.events().count("PartyNamed") == 1


def test_a_fault_of_the_machine_reaches_every_sender_and_leaves_nobody_waiting(scene: Scene) -> None:
    def fail() -> Work:
        raise EnvironmentFault("The disk is full.")

    def outcome(together: Together, number: int) -> str:
        try:
            return together.send(named(scene, number))
        except EnvironmentFault as fault:
            return str(fault)

    failing: list[Callable[[], Work]] = [fail, scene.desk.read]
    for work, read in (failing, failing[::-1]):
        together = Together(replace(scene.desk, work=work, read=read))
        with ThreadPoolExecutor(5) as pool:
            found = set(pool.map(lambda number, together=together: outcome(together, number), range(5)))
        assert found == {"The disk is full."}
