"""Replay: sealed facts give again what was recorded; another pack says which cases would change, and why."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.usecases.desks import CASE, SMALL_PACK, Scene, a_desk, a_scene
from vetting.domain.errors import BadInput, NotFound
from vetting.policy.load import load_pack
from vetting.policy.pack import Pack
from vetting.usecases.records import latest_record
from vetting.usecases.replaying import (
    COMPARED,
    compare_packs,
    explain_change,
    replay_all,
    replay_case,
    replay_record,
)


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    scene = a_scene(tmp_path / "home").opened().answered()
    scene.advance()
    scene.decide("approve", plan_signed_by="P-HEAD", risk_signed_by="P-HQ")
    scene.advance()
    return scene


def stricter(folder: Path) -> Pack:
    """The small pack, in which the harmless answer to INT-01 is substantial."""
    shutil.copytree(SMALL_PACK, folder)
    changes = {
        "stages/intake.yaml": ('"yes|unknown -> floor(moderate)"', '"any -> floor(substantial)"'),
        "examples.yaml": ('answer: "no", expected: []', "answer: not_applicable, expected: []"),
        "pack.yaml": ('version: "1.0.0"', 'version: "2.0.0"'),
    }
    for name, (was, becomes) in changes.items():
        text = (folder / name).read_text()
        assert was in text
        (folder / name).write_text(text.replace(was, becomes, 1))
    text = (folder / "examples.yaml").read_text()
    (folder / "examples.yaml").write_text(text.replace("floor(moderate)", "floor(substantial)"))
    return load_pack(folder)


def record_of(scene: Scene) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        json.dumps(latest_record(scene.desk, scene.case).to_json(), default=str)
    )
    return found


def test_every_sealed_evaluation_gives_again_what_was_recorded(scene: Scene) -> None:
    found = replay_case(scene.desk, CASE)
    assert len(found) > 1
    assert [(one.case, one.same, one.changed, one.findings) for one in found] == [(CASE, True, (), {})] * len(
        found
    )
    assert [one.at for one in found] == sorted(one.at for one in found)
    assert {one.pack for one in found} == {"small@1.0.0"}
    assert set(found[0].replayed) == set(COMPARED)


def test_a_case_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        replay_case(a_desk(tmp_path), "nowhere")


def test_the_last_evaluation_of_every_case_is_replayed_and_cases_without_one_are_left_out(
    scene: Scene,
) -> None:
    Scene(scene.desk, "orbit").opened(prospect="orbit")
    Scene(scene.desk, "zenith").opened(prospect="zenith").answered(INT_01="yes").advance()
    found = list(replay_all(scene.desk, None))
    assert [(one.case, one.same) for one in found] == [(CASE, True), ("zenith", True)]
    assert found[0] == replay_case(scene.desk, CASE)[-1]


def test_a_record_is_replayed_without_its_home(scene: Scene) -> None:
    found = replay_record(record_of(scene), load_pack(SMALL_PACK))
    assert (found.case, found.same, found.changed, found.findings) == (CASE, True, (), {})
    assert found.to_json()["same"] is True


def test_a_record_without_sealed_facts_cannot_be_replayed(scene: Scene) -> None:
    record = record_of(scene)
    record["computed"]["sealed_facts"] = None
    with pytest.raises(BadInput, match="carries no sealed facts"):
        replay_record(record, load_pack(SMALL_PACK))


def test_under_a_stricter_pack_a_case_changes_and_its_findings_say_why(scene: Scene, tmp_path: Path) -> None:
    *_, found = replay_case(scene.desk, CASE, stricter(tmp_path / "stricter"))
    assert (found.pack, found.same, found.changed) == (
        "small@2.0.0",
        False,
        ("depth", "level", "authority", "admissible", "suggested"),
    )
    assert found.findings == {"INT-01": {"was": {}, "is": {"floor(substantial)": "answered"}}}
    assert (found.recorded["level"]["at_least"], found.replayed["level"]["at_least"]) == (
        "low",
        "substantial",
    )


def test_two_packs_are_compared_on_sealed_facts_case_by_case(scene: Scene, tmp_path: Path) -> None:
    Scene(scene.desk, "zenith").opened(prospect="zenith").answered(EXC_01="yes").advance()
    Scene(scene.desk, "orbit").opened(prospect="orbit")  # nothing sealed yet
    old, new = load_pack(SMALL_PACK), stricter(tmp_path / "stricter")
    found = list(compare_packs(scene.desk, old, new))
    assert [(one.case, one.pack) for one in found] == [(CASE, "small@2.0.0"), ("zenith", "small@2.0.0")]
    assert all(not one.same for one in found)
    assert explain_change(found[0]) == (
        "meridian: depth basic → standard; level at least low, at most low → at least substantial, at most substantial; "
        "authority 1 → 3; admissible approve, approve_with_conditions, defer, refuse → defer, refuse; "
        "suggested approve → defer, because INT-01 gives floor(substantial) where it gave nothing."
    )


def test_packs_that_judge_alike_change_no_case(scene: Scene) -> None:
    old = load_pack(SMALL_PACK)
    found = list(compare_packs(scene.desk, old, old))
    assert [(one.case, one.same, explain_change(one)) for one in found] == [(CASE, True, "")]


def test_a_change_without_a_finding_is_put_down_to_the_tables(scene: Scene, tmp_path: Path) -> None:
    shutil.copytree(SMALL_PACK, tmp_path / "higher")
    tables = tmp_path / "higher" / "tables.yaml"
    tables.write_text(tables.read_text().replace("own_authority: 1", "own_authority: 2", 1))
    (found,) = compare_packs(scene.desk, load_pack(SMALL_PACK), load_pack(tmp_path / "higher"))
    assert explain_change(found) == "meridian: authority 1 → 2, because the tables differ."
