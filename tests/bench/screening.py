"""The figures of screening: quality on public lists, each on both halves of the queries, and time and memory as lists grow.

``python -m tests.bench.screening`` prints them; with a number it grows the lists to that many parties first.
Weights and thresholds were set on the first half alone; halves are by the hash of the row.
"""

import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from hashlib import sha256
from pathlib import Path
from statistics import median
from typing import TypedDict

from tests.screening.lists import load_measured_lists, read_data
from vetting.adapters.name_index import TantivyIndex, publish_index
from vetting.screening.entities import Entity, ListedName
from vetting.screening.lists import LoadedList
from vetting.screening.match import Screener
from vetting.screening.score import ALERT, BuiltinScorer, Query, score_names
from vetting.usecases.screen import read_table, to_kind, to_query

NOT_CORE = ("p_arab", "x_real")  # letter by letter Arabic, and original scripts: reported apart
ROUNDS = 3


class Figure(TypedDict):
    """One figure: what, in which unit, its bound in words, and the value of each round."""

    name: str
    unit: str
    target: str
    values: list[float]


def measure() -> list[Figure]:
    """Give every figure of screening on lists of their real size."""
    with tempfile.TemporaryDirectory() as place:
        bench = Bench(Path(place), load_measured_lists())
        figures = [*bench.quality(name_only=False), *bench.quality(name_only=True), *measure_pairs()]
        figures.append(_figure("screening: CPU of a query, median", "ms CPU", "<= 5", bench.speed))
        figures.append(_figure("screening: index opened and first query", "s CPU", "<= 3", bench.open))
    return figures


def measure_growth(size: int) -> list[Figure]:
    """Give the time and memory of lists grown to a number of parties by mixing their names."""
    lists = grow(load_measured_lists(), size)
    with tempfile.TemporaryDirectory() as place:
        began = time.process_time()
        bench = Bench(Path(place), lists)
        bench.screener  # noqa: B018 - builds the index, which is what is timed here
        built = time.process_time() - began
        bound = "<= 8" if size <= 200_000 else "<= 15"
        return [
            _figure(f"screening: index of {size} parties built", "s CPU", "none", lambda: built),
            _figure(f"screening: index of {size} parties opened", "s CPU", "<= 3", bench.open),
            _figure(f"screening: CPU of a query among {size}, median", "ms CPU", bound, bench.speed),
            _figure(
                f"screening: memory with {size} parties, index in the making included", "MB", "none", _memory
            ),
        ]


def measure_pairs() -> list[Figure]:
    """F1 on the labelled pairs at the published threshold, by half."""
    halves: tuple[list[tuple[bool, bool]], list[tuple[bool, bool]]] = ([], [])
    for row in read_table(read_data("name_pairs.csv.gz"), "pairs", ("name1", "name2")):
        alert = score_names(row["name1"], row["name2"], to_kind(row["schema"])).total >= ALERT
        halves[half_of(row["name1"] + row["name2"])].append((alert, row["is_match"] == "true"))
    return [
        _figure(f"screening: F1 of labelled pairs, {word} half", "share", ">= 0.80", partial(_f1, rows))
        for word, rows in zip(_HALVES, halves, strict=True)
    ]


