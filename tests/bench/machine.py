"""The facts of the machine, without which no figure means anything."""

import os
import platform
import sqlite3
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.postgresql.server import the_server

SYNCS = 200


def facts_of_machine() -> dict[str, Any]:
    """What is measured on."""
    return {
        "processor": _first("/proc/cpuinfo", "model name") or platform.processor(),
        "cores": os.cpu_count(),
        "memory": _first("/proc/meminfo", "MemTotal"),
        "load_before": list(os.getloadavg()),
        "system": platform.platform(),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "postgresql": str(the_server().run("SHOW server_version")[0][0]),
        "fsync_ms": _fsync_ms(),
    }


def _first(path: str, key: str) -> str:
    """The first value of a key in one of the kernel's files."""
    file = Path(path)
    lines = file.read_text().splitlines() if file.exists() else []
    return next((line.partition(":")[2].strip() for line in lines if line.startswith(key)), "")


def _fsync_ms() -> dict[str, float]:
    """How long this disk takes to keep four kilobytes."""
    taken = []
    with tempfile.TemporaryFile() as file:
        for _ in range(SYNCS):
            file.write(bytes(4096))
            file.flush()
            began = time.perf_counter()
            os.fsync(file.fileno())
            taken.append((time.perf_counter() - began) * 1000)
    taken.sort()
    return {
        "median": round(statistics.median(taken), 3),
        "of_a_hundred_the_slowest": round(taken[-SYNCS // 100], 3),
    }
