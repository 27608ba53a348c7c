"""Nothing nets a severe harm: ten thousand files by chance, each with one severe impact and whatever stands beside it."""

import random
from typing import Any

import pytest

from tests.policy.test_items import default_pack
from vetting.policy.evaluate import evaluate
from vetting.policy.facts import AnswerValue, to_facts
from vetting.policy.grammar import LEVELS

pytestmark = [pytest.mark.slow, pytest.mark.no_cover]

CASES = 10_000
UNKNOWNS = 1_000
DIMENSIONS = ("scale", "scope", "irremediability")
GRADES = (1, 2, 3, 4)
FLOORS = {2: "moderate", 3: "substantial", 4: "high"}
RIGHTS = ("HRI-06", "HRI-07", "HRI-10", "HRI-15", "HRI-44")


def given(rows: list[dict[str, Any]]) -> list[AnswerValue]:
    return [AnswerValue("given", rows)]


def an_impact(dice: random.Random, name: str) -> dict[str, Any]:
    grades = {cell: dice.choice(GRADES) for cell in (*DIMENSIONS, "likelihood")}
    return {"impact": name, "right": dice.choice(RIGHTS), "group": "visitors", **grades}


def severity(impact: dict[str, Any]) -> int:
    return max(int(impact[cell]) for cell in DIMENSIONS)


def an_unevidenced_measure(dice: random.Random, name: str) -> dict[str, Any]:
    """A measure that nobody tested, or that is called tested without the result of a test."""
    state = dice.choice(("untested", "none", "unknown", "tested"))
    without: dict[str, Any] = {"test": dice.choice((None, "none", []))} if state == "tested" else {}
    return {
        **without,
        "impact": name,
        "measure": "a promise",
        "measure_state": state,
        "residual": dice.choice((*GRADES, "unknown")),
    }


def a_benefit(dice: random.Random, number: int) -> dict[str, Any]:
    people = dice.choice((1, 1000, 10_000_000))
    return {"benefit": f"benefit {number}", "group": "everyone", "people": people, "source": ["E-1"]}


def a_file(dice: random.Random) -> tuple[dict[str, list[AnswerValue]], int]:
    """Impacts of which one at least is severe, with benefits and measures without evidence; and the gravest severity."""
    names = [f"impact {number}" for number in range(dice.randint(1, 4))]
    impacts = [an_impact(dice, one) for one in names]
    impacts[0][dice.choice(DIMENSIONS)] = dice.choice((3, 4))
    measured = [one for one in names if dice.random() < 0.7]
    answers = {
        "HRI-17": given(impacts),
        "HRI-34": given([a_benefit(dice, number) for number in range(dice.randint(0, 5))]),
        "HRI-37": given([an_unevidenced_measure(dice, one) for one in measured]),
    }
    return answers, max(map(severity, impacts))


def level_of(answers: dict[str, list[AnswerValue]]) -> int:
    """What the level is at least on these answers alone, at the greatest depth."""
    facts = to_facts(default_pack(), answers, {"depth_before": "enhanced"})
    return LEVELS.index(evaluate(default_pack(), facts, ask=False).level.at_least)


def floor_of(grade: int) -> int:
    return LEVELS.index(FLOORS.get(grade, "low"))


def test_no_benefit_and_no_unevidenced_measure_brings_a_severe_impact_below_its_floor() -> None:
    dice = random.Random(1)  # noqa: S311 -- a test's dice
    for _ in range(CASES):
        answers, gravest = a_file(dice)
        assert level_of(answers) >= floor_of(gravest), answers
    print(f"{CASES} files, none below the floor of its gravest impact")  # noqa: T201 -- how many there were


def test_a_grade_that_becomes_known_lowers_the_level_no_further_than_it_warrants() -> None:
    dice = random.Random(2)  # noqa: S311 -- a test's dice
    for _ in range(UNKNOWNS):
        answers, _ = a_file(dice)
        others = answers["HRI-17"][0].value
        new = an_impact(dice, "the one looked at")
        unknown = level_of(
            {**answers, "HRI-17": given([*others, {**new, dice.choice(DIMENSIONS): "unknown"}])}
        )
        known = level_of({**answers, "HRI-17": given([*others, new])})
        assert unknown >= level_of(answers)
        assert known >= max(level_of(answers), floor_of(severity(new)))


def test_an_unknown_lifts_the_level_and_only_its_own_answer_takes_it_back() -> None:
    """Otherwise the property above would hold for want of a case."""
    mild = {"impact": "a", "right": "HRI-06", "group": "b", **dict.fromkeys((*DIMENSIONS, "likelihood"), 1)}
    levels = [level_of({"HRI-17": given([{**mild, "scale": scale}])}) for scale in ("unknown", 1, 2, 4)]
    assert [LEVELS[one] for one in levels] == ["substantial", "low", "moderate", "high"]
