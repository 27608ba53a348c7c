"""The embedded dispatcher: it waits for its server, says when none comes, and stops what it started."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from flows import dispatch, vet_partnership
from flows.dispatch import EmbeddedDispatcher
from vetting.adapters.addresses import answers, free_port
from vetting.adapters.children import Child, start_child
from vetting.domain.errors import EnvironmentFault
from vetting.domain.stages import Step
from vetting.usecases.advance import Advanced

SLEEPER = "import time; time.sleep(600)"
STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); {after}; time.sleep(60)"


@pytest.fixture
def dispatcher(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> EmbeddedDispatcher:
    monkeypatch.setattr(dispatch, "apply_environment", lambda _: None)  # Prefect's is that of the other tests
    return EmbeddedDispatcher(tmp_path)


def a_server(code: str) -> Child:
    return start_child([sys.executable, "-c", code], grace=0.1)


def answering(answers: Callable[[], bool]) -> Callable[[str], bool]:
    return lambda _: answers()


def test_a_server_that_ends_at_once_is_said(
    dispatcher: EmbeddedDispatcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = a_server("")
    server.wait(240)
    monkeypatch.setattr(dispatcher, "_start", lambda: server)
    with pytest.raises(EnvironmentFault) as raised, dispatcher:
        pass
    assert str(raised.value).startswith("Prefect's server did not start.")
    assert "--engine direct does the same work without it" in str(raised.value)


def test_a_server_that_never_answers_is_stopped_and_said(
    dispatcher: EmbeddedDispatcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = a_server(SLEEPER)
    monkeypatch.setattr(dispatcher, "_start", lambda: server)
    monkeypatch.setattr(dispatch, "START_SECONDS", 0.5)
    with pytest.raises(EnvironmentFault), dispatcher:
        pass
    assert server.poll() is not None


def test_a_server_that_will_not_stop_is_killed(
    dispatcher: EmbeddedDispatcher, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    told = tmp_path / "told"
    server = a_server(STUBBORN.format(after=f"open({str(told)!r}, 'w').close()"))
    monkeypatch.setattr(dispatcher, "_start", lambda: server)
    monkeypatch.setattr(dispatch, "answers", answering(told.exists))  # it ignores the signal from here on
    monkeypatch.setattr(dispatch, "STOP_SECONDS", 0.5)
    with dispatcher:
        assert server.poll() is None
    assert server.poll() is not None


def test_waiting_is_told(dispatcher: EmbeddedDispatcher, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[float] = []
    answers = iter([False, False, True])
    monkeypatch.setattr(dispatcher, "_on_wait", told.append)
    monkeypatch.setattr(dispatch, "answers", answering(lambda: next(answers)))
    monkeypatch.setattr(dispatcher, "_start", lambda: a_server(SLEEPER))
    with dispatcher:
        assert len(told) == 2


def test_nothing_answers_on_a_port_without_a_server() -> None:
    assert not answers(f"http://127.0.0.1:{free_port()}/api/health")


@pytest.mark.parametrize(
    ("told", "advanced"),
    [
        (["busy"], Advanced("x", busy=True)),
        (["decision", "record"], Advanced("x", (Step.DECISION, Step.RECORD))),
        ([], Advanced("x")),
    ],
)
def test_what_the_flow_says_is_what_was_done(
    dispatcher: EmbeddedDispatcher, monkeypatch: pytest.MonkeyPatch, told: list[str], advanced: Advanced
) -> None:
    async def flow(_: str) -> Any:
        return told

    monkeypatch.setattr(vet_partnership, "vet_partnership", flow)
    assert dispatcher.advance("x") == advanced
