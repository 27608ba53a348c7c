"""Answers the system gives itself: each row of the table, from the act it saw."""

import dataclasses
from datetime import date
from typing import Any

import pytest

from tests.factories import (
    CASE,
    a_case,
    a_decided_dossier,
    a_decision,
    a_point,
    a_submission,
    after,
    an_answer,
)
from vetting.domain.consultation import Disposition, PointFields
from vetting.domain.decisions import ConditionFields, Outcome
from vetting.domain.dossier import Dossier
from vetting.domain.replies import Assessment, LetterFields, ReplyAssessmentFields, ReplyState
from vetting.domain.terms import TermsFields
from vetting.usecases.derived import OF_DECISION, OF_TERMS, derive_answers, seen_by_system

POINTS = ("CNS-08", "CNS-09", "DEC-05")
LETTERS = ("RPL-01", "RPL-02", "RPL-04")


def a_dossier(**parts: Any) -> Dossier:
    return Dossier(case=a_case(), **parts)


def only(values: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: values[name] for name in names if name in values}


def a_letter(ident: str, due: date, state: ReplyState) -> LetterFields:
    return LetterFields(case=CASE, id=ident, sent_at=after(0), due=due, reply_state=state)


def terms(ident: str, sha256: str | None) -> TermsFields:
    return TermsFields(
        case=CASE,
        id=ident,
        title="Draft",
        evidence=f"E-{ident}",
        sha256=sha256,
        stored_by="P-LEGAL",
        stored_at=after(1),
    )


def test_nothing_is_derived_from_acts_that_have_not_come() -> None:
    assert derive_answers(a_dossier()) == {}


def test_what_the_system_saw_stands_before_what_a_person_entered() -> None:
    dossier = a_dossier(terms=[terms("T-1", None)], answers=[an_answer("TRM-01", ["E-9"])])
    assert seen_by_system(dossier) == OF_TERMS | OF_DECISION
    assert derive_answers(dossier) == {"TRM-01": ["E-T-1"]}


def test_the_rows_of_acts_that_never_came_are_for_people_but_those_of_the_decision() -> None:
    assert seen_by_system(a_dossier()) == OF_DECISION
    assert {"DEC-05", "DEC-11"} & OF_DECISION == set()


# ------------------------------------------------------------------------------------------------ points


def test_a_submission_without_points_leaves_empty_tables() -> None:
    values = derive_answers(a_dossier(submissions=[a_submission("S-1")]))
    assert only(values, POINTS) == {"CNS-08": [], "CNS-09": [], "DEC-05": []}


def test_points_are_mapped_to_their_first_criterion_and_show_their_disposition() -> None:
    points = [
        a_point("PT-1", "S-1", criteria=["PDT-05", "PDT-06"], material=True),
        a_point("PT-2", "S-1", criteria=[], material=False, disposition=None, reason=""),
    ]
    values = derive_answers(a_dossier(submissions=[a_submission("S-1")], points=points))
    assert only(values, ("CNS-08", "CNS-09")) == {
        "CNS-08": [
            {"point": "PT-1", "material": "yes", "criterion": "PDT-05"},
            {"point": "PT-2", "material": "no"},
        ],
        "CNS-09": [
            {"point": "PT-1", "disposition": "accepted", "reason": "The retention schedule now says so."},
            {"point": "PT-2"},
        ],
    }


@pytest.mark.parametrize("disposition", [None, *Disposition])
@pytest.mark.parametrize("material", [True, False])
def test_a_material_point_that_was_not_settled_needs_an_answer(
    disposition: Disposition | None, *, material: bool
) -> None:
    point = a_point("PT-1", "S-1", disposition=disposition, material=material, reason="Because.")
    values = derive_answers(a_dossier(submissions=[a_submission("S-1")], points=[point]))
    unsettled = disposition in (None, Disposition.NOT_ACCEPTED, Disposition.NEEDS_ASSESSMENT)
    assert values["DEC-05"] == ([{"point": "PT-1", "answer": "Because."}] if material and unsettled else [])


def test_a_point_without_a_reason_is_a_row_without_an_answer() -> None:
    point: PointFields = a_point("PT-1", "S-1", disposition=None, reason="")
    values = derive_answers(a_dossier(submissions=[a_submission("S-1")], points=[point]))
    assert values["DEC-05"] == [{"point": "PT-1"}]


# --------------------------------------------------------------------------------------- terms and letters


def test_the_last_draft_is_the_one_that_counts() -> None:
    assert derive_answers(a_dossier(terms=[terms("T-1", None), terms("T-2", None)])) == {"TRM-01": ["E-T-2"]}


def test_a_letter_that_waits_has_no_reply_yet() -> None:
    letters = [
        a_letter("L-1", date(2026, 5, 1), ReplyState.FULL),
        a_letter("L-2", date(2026, 6, 1), ReplyState.WAITING),
    ]
    assert derive_answers(a_dossier(letters=letters)) == {"RPL-01": ["L-1", "L-2"], "RPL-02": "2026-06-01"}


