"""The decision: who may take it, which one, with what, and what is written when it stands."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.usecases.desks import (
    CASE,
    PEOPLE,
    SMALL_PACK,
    START,
    Entry,
    Scene,
    a_scene,
    last_entries,
    sentence_of,
)
from vetting.domain import commands
from vetting.domain.decisions import ConditionFields, DecisionFields, Outcome
from vetting.domain.errors import Refused
from vetting.domain.stages import CaseStatus
from vetting.usecases.appraise import appraise
from vetting.usecases.decision import find_unexplained, why_limited

SIGNED = {"plan_signed_by": "P-HEAD", "risk_signed_by": "P-HQ"}
TELL_PEOPLE = {"id": "tell-people"}


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return a_scene(tmp_path).opened()


def refusal_of(scene: Scene, outcome: str, by: str = "P-HEAD", **fields: Any) -> str:
    """The sentence with which a decision is refused; nothing of it may be kept."""
    before = scene.size()
    with pytest.raises(Refused) as raised:
        scene.decide(outcome, by, **fields)
    dossier = scene.dossier()
    assert (scene.size(), dossier.decision, dossier.conditions) == (before, None, [])
    return sentence_of(raised)


def conflicted(scene: Scene, person: str) -> Scene:
    scene.send(
        commands.DeclareInterest,
        "P-ETHICS",
        declaration="D-1",
        person=person,
        kind="shares",
        conflict="actual",
    )
    return scene


# -------------------------------------------------------------------------------------- what is written


def test_an_approval_is_written_whole_with_the_facts_it_was_taken_on(scene: Scene) -> None:
    scene.answered().advance()
    scene.decide(
        "approve", summary="It serves the mandate.", benefits="Many take part.", alternatives=["Not doing it"],
        valid_until=date(2027, 3, 1), re_review_on=date(2026, 9, 1), **SIGNED,
    )  # fmt: skip
    dossier = scene.dossier()
    facts = appraise(scene.desk, dossier).facts.hash
    assert dossier.decision == DecisionFields(
        case=CASE, outcome=Outcome.APPROVE, decided_by="P-HEAD", decided_at=START, summary="It serves the mandate.",
        benefits="Many take part.", alternatives=["Not doing it"], valid_until=date(2027, 3, 1),
        re_review_on=date(2026, 9, 1), plan_signed_by="P-HEAD", risk_signed_by="P-HQ", suggested=Outcome.APPROVE,
        evaluation=facts, level="low", authority=1,
    )  # fmt: skip
    assert dossier.case.status is CaseStatus.DECIDED
    assert last_entries(scene, 2) == [
        Entry(
            "CaseDecided",
            "P-HEAD",
            {
                "outcome": "approve",
                "suggested": "approve",
                "admissible": ["approve", "approve_with_conditions", "defer", "refuse"],
                "level": "low",
                "authority": 1,
                "second_by": None,
                "departs": False,
                "valid_until": "2027-03-01",
                "conditions": [],
                "facts_hash": facts,
                "terms_sha256": None,
            },
            {"summary": "It serves the mandate."},
        ),
        Entry("CaseMoved", "P-HEAD", {"status": "under_review", "to": "decided"}, {}),
    ]


def test_a_decision_is_bound_to_the_last_draft(scene: Scene) -> None:
    for number in (1, 2):
        scene.with_evidence(f"E-{number}", kind="file", sha256=f"{number}" * 64, size=8)
        scene.send(commands.StoreTerms, "P-LEGAL", terms=f"T-{number}", title="Draft", evidence=f"E-{number}")
    scene.answered().decide("approve", **SIGNED)
    assert scene.decision().terms_sha256 == "2" * 64


def test_a_condition_comes_from_its_template_and_says_which_criteria_ask_for_it(scene: Scene) -> None:
    scene.answered(INT_01="yes")
    scene.decide(
        "approve_with_conditions",
        "P-COMMITTEE",
        conditions=[TELL_PEOPLE | {"owner": "focal point"}],
        **SIGNED,
    )
    assert scene.dossier().conditions == [
        ConditionFields(
            case=CASE, id="tell-people", text="People are told in their own language what the service does.",
            owner="focal point", due="before launch", test="The notice stands on the first page.",
            consequence="launch waits", criteria=["INT-01"], set_at=START,
        )
    ]  # fmt: skip
    assert last_entries(scene, 2)[0].open["conditions"] == ["tell-people"]


def test_a_condition_of_ones_own_gives_every_part(scene: Scene) -> None:
    own = {
        "id": "own",
        "text": "t",
        "owner": "o",
        "due": "d",
        "test": "how",
        "consequence": "c",
        "criteria": ["INT-01"],
    }
    scene.answered(INT_01="yes").decide(
        "approve_with_conditions", "P-COMMITTEE", conditions=[TELL_PEOPLE, own], **SIGNED
    )
    assert [one.id for one in scene.dossier().conditions] == ["own", "tell-people"]


def test_a_condition_that_rests_on_nothing_is_refused(scene: Scene) -> None:
    own = {"id": "own", "text": "t", "owner": "o", "due": "d", "test": "how", "consequence": "c"}
    scene.answered(INT_01="yes")
    refused = refusal_of(
        scene, "approve_with_conditions", "P-COMMITTEE", conditions=[TELL_PEOPLE, own], **SIGNED
    )
    assert refused == "The condition own rests on nothing: name the criteria or the points that it answers."


# ------------------------------------------------------------------------------------------ what is open


@pytest.mark.parametrize(
    ("outcome", "because"),
    [
        ("approve", "silence is no answer; unanswered are HRI-01"),
        ("approve_with_conditions", "silence is no answer; unanswered are HRI-01"),
        ("end", "only an engagement that already runs can be ended"),
    ],
)
def test_what_is_not_admissible_cannot_be_recorded_while_a_question_is_open(
    scene: Scene, outcome: str, because: str
) -> None:
    scene.answered(HRI_01=None)
    assert refusal_of(scene, outcome, "P-EXEC") == (
        f"The outcome {outcome.replace('_', ' ')} is not open with what this decision brings. "
        f"Open are: defer, refuse; {because}."
    )


def test_of_many_open_questions_the_first_are_named_and_the_others_counted(scene: Scene) -> None:
    with scene.desk.read() as work:
        evaluation = appraise(scene.desk, work.dossier(scene.case)).evaluation
    many = tuple(f"HRI-{number:02}" for number in range(1, 12))
    said = why_limited(Outcome.APPROVE, replace(evaluation, unanswered=many))
    named = "HRI-01, HRI-02, HRI-03, HRI-04, HRI-05, HRI-06, HRI-07, HRI-08"
    assert said.endswith(f"unanswered are {named} and 3 more")


@pytest.mark.parametrize("outcome", ["defer", "refuse"])
def test_refusing_and_deferring_need_no_more_than_their_reasons(scene: Scene, outcome: str) -> None:
    departs = {"departure_reason": "The mandate ended", "second_by": "P-HQ"} if outcome == "refuse" else {}
    scene.decide(outcome, "P-EXEC", **departs)
    assert scene.decision().outcome.value == outcome


def test_a_stop_leaves_refusal_alone(scene: Scene) -> None:
    scene.answered(EXC_01="yes")
    assert refusal_of(scene, "defer", "P-EXEC", reasons={"EXC-01": "On the list."}) == (
        "The outcome defer is not open with what this decision brings. "
        "Open are: refuse; the criterion has no exception."
    )
    scene.decide("refuse", reasons={"EXC-01": "The company is on the list of barred companies."})
    assert scene.decision().outcome is Outcome.REFUSE


def test_an_approval_is_refused_without_a_reason_for_each_grave_finding(scene: Scene) -> None:
    scene.answered(HRI_01=4).answer("PDT-01", "Nothing", answerer="dpo")
    assert refusal_of(scene, "approve", "P-EXEC", **SIGNED) == (
        "The outcome approve is not open with what this decision brings. "
        "Open are: defer, refuse; the file cannot carry an approval; gates are open at DEC-04."
    )
    scene.decide(
        "approve", "P-EXEC", reasons={"HRI-01": "The worst case was tested and did not occur."}, **SIGNED
    )
    assert scene.decision().reasons == {"HRI-01": "The worst case was tested and did not occur."}


def test_a_reason_under_a_stages_name_stands_for_every_criterion_of_it(scene: Scene) -> None:
    scene.answered(ENT_01="unknown", EXC_01="unknown", HRI_01=4)
    scene.decide(
        "defer", "P-EXEC", reasons={"entity": "The company was asked.", "exclusion": "Not looked for.", "HRI-01": "Grave."}
    )  # fmt: skip
    assert scene.decision().reasons == {
        "ENT-01": "The company was asked.",
        "EXC-01": "Not looked for.",
        "HRI-01": "Grave.",
    }


def test_a_reason_for_a_criterion_stands_before_that_of_its_stage(scene: Scene) -> None:
    scene.answered(ENT_01="unknown")
    scene.decide("defer", reasons={"entity": "In general.", "ENT-01": "In particular.", "INT-01": "Added."})
    assert scene.decision().reasons == {"ENT-01": "In particular.", "INT-01": "Added."}


def test_grave_findings_and_unknowns_need_a_reason(scene: Scene) -> None:
    scene.answered(INT_01="yes", ENT_01="unknown", HRI_01=4)
    assert find_unexplained(appraise(scene.desk, scene.dossier()).evaluation) == ["ENT-01", "HRI-01"]


def test_an_approval_waits_for_the_disposition_of_every_point(scene: Scene) -> None:
    scene.answered()
    scene.send(commands.ReceiveSubmission, "P-OFFICER", submission="S-1", mode="public", text="No!")
    scene.send(commands.ExtractPoint, "P-OFFICER", point="PT-1", submission="S-1", text="Recordings")
    assert refusal_of(scene, "approve", **SIGNED) == (
        "An approval waits until every point of the consultation has its disposition; open are PT-1."
    )
    scene.send(
        commands.DisposePoint, "P-OFFICER", point="PT-1", disposition="accepted", reason="It is right."
    )
    scene.decide("approve", **SIGNED)
    assert scene.decision().outcome is Outcome.APPROVE


# -------------------------------------------------------------------------------------------- conditions


def test_an_approval_carries_every_condition_that_a_criterion_asks_for(scene: Scene) -> None:
    scene.answered(INT_01="yes")
    assert refusal_of(scene, "approve_with_conditions", "P-COMMITTEE", **SIGNED) == (
        "The decision approves without the condition tell-people, which INT-01 asks for. Add it."
    )


def test_a_condition_that_the_pack_does_not_have_is_refused_unless_it_is_whole(scene: Scene) -> None:
    scene.answered(INT_01="yes")
    conditions = [TELL_PEOPLE, {"id": "own", "text": "Be kind"}]
    assert refusal_of(scene, "approve_with_conditions", "P-COMMITTEE", conditions=conditions, **SIGNED) == (
        "The pack has no condition own; give its text, owner, due date, test and consequence."
    )


@pytest.mark.parametrize(
    ("names", "sentence"),
    [
        ({"points": ["PT-9"]}, "The case has no point PT-9."),
        ({"criteria": ["XYZ-01"]}, "The pack has no criterion XYZ-01. 'vetting pack show' lists them."),
    ],
)
def test_a_condition_names_only_what_is_there(scene: Scene, names: dict[str, Any], sentence: str) -> None:
    scene.answered(INT_01="yes")
    conditions = [TELL_PEOPLE | names]
    assert refusal_of(scene, "approve_with_conditions", "P-COMMITTEE", conditions=conditions) == sentence


# ------------------------------------------------------------------------------------------ who may decide


def test_whoever_initiated_the_case_may_not_decide_it(scene: Scene) -> None:
    scene.send(commands.AssignPerson, "P-INIT", person="P-BOTH", roles=["initiator", "executive_head"])
    assert refusal_of(scene.answered(), "approve", "P-BOTH") == (
        "P-BOTH initiated the case and so may not decide it or sign for it."
    )


def test_whoever_opened_the_case_decides_nothing_whatever_role_they_hold_now(tmp_path: Path) -> None:
    scene = a_scene(tmp_path)
    said = {"title": "T", "initiating_office": "O", "prospect": "lingua", "pack": str(SMALL_PACK)}
    scene.send(commands.OpenCase, "P-HEAD", **said)
    for person, role in PEOPLE.items():
        scene.send(commands.AssignPerson, "P-HEAD", person=person, roles=[role])
    sentence = "P-HEAD initiated the case and so may not decide it or sign for it."
    assert refusal_of(scene, "defer") == sentence
    assert refusal_of(scene, "refuse", "P-HQ", departure_reason="Why.", second_by="P-HEAD") == sentence
    with pytest.raises(Refused) as raised:
        scene.send(commands.CastVote, "P-HEAD", ballot="for")
    assert sentence_of(raised) == sentence


def test_an_id_that_differs_by_capital_letters_alone_names_nobody_new(scene: Scene) -> None:
    with pytest.raises(Refused) as raised:
        scene.send(commands.AssignPerson, "P-INIT", person="p-head", roles=["executive_head"])
    assert sentence_of(raised) == (
        "There is P-HEAD already, and p-head differs from it by capital letters alone. "
        "Write P-HEAD for the same person, or give another id."
    )
    scene.send(commands.AssignPerson, "P-INIT", person="P-HEAD", roles=["executive_head"])
    assert [one.id for one in scene.dossier().people if one.id.casefold() == "p-head"] == ["P-HEAD"]


@pytest.mark.parametrize("field", ["plan_signed_by", "risk_signed_by", "second_by"])
@pytest.mark.parametrize("person", ["P-COMPANY", "P-AUDITOR"])
def test_nobody_from_outside_the_office_signs_a_decision(scene: Scene, field: str, person: str) -> None:
    scene.answered().advance()
    signed = SIGNED | {"departure_reason": "Elections are near."} | {field: person}
    assert refusal_of(scene, "approve", **signed) == (
        f"{person} is not of the office and so cannot sign beside another. Name a person of the office."
    )


def test_who_has_an_open_conflict_may_not_decide(scene: Scene) -> None:
    assert refusal_of(conflicted(scene.answered(), "P-HEAD"), "approve") == (
        "P-HEAD has an open conflict of interest (D-1) and may not take part. "
        "An actual conflict is open until it has ended, another until it is mitigated or classed as none."
    )


@pytest.mark.parametrize(
    ("changes", "too_low", "enough", "needed"),
    [
        ({"INT_01": "yes"}, "P-HEAD", "P-COMMITTEE", "2 (review committee)"),
        ({"HRI_01": 3}, "P-COMMITTEE", "P-HQ", "3 (headquarters)"),
        ({"HRI_01": 4}, "P-HQ", "P-EXEC", "4 (executive head)"),
    ],
)
def test_the_level_asks_for_its_authority(
    scene: Scene, changes: dict[str, Any], too_low: str, enough: str, needed: str
) -> None:
    scene.answered(**changes)
    suggested = appraise(scene.desk, scene.dossier()).evaluation.suggested
    given: dict[str, Any] = {"reasons": {"HRI-01": "As tested."}, "conditions": [TELL_PEOPLE]}
    if suggested == "defer":
        given = {"reasons": {"HRI-01": "As tested."}}
    assert refusal_of(scene, suggested, too_low, **given) == (
        f"{too_low} may not decide this: it needs authority {needed}. "
        "Ask a person with that authority to sign."
    )
    scene.decide(suggested, enough, **given)
    assert scene.decision().authority == int(needed[0])


def test_only_roles_that_decide_may_send_a_decision(scene: Scene) -> None:
    assert (
        refusal_of(scene, "defer", "P-FOCAL")
        == "P-FOCAL has no role on this case that allows signing a decision."
    )


@pytest.mark.parametrize("field", ["plan_signed_by", "risk_signed_by", "second_by"])
def test_only_people_of_the_case_can_sign(scene: Scene, field: str) -> None:
    assert refusal_of(scene.answered(), "approve", **{field: "P-NOBODY"}) == (
        "P-NOBODY is not assigned to this case. Assign the person first."
    )


def test_a_case_is_decided_once(scene: Scene) -> None:
    scene.answered().decide("approve", **SIGNED)
    with pytest.raises(Refused) as raised:
        scene.decide("defer", "P-EXEC")
    assert sentence_of(raised) == (
        "The case is decided, so signing a decision is not possible. "
        "Reopen it first, with the reason (under 'Decision' at the desk, or 'reopening' in a file of acts)."
    )


@pytest.mark.parametrize("signature", ["plan_signed_by", "risk_signed_by"])
def test_whoever_initiated_the_case_or_has_an_open_conflict_signs_nothing(
    scene: Scene, signature: str
) -> None:
    scene.answered().send(
        commands.DeclareInterest, "P-HQ", declaration="D-1", person="P-HQ", kind="shares", conflict="actual"
    )
    assert refusal_of(scene, "approve", **SIGNED | {signature: "P-HQ"}).startswith(
        "P-HQ has an open conflict"
    )
    initiated = refusal_of(scene, "approve", **{signature: "P-INIT"})
    assert initiated == "P-INIT initiated the case and so may not decide it or sign for it."


def test_the_plan_and_the_residual_risk_are_signed_by_two_people(scene: Scene) -> None:
    one = {"plan_signed_by": "P-HEAD", "risk_signed_by": "P-HEAD"}
    assert refusal_of(scene.answered(), "approve", **one) == (
        "P-HEAD cannot both approve the plan and accept the residual risk: a second person signs one of them."
    )


def test_an_approval_waits_for_a_reply_that_is_still_awaited(scene: Scene) -> None:
    scene.answered().send(
        commands.SendLetter, letter="L-1", due="2027-01-31", questions=["Who hosts the data?"]
    )
    assert refusal_of(scene, "approve", **SIGNED) == (
        "An approval waits for the open gate reply:L-1: The company may answer letter L-1 until 2027-01-31."
    )


def test_a_decided_case_takes_no_answer_until_it_is_reopened_and_then_no_decision_stands(
    scene: Scene,
) -> None:
    scene.answered().decide("approve", **SIGNED)
    with pytest.raises(Refused) as raised:
        scene.answer("INT-01", "yes")
    assert sentence_of(raised).startswith("The case is decided, so answering a question is not possible.")
    scene.send(commands.ReopenCase, reason="The company was bought.")
    scene.answer("INT-01", "yes")
    dossier = scene.dossier()
    assert (dossier.case.status, dossier.decision, dossier.conditions) == (CaseStatus.UNDER_REVIEW, None, [])


# -------------------------------------------------------------------------------------------- departures


def depart(scene: Scene, by: str = "P-COMMITTEE", **fields: Any) -> None:
    scene.decide("refuse", by, **{"departure_reason": "The need has gone", "second_by": "P-HQ", **fields})


def test_a_departure_needs_a_reason_a_second_signature_and_one_authority_more(scene: Scene) -> None:
    scene.answered()
    departure = {"departure_reason": "The need has gone", "second_by": "P-HQ"}
    sentences = [
        refusal_of(scene, "refuse", "P-HEAD", **departure),
        refusal_of(scene, "refuse", "P-COMMITTEE", second_by="P-HQ"),
        refusal_of(scene, "refuse", "P-COMMITTEE", departure_reason="The need has gone"),
        refusal_of(scene, "refuse", "P-COMMITTEE", **departure | {"second_by": "P-COMMITTEE"}),
        refusal_of(scene, "refuse", "P-COMMITTEE", **departure | {"second_by": "P-INIT"}),
    ]
    signature = (
        "The decision departs from the suggested outcome (approve): "
        "a second person must sign, who neither decides nor initiated the case."
    )
    assert sentences == [
        (
            "P-HEAD may not decide this: it needs authority 2 (review committee, one more because it departs "
            "from the suggestion). Ask a person with that authority to sign."
        ),
        "The decision departs from the suggested outcome (approve): give the reason.",
        signature,
        signature,
        "P-INIT initiated the case and so may not decide it or sign for it.",
    ]
    depart(scene)
    assert last_entries(scene, 2)[0].open | {"facts_hash": ""} == {
        "outcome": "refuse",
        "suggested": "approve",
        "admissible": ["approve", "approve_with_conditions", "defer", "refuse"],
        "level": "low",
        "authority": 1,
        "second_by": "P-HQ",
        "departs": True,
        "valid_until": None,
        "conditions": [],
        "facts_hash": "",
        "terms_sha256": None,
    }


def test_deferring_what_could_be_approved_is_a_departure_too(scene: Scene) -> None:
    scene.answered()
    assert refusal_of(scene, "defer", "P-HEAD") == (
        "P-HEAD may not decide this: it needs authority 2 (review committee, one more because it departs from the "
        "suggestion). Ask a person with that authority to sign."
    )
    assert refusal_of(scene, "defer", "P-COMMITTEE") == (
        "The decision departs from the suggested outcome (approve): give the reason."
    )


def test_who_has_an_open_conflict_may_not_sign_a_departure(scene: Scene) -> None:
    conflicted(scene.answered(), "P-HQ")
    fields = {"departure_reason": "The need has gone", "second_by": "P-HQ"}
    assert refusal_of(scene, "refuse", "P-COMMITTEE", **fields).startswith(
        "P-HQ has an open conflict of interest (D-1)"
    )
