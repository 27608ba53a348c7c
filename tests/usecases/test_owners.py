"""Owners read from a file that is held: kept with its hash, refused where they could not be checked."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.usecases.desks import Scene, a_desk, sentence_of
from tests.usecases.lists_of_home import ODA
from tests.usecases.test_screening_a_case import a_screened_scene, judge
from vetting.domain import commands
from vetting.domain.errors import BadInput, Refused
from vetting.domain.judgements import REASONS, Verdict
from vetting.domain.owners import OwnershipFields

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


def _owned_by_oda(percentage: str) -> bytes:
    oda = {"id": "oda", "schema": "Person", "properties": {"name": ["Oda Vantari"]}}
    company = {"id": "co", "schema": "Company", "properties": {"name": ["Lingua Meridian"]}}
    held = {"owner": ["oda"], "asset": ["co"], "percentage": [percentage]}
    owns = {"id": "own-1", "schema": "Ownership", "properties": held}
    return "\n".join(json.dumps(one) for one in (oda, company, owns)).encode()


@pytest.mark.parametrize(
    ("percentage", "verdict", "listed", "steps"),
    [("60", "true", ["oda"], 1), ("30", "true", ["oda"], 0), ("60", "undecided", [], 0)],
)
def test_owners_ruled_to_be_on_a_list_are_taken_together(
    tmp_path: Path, percentage: str, verdict: str, listed: list[str], steps: int
) -> None:
    scene = a_screened_scene(tmp_path, ODA)
    judge(scene, verdict=verdict, reason_code=next(iter(REASONS[Verdict(verdict)])), second_by=None)
    content = _owned_by_oda(percentage)
    held = {"kind": "file", "sha256": scene.desk.evidence.put(content), "size": len(content)}
    scene.with_evidence("E-OWN", **held, filename="owners.jsonl")
    _store(scene)
    [kept] = _kept(scene)
    assert (kept.told["listed"], len(kept.told["aggregate"])) == (listed, steps)
