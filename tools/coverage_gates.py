"""Holds each package to its branch coverage, after a run of the tests: `coverage_gates.py .coverage.json`."""

import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

# What people's rights and a record's proof rest on is covered whole.
WHOLE = ("vetting/domain", "vetting/policy", "vetting/audit")
ELSEWHERE = 90

Counts = tuple[int, int]


def main(report: Path) -> int:
    """Print one line for each package, and return 1 where one is below its gate."""
    files = json.loads(report.read_text(encoding="utf-8"))["files"]
    failed = False
    for package, counts in sorted(add_up(files).items()):
        percent, gate = percent_of(counts), gate_of(package)
        failed |= percent < gate
        print(f"{'ok  ' if percent >= gate else 'LOW '} {package:<20} {percent:6.1f} %  (gate {gate} %)")
    if failed:
        print(*list_gaps(files), sep="\n")
    return int(failed)


def add_up(files: dict[str, dict[str, dict[str, int]]]) -> dict[str, Counts]:
    """Return what is covered and what there is, in lines and branches, of each package."""
    totals: dict[str, Counts] = defaultdict(lambda: (0, 0))
    for name, file in files.items():
        covered, there = totals[package_of(name)]
        totals[package_of(name)] = (covered + covered_in(file), there + there_in(file))
    return totals


def package_of(name: str) -> str:
    """Return `vetting/domain` for `vetting/domain/case.py`; `vetting` for `vetting/cli.py`."""
    top, *below = Path(name).parent.parts
    return f"{top}/{below[0]}" if below and top == "vetting" else top


def gate_of(package: str) -> int:
    """Return the percentage that a package must reach."""
    return 100 if package in WHOLE else ELSEWHERE


def percent_of(counts: Counts) -> float:
    """Return the share in percent; what has nothing to cover is covered."""
    covered, there = counts
    return 100 * covered / there if there else 100.0


def covered_in(file: dict[str, dict[str, int]]) -> int:
    """Return how many lines and branches of a file ran."""
    return file["summary"]["covered_lines"] + file["summary"]["covered_branches"]


def there_in(file: dict[str, dict[str, int]]) -> int:
    """Return how many lines and branches a file has."""
    return file["summary"]["num_statements"] + file["summary"]["num_branches"]


def list_gaps(files: dict[str, dict[str, dict[str, int]]]) -> Iterator[str]:
    """Give a line for each file with a gap: where it is, and the lines that never ran."""
    for name, file in sorted(files.items()):
        if covered_in(file) < there_in(file):
            yield f"  {name}: lines {file['missing_lines']}, branches {file['missing_branches']}"


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
