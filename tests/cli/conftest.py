"""The command line in this process, and a small case that was walked to its record."""

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.test_kills import write_small_case
from tests.usecases.desks import REPOSITORY
from vetting.cli import main


@dataclass(frozen=True)
class Said:
    """What a command came to."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        """The one object on standard output."""
        return json.loads(self.out)


class Vetting:
    """Runs commands in this process, as the program's entry point does."""

    def __init__(self, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self._capfd = capfd
        self._monkeypatch = monkeypatch

    def __call__(self, *words: object) -> Said:
        self._monkeypatch.setattr(sys, "argv", ["vetting", *map(str, words)])
        with pytest.raises(SystemExit) as left:
            main()
        said = self._capfd.readouterr()
        return Said(int(left.value.code or 0), said.out, said.err)


@pytest.fixture
def vetting(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Vetting:
    return Vetting(capfd, monkeypatch)


@pytest.fixture(scope="session")
def walked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the small case was walked to its record; nobody writes into it."""
    folder = tmp_path_factory.mktemp("walked")
    case_file = write_small_case(folder)
    program = [sys.executable, "-m", "vetting"]
    command = [*program, "run", str(case_file), "--out", str(folder / "out"), "--engine", "direct"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=REPOSITORY, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "outcome    approve_with_conditions" in done.stdout
    return folder


@pytest.fixture
def home(walked: Path, tmp_path: Path) -> Path:
    """A copy of its home."""
    shutil.copytree(walked / "out" / "home", tmp_path / "home")
    return tmp_path / "home"


@pytest.fixture
def case_file(tmp_path: Path) -> Path:
    return write_small_case(tmp_path)
