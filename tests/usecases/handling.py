"""Short ways to a refusal, and to a submission, a point and a letter, for tests of the handlers."""

from datetime import date
from typing import Any

import pytest

from tests.usecases.desks import Scene, sentence_of
from vetting.domain import commands
from vetting.domain.commands import Command
from vetting.domain.errors import Refused


def refusal_of(scene: Scene, kind: type[Command], by: str = "P-FOCAL", /, **fields: Any) -> str:
    """The sentence with which a command is refused; nothing of it may be kept."""
    before = scene.size()
    with pytest.raises(Refused) as raised:
        scene.send(kind, by, **fields)
    assert scene.size() == before
    return sentence_of(raised)


def a_submission(scene: Scene, **fields: Any) -> Scene:
    scene.send(
        commands.ReceiveSubmission,
        "P-OFFICER",
        **{"submission": "S-1", "mode": "public", "text": "No!", **fields},
    )
    return scene


def a_point(scene: Scene) -> Scene:
    a_submission(scene)
    scene.send(
        commands.ExtractPoint,
        "P-OFFICER",
        point="PT-1",
        submission="S-1",
        text="Recordings",
        criteria=["HRI-01"],
    )
    return scene


def a_letter(scene: Scene) -> Scene:
    scene.send(
        commands.SendLetter,
        letter="L-1",
        due=date(2026, 5, 1),
        questions=["Who owns you?"],
        findings=["ENT-01"],
    )
    return scene
