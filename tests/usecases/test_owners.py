"""Owners read from a file that is held: kept with its hash, refused where they could not be checked."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.usecases.desks import Scene, a_desk, a_scene, sentence_of
from tests.usecases.lists_of_home import ODA, UN, load
from tests.usecases.test_screening_a_case import a_screened_scene, judge
from vetting.domain import commands
from vetting.domain.errors import BadInput, Refused
from vetting.domain.judgements import REASONS, Verdict
from vetting.domain.listed import find_listed_parties
from vetting.domain.owners import OwnershipFields
from vetting.screening.ownership_listed import take_together
from vetting.usecases import screened
from vetting.usecases.screened import answer_from_screenings

FILE = "\n".join(
    json.dumps(one)
    for one in (
        {"id": "co", "schema": "Company", "properties": {"name": ["Lingua Meridian Ltd"]}},
        {"id": "hold", "schema": "Company", "properties": {"name": ["Meridian Holding"]}},
        {
            "id": "own-1",
            "schema": "Ownership",
            "properties": {"owner": ["hold"], "asset": ["co"], "percentage": ["60"]},
        },
    )
).encode()


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    scene = Scene(a_desk(tmp_path)).opened()
    party = {"party": "lingua", "role": "prospect", "name": "Lingua Meridian Ltd"}
    scene.send(commands.NameParty, **party)
    sha256 = scene.desk.evidence.put(FILE)
    held = {"kind": "file", "sha256": sha256, "size": len(FILE), "filename": "owners.jsonl"}
    return scene.with_evidence("E-OWN", **held).with_evidence("E-CITED")


def _store(scene: Scene, **fields: Any) -> None:
    said = {"ownership": "OWN-1", "evidence": "E-OWN", "as_of": date(2026, 3, 1)}
    scene.send(commands.StoreOwnership, **{**said, **fields})


def _kept(scene: Scene) -> list[OwnershipFields]:
    with scene.desk.read() as work:
        return work.dossier(scene.case).ownership


def test_the_owners_of_the_prospect_are_read_and_kept_with_the_hash_of_their_file(scene: Scene) -> None:
    _store(scene)
    [kept] = _kept(scene)
    assert (kept.party, kept.of, kept.as_of) == ("lingua", "Lingua Meridian Ltd", date(2026, 3, 1))
    assert scene.desk.evidence.get(kept.sha256) == FILE
    assert [(one["party"], one["share"]["at_least"]) for one in kept.told["owners"]] == [("hold", "60")]


def test_the_party_may_have_another_name_or_an_id_in_the_file(scene: Scene) -> None:
    scene.send(commands.NameParty, party="holding", role="parent", name="Meridian Holding Company")
    _store(scene, party="holding", of="hold")
    assert [(one.party, one.told["target"]) for one in _kept(scene)] == [("holding", "hold")]


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"party": "nobody"}, "The case has no party nobody. Name it first."),
    ({"evidence": "E-9"}, "The evidence E-9 has not been filed. File it first."),
    (
        {"evidence": "E-CITED"},
        "The evidence E-CITED is not held as a file, and owners are read from a file. File its bytes first.",
    ),
    (
        {"as_of": date(2026, 3, 3)},
        "The owners as of 2026-03-03 cannot be read in an act of 2026-03-02. Give a day that has come.",
    ),
]


@pytest.mark.parametrize(("fields", "sentence"), REFUSED, ids=[sentence for _, sentence in REFUSED])
def test_what_could_not_be_checked_is_refused(scene: Scene, fields: dict[str, Any], sentence: str) -> None:
    with pytest.raises(Refused) as refused:
        _store(scene, **fields)
    assert sentence_of(refused) == sentence
    assert _kept(scene) == []


def test_a_reading_is_never_replaced_a_later_one_stands_beside_it(scene: Scene) -> None:
    _store(scene)
    with pytest.raises(Refused) as refused:
        _store(scene)
    assert sentence_of(refused) == "The id OWN-1 is taken in this case. Choose another."
    _store(scene, ownership="OWN-2", as_of=date(2026, 1, 1))
    assert [one.id for one in _kept(scene)] == ["OWN-1", "OWN-2"]


def test_a_party_that_the_file_does_not_know_is_told_with_what_is_near(scene: Scene) -> None:
    with pytest.raises(BadInput) as told:
        _store(scene, of="Lingua Meridian Limited")
    assert str(told.value) == (
        "Lingua Meridian Limited: There is no party with this name or id on that day. "
        "Near it are: Lingua Meridian Ltd, Meridian Holding."
    )


def _owned_by_oda(percentage: str, **known: list[str]) -> bytes:
    oda = {"id": "oda", "schema": "Person", "properties": {"name": ["Oda Vantari"], **known}}
    company = {"id": "co", "schema": "Company", "properties": {"name": ["Lingua Meridian"]}}
    held = {"owner": ["oda"], "asset": ["co"], "percentage": [percentage]}
    owns = {"id": "own-1", "schema": "Ownership", "properties": held}
    return "\n".join(json.dumps(one) for one in (oda, company, owns)).encode()


def _with_owner(scene: Scene, percentage: str, **known: list[str]) -> Scene:
    content = _owned_by_oda(percentage, **known)
    held = {"kind": "file", "sha256": scene.desk.evidence.put(content), "size": len(content)}
    scene.with_evidence("E-OWN", **held, filename="owners.jsonl")
    _store(scene)
    return scene


def _rule(scene: Scene, verdict: str) -> None:
    judge(scene, verdict=verdict, reason_code=next(iter(REASONS[Verdict(verdict)])), second_by=None)


def _together(scene: Scene) -> tuple[list[str], int]:
    """Which owners are listed by the rulings as they stand, and in how many steps they come to half or more."""
    dossier = scene.dossier()
    found = take_together(dossier.ownership[-1].told, find_listed_parties(dossier)).to_json()
    return found["listed"], len(found["aggregate"])


@pytest.mark.parametrize(
    ("percentage", "verdict", "listed", "steps"),
    [("60", "true", ["oda"], 1), ("30", "true", ["oda"], 0), ("60", "undecided", [], 0)],
)
def test_owners_ruled_to_be_on_a_list_are_taken_together(
    tmp_path: Path, percentage: str, verdict: str, listed: list[str], steps: int
) -> None:
    scene = a_screened_scene(tmp_path, ODA)
    _rule(scene, verdict)
    assert _together(_with_owner(scene, percentage)) == (listed, steps)


def test_a_ruling_given_after_the_file_was_read_counts_at_once_and_so_does_the_next(tmp_path: Path) -> None:
    scene = _with_owner(a_screened_scene(tmp_path, ODA), "60")
    found = [_together(scene)]
    for verdict in ("true", "undecided", "true"):
        _rule(scene, verdict)
        found.append(_together(scene))
    assert found == [([], 0), (["oda"], 1), ([], 0), (["oda"], 1)]


def a_scene_owned_by_oda(home: Path, percentage: str) -> Scene:
    """A case whose parties name no owner; the file of owners does."""
    scene = a_scene(home)
    load(scene, ODA)
    scene.opened()
    scene.send(commands.NameParty, party="lingua", role="prospect", name="Lingua Meridian")
    scene.answered().advance()
    assert scene.dossier().matches == []
    _with_owner(scene, percentage).advance()
    return scene


@pytest.mark.parametrize(("percentage", "found"), [("60", {"EXC-04": "found"}), ("30", {}), ("25-75", {})])
def test_an_owner_whom_only_the_file_names_is_screened_and_half_of_the_company_is_found(
    tmp_path: Path, percentage: str, found: dict[str, str]
) -> None:
    scene = a_scene_owned_by_oda(tmp_path, percentage)
    [match] = scene.dossier().matches
    assert (match.subject_name, match.subject_where) == ("Oda Vantari", "OWN-1")
    assert answer_from_screenings(scene.dossier())["SCR-03"] == [{"name": "Oda Vantari", "list": UN}]
    _rule(scene, "true")
    derived = answer_from_screenings(scene.dossier())
    assert {key: value for key, value in derived.items() if key.startswith("EXC")} == found


def test_the_newest_reading_says_who_owns_the_company_and_an_older_owner_is_still_screened(
    tmp_path: Path,
) -> None:
    scene = a_scene_owned_by_oda(tmp_path, "60")
    _rule(scene, "true")
    held = {
        "kind": "file",
        "sha256": scene.desk.evidence.put(FILE),
        "size": len(FILE),
        "filename": "new.jsonl",
    }
    scene.with_evidence("E-NEW", **held)
    _store(scene, ownership="OWN-2", evidence="E-NEW", of="co", as_of=date(2026, 3, 2))
    scene.advance()
    assert "EXC-04" not in answer_from_screenings(scene.dossier())
    assert [one.state.value for one in scene.dossier().matches] == ["stands"]


def test_a_structure_that_no_company_has_is_refused_before_it_is_traced(tmp_path: Path) -> None:
    scene = Scene(a_desk(tmp_path)).opened()
    scene.send(commands.NameParty, party="lingua", role="prospect", name="C0")
    parties = [{"id": f"c{n}", "schema": "Company", "properties": {"name": [f"C{n}"]}} for n in range(63)]
    held = [{"owner": [f"c{n + 1}"], "asset": [f"c{n}"], "percentage": ["90"]} for n in range(62)]
    owns = [{"id": f"o{n}", "schema": "Ownership", "properties": one} for n, one in enumerate(held)]
    content = "\n".join(map(json.dumps, [*parties, *owns])).encode()
    sha256 = scene.desk.evidence.put(content)
    scene.with_evidence("E-OWN", kind="file", sha256=sha256, size=len(content), filename="owners.jsonl")
    with pytest.raises(BadInput) as told:
        _store(scene)
    assert str(told.value).startswith("C0: It has 62 steps above it; at most 60 are traced.")
    assert _kept(scene) == []


def a_scene_with_a_party_named_oda(home: Path, **known: list[str]) -> Scene:
    """The case names an Oda Vantari of Kenya; so is the owner in the file called, of whom this is known."""
    scene = a_scene(home)
    load(scene, ODA)
    scene.opened()
    scene.send(commands.NameParty, party="lingua", role="prospect", name="Lingua Meridian")
    scene.send(commands.NameParty, party="oda", role="other", name="Oda Vantari", country="KE")
    scene.answered()
    _with_owner(scene, "60", **known).advance()
    return scene


def _matched(scene: Scene) -> list[tuple[str, str]]:
    return [(one.subject_where, one.subject_name) for one in scene.dossier().matches]


def test_a_ruling_on_a_party_does_not_speak_for_an_owner_of_its_name_in_another_country(
    tmp_path: Path,
) -> None:
    scene = a_scene_with_a_party_named_oda(tmp_path, country=["ch"])
    assert _matched(scene) == [("party oda", "Oda Vantari"), ("OWN-1", "Oda Vantari")]
    _rule(scene, "true")
    rows = answer_from_screenings(scene.dossier())
    assert [one.get("ruling") for one in rows["SCR-03"]] == ["true_match", None]
    assert "EXC-04" not in rows
    assert _together(scene) == ([], 0)


def test_a_ruling_speaks_for_an_owner_whom_nothing_tells_apart_from_the_party(tmp_path: Path) -> None:
    scene = a_scene_with_a_party_named_oda(tmp_path, birthDate=["1961-05-14"])
    assert _matched(scene) == [("party oda, OWN-1", "Oda Vantari")]
    _rule(scene, "true")
    assert answer_from_screenings(scene.dossier())["EXC-04"] == "found"
    assert _together(scene) == (["oda"], 1)


def test_a_birth_date_in_the_file_speaks_against_a_listed_namesake(tmp_path: Path) -> None:
    scene = a_scene_with_a_party_named_oda(tmp_path, birthDate=["1994-02-03"], country=["ch"])
    of_party, of_owner = scene.dossier().matches
    assert (of_party.alert, of_owner.alert) == (True, False)
    assert {one.comparison for one in of_owner.reasons} > {"birth_other", "country_other"}


def test_just_under_half_is_not_half(tmp_path: Path) -> None:
    scene = a_scene_owned_by_oda(tmp_path, "49.9999996")
    _rule(scene, "true")
    assert "EXC-04" not in answer_from_screenings(scene.dossier())
    [owner] = [one for one in scene.dossier().ownership[-1].told["owners"] if one["party"] == "oda"]
    assert (owner["share"]["at_least"], owner["half_or_more"]) == ("49.999999", "no")


def test_the_answer_to_what_listed_owners_hold_is_kept_for_the_next_look_and_not_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screened, "MOST_KEPT", 2)
    scene = a_scene_owned_by_oda(tmp_path, "60")
    _rule(scene, "true")
    dossier = scene.dossier()
    [reading] = dossier.ownership
    days = [date(2026, 1, day) for day in (1, 2, 3, 1, 1)]
    for day in days:
        dossier.ownership[:] = [reading.model_copy(update={"as_of": day})]
        assert answer_from_screenings(dossier)["EXC-04"] == "found"
    assert [question[1] for question in screened._CERTAIN] == days[2:4]
