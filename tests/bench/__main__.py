"""Measures what has a target: `make bench`. Prints a line for each figure and writes them all to out/bench.json."""

import argparse
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.bench import audit, clauses, commands, kills, records, rules, screening, store, submissions
from tests.bench.figures import Figure, Measured, run_rounds
from tests.bench.machine import facts_of_machine
from tests.kill.campaign import Tally
from tests.kill.rush import RushTally

OUT = Path(__file__).resolve().parents[2] / "out" / "bench.json"
PARTS = (commands, rules, audit, store, records, submissions, clauses)


def main(words: Sequence[str] | None = None) -> int:
    """Measure, print, write; 1 where a target is missed."""
    asked = _read(words)
    result: dict[str, Any] = {"machine": facts_of_machine()}
    _tell_all(f"{name}: {value}" for name, value in result["machine"].items())
    measured = run_rounds(_figures(asked), asked.rounds, _progress)
    _tell("     figure, with its median in processor time and on the wall (least to most), and its target")
    _tell_all(one.to_line() for one in measured)
    tallies: list[Tally | RushTally] = [*kills.kill_walks(asked.kills, _tell)] if asked.kills else []
    tallies += [kills.kill_web(asked.web_kills, _tell)] if asked.web_kills else []
    result |= {
        "figures": [one.to_json() for one in measured],
        "kills": [kills.to_json(one) for one in tallies],
    }
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    _tell(f"Written to {OUT.name}.")
    return 1 if _missed(measured) or not all(one.is_clean for one in tallies) else 0


def _read(words: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="how often each figure is measured")
    parser.add_argument("--kills", type=int, default=300, help="how often a walk is killed; 0 for never")
    parser.add_argument(
        "--web-kills", type=int, default=30, help="how often the web process is killed; 0 for never"
    )
    parser.add_argument("--only", default="", help="figures whose name begins so, such as rules or record")
    parser.add_argument("--grow", type=int, nargs="*", default=[], help="sizes to grow the screened lists to")
    return parser.parse_args(words)


def _figures(asked: argparse.Namespace) -> list[Figure]:
    parts = [part.figures() for part in PARTS]
    if "screening".startswith(asked.only.partition(":")[0]):  # its engines take seconds to be made
        parts.append(screening.figures(asked.grow))
    return [one for part in parts for one in part if one.name.startswith(asked.only)]


def _missed(measured: Sequence[Measured]) -> list[str]:
    return [one.figure.name for one in measured if not one.is_met]


def _progress(text: str) -> None:
    sys.stderr.write(f"{time.strftime('%H:%M:%S')} {text}\n")


def _tell_all(lines: Any) -> None:
    for line in lines:
        _tell(line)


def _tell(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