@dataclass
class Bench:
    """Lists, their index, and the queries with their targets."""

    folder: Path
    lists: Sequence[LoadedList]

    @cached_property
    def rows(self) -> list[dict[str, str]]:
        return read_table(read_data("screen_queries.csv.gz"), "queries", ("name", "ids"))

    @cached_property
    def screener(self) -> Screener:
        return Screener(TantivyIndex(publish_index(self.lists, self.folder)), BuiltinScorer())

    def quality(self, *, name_only: bool) -> list[Figure]:
        """Recall of what is listed and false alerts on what is not, by half."""
        how, bounds = _NAME_ONLY if name_only else _WITH_BIRTH_AND_COUNTRY
        found = self._find_hits(name_only=name_only)
        return [
            _figure(
                f"screening: {what}, {how}, {_HALVES[half]} half",
                "share",
                bounds[what],
                partial(_share, hits),
            )
            for (what, half), hits in sorted(found.items())
        ]

    def _find_hits(self, *, name_only: bool) -> dict[tuple[str, int], list[bool]]:
        found: dict[tuple[str, int], list[bool]] = {}
        for row in self.rows:
            if not row["kind"].startswith(NOT_CORE):
                result = self.screener.screen(to_query(row, name_only=name_only))
                alerts = {match.candidate.entity_id for match in result.matches if match.alert}
                hit = row["ids"] in alerts if row["ids"] else bool(alerts)
                what = "recall" if row["ids"] else "false alerts"
                found.setdefault((what, half_of(row["name"] + row["kind"])), []).append(hit)
        return found

    def speed(self) -> float:
        """Milliseconds of processor time of a query, the median."""
        spent = []
        for row in self.rows[:: max(1, len(self.rows) // 500)]:
            query = to_query(row)
            began = time.process_time()
            self.screener.screen(query)
            spent.append(time.process_time() - began)
        return 1_000 * median(spent)

    def open(self) -> float:
        """Seconds of processor time to open the index and answer once."""
        folder = publish_index(self.lists, self.folder)  # it is there already, and not made again
        began = time.process_time()
        Screener(TantivyIndex(folder), BuiltinScorer()).screen(Query("Anna Example"))
        return time.process_time() - began


def grow(lists: Sequence[LoadedList], size: int) -> list[LoadedList]:
    """The lists with as many more parties as are missing, their names mixed from the words of listed ones."""
    known = [entity for one in lists for entity in one.entities]
    chance = random.Random(20260227)  # noqa: S311 - names for a measure, no secret
    more = tuple(_mix(chance, known, number) for number in range(max(0, size - len(known))))
    manifest = replace(lists[0].manifest, source="grown", sha256=sha256(str(size).encode()).hexdigest())
    return [*lists, LoadedList(more, replace(manifest, entities=len(more)))]


def half_of(text: str) -> int:
    """Which half a row belongs to, by the hash of its text."""
    return int(sha256(text.encode()).hexdigest(), 16) % 2


def _mix(chance: random.Random, known: Sequence[Entity], number: int) -> Entity:
    first = chance.choice(known)
    words = first.caption.split()
    other = next((one for _ in range(20) if (one := chance.choice(known)).kind is first.kind), first)
    at = chance.randrange(len(words))
    words[at] = chance.choice(other.caption.split())
    return replace(
        first, id=f"grown-{number}", names=(ListedName(" ".join(words)),), birth_dates=other.birth_dates
    )


def _f1(rows: Sequence[tuple[bool, bool]]) -> float:
    hits = sum(alert and match for alert, match in rows)
    return 2 * hits / (2 * hits + sum(alert != match for alert, match in rows))


def _share(hits: Sequence[bool]) -> float:
    return sum(hits) / len(hits)


def _figure(name: str, unit: str, target: str, run: Callable[[], float]) -> Figure:
    rounds = 1 if unit in ("share", "MB") else ROUNDS
    return {"name": name, "unit": unit, "target": target, "values": [run() for _ in range(rounds)]}


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


_HALVES = ("tuned", "other")
_NAME_ONLY = ("name only", {"recall": ">= 0.90", "false alerts": "<= 0.02"})
_WITH_BIRTH_AND_COUNTRY = ("with birth date and country", {"recall": ">= 0.93", "false alerts": "<= 0.01"})

if __name__ == "__main__":
    for figure in measure_growth(int(sys.argv[1])) if len(sys.argv) > 1 else measure():
        shown = ", ".join(f"{value:.3f}" for value in figure["values"])
        print(f"{figure['name']:<80} {shown} {figure['unit']} ({figure['target']})", flush=True)  # noqa: T201 - what a measure is for
