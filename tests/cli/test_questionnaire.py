"""``vetting questionnaire``: what is asked leaves as a file, and comes back whole or not at all."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from openpyxl import load_workbook

from tests.cli.conftest import Vetting
from tests.usecases.desks import CASE, Scene, a_scene
from vetting.domain.commands import NameParty, RequestRecord
from vetting.usecases.bundling import assemble_bundle
from vetting.usecases.records import latest_record

UNKNOWN = (
    "the file has no such question. Name question and answerer as they are listed, such as INT-02:office."
)


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return a_scene(tmp_path / "home").opened().with_evidence()


def test_a_workbook_is_filled_in_and_brought_back_by_a_person_of_the_case(
    vetting: Vetting, scene: Scene, tmp_path: Path
) -> None:
    file, home = tmp_path / "q.xlsx", ("--home", tmp_path / "home")
    wrote = vetting("questionnaire", "export", CASE, "--out", file, *home)
    assert (wrote.code, wrote.out) == (0, f"Wrote {file}: 2 questions, 2 of them wait for an answer.\n")
    write(file, {"INT-01": "no"})
    looked = vetting("questionnaire", "import", CASE, file, "--dry-run", *home)
    assert looked.out == (
        "new       INT-01:office  (Questions!B2)\n  file    No\n1 change, 0 answered on both sides, 1 unchanged.\n"
    )
    assert scene.dossier().answers == []
    assert vetting("questionnaire", "import", CASE, file, *home).code == 2
    brought = vetting("questionnaire", "import", CASE, file, "--as", "P-FOCAL", *home)
    assert (brought.code, brought.err) == (0, "Brought in 1 answer and 0 drafts.\n")
    assert [(one.criterion, one.value, one.by) for one in scene.dossier().answers] == [
        ("INT-01", "no", "P-FOCAL")
    ]


def test_both_versions_are_printed_and_the_officer_chooses(
    vetting: Vetting, scene: Scene, tmp_path: Path
) -> None:
    file, home = tmp_path / "q.xlsx", ("--home", tmp_path / "home")
    vetting("questionnaire", "export", CASE, "--out", file, "--stage", "intake", "--of", "office", *home)
    write(file, {"INT-01": "no"})
    scene.answer("INT-01", "yes")
    refused = vetting("questionnaire", "import", CASE, file, "--as", "P-FOCAL", *home)
    assert (refused.code, refused.out) == (
        3,
        (
            "conflict  INT-01:office  (Questions!B2)\n  case    Yes  (P-FOCAL, 2026-03-02 09:00 UTC)\n  file    No\n"
            "0 changes, 1 answered on both sides, 1 unchanged.\n"
        ),
    )
    choice = ("--take", "INT-01:office", "--as", "P-FOCAL")
    assert vetting("questionnaire", "import", CASE, file, *choice, *home).code == 0
    assert [one.value for one in scene.dossier().answers] == ["yes", "no"]


def test_both_versions_are_printed_with_their_notes_and_evidence(
    vetting: Vetting, scene: Scene, tmp_path: Path
) -> None:
    file, home = tmp_path / "q.yaml", ("--home", tmp_path / "home")
    vetting("questionnaire", "export", CASE, "--out", file, "--stage", "intake", *home)
    write_yaml(file, state="unknown", note="Asked\non 2 March", evidence=["E-1"])
    scene.answer("INT-01", "yes", note="The plan says so", evidence=["E-1"])
    looked = vetting("questionnaire", "import", CASE, file, "--dry-run", *home)
    assert looked.out == (
        "conflict  INT-01:office  (line 15)\n"
        "  case    Yes  (P-FOCAL, 2026-03-02 09:00 UTC)\n    note    The plan says so\n    rests on E-1\n"
        "  file    Unknown\n    note    Asked; on 2 March\n    rests on E-1\n"
        "0 changes, 1 answered on both sides, 1 unchanged.\n"
    )


@pytest.mark.parametrize(
    ("choice", "sentences"),
    [
        (
            ("--take", "INT-1:office", "--keep", "int-01:office"),
            [
                f"INT-1:office: {UNKNOWN}",
                f"int-01:office: {UNKNOWN}",
            ],
        ),
        (
            ("--take", "INT-01:office", "--keep", "INT-01:office"),
            ["INT-01:office: --take and --keep both name it. Say whose answer stands with one of the two."],
        ),
    ],
    ids=["unknown", "both"],
)
def test_a_choice_that_chooses_nothing_or_both_is_refused(
    vetting: Vetting, scene: Scene, tmp_path: Path, choice: tuple[str, ...], sentences: list[str]
) -> None:
    file, home = tmp_path / "q.xlsx", ("--home", tmp_path / "home")
    vetting("questionnaire", "export", CASE, "--out", file, *home)
    write(file, {"INT-01": "no"})
    for way in (("--dry-run",), ("--as", "P-FOCAL")):
        said = vetting("questionnaire", "import", CASE, file, *choice, *way, *home)
        assert (said.code, said.err.splitlines(), scene.dossier().answers) == (2, sentences, [])


@pytest.mark.parametrize(
    ("person", "sentence"),
    [
        ("P-NOBODY", "P-NOBODY is not assigned to this case. Assign the person first."),
        ("P-RIGHTS", "P-RIGHTS has no role that may answer for 'office'."),
    ],
)
def test_a_dry_run_says_who_could_not_bring_the_file_in(
    vetting: Vetting, scene: Scene, tmp_path: Path, person: str, sentence: str
) -> None:
    file, home = tmp_path / "q.xlsx", ("--home", tmp_path / "home")
    vetting("questionnaire", "export", CASE, "--out", file, *home)
    write(file, {"INT-01": "no"})
    scene.answer("INT-01", "yes")
    looked = vetting("questionnaire", "import", CASE, file, "--dry-run", "--as", person, *home)
    assert (looked.code, looked.err) == (3, sentence + "\n")
    assert "conflict  INT-01:office" in looked.out
    may = vetting("questionnaire", "import", CASE, file, "--dry-run", "--as", "P-FOCAL", *home)
    assert (may.code, may.err, len(scene.dossier().answers)) == (0, "", 1)


def test_nobody_from_outside_the_case_keeps_a_draft_in_it(
    vetting: Vetting, scene: Scene, tmp_path: Path
) -> None:
    file, home = tmp_path / "q.yaml", ("--home", tmp_path / "home")
    vetting("questionnaire", "export", CASE, "--out", file, "--stage", "intake", *home)
    write_yaml(file, state="unknown", draft_or_final="draft")
    said = vetting("questionnaire", "import", CASE, file, "--as", "P-NOBODY", *home)
    assert (said.code, said.err) == (3, "P-NOBODY is not assigned to this case. Assign the person first.\n")
    with scene.desk.read() as work:
        assert list(work.drafts.list(CASE, "P-NOBODY")) == []


def test_yaml_leaves_and_is_seen_as_one_object(vetting: Vetting, scene: Scene, tmp_path: Path) -> None:
    file, home = tmp_path / "q.yaml", ("--home", tmp_path / "home")
    vetting("questionnaire", "export", CASE, "--out", file, "--as", "P-FOCAL", *home)
    said = file.read_text().replace(
        "  state: ''\n  based_on: 0", "  state: unknown\n  told_by: The desk\n  based_on: 0", 1
    )
    file.write_text(said)
    plan = vetting("questionnaire", "import", CASE, file, "--dry-run", "--json", *home).json()
    (change,) = plan["changes"]
    assert (change["question"], change["kind"], change["case"]) == ("INT-01", "new", {})
    assert change["file"] == {"state": "unknown", "value": None, "evidence": [], "note": "Told by The desk."}
    assert scene.dossier().answers == []


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("export", CASE, "--out", "q.ods"), "Name the file .xlsx or .yaml."),
        (("export", CASE, "--out", "q.xlsx", "--stage", "nowhere"), "There is no stage with the id nowhere."),
        (
            ("import", CASE, "missing.xlsx", "--dry-run"),
            "missing.xlsx: there is no such file. Check the path.",
        ),
    ],
    ids=["form", "stage", "file"],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    vetting: Vetting, scene: Scene, tmp_path: Path, words: tuple[str, ...], sentence: str
) -> None:
    said = vetting("questionnaire", *words, "--home", tmp_path / "home")
    assert (said.code, scene.dossier().answers) == (2, [])
    assert sentence in said.err


def test_a_file_of_300_mb_is_refused_before_it_is_read(
    vetting: Vetting, scene: Scene, tmp_path: Path
) -> None:
    file = tmp_path / "large.xlsx"
    with file.open("wb") as opened:
        opened.truncate(300 * 1024 * 1024)
    said = vetting("questionnaire", "import", CASE, file, "--dry-run", "--home", tmp_path / "home")
    assert (said.code, scene.dossier().answers) == (2, [])
    assert said.err == f"{file}: it has 300 MB; a questionnaire has at most 10.\n"


def write(file: Path, answers: dict[str, str]) -> None:
    """Fill in the workbook as a person does in a spreadsheet program."""
    book = load_workbook(file)
    page = book["Questions"]
    columns = {str(cell.value): number for number, cell in enumerate(page[1], 1)}
    for row in range(2, page.max_row + 1):
        if answer := answers.get(str(page.cell(row, columns["id"]).value)):
            page.cell(row, columns["answer"], answer)
    book.save(file)


def write_yaml(file: Path, **said: Any) -> None:
    """Write this into the first question."""
    data = yaml.safe_load(file.read_text())
    data["questions"][0] |= said
    file.write_text(yaml.safe_dump(data, sort_keys=False))


def test_what_a_company_told_another_office_is_looked_at_and_brought_in(
    vetting: Vetting, scene: Scene, tmp_path: Path
) -> None:
    theirs = (
        a_scene(tmp_path / "theirs", datetime(2020, 3, 2, tzinfo=UTC)).opened().answered(ENT_01="A trust")
    )
    theirs.send(NameParty, party="lingua", role="prospect", name="Lingua Meridian", identifiers=["LEI 1"])
    theirs.send(RequestRecord)
    theirs.advance()
    bundle, key = tmp_path / "theirs.zip", theirs.desk.signer.fingerprint
    record = latest_record(theirs.desk, CASE).content.encode()
    bundle.write_bytes(assemble_bundle(theirs.desk, CASE, {"json": record}))
    scene.send(NameParty, party="lingua", role="prospect", name="Nobody Else Ltd")
    words = ("questionnaire", "from-bundle", CASE, bundle, "--key", key, "--home", tmp_path / "home")
    refused = vetting(*words, "--dry-run")
    assert (refused.code, scene.dossier().answers) == (2, [])
    assert "no name or identifier of Nobody Else Ltd stands there" in refused.err
    scene.send(NameParty, party="lingua", role="prospect", name="Lingua M", identifiers=["LEI 1"])
    brought = vetting(*words, "--as", "P-FOCAL")
    assert (brought.code, brought.out.splitlines()[0]) == (
        0,
        "party     lingua: Lingua M, to be screened anew",
    )
    assert brought.err == (
        "ENT-01 is asked again: it was answered on 2020-03-02, too long ago.\n"
        "Brought in 0 answers and 0 drafts.\n"
    )
    assert scene.dossier().parties[0].aliases == ["Lingua Meridian"]
    missing = vetting(
        "questionnaire", "from-bundle", CASE, "none.zip", "--key", key, "--home", tmp_path / "home"
    )
    assert (missing.code, missing.err) == (2, "none.zip: there is no such file. Check the path.\n")
    workbook, of_key = tmp_path / "q.xlsx", ("--key", key, "--home", tmp_path / "home")
    vetting("questionnaire", "export", CASE, "--out", workbook, "--home", tmp_path / "home")
    other = vetting("questionnaire", "from-bundle", CASE, workbook, *of_key)
    assert (other.code, other.err) == (
        2,
        "bundle: it is a workbook, not a bundle. Give the file that 'vetting bundle' wrote: it ends in .zip.\n",
    )
    folder = vetting("questionnaire", "from-bundle", CASE, tmp_path, *of_key)
    assert (folder.code, folder.err) == (2, f"{tmp_path}: this is a folder. Name the bundle in it.\n")
