"""Ruling on a match: who may, with whom, on what they saw, and when no longer."""

from pathlib import Path

import pytest

from tests.usecases.desks import Scene, sentence_of
from tests.usecases.lists_of_home import ODA, STRANGER, load
from tests.usecases.test_screening_a_case import a_screened_scene, judge, standing
from vetting.domain import commands
from vetting.domain.errors import Refused
from vetting.domain.judgements import Standing, StandingKind, Verdict
from vetting.domain.people import Role
from vetting.domain.recusals import find_standing_judgement


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return a_screened_scene(tmp_path, ODA, STRANGER)


def refusal_of(scene: Scene, **fields: object) -> str:
    size = scene.size()
    with pytest.raises(Refused) as refused:
        judge(scene, **fields)  # type: ignore[arg-type]
    assert scene.size() == size
    return sentence_of(refused)


def test_a_false_on_a_list_of_stops_is_refused_to_one_person_alone(scene: Scene) -> None:
    assert refusal_of(scene, second_by=None) == (
        "The match M-1 is with un_sc_fictional, a list that leads to a stop: to rule it false takes a second "
        "person. Name who checked it beside you."
    )


def test_nobody_signs_twice(scene: Scene) -> None:
    assert refusal_of(scene, second_by="P-FOCAL") == (
        "The match M-1 needs the eyes of two: P-FOCAL cannot sign both times. Name another person as second."
    )


def test_a_match_that_is_not_there_cannot_be_judged(scene: Scene) -> None:
    assert refusal_of(scene, match="M-7") == (
        "The case meridian has no match M-7. 'vetting matches meridian' lists them."
    )


@pytest.mark.parametrize("person", ["P-INIT", "P-COMPANY", "P-HEAD", "P-AUDITOR"])
def test_who_may_not_judge_may_neither_sign_first_nor_second(scene: Scene, person: str) -> None:
    said = f"{person} has no role on this case that allows judging a match."
    assert refusal_of(scene, by=person) == said
    assert refusal_of(scene, second_by=person) == said


def test_a_second_person_who_is_not_on_the_case_is_refused(scene: Scene) -> None:
    assert refusal_of(scene, second_by="P-NOBODY") == (
        "P-NOBODY is not assigned to this case. Assign the person first."
    )


@pytest.mark.parametrize("signs", ["by", "second_by"])
def test_whoever_has_an_open_conflict_signs_no_judgement(scene: Scene, signs: str) -> None:
    scene.send(commands.AssignPerson, "P-INIT", person="P-TORN", roles=[Role.LEGAL])
    scene.send(commands.DeclareInterest, "P-TORN", declaration="D-1", person="P-TORN", kind="shares")
    assert refusal_of(scene, **{signs: "P-TORN"}).startswith("P-TORN has an open conflict of interest (D-1)")


def test_a_judgement_of_what_has_changed_since_it_was_shown_is_refused(scene: Scene) -> None:
    [shown] = scene.dossier().matches
    load(scene, {**ODA, "birthDate": ["1994"]})
    scene.advance()
    assert refusal_of(scene, seen=shown.basis) == (
        "The match M-1 changed since you looked at it: a name of the case, or the entry of un_sc_fictional. "
        "Look again, then judge."
    )
    judge(scene, seen=scene.dossier().matches[0].basis)
    assert standing(scene) == (StandingKind.JUDGED, Verdict.FALSE)


def test_a_judgement_while_the_list_changed_unseen_holds_only_until_the_next_screening(scene: Scene) -> None:
    load(scene, {**ODA, "birthDate": ["1994"]})
    judge(scene)
    assert standing(scene) == (StandingKind.JUDGED, Verdict.FALSE)
    scene.advance()
    assert standing(scene) == (StandingKind.CHANGED_SINCE, None)


def test_what_a_decision_rested_on_is_not_ruled_on_again_without_reopening(scene: Scene) -> None:
    judge(scene)
    scene.decide("approve")
    assert refusal_of(scene).startswith("The case is decided, so judging a match is not possible.")
    scene.send(commands.ReopenCase, reason="A register was found.")
    judge(scene, verdict="undecided", reason_code="sources_contradict", second_by=None)
    assert standing(scene) == (StandingKind.JUDGED, Verdict.UNDECIDED)


@pytest.mark.parametrize(
    ("first", "second", "kind"),
    [("P-LEGAL", "P-FOCAL", "judgement"), ("P-FOCAL", "P-LEGAL", "judgement_second")],
)
def test_a_judgement_falls_with_the_conflict_of_one_who_signed_it_and_none_before_it_revives(
    scene: Scene, first: str, second: str, kind: str
) -> None:
    judge(scene, by="P-RIGHTS", second_by="P-ETHICS")
    judge(scene, by=first, second_by=second)
    scene.send(commands.DeclareInterest, "P-LEGAL", declaration="D-1", person="P-LEGAL", kind="shares")
    dossier = scene.dossier()
    fallen = [(one.kind.value, one.subject, one.person) for one in dossier.voided]
    assert fallen == [(kind, "M-1#2", "P-LEGAL")]
    assert find_standing_judgement(dossier, dossier.matches[0]) == Standing(StandingKind.UNJUDGED)
    assert [one.number for one in dossier.judgements] == [1, 2]
    judge(scene, by="P-RIGHTS", second_by="P-ETHICS")
    assert standing(scene) == (StandingKind.JUDGED, Verdict.FALSE)


@pytest.mark.parametrize("signs", ["by", "second_by"])
def test_nobody_judges_before_they_have_declared(scene: Scene, signs: str) -> None:
    scene.send(commands.AssignPerson, "P-INIT", person="P-NEW", roles=[Role.LEGAL])
    assert refusal_of(scene, **{signs: "P-NEW"}).startswith("P-NEW has declared no interest on this case")
