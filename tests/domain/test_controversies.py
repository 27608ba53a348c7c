"""What keeps a controversy from being closed, and an approval back with it."""

from typing import Any

import pytest

from tests import factories as scenes
from vetting.domain.answers import AnswerFields, find_current
from vetting.domain.controversies import LACKING, find_reviewer, find_unclosed, why_not_approve_over
from vetting.domain.sentences import to_sentence

LISTED = {
    "controversy": "C-1",
    "kind": "product",
    "where": "Dunmorrow",
    "affected": "customers",
    "source": ["E-1"],
    "dated": "2025-11-30",
}
GRADED = {"controversy": "C-1", "scale": 2, "scope": 3, "irremediability": 1}
SAID = {"controversy": "C-1", "answer": "answered", "source": ["E-1"]}


def current(
    listed: dict[str, Any] = LISTED,
    graded: Any = GRADED,
    said: dict[str, Any] = SAID,
    graded_by: str = "P-HR",
) -> dict[str, list[AnswerFields]]:
    answers = [
        scenes.an_answer("CTV-01", [listed]),
        scenes.an_answer("CTV-02", graded if graded == "unknown" else [graded], by=graded_by),
        scenes.an_answer("CTV-04", [said]),
    ]
    return find_current([one.model_copy(update={"number": n}) for n, one in enumerate(answers, 1)])


def test_a_controversy_with_detail_answer_severity_and_reviewer_can_be_closed() -> None:
    assert find_unclosed(current()) == {}
    assert why_not_approve_over(current()) is None
    assert find_reviewer(current(), "C-1") == "P-HR"


@pytest.mark.parametrize(
    ("changes", "lacking"),
    [
        ({"listed": LISTED | {"source": "none"}}, ["detail"]),
        ({"listed": LISTED | {"dated": "unknown"}}, ["detail"]),
        ({"listed": {"controversy": "C-1"}}, ["detail"]),
        ({"said": SAID | {"answer": "not_looked_for"}}, ["answer"]),
        ({"said": SAID | {"source": None}}, ["answer"]),
        ({"said": SAID | {"controversy": "C-2"}}, ["answer"]),
        ({"graded": GRADED | {"scope": "unknown"}}, ["severity"]),
        ({"graded": "unknown"}, ["severity", "reviewer"]),
        ({"graded_by": "P-FOCAL"}, ["reviewer"]),
    ],
)
def test_each_of_the_four_that_is_missing_keeps_it_open(changes: dict[str, Any], lacking: list[str]) -> None:
    assert find_unclosed(current(**changes)) == {"C-1": lacking}


def test_a_documented_absence_of_an_answer_is_enough_and_the_gravest_grade_needs_no_other() -> None:
    silent = SAID | {"answer": "absence_documented"}
    grave = GRADED | {"irremediability": 4, "scope": "unknown"}
    assert find_unclosed(current(said=silent, graded=grave)) == {}


def test_an_open_controversy_keeps_an_approval_back_in_a_sentence_that_says_what_is_missing() -> None:
    refusal = why_not_approve_over(current(graded_by="P-FOCAL"))
    assert refusal is not None
    assert to_sentence(refusal) == (
        "The controversy C-1 cannot be closed, so nothing can be approved. What is missing: "
        f"{LACKING['reviewer']}. Add it to the answers on controversies."
    )
