"""Faults as sentences with an exit code; progress on a terminal alone."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from vetting.cli import output
from vetting.cli.faults import explain_faults
from vetting.cli.files import read_bytes, read_text
from vetting.domain.errors import (
    BadInput,
    EnvironmentFault,
    Fault,
    LeaseLost,
    NotFound,
    Refusal,
    Refused,
)

LOST = FileNotFoundError(2, "No such file or directory", "lost.yaml")


@pytest.mark.parametrize(
    ("error", "code", "sentences"),
    [
        (
            BadInput([Fault("a.yaml", "this is wrong.", "Mend it.", 3), Fault("b.yaml", "so is this.")]),
            2,
            ["a.yaml:3: this is wrong. Mend it.", "b.yaml: so is this."],
        ),
        (NotFound("case", "x"), 2, ["There is no case with the id x."]),
        (Refused(Refusal("busy")), 3, ["Another process advances this case now. Try again in a moment."]),
        (EnvironmentFault("The disk is full."), 4, ["The disk is full."]),
        (
            LeaseLost("Another process advances the case x now."),
            4,
            ["Another process advances the case x now."],
        ),
        (LOST, 4, ["No such file or directory: lost.yaml."]),
        (
            IsADirectoryError(21, "Is a directory", "letters"),
            2,
            ["letters: this is a folder. Name the file in it."],
        ),
        (OSError("no number"), 4, ["no number: the machine."]),
        (
            KeyboardInterrupt(),
            130,
            ["Stopped. What was acknowledged is kept; run the same command again to go on."],
        ),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, BaseException) else "",
)
def test_each_kind_of_fault_has_its_exit_code_and_its_sentences(
    capsys: pytest.CaptureFixture[str], error: BaseException, code: int, sentences: Sequence[str]
) -> None:
    with pytest.raises(SystemExit) as left, explain_faults():
        raise error
    said = capsys.readouterr()
    assert (left.value.code, said.out, said.err.splitlines()) == (code, "", list(sentences))


def test_a_reader_that_leaves_early_is_told_nothing() -> None:
    command = [sys.executable, "-m", "vetting", "schema", "case"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""


def test_progress_is_shown_on_a_terminal_and_nowhere_else(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with output.progress("reading") as show:
        show("writing")
    assert capsys.readouterr() == ("", "")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    with output.progress("reading") as show:
        show("writing")
    assert capsys.readouterr().out == ""


def test_a_level_by_unknowns_is_told_apart_from_one_by_facts() -> None:
    level = {"established": "low", "at_least": "high", "could_be": "high"}
    assert output.level_sentence({"level": level}) == (
        "level at least high, could still be high; by facts alone low, the rest by what is unknown"
    )


def test_the_program_is_named_so_that_it_can_be_called_from_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / ".venv" / "bin" / "vetting"
    program.parent.mkdir(parents=True)
    program.touch(mode=0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert output.program(str(program)) == ".venv/bin/vetting"
    monkeypatch.setenv("PATH", str(program.parent))
    assert output.program(str(program)) == "vetting"
    monkeypatch.setenv("PATH", str(tmp_path))
    assert output.program("-m") == "vetting"


def test_a_file_that_is_handed_over_is_there_and_is_text_where_text_is_read(tmp_path: Path) -> None:
    note, picture = tmp_path / "note.txt", tmp_path / "picture"
    note.write_text("Grüße\n", "utf-8")
    picture.write_bytes(b"\xff\xd8")
    assert (read_text(note, "the note"), read_bytes(picture)) == ("Grüße\n", b"\xff\xd8")
    for read, said in (
        (
            lambda: read_text(picture, "the note"),
            f"{picture}: this is no text. Give the note as it was handed to you.",
        ),
        (
            lambda: read_text(tmp_path / "lost", "the note"),
            f"{tmp_path / 'lost'}: there is no such file. Check the path.",
        ),
        (lambda: read_bytes(tmp_path, "the key"), f"{tmp_path}: this is a folder. Name the key in it."),
    ):
        with pytest.raises(BadInput) as refused:
            read()
        assert [str(one) for one in refused.value.faults] == [said]
