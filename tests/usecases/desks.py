"""Desks on homes of their own, and scenes: a small invented case that says how far it has come."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from tests.usecases.homes import come_to, make_home, remember_home
from vetting.adapters.clock import FixedClock
from vetting.audit.entry import LogEntry
from vetting.bootstrap import open_desk
from vetting.domain import commands
from vetting.domain.answers import AnswerState
from vetting.domain.commands import Command
from vetting.domain.decisions import DecisionFields
from vetting.domain.dossier import Dossier
from vetting.domain.interests import NOT_OF_THE_OFFICE
from vetting.domain.people import Role
from vetting.domain.sentences import to_sentence
from vetting.settings import Settings
from vetting.usecases.advance import Advanced, DirectDispatcher
from vetting.usecases.desk import Desk
from vetting.usecases.send import send

CASE = "meridian"
START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
REPOSITORY = Path(__file__).resolve().parents[2]
SMALL_PACK = REPOSITORY / "tests" / "fakes" / "small-pack"

PEOPLE: Mapping[str, Role] = {
    "P-INIT": Role.INITIATOR,
    "P-FOCAL": Role.FOCAL_POINT,
    "P-COMPANY": Role.COMPANY,
    "P-LEGAL": Role.LEGAL,
    "P-DPO": Role.DPO,
    "P-RIGHTS": Role.HR_ADVISER,
    "P-ETHICS": Role.ETHICS,
    "P-OFFICER": Role.CONSULTATION_OFFICER,
    "P-HEAD": Role.HEAD_OF_OFFICE,
    "P-COMMITTEE": Role.REVIEW_COMMITTEE,
    "P-HQ": Role.HEADQUARTERS,
    "P-EXEC": Role.EXECUTIVE_HEAD,
    "P-AUDITOR": Role.AUDITOR,
}

HARMLESS: Mapping[str, tuple[str, Any]] = {
    "INT-01": ("office", "no"),
    "INT-02": ("office", "Work plan 2026, item 4"),
    "ENT-01": ("company", "A trust for the staff"),
    "EXC-01": ("office", "no"),
    "HRI-01": ("hr_adviser", 1),
}
"""Answers to every row of the small pack that a light vetting asks, without any effect."""

ANSWERERS = {criterion: answerer for criterion, (answerer, _) in HARMLESS.items()} | {
    "PDT-01": "dpo",
    "RPL-04": "system",
}


def another_desk(home: Path, at: datetime = START) -> Desk:
    """A desk on a home with keys that no other has."""
    return open_desk(Settings(home), FixedClock(at))


def a_desk(home: Path, at: datetime = START) -> Desk:
    """A desk on a home of its own whose clock stands still; its keys are those of every such home."""
    make_home(home)
    return remember_home(open_desk(Settings(home), FixedClock(at)), home)


def sentence_of(refused: Any) -> str:
    """The sentence of a refusal that a test caught."""
    return to_sentence(refused.value.refusal)


@dataclass
class Scene:
    """A desk with one case, and short ways to act on it."""

    desk: Desk
    case: str = CASE

    def __post_init__(self) -> None:
        self._numbers = count(1)

    @property
    def now(self) -> datetime:
        return self.desk.clock.now()

    def wait(self, days: int = 0, **more: int) -> None:
        """Let time pass."""
        clock = self.desk.clock
        assert isinstance(clock, FixedClock)
        clock.set(clock.now() + timedelta(days=days, **more))

    def wait_until(self, at: datetime) -> None:
        """Let time pass until then."""
        clock = self.desk.clock
        assert isinstance(clock, FixedClock)
        clock.set(at)

    def command(self, what: type[Command], by: str = "P-FOCAL", /, **fields: Any) -> Command:
        """A command of this case, under an id of its own, at the time now."""
        said = {"id": f"{self.case}/act/{next(self._numbers)}", "case": self.case, "by": by, "at": self.now}
        return what(**{**said, **fields})

    def send(self, what: type[Command], by: str = "P-FOCAL", /, **fields: Any) -> Command:
        """Send one command, as an import would: the signers it names are asserted; gives it back."""
        command = self.command(what, by, **fields)
        send(self.desk, [command], asserted=True)
        return command

    def opened(self, **fields: Any) -> "Scene":
        """Open the case under the small pack, with everybody assigned, and no interest declared by anybody."""
        owing = [one for one, role in PEOPLE.items() if role not in NOT_OF_THE_OFFICE]
        key = (self.case, self.now, repr(sorted(fields.items())))
        if come_to(self.desk, key, lambda: self._open(fields, owing)):
            self.desk.packs.pin(self.desk.packs.find(str(fields.get("pack", SMALL_PACK))))
            self._numbers = count(2 + len(PEOPLE) + len(owing))
        return self

    def _open(self, fields: dict[str, Any], owing: list[str]) -> None:
        self.assigned(**fields).declared(*owing)

    def assigned(self, **fields: Any) -> "Scene":
        """Open the case under the small pack, with everybody assigned, before anybody has declared."""
        said: dict[str, Any] = {
            "title": "Live translation with Lingua Meridian",
            "initiating_office": "Office for Public Dialogue",
            "prospect": "lingua",
            "pack": str(SMALL_PACK),
        }
        self.send(commands.OpenCase, "P-INIT", **{**said, **fields})
        for person, role in PEOPLE.items():
            self.send(commands.AssignPerson, "P-INIT", person=person, roles=[role])
        return self

    def declared(self, *people: str) -> "Scene":
        """Let these people declare that they have no interest."""
        for person in people:
            self.send(commands.DeclareInterest, person, declaration=f"NIL-{person}", person=person)
        return self

    def with_evidence(self, ident: str = "E-1", **fields: Any) -> "Scene":
        """File a citation that could be known long ago."""
        said: dict[str, Any] = {
            "kind": "citation",
            "title": "Yearly report",
            "knowable_on": date(2025, 12, 31),
        }
        self.send(commands.FileEvidence, evidence=ident, **{**said, **fields})
        return self

    def answer(self, criterion: str, value: Any = None, **fields: Any) -> "Scene":
        """Answer a criterion; ``value`` may be unknown, refused or not_applicable."""
        is_state = value in ("unknown", "refused", "not_applicable")
        state = AnswerState(value) if is_state else AnswerState.GIVEN
        answerer = ANSWERERS.get(criterion, "office")
        said: dict[str, Any] = {"answerer": answerer, "state": state, "value": None if is_state else value}
        self.send(commands.AnswerQuestion, criterion=criterion, **{**said, **fields})
        return self

    def answered(self, **values: Any) -> "Scene":
        """Answer every row that a light vetting asks; by default without any effect.

        Values are given as ``INT_01="yes"``; None leaves a row unanswered.
        """
        given = {name.replace("_", "-"): value for name, value in values.items()}
        for criterion, (answerer, harmless) in HARMLESS.items():
            value = given.get(criterion, harmless)
            if value is not None:
                self.answer(criterion, value, answerer=answerer)
        return self

    def decide(self, outcome: str, by: str = "P-HEAD", **fields: Any) -> Command:
        """Sign a decision."""
        return self.send(commands.Decide, by, outcome=outcome, **{"summary": "As the file shows.", **fields})

    def advance(self) -> Advanced:
        """Advance the case to where it must wait."""
        return DirectDispatcher(self.desk).advance(self.case)

    def dossier(self) -> Dossier:
        """Everything about the case."""
        with self.desk.read() as work:
            return work.dossier(self.case)

    def decision(self) -> DecisionFields:
        """The decision; fails where there is none."""
        decision = self.dossier().decision
        assert decision is not None
        return decision

    def events(self) -> list[str]:
        """The names of the case's log entries, in order."""
        return [line.event for line in self.dossier().log]

    def size(self) -> int:
        """How many entries the log has."""
        with self.desk.read() as work:
            return work.log_size()


def a_scene(home: Path, at: datetime = START) -> Scene:
    """A scene on a home of its own, before the case is opened."""
    return Scene(a_desk(home, at))


@dataclass(frozen=True)
class Entry:
    """A log entry as its keeper reads it: the event, what is open, and what the openings say."""

    event: str
    by: str
    open: dict[str, Any]
    protected: dict[str, Any]


def last_entries(scene: Scene, number: int = 1) -> list[Entry]:
    """The newest entries of the log, the newest last."""
    with scene.desk.read() as work:
        leaves = [LogEntry.from_bytes(leaf) for leaf in work.leaves()]
        openings = [json.loads(line) for line in work.list_openings()]
    return [
        Entry(
            leaves[index].event,
            leaves[index].by,
            dict(leaves[index].open),
            {one["field"]: one["value"] for one in openings if one["entry_index"] == index},
        )
        for index in range(len(leaves) - number, len(leaves))
    ]
