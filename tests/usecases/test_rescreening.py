"""Screening again when a list changes: which cases, what is compared, and who is woken."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from tests.usecases.desks import Scene, a_scene
from tests.usecases.lists_of_home import ODA, STRANGER, UN, load
from tests.usecases.test_screening_a_case import a_screened_scene, judge, standing
from vetting.domain import commands
from vetting.domain.judgements import StandingKind
from vetting.domain.screenings import ListKind
from vetting.domain.triggers import Trigger, find_triggers
from vetting.usecases.records import latest_record
from vetting.usecases.rescreening import Rescreened, list_watched, rescreen, rescreen_all
from vetting.usecases.screened import answer_from_screenings, rows_of_screenings

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


def a_live_partnership(home: Path, *listed: Mapping[str, Any], is_ruled: bool = False) -> Scene:
    """A case with the owner Oda Vantari, decided while the list named others, or once the match was ruled false."""
    scene = a_screened_scene(home, *listed)
    if is_ruled:
        judge(scene)
    scene.decide("approve")
    scene.advance()
    scene.wait(days=1)
    return scene


def triggered(scene: Scene) -> str | None:
    """What the system answers to MON-03."""
    found: str | None = answer_from_screenings(scene.dossier()).get("MON-03")
    return found


def test_a_listing_after_the_decision_answers_mon_03_with_the_match_and_its_screening(tmp_path: Path) -> None:
    scene = a_live_partnership(tmp_path, STRANGER)
    assert triggered(scene) is None
    load(scene, ODA, STRANGER)
    rescreen_all(scene.desk)
    assert triggered(scene) == "yes"
    assert find_triggers(scene.dossier()) == [Trigger("listing", "M-1", 2, scene.now, UN, None)]
    assert "MON-03" in rows_of_screenings(scene.dossier())


def test_a_ruling_of_false_takes_the_answer_back_and_any_other_keeps_it(tmp_path: Path) -> None:
    scene = a_live_partnership(tmp_path, STRANGER)
    load(scene, ODA, STRANGER)
    rescreen_all(scene.desk)
    found = []
    for verdict, reason in (
        ("undecided", "not_enough_known"),
        ("true", "same_facts"),
        ("false", "other_name"),
    ):
        judge(scene, verdict=verdict, reason_code=reason)
        found.append(triggered(scene))
    assert found == ["yes", "yes", None]


def test_an_entry_that_changed_after_the_decision_answers_it_and_an_old_one_does_not(tmp_path: Path) -> None:
    scene = a_live_partnership(tmp_path, ODA, is_ruled=True)
    load(scene, ODA, STRANGER)
    rescreen_all(scene.desk)
    assert triggered(scene) is None
    load(scene, {**ODA, "birthDate": ["1994"]}, STRANGER)
    rescreen_all(scene.desk)
    assert triggered(scene) == "yes"


def test_what_changed_on_the_side_of_the_case_alone_is_no_listing(tmp_path: Path) -> None:
    scene = a_live_partnership(tmp_path, ODA, is_ruled=True)
    load(scene, {**ODA, "birthDate": ["1994"]})
    rescreen_all(scene.desk)
    dossier = scene.dossier()
    [match] = dossier.matches
    other_side = [
        one.model_copy(update={"entity_hash": match.entity_hash, "fingerprint": "0" * 64})
        for one in dossier.judgements
    ]
    assert len(find_triggers(dossier)) == 1
    assert find_triggers(replace(dossier, judgements=other_side)) == []


def test_what_a_screening_cannot_see_it_does_not_deny(tmp_path: Path) -> None:
    scene = a_live_partnership(tmp_path, STRANGER)
    load(scene, STRANGER)
    rescreen_all(scene.desk)
    assert len(scene.dossier().screenings) == 2
    assert triggered(scene) is None
    assert "MON-03" not in rows_of_screenings(scene.dossier())


def test_nothing_is_opened_again_where_no_partnership_lives(tmp_path: Path) -> None:
    scene = a_live_partnership(tmp_path, STRANGER)
    load(scene, ODA, STRANGER)
    rescreen_all(scene.desk)
    scene.send(commands.ReopenCase, "P-HEAD", reason="A name of the case came up in a list.")
    assert find_triggers(scene.dossier()) == []
    refused = replace(scene.dossier(), decision=None)
    assert find_triggers(refused) == []


def test_a_register_of_companies_is_no_trigger(tmp_path: Path) -> None:
    scene = a_live_partnership(tmp_path, STRANGER)
    load(scene, ODA, STRANGER)
    rescreen_all(scene.desk)
    dossier = scene.dossier()
    [match] = dossier.matches
    registered = match.model_copy(update={"list_kind": ListKind.REGISTER})
    assert find_triggers(replace(dossier, matches=[registered])) == []


def test_the_next_record_of_a_live_partnership_tells_of_the_listing_and_names_nobody(tmp_path: Path) -> None:
    scene = a_live_partnership(tmp_path, STRANGER)
    load(scene, ODA, STRANGER)
    rescreen_all(scene.desk)
    scene.advance()
    record = latest_record(scene.desk, scene.case).to_json()
    assert record["monitoring"]["triggers"] == [
        {
            "event": "listing",
            "match": "M-1",
            "screening": 2,
            "seen_at": "2026-03-03T09:00:00Z",
            "source": UN,
            "ruling": None,
        }
    ]
