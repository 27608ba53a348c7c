"""Screening inside a case: what is compared, what is kept, and what the rows of the pack then say."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.usecases.desks import Scene, a_scene, last_entries
from tests.usecases.lists_of_home import MERIDIAN, NATIONAL, ODA, STRANGER, UN, load
from vetting.domain import commands
from vetting.domain.judgements import REASONS, StandingKind, Verdict
from vetting.domain.recusals import find_standing_judgement
from vetting.domain.screenings import MatchState
from vetting.usecases.listing import MAX_AGE_DAYS
from vetting.usecases.matches import view_matches
from vetting.usecases.screened import answer_from_screenings, rows_of_screenings
from vetting.usecases.screening import greatest_list_age

FALSE: dict[str, Any] = {
    "verdict": "false",
    "reason_code": "other_birth_date",
    "text": "Born 1994 by the register of Kenya; the entry says 1961.",
    "second_by": "P-LEGAL",
}


def a_screened_scene(home: Path, *parties: Any, **fields: Any) -> Scene:
    """A case that left triage in a home with a UN list of these parties, with an owner named Oda Vantari."""
    scene = a_scene(home)
    if parties:
        load(scene, *parties)
    scene.opened(**fields)
    scene.send(commands.NameParty, party="lingua", role="prospect", name="Lingua Meridian", country="CH")
    scene.send(commands.NameParty, party="oda", role="owner", name="Oda Vantari")
    scene.answered().advance()
    return scene


def judge(scene: Scene, match: str = "M-1", by: str = "P-FOCAL", **fields: Any) -> None:
    scene.send(commands.JudgeMatch, by, match=match, **{**FALSE, **fields})


def derived(scene: Scene) -> dict[str, Any]:
    return answer_from_screenings(scene.dossier())


def standing(scene: Scene, match: str = "M-1") -> tuple[StandingKind, Verdict | None]:
    dossier = scene.dossier()
    found = next(one for one in dossier.matches if one.id == match)
    said = find_standing_judgement(dossier, found)
    return said.kind, said.verdict


def test_a_home_without_lists_screens_nothing_and_answers_nothing(tmp_path: Path) -> None:
    scene = a_screened_scene(tmp_path)
    assert "NamesScreened" not in scene.events()
    assert (derived(scene), rows_of_screenings(scene.dossier())) == ({}, frozenset())


def test_how_old_a_list_may_be_is_a_figure_of_the_pack(tmp_path: Path) -> None:
    scene = a_screened_scene(tmp_path, ODA)
    pack = scene.desk.packs.pinned(scene.dossier().case.pack_hash)
    assert scene.dossier().screenings[-1].max_age_days == greatest_list_age(pack) == 7
    stricter = replace(pack, tables={**pack.tables, "clock": {"list_age_days_at_most": 2}})
    silent = replace(pack, tables={})
    assert (greatest_list_age(stricter), greatest_list_age(silent)) == (2, MAX_AGE_DAYS)


def test_a_case_in_triage_is_not_screened_yet(tmp_path: Path) -> None:
    scene = a_scene(tmp_path)
    load(scene, ODA)
    scene.opened().advance()
    assert scene.dossier().screenings == []


def test_a_screening_keeps_its_lists_its_engine_and_each_match_with_its_reasons(tmp_path: Path) -> None:
    scene = a_screened_scene(tmp_path, ODA, STRANGER)
    [run], [match] = scene.dossier().screenings, scene.dossier().matches
    assert (run.scope, run.engine, run.alert, run.show, run.found, run.faults) == (
        "all",
        "builtin",
        0.77,
        0.5,
        ["M-1"],
        [],
    )
    assert [(one.source, one.entries, one.list_date) for one in run.lists] == [(UN, 2, "2026-03-02")]
    assert [(one.id, one.names) for one in run.subjects] == [
        ("lingua", ("Lingua Meridian",)),
        ("oda", ("Oda Vantari",)),
    ]
    assert (match.subject, match.entity, match.score, match.alert) == ("oda", "un-1", 1.0, True)
    assert [one.sentence for one in match.reasons] == ["The names read the same: oda vantari."]


def test_the_log_keeps_names_closed_and_counts_open(tmp_path: Path) -> None:
    scene = a_screened_scene(tmp_path, ODA)
    lines = [line for line in scene.dossier().log if line.event == "NamesScreened"]
    assert [(line.fields["found"], line.fields["names_screened"], line.by) for line in lines] == [
        (["M-1"], 2, "system")
    ]
    assert "Vantari" not in str(lines)
    assert not set(lines[0].fields) & {"matches", "subjects", "faults"}


def test_a_case_is_not_screened_again_while_nothing_changes(tmp_path: Path) -> None:
    scene = a_screened_scene(tmp_path, ODA)
    size = scene.size()
    scene.advance()
    assert scene.size() == size


def test_the_rows_say_which_list_and_that_a_match_waits(tmp_path: Path) -> None:
    scene = a_screened_scene(tmp_path, ODA)
    version = scene.dossier().screenings[0].lists[0].version[:16]
    row = {"list": UN, "version": version, "entries": 1, "names_screened": 2, "matches": 1}
    assert derived(scene) == {
        "SCR-01": [row | {"list_date": "2026-03-02"}],
        "SCR-03": [{"name": "Oda Vantari", "list": UN}],
        "SCR-04": "no",
        "SCR-05": "yes",
    }


def test_a_list_beside_that_of_the_un_has_its_row_apart(tmp_path: Path) -> None:
    scene = a_scene(tmp_path)
    load(scene, STRANGER, source=NATIONAL)
    scene.opened().answered().advance()
    assert derived(scene)["SCR-01"] == []
    assert [row["list"] for row in derived(scene)["SCR-02"]] == [NATIONAL]
    assert "SCR-02" in rows_of_screenings(scene.dossier())


def test_a_new_name_is_screened_and_its_match_counts_from_there(tmp_path: Path) -> None:
    scene = a_screened_scene(tmp_path, ODA, MERIDIAN, STRANGER)
    scene.send(commands.NameParty, party="tamsin", role="owner", name="Tamsin Quillfeather")
    scene.advance()
    runs = scene.dossier().screenings
    assert [(one.number, one.scope, one.found) for one in runs] == [
        (1, "all", ["M-1", "M-2"]),
        (2, "all", ["M-3"]),
    ]


def test_a_ruling_is_entered_with_both_who_signed_and_settles_the_row(tmp_path: Path) -> None:
    scene = a_screened_scene(tmp_path, ODA)
    judge(scene)
    [entry] = last_entries(scene)
    assert (entry.event, entry.by) == ("MatchJudged", "P-FOCAL")
    assert {name: entry.open[name] for name in ("match", "verdict", "reason_code", "second_by")} == {
        "match": "M-1",
        "verdict": "false",
        "reason_code": "other_birth_date",
        "second_by": "P-LEGAL",
    }
    assert entry.protected["text"] == FALSE["text"]
    assert derived(scene)["SCR-03"] == [
        {
            "name": "Oda Vantari",
            "list": UN,
            "ruling": "false_match",
            "reason": FALSE["text"],
            "reviewer": "P-FOCAL",
        }
    ]


def test_two_people_may_rule_on_one_match_and_both_rulings_stay(tmp_path: Path) -> None:
    scene = a_screened_scene(tmp_path, ODA)
    judge(scene)
    judge(scene, by="P-RIGHTS", verdict="undecided", reason_code="not_enough_known", second_by=None)
    assert standing(scene) == (StandingKind.JUDGED, Verdict.UNDECIDED)
    assert [(one.number, one.by, one.verdict.value) for one in scene.dossier().judgements] == [
        (1, "P-FOCAL", "false"),
        (2, "P-RIGHTS", "undecided"),
    ]


def test_another_alias_of_the_party_brings_a_match_back(tmp_path: Path) -> None:
    scene = a_screened_scene(tmp_path, ODA)
    judge(scene)
    scene.send(commands.NameParty, party="oda", role="owner", name="Oda Vantari", aliases=["O. V."])
    scene.advance()
    assert standing(scene) == (StandingKind.CHANGED_SINCE, None)
    assert scene.dossier().screenings[-1].changed == ["M-1"]
    assert derived(scene)["SCR-03"] == [{"name": "Oda Vantari", "list": UN}]


def test_a_changed_entry_brings_a_match_back_and_an_untouched_one_does_not(tmp_path: Path) -> None:
    scene = a_screened_scene(tmp_path, ODA, MERIDIAN)
    judge(scene, "M-1", reason_code="other_name")
    judge(scene, "M-2")
    load(scene, {**ODA, "birthDate": ["1962"]}, MERIDIAN)
    scene.advance()
    run = scene.dossier().screenings[-1]
    assert (run.scope, run.changed, run.found, run.gone) == ("changed", ["M-2"], [], [])
    assert standing(scene, "M-1") == (StandingKind.JUDGED, Verdict.FALSE)
    assert standing(scene, "M-2") == (StandingKind.CHANGED_SINCE, None)


def test_an_entry_that_the_list_drops_stays_as_a_match_that_no_longer_stands(tmp_path: Path) -> None:
    scene = a_screened_scene(tmp_path, ODA, STRANGER)
    load(scene, STRANGER)
    scene.advance()
    [match] = scene.dossier().matches
    assert (match.state, scene.dossier().screenings[-1].gone) == (MatchState.DELISTED, ["M-1"])
    assert derived(scene)["SCR-03"] == []


def test_a_match_that_no_longer_looks_alike_stays_and_says_so(tmp_path: Path) -> None:
    scene = a_screened_scene(tmp_path, ODA)
    scene.send(commands.NameParty, party="oda", role="owner", name="Wilhelmina Brackenridge")
    scene.advance()
    assert [one.state for one in scene.dossier().matches] == [MatchState.UNLIKE]


def test_a_match_that_returns_is_judged_anew_unless_nothing_changed(tmp_path: Path) -> None:
    scene = a_screened_scene(tmp_path, ODA, STRANGER)
    judge(scene)
    load(scene, STRANGER)
    scene.advance()
    load(scene, ODA, STRANGER)
    scene.advance()
    assert scene.dossier().screenings[-1].changed == ["M-1"]
    assert standing(scene) == (StandingKind.JUDGED, Verdict.FALSE)


def test_a_judgement_of_another_case_is_recalled_with_its_author(tmp_path: Path) -> None:
    first = a_screened_scene(tmp_path, ODA)
    judge(first)
    second = Scene(first.desk, "harbour")
    second.opened()
    second.send(commands.NameParty, party="oda-2", role="owner", name="ODA VANTARI")
    second.answered().advance()
    assert standing(second) == (StandingKind.RECALLED, Verdict.FALSE)
    assert [(one.case, one.by) for one in second.dossier().recalled] == [("meridian", "P-FOCAL")]
    assert derived(second)["SCR-03"][0]["ruling"] == "false_match"


def test_what_was_ruled_in_an_exercise_is_not_recalled_outside_of_one(tmp_path: Path) -> None:
    first = a_screened_scene(tmp_path, ODA, is_exercise=True)
    judge(first)
    for case, is_exercise, kind in (
        ("harbour", False, StandingKind.UNJUDGED),
        ("drill", True, StandingKind.RECALLED),
    ):
        second = Scene(first.desk, case)
        second.opened(is_exercise=is_exercise)
        second.send(commands.NameParty, party="oda", role="owner", name="Oda Vantari")
        second.answered().advance()
        assert standing(second)[0] is kind


def test_a_recalled_judgement_does_not_hold_when_the_entry_changed_in_between(tmp_path: Path) -> None:
    first = a_screened_scene(tmp_path, ODA)
    judge(first)
    load(first, {**ODA, "birthDate": ["1962"]})
    second = Scene(first.desk, "harbour")
    second.opened()
    second.send(commands.NameParty, party="oda", role="owner", name="Oda Vantari")
    second.answered().advance()
    assert standing(second) == (StandingKind.CHANGED_SINCE, None)


@pytest.mark.parametrize(
    ("parties", "dated", "fault"),
    [
        ([STRANGER], date(2026, 2, 20), f"The list {UN} is 10 days old; at most 7 are allowed."),
        ([], None, f"The list {UN} is empty: nothing was screened."),
    ],
)
def test_a_list_that_proves_nothing_opens_scr_04_and_is_never_no_match(
    tmp_path: Path, parties: list[Any], dated: date | None, fault: str
) -> None:
    scene = a_scene(tmp_path)
    load(scene, *parties, dated=dated)
    scene.opened().answered().advance()
    assert (scene.dossier().screenings[0].faults, derived(scene)["SCR-04"]) == ([fault], "yes")
    assert "SCR-03" not in derived(scene)
    assert "SCR-03" in rows_of_screenings(scene.dossier())  # what a person entered does not stand in for it


def test_a_list_grows_stale_with_the_days_of_the_case(tmp_path: Path) -> None:
    scene = a_screened_scene(tmp_path, STRANGER)
    assert derived(scene)["SCR-04"] == "no"
    scene.wait(days=8)
    scene.with_evidence()
    assert derived(scene)["SCR-04"] == "yes"


def test_a_list_dated_after_the_day_of_the_case_is_left_out(tmp_path: Path) -> None:
    scene = a_scene(tmp_path)
    load(scene, ODA, dated=date(2026, 3, 3))
    scene.opened().answered().advance()
    assert scene.dossier().screenings == []
    found = view_matches(scene.desk, scene.case)
    assert (found["screening"], found["left_out"]) == (None, [left_out(UN)])


def left_out(source: str) -> str:
    return (
        f"The list {source} is dated 2026-03-03, after the day of this case: it says nothing of that day and was "
        "left out."
    )


def test_where_one_of_two_lists_is_left_out_finding_nothing_in_the_other_proves_nothing(
    tmp_path: Path,
) -> None:
    scene = a_scene(tmp_path)
    load(scene, ODA, dated=date(2026, 3, 3))
    load(scene, STRANGER, source=NATIONAL)
    scene.opened().answered().advance()
    [run] = scene.dossier().screenings
    assert ([one.source for one in run.lists], run.faults) == ([NATIONAL], [left_out(UN)])
    assert (derived(scene)["SCR-04"], "SCR-03" in derived(scene)) == ("yes", False)
    found = view_matches(scene.desk, scene.case)
    assert (found["screening"]["faults"], found["left_out"]) == ([left_out(UN)], [])
    scene.wait(days=1)
    scene.advance()
    assert [len(one.lists) for one in scene.dossier().screenings] == [1, 2]
    assert (scene.dossier().screenings[-1].faults, derived(scene)["SCR-04"]) == ([], "no")


def test_a_list_that_is_replaced_by_one_of_a_later_day_no_longer_speaks_for_the_case(tmp_path: Path) -> None:
    scene = a_screened_scene(tmp_path, STRANGER)
    assert derived(scene)["SCR-04"] == "no"
    load(scene, STRANGER, ODA, dated=date(2026, 3, 3))
    scene.advance()
    assert (scene.dossier().screenings[-1].faults, derived(scene)["SCR-04"]) == ([left_out(UN)], "yes")


def test_a_party_without_a_letter_in_its_name_is_never_clear(tmp_path: Path) -> None:
    scene = a_scene(tmp_path)
    load(scene, STRANGER)
    scene.opened()
    scene.send(commands.NameParty, party="dash", role="owner", name="---")
    scene.answered().advance()
    assert scene.dossier().screenings[0].faults == ["party dash has no name that could be screened."]
    assert derived(scene)["SCR-04"] == "yes"


@pytest.mark.parametrize(
    ("role", "verdict", "source", "found"),
    [
        ("owner", "true", UN, {"EXC-04": "found"}),
        ("subsidiary", "true", UN, {"EXC-04": "found"}),
        ("supplier", "true", UN, {}),
        ("owner", "undecided", UN, {}),
        ("owner", "true", NATIONAL, {}),
    ],
)
def test_a_ruling_of_true_on_the_group_answers_the_exclusion_row(
    tmp_path: Path, role: str, verdict: str, source: str, found: dict[str, str]
) -> None:
    scene = a_scene(tmp_path)
    load(scene, MERIDIAN, source=source)
    scene.opened()
    scene.send(commands.NameParty, party="coop", role=role, name="Lingua Meridian Cooperative")
    scene.answered().advance()
    reason = next(iter(REASONS[Verdict(verdict)]))
    judge(scene, verdict=verdict, reason_code=reason, second_by=None)
    rows = {key: value for key, value in derived(scene).items() if key.startswith("EXC")}
    assert rows == found
    assert {one for one in rows_of_screenings(scene.dossier()) if one.startswith("EXC")} == set(found)
