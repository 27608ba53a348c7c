"""Scenes of consultation: keys that are set up, a round that is open, a submission that is written."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from tests.usecases.desks import Scene
from vetting.adapters.sealing import AgeSealer, make_key
from vetting.domain.commands import DeclareInterest
from vetting.domain.consultation import SubmissionMode
from vetting.domain.round_commands import PublishNotice
from vetting.domain.rounds import NOTICE
from vetting.domain.written import Draft, Part
from vetting.usecases.lodging import Begun, begin, lodge

PUBLIC, CONFIDENTIAL, ANONYMOUS = SubmissionMode
LANGUAGES = ("en", "fr", "es", "ru", "zh", "ar")


@dataclass(frozen=True)
class Keys:
    """The secret keys of a home's officer and custodians, which the home does not have."""

    officer: str
    custodians: tuple[str, str]


def set_up_keys(scene: Scene) -> Keys:
    """Set up one officer, who has declared no interest, and two custodians."""
    scene.send(DeclareInterest, "P-OFFICER", declaration="D-OFFICER", person="P-OFFICER", kind="none")
    sealer = scene.desk.sealer
    assert isinstance(sealer, AgeSealer)
    made = [make_key() for _ in range(3)]
    for kind, name, (_, public) in zip(
        ("officer", "custodian", "custodian"), ("one", "one", "two"), made, strict=True
    ):
        sealer.add_recipient(kind, name, public)
    return Keys(made[0][0], (made[1][0], made[2][0]))


def open_round(scene: Scene, days: int = 28, **changes: Any) -> Scene:
    """Announce a round that is open at once."""
    said: dict[str, Any] = {
        "round": 1,
        "opens_at": scene.now,
        "closes_at": scene.now + timedelta(days=days),
        "languages": list(LANGUAGES),
        "notice": {one: dict.fromkeys(NOTICE, f"What the notice says ({one}).") for one in LANGUAGES},
        "questions": {
            "Q1": {one: f"What should change? ({one})" for one in LANGUAGES},
            "Q2": {one: f"Who is affected? ({one})" for one in LANGUAGES},
        },
        "terms_withheld": "The draft is with the company until the end of the month.",
        "terms_reviewer": "legal adviser",
    }
    scene.send(PublishNotice, "P-OFFICER", **{**said, **changes})
    return scene


def a_draft(mode: SubmissionMode = PUBLIC, text: str = "The terms are vague.", **changes: Any) -> Draft:
    """A submission that answers the first question."""
    return Draft(mode, **{"parts": (Part("Q1", text), Part("Q2", "")), **changes})


def lodged(scene: Scene, draft: Draft) -> Begun:
    """Take a submission; the form, with its receipt."""
    form = begin(scene.desk, scene.case)
    lodge(scene.desk, form, draft)
    return form
