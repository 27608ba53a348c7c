"""Rounds in a case: the pack's window, the gate that waits, and what moves the end."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.usecases.consulting import open_round
from tests.usecases.desks import Scene, a_scene
from vetting.domain.errors import Refused
from vetting.domain.gates import GateState
from vetting.domain.people import Role
from vetting.domain.round_commands import AmendNotice, ExtendRound, LodgeSubmission
from vetting.domain.rounds import RoundFields

UN_PACK = "un-default"


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return a_scene(tmp_path).opened(pack=UN_PACK)


def held(scene: Scene) -> RoundFields:
    return scene.dossier().rounds[-1]


def refused(scene: Scene, act: Any, **fields: Any) -> str:
    with pytest.raises(Refused) as found:
        scene.send(act, "P-OFFICER", **fields)
    return found.value.refusal.code


def test_the_window_is_that_of_the_level_in_the_pack(scene: Scene) -> None:
    with pytest.raises(Refused) as found:
        open_round(scene, days=27)
    assert found.value.refusal.params == {"days": 28, "earliest": "2026-03-30"}
    open_round(scene)
    assert held(scene).closes_at - held(scene).opens_at == timedelta(days=28)


def test_fast_track_has_a_shorter_window_of_its_own(tmp_path: Path) -> None:
    scene = a_scene(tmp_path).opened(pack=UN_PACK, settings={"fast_track": "yes"})
    open_round(scene, days=14)
    assert held(scene).closes_at - held(scene).opens_at == timedelta(days=14)


def test_a_round_opens_a_gate_and_its_end_closes_it(scene: Scene) -> None:
    open_round(scene)
    gate = next(one for one in scene.dossier().gates if one.kind == "consultation")
    assert (gate.key, gate.owner, gate.closes_at) == (
        "consultation:1", Role.CONSULTATION_OFFICER.value, held(scene).closes_at
    )  # fmt: skip
    scene.advance()
    scene.wait(days=28)
    scene.advance()
    closed = next(one for one in scene.dossier().gates if one.kind == "consultation")
    assert (closed.state, closed.closed_at) == (GateState.LAPSED, held(scene).closes_at)
    assert "RoundClosed" in scene.events()


def test_a_level_that_rises_gives_the_round_more_time_before_it_closes(scene: Scene) -> None:
    open_round(scene)
    scene.answer("INT-08", "unknown")
    scene.wait(days=28)
    scene.advance()
    gate = next(one for one in scene.dossier().gates if one.kind == "consultation")
    assert held(scene).closes_at - held(scene).opens_at == timedelta(days=84)
    assert (gate.state, gate.closes_at) == (GateState.OPEN, held(scene).closes_at)
    assert [one["what"] for one in held(scene).amendments] == [
        "The level has risen, and with it the time that a round is open."
    ]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"terms_withheld": "", "terms_reviewer": ""}, "notice_incomplete"),
        ({"terms": "T-9"}, "unknown_terms"),
        ({"documents": ["E-9"]}, "unknown_evidence"),
        ({"round": 2}, "round_out_of_order"),
    ],
)
def test_a_notice_that_is_not_whole_is_refused(scene: Scene, changes: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused) as found:
        open_round(scene, **changes)
    assert found.value.refusal.code == code
    assert scene.dossier().rounds == []


def test_a_substantive_amendment_gives_half_of_the_window_again(scene: Scene) -> None:
    open_round(scene)
    scene.wait(days=20)
    notice = {"en": {**held(scene).notice["en"], "data": "Voices are kept for a day."}}
    scene.send(AmendNotice, "P-OFFICER", round=1, what="How long voices are kept.", notice=notice)
    assert held(scene).closes_at == scene.now + timedelta(days=14)
    assert held(scene).notice["en"]["data"] == "Voices are kept for a day."
    assert [one["what"] for one in held(scene).amendments] == ["How long voices are kept."]
    gate = next(one for one in scene.dossier().gates if one.kind == "consultation")
    assert gate.closes_at == held(scene).closes_at


def test_a_correction_of_words_moves_nothing(scene: Scene) -> None:
    open_round(scene)
    before = held(scene).closes_at
    scene.send(AmendNotice, "P-OFFICER", round=1, what="A spelling.", substantive=False)
    assert held(scene).closes_at == before


def test_a_round_is_extended_with_a_reason_and_never_shortened(scene: Scene) -> None:
    open_round(scene)
    later = held(scene).closes_at + timedelta(days=7)
    scene.send(ExtendRound, "P-OFFICER", round=1, closes_at=later, reason="A holiday.")
    assert held(scene).closes_at == later
    code = refused(scene, ExtendRound, round=1, closes_at=later - timedelta(days=1), reason="In a hurry.")
    assert code == "round_shortened"


def test_what_cannot_be_changed_is_refused(scene: Scene) -> None:
    open_round(scene)
    later = held(scene).closes_at + timedelta(days=7)
    assert refused(scene, AmendNotice, round=1, what=" ") == "round_change_without_reason"
    assert refused(scene, AmendNotice, round=2, what="A word.") == "unknown_round"
    assert refused(scene, ExtendRound, round=1, closes_at=later, reason="") == "round_change_without_reason"
    hole: dict[str, dict[str, str]] = {"en": {}}
    assert refused(scene, AmendNotice, round=1, what="A hole.", notice=hole) == "notice_incomplete"
    scene.wait(days=29)
    assert refused(scene, AmendNotice, round=1, what="Too late.") == "round_closed"
    assert refused(scene, ExtendRound, round=1, closes_at=later, reason="Too late.") == "round_closed"


def test_only_the_public_pages_lodge_and_a_person_of_the_case_does_not(scene: Scene) -> None:
    open_round(scene)
    fields = {"submission": "S-1", "lookup": "0" * 64, "round": 1, "begun_at": scene.now, "mode": "public"}
    with pytest.raises(Refused) as found:
        scene.send(LodgeSubmission, "P-OFFICER", **fields)
    assert found.value.refusal.code == "not_permitted"


def test_a_submission_that_slips_past_the_closing_is_refused_where_it_is_kept(scene: Scene) -> None:
    open_round(scene)
    begun = scene.now
    scene.wait(days=29)
    fields = {"submission": "S-1", "lookup": "0" * 64, "round": 1, "begun_at": begun, "mode": "public"}
    with pytest.raises(Refused) as found:
        scene.send(LodgeSubmission, "consultee", **fields)
    assert found.value.refusal.code == "round_closed"