@pytest.mark.parametrize(
    ("states", "worst"),
    [
        ([ReplyState.FULL], "full"),
        ([ReplyState.FULL, ReplyState.IN_PART], "in_part"),
        ([ReplyState.IN_PART, ReplyState.LATE], "late"),
        ([ReplyState.LATE, ReplyState.ABSENT, ReplyState.FULL], "absent"),
    ],
)
def test_of_several_replies_the_worst_one_counts(states: list[ReplyState], worst: str) -> None:
    letters = [a_letter(f"L-{n}", date(2026, 5, 1), state) for n, state in enumerate(states)]
    assert derive_answers(a_dossier(letters=letters))["RPL-04"] == worst


# ---------------------------------------------------------------------------------------------- decision


def test_a_decision_answers_its_own_rows() -> None:
    decided = dataclasses.replace(
        a_decided_dossier(),
        answers=[],
        submissions=[],
        points=[],
        letters=[],
        declarations=[],
        people=[],
        screenings=[],
        matches=[],
        judgements=[],
    )
    condition = decided.conditions[0]
    decision = a_decision(
        departure_reason="The need has gone",
        precedents=[{"record": "R-1", "same": "no", "why": "another product"}],
        terms_sha256=decided.terms[-1].sha256,
    )
    assert derive_answers(dataclasses.replace(decided, decision=decision)) == {
        "TRM-01": ["E-1"],
        "DEC-01": "yes",
        "DEC-02": "yes",
        "DEC-03": "approve_with_conditions",
        "DEC-04": [
            {"finding": "INT-10", "reason": "Accounts stay optional."},
            {"finding": "PDT-05", "reason": "The schedule binds before launch."},
        ],
        "DEC-06": "People take part in their own language. No severe harm is offset by this benefit.",
        "DEC-07": [
            {
                "condition": condition.text,
                "owner": condition.owner,
                "evidence": condition.test,
                "consequence": condition.consequence,
            }
        ],
        "DEC-08": [
            {"what": "plan_approval", "signed_by": "P-HEAD", "dated": "2026-05-01"},
            {"what": "residual_risk_acceptance", "signed_by": "P-HQ", "dated": "2026-05-01"},
        ],
        "DEC-09": "The need has gone",
        "DEC-10": "yes",
        "DEC-11": [{"record": "R-1", "same": "no", "why": "another product"}],
        "DEC-12": "2027-05-01",
        "CNS-16": "yes",
        "PUB-03": [],
    }


def test_what_a_decision_does_not_say_stays_unanswered() -> None:
    decision = a_decision(benefits="", valid_until=None, plan_signed_by=None, reasons={"INT-10": ""})
    values = derive_answers(a_dossier(decision=decision))
    assert {"DEC-06", "DEC-09", "DEC-10", "DEC-11", "DEC-12"} & set(values) == set()
    assert values["DEC-04"] == [{"finding": "INT-10"}]
    assert values["DEC-08"][0] == {"what": "plan_approval"}


@pytest.mark.parametrize("outcome", [Outcome.DEFER, Outcome.REFUSE, Outcome.END])
def test_only_an_approval_has_a_plan_to_sign(outcome: Outcome) -> None:
    unsigned = a_decision(outcome=outcome, plan_signed_by=None, risk_signed_by=None)
    assert derive_answers(a_dossier(decision=unsigned))["DEC-08"] == []


def test_a_decision_on_another_draft_is_seen() -> None:
    dossier = a_dossier(decision=a_decision(terms_sha256="1" * 64), terms=[terms("T-1", "2" * 64)])
    assert derive_answers(dossier)["DEC-10"] == "no"


def test_the_day_of_a_condition_is_told_where_it_has_one() -> None:
    condition: ConditionFields = (
        a_decided_dossier().conditions[0].model_copy(update={"due_on": date(2026, 7, 1)})
    )
    values = derive_answers(a_dossier(decision=a_decision(), conditions=[condition]))
    assert values["DEC-07"][0]["due"] == "2026-07-01"


def test_the_assessment_of_a_reply_is_a_row_for_each_question_and_open_until_each_is_assessed() -> None:
    answered = a_letter("L-1", date(2026, 5, 1), ReplyState.FULL)
    silent = a_letter("L-2", date(2026, 5, 1), ReplyState.ABSENT)
    letters = [one.model_copy(update={"questions": ["So?", "Why?"]}) for one in (answered, silent)]
    assert "RPL-05" not in derive_answers(a_dossier(letters=letters))
    assessed = ReplyAssessmentFields(
        case=CASE, letter="L-1", number=1, assessment=Assessment.DISPUTED, reason="It says no.",
        evidence_checked=True, assessed_by="P-RIGHTS", assessed_at=after(9),
    )  # fmt: skip
    dossier = a_dossier(letters=letters, assessments=[assessed])
    assert "RPL-05" in seen_by_system(dossier)
    assert derive_answers(dossier)["RPL-05"] == [
        {"question": "L-1, question 1", "assessment": "answered", "evidence_checked": "yes"},
        {"question": "L-1, question 2", "evidence_checked": "no"},
        {"question": "L-2, question 1", "evidence_checked": "no", "assessment": "not_answered"},
        {"question": "L-2, question 2", "evidence_checked": "no", "assessment": "not_answered"},
    ]
