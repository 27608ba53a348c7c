"""Conflicts as their readers see them: the detail for ethics alone, paths with numbers, the office itself."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.usecases.desks import Entry, Scene, a_scene, last_entries
from tests.usecases.light import a_light_scene
from vetting.domain import commands
from vetting.domain.errors import NotFound
from vetting.usecases.conflicts import list_conflicts, read_declarations


def _share(ident: str, owner: str, asset: str, percentage: str) -> dict[str, Any]:
    said = {"owner": [owner], "asset": [asset], "percentage": [percentage]}
    return {"id": ident, "schema": "Ownership", "properties": said}


FILE = "\n".join(
    json.dumps(one)
    for one in (
        {"id": "co", "schema": "Company", "properties": {"name": ["Lingua Meridian Ltd"]}},
        {"id": "hold", "schema": "Company", "properties": {"name": ["Meridian Holding"]}},
        {"id": "mid", "schema": "Company", "properties": {"name": ["Meridian Voices"]}},
        _share("own-1", "hold", "mid", "60"),
        _share("own-2", "mid", "co", "50"),
    )
).encode()
DETAIL = {"entity": "meridian  holding", "what": "Shares", "amount": "4200 USD", "relation": "spouse"}


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    scene = a_scene(tmp_path).opened()
    scene.send(commands.NameParty, party="lingua", role="prospect", name="Lingua Meridian Ltd")
    scene.send(commands.NameParty, party="holding", role="parent", name="Meridian Holding")
    return scene


def declared(scene: Scene, person: str = "P-LEGAL", ident: str = "D-1", **fields: Any) -> Scene:
    said = {"declaration": ident, "person": person, "kind": "shares", **DETAIL, **fields}
    scene.send(commands.DeclareInterest, person, **said)
    return scene


def with_owners(scene: Scene) -> Scene:
    sha256 = scene.desk.evidence.put(FILE)
    scene.with_evidence("E-OWN", kind="file", sha256=sha256, size=len(FILE), filename="owners.jsonl")
    scene.send(commands.StoreOwnership, ownership="OWN-1", evidence="E-OWN", as_of=date(2026, 3, 1))
    return scene


def detail_for(scene: Scene, reader: str | None, ident: str = "D-1") -> Any:
    views = read_declarations(scene.desk, scene.case, reader)
    return next(one.detail for one in views if one.declaration.id == ident)


# ------------------------------------------------------------------------------------------ who reads what


@pytest.mark.parametrize(
    ("reader", "reads"),
    [
        ("P-ETHICS", True),
        ("P-LEGAL", True),
        ("P-HEAD", False),
        ("P-AUDITOR", False),
        ("P-STRANGER", False),
        (None, False),
    ],
)
def test_the_detail_is_for_the_ethics_focal_point_and_whoever_declared_it(
    scene: Scene, reader: str | None, *, reads: bool
) -> None:
    declared(scene)
    assert (detail_for(scene, reader) is not None) is reads
    shown = json.dumps(list_conflicts(scene.desk, scene.case, reader))
    assert ("4200 USD" in shown) is reads
    assert ("shares" in shown) is reads


def test_who_reads_what_others_declared_is_in_the_log_with_the_reason_once_a_day(scene: Scene) -> None:
    declared(scene)
    list_conflicts(scene.desk, scene.case, "P-ETHICS", "A question of the auditor.")
    read = Entry(
        "DeclarationsOpened",
        "P-ETHICS",
        {"declarations": ["D-1#1"]},
        {"reason": "A question of the auditor."},
    )
    assert last_entries(scene) == [read]
    size = scene.size()
    list_conflicts(scene.desk, scene.case, "P-ETHICS", " A question of the auditor. ")
    assert scene.size() == size
    scene.wait(days=1)
    read_declarations(scene.desk, scene.case, "P-ETHICS")
    usual = {"reason": "To class declarations, and to see what rests on them."}
    assert last_entries(scene) == [replace(read, protected=usual)]


@pytest.mark.parametrize("reader", ["P-LEGAL", "P-HEAD", "P-AUDITOR", None])
def test_whoever_reads_their_own_or_nothing_in_full_leaves_no_entry(scene: Scene, reader: str | None) -> None:
    size = declared(scene).size()
    list_conflicts(scene.desk, scene.case, reader)
    assert scene.size() == size


def test_a_look_makes_no_new_record_due(scene: Scene) -> None:
    declared(scene).send(commands.RequestRecord)
    scene.advance()
    before = scene.events().count("RecordIssued")
    list_conflicts(scene.desk, scene.case, "P-ETHICS")
    scene.advance()
    assert (before, scene.events().count("RecordIssued")) == (1, 1)


def test_an_ethics_focal_point_with_an_open_conflict_reads_only_their_own(scene: Scene) -> None:
    declared(declared(scene), "P-ETHICS", "D-2")
    assert detail_for(scene, "P-ETHICS", "D-1") is None
    assert detail_for(scene, "P-ETHICS", "D-2") is not None


def test_everyone_sees_class_mitigation_and_dates_of_every_version_open_ones_first(scene: Scene) -> None:
    declared(scene, ends_on=date(2026, 5, 1))
    scene.send(
        commands.ClassDeclaration, "P-ETHICS", declaration="D-1", conflict="potential", mitigation="supervision",
        mitigation_ends_on=date(2026, 3, 9),
    )  # fmt: skip
    first = list_conflicts(scene.desk, scene.case)["individual"]
    shown = next(one for one in first if one["id"] == "D-1")
    assert (shown["open"], shown["mitigated"], shown["declares"], shown["version"]) == (
        False,
        True,
        "interest",
        2,
    )
    assert (shown["class"], shown["mitigation"], shown["classed_by"]) == (
        "potential",
        "supervision",
        "P-ETHICS",
    )
    assert (shown["mitigation_ends_on"], shown["ends_on"]) == ("2026-03-09", "2026-05-01")
    assert [(one["version"], one["waits_for_class"]) for one in shown["earlier"]] == [(1, True)]
    scene.wait(days=8)
    [open_one, *others] = list_conflicts(scene.desk, scene.case)["individual"]
    assert (open_one["id"], open_one["open"]) == ("D-1", True)
    assert not any(one["open"] for one in others)


def test_who_is_recused_is_told_with_what_for_and_who_has_not_declared(scene: Scene) -> None:
    scene.send(commands.AssignPerson, "P-INIT", person="P-NEW", roles=["dpo"])
    declared(scene)
    told = list_conflicts(scene.desk, scene.case)
    assert told["undeclared"] == ["P-NEW"]
    assert told["recused"] == [
        {
            "person": "P-LEGAL",
            "roles": ["legal"],
            "closed": ["legal"],
            "declarations": ["D-1"],
            "from": ["assignment", "confidential input", "every signature"],
        }
    ]


def test_a_signature_that_fell_is_told(scene: Scene) -> None:
    scene.send(commands.CastVote, "P-LEGAL", ballot="for")
    [void] = list_conflicts(declared(scene).desk, scene.case)["voided"]
    assert void == {
        "id": "V-1", "kind": "vote", "subject": "", "person": "P-LEGAL", "signed_on": "2026-03-02",
        "declaration": "D-1", "voided_on": "2026-03-02",
    }  # fmt: skip


def test_a_nil_return_and_a_refusal_have_no_detail(scene: Scene) -> None:
    scene.send(
        commands.DeclareInterest, "P-DPO", declaration="D-R", person="P-DPO", kind="refused", entity="Kestrel"
    )
    assert detail_for(scene, "P-ETHICS", "D-R") is None
    assert detail_for(scene, "P-ETHICS", "NIL-P-HEAD") is None


def test_a_case_that_is_not_there_is_named(scene: Scene) -> None:
    with pytest.raises(NotFound):
        read_declarations(scene.desk, "nowhere")


# ---------------------------------------------------------------------------------------------------- paths


def test_a_path_leads_through_the_shares_that_were_read_with_their_day_and_source(scene: Scene) -> None:
    declared(with_owners(scene), starts_on=date(2024, 1, 1))
    path = detail_for(scene, "P-ETHICS")["path"]
    first, second = path["steps"]
    assert (path["reaches_prospect"], path["basis"]) == (True, "ownership")
    assert first == {
        "from": "P-LEGAL", "to": "holding", "by": "shares: Shares (spouse)", "amount": "4200 USD",
        "since": "2024-01-01", "until": "",
    }  # fmt: skip
    assert (second["from"], second["to"]) == ("holding", "lingua")
    assert (second["certain"], second["possible"]) == ("30", "30")
    assert (second["as_of"], second["source"]) == ("2026-03-01", "E-OWN")
    assert "Meridian Voices" in second["by"]


def test_a_path_leads_from_the_prospect_down_to_what_it_owns(scene: Scene) -> None:
    scene.send(commands.NameParty, party="deep", role="subsidiary", name="Lingua Meridian Deep")
    file = FILE.replace(b"Lingua Meridian Ltd", b"Lingua Meridian Deep").replace(b"Holding", b"Holder")
    file = file.replace(b"Meridian Voices", b"Lingua Meridian Ltd")
    sha256 = scene.desk.evidence.put(file)
    scene.with_evidence("E-DOWN", kind="file", sha256=sha256, size=len(file), filename="down.jsonl")
    scene.send(
        commands.StoreOwnership, ownership="OWN-2", evidence="E-DOWN", as_of=date(2026, 3, 1), party="deep"
    )
    path = detail_for(declared(scene, entity="deep"), "P-ETHICS")["path"]
    assert [(one["from"], one["to"]) for one in path["steps"]] == [("P-LEGAL", "deep"), ("lingua", "deep")]
    assert path["share"]["at_least"] == "50"


def test_without_a_reading_the_role_of_the_party_leads_on(scene: Scene) -> None:
    path = detail_for(declared(scene), "P-ETHICS")["path"]
    assert (path["basis"], path["steps"][1]["by"]) == ("role", "is a parent of the prospect")


def test_an_interest_in_the_prospect_is_the_whole_path(scene: Scene) -> None:
    path = detail_for(declared(scene, entity="lingua", relation=""), "P-ETHICS")["path"]
    assert (path["basis"], len(path["steps"]), path["reaches_prospect"]) == ("the prospect itself", 1, True)


def test_a_party_whose_role_leads_nowhere_ends_the_path(scene: Scene) -> None:
    scene.send(commands.NameParty, party="desk", role="un_office", name="Office for Public Dialogue")
    path = detail_for(declared(scene, entity="desk"), "P-ETHICS")["path"]
    assert (path["basis"], path["reaches_prospect"]) == ("role un_office", False)


def test_a_name_that_is_alike_is_a_suggestion_with_its_reasons_and_no_path(scene: Scene) -> None:
    detail = detail_for(declared(scene, entity="Meridien Holdings"), "P-ETHICS")
    [alike] = detail["looks_like"]
    assert detail["path"]["reaches_prospect"] is False
    assert (alike["party"], alike["alert"]) == ("holding", True)
    assert alike["sentence"].startswith("Declared Meridien Holdings looks like party Meridian Holding (0.")
    assert alike["because"]


@pytest.mark.parametrize("entity", ["Meridian Voices", "ＭＥＲＩＤＩＡＮ  voices."])
def test_an_owner_whom_only_a_file_names_leads_to_the_prospect(scene: Scene, entity: str) -> None:
    detail = detail_for(with_owners(declared(scene, entity=entity)), "P-ETHICS")
    path = detail["path"]
    assert (path["basis"], path["reaches_prospect"], path["share"]["at_least"]) == ("ownership", True, "50")
    assert [(one["from"], one["to"]) for one in path["steps"]] == [
        ("P-LEGAL", "Meridian Voices"),
        ("Meridian Voices", "lingua"),
    ]
    assert detail["looks_like"] == []


@pytest.mark.parametrize("entity", ["Meridien Voices", "Меридиан Воисес"])
def test_a_name_like_that_of_an_owner_in_a_file_is_a_suggestion_in_another_script_too(
    scene: Scene, entity: str
) -> None:
    detail = detail_for(with_owners(declared(scene, entity=entity)), "P-ETHICS")
    assert detail["path"]["reaches_prospect"] is False
    sentences = [one["sentence"] for one in detail["looks_like"]]
    assert sentences[0].startswith(f"Declared {entity} looks like the owner Meridian Voices (0.")
    assert detail["looks_like"][0]["party"] == "Meridian Voices"


def test_the_place_of_an_owner_in_a_file_is_no_name(scene: Scene) -> None:
    detail = detail_for(with_owners(declared(scene, entity="Owner 2")), "P-ETHICS")
    assert detail["path"]["reaches_prospect"] is False


@pytest.mark.parametrize("entity", ["", "holding", "Kestrel Works of Faraway"])
def test_what_is_named_or_unlike_brings_no_suggestion(scene: Scene, entity: str) -> None:
    assert detail_for(declared(scene, entity=entity), "P-ETHICS")["looks_like"] == []


# ------------------------------------------------------------------------------- look-back, the office itself


@pytest.mark.parametrize(
    ("ends_on", "note"),
    [
        (date(2025, 1, 1), "It ended on 2025-01-01, within 36 months."),
        (date(2022, 1, 1), "It ended on 2022-01-01, more than 36 months ago: perceived at most."),
        (None, "The day on which the employment ended is missing; up to 36 months count."),
    ],
)
def test_past_employment_is_told_with_the_look_back_of_the_pack(
    tmp_path: Path, ends_on: date | None, note: str
) -> None:
    scene = declared(a_light_scene(tmp_path), kind="past_employment", ends_on=ends_on)
    assert detail_for(scene, "P-ETHICS")["note"] == note


def test_the_rows_on_the_office_itself_are_gathered_with_effects_first(tmp_path: Path) -> None:
    scene = a_light_scene(tmp_path, COI_09="yes").with_evidence("E-1")
    scene.answer("COI-06", "unknown")
    told = list_conflicts(scene.desk, scene.case)["institutional"]
    assert {one["criterion"] for one in told} == {f"COI-{number:02}" for number in range(5, 15)}
    procurement = next(one for one in told if one["criterion"] == "COI-09")
    assert (procurement["state"], procurement["value"], procurement["by"]) == ("given", "yes", "P-FOCAL")
    assert procurement["effects"] == [
        {"effect": "authority(3)", "basis": "answered"},
        {"effect": "condition(procurement-firewall)", "basis": "answered"},
    ]
    silent = next(one for one in told if one["criterion"] == "COI-14")
    assert (silent["state"], silent["by"], silent["effects"]) == ("unanswered", "", [])
    with_effects = [bool(one["effects"]) for one in told]
    assert with_effects == sorted(with_effects, reverse=True)
