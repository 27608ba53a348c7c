"""Screening in the batch and on the command line: columns, answers, exit codes."""

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from tests.screening.lists import read_data
from vetting.cli import screening
from vetting.domain.errors import BadInput, EnvironmentFault, NotFound
from vetting.screening.entities import Kind
from vetting.screening.lists import Manifest
from vetting.screening.score import BuiltinScorer, Query
from vetting.usecases.listing import ListState
from vetting.usecases.screen import read_queries, read_table, score_pairs

LIST = (
    '{"id": "a-1", "schema": "Person", "properties": {"name": ["Anna Example"], "birthDate": ["1970"]}}\n'
    '{"id": "o-1", "schema": "Company", "properties": {"name": ["Meridian Works"]}}\n'
)
QUERIES = (
    "kind,schema,name,dob,ctry,ids\nx,Person,Anna Example,1950,Kenya,\n"
    "x,,Nobody Whatever,,,\nx,Company,Meridian Works Ltd,,,\n"
)


@pytest.fixture
def here(tmp_path: Path) -> Path:
    (tmp_path / "small.json").write_text(LIST, encoding="utf-8")
    (tmp_path / "queries.csv").write_text(QUERIES, encoding="utf-8")
    return tmp_path


def run(*words: object) -> Result:
    app = typer.Typer()
    app.command("screen")(screening.screen)
    app.add_typer(screening.lists_app, name="lists")
    return CliRunner().invoke(app, [str(word) for word in words])


def test_a_table_of_queries_is_read_by_its_headings() -> None:
    assert read_queries(QUERIES.encode(), "q.csv") == [
        Query("Anna Example", Kind.PERSON, "1950", ("ke",)),
        Query("Nobody Whatever"),
        Query("Meridian Works Ltd", Kind.ORGANISATION),
    ]
    assert read_queries(QUERIES.encode(), "q.csv", name_only=True)[0] == Query("Anna Example", Kind.PERSON)


@pytest.mark.parametrize(
    ("content", "why"), [(b"a,b\n1,2\n", "has no column name."), (b"name\n\xff\n", "is no table in UTF-8")]
)
def test_a_table_without_its_columns_or_in_another_encoding_is_refused(content: bytes, why: str) -> None:
    with pytest.raises(BadInput, match=why):
        read_table(content, "q.csv", ("name",))


def test_rows_that_are_too_short_or_too_long_lose_nothing_else() -> None:
    rows = read_table(b"name,dob\nAnna\nBoris,1970,more\n", "q.csv", ("name",))
    assert rows == [{"name": "Anna", "dob": ""}, {"name": "Boris", "dob": "1970"}]


def test_pairs_get_a_score_and_an_alert_and_keep_their_columns() -> None:
    text = score_pairs(
        b"schema,name1,name2,tier\nPerson,Anna Example,Anna Exampel,x\nPerson,A,B,\n", "p", BuiltinScorer()
    )
    first, second = csv.DictReader(io.StringIO(text))
    assert (first["tier"], first["alert"], second["score"], second["alert"]) == (
        "x",
        "true",
        "0.0000",
        "false",
    )
    assert score_pairs(b"name1,name2\n", "p", BuiltinScorer()) == "name1,name2,score,alert\n"


def test_queries_are_screened_against_files_of_lists(here: Path) -> None:
    said = run(
        "screen", "--queries", here / "queries.csv", "--lists", here / "small.json", "--out", here / "out.csv"
    )
    assert (said.exit_code, said.stdout) == (0, "")
    assert (here / "out.csv").read_text(encoding="utf-8") == (
        "row,rank,entity_id,score,alert\n0,1,a-1,0.7000,false\n2,1,o-1,1.0000,true\n"
    )
    names = run("screen", "--queries", here / "queries.csv", "--lists", here / "small.json", "--name-only")
    assert "0,1,a-1,1.0000,true" in names.stdout


def test_a_row_without_a_name_is_named_and_the_others_are_screened(here: Path) -> None:
    (here / "queries.csv").write_text("name\n\nAnna Example\n,\n", encoding="utf-8")
    said = run("screen", "--queries", here / "queries.csv", "--lists", here / "small.json")
    assert said.exit_code == 1
    assert "0,1,a-1,1.0000,true" in said.stdout
    assert said.stderr == "row 1: The party has no name that could be screened.\n"


def test_an_empty_list_is_no_answer(here: Path) -> None:
    (here / "small.json").write_text("{}", encoding="utf-8")
    said = run("screen", "Nobody Whatever", "--lists", here / "small.json")
    assert said.exit_code == 1
    assert "The list small is empty: nothing was screened." in said.stderr
    assert "No match" not in said.stdout


def test_one_name_is_answered_with_reasons_or_with_none(here: Path) -> None:
    said = run("screen", "Anna Example", "--birth-date", "1970", "--lists", here / "small.json")
    assert said.exit_code == 0
    assert "1.00  alert  a-1  Anna Example" in said.stdout
    assert "The years of birth are the same: 1970 and 1970." in said.stdout
    none = run("screen", "Nobody Whatever", "--lists", here / "small.json")
    assert (none.exit_code, none.stdout) == (0, "No match in the lists that were searched.\n")


