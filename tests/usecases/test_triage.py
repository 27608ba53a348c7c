"""The countersignature of the triage: who may give it, what it holds for, and what waits for it."""

import shutil
from pathlib import Path

import pytest

from tests.usecases.desks import CASE, SMALL_PACK, START, Entry, Scene, a_scene, last_entries, sentence_of
from tests.usecases.handling import refusal_of
from tests.usecases.light import TRIAGE, a_light_scene
from vetting.domain import commands
from vetting.domain.decisions import Outcome
from vetting.domain.errors import Refused
from vetting.domain.gates import GateState
from vetting.domain.people import Role
from vetting.domain.recusals import find_standing_triage
from vetting.domain.signatures import SignatureKind
from vetting.domain.stages import CaseStatus
from vetting.domain.triage import TriageSignatureFields
from vetting.usecases.triage import GATE, list_triage, triage_basis

COUNTERSIGN = commands.CountersignTriage
SIGNERS = {"plan_signed_by": "P-HEAD", "risk_signed_by": "P-HQ"}
SIGNED = sorted(f"{criterion}#{number}" for number, criterion in enumerate(TRIAGE, 1))


def with_counter(scene: Scene, person: str = "P-COUNTER", *roles: Role) -> Scene:
    scene.send(commands.AssignPerson, person=person, roles=[Role.COUNTERSIGNER, *roles])
    return scene.declared(person)


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return with_counter(a_light_scene(tmp_path))


def state_of_gate(scene: Scene) -> GateState | None:
    return next((one.state for one in scene.dossier().gates if one.key == GATE), None)


def holds(scene: Scene) -> bool:
    return find_standing_triage(scene.dossier(), list(TRIAGE)) is not None


def test_a_countersignature_is_bound_to_the_twelve_answers_as_they_stand(scene: Scene) -> None:
    scene.send(COUNTERSIGN, "P-COUNTER")
    assert last_entries(scene) == [
        Entry("TriageCountersigned", "P-COUNTER", {"number": 1, "answers": SIGNED}, {})
    ]
    expected = TriageSignatureFields(case=CASE, number=1, by="P-COUNTER", at=START, answers=SIGNED)
    assert scene.dossier().triage_signatures == [expected]
    assert holds(scene)


def test_a_gate_waits_for_it_once_all_of_triage_is_answered_and_the_signature_closes_it(scene: Scene) -> None:
    scene.advance()
    assert state_of_gate(scene) is GateState.OPEN
    scene.send(COUNTERSIGN, "P-COUNTER")
    assert state_of_gate(scene) is GateState.ANSWERED
    scene.advance()
    assert state_of_gate(scene) is GateState.ANSWERED


def test_an_answer_that_changes_afterwards_waits_for_another_countersignature(scene: Scene) -> None:
    scene.send(COUNTERSIGN, "P-COUNTER")
    scene.advance()
    assert state_of_gate(scene) is None
    scene.answer("INT-06", "yes")
    scene.advance()
    assert (holds(scene), state_of_gate(scene)) == (False, GateState.OPEN)
    scene.send(COUNTERSIGN, "P-COUNTER")
    assert (holds(scene), state_of_gate(scene)) == (True, GateState.ANSWERED)


def test_no_approval_goes_without_it_and_refusing_needs_none(tmp_path: Path) -> None:
    scene = with_counter(a_scene(tmp_path / "home").opened(pack=str(countersigned_pack(tmp_path)))).answered()
    scene.advance()
    with pytest.raises(Refused) as raised:
        scene.decide("approve", **SIGNERS)
    assert sentence_of(raised) == (
        "An approval waits until the triage is countersigned as it stands now. Ask a countersigner of the case "
        "('countersigning' in a file of acts)."
    )
    scene.send(COUNTERSIGN, "P-COUNTER")
    scene.decide("approve", **SIGNERS)
    assert scene.decision().outcome is Outcome.APPROVE


def test_refusing_waits_for_no_countersignature(tmp_path: Path) -> None:
    scene = a_scene(tmp_path / "home").opened(pack=str(countersigned_pack(tmp_path))).answered()
    scene.advance()
    second = {"departure_reason": "The mandate changed.", "second_by": "P-HQ"}
    scene.decide("defer", "P-COMMITTEE", **second)
    assert (scene.decision().outcome, state_of_gate(scene)) == (Outcome.DEFER, GateState.OPEN)


def test_a_decided_case_waits_for_no_countersignature_but_a_reopened_one_may(tmp_path: Path) -> None:
    scene = with_counter(a_scene(tmp_path / "home").opened(pack=str(countersigned_pack(tmp_path)))).answered()
    scene.send(COUNTERSIGN, "P-COUNTER")
    scene.decide("approve", **SIGNERS)
    declare(scene, "P-COUNTER")
    scene.advance()
    dossier = scene.dossier()
    assert [(one.kind, one.person, one.subject) for one in dossier.voided] == [
        (SignatureKind.TRIAGE, "P-COUNTER", "1")
    ]
    assert (dossier.case.status, state_of_gate(scene)) == (CaseStatus.UNDER_REVIEW, GateState.OPEN)


