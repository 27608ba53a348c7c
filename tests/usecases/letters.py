"""A case with a finding that opens the right of reply, a public source behind it, and a letter."""

import shutil
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

from tests.usecases.desks import Scene, a_scene
from vetting.bootstrap import letter_texts
from vetting.domain import commands
from vetting.domain.letters import LetterQuestion
from vetting.domain.reply_commands import DraftLetter
from vetting.usecases.letter_proposals import Proposed, propose_letter
from vetting.usecases.reply_links import make_link

TEXTS = letter_texts()


def an_open_finding(scene: Scene, **source: Any) -> Scene:
    """A case under the shipped pack in which a source alleges something of the company."""
    scene.opened(pack="un-default", settings={"depth_before": "enhanced"})
    scene.send(commands.NameParty, party="lingua", role="prospect", name="Lingua Meridian (fictional)")
    said: dict[str, Any] = {
        "title": "Inquiry into exports",
        "publisher": "Trade Monitor (fictional)",
        "published": "2025-11-20",
        "locator": "page 3",
        "note": "The monitor reports that an authority looks into exports of the group",
    }
    scene.with_evidence("E-1", **{**said, **source})
    scene.send(
        commands.AnswerQuestion, criterion="EXC-05", answerer="office", state="given", value="alleged",
        evidence=["E-1"],
    )  # fmt: skip
    return scene


def a_home_with_finding(home: Path) -> Path:
    """A home that holds the case, to be copied."""
    an_open_finding(a_scene(home))
    return home


def a_home_with_letter(home: Path) -> Path:
    """A home in which the letter went out as well."""
    a_sent_letter(an_open_finding(a_scene(home)))
    return home


def a_copy(home: Path, to: Path) -> Scene:
    """The scene of a home, on a copy of it."""
    shutil.copytree(home, to, dirs_exist_ok=True)
    scene = a_scene(to)
    scene._numbers = count(1000)  # past those of the home that was copied
    return scene


def proposed(scene: Scene, **said: Any) -> Proposed:
    """The letter as it could be written now."""
    return propose_letter(scene.desk, scene.case, TEXTS, **said)


def a_draft(scene: Scene, by: str = "P-RIGHTS", **changes: Any) -> Scene:
    """A draft with two questions."""
    first = LetterQuestion(
        question="Is the report correct?",
        facts="An authority looks into exports.",
        findings=["EXC-05"],
        standards=["Conduct for suppliers"],
        sources=["E-1"],
    )
    second = LetterQuestion(question="What was changed since?", findings=["EXC-05"])
    said: dict[str, Any] = {
        "letter": "L-1",
        "reference": "OPD/1",
        "opening": "This is asked.",
        "questions": [first, second],
    }
    scene.send(DraftLetter, by, **{**said, **changes})
    return scene


def a_sent_letter(scene: Scene) -> Scene:
    """The draft, sent by a second person, due in sixty days."""
    a_draft(scene)
    scene.send(commands.SendLetter, letter="L-1", due=date(2026, 5, 1))
    return scene


def a_link(scene: Scene) -> str:
    """The sealed link of the letter."""
    return make_link(scene.desk, scene.case, "L-1", "P-FOCAL")
