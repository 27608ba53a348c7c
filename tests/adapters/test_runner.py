"""The runner advances what is due, lets one fault hold up nothing, and does its chores once a minute."""

import json
import logging
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from tests.usecases.desks import CASE, START, Scene, a_scene
from vetting.adapters import logs, runner
from vetting.adapters.run_folder import RunFolder
from vetting.adapters.runner import Pulse, Runner
from vetting.domain.errors import EnvironmentFault, LeaseLost
from vetting.domain.stages import Step
from vetting.usecases.advance import Advanced, DirectDispatcher
from vetting.usecases.ports import Work

CONTENT = "Ana Petrova said"


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return a_scene(tmp_path).opened().answered()


@pytest.fixture
def said(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.INFO, logs.LOGGER)
    return caplog


def lines(said: pytest.LogCaptureFixture) -> list[tuple[str, dict[str, object]]]:
    return [(one.getMessage(), getattr(one, "values", {})) for one in said.records if one.name == logs.LOGGER]


class Failing:
    """A dispatcher that always fails in one way."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    def advance(self, _case: str) -> Advanced:
        raise self._error


class Busy:
    """A dispatcher that finds every case held by another."""

    def advance(self, case: str) -> Advanced:
        return Advanced(case, busy=True)


def test_it_advances_what_is_due_and_nothing_else(scene: Scene, said: pytest.LogCaptureFixture) -> None:
    running = Runner(scene.desk, DirectDispatcher(scene.desk), {})
    early = tuple(step for step in Step if step is not Step.RECORD)
    assert running.look() == [Advanced(CASE, early)]
    assert running.look() == []
    assert lines(said) == [("advanced", {"case": CASE, "steps": len(early)})]


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (LeaseLost(CONTENT), ("another process took the case", {"case": CASE})),
        (ValueError(CONTENT), ("a pass failed", {"case": CASE, "fault": "ValueError at test_runner.py:45"})),
    ],
)
def test_a_fault_is_told_by_type_and_place_and_never_by_what_it_says(
    scene: Scene, said: pytest.LogCaptureFixture, error: Exception, line: tuple[str, dict[str, object]]
) -> None:
    assert Runner(scene.desk, Failing(error), {}).look() == []
    assert lines(said) == [line]
    assert CONTENT not in said.text


def test_a_case_that_another_process_holds_is_no_news(scene: Scene, said: pytest.LogCaptureFixture) -> None:
    assert Runner(scene.desk, Busy(), {}).look() == [Advanced(CASE, busy=True)]
    assert lines(said) == []


def test_chores_are_done_once_a_minute_each_whatever_the_others_do(
    scene: Scene, said: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[datetime] = []

    def fail(_: datetime) -> dict[str, int]:
        raise ValueError(CONTENT)

    def count(now: datetime) -> dict[str, int]:
        done.append(now)
        return {"sent": len(done) - 1}

    running = Runner(scene.desk, Busy(), {"failing": fail, "counting": count})
    for _ in range(3):
        running.look()
    assert done == [START]
    monkeypatch.setattr(runner, "CHORE_SECONDS", 0.0)
    running.look()
    assert len(done) == 2
    assert [event for event, _ in lines(said)] == ["a chore failed", "a chore failed", "counting"]
    assert CONTENT not in said.text


def test_a_database_that_does_not_answer_is_asked_again(scene: Scene, said: pytest.LogCaptureFixture) -> None:
    def fail() -> Work:
        raise EnvironmentFault(CONTENT)

    running = Runner(replace(scene.desk, read=fail), DirectDispatcher(scene.desk), {})
    assert running.look() == []
    [(event, values)] = lines(said)
    assert (event, str(values["fault"]).partition(" ")[0]) == ("cannot read what is due", "EnvironmentFault")
    assert CONTENT not in said.text


def test_it_stops_after_the_case_in_hand_and_says_with_which_engine_it_ran(
    scene: Scene, tmp_path: Path
) -> None:
    folder = RunFolder(tmp_path)
    listener = folder.listen()

    def stop(_: datetime) -> dict[str, int]:
        running.stop()
        return {}

    running = Runner(scene.desk, DirectDispatcher(scene.desk), {"stop": stop})
    pulse = Pulse(folder.pulse, lambda: "direct")
    running.run(listener, pulse)
    pulse()
    listener.close()
    assert json.loads(folder.pulse.read_text())["engine"] == "direct"
    assert running.look() == []
