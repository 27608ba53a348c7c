"""The running system's dispatcher: flow runs while the server answers, directly while it does not."""

from pathlib import Path

import pytest

from flows import dispatch, served
from flows.served import ServedDispatcher
from tests.usecases.desks import CASE, Scene, a_scene
from vetting.domain.stages import Step
from vetting.usecases.advance import Advanced

API = "http://127.0.0.1:1/api"
EARLY = tuple(step for step in Step if step is not Step.RECORD)


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return a_scene(tmp_path).opened().answered()


@pytest.fixture
def dispatcher(scene: Scene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ServedDispatcher:
    monkeypatch.setattr(served, "apply_environment", lambda _: None)  # Prefect's is that of the other tests
    monkeypatch.setattr(served, "ASK_SECONDS", 0.0)
    return ServedDispatcher(scene.desk, tmp_path, API)


def server_is(monkeypatch: pytest.MonkeyPatch, *states: str) -> None:
    """The server is up or down, as said for each time it is asked; the last holds on."""
    left = list(states)
    monkeypatch.setattr(served, "answers", lambda _: (left.pop(0) if len(left) > 1 else left[0]) == "up")


def flow_gives(monkeypatch: pytest.MonkeyPatch, given: Advanced | Exception) -> None:
    async def flow(_: str) -> Advanced:
        if isinstance(given, Exception):
            raise given
        return given

    monkeypatch.setattr(dispatch, "advance_by_flow", flow)


def test_without_a_server_a_case_advances_directly(
    dispatcher: ServedDispatcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    server_is(monkeypatch, "down")
    assert dispatcher.engine() == "direct"
    assert dispatcher.advance(CASE).steps == EARLY


def test_with_a_server_a_case_advances_by_a_flow_run(
    dispatcher: ServedDispatcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    server_is(monkeypatch, "up")
    flow_gives(monkeypatch, Advanced(CASE, (Step.DECISION,)))
    assert dispatcher.engine() == "prefect"
    assert dispatcher.advance(CASE) == Advanced(CASE, (Step.DECISION,))


def test_a_server_that_goes_away_in_between_costs_nothing(
    dispatcher: ServedDispatcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    server_is(monkeypatch, "up", "down")
    flow_gives(monkeypatch, ConnectionError("gone"))
    assert dispatcher.advance(CASE).steps == EARLY
    assert dispatcher.engine() == "direct"


def test_a_flow_run_that_fails_while_the_server_answers_is_a_fault(
    dispatcher: ServedDispatcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    server_is(monkeypatch, "up")
    flow_gives(monkeypatch, ValueError("a rule"))
    with pytest.raises(ValueError, match="a rule"):
        dispatcher.advance(CASE)


def test_the_server_is_not_asked_at_every_look(
    scene: Scene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(served, "apply_environment", lambda _: None)
    monkeypatch.setattr(served, "ASK_SECONDS", 3600.0)
    monkeypatch.setattr(served, "answers", asked.append)
    dispatcher = ServedDispatcher(scene.desk, tmp_path, API)
    assert [dispatcher.engine() for _ in range(3)] == ["direct"] * 3
    assert asked == [f"{API}/health"]
