"""Recusal, enforced: what a declaration closes, which signatures fall, and what they carried is reopened."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.usecases.desks import Entry, Scene, a_scene, last_entries, sentence_of
from tests.usecases.handling import a_point, refusal_of
from tests.usecases.light import a_light_scene, appraisal_of
from vetting.domain import commands
from vetting.domain.errors import Refused
from vetting.domain.gates import GateState, find_open
from vetting.domain.interests import DeclarationFields, InterestDetailFields
from vetting.domain.people import Role
from vetting.domain.recusals import find_standing_answers, find_standing_exceptions, find_standing_votes
from vetting.domain.stages import CaseStatus

SIGNED = {"plan_signed_by": "P-COMMITTEE", "risk_signed_by": "P-HEAD"}
DETAIL = {
    "entity": "Kestrel Holding",
    "what": "canary shares",
    "amount": "90,210.55 florins",
    "relation": "spouse",
}


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return a_scene(tmp_path).opened()


def declare(scene: Scene, person: str, ident: str = "D-1", **fields: Any) -> Scene:
    """Let a person declare an interest of their own."""
    said = {"declaration": ident, "person": person, "kind": "shares", **fields}
    scene.send(commands.DeclareInterest, person, **said)
    return scene


def classed(scene: Scene, conflict: str, ident: str = "D-1", **fields: Any) -> Scene:
    """Let the ethics focal point class it."""
    scene.send(commands.ClassDeclaration, "P-ETHICS", declaration=ident, conflict=conflict, **fields)
    return scene


def waited(scene: Scene, days: int) -> Scene:
    """Let time pass."""
    scene.wait(days=days)
    return scene


def declared_of(scene: Scene, ident: str = "D-1") -> DeclarationFields:
    return next(one for one in scene.dossier().declarations if one.id == ident)


def fallen(scene: Scene) -> list[tuple[str, str, str]]:
    return [(one.kind.value, one.person, one.declaration) for one in scene.dossier().voided]


# ------------------------------------------------------------------------------- declaring and classing


def test_a_class_is_a_new_version_and_the_one_before_stays(scene: Scene) -> None:
    classed(
        declare(scene, "P-LEGAL", **DETAIL), "potential", mitigation="supervision", reason="canary reason"
    )
    current, [earlier] = declared_of(scene), scene.dossier().earlier_declarations
    assert (current.version, current.conflict.value, current.classed_by) == (2, "potential", "P-ETHICS")
    assert (earlier.version, earlier.conflict.value, earlier.mitigation) == (1, "unclassed", "")
    entry = {
        "declaration": "D-1",
        "version": 2,
        "person": "P-LEGAL",
        "conflict": "potential",
        "mitigation": "supervision",
        "mitigation_ends_on": None,
    }
    assert last_entries(scene) == [Entry("InterestClassed", "P-ETHICS", entry, {"reason": "canary reason"})]
    with scene.desk.read() as work:
        kept = work.get(InterestDetailFields, scene.case, "D-1", 2)
    assert kept is not None
    assert (kept.entity, kept.reason) == ("Kestrel Holding", "canary reason")


def test_what_is_declared_anew_waits_for_its_class_again(scene: Scene) -> None:
    classed(declare(scene, "P-LEGAL"), "none", reason="It is another firm.")
    declare(scene, "P-LEGAL", what="More shares")
    assert (declared_of(scene).version, declared_of(scene).conflict.value) == (3, "unclassed")


def test_the_detail_is_in_no_dossier_no_open_field_and_no_record(scene: Scene) -> None:
    declare(scene, "P-LEGAL", **DETAIL)
    classed(scene, "actual", mitigation="recusal", reason="canary reason")
    scene.answered().send(commands.RequestRecord)
    scene.advance()
    with scene.desk.read() as work:
        leaves = b"".join(work.leaves()).decode()
        record = work.list_records(scene.case)[-1].content
    for text in (repr(scene.dossier()), leaves, record):
        assert not any(word in text for word in ("Kestrel", "canary", "florins", "spouse"))


@pytest.mark.parametrize(
    ("what", "by", "fields", "sentence"),
    [
        (
            commands.DeclareInterest,
            "P-FOCAL",
            {"declaration": "D-9", "person": "P-HEAD"},
            (
                "P-FOCAL cannot declare for P-HEAD. Each person declares for themselves; "
                "the ethics focal point enters what came on paper."
            ),
        ),
        (
            commands.DeclareInterest,
            "P-HEAD",
            {"declaration": "D-9", "person": "P-HEAD", "kind": "shares", "conflict": "none"},
            (
                "P-HEAD cannot class their own declaration D-9, nor say what mitigates it. "
                "Leave the class out: another person who is ethics focal point on this case gives it."
            ),
        ),
        (
            commands.DeclareInterest,
            "P-HEAD",
            {"declaration": "D-9", "person": "P-HEAD", "kind": "moon"},
            "The pack has no kind of interest 'moon'. It has none, shares, other; 'refused' is for a refusal.",
        ),
        (
            commands.ClassDeclaration,
            "P-ETHICS",
            {"declaration": "D-9", "conflict": "none"},
            "The case has no declaration D-9. 'vetting conflicts' lists them.",
        ),
        (
            commands.ClassDeclaration,
            "P-ETHICS",
            {"declaration": "NIL-P-ETHICS", "conflict": "none"},
            (
                "P-ETHICS cannot class their own declaration NIL-P-ETHICS, nor say what mitigates it. "
                "Leave the class out: another person who is ethics focal point on this case gives it."
            ),
        ),
        (
            commands.ClassDeclaration,
            "P-HEAD",
            {"declaration": "NIL-P-LEGAL", "conflict": "none"},
            "P-HEAD has no role on this case that allows classing a declaration.",
        ),
    ],
)
def test_who_may_say_what_of_an_interest(
    scene: Scene, what: type[commands.Command], by: str, fields: dict[str, Any], sentence: str
) -> None:
    assert refusal_of(scene, what, by, **fields) == sentence


# -------------------------------------------------------------------------------------- what is closed


def test_a_recused_person_is_not_assigned_does_not_sign_and_does_not_touch_what_was_said(
    scene: Scene,
) -> None:
    a_point(scene)
    declare(scene, "P-OFFICER").answered()
    closed = "P-OFFICER has an open conflict of interest (D-1) and "
    for what, fields in (
        (commands.AssignPerson, {"person": "P-OFFICER", "roles": ["legal"]}),
        (commands.DisposePoint, {"point": "PT-1", "disposition": "accepted", "reason": "Right."}),
    ):
        by = "P-INIT" if what is commands.AssignPerson else "P-OFFICER"
        assert refusal_of(scene, what, by, **fields).startswith(closed)
    left_out = {
        "criterion": "INT-01",
        "answerer": "office",
        "state": "not_applicable",
        "note": "No such thing.",
    }
    refused = refusal_of(scene, commands.AnswerQuestion, **left_out, countersigned_by="P-OFFICER")
    assert refused.startswith(closed)


@pytest.mark.parametrize(
    ("person", "roles", "said"),
    [
        ("P-COMPANY", [Role.COMPANY], "P-COMPANY is not of the office and so cannot countersign"),
        ("P-NEW", [Role.DPO], "P-NEW has declared no interest on this case"),
    ],
)
def test_what_is_left_out_is_countersigned_by_somebody_of_the_office_who_has_declared(
    scene: Scene, person: str, roles: list[Role], said: str
) -> None:
    scene.send(commands.AssignPerson, "P-INIT", person=person, roles=roles)
    left_out = {"criterion": "INT-01", "answerer": "office", "state": "not_applicable", "note": "None."}
    assert refusal_of(scene, commands.AnswerQuestion, **left_out, countersigned_by=person).startswith(said)


def test_nobody_approves_without_a_declaration_and_deferring_waits_for_nothing(scene: Scene) -> None:
    scene.send(commands.AssignPerson, "P-INIT", person="P-NEW", roles=[Role.EXECUTIVE_HEAD])
    scene.answered().advance()
    said = "P-NEW has declared no interest on this case, and not that there is none. "
    with pytest.raises(Refused) as refused:
        scene.decide("approve", "P-NEW", **SIGNED)
    assert sentence_of(refused).startswith(said)
    assert refusal_of(scene, commands.CastVote, "P-NEW", ballot="for").startswith(said)
    scene.send(commands.CastVote, "P-NEW", ballot="recused")
    scene.decide("approve", "P-HEAD", **SIGNED)


def test_an_initiator_cannot_be_made_a_decider_by_another_assignment(scene: Scene) -> None:
    assert refusal_of(scene, commands.AssignPerson, "P-HEAD", person="P-INIT", roles=["executive_head"]) == (
        "P-INIT initiated the case and stays its initiator. "
        "Keep that role among the roles, or assign another person."
    )


# -------------------------------------------------------------------------------------- what falls


def test_a_vote_falls_with_a_worse_class_is_kept_and_opens_a_gate(scene: Scene) -> None:
    classed(declare(scene, "P-COMMITTEE"), "potential", mitigation="disclosure")
    scene.send(commands.CastVote, "P-COMMITTEE", ballot="for")
    scene.send(commands.CastVote, "P-LEGAL", ballot="for")
    classed(scene, "actual", mitigation="recusal")
    dossier = scene.dossier()
    assert fallen(scene) == [("vote", "P-COMMITTEE", "D-1")]
    assert [one.person for one in dossier.votes] == ["P-COMMITTEE", "P-LEGAL"]
    assert [one.person for one in find_standing_votes(dossier)] == ["P-LEGAL"]
    assert scene.events()[-2:] == ["InterestClassed", "SignatureVoided"]
    assert [one.because for one in find_open(dossier.gates)] == [
        "The vote by P-COMMITTEE fell for D-1; another person signs."
    ]


def test_a_vote_cast_anew_after_the_interest_was_cleared_counts(scene: Scene) -> None:
    scene.send(commands.CastVote, "P-COMMITTEE", ballot="for")
    declare(scene, "P-COMMITTEE")
    classed(scene, "none", reason="It is another firm.")
    waited(scene, 1).send(commands.CastVote, "P-COMMITTEE", ballot="against")
    assert fallen(scene) == [("vote", "P-COMMITTEE", "D-1")]
    assert [one.ballot.value for one in find_standing_votes(scene.dossier())] == ["against"]


@pytest.mark.parametrize(
    ("person", "kinds"),
    [("P-HEAD", ["risk", "decision"]), ("P-COMMITTEE", ["plan"]), ("P-LEGAL", ["vote"])],
)
def test_a_decision_is_taken_up_again_with_any_signature_that_it_rested_on(
    scene: Scene, person: str, kinds: list[str]
) -> None:
    scene.answered().send(commands.CastVote, "P-LEGAL", ballot="for")
    scene.advance()
    scene.decide("approve", **SIGNED)
    declare(waited(scene, 1), person)
    dossier = scene.dossier()
    assert (dossier.case.status, dossier.decision) == (CaseStatus.UNDER_REVIEW, None)
    assert fallen(scene) == [(kind, person, "D-1") for kind in kinds]
    assert scene.events()[-2:] == ["DecisionReopened", "CaseMoved"]
    reopened = last_entries(scene, 2)[0]
    named = [f"V-{number}" for number, _ in enumerate(kinds, 1)]
    assert reopened.open == {"outcome": "approve", "decided_by": "P-HEAD", "signatures": named}


def test_the_next_decision_answers_the_gates_that_fallen_signatures_opened(scene: Scene) -> None:
    scene.answered().advance()
    scene.decide("approve", **SIGNED)
    declare(waited(scene, 1), "P-COMMITTEE").advance()
    scene.decide("approve", plan_signed_by="P-HQ", risk_signed_by="P-HEAD")
    gates = {one.key: (one.state, one.answered_by) for one in scene.dossier().gates}
    assert gates["signature:V-1"] == (GateState.ANSWERED, "P-HEAD")
    assert scene.dossier().case.status is CaseStatus.DECIDED


def test_what_began_after_a_decision_or_had_ended_before_it_does_not_reach_back(scene: Scene) -> None:
    scene.answered().advance()
    scene.decide("approve", **SIGNED)
    declare(waited(scene, 40), "P-HEAD", starts_on=date(2026, 4, 1))
    ended = {"declaration": "D-2", "person": "P-COMMITTEE", "kind": "shares", "conflict": "actual"}
    scene.send(commands.DeclareInterest, "P-ETHICS", **ended, ends_on=date(2026, 3, 1))
    assert (fallen(scene), scene.dossier().case.status) == ([], CaseStatus.DECIDED)


def test_an_answer_whose_countersignature_fell_is_asked_again_and_no_older_one_comes_back(
    scene: Scene,
) -> None:
    scene.answered()
    left_out = {"answerer": "office", "note": "There is no such thing.", "countersigned_by": "P-LEGAL"}
    scene.answer("INT-01", "not_applicable", **left_out)
    assert "INT-01" in find_standing_answers(scene.dossier())
    declare(scene, "P-LEGAL")
    assert fallen(scene) == [("countersignature", "P-LEGAL", "D-1")]
    assert "INT-01" not in find_standing_answers(scene.dossier())
    assert "INT-01" in appraisal_of(scene).evaluation.unanswered
    scene.answer("INT-01", "no")
    assert "INT-01" in find_standing_answers(scene.dossier())


@pytest.mark.parametrize(("person", "kind"), [("P-EXEC", "exception"), ("P-HQ", "exception_second")])
def test_an_exception_counts_no_more_when_either_signature_fell(
    tmp_path: Path, person: str, kind: str
) -> None:
    scene = a_light_scene(tmp_path, INT_03="pilot").answer("EXC-02", 4, answerer="company")
    parts = {"reasons": "Why", "mandate": "What for", "dissent": "nobody", "limits": "Texts only"}
    scene.send(
        commands.GrantException, "P-EXEC", criterion="EXC-02", second_by="P-HQ", ends_on="2026-09-01", **parts
    )
    assert appraisal_of(scene).facts.case["exceptions_granted"] == ["EXC-02"]
    declare(scene, person, kind="financial")
    assert fallen(scene) == [(kind, person, "D-1")]
    assert find_standing_exceptions(scene.dossier()) == []
    assert "exceptions_granted" not in {
        k for k, v in appraisal_of(scene).facts.case.items() if v == ["EXC-02"]
    }


# -------------------------------------------------------------------------------------- what time undoes


def test_when_a_mitigation_ends_it_is_entered_once_and_what_rested_on_it_falls(scene: Scene) -> None:
    declare(scene, "P-COMMITTEE")
    classed(scene, "perceived", mitigation="supervision", mitigation_ends_on=date(2026, 3, 10))
    scene.send(commands.CastVote, "P-COMMITTEE", ballot="for")
    woken = scene.advance().wake_at
    assert woken is not None
    assert woken.date() == date(2026, 3, 11)
    waited(scene, 8).advance()
    assert (fallen(scene), "MitigationEnded" in scene.events()) == ([], False)
    waited(scene, 1).advance()
    scene.advance()
    assert fallen(scene) == [("vote", "P-COMMITTEE", "D-1")]
    assert scene.events().count("MitigationEnded") == 1


def test_a_decision_stands_when_a_mitigation_that_held_on_its_day_ends_later(scene: Scene) -> None:
    declare(scene, "P-HEAD").answered()
    classed(scene, "perceived", mitigation="supervision", mitigation_ends_on=date(2026, 3, 10)).advance()
    scene.decide("approve", **SIGNED)
    waited(scene, 20).advance()
    assert (fallen(scene), scene.dossier().case.status) == ([], CaseStatus.DECIDED)
    assert "MitigationEnded" in scene.events()


# -------------------------------------------------------------------------------------- what is answered


def test_the_rows_on_interests_are_answered_from_what_was_declared(tmp_path: Path) -> None:
    scene = a_light_scene(tmp_path)
    answers = appraisal_of(scene).facts.answers
    assert (answers["COI-02"], answers["COI-04"]) == (("none",), ("no",))
    scene.send(commands.AssignPerson, "P-INIT", person="P-NEW", roles=[Role.LEGAL])
    declare(scene, "P-OFFICER", kind="job")
    found = appraisal_of(scene)
    assert "COI-02" not in found.facts.answers
    assert found.facts.answers["COI-04"] == ("yes",)
    assert "gate(answer)" in found.evaluation.gates_open["COI-01"]
    scene.declared("P-NEW")
    classed(scene, "perceived", mitigation="disclosure")
    found = appraisal_of(scene)
    assert found.facts.answers["COI-02"] == ("perceived",)
    assert "COI-01" not in found.evaluation.gates_open
