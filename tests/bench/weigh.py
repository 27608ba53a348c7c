"""What a command takes: ``python -m tests.bench.weigh COMMAND…`` prints processor seconds, wall seconds and megabytes.

A small process of its own, since a child's memory counts from that of the process which started it.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from tests.bench.figures import Sample

ROOT = Path(__file__).resolve().parents[2]


def weigh_command(*words: object) -> tuple[Sample, int]:
    """The time of a command from a cold process, and the most megabytes it held."""
    command = [sys.executable, "-m", "tests.bench.weigh", *map(str, words)]
    told = json.loads(subprocess.run(command, check=True, capture_output=True, cwd=ROOT).stdout)
    return Sample(told["cpu"], told["wall"]), told["megabytes"]


def _weigh(words: Sequence[str]) -> dict[str, float]:
    began = time.perf_counter()
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - began
    return {"cpu": used.ru_utime + used.ru_stime, "wall": wall, "megabytes": used.ru_maxrss // 1024}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_weigh(sys.argv[1:])) + "\n")
