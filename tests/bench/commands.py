"""What a person waits for: commands from a cold process."""

import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench.figures import Figure, Sample, Stopwatch, Unit

ROOT = Path(__file__).resolve().parents[2]
VETTING = Path(sys.executable).with_name("vetting")
CASE = ROOT / "examples" / "un75-tencent-2020-03-29.yaml"


def figures() -> list[Figure]:
    """The figures of the command line."""
    return [
        Figure("command: help", Unit.SECONDS, show_help, 0.5, by_wall=True),
        Figure("command: the case of 2020 walked directly, with its record", Unit.SECONDS, walk_case, 6),
        Figure("command: the whole pack checked", Unit.SECONDS, check_pack, 2),
    ]


def show_help() -> Sample:
    return _run("--help")


def check_pack() -> Sample:
    return _run("pack", "check", "un-default")


def walk_case() -> Sample:
    with tempfile.TemporaryDirectory() as out:
        return _run("run", str(CASE), "--engine", "direct", "--out", out)


def _run(*words: str) -> Sample:
    with Stopwatch() as watch:
        subprocess.run([VETTING, *words], check=True, capture_output=True, cwd=ROOT)
    return watch.sample()
