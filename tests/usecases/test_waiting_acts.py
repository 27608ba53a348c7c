"""Acts that take more than one signature: each signs with their own sign-in, and the last puts them into effect."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.usecases.desks import Scene, a_scene, last_entries, sentence_of
from tests.usecases.light import a_light_scene
from vetting.domain import commands
from vetting.domain.commands import Command
from vetting.domain.errors import BadInput, Refused
from vetting.domain.waiting_acts import WaitingActFields, WaitingState, list_missing
from vetting.domain.waiting_commands import ConfirmAct, ProposeAct, RefuseAct, WithdrawAct
from vetting.usecases.send import send, sign

DEFER: dict[str, Any] = {
    "outcome": "refuse",
    "summary": "Not with these terms.",
    "departure_reason": "The office cannot watch it.",
    "second_by": "P-EXEC",
}


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return a_scene(tmp_path).opened().answered()


def propose(scene: Scene, what: type[Command], by: str, **fields: Any) -> Command:
    command = scene.command(what, by, **fields)
    assert sign(scene.desk, command) is False
    return command


def left_out(scene: Scene, **more: Any) -> Command:
    """An answer that something does not apply, which P-LEGAL is asked to countersign."""
    said = {"criterion": "INT-01", "answerer": "office", "state": "not_applicable", "note": "No service."}
    return propose(
        scene, commands.AnswerQuestion, "P-FOCAL", **{**said, "countersigned_by": "P-LEGAL", **more}
    )


def departing(scene: Scene) -> Command:
    return propose(scene, commands.Decide, "P-HQ", **DEFER)


def by_hand(scene: Scene, what: type[Command], by: str, **fields: Any) -> None:
    send(scene.desk, [scene.command(what, by, **fields)])


def acts(scene: Scene) -> list[WaitingActFields]:
    return scene.dossier().waiting


def test_an_act_that_names_another_signer_waits_and_has_no_effect(scene: Scene) -> None:
    before = len(scene.dossier().answers)
    left_out(scene)
    (act,) = acts(scene)
    assert (act.id, act.kind, act.by, act.state) == (
        "W-1",
        "answer_question",
        "P-FOCAL",
        WaitingState.WAITING,
    )
    assert list_missing(act) == ["P-LEGAL"]
    assert len(scene.dossier().answers) == before
    (entry,) = last_entries(scene)
    assert (entry.event, entry.by) == ("ActProposed", "P-FOCAL")
    assert entry.open["waits_for"] == ["P-LEGAL"]
    assert "No service." not in str(entry.open)
    assert entry.protected["said"]["note"] == "No service."


def test_the_last_signature_puts_the_act_into_effect_in_one_commit(scene: Scene) -> None:
    left_out(scene)
    scene.wait(days=2)
    by_hand(scene, ConfirmAct, "P-LEGAL", act="W-1")
    answer = scene.dossier().answers[-1]
    assert (answer.criterion, answer.by, answer.countersigned_by) == ("INT-01", "P-FOCAL", "P-LEGAL")
    assert answer.at == scene.now
    signed, done = last_entries(scene, 2)
    assert [(one.event, one.by) for one in (signed, done)] == [
        ("ActConfirmed", "P-LEGAL"),
        ("QuestionAnswered", "P-FOCAL"),
    ]
    (act,) = acts(scene)
    assert (act.state, act.closed_by, act.confirmed) == (WaitingState.DONE, "P-LEGAL", ["P-LEGAL"])


def test_an_act_that_names_nobody_else_takes_effect_at_once(scene: Scene) -> None:
    command = scene.command(commands.CastVote, "P-HEAD", ballot="for")
    assert sign(scene.desk, command) is True
    assert acts(scene) == []
    assert [one.person for one in scene.dossier().votes] == ["P-HEAD"]


def test_nobody_names_another_as_having_signed(scene: Scene) -> None:
    with pytest.raises(Refused) as refused:
        by_hand(scene, commands.Decide, "P-HQ", **DEFER)
    assert sentence_of(refused) == (
        "Nobody signs for another: P-EXEC must sign this with their own sign-in. "
        "Sign it at the desk, where it waits for them."
    )
    assert scene.dossier().decision is None


def test_a_rule_refuses_an_act_when_it_is_proposed_and_not_when_the_last_has_signed(scene: Scene) -> None:
    with pytest.raises(Refused) as refused:
        sign(scene.desk, scene.command(commands.Decide, "P-HQ", **{**DEFER, "departure_reason": " "}))
    assert refused.value.refusal.code == "departure_without_reason"
    with pytest.raises(Refused) as refused:
        sign(scene.desk, scene.command(commands.Decide, "P-HQ", **{**DEFER, "second_by": "P-INIT"}))
    assert refused.value.refusal.code == "initiator_decides"
    assert acts(scene) == []
    assert "ActProposed" not in scene.events()


def test_an_act_proposed_twice_by_one_form_waits_once(scene: Scene) -> None:
    command = left_out(scene)
    assert sign(scene.desk, command) is False
    assert [one.id for one in acts(scene)] == ["W-1"]
    by_hand(scene, ConfirmAct, "P-LEGAL", act="W-1")
    assert sign(scene.desk, command) is False  # a form sent again after all have signed
    assert [one.state for one in acts(scene)] == [WaitingState.DONE]


def test_one_person_has_no_two_acts_waiting_about_the_same(scene: Scene) -> None:
    left_out(scene)
    with pytest.raises(Refused) as refused:
        left_out(scene, note="In other words.")
    assert sentence_of(refused).startswith(
        "You have signed this before, and it waits for another person as W-1."
    )
    left_out(scene, criterion="EXC-01")
    assert [one.id for one in acts(scene)] == ["W-1", "W-2"]


@pytest.mark.parametrize(
    ("by", "code"),
    [("P-FOCAL", "signs_own_act"), ("P-DPO", "not_named_in_act"), ("P-COMPANY", "not_permitted")],
)
@pytest.mark.parametrize("what", [ConfirmAct, RefuseAct])
def test_only_who_is_named_says_yes_or_no(scene: Scene, what: type[Command], by: str, code: str) -> None:
    left_out(scene)
    reason = {"reason": "It does apply."} if what is RefuseAct else {}
    with pytest.raises(Refused) as refused:
        by_hand(scene, what, by, act="W-1", **reason)
    assert refused.value.refusal.code == code
    assert [one.state for one in acts(scene)] == [WaitingState.WAITING]


def test_who_has_an_open_conflict_signs_nothing(scene: Scene) -> None:
    left_out(scene)
    scene.send(commands.DeclareInterest, "P-LEGAL", declaration="D-1", person="P-LEGAL", kind="shares")
    with pytest.raises(Refused) as refused:
        by_hand(scene, ConfirmAct, "P-LEGAL", act="W-1")
    assert refused.value.refusal.code == "open_conflict"
    by_hand(scene, RefuseAct, "P-LEGAL", act="W-1", reason="I have shares in the company.")
    assert [one.state for one in acts(scene)] == [WaitingState.REFUSED]


def test_an_act_whose_first_signer_is_recused_since_does_not_take_effect(scene: Scene) -> None:
    departing(scene)
    scene.send(commands.DeclareInterest, "P-HQ", declaration="D-1", person="P-HQ", kind="shares")
    with pytest.raises(Refused) as refused:
        by_hand(scene, ConfirmAct, "P-EXEC", act="W-1")
    assert refused.value.refusal.code == "open_conflict"
    assert refused.value.refusal.params["person"] == "P-HQ"
    assert scene.dossier().decision is None
    assert [one.confirmed for one in acts(scene)] == [[]]


def test_a_refusal_needs_a_reason_and_ends_the_waiting(scene: Scene) -> None:
    left_out(scene)
    with pytest.raises(Refused) as refused:
        by_hand(scene, RefuseAct, "P-LEGAL", act="W-1", reason=" ")
    assert refused.value.refusal.code == "act_refused_without_reason"
    by_hand(scene, RefuseAct, "P-LEGAL", act="W-1", reason="It does apply.")
    (act,) = acts(scene)
    assert (act.state, act.closed_by, act.reason) == (WaitingState.REFUSED, "P-LEGAL", "It does apply.")
    (entry,) = last_entries(scene)
    assert (entry.event, entry.protected) == ("ActRefused", {"reason": "It does apply."})
    with pytest.raises(Refused) as refused:
        by_hand(scene, ConfirmAct, "P-LEGAL", act="W-1")
    assert sentence_of(refused) == "W-1 no longer waits for a signature. Look at what became of it."


def test_whoever_signed_first_takes_it_back_and_nobody_else(scene: Scene) -> None:
    left_out(scene)
    with pytest.raises(Refused) as refused:
        by_hand(scene, WithdrawAct, "P-LEGAL", act="W-1")
    assert refused.value.refusal.code == "not_own_act"
    by_hand(scene, WithdrawAct, "P-FOCAL", act="W-1")
    assert [one.state for one in acts(scene)] == [WaitingState.WITHDRAWN]
    with pytest.raises(Refused) as refused:
        by_hand(scene, WithdrawAct, "P-FOCAL", act="W-1")
    assert refused.value.refusal.code == "act_waits_no_more"
    left_out(scene)
    assert [one.id for one in acts(scene)] == ["W-1", "W-2"]


def test_a_departure_is_decided_when_the_second_has_signed(scene: Scene) -> None:
    departing(scene)
    scene.wait(days=1)
    by_hand(scene, ConfirmAct, "P-EXEC", act="W-1")
    decision = scene.decision()
    assert (decision.outcome, decision.decided_by, decision.second_by) == ("refuse", "P-HQ", "P-EXEC")
    assert decision.decided_at == scene.now
    assert scene.events()[-3:] == ["ActConfirmed", "CaseDecided", "CaseMoved"]


def test_a_decision_with_three_other_signatures_waits_for_each(scene: Scene) -> None:
    propose(
        scene,
        commands.Decide,
        "P-HQ",
        **{**DEFER, "plan_signed_by": "P-HEAD", "risk_signed_by": "P-COMMITTEE"},
    )
    (act,) = acts(scene)
    assert act.waits_for == ["P-HEAD", "P-COMMITTEE", "P-EXEC"]
    by_hand(scene, ConfirmAct, "P-COMMITTEE", act="W-1")
    with pytest.raises(Refused) as refused:
        by_hand(scene, ConfirmAct, "P-COMMITTEE", act="W-1")
    assert refused.value.refusal.code == "act_signed_already"
    (entry,) = last_entries(scene)
    assert entry.open["still_waits_for"] == ["P-HEAD", "P-EXEC"]
    by_hand(scene, ConfirmAct, "P-HEAD", act="W-1")
    assert scene.dossier().decision is None
    by_hand(scene, ConfirmAct, "P-EXEC", act="W-1")
    assert scene.decision().plan_signed_by == "P-HEAD"


def test_nobody_signs_a_decision_on_a_case_that_has_changed_since(scene: Scene) -> None:
    departing(scene)
    scene.answer("INT-01", "yes")
    with pytest.raises(Refused) as refused:
        by_hand(scene, ConfirmAct, "P-EXEC", act="W-1")
    assert sentence_of(refused) == (
        "The case has changed since P-HQ signed W-1, so it cannot be signed as it was. "
        "P-HQ takes it back and signs it anew, on the case as it stands."
    )


def test_nobody_signs_a_decision_that_read_an_older_draft(scene: Scene) -> None:
    scene.with_evidence()
    departing(scene)
    scene.send(commands.StoreTerms, terms="T-1", title="Draft", evidence="E-1")
    with pytest.raises(Refused) as refused:
        by_hand(scene, ConfirmAct, "P-EXEC", act="W-1")
    assert refused.value.refusal.code == "act_overtaken"


def test_an_answer_that_came_in_between_is_not_overwritten_by_a_late_countersignature(scene: Scene) -> None:
    number = next(one.number for one in scene.dossier().answers if one.criterion == "INT-01")
    left_out(scene, based_on=number)
    scene.answer("INT-01", "yes")
    with pytest.raises(Refused) as refused:
        by_hand(scene, ConfirmAct, "P-LEGAL", act="W-1")
    assert refused.value.refusal.code == "answer_changed_meanwhile"
    assert scene.dossier().answers[-1].value == "yes"
    assert [one.state for one in acts(scene)] == [WaitingState.WAITING]


def test_an_act_that_waits_is_not_done_when_the_case_is_decided_meanwhile(scene: Scene) -> None:
    left_out(scene)
    scene.decide("approve", "P-HQ", plan_signed_by="P-HEAD", risk_signed_by="P-HQ")
    with pytest.raises(Refused) as refused:
        by_hand(scene, ConfirmAct, "P-LEGAL", act="W-1")
    assert sentence_of(refused) == (
        "The case is decided, so answering a question is not possible. "
        "Reopen it first, with the reason (under 'Decision' at the desk, or 'reopening' in a file of acts)."
    )


def test_an_exception_is_granted_when_the_second_has_signed(tmp_path: Path) -> None:
    scene = a_light_scene(tmp_path, INT_03="pilot").answer("EXC-02", 4, answerer="company")
    said = {
        "criterion": "EXC-02",
        "reasons": "One workshop of the group makes parts for replicas.",
        "mandate": "No other firm translates this language.",
        "dissent": "nobody",
        "limits": "Written texts only.",
        "ends_on": date(2026, 9, 1),
        "second_by": "P-HQ",
    }
    propose(scene, commands.GrantException, "P-EXEC", **said)
    assert scene.dossier().exceptions == []
    by_hand(scene, ConfirmAct, "P-HQ", act="W-1")
    assert [(one.granted_by, one.second_by) for one in scene.dossier().exceptions] == [("P-EXEC", "P-HQ")]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"kind": "cast_vote", "said": {"ballot": "for"}}, "act_takes_one_signature"),
        ({"kind": "decide", "said": {"outcome": "defer", "summary": "Not yet."}}, "act_names_nobody"),
    ],
)
def test_only_what_takes_more_signatures_can_wait(scene: Scene, fields: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused) as refused:
        by_hand(scene, ProposeAct, "P-HQ", **fields)
    assert refused.value.refusal.code == code


def test_what_waits_is_an_act_in_the_first_place(scene: Scene) -> None:
    with pytest.raises(BadInput):
        by_hand(scene, ProposeAct, "P-HQ", kind="decide", said={"outcome": "perhaps", "second_by": "P-EXEC"})


def test_an_act_that_is_not_there_is_refused_by_its_id(scene: Scene) -> None:
    with pytest.raises(Refused) as refused:
        by_hand(scene, ConfirmAct, "P-LEGAL", act="W-9")
    assert sentence_of(refused) == "The case has no act W-9 that waits for a signature."
