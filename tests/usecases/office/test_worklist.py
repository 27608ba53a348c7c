"""My work: what waits for whom, why, and in which order."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.usecases.desks import CASE, Scene, a_scene
from vetting.domain import commands
from vetting.usecases.office.worklist import list_work


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return a_scene(tmp_path).assigned()


def waiting(scene: Scene, person: str) -> list[tuple[str, str]]:
    return [(one.kind, one.what) for one in list_work(scene.desk, person).tasks]


def declare(scene: Scene, *people: str) -> None:
    for person in people:
        scene.send(commands.DeclareInterest, person, declaration=f"D-{person}", person=person)


def test_a_new_case_waits_for_declarations_and_for_triage(scene: Scene) -> None:
    work = list_work(scene.desk, "P-FOCAL")
    assert [(one.kind, one.what, one.place) for one in work.tasks] == [
        ("declare", "Declare your interests, or that you have none", "people"),
        ("questions", "Intake: 2 questions wait for you", "questions/intake"),
    ]
    assert work.tasks[1].why == "Asked first is INT-01: Is the service open to the public?"
    assert [(one.id, one.level, one.tasks) for one in work.cases] == [(CASE, "low", 2)]


def test_whoever_has_no_role_has_no_work(scene: Scene) -> None:
    work = list_work(scene.desk, "P-STRANGER")
    assert (work.tasks, work.cases) == ((), ())


def test_a_question_waits_for_the_adviser_who_is_asked(scene: Scene) -> None:
    declare(scene, "P-FOCAL", "P-RIGHTS")
    scene.answered(HRI_01=None)
    assert waiting(scene, "P-FOCAL") == []
    assert waiting(scene, "P-RIGHTS") == [("questions", "Human rights: 1 question waits for you")]


def test_ethics_classes_what_was_declared(scene: Scene) -> None:
    declare(scene, "P-ETHICS")
    scene.send(commands.DeclareInterest, "P-HEAD", declaration="D-9", person="P-HEAD", kind="shares")
    assert waiting(scene, "P-ETHICS") == [("class", "Class the declaration D-9")]


def test_a_contest_waits_for_the_office(scene: Scene) -> None:
    declare(scene, "P-FOCAL")
    scene.answered()
    scene.send(commands.ContestAnswer, "P-LEGAL", criterion="INT-01", reason="It is open to all.")
    assert waiting(scene, "P-FOCAL") == [("contest", "Answer the contest of INT-01")]
    assert "contest" not in dict(waiting(scene, "P-LEGAL"))


def test_submissions_wait_for_their_points_and_points_for_their_dispositions(scene: Scene) -> None:
    declare(scene, "P-OFFICER", "P-FOCAL")
    scene.answered()
    scene.send(commands.ReceiveSubmission, "P-OFFICER", submission="S-1", mode="public", text="Who pays?")
    assert waiting(scene, "P-OFFICER") == [("points", "Take the points out of S-1")]
    assert waiting(scene, "P-FOCAL") == []
    for number in range(1, 8):
        scene.send(
            commands.ExtractPoint, "P-OFFICER", point=f"PT-{number}", submission="S-1", text="A point."
        )
    assert waiting(scene, "P-OFFICER") == [
        ("dispose", "Give PT-1, PT-2, PT-3, PT-4, PT-5 and 2 more a disposition")
    ]


def test_a_finding_that_opens_the_reply_waits_for_a_letter_and_the_letter_for_its_reply(scene: Scene) -> None:
    declare(scene, "P-FOCAL")
    scene.answered(ENT_01="unknown")
    assert ("letter", "Write to the company about ENT-01") in waiting(scene, "P-FOCAL")
    due = scene.now.date() + timedelta(days=70)
    scene.send(commands.SendLetter, letter="L-1", due=due, findings=["ENT-01"], questions=["Who owns you?"])
    first = list_work(scene.desk, "P-FOCAL").tasks[0]
    assert (first.kind, first.due is not None and first.due.date(), first.is_overdue) == ("reply", due, False)
    scene.wait(days=80)
    assert list_work(scene.desk, "P-FOCAL").tasks[0].is_overdue


def test_a_case_with_every_answer_waits_for_votes_and_for_a_signature(scene: Scene) -> None:
    declare(scene, "P-HEAD", "P-LEGAL")
    scene.answered().advance()
    assert waiting(scene, "P-HEAD") == [("vote", "Vote on the decision"), ("decide", "Sign the decision")]
    assert waiting(scene, "P-LEGAL") == [("vote", "Vote on the decision")]
    scene.send(commands.CastVote, "P-LEGAL", ballot="for")
    assert waiting(scene, "P-LEGAL") == []
    scene.decide("approve")
    assert waiting(scene, "P-HEAD") == []


def test_conditions_and_the_re_review_of_a_decision_wait_on_their_days(scene: Scene) -> None:
    declare(scene, "P-FOCAL", "P-COMMITTEE")
    scene.answered(INT_01="yes").advance()
    scene.decide(
        "approve_with_conditions",
        "P-COMMITTEE",
        re_review_on=date(2027, 3, 1),
        conditions=[{"id": "tell-people", "due_on": date(2026, 4, 1)}],
    )
    assert waiting(scene, "P-FOCAL") == [
        ("condition", "Show that tell-people is met"),
        ("review", "Review the partnership again"),
    ]
    scene.wait(days=60)
    assert [one.is_overdue for one in list_work(scene.desk, "P-FOCAL").tasks] == [True, False]


def test_a_case_that_has_come_to_its_end_waits_for_nobody(scene: Scene) -> None:
    scene.send(commands.WithdrawCase, "P-INIT", reason="The project was given up.")
    work = list_work(scene.desk, "P-FOCAL")
    assert work.tasks == ()
    assert [one.status for one in work.cases] == ["withdrawn"]
