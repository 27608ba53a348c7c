"""Answers that replace each other, evidence in time, points that wait, faults as sentences."""

from datetime import UTC, date, datetime

import pytest

from vetting.domain.answers import AnswerFields, AnswerState, find_current, why_not_leave_out
from vetting.domain.consultation import (
    Disposition,
    PointFields,
    find_undisposed,
    why_not_contest_point,
    why_not_dispose,
)
from vetting.domain.errors import BadInput, Fault, NotFound, Refusal, Refused
from vetting.domain.evidence import EvidenceFields, EvidenceKind, why_not_cite

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)


def answer(criterion: str, number: int, answerer: str = "office") -> AnswerFields:
    return AnswerFields(
        case="C",
        criterion=criterion,
        number=number,
        answerer=answerer,
        state=AnswerState.UNKNOWN,
        by="P-1",
        at=AT,
    )


def test_a_later_answer_of_the_same_answerer_replaces_the_earlier_one() -> None:
    first, second, other = answer("INT-06", 1), answer("INT-06", 3), answer("INT-06", 2, "legal")
    assert find_current([second, first, other]) == {"INT-06": [other, second]}


@pytest.mark.parametrize(
    ("state", "note", "countersigned_by", "may"),
    [
        (AnswerState.NOT_APPLICABLE, "no product is used", "P-2", True),
        (AnswerState.NOT_APPLICABLE, " ", "P-2", False),
        (AnswerState.NOT_APPLICABLE, "no product is used", None, False),
        (AnswerState.NOT_APPLICABLE, "no product is used", "P-1", False),
        (AnswerState.UNKNOWN, "", None, True),
    ],
)
def test_not_applicable_takes_a_reason_and_a_second_person(
    state: AnswerState, note: str, countersigned_by: str | None, *, may: bool
) -> None:
    left_out = answer("INT-06", 1).model_copy(
        update={"state": state, "note": note, "countersigned_by": countersigned_by}
    )
    refusal = Refusal("not_applicable_alone", {"criterion": "INT-06"})
    assert why_not_leave_out(left_out) == (None if may else refusal)


@pytest.mark.parametrize(("knowable_on", "may"), [(date(2026, 3, 1), True), (date(2026, 3, 2), False)])
def test_an_answer_rests_only_on_what_could_be_known_that_day(knowable_on: date, *, may: bool) -> None:
    evidence = EvidenceFields(
        case="C",
        id="E-1",
        kind=EvidenceKind.CITATION,
        title="A report",
        knowable_on=knowable_on,
        filed_by="P-1",
        filed_at=AT,
    )
    refusal = Refusal(
        "fact_from_the_future", {"evidence": "E-1", "knowable_on": knowable_on, "at": date(2026, 3, 1)}
    )
    assert why_not_cite(evidence, AT) == (None if may else refusal)


def test_a_point_waits_until_it_has_a_disposition() -> None:
    waiting = PointFields(case="C", id="P-01", submission="S-1", text="who sees the data?")
    settled = waiting.model_copy(update={"id": "P-02", "disposition": Disposition.ACCEPTED})
    assert find_undisposed([waiting, settled]) == [waiting]


def test_a_point_is_disposed_once_and_with_a_reason() -> None:
    waiting = PointFields(case="C", id="P-01", submission="S-1", text="who sees the data?")
    settled = waiting.model_copy(update={"disposition": Disposition.ACCEPTED})
    assert why_not_dispose(waiting, "the map is published") is None
    assert why_not_dispose(waiting, " ") == Refusal("disposition_without_reason", {"point": "P-01"})
    assert why_not_dispose(settled, "again") == Refusal("point_disposed", {"point": "P-01"})


def test_an_answer_to_a_point_is_contested_once_with_words_and_not_before_there_is_one() -> None:
    waiting = PointFields(case="C", id="P-01", submission="S-1", text="who sees the data?")
    settled = waiting.model_copy(update={"disposition": Disposition.ACCEPTED})
    contested = waiting.model_copy(update={"before": {"disposition": "accepted", "reason": "the map"}})
    assert why_not_contest_point(settled, "the map is empty") is None
    assert why_not_contest_point(settled, " ") == Refusal("point_contest_empty")
    assert why_not_contest_point(waiting, "the map is empty") == Refusal("point_waits")
    assert why_not_contest_point(contested, "the map is empty") == Refusal("point_contested")


def test_a_fault_says_where_what_and_how() -> None:
    assert (
        str(Fault("case.yaml", "the id is empty.", "Give one.", 3))
        == "case.yaml:3: the id is empty. Give one."
    )
    assert str(Fault("case.yaml", "it is empty.")) == "case.yaml: it is empty."


def test_errors_carry_what_they_are_about() -> None:
    fault = Fault("a", "b.")
    assert BadInput([fault]).faults == (fault,)
    assert Refused(Refusal("busy")).refusal == Refusal("busy")
    assert str(NotFound("case", "C-9")) == "There is no case with the id C-9."
