"""Each example is a file as an office would write it: without a fault, honest about its time and its origin."""

import csv
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from vetting.domain import commands
from vetting.domain.answers import AnswerState
from vetting.domain.commands import Command
from vetting.policy.load import find_pack, load_pack
from vetting.policy.strict_yaml import load_yaml
from vetting.usecases.casefile.commands import to_commands
from vetting.usecases.casefile.read import CaseFile, read_case_file
from vetting.usecases.casefile.schema import case_schema

pytestmark = pytest.mark.no_cover

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
HISTORICAL = [path for path in EXAMPLES if path.name.startswith("un75")]
FICTIONAL = [path for path in EXAMPLES if path not in HISTORICAL]
LATER_DAYS = ("T-15", "T-16")  # sources of the dossier from after both days
PACK = load_pack(find_pack("un-default"))
SCHEMA = case_schema(PACK)
EXPECTED = ROOT / "tests" / "data" / "expected-un75-tencent-2020.csv"
FROM_THE_POINTS = "CNS-09"  # not answered by hand: the dispositions of the points answer it


def _name(path: Path) -> str:
    return path.stem


def _read(path: Path) -> CaseFile:
    return read_case_file(path, lambda _: PACK)


def _commands(path: Path) -> list[Command]:
    return to_commands(_read(path))


def test_the_examples_are_the_seven_that_the_readme_names() -> None:
    readme = (ROOT / "examples" / "README.md").read_text()
    assert len(EXAMPLES) == 7
    assert all(path.name in readme for path in EXAMPLES)


@pytest.mark.parametrize("path", EXAMPLES, ids=_name)
def test_an_example_is_read_without_a_fault_and_fits_the_schema(path: Path) -> None:
    assert _read(path).id == path.stem
    data: Any = load_yaml(path.read_bytes(), path.name).data
    assert [error.message for error in Draft202012Validator(SCHEMA).iter_errors(data)] == []


@pytest.mark.parametrize("path", EXAMPLES, ids=_name)
def test_an_example_is_marked_as_an_exercise_and_names_no_person(path: Path) -> None:
    case_file = _read(path)
    assert case_file.head.exercise
    assert not any(person.name for person in case_file.acts.people.values())


@pytest.mark.parametrize("path", FICTIONAL, ids=_name)
def test_a_fictional_example_says_so_in_file_case_and_evidence(path: Path) -> None:
    case_file = _read(path)
    assert "FICTIONAL" in path.read_text().split("\ncase:")[0]
    assert case_file.head.note.startswith("Fictional example.")
    assert all("(fictional)" in party.name for party in case_file.acts.parties.values())
    assert case_file.held
    assert all(b"FICTIONAL EXAMPLE" in held.content.splitlines()[0] for held in case_file.held.values())


@pytest.mark.parametrize("path", HISTORICAL, ids=_name)
def test_a_historical_example_uses_nothing_from_after_its_day(path: Path) -> None:
    case_file = _read(path)
    assert "states no finding about any party beyond" in " ".join(path.read_text().split("#"))[:900].replace(
        "\n ", ""
    )
    assert "it states no finding about any party beyond what the cited sources say" in case_file.head.note
    assert not set(LATER_DAYS) & set(case_file.acts.evidence)
    assert max(one.knowable_on for one in case_file.acts.evidence.values()) <= case_file.as_of


@pytest.mark.parametrize("path", HISTORICAL, ids=_name)
def test_a_historical_example_answers_as_expected_on_its_day(path: Path) -> None:
    latest = {one.criterion: one for one in _commands(path) if isinstance(one, commands.AnswerQuestion)}
    day = _read(path).as_of.isoformat()
    rows = [row for row in csv.DictReader(EXPECTED.read_text().splitlines()) if row["date"] == day]
    assert rows
    for row in rows:
        if row["criterion"] != FROM_THE_POINTS:
            assert _as_expected(latest.get(row["criterion"])) == (row["answer"], row["evidence"]), row[
                "criterion"
            ]
    assert set(latest) <= {row["criterion"] for row in rows}


def _as_expected(answer: commands.AnswerQuestion | None) -> tuple[str, str]:
    if answer is None:
        return "unanswered", ""
    evidence = ";".join(answer.evidence)
    if answer.state is not AnswerState.GIVEN:
        return answer.state.value, evidence
    return _as_text(answer.value), evidence


def _as_text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def test_the_later_historical_example_keeps_the_first_answers_beside_the_changed_ones() -> None:
    made = [one for one in _commands(HISTORICAL[1]) if isinstance(one, commands.AnswerQuestion)]
    changed = [one for one in made if [two.criterion for two in made].count(one.criterion) == 2]
    assert sorted({one.criterion for one in changed}) == ["COI-07", "HRI-21", "HRI-22", "INT-05", "INT-06"]
    assert [one.at.date() for one in changed][:5] == [date(2020, 3, 29)] * 5


def test_each_point_of_the_open_letter_has_a_disposition_with_a_reason() -> None:
    made = _commands(HISTORICAL[1])
    points = [one.point for one in made if isinstance(one, commands.ExtractPoint)]
    disposed = {one.point: one.reason for one in made if isinstance(one, commands.DisposePoint)}
    assert points == [f"P-{number:02d}" for number in range(1, 14)]
    assert sorted(disposed) == points
    assert all(disposed.values())


@pytest.mark.parametrize(
    ("name", "outcome"),
    [
        ("un75-tencent-2020-03-29", None),
        ("un75-tencent-2020-04-21", "defer"),
        ("benign-translation-tool", "approve"),
        ("conditions-data-analytics", "approve_with_conditions"),
        ("owners-and-matches", None),
    ],
)
def test_an_example_ends_as_the_readme_says(name: str, outcome: str | None) -> None:
    decisions = [
        one for one in _commands(ROOT / "examples" / f"{name}.yaml") if isinstance(one, commands.Decide)
    ]
    assert [one.outcome.value for one in decisions] == ([outcome] if outcome else [])
