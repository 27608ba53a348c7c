from pathlib import Path

import pytest

from tests.usecases.casefile.scenes import SOUND, faults_of, read
from vetting.usecases.casefile import files

CITED = "E-1: {citation: A report, knowable_on: 2027-02-28}"


def _write(folder: Path, written: str) -> Path:
    path = folder / "case.yaml"
    path.write_text(
        SOUND.replace(CITED, f"E-1: {{file: {written}, title: A report, knowable_on: 2027-02-28}}")
    )
    return path


def test_a_file_beside_the_case_file_is_held_with_its_hash(tmp_path: Path) -> None:
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "a.txt").write_bytes(b"abc")
    held = read(_write(tmp_path, "files/a.txt")).held["E-1"]
    assert (held.filename, held.size, held.content) == ("a.txt", 3, b"abc")
    assert held.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("none.txt", "there is no file 'none.txt'. Put it beside the case file, or cite the source instead."),
        ("files", "'files' is a folder. Name one file."),
        (
            "../outside.txt",
            "'../outside.txt' leads out of the folder of the case file. Put the file beside the case file.",
        ),
        (
            "/etc/hostname",
            "'/etc/hostname' leads out of the folder of the case file. Put the file beside the case file.",
        ),
        (
            "link.txt",
            "'link.txt' leads out of the folder of the case file. Put the file beside the case file.",
        ),
    ],
)
def test_a_file_that_cannot_be_held_is_refused(tmp_path: Path, written: str, said: str) -> None:
    folder = tmp_path / "case"
    (folder / "files").mkdir(parents=True)
    (tmp_path / "outside.txt").write_text("outside")
    (folder / "link.txt").symlink_to(tmp_path / "outside.txt")
    assert faults_of(_write(folder, written)) == [f"case.yaml:15: evidence.E-1.file: {said}"]


def test_a_case_file_without_a_folder_can_hold_no_files() -> None:
    text = SOUND.replace(CITED, "E-1: {file: a.txt, title: A report, knowable_on: 2027-02-28}")
    assert faults_of(text) == [
        (
            "case file:15: evidence.E-1.file: the case file was given without its folder. "
            "Give its path, so that files beside it are found."
        )
    ]


def test_a_file_may_not_be_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_bytes(b"abc")
    monkeypatch.setattr(files, "MAX_FILE", 2)
    assert faults_of(_write(tmp_path, "a.txt")) == [
        (
            "case.yaml:15: evidence.E-1.file: the file 'a.txt' is larger than 25 MB. "
            "Cite it, or hold the pages that matter."
        )
    ]


def test_the_files_of_one_case_may_not_be_too_large_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_bytes(b"abc")
    monkeypatch.setattr(files, "MAX_ALL", 2)
    assert faults_of(_write(tmp_path, "a.txt")) == [
        (
            "case.yaml:15: evidence.E-1.file: the files of this case are together larger than 100 MB. "
            "Cite some of them instead."
        )
    ]


def test_a_path_that_cannot_be_one_is_refused(tmp_path: Path) -> None:
    (said,) = faults_of(_write(tmp_path, "x" * 5000))
    assert "cannot be read" in said or "there is no file" in said
