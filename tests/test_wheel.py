"""The wheel: built without a download, it works outside the checkout and brings its data."""

import os
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from tools import tracked_files

ROOT = Path(__file__).resolve().parent.parent
UV = ROOT / ".tools" / "bin" / "uv"
PLACES = {
    "templates": "vetting/_data/templates",
    "examples": "vetting/_data/examples",
    "vetting/policy/packs": "vetting/policy/packs",
}


def run(*command: str | Path, folder: Path) -> str:
    """What a command prints, run without this test's own Python settings."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("COV", "PYTHON"))}
    done = subprocess.run(
        command, cwd=folder, check=False, capture_output=True, text=True, env=clean, timeout=900
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, folder=ROOT)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the wheel that borrows its requirements from the one that runs the tests.

    It borrows by a .pth file. The editable install of this checkout is such a file too, and those are
    not followed in a borrowed folder: so the wheel alone can answer.
    """
    folder = tmp_path_factory.mktemp("elsewhere") / "environment"
    run(sys.executable, "-m", "venv", "--without-pip", folder, folder=ROOT)
    run(UV, "pip", "install", "-q", "--offline", "--no-deps", "--python", folder, wheel, folder=folder)
    (site_packages_of(folder) / "borrowed.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return folder


def site_packages_of(environment: Path) -> Path:
    (found,) = (environment / "lib").glob("python3.*/site-packages")
    return found


@pytest.mark.slow
def test_the_wheel_and_not_the_checkout_answers_elsewhere(environment: Path, tmp_path: Path) -> None:
    ask = "import vetting, flows; print(vetting.__file__, flows.__file__)"
    assert str(ROOT) not in run(environment / "bin" / "python", "-c", ask, folder=tmp_path)


@pytest.mark.slow
def test_the_command_of_the_wheel_says_how_it_is_used(environment: Path, tmp_path: Path) -> None:
    assert "Usage" in run(environment / "bin" / "vetting", "--help", folder=tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("folder", PLACES)
def test_the_wheel_brings_what_the_checkout_tracks(environment: Path, folder: str) -> None:
    inside = site_packages_of(environment) / PLACES[folder]
    there = {path.relative_to(inside) for path in inside.rglob("*") if path.is_file()}
    tracked = {
        path.relative_to(ROOT / folder)
        for path in tracked_files.list_tracked()
        if path.is_relative_to(ROOT / folder)
    }
    assert tracked
    assert there >= tracked
