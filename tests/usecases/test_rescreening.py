"""Screening again when a list changes: which cases, what is compared, and who is woken."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from tests.usecases.desks import Scene, a_scene
from tests.usecases.lists_of_home import ODA, STRANGER, load
from tests.usecases.test_screening_a_case import a_screened_scene, judge, standing
from vetting.domain import commands
from vetting.domain.judgements import StandingKind
from vetting.usecases.rescreening import Rescreened, list_watched, rescreen, rescreen_all

TAMSIN: dict[str, Any] = {"party": "tamsin", "role": "owner", "name": "Tamsin Quillfeather"}


def another_case(scene: Scene, case: str, **party: Any) -> Scene:
    other = Scene(scene.desk, case).opened()
    other.send(commands.NameParty, **party)
    other.answered().advance()
    return other


def is_woken(scene: Scene) -> bool:
    with scene.desk.read() as work:
        return scene.case in work.list_due(scene.now + timedelta(minutes=5))


def test_a_new_entry_wakes_the_case_that_it_may_be_about_and_no_other(tmp_path: Path) -> None:
    scene = a_screened_scene(tmp_path, ODA)
    other = another_case(scene, "harbour", **TAMSIN)
    load(scene, ODA, STRANGER)
    done = rescreen_all(scene.desk)
    assert done == Rescreened(cases=("harbour", "meridian"), touched=("harbour",))
    assert (is_woken(other), is_woken(scene)) == (True, False)
    assert other.dossier().screenings[-1].found == ["M-1"]


def test_only_what_the_list_changed_is_compared(tmp_path: Path) -> None:
    scene = a_screened_scene(tmp_path, ODA)
    load(scene, ODA, STRANGER)
    rescreen_all(scene.desk)
    [first, second] = scene.dossier().screenings
    assert (first.scope, second.scope) == ("all", "changed")
    assert (second.found, second.changed, second.gone) == ([], [], [])
    assert [one.entries for one in second.lists] == [2]


def test_screening_again_without_a_change_does_nothing(tmp_path: Path) -> None:
    scene = a_screened_scene(tmp_path, ODA)
    size = scene.size()
    assert rescreen_all(scene.desk) == Rescreened()
    assert scene.size() == size


def test_what_was_ruled_holds_where_the_list_did_not_change_it(tmp_path: Path) -> None:
    scene = a_screened_scene(tmp_path, ODA)
    judge(scene)
    load(scene, ODA, STRANGER)
    rescreen_all(scene.desk)
    assert standing(scene)[0] is StandingKind.JUDGED


def test_a_list_that_could_not_be_updated_reaches_every_case(tmp_path: Path) -> None:
    scene = a_screened_scene(tmp_path, STRANGER)
    scene.desk.lists.note_failure("un_sc_fictional", "The list could not be updated.")  # type: ignore[attr-defined]
    assert rescreen_all(scene.desk).cases == ("meridian",)
    assert scene.dossier().screenings[-1].faults == ["The list could not be updated."]


def test_a_version_that_was_cleared_away_leads_to_a_whole_screening(tmp_path: Path) -> None:
    scene = a_screened_scene(tmp_path, ODA)
    [used] = scene.dossier().screenings[0].lists
    (tmp_path / "lists" / used.source / used.version / "manifest.json").unlink()
    load(scene, STRANGER)
    rescreen_all(scene.desk)
    assert scene.dossier().screenings[-1].scope == "all"


def test_a_live_partnership_is_watched_and_a_match_in_it_can_be_ruled_on(tmp_path: Path) -> None:
    scene = a_screened_scene(tmp_path, STRANGER)
    scene.decide("approve")
    scene.advance()
    scene.wait(days=1)
    load(scene, ODA, STRANGER)
    assert rescreen(scene.desk, "meridian").touched == ("meridian",)
    assert scene.dossier().case.status == "decided"
    judge(scene)
    assert standing(scene)[0] is StandingKind.JUDGED


def test_cases_in_triage_refused_and_withdrawn_are_not_watched(tmp_path: Path) -> None:
    scene = a_screened_scene(tmp_path, STRANGER)
    Scene(scene.desk, "early").opened()
    gone = another_case(scene, "gone", **TAMSIN)
    gone.send(commands.WithdrawCase, "P-INIT", reason="No longer needed.")
    assert list(list_watched(scene.desk)) == ["meridian"]
    assert rescreen(scene.desk, "gone") == rescreen(scene.desk, "early") == Rescreened()


def test_a_case_opened_before_any_list_was_loaded_is_screened_when_one_is(tmp_path: Path) -> None:
    scene = a_scene(tmp_path).opened()
    scene.send(commands.NameParty, party="oda", role="owner", name="Oda Vantari")
    scene.answered().advance()
    load(scene, ODA)
    assert rescreen_all(scene.desk).touched == ("meridian",)


def test_the_same_list_of_a_later_day_makes_a_screening_fresh_again(tmp_path: Path) -> None:
    scene = a_screened_scene(tmp_path, ODA)
    scene.wait(days=9)
    load(scene, ODA)
    assert rescreen_all(scene.desk) == Rescreened(cases=("meridian",))
    run = scene.dossier().screenings[-1]
    assert ([one.list_date for one in run.lists], run.faults) == (["2026-03-11"], [])