def test_the_countersignature_of_a_person_with_an_open_conflict_falls(scene: Scene) -> None:
    scene.send(COUNTERSIGN, "P-COUNTER")
    declare(scene, "P-COUNTER")
    scene.advance()
    assert (holds(scene), state_of_gate(scene)) == (False, GateState.OPEN)
    with_counter(scene, "P-OTHER").send(COUNTERSIGN, "P-OTHER")
    assert holds(scene)


def test_a_person_with_an_open_conflict_does_not_countersign(scene: Scene) -> None:
    declare(scene, "P-COUNTER")
    assert "P-COUNTER has an open conflict of interest" in refusal_of(scene, COUNTERSIGN, "P-COUNTER")


def test_a_person_who_has_not_declared_does_not_countersign(scene: Scene) -> None:
    scene.send(commands.AssignPerson, person="P-OTHER", roles=[Role.COUNTERSIGNER])
    assert "P-OTHER has declared no interest on this case, and not that there is none." in refusal_of(
        scene, COUNTERSIGN, "P-OTHER"
    )


def test_whoever_initiated_the_case_does_not_countersign(scene: Scene) -> None:
    with_counter(scene, "P-BOTH", Role.INITIATOR)
    assert refusal_of(scene, COUNTERSIGN, "P-BOTH") == (
        "P-BOTH initiated the case and so may not decide it or sign for it."
    )


def test_nobody_countersigns_what_they_answered_themselves(scene: Scene) -> None:
    scene.answer("INT-06", "no", by="P-COUNTER")
    assert refusal_of(scene, COUNTERSIGN, "P-COUNTER") == (
        "P-COUNTER entered the answers to INT-06 and so cannot countersign them. "
        "Ask a countersigner who answered none of the triage."
    )


def test_it_waits_until_all_of_triage_is_answered(tmp_path: Path) -> None:
    scene = with_counter(a_scene(tmp_path).opened(pack="un-default")).answer("INT-06", "no")
    scene.advance()
    waiting = ", ".join(one for one in triage_in_order(scene) if one != "INT-06")
    assert refusal_of(scene, COUNTERSIGN, "P-COUNTER") == (
        f"The triage is countersigned when all of it is answered; open are {waiting}. Answer them first."
    )
    assert state_of_gate(scene) is None


def test_whoever_read_other_answers_than_those_that_stand_looks_again(scene: Scene) -> None:
    seen = basis(scene)
    scene.answer("INT-06", "unknown")
    assert refusal_of(scene, COUNTERSIGN, "P-COUNTER", seen=seen) == (
        "Answers of the triage changed while you were reading them. Look at them as they stand now, then countersign."
    )
    scene.send(COUNTERSIGN, "P-COUNTER", seen=basis(scene))
    assert holds(scene)


def test_a_pack_that_asks_for_none_takes_none(tmp_path: Path) -> None:
    scene = with_counter(a_scene(tmp_path).opened()).answered()
    assert refusal_of(scene, COUNTERSIGN, "P-COUNTER") == (
        "The policy pack of this case asks for no countersignature of the triage. Nothing is to be done."
    )


@pytest.mark.parametrize("by", ["P-FOCAL", "P-INIT", "P-COMPANY", "P-HEAD", "P-ETHICS"])
def test_only_a_countersigner_may(scene: Scene, by: str) -> None:
    sentence = f"{by} has no role on this case that allows countersigning the triage."
    assert refusal_of(scene, COUNTERSIGN, by) == sentence


def countersigned_pack(folder: Path) -> Path:
    """The small pack, with a triage that is countersigned."""
    pack = folder / "countersigned-pack"
    shutil.copytree(SMALL_PACK, pack)
    tables = pack / "tables.yaml"
    text = tables.read_text()
    tables.write_text(text.replace("triage:\n  criteria", "triage:\n  countersigned: true\n  criteria"))
    return pack


def declare(scene: Scene, person: str) -> None:
    scene.send(
        commands.DeclareInterest,
        "P-ETHICS",
        declaration=f"D-{person}",
        person=person,
        kind="refused",
    )


def triage_in_order(scene: Scene) -> list[str]:
    return list_triage(scene.desk.packs.pinned(scene.dossier().case.pack_hash))


def basis(scene: Scene) -> str:
    dossier = scene.dossier()
    return triage_basis(scene.desk.packs.pinned(dossier.case.pack_hash), dossier)
