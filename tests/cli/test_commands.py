"""The command line as a person meets it: answers, faults as sentences, exit codes, nothing written on bad input."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.adapters.test_children import wait_until
from tests.cli.conftest import Vetting
from tests.usecases.desks import REPOSITORY, SMALL_PACK, a_desk
from vetting.cli import app

EXAMPLE = REPOSITORY / "examples" / "benign-translation-tool.yaml"


def files_in(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# ------------------------------------------------------------------------------------------------- help


def command_names(group: Any, words: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    yield words
    for one in group.registered_commands:
        yield (*words, str(one.name or one.callback.__name__))
    for one in group.registered_groups:
        yield from command_names(one.typer_instance, (*words, str(one.name)))


@pytest.mark.parametrize("words", sorted(command_names(app)), ids=" ".join)
def test_each_command_says_what_it_is_for(vetting: Vetting, words: tuple[str, ...]) -> None:
    said = vetting(*words, "--help")
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith(f"Usage: {' '.join(['vetting', *words])}")
    purpose = said.out.split("\n\n")[1].strip()
    assert purpose[0].isupper()
    assert purpose.endswith(".")


def test_the_version_is_told(vetting: Vetting) -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+\n", vetting("--version").out)


def test_a_word_that_is_no_command_is_bad_input(vetting: Vetting) -> None:
    said = vetting("decide-for-me")
    assert (said.code, said.out) == (2, "")
    assert "No such command 'decide-for-me'." in said.err


# -------------------------------------------------------------------------------------------------- run


def test_run_tells_where_a_case_stands_and_where_the_record_is(
    vetting: Vetting, case_file: Path, tmp_path: Path
) -> None:
    said = vetting("run", case_file, "--engine", "direct", "--out", tmp_path / "out")
    assert (said.code, said.err) == (0, "")  # without a terminal there is no progress
    assert said.out.splitlines()[:3] == [
        "meridian: Live translation with Lingua Meridian (fictional)",
        "  outcome    approve_with_conditions (suggested approve_with_conditions)",
        "  level      level at least moderate, could still be moderate; moderate by facts alone",
    ]
    for suffix in ("json", "pdf", "docx", "html"):
        assert f"  {suffix:<9}  {tmp_path / 'out'}/record.{suffix}" in said.out
        assert (tmp_path / "out" / f"record.{suffix}").stat().st_size > 1000


def test_run_with_json_prints_one_object_and_nothing_else(
    vetting: Vetting, case_file: Path, tmp_path: Path
) -> None:
    said = vetting("run", case_file, "--engine", "direct", "--json", "--out", tmp_path / "out")
    assert (said.code, said.err) == (0, "")
    told = said.json()
    assert {name: told[name] for name in ("case", "pack", "outcome", "status", "admissible", "unknown")} == {
        "case": "meridian",
        "pack": "small@1.0.0",
        "outcome": "approve_with_conditions",
        "status": "decided",
        "admissible": ["approve_with_conditions", "defer", "refuse"],
        "unknown": ["ENT-01"],
    }
    assert set(told) >= {
        "case", "pack", "depth", "level", "authority", "admissible", "suggested", "outcome", "fired", "gates_open",
        "unknown", "unanswered", "ask_next", "conditions",
    }  # fmt: skip
    assert list(told) == sorted(told)


def test_run_twice_in_copies_of_one_home_writes_the_same_bytes(
    vetting: Vetting, case_file: Path, tmp_path: Path
) -> None:
    a_desk(tmp_path / "home")
    for name in ("one", "two"):
        shutil.copytree(tmp_path / "home", tmp_path / name / "home")
        assert vetting("run", case_file, "--engine", "direct", "--out", tmp_path / name).code == 0
    one, two = (
        {path.name: path.read_bytes() for path in (tmp_path / name).glob("record.*")}
        for name in ("one", "two")
    )
    assert one == two
    assert set(one) == {"record.json", "record.pdf", "record.docx", "record.html"}


def test_run_again_in_the_same_home_changes_nothing(
    vetting: Vetting, case_file: Path, tmp_path: Path
) -> None:
    run = ("run", case_file, "--engine", "direct", "--json", "--out", tmp_path / "out")
    first = vetting(*run).json()
    record = (tmp_path / "out" / "record.json").read_bytes()
    assert vetting(*run).json() == first
    assert (tmp_path / "out" / "record.json").read_bytes() == record


def test_another_file_under_the_same_id_is_refused_by_a_rule(
    vetting: Vetting, case_file: Path, tmp_path: Path
) -> None:
    run = ("run", case_file, "--engine", "direct", "--json", "--out", tmp_path / "out")
    assert vetting(*run).code == 0
    case_file.write_text(case_file.read_text().replace("money: none", "money: some"))
    said = vetting(*run)
    assert (said.code, said.out) == (3, "")
    assert said.err == (
        "A case with the id meridian is in this home already, from another file. "
        "Use another id, another home, or 'vetting act meridian FILE'.\n"
    )


@pytest.mark.parametrize(
    "fault",
    [
        ("id: meridian", "id: [", "well-formed"),
        ('INT-01: {answer: "yes"', 'INT-01: {answer: "perhaps"', "INT-01"),
        ("money: none", "colour: blue", "colour"),
        ("file: plan.txt", "file: lost.txt", "lost.txt"),
        ("knowable_on: 2026-01-15", "knowable_on: 2031-01-15", "2031-01-15"),
        ("pack: ", "pack: no-such-", "no-such-"),
    ],
    ids=["yaml", "value", "key", "file", "future", "pack"],
)
def test_bad_input_is_one_sentence_a_fault_and_nothing_is_written(
    vetting: Vetting, case_file: Path, tmp_path: Path, fault: tuple[str, str, str]
) -> None:
    old, new, sentence = fault
    text = case_file.read_text()
    assert old in text
    case_file.write_text(text.replace(old, new, 1))
    before = files_in(tmp_path)
    said = vetting("run", case_file, "--engine", "direct", "--json", "--out", tmp_path / "out")
    assert (said.code, said.out) == (2, "")
    assert sentence in said.err
    assert "Traceback" not in said.err
    assert files_in(tmp_path) == before


def test_a_case_file_that_is_not_there_is_bad_input(vetting: Vetting, tmp_path: Path) -> None:
    said = vetting("run", tmp_path / "none.yaml", "--engine", "direct", "--out", tmp_path / "out")
    assert (said.code, said.out) == (2, "")
    assert "none.yaml" in said.err
    assert list(tmp_path.iterdir()) == []


def test_a_file_where_the_folder_must_be_is_a_fault_of_the_environment(
    vetting: Vetting, case_file: Path, tmp_path: Path
) -> None:
    (tmp_path / "out").write_text("a file")
    said = vetting("run", case_file, "--engine", "direct", "--out", tmp_path / "out")
    assert (said.code, said.out) == (4, "")
    assert "could not be written in" in said.err
    assert (tmp_path / "out").read_text() == "a file"


# -------------------------------------------------------------------------------------- case new, list, show


def test_a_new_case_is_written_filled_in_and_walked(vetting: Vetting, tmp_path: Path) -> None:
    file = tmp_path / "case.yaml"
    said = vetting("case", "new", file)
    assert (said.code, said.out) == (0, "")
    assert said.err == f"Wrote {file}. Fill it in, then: vetting run {file} --out DIR\n"
    new = yaml.safe_load(file.read_text())
    new["case"] |= {"id": "new-case", "title": "A new case", "as_of": "2026-03-29"}
    new["proposal"] |= {"office": "An office", "purpose": "A purpose", "products": ["A product"]}
    [[prospect, party]] = new["parties"].items()
    new["parties"][prospect] = party | {"name": "A company (fictional)"}
    new["answers"] = dict.fromkeys(new["answers"], "unknown")
    filled = {key: value for key, value in new.items() if value is not None}
    (tmp_path / "filled.yaml").write_text(yaml.safe_dump(filled, sort_keys=False))
    said = vetting("run", tmp_path / "filled.yaml", "--engine", "direct", "--json", "--out", tmp_path / "out")
    assert (said.code, said.err) == (0, "")
    assert (said.json()["outcome"], said.json()["level"]["could_be"]) == ("undetermined", "high")


def test_a_new_case_never_overwrites_a_file(vetting: Vetting, tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text("mine")
    said = vetting("case", "new", tmp_path / "case.yaml")
    assert (said.code, said.out) == (2, "")
    assert said.err == f"{tmp_path / 'case.yaml'}: the file is there already. Give another name.\n"
    assert (tmp_path / "case.yaml").read_text() == "mine"


def test_a_new_case_goes_to_standard_output_where_no_file_is_named(vetting: Vetting) -> None:
    said = vetting("case", "new", "--pack", SMALL_PACK)
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("# A new case, under the policy pack small@1.0.0.")


def test_the_cases_of_a_home_are_listed(vetting: Vetting, home: Path) -> None:
    said = vetting("case", "list", "--home", home)
    assert (said.code, said.err) == (0, "")
    assert re.search(r"meridian +decided +approve_with_conditions +moderate", said.out)
    told = vetting("case", "list", "--home", home, "--json").json()
    listed = told["cases"] if isinstance(told, dict) else told
    assert [one["case"] for one in listed] == ["meridian"]


def test_a_case_is_shown_for_people_and_as_one_object(vetting: Vetting, home: Path) -> None:
    said = vetting("case", "show", "meridian", "--home", home)
    assert (said.code, said.err) == (0, "")
    assert said.out.splitlines()[0] == "meridian: Live translation with Lingua Meridian (fictional)"
    assert "status     decided, outcome approve_with_conditions" in said.out
    assert vetting("case", "show", "meridian", "--home", home, "--json").json()["case"] == "meridian"


@pytest.mark.parametrize(
    "words",
    [
        ("case", "show", "nobody"),
        ("explain", "nobody", "INT-01"),
        ("record", "render", "nobody", "--out", "x"),
    ],
)
def test_a_case_that_is_not_there_is_bad_input(vetting: Vetting, home: Path, words: tuple[str, ...]) -> None:
    said = vetting(*words, "--home", home)
    assert (said.code, said.out) == (2, "")
    assert re.fullmatch(r"There is no (case|record of the case) with the id nobody\.\n", said.err)


@pytest.mark.parametrize("words", [("case", "list"), ("case", "show", "x"), ("log", "verify")], ids=" ".join)
def test_a_home_that_is_not_there_is_not_made(
    vetting: Vetting, tmp_path: Path, words: tuple[str, ...]
) -> None:
    said = vetting(*words, "--home", tmp_path / "nowhere")
    assert (said.code, said.out) == (4, "")
    assert str(tmp_path / "nowhere") in said.err
    assert list(tmp_path.iterdir()) == []


# ----------------------------------------------------------------------------------------------- explain, act


def test_a_finding_is_explained_down_to_who_said_it_when(vetting: Vetting, home: Path) -> None:
    said = vetting("explain", "meridian", "INT-01", "--home", home)
    assert (said.code, said.err) == (0, "")
    for part in (
        "INT-01  Is the service open to the public?",
        "finding    floor(moderate), basis answered",
        "rule     small@1.0.0#INT-01/1",
        "answer   INT-01 = yes",
        "by     P-FOCAL for office, 2026-03-02T",
        "from   E-PLAN: Work plan",
        "asked after  An invented source (Nobody, 2026)",
    ):
        assert part in said.out
    told = vetting("explain", "meridian", "INT-01", "--home", home, "--json").json()
    assert told["answers"][0]["log_entry"] > 0


def test_a_row_that_is_not_asked_and_one_without_a_finding_are_explained_too(
    vetting: Vetting, home: Path
) -> None:
    assert (
        "not asked at this depth; it adds nothing"
        in vetting("explain", "meridian", "PDT-01", "--home", home).out
    )
    assert "no finding" in vetting("explain", "meridian", "EXC-01", "--home", home).out


def test_acts_on_a_case_are_done_once_and_refusals_keep_their_sentence(
    vetting: Vetting, home: Path, tmp_path: Path
) -> None:
    acts = tmp_path / "acts.yaml"
    acts.write_text(
        "case: {by: P-OFFICER, at: 2026-05-20T23:59:59Z}\n"
        "reopening: {reason: Another voice came in., by: P-FOCAL}\nsubmissions:\n"
        "  S-2: {mode: public, group: academia, language: en, text: One more word.}\n"
    )
    first = vetting("act", "meridian", acts, "--home", home, "--json")
    assert (first.code, first.err) == (0, "")
    size = log_size(home)
    again = vetting("act", "meridian", acts, "--home", home, "--json")
    assert again.code in (0, 2)
    assert log_size(home) == size
    assert "Traceback" not in again.err


def log_size(home: Path) -> int:
    with a_desk(home).read() as work:
        return work.log_size()


# -------------------------------------------------------------------------------------- packs, log, records


def test_a_pack_that_is_not_there_is_bad_input(vetting: Vetting, tmp_path: Path) -> None:
    said = vetting("pack", "check", tmp_path / "nowhere")
    assert (said.code, said.out) == (2, "")
    assert said.err.endswith("there is no pack of this name. Name one of: example-office, un-default.\n")


def test_a_pack_is_checked(vetting: Vetting, tmp_path: Path) -> None:
    said = vetting("pack", "check", SMALL_PACK)
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("small@1.0.0: 10 criteria, ")
    shutil.copytree(SMALL_PACK, tmp_path / "broken")
    (tmp_path / "broken" / "lists.yaml").unlink()
    said = vetting("pack", "check", tmp_path / "broken")
    assert (said.code, said.out, said.err) == (1, "", "lists.yaml: the file is missing. Add it.\n")
    said = vetting("pack", "check", tmp_path / "broken", "--json")
    assert (said.code, said.json()["faults"]) == (1, ["lists.yaml: the file is missing. Add it."])


def test_a_pack_is_shown_whole_and_by_criterion(vetting: Vetting) -> None:
    assert "INT-01" in vetting("pack", "show", "--pack", SMALL_PACK).out
    shown = vetting("pack", "show", "INT-01", "--pack", SMALL_PACK).out
    assert "effect     yes|unknown -> floor(moderate)" in shown
    said = vetting("pack", "show", "XYZ-01", "--pack", SMALL_PACK)
    assert (said.code, said.err) == (2, "There is no criterion with the id XYZ-01.\n")


def test_a_whole_log_verifies_and_another_key_does_not(vetting: Vetting, home: Path, tmp_path: Path) -> None:
    said = vetting("log", "verify", "--home", home)
    assert (said.code, said.out.partition(":")[0]) == (0, "The log is whole")
    key = a_desk(home).signer.fingerprint
    told = vetting("log", "verify", "--home", home, "--key", key, "--json").json()
    assert (told["faults"], told["key"], told["entries"]) == ([], key, log_size(home))
    other = a_desk(tmp_path / "other").signer.fingerprint
    said = vetting("log", "verify", "--home", home, "--key", other)
    assert said.code == 1
    assert "The log is whole" not in said.out
    assert said.err.startswith("checkpoint")


def test_a_record_is_rendered_from_a_case_and_from_its_json(
    vetting: Vetting, walked: Path, home: Path, tmp_path: Path
) -> None:
    for name, source in (("case", "meridian"), ("file", walked / "out" / "record.json")):
        assert vetting("record", "render", source, "--home", home, "--out", tmp_path / name).code == 0
        for suffix in ("json", "pdf", "docx", "html"):
            rendered = (tmp_path / name / f"record.{suffix}").read_bytes()
            assert rendered == (walked / "out" / f"record.{suffix}").read_bytes()


def test_a_file_that_is_no_record_is_bad_input(vetting: Vetting, tmp_path: Path) -> None:
    (tmp_path / "record.json").write_text("{}")
    said = vetting("record", "render", tmp_path / "record.json", "--out", tmp_path / "out")
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("record: this is no decision record: ")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("form", ["case", "record"])
def test_the_schemas_are_printed(vetting: Vetting, form: str) -> None:
    said = vetting("schema", form)
    assert (said.code, said.err) == (0, "")
    assert "$schema" in said.json()


# ---------------------------------------------------------------------------------------- the real thing


@pytest.mark.slow
def test_the_prefect_engine_walks_a_case_and_leaves_no_process_behind(
    case_file: Path, tmp_path: Path
) -> None:
    program = [sys.executable, "-m", "vetting"]
    command = [*program, "run", str(case_file), "--engine", "prefect", "--out", str(tmp_path / "out")]
    done = subprocess.run(command, capture_output=True, text=True, cwd=REPOSITORY, timeout=600, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "outcome    approve_with_conditions" in done.stdout
    home = str(tmp_path / "out" / "home")
    wait_until(lambda: not any(home in one for one in environments()))  # what was killed takes a moment to go


def environments() -> Iterator[str]:
    """The environment of every process that may be read, this one's children among them."""
    for path in Path("/proc").glob("[0-9]*/environ"):
        try:
            yield path.read_bytes().decode(errors="replace")
        except OSError:
            continue
