"""Severity is a maximum: no dimension is averaged with another, and likelihood is none of them."""

from itertools import product
from typing import Any

import pytest

from tests.policy.test_items import default_pack
from vetting.domain.severity import DIMENSIONS, GRADES, severity_after, severity_of
from vetting.policy.evaluate import evaluate
from vetting.policy.facts import AnswerValue, to_facts


def graded(*grades: Any, **others: Any) -> dict[str, Any]:
    return {**dict(zip(DIMENSIONS, grades, strict=True)), **others}


def test_severity_is_the_highest_of_scale_scope_and_irremediability_whatever_the_likelihood() -> None:
    for grades in product(GRADES, repeat=3):
        for likelihood in (*GRADES, "unknown"):
            assert severity_of(graded(*grades, likelihood=likelihood)) == max(grades)


@pytest.mark.parametrize(
    ("grades", "severity"),
    [
        (("unknown", 1, 1), "unknown"),
        (("unknown", 3, 3), "unknown"),
        (("unknown", 4, 1), 4),
        ((None, None, None), "unknown"),
        ((True, 1, 1), "unknown"),
        ((5, 1, 1), "unknown"),
    ],
)
def test_a_grade_that_is_not_known_leaves_the_severity_open_unless_another_is_the_highest(
    grades: tuple[Any, ...], severity: int | str
) -> None:
    assert severity_of(graded(*grades)) == severity


def test_after_a_measure_an_unknown_severity_stays_unknown() -> None:
    assert severity_after(graded("unknown", 1, 1), 1, is_tested=True) == "unknown"
    assert severity_after(graded(3, 1, 1), "unknown", is_tested=True) == 3


FLOORS = {1: "low", 2: "moderate", 3: "substantial", 4: "high"}


def test_after_a_measure_an_impact_counts_one_level_less_at_most_and_never_where_it_cannot_be_undone() -> (
    None
):
    for grades in product(GRADES, repeat=3):
        impact, before = graded(*grades), max(grades)
        for residual in GRADES:
            after = severity_after(impact, residual, is_tested=True)
            assert isinstance(after, int)
            assert after >= before - 1
            assert severity_after(impact, residual, is_tested=False) >= before  # type: ignore[operator]
            assert after == 4 or impact["irremediability"] < 4


@pytest.mark.parametrize("state", ["tested", "untested", "none"])
def test_what_a_record_says_that_an_impact_counts_is_what_the_rules_of_the_pack_count(state: str) -> None:
    for scale, irremediability in product(GRADES, repeat=2):
        impact = graded(scale, 1, irremediability, impact="a", right="HRI-06", group="users", likelihood=1)
        for residual in GRADES:
            measure = {
                "impact": "a",
                "measure": "m",
                "measure_state": state,
                "test": ["E-1"],
                "residual": residual,
            }
            counted = severity_after(impact, residual, is_tested=state == "tested")
            assert isinstance(counted, int)
            assert level(impact, measure) == FLOORS[counted], (impact, measure)


def level(impact: dict[str, Any], measure: dict[str, Any]) -> str:
    answers = {"HRI-17": [AnswerValue("given", [impact])], "HRI-37": [AnswerValue("given", [measure])]}
    facts = to_facts(default_pack(), answers, {"depth_before": "enhanced"})
    return evaluate(default_pack(), facts, ask=False).level.at_least
