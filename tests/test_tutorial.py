"""The tutorial: its commands are run in their order, and print what the page says."""

import doctest
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sybil import Sybil
from sybil.parsers.markdown import CodeBlockParser

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "tutorial" / "first-record.md"
INSTEAD = {"make demo": "vetting demo --engine direct"}  # Prefect's own walk has tests of its own


def read_steps() -> Iterator[tuple[str, str]]:
    """Each command of the page with what it is said to print."""
    for block in Sybil([CodeBlockParser("console", lambda _: None)]).parse(PAGE).examples():
        command, _, printed = str(block.parsed).partition("\n")
        yield command.removeprefix("$ "), printed


def run(command: str, folder: Path) -> str:
    program, *words = INSTEAD.get(command, command).split()
    assert program == "vetting"
    done = subprocess.run(
        [Path(sys.executable).with_name("vetting"), *words],
        cwd=folder,
        check=False,
        capture_output=True,
        text=True,
        env=os.environ | {"COLUMNS": "200"},
        timeout=900,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.slow
@pytest.mark.no_cover
def test_the_tutorial_prints_what_it_says(tmp_path: Path) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    same = doctest.OutputChecker().check_output
    for command, said in read_steps():
        printed = run(command, tmp_path)
        assert same(said, printed, doctest.ELLIPSIS), f"$ {command}\n{printed}\nThe page says:\n{said}"
