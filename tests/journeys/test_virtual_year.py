"""A year of twenty cases under a clock of our own, with people who are early, late, refuse, or never come.

Every day is one sweep. Now and then a runner dies between two steps. At the end each timer was raised
once and no other was, each case stands where its people left it, and nothing was done twice.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any, cast

import pytest

from tests.usecases.desks import START, Scene, a_desk
from tests.usecases.test_reminding import FakeMailer, a_post
from vetting.adapters.clock import FixedClock
from vetting.domain import commands
from vetting.domain.replies import ReplyState
from vetting.domain.stages import CaseStatus
from vetting.usecases.advance import LEASE_SECONDS, DirectDispatcher
from vetting.usecases.desk import Desk
from vetting.usecases.mailing import send_mail
from vetting.usecases.plan import Due
from vetting.usecases.steps import next_step, perform_step
from vetting.usecases.verifying import verify_log

pytestmark = pytest.mark.slow

DAYS = 365
WINDOW = 60
CASES = 20
DEATHS = 15


@dataclass(frozen=True)
class Habit:
    """What the people of a case do, in days after it was opened; ``None``: they never come."""

    replies_on: int | None = None
    reply: ReplyState = ReplyState.FULL
    decides_on: int | None = None
    outcome: str = "refuse"
    withdraws_on: int | None = None


HABITS = {
    "early": Habit(replies_on=9, decides_on=20, outcome="approve"),
    "in_part": Habit(replies_on=42, reply=ReplyState.IN_PART, decides_on=55, outcome="defer"),
    "late": Habit(replies_on=75, decides_on=90, outcome="refuse"),
    "missing": Habit(decides_on=100, outcome="refuse"),
    "nobody": Habit(),
    "withdrawn": Habit(withdraws_on=35),
}


@dataclass
class Story:
    """One case of the year: when it begins, and how its people are."""

    scene: Scene
    kind: str
    begins: int
    done: list[str] = field(default_factory=list)

    @property
    def habit(self) -> Habit:
        return HABITS[self.kind]

    def live(self, day: int) -> None:
        """What its people do on a day of the year."""
        age, habit = day - self.begins, self.habit
        if age == 0:
            self._begin()
        if age == habit.replies_on:
            self.scene.send(
                commands.RecordReply, "P-FOCAL", letter="L-1", state=habit.reply, replies=["Yes."]
            )
        if age == habit.withdraws_on:
            self.scene.send(commands.WithdrawCase, reason="The office changed its plans.")
        if age == habit.decides_on:
            self._decide()

    def _begin(self) -> None:
        self.scene.opened().answered()
        due = (self.scene.now + timedelta(days=WINDOW)).date()
        self.scene.send(commands.SendLetter, letter="L-1", due=due, questions=["Who owns it?"])

    def _decide(self) -> None:
        if self.habit.outcome == "approve":
            review = (self.scene.now + timedelta(days=180)).date()
            signed: dict[str, Any] = {
                "plan_signed_by": "P-HEAD",
                "risk_signed_by": "P-HQ",
                "re_review_on": review,
            }
            self.scene.decide("approve", **signed)
        else:
            reasons = {"departure_reason": "The file is thin.", "second_by": "P-EXEC"}
            self.scene.decide(self.habit.outcome, "P-HQ", **reasons)

    def expected(self) -> list[tuple[str, date]]:
        """The timers of the year, worked out by hand from the habits."""
        habit, last = self.habit, DAYS - self.begins - 1
        ends = min(one for one in (habit.replies_on, habit.withdraws_on, WINDOW, last + 1) if one is not None)
        asked = [("reply_awaited", age) for age in (30, 50) if age < ends]
        warned = [("gate_closes", age) for age in (WINDOW - 6, WINDOW) if age < ends + (ends == WINDOW)]
        reviewed = []
        if habit.outcome == "approve" and habit.decides_on is not None and habit.decides_on <= last:
            days = (habit.decides_on + 180 - 30, habit.decides_on + 180)
            reviewed = [("review_due", age) for age in days if age <= last]
        return sorted((kind, self._day(age)) for kind, age in [*asked, *warned, *reviewed])

    def _day(self, age: int) -> date:
        return (START + timedelta(days=self.begins + age)).date()


@dataclass
class Year:
    """Twenty cases on one home, and what befalls their runner."""

    desk: Desk
    stories: list[Story]
    chance: random.Random
    mailer: FakeMailer = field(default_factory=FakeMailer)
    deaths: int = 0
    left_due: list[str] = field(default_factory=list)

    def pass_by(self) -> None:
        clock = self.desk.clock
        assert isinstance(clock, FixedClock)
        for day in range(DAYS):
            clock.set(START + timedelta(days=day))
            for story in self.stories:
                story.live(day)
            self.sweep()
            send_mail(self.desk, a_post(self.mailer), clock.now())

    def sweep(self) -> None:
        """Advance what is due; a runner that dies leaves its case to the next, the same minute."""
        for case in self._due():
            if self.deaths < DEATHS and self.chance.random() < 0.3:
                self._die_on(case)
        for case in self._due():
            DirectDispatcher(self.desk).advance(case)
        self.left_due += self._due()

    def _due(self) -> list[str]:
        with self.desk.read() as work:
            return list(work.list_due(self.desk.clock.now()))

    def _die_on(self, case: str) -> None:
        """A runner that is gone: it holds the case, did one step of it, and never gave it back."""
        host, pid, _ = self.desk.owner.split(":")
        gone = replace(self.desk, owner=f"{host}:{pid}:0")
        with gone.work() as work:
            lease = work.take_lease(case, gone.owner, gone.clock.now(), LEASE_SECONDS)
            work.commit()
        assert lease is not None
        if isinstance(due := next_step(gone, case), Due):
            perform_step(gone, lease, due.step)
        self.deaths += 1


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Year:
    desk = a_desk(tmp_path_factory.mktemp("year"))
    kinds = list(HABITS)
    stories = [
        Story(Scene(desk, f"case-{number:02}"), kinds[number % len(kinds)], begins=number * 9)
        for number in range(CASES)
    ]
    passed = Year(desk, stories, random.Random(2026))  # noqa: S311 - the same year each time
    passed.pass_by()
    return passed


def of_every_story(year: Year, found: Callable[[Story], object], wanted: Callable[[Story], object]) -> None:
    told = {story.scene.case: (story.kind, found(story)) for story in year.stories}
    assert told == {story.scene.case: (story.kind, wanted(story)) for story in year.stories}


def raised(story: Story) -> Iterator[tuple[str, date]]:
    for line in story.scene.dossier().log:
        if line.event == "ReminderRaised":
            yield str(line.fields["kind"]), datetime.fromisoformat(line.at).date()


def test_each_timer_is_raised_once_on_its_day_and_no_other_is(year: Year) -> None:
    of_every_story(year, lambda story: sorted(raised(story)), Story.expected)


def test_every_reply_and_every_silence_is_where_its_people_left_it(year: Year) -> None:
    states = {
        "early": ReplyState.FULL,
        "in_part": ReplyState.IN_PART,
        "late": ReplyState.LATE,
        "missing": ReplyState.ABSENT,
        "nobody": ReplyState.ABSENT,
        "withdrawn": ReplyState.WAITING,
    }
    of_every_story(
        year,
        lambda story: [one.reply_state for one in story.scene.dossier().letters],
        lambda story: [states[story.kind]],
    )


def test_every_case_stands_where_its_people_left_it(year: Year) -> None:
    statuses = dict.fromkeys(HABITS, CaseStatus.DECIDED) | {
        "nobody": CaseStatus.UNDER_REVIEW,
        "withdrawn": CaseStatus.WITHDRAWN,
    }
    of_every_story(year, lambda story: story.scene.dossier().case.status, lambda story: statuses[story.kind])


def test_a_case_that_came_to_an_end_has_its_record_and_another_none(year: Year) -> None:
    def records(story: Story) -> int:
        with story.scene.desk.read() as work:
            return len(list(work.list_records(story.scene.case)))

    of_every_story(year, lambda story: records(story) > 0, lambda story: story.kind != "nobody")


def test_nothing_is_left_due_after_a_sweep_and_nothing_was_done_twice(year: Year) -> None:
    assert (year.left_due, year.deaths) == ([], DEATHS)
    for story in year.stories:
        steps = Counter((one.step, one.number) for one in story.scene.dossier().steps)
        assert set(steps.values()) == {1}
    assert verify_log(year.desk).faults == ()


def test_each_reminder_was_mailed_once_to_each_of_its_people(year: Year) -> None:
    sent = Counter(mail.id for mail in year.mailer.taken)
    assert set(sent.values()) == {1}
    told = sum(
        len(cast("list[str]", line.fields["people"]))
        for story in year.stories
        for line in story.scene.dossier().log
        if line.event == "ReminderRaised"
    )
    assert len(sent) == told
