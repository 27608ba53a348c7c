"""``vetting matches`` and ``vetting judge``, and what loading a list sets off."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Said, Vetting
from tests.usecases.lists_of_home import lines

CASE = "meridian"
Load = Callable[..., Said]
ENTRY = {"id": "un-7", "schema": "Company", "name": ["Lingua Meridian Holding"], "country": ["pa"]}
LATER = {**ENTRY, "name": ["Lingua Meridian Holding", "LMH Trading"]}
TEXT = "The entry is of Panama; the company is of another register."


@pytest.fixture
def load(vetting: Vetting, home: Path, tmp_path: Path) -> Load:
    def load(*parties: dict[str, object], dated: str = "2026-05-01") -> Said:
        file = tmp_path / "un_sc_small.json"
        file.write_bytes(lines(*parties))
        return vetting("lists", "load", file, "--dated", dated, "--home", home)

    return load


def judge(vetting: Vetting, home: Path, *more: object, match: str = "M-1", verdict: str = "false") -> Said:
    said = ("--reason", "other_country", "--text", TEXT, "--by", "P-FOCAL", "--home", home)
    return vetting("judge", CASE, match, verdict, *said, *more)


@pytest.fixture
def staffed(vetting: Vetting, home: Path, tmp_path: Path) -> Path:
    """The home, with a legal officer on the decided case who can be the second to judge."""
    file = tmp_path / "people.yaml"
    file.write_text(
        "people:\n  P-LEGAL: {roles: legal, declarations: none, by: P-FOCAL, at: 2026-05-20T23:59:59Z}\n"
    )
    assert vetting("act", CASE, file, "--home", home).code == 0
    return home


def test_a_case_of_a_home_without_lists_says_that_it_was_not_screened(vetting: Vetting, home: Path) -> None:
    said = vetting("matches", CASE, "--home", home)
    assert said.out == f"{CASE}: not screened; the home had no list when the case was last advanced.\n"
    assert said.code == 0


def test_a_list_of_a_later_day_than_the_case_is_named_as_left_out(
    vetting: Vetting, home: Path, load: Load
) -> None:
    assert load(ENTRY, dated="2099-01-01").err == "0 cases were screened again; nothing came up.\n"
    said = vetting("matches", CASE, "--home", home)
    assert (
        said.out
        == f"{CASE}: not screened; the home had no list of its time when the case was last advanced.\n"
    )
    assert said.err == (
        "The list un_sc_small is dated 2099-01-01, after the day of this case: it says nothing of that day and was "
        "left out.\n"
    )


def test_loading_a_list_screens_live_partnerships_and_names_those_with_news(load: Load) -> None:
    said = load(ENTRY, dated="2026-05-18")
    assert (said.code, said.err) == (
        0,
        "1 case was screened again; something came up in 1: meridian.\n",
    )
    assert load(ENTRY, dated="2026-05-18").err == "0 cases were screened again; nothing came up.\n"


def test_a_match_that_waits_is_shown_with_what_speaks_for_and_against_it(
    vetting: Vetting, home: Path, load: Load
) -> None:
    load(ENTRY, dated="2026-05-18")
    said = vetting("matches", CASE, "--home", home)
    lines_out = [line.strip() for line in said.out.splitlines()]
    assert lines_out[0] == "meridian: 1 name screened on 2026-05-20. To be judged: 1."
    assert any(line.startswith("for ") for line in lines_out)
    assert "against  No country is the same: CH and PA." in lines_out
    assert lines_out[-1] == "To rule it false takes a second person."


def test_json_is_one_object_with_all_that_a_page_needs(vetting: Vetting, home: Path, load: Load) -> None:
    load(ENTRY, dated="2026-05-18")
    found = vetting("matches", CASE, "--home", home, "--json").json()
    assert sorted(found) == ["case", "left_out", "matches", "screening", "waiting"]
    assert [one["id"] for one in found["matches"]] == ["M-1"]


def test_a_list_too_old_for_the_day_of_the_case_proves_nothing(
    vetting: Vetting, home: Path, load: Load
) -> None:
    load(ENTRY, dated="2026-05-01")
    said = vetting("matches", CASE, "--home", home)
    assert said.err == (
        "Finding nothing proves nothing: The list un_sc_small is 19 days old; at most 7 are allowed.\n"
    )


def test_a_ruling_is_kept_and_said_and_the_old_one_stays_when_the_entry_changes(
    vetting: Vetting, staffed: Path, load: Load
) -> None:
    load(ENTRY, dated="2026-05-18")
    said = judge(vetting, staffed, "--second", "P-LEGAL")
    assert (said.code, said.err) == (
        0,
        "M-1: Judged false by P-FOCAL with P-LEGAL on 2026-05-20. No match waits to be judged.\n",
    )
    load(LATER, dated="2026-05-19")
    shown = vetting("matches", CASE, "--home", staffed).out
    assert "but one side has changed since. Judge it anew." in shown
    assert f"2026-05-20  false: {TEXT} (other_country; P-FOCAL, P-LEGAL)" in shown


def test_a_ruling_can_be_printed_as_json_and_bound_to_what_was_seen(
    vetting: Vetting, staffed: Path, load: Load
) -> None:
    load(ENTRY, dated="2026-05-18")
    [match] = vetting("matches", CASE, "--home", staffed, "--json").json()["matches"]
    assert judge(vetting, staffed, "--second", "P-LEGAL", "--seen", "0" * 12).code == 3
    said = judge(vetting, staffed, "--second", "P-LEGAL", "--seen", match["seen"], "--json")
    assert (said.json()["ruling"], said.json()["history"][0]["second_by"]) == ("false", "P-LEGAL")


def test_a_ruling_can_stand_in_a_file_of_acts(
    vetting: Vetting, staffed: Path, load: Load, tmp_path: Path
) -> None:
    load(ENTRY, dated="2026-05-18")
    file = tmp_path / "judged.yaml"
    file.write_text(
        "judgements:\n"
        f"  M-1: {{verdict: false, reason: other_country, text: {TEXT}, by: P-FOCAL, second_by: P-LEGAL, "
        "at: 2026-05-20T23:59:59Z}\n"
    )
    assert vetting("act", CASE, file, "--home", staffed).code == 0
    assert "Judged false by P-FOCAL with P-LEGAL" in vetting("matches", CASE, "--home", staffed).out


@pytest.mark.parametrize(
    ("match", "verdict", "sentence"),
    [
        ("M-1", "false", "Name who checked it beside you."),
        ("M-9", "undecided", "The case meridian has no match M-9. 'vetting matches meridian' lists them."),
        ("M-1", "true", "Choose the one that holds."),
    ],
)
def test_a_ruling_that_is_refused_says_why(
    vetting: Vetting, staffed: Path, match: str, verdict: str, sentence: str
) -> None:
    file = staffed / "un_sc_small.json"
    file.write_bytes(lines(ENTRY))
    vetting("lists", "load", file, "--dated", "2026-05-18", "--home", staffed)
    said = judge(vetting, staffed, match=match, verdict=verdict)
    assert (said.code, said.out) == (3, "")
    assert said.err.endswith(f"{sentence}\n")


def test_a_word_that_is_no_ruling_is_bad_input(vetting: Vetting, home: Path) -> None:
    said = judge(vetting, home, verdict="maybe")
    assert said.code == 2
    assert "'maybe' is not one of 'true', 'false', 'undecided'" in said.err
