"""Contests: who may contest which answer, what is written, and what it does to the depth."""

from pathlib import Path

import pytest

from tests.usecases.desks import CASE, PEOPLE, START, Entry, Scene, a_scene, last_entries
from tests.usecases.handling import refusal_of
from tests.usecases.light import a_light_scene, appraisal_of
from vetting.domain import commands
from vetting.domain.contests import ContestFields

REASON = "The unit told the press on 1 March."


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return a_scene(tmp_path).opened().answer("INT-01", "no")


def contested(scene: Scene, by: str = "P-COMPANY", criterion: str = "INT-01") -> Scene:
    scene.send(commands.ContestAnswer, by, criterion=criterion, reason=REASON)
    return scene


def answered(scene: Scene, criterion: str = "INT-01") -> Scene:
    scene.send(commands.AnswerContest, criterion=criterion, answer="Asked; the unit denies it.")
    return scene


def test_a_contest_is_kept_with_its_reason_protected(scene: Scene) -> None:
    contested(scene)
    entry = {"contest": "C-INT-01-1", "criterion": "INT-01"}
    assert last_entries(scene) == [Entry("AnswerContested", "P-COMPANY", entry, {"reason": REASON})]
    assert scene.dossier().contests == [
        ContestFields(case=CASE, id="C-INT-01-1", criterion="INT-01", reason=REASON, by="P-COMPANY", at=START)
    ]


def test_the_answer_to_a_contest_is_kept_beside_it(scene: Scene) -> None:
    answered(contested(scene))
    entry = {"contest": "C-INT-01-1", "criterion": "INT-01"}
    said = "Asked; the unit denies it."
    assert last_entries(scene) == [Entry("ContestAnswered", "P-FOCAL", entry, {"answer": said})]
    assert scene.dossier().contests == [
        ContestFields(
            case=CASE, id="C-INT-01-1", criterion="INT-01", reason=REASON, by="P-COMPANY", at=START,
            answer=said, answered_by="P-FOCAL", answered_at=START,
        )
    ]  # fmt: skip


def test_an_answered_question_can_be_contested_again(scene: Scene) -> None:
    contested(answered(contested(scene)))
    assert [(one.id, bool(one.answered_at)) for one in scene.dossier().contests] == [
        ("C-INT-01-1", True),
        ("C-INT-01-2", False),
    ]


@pytest.mark.parametrize("person", PEOPLE)
def test_anyone_on_the_case_may_contest(scene: Scene, person: str) -> None:
    assert [one.by for one in contested(scene, person).dossier().contests] == [person]


def test_only_the_office_answers_a_contest(scene: Scene) -> None:
    contested(scene)
    assert refusal_of(scene, commands.AnswerContest, "P-HEAD", criterion="INT-01", answer="No.") == (
        "P-HEAD has no role on this case that allows answering a contest."
    )


@pytest.mark.parametrize(
    ("criterion", "reason", "sentence"),
    [
        ("XXX-01", REASON, "The pack has no criterion XXX-01. 'vetting pack show' lists them."),
        (
            "HRI-01",
            REASON,
            (
                "HRI-01 is no question of triage, and only those are contested. "
                "Answer it anew, or say so in a submission."
            ),
        ),
        ("INT-02", REASON, "INT-02 has no answer yet that could be contested. Wait for its answer."),
        ("INT-01", " ", "A contest of INT-01 needs its reason. Write what is wrong with the answer."),
    ],
)
def test_a_contest_that_cannot_be_entered_says_why(
    scene: Scene, criterion: str, reason: str, sentence: str
) -> None:
    assert refusal_of(scene, commands.ContestAnswer, criterion=criterion, reason=reason) == sentence


def test_an_open_contest_is_not_opened_twice(scene: Scene) -> None:
    contested(scene)
    assert refusal_of(scene, commands.ContestAnswer, criterion="INT-01", reason=REASON) == (
        "The answer to INT-01 is contested already. Contest it again when the office has answered."
    )


@pytest.mark.parametrize(
    ("criterion", "answer", "sentence"),
    [
        ("INT-01", "", "The contest of INT-01 needs an answer in words. Write what was found."),
        ("INT-02", "No.", "No contest of INT-02 waits for an answer. Check the id of the criterion."),
        ("XXX-01", "No.", "The pack has no criterion XXX-01. 'vetting pack show' lists them."),
    ],
)
def test_an_answer_that_cannot_be_given_says_why(
    scene: Scene, criterion: str, answer: str, sentence: str
) -> None:
    contested(scene)
    assert refusal_of(scene, commands.AnswerContest, criterion=criterion, answer=answer) == sentence


def test_an_open_contest_moves_light_to_basic_and_its_answer_does_not_move_it_back(tmp_path: Path) -> None:
    scene = a_light_scene(tmp_path)
    assert appraisal_of(scene).evaluation.depth == "light"
    found = appraisal_of(contested(scene, criterion="INT-06"))
    assert (found.evaluation.depth, found.facts.case["contested"]) == ("basic", "yes")
    found = appraisal_of(answered(scene, "INT-06"))
    assert (found.evaluation.depth, found.facts.case.get("contested")) == ("basic", None)


def test_a_contest_that_is_answered_within_triage_leaves_the_short_way_open(tmp_path: Path) -> None:
    scene = a_scene(tmp_path).opened(pack="un-default", settings={"value_usd": 9000, "term_months": 12})
    answered(contested(scene.answer("INT-06", "no"), criterion="INT-06"), "INT-06")
    assert appraisal_of(scene).evaluation.depth == "triage"
