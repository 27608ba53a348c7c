"""What a running system does between cases: it signs the log, sends mail, and screens again each hour."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.usecases.desks import START, Scene, a_scene
from tests.usecases.test_reminding import FakeMailer, a_post
from vetting.audit.checkpoint import verify_checkpoint
from vetting.audit.note import VerifierKey
from vetting.usecases.checkpoints import sign_checkpoint
from vetting.usecases.chores import every, hour_chores, minute_chores


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return a_scene(tmp_path)


def test_a_log_that_grew_is_signed_once_as_it_stands(scene: Scene) -> None:
    assert sign_checkpoint(scene.desk, START) is None
    scene.opened()
    assert sign_checkpoint(scene.desk, START) == scene.size()
    assert sign_checkpoint(scene.desk, START) is None
    with scene.desk.read() as work:
        [note] = work.list_checkpoints()
    key = VerifierKey.from_text(scene.desk.signer.fingerprint)
    assert verify_checkpoint(note, key).size == scene.size()


def test_each_minute_signs_and_sends_and_each_hour_screens(scene: Scene) -> None:
    scene.opened().answered().advance()
    chores = minute_chores(scene.desk, a_post(FakeMailer())) | hour_chores(scene.desk)
    assert {name: chore(START) for name, chore in chores.items()} == {
        "checkpoint signed": {"size": scene.size()},
        "mail": {"sent": 0, "failed": 0},
        "screened again": {"touched": 0},
        "erased": {"files": 0},
    }


def test_an_hourly_chore_waits_for_its_hour() -> None:
    chore = every(timedelta(hours=1), lambda _: {"done": 1})
    minutes = [0, 1, 59, 60, 61, 120]
    done = [chore(START + timedelta(minutes=minute)) for minute in minutes]
    assert done == [{"done": 1}, {}, {}, {"done": 1}, {}, {"done": 1}]
