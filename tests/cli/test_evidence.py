"""Changed bytes of evidence on the command line: said by each command that shows the case, after all it has to show."""

import hashlib
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Vetting
from vetting.bootstrap import open_existing
from vetting.domain.commands import AssignPerson, EraseEvidence
from vetting.domain.people import Role
from vetting.usecases.desk import Desk
from vetting.usecases.send import send

OTHER = b"Work plan 2026, item 5: something else.\n"


def with_dpo(home: Path) -> Desk:
    """The desk of the home, with a data protection officer on the case."""
    desk = open_existing(home)
    act: dict[str, Any] = {"id": "assign/dpo", "case": "meridian", "by": "P-INIT", "at": desk.clock.now()}
    send(desk, [AssignPerson(**act, person="P-DPO", roles=[Role.DPO])])
    return desk


@pytest.fixture
def sentence(home: Path) -> str:
    """Changes the one stored file of the case; the sentence that says so."""
    [stored] = [path for path in (home / "evidence").rglob("*") if path.is_file()]
    stored.write_bytes(OTHER)
    return (
        f"The stored file of the evidence E-PLAN in the case meridian was changed after it was filed: it was filed with the "
        f"sha256 {stored.name}, and what is stored now has {hashlib.sha256(OTHER).hexdigest()}. Put the file as it was "
        f"filed back from a backup, in the home under {stored.relative_to(home)}."
    )


def test_the_doctor_names_it(vetting: Vetting, home: Path, sentence: str) -> None:
    said = vetting("doctor", "--home", home, "--json")
    assert said.code == 1
    assert [one["problem"] for one in said.json()["problems"] if one["check"] == "evidence"] == [sentence]


def test_an_explanation_is_whole_and_leaves_with_1(vetting: Vetting, home: Path, sentence: str) -> None:
    said = vetting("explain", "meridian", "INT-02", "--home", home)
    assert (said.code, said.err, "E-PLAN" in said.out) == (1, sentence + "\n", True)
    told = vetting("explain", "meridian", "INT-02", "--home", home, "--json")
    assert (told.code, told.json()["evidence_faults"]) == (1, {"E-PLAN": sentence})


def test_a_record_is_written_whole_and_leaves_with_1(
    vetting: Vetting, home: Path, sentence: str, tmp_path: Path
) -> None:
    said = vetting("record", "render", "meridian", "--out", tmp_path / "out", "--home", home)
    assert (said.code, said.err.splitlines()[-1]) == (1, sentence)
    assert {path.suffix for path in (tmp_path / "out").iterdir()} == {".json", ".docx", ".pdf", ".html"}


def test_no_bundle_is_made_of_it(vetting: Vetting, home: Path, sentence: str, tmp_path: Path) -> None:
    said = vetting("bundle", "meridian", "--out", tmp_path / "b.zip", "--home", home)
    assert (said.code, said.err, (tmp_path / "b.zip").exists()) == (3, sentence + "\n", False)


def test_a_file_is_erased_with_a_reason_and_is_no_fault_afterwards(vetting: Vetting, home: Path) -> None:
    words = ("evidence", "erase", "meridian", "E-PLAN", "--home", home)
    refused = vetting(*words, "--by", "P-FOCAL", "--reason", "It names a person")
    assert (refused.code, "has no role on this case that allows erasing evidence" in refused.err) == (3, True)
    with_dpo(home)
    erased = vetting(*words, "--by", "P-DPO", "--reason", "It names a person")
    assert (erased.code, erased.err) == (0, "The file of E-PLAN is erased; 1 file removed from the home.\n")
    again = vetting(*words, "--by", "P-DPO", "--reason", "It names a person")
    assert (again.code, again.err) == (0, "The file of E-PLAN is erased; 0 files removed from the home.\n")
    told = vetting("explain", "meridian", "INT-02", "--home", home)
    assert (told.code, "It names a person" in told.out) == (0, True)


def test_an_erasure_that_was_entered_and_interrupted_is_finished_by_whoever_may_erase(
    vetting: Vetting, home: Path
) -> None:
    desk = with_dpo(home)
    act: dict[str, Any] = {"id": "page/1", "case": "meridian", "by": "P-DPO", "at": desk.clock.now()}
    send(desk, [EraseEvidence(**act, evidence="E-PLAN", reason="It names a person")])  # the bytes stay
    words = ("evidence", "erase", "meridian", "E-PLAN", "--reason", "Again", "--home", home)
    assert (vetting(*words, "--by", "P-FOCAL").code, stored(home)) == (3, 1)
    done = vetting(*words, "--by", "P-DPO")
    assert (done.code, done.err) == (0, "The file of E-PLAN is erased; 1 file removed from the home.\n")
    assert stored(home) == 0
    lost = vetting(*words[:3], "E-NONE", *words[4:], "--by", "P-DPO")
    assert (lost.code, "The evidence E-NONE has not been filed" in lost.err) == (3, True)


def test_a_case_file_that_is_walked_again_brings_no_erased_file_back(
    vetting: Vetting, home: Path, walked: Path, tmp_path: Path
) -> None:
    with_dpo(home)
    words = ("evidence", "erase", "meridian", "E-PLAN", "--reason", "It names a person", "--by", "P-DPO")
    assert (vetting(*words, "--home", home).code, stored(home)) == (0, 0)
    run = ("run", walked / "meridian.yaml", "--out", tmp_path / "again", "--home", home, "--engine", "direct")
    again = vetting(*run)
    assert (again.code, stored(home)) == (0, 0), again.err


def test_a_file_of_acts_that_is_refused_brings_no_erased_file_back(
    vetting: Vetting, home: Path, tmp_path: Path
) -> None:
    (tmp_path / "plan.txt").write_bytes(next((home / "evidence").rglob("*/*")).read_bytes())
    with_dpo(home)
    words = ("evidence", "erase", "meridian", "E-PLAN", "--reason", "It names a person", "--by", "P-DPO")
    assert (vetting(*words, "--home", home).code, stored(home)) == (0, 0)
    acts = tmp_path / "acts.yaml"
    acts.write_text(
        "case: {by: P-FOCAL, at: 2026-05-20T23:59:59Z}\n"
        "evidence:\n  E-COPY: {file: plan.txt, title: Work plan, knowable_on: 2026-01-15}\n"
        "reopening: {reason: Another voice came in., by: P-OFFICER}\n"
    )
    refused = vetting("act", "meridian", acts, "--home", home)
    assert (refused.code, stored(home)) == (3, 0), refused.err


def stored(home: Path) -> int:
    """How many files of evidence the home holds."""
    return sum(path.is_file() for path in (home / "evidence").rglob("*"))