def test_one_name_is_answered_as_json(here: Path) -> None:
    said = run("screen", "Anna Example", "--schema", "Person", "--json", "--lists", here / "small.json")
    found = json.loads(said.stdout)
    assert (found["engine"], found["thresholds"]) == ("builtin", {"alert": 0.77, "show": 0.5})
    assert found["matches"][0]["reasons"] == [
        {"comparison": "same_name", "points": 1.0, "sentence": "The names read the same: anna example."}
    ]


def test_pairs_are_scored_on_the_command_line(here: Path) -> None:
    (here / "pairs.csv").write_text("name1,name2\nAnna,Anna\n", encoding="utf-8")
    assert (
        run("screen", "--pairs", here / "pairs.csv").stdout
        == "name1,name2,score,alert\nAnna,Anna,1.0000,true\n"
    )


def test_screening_needs_one_thing_to_screen(here: Path) -> None:
    assert isinstance(run("screen").exception, BadInput)
    assert isinstance(run("screen", "Anna", "--pairs", here / "x").exception, BadInput)
    assert isinstance(run("screen", "--pairs", here / "none.csv").exception, BadInput)


def test_what_the_search_could_not_use_is_refused_and_nothing_is_searched(here: Path) -> None:
    asked = ("--schema", "Persons", "--birth-date", "1970-50-50", "--country", "Kenya;Nowhere")
    said = run("screen", "Anna Example", *asked, "--lists", here / "small.json")
    assert isinstance(said.exception, BadInput)
    assert [str(one) for one in said.exception.faults] == [
        "country: Nowhere names no country. Write its code, as KE, or its name.",
        "schema: Persons is none. Write one of Airplane, Company, LegalEntity, Organization, Person, PublicBody, Vessel.",
        "birth-date: 1970-50-50 is no day. Write YYYY, YYYY-MM or YYYY-MM-DD.",
    ]
    assert said.stdout == ""


def test_lists_of_a_home_are_loaded_shown_and_searched(here: Path) -> None:
    home = ("--home", here / "home")
    assert isinstance(run("screen", "Anna", *home).exception, EnvironmentFault)
    loaded = run("lists", "load", here / "small.json", "--dated", "2026-01-02", *home)
    assert loaded.exit_code == 0
    assert loaded.stdout.startswith("small: 2 parties, 2 names, 0 rejected; 2026-01-02; ")
    said = run("screen", "Anna Example", *home)
    assert "alert  a-1" in said.stdout
    assert said.exit_code == 1
    assert "days old; at most 7 are allowed." in said.stderr
    assert run("screen", "Nobody Whatever", *home).stdout == "Nothing was found, and that proves nothing.\n"
    status = run("lists", "status", "--json", *home)
    assert (status.exit_code, json.loads(status.stdout)[0]["left_out_of_cases"]) == (1, False)
    assert json.loads(status.stdout)[0]["manifest"]["source"] == "small"
    assert run("lists", "status", *home).exit_code == 1


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (date(2026, 3, 2), "cases leave it out until 2026-03-03"),
        (date(2026, 3, 3), None),
        (date(2026, 3, 9), None),
    ],
)
def test_the_status_of_a_list_says_from_which_day_on_cases_are_compared_with_it(
    today: date, said: str | None
) -> None:
    manifest = Manifest(
        source="small",
        layout="ftm",
        sha256="",
        list_date="2026-03-03T00:30:00",
        entities=1,
        names=1,
        rejected=0,
    )
    state = ListState(manifest, "")
    assert (screening._from_when(state, today), state.why_not_clear(today)) == (said, None)


def test_rejects_are_counted_and_shown_when_a_list_is_loaded(here: Path) -> None:
    (here / "small.json").write_text(LIST + "7\n" * 30 + LIST, encoding="utf-8")
    said = run("lists", "load", here / "small.json", "--home", here / "home")
    assert "32 rejected" in said.stdout
    assert "small: line 3: is no JSON object" in said.stderr
    assert "small: and 12 more; all with --json" in said.stderr
    as_json = run("lists", "load", here / "small.json", "--home", here / "home", "--json")
    assert len(json.loads(as_json.stdout)[0]["rejects"]) == 32
    shown = run("screen", "Anna Example", "--lists", here / "small.json")
    assert "small: 32 rejected; see vetting lists load" in shown.stderr


def test_a_list_of_an_unknown_publisher_is_not_updated(here: Path) -> None:
    assert isinstance(run("lists", "update", "nobody", "--home", here / "home").exception, NotFound)


def test_files_of_one_name_in_two_folders_are_kept_apart(here: Path) -> None:
    (here / "other").mkdir()
    (here / "other" / "small.json").write_text(LIST.replace("a-1", "a-2"), encoding="utf-8")
    said = run(
        "screen", "Anna Example", "--lists", here / "small.json", "--lists", here / "other" / "small.json"
    )
    assert "a-1" in said.stdout
    assert "a-2" in said.stdout


def test_the_labelled_pairs_are_told_apart_at_the_published_threshold() -> None:
    text = score_pairs(read_data("name_pairs.csv.gz"), "pairs", BuiltinScorer())
    rows = [(row["alert"] == "true", row["is_match"] == "true") for row in csv.DictReader(io.StringIO(text))]
    hits, wrong = rows.count((True, True)), rows.count((True, False)) + rows.count((False, True))
    assert 2 * hits / (2 * hits + wrong) >= 0.84
