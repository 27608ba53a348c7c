"""What only acts can make true of a case: nobody enters it, and a short way once left stays left."""

from pathlib import Path
from typing import Any

import pytest

from tests.usecases.desks import Scene, a_scene
from tests.usecases.light import TRIAGE, a_light_scene, appraisal_of


def standing(scene: Scene) -> tuple[str, Any]:
    found = appraisal_of(scene)
    return found.evaluation.depth, found.facts.case.get("left_light")


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    """A light case that has left triage."""
    scene = a_light_scene(tmp_path)
    scene.advance()
    return scene


def test_what_a_proposal_claims_of_its_own_acts_counts_for_nothing(tmp_path: Path) -> None:
    claimed = {"contested": "yes", "left_light": "yes", "exceptions_granted": ["EXC-02"], "value_usd": 1}
    scene = a_scene(tmp_path).opened(pack="un-default", settings=claimed)
    assert appraisal_of(scene).facts.case == {"value_usd": 1, "depth_before": "triage"}


def test_a_case_on_the_short_way_has_not_left_it(scene: Scene) -> None:
    assert standing(scene) == ("light", None)


@pytest.mark.parametrize("value", ["Work plan 2027", "unknown"])
def test_a_triage_answer_that_is_changed_after_triage_takes_the_case_off_the_short_way(
    scene: Scene, value: str
) -> None:
    scene.answer("INT-01", value, note="asked again")
    assert standing(scene) == ("basic", "yes")


def test_a_change_that_is_taken_back_leaves_the_case_off_the_short_way(scene: Scene) -> None:
    scene.answer("INT-01", "Work plan 2027").answer("INT-01", TRIAGE["INT-01"][1])
    assert standing(scene) == ("basic", "yes")


def test_a_triage_answer_that_is_repeated_changes_nothing(scene: Scene) -> None:
    scene.answer("INT-01", TRIAGE["INT-01"][1], note="The office looked again")
    assert standing(scene) == ("light", None)


def test_a_triage_answer_may_be_mended_while_the_case_is_in_triage(tmp_path: Path) -> None:
    scene = a_scene(tmp_path).opened(pack="un-default", settings={"value_usd": 9000, "term_months": 12})
    scene.answer("INT-01", "A slip")
    for criterion, (answerer, value) in TRIAGE.items():
        scene.answer(criterion, value, answerer=answerer)
    scene.advance()
    assert standing(scene) == ("light", None)


def test_an_answer_to_another_question_may_change(scene: Scene) -> None:
    scene.answer("INT-09", []).answer("INT-09", "unknown", note="asked")
    assert standing(scene)[1] is None


@pytest.mark.parametrize(
    ("value", "found"), [("yes", ("basic", "yes")), ("unknown", ("basic", "yes")), ("no", ("light", None))]
)
def test_a_substantial_objection_takes_the_case_off_the_short_way(
    scene: Scene, value: str, found: tuple[str, str | None]
) -> None:
    scene.answer("CNS-11", value, answerer="hr_adviser", note="asked")
    assert standing(scene) == found


def test_a_pack_without_these_fields_is_given_none(tmp_path: Path) -> None:
    scene = a_scene(tmp_path).opened().answer("INT-01", "no").answer("INT-02", "Work plan 2026, item 4")
    scene.advance()
    scene.answer("INT-01", "yes")
    assert "left_light" not in appraisal_of(scene).facts.case
