"""``vetting ownership`` answers for people, in JSON and as a picture, and explains what it cannot read."""

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from tests.screening.ownership.graphs import BODS
from vetting.cli.ownership import ownership
from vetting.domain.errors import BadInput

app = typer.Typer()
app.command()(ownership)
FI = str(BODS / "examples" / "bods-package-fi-soe.json")
INDIRECT = str(BODS / "examples" / "indirect-ownership.json")


def _run(*arguments: str) -> tuple[str, str]:
    result = CliRunner().invoke(app, list(arguments), catch_exceptions=False, env={"COLUMNS": "160"})
    assert result.exit_code == 0
    return result.stdout, result.stderr


def test_owners_chains_links_and_findings_are_shown() -> None:
    told, _ = _run(
        FI, "--of", "gasgrid finland oy", "--as-of", "2023-01-01", "--listed", "Valtiovarainministerio"
    )
    lines = [" ".join(line.split()) for line in told.splitlines()]
    assert lines == [
        "Who owns Gasgrid Finland Oy, as of 2023-01-01",
        "owner effective share half or more (shares) control (votes) kind",
        "Valtiovarainministerio 100 % yes yes state",
        "Suomen Kaasuverkko Oy 76.5 % yes yes entity",
        "Suomen tasavalta a role, no share no no state",
        "Chain: Valtiovarainministerio → Suomen Kaasuverkko Oy → Gasgrid Finland Oy: 100 % × 76.5 %, together 76.5 %.",
        "Chain: Valtiovarainministerio → Gasgrid Finland Oy: 23.5 %, together 23.5 %.",
        "Link: Suomen tasavalta: other influence or control of Valtiovarainministerio, without a percentage.",
        "Listed together (certain): 100 % of the shares of Suomen Kaasuverkko Oy are held by Valtiovarainministerio.",
        (
            "Listed together (certain): 100 % of the shares of Gasgrid Finland Oy are held by Suomen Kaasuverkko Oy "
            "and Valtiovarainministerio."
        ),
        (
            "Finding: Suomen tasavalta is declared to hold 100 % of the shares of Gasgrid Finland Oy indirectly. "
            "The chain runs through a role without a percentage and cannot be computed."
        ),
    ]


def test_a_declared_interest_that_agrees_is_shown_too() -> None:
    told, _ = _run(INDIRECT, "--of", "Company A", "--as-of", "2020-01-01")
    assert (
        "Declared: Person 1 is declared to hold 30 % of the shares of Company A indirectly; the chain allows it "
        "(0 to 60 %). The declared figure is not added."
    ) in told


def test_a_party_without_owners_is_said_to_have_none() -> None:
    told, _ = _run(
        str(BODS / "examples" / "plc-entity-statement.json"), "--of", "70044236", "--as-of", "2022-01-01"
    )
    assert told.splitlines()[1:] == ["Finding: Nobody is stated to own or control AstraZeneca PLC."]


def test_the_json_form_and_the_picture_come_together(tmp_path: Path) -> None:
    picture = tmp_path / "tree.svg"
    told, _ = _run(INDIRECT, "--of", "Company A", "--as-of", "2020-01-01", "--json", "--svg", str(picture))
    assert [one["party"] for one in json.loads(told)["owners"]] == ["d4ab89ea169a", "c25d4d612c2c"]
    assert picture.read_text(encoding="utf-8").startswith("<svg ")


def test_rejects_are_counted_named_and_shown_beside_the_answer(tmp_path: Path) -> None:
    company = {"id": "C", "schema": "Company", "properties": {"name": ["A [red]name\u001b"]}}
    broken = [json.dumps({"id": f"b{n}", "schema": "Ownership", "properties": {}}) for n in range(30)]
    old = {
        "id": "o",
        "schema": "Ownership",
        "properties": {"owner": ["C"], "asset": ["C"], "endDate": ["2001"]},
    }
    file = tmp_path / "owners.json"
    file.write_text("\n".join([json.dumps(company), json.dumps(old), *broken]))
    told, said = _run(str(file), "--of", "C", "--as-of", "2020-01-01")
    assert told.splitlines()[0] == "Who owns A [red]name‹U+001B›, as of 2020-01-01"
    lines = said.splitlines()
    assert lines[0] == "30 places could not be used as they stand:"
    assert lines[1] == "  line 3 (b0): An edge needs owner and asset; one of them is not there."
    assert lines[-2:] == [
        "  and 10 more; --json lists them all.",
        "Set aside: 1 interests that did not hold on the day.",
    ]


def test_chains_beyond_the_largest_are_said_to_exist(tmp_path: Path) -> None:
    lines = [{"id": "P", "schema": "Person", "properties": {"name": ["Ana Okoye"]}}]
    for n in range(7):
        for ident, owner, asset in ((f"a{n}", "P", f"n{n}"), (f"b{n}", f"n{n}", "T")):
            edge = {"owner": [owner], "asset": [asset], "percentage": ["10"]}
            lines.append({"id": ident, "schema": "Ownership", "properties": edge})
    file = tmp_path / "owners.json"
    file.write_text("\n".join(map(json.dumps, lines)))
    told, _ = _run(str(file), "--of", "T", "--as-of", "2020-01-01")
    assert "Chain: Ana Okoye holds through more chains, which are not listed." in told.splitlines()


def test_a_name_that_is_nobodys_is_bad_input() -> None:
    with pytest.raises(BadInput, match="There is no party with this name"):
        _run(INDIRECT, "--of", "Nobody", "--as-of", "2020-01-01")


def test_a_file_that_is_not_there_is_bad_input() -> None:
    result = CliRunner().invoke(app, ["nowhere.json", "--of", "A", "--as-of", "2020-01-01"])
    assert result.exit_code == 2
    assert "does not exist" in result.stderr
