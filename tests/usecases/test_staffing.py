"""Staffing of a case: the seats from here to the decision, who takes them, who is kept away."""

from pathlib import Path
from typing import Any

import pytest

from tests.usecases.desks import PEOPLE, Scene, a_scene
from tests.usecases.handling import refusal_of
from tests.usecases.light import a_light_scene
from tests.usecases.lists_of_home import ODA, STRANGER
from tests.usecases.test_screening_a_case import a_screened_scene, judge
from vetting.domain import commands
from vetting.usecases.staffing import list_staffing


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return a_scene(tmp_path).opened()


def seats(told: dict[str, Any]) -> dict[str, str | None]:
    return {one["seat"]: one["person"] for one in told["seats"]}


def test_a_case_with_everybody_there_misses_nobody_and_needs_few(scene: Scene) -> None:
    told = list_staffing(scene.answered().desk, scene.case)
    taken = seats(told)
    assert (told["missing"], told["to_be_found"], told["kept_away"]) == ([], 0, [])
    assert (taken["initiator"], taken["focal_point"]) == ("P-INIT", "P-FOCAL")
    assert taken["plan"] != taken["risk"]
    assert taken["decider"] != taken["second"]
    assert set(told["people"]) <= set(PEOPLE)
    assert told["least"] == len(told["people"])


def test_an_open_case_asks_for_the_authority_it_could_still_come_to(scene: Scene) -> None:
    told = list_staffing(scene.desk, scene.case)
    assert told["authority"] == {"at_least": 1, "could_be": 4}
    higher = next(one for one in told["seats"] if one["seat"] == "decider_if_higher")
    assert (higher["roles"], higher["only_if"]) == (["executive_head"], "if the level comes out high")


def test_who_speaks_for_the_company_takes_no_seat_of_the_office(tmp_path: Path) -> None:
    scene = a_light_scene(tmp_path)
    told = list_staffing(scene.desk, scene.case)
    company = next(one for one in told["seats"] if one["seat"] == "company")
    others = [one["seat"] for one in told["seats"] if one["seat"] != "company"]
    assert sorted(company["apart_from"]) == sorted(others)
    assert company["person"] or company["new"]
    assert (company["person"], company["new"]) not in [
        (one["person"], one["new"]) for one in told["seats"] if one["seat"] != "company"
    ]


def test_nobody_is_assigned_for_the_company_and_for_the_office(scene: Scene) -> None:
    both = {"person": "P-NEW", "roles": ["company", "ethics", "executive_head"]}
    assert refusal_of(scene, commands.AssignPerson, "P-INIT", **both) == (
        "P-NEW speaks for the company, and so cannot be ethics, executive head on the same case. "
        "Assign one of the two to another person."
    )


def test_a_recused_person_takes_no_seat_and_is_told_with_the_reason(scene: Scene) -> None:
    for number, person in enumerate(("P-COMMITTEE", "P-HQ", "P-EXEC")):
        said = {"declaration": f"D-{number}", "person": person, "kind": "shares"}
        scene.send(commands.DeclareInterest, person, **said)
    told = list_staffing(scene.desk, scene.case)
    taken = seats(told)
    assert told["missing"] == ["decider_if_higher"]
    assert taken["decider"] == "P-HEAD"
    assert not {"P-COMMITTEE", "P-HQ", "P-EXEC"} & set(taken.values())
    assert [one["person"] for one in told["kept_away"]] == ["P-COMMITTEE", "P-HQ", "P-EXEC"]
    assert told["kept_away"][0]["because"].startswith("P-COMMITTEE has an open conflict of interest (D-0)")


def test_who_has_not_declared_takes_their_seat_and_is_told_to_declare_first(scene: Scene) -> None:
    scene.send(commands.AssignPerson, "P-INIT", person="P-NEW", roles=["focal_point"])
    told = list_staffing(scene.desk, scene.case)
    focal = next(one for one in told["seats"] if one["seat"] == "focal_point")
    assert focal["could"] == ["P-FOCAL", "P-NEW"]
    assert [one["person"] for one in told["kept_away"]] == ["P-NEW"]
    assert "ethics" in seats(told)


def test_plan_risk_and_second_signature_are_for_anybody_of_the_office_but_the_initiator(scene: Scene) -> None:
    told = list_staffing(scene.desk, scene.case)
    signing = [one for one in told["seats"] if one["seat"] in ("plan", "risk", "second")]
    assert [one["who"] for one in signing] == ["anybody of the office"] * 3
    assert all({"P-LEGAL", "P-FOCAL"} <= set(one["could"]) for one in signing)
    assert not [one for one in signing if {"P-INIT", "P-COMPANY"} & set(one["could"])]
    [first] = [one for one in told["seats"] if one["seat"] == "initiator"]
    assert first["who"] == "initiator"


def test_a_decided_case_needs_nobody(scene: Scene) -> None:
    scene.answered().advance()
    scene.decide("approve", plan_signed_by="P-COMMITTEE", risk_signed_by="P-HEAD")
    told = list_staffing(scene.desk, scene.case)
    assert (told["seats"], told["least"], told["missing"]) == ([], 0, [])


def test_where_the_pack_has_the_triage_countersigned_somebody_does_it_who_did_not_fill_it_in(
    tmp_path: Path,
) -> None:
    told = list_staffing(a_light_scene(tmp_path).desk, "meridian")
    countersigner = next(one for one in told["seats"] if one["seat"] == "countersigner")
    assert (countersigner["person"], countersigner["new"]) == (None, "new-1")
    assert countersigner["apart_from"] == ["initiator", "focal_point"]
    assert told["missing"] == ["countersigner"]


def test_a_match_that_waits_takes_a_judge_and_for_false_on_a_list_of_stops_a_second_one(
    tmp_path: Path,
) -> None:
    scene = a_screened_scene(tmp_path, ODA, STRANGER)
    told = list_staffing(scene.desk, scene.case)
    judges = {one["seat"]: one for one in told["seats"] if one["seat"].startswith("judge")}
    assert judges["judge"]["why"] == "rules on M-1"
    assert judges["judge_second"]["only_if"] == "for a match that is ruled false"
    assert judges["judge"]["person"] != judges["judge_second"]["person"]
    judge(scene)
    assert not [one for one in seats(list_staffing(scene.desk, scene.case)) if one.startswith("judge")]
