"""What people see of a match: both sides, for and against, and how it stands."""

from pathlib import Path

from tests.usecases.desks import Scene
from tests.usecases.lists_of_home import ODA, STRANGER, UN, load
from tests.usecases.test_screening_a_case import a_screened_scene, judge
from vetting.domain import commands
from vetting.usecases.matches import view_matches


def test_a_case_that_was_never_screened_says_so(tmp_path: Path) -> None:
    scene = a_screened_scene(tmp_path)
    assert view_matches(scene.desk, scene.case) == {
        "case": "meridian",
        "screening": None,
        "left_out": [],
        "waiting": 0,
        "matches": [],
    }


def test_a_match_that_waits_shows_both_sides_and_what_speaks_for_and_against(tmp_path: Path) -> None:
    scene = a_screened_scene(tmp_path, {**ODA, "name": ["Oda Vantaris", "Nadezhda"]})
    found = view_matches(scene.desk, scene.case)
    [match] = found["matches"]
    assert (found["waiting"], match["waits"], match["needs_second"]) == (1, True, True)
    assert (match["ours"]["name"], match["ours"]["where"]) == ("Oda Vantari", "party oda")
    assert match["listed"]["name"] == "Oda Vantaris"
    assert match["alike"]
    assert not match["unlike"]
    assert match["sentence"] == "Nobody has judged this match yet."
    assert match["seen"] == scene.dossier().matches[0].basis
    assert found["screening"]["lists"][0]["fault"] is None


def test_each_way_in_which_a_match_stands_has_its_sentence(tmp_path: Path) -> None:
    scene = a_screened_scene(tmp_path, ODA, STRANGER)
    judge(scene)
    other = Scene(scene.desk, "harbour").opened()
    other.send(commands.NameParty, party="oda", role="owner", name="Oda Vantari")
    other.answered().advance()
    said = "Judged false {}by P-FOCAL with P-LEGAL on 2026-03-02"
    assert sentence(scene) == said.format("") + "."
    assert sentence(other) == said.format("in the case meridian ") + "; neither side has changed since."
    load(scene, {**ODA, "birthDate": ["1999"]}, STRANGER)
    scene.advance()
    assert sentence(scene) == (
        said.format("in the case meridian ") + ", but one side has changed since. Judge it anew."
    )
    load(scene, STRANGER)
    scene.advance()
    assert sentence(scene) == f"The list {UN} no longer has this entry."
    other.send(commands.NameParty, party="oda", role="owner", name="Bruno Halloway")
    load(scene, {**ODA, "birthDate": ["1999"]}, STRANGER)
    other.advance()
    assert sentence(other) == "With what is known by now the two no longer look alike."


def test_what_waits_stands_first_and_every_ruling_is_kept(tmp_path: Path) -> None:
    scene = a_screened_scene(tmp_path, ODA, STRANGER)
    judge(scene)
    judge(scene, verdict="undecided", reason_code="not_enough_known", second_by=None)
    scene.send(commands.NameParty, party="tamsin", role="owner", name="Tamsin Quillfeather")
    scene.advance()
    matches = view_matches(scene.desk, scene.case)["matches"]
    assert [one["id"] for one in matches] == ["M-2", "M-1"]
    assert [(one["verdict"], one["second_by"]) for one in matches[1]["history"]] == [
        ("false", "P-LEGAL"),
        ("undecided", None),
    ]


def sentence(scene: Scene) -> str:
    return str(view_matches(scene.desk, scene.case)["matches"][0]["sentence"])
