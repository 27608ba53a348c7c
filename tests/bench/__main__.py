"""Measures what has a target: `make bench`. Processor seconds wherever possible, since walls differ by machine and hour."""

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from vetting.audit import tree
from vetting.bootstrap import open_existing
from vetting.policy.evaluate import evaluate
from vetting.usecases.appraise import appraise

ROOT = Path(__file__).resolve().parents[2]
VETTING = Path(sys.executable).with_name("vetting")
CASE = ROOT / "examples" / "un75-tencent-2020-03-29.yaml"


@dataclass(frozen=True)
class Target:
    """What is measured, its bound, and how it is measured."""

    name: str
    unit: str
    bound: float
    at_most: bool
    measure: Callable[[], float]

    def is_met(self, found: float) -> bool:
        """Whether a figure keeps to the bound."""
        return found <= self.bound if self.at_most else found >= self.bound


def main() -> int:
    """Measure each target and print a line for it; 1 where one is missed."""
    missed = 0
    for target in TARGETS:
        found = target.measure()
        missed += not target.is_met(found)
        word = "ok  " if target.is_met(found) else "MISS"
        bound = f"at {'most' if target.at_most else 'least'} {target.bound:g}"
        print(f"{word} {target.name:<52} {found:>12,.2f} {target.unit} ({bound})", flush=True)  # noqa: T201 - what a measure is for
    return 1 if missed else 0


def show_help() -> float:
    """Wall seconds until help is shown; the best of five, since one start is at the mercy of the disk."""
    return min(wall_of("--help") for _ in range(5))


def wall_of(*words: str) -> float:
    """Wall seconds of one command."""
    began = time.perf_counter()
    subprocess.run([VETTING, *words], check=True, capture_output=True)
    return time.perf_counter() - began


def walk_case() -> float:
    """Processor seconds of a whole case from a cold process, without Prefect."""
    with tempfile.TemporaryDirectory() as out:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        walk_into(Path(out))
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def walk_into(out: Path) -> None:
    """Walk the case of 2020 with its record in a folder."""
    subprocess.run(
        [VETTING, "run", CASE, "--engine", "direct", "--out", out], check=True, capture_output=True
    )


def evaluate_case(times: int = 500) -> float:
    """Evaluations a processor second, both bounds and the trace included, on the answers of the case of 2020."""
    with tempfile.TemporaryDirectory() as out:
        walk_into(Path(out))
        desk = open_existing(Path(out) / "home")
        with desk.read() as work:
            (case,) = work.list_cases()
            seen = appraise(desk, work.dossier(case))
    began = time.process_time()
    for _ in range(times):
        evaluate(seen.pack, seen.facts)
    return times / (time.process_time() - began)


def append_entries(count: int = 200_000, batch: int = 1_000) -> float:
    """Entries a processor second that the log's tree takes in, in batches of ready bytes."""
    entries = [b'{"case":"bench","case_seq":%d}' % number for number in range(count)]
    nodes: dict[tuple[int, int], bytes] = {}
    began = time.process_time()
    for size in range(0, count, batch):
        hashes = [tree.leaf_hash(entry) for entry in entries[size : size + batch]]
        made = tree.append(size, hashes, lambda *at: nodes[at])
        nodes.update({(level, index): digest for level, index, digest in made})
    return count / (time.process_time() - began)


TARGETS = (
    Target("help, from a cold process", "s wall", 0.5, at_most=True, measure=show_help),
    Target("the case of 2020, direct, from a cold process", "s CPU", 6, at_most=True, measure=walk_case),
    Target("evaluations, both bounds and trace", "/s CPU", 500, at_most=False, measure=evaluate_case),
    Target(
        "log entries appended, in batches of 1,000", "/s CPU", 100_000, at_most=False, measure=append_entries
    ),
)

if __name__ == "__main__":
    sys.exit(main())
