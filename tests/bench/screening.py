"""The figures of screening: quality on public lists, time and memory, and the second engine beside the built-in one.

Weights and thresholds were set on the first half of the queries and pairs alone; halves are by the hash of the row.
The lists have some 9,000 parties; ``--grow 200000 1000000`` measures them grown as well (``growth``).
"""

import csv
import io
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from hashlib import sha256
from pathlib import Path

from tests.bench.figures import Figure, Sample, Stopwatch, Unit
from tests.bench.growth import Grown, grow_apart
from tests.bench.weigh import weigh_command
from tests.screening.lists import DATA, load_measured_lists, read_data
from vetting.adapters.engines import ENGINES
from vetting.adapters.name_index import TantivyIndex, publish_index
from vetting.domain.errors import EnvironmentFault
from vetting.screening.match import Screener
from vetting.screening.score import Query, Scorer
from vetting.usecases.screen import Row, read_table, score_pairs, to_query

NOT_CORE = ("p_arab", "x_real")  # letter by letter Arabic, and original scripts: reported apart
TIMED = 300  # queries of one sample of time
SLOW_SHARE = 8  # logic-v2 takes ten times as long: it is measured on one query in so many
VETTING = Path(sys.executable).with_name("vetting")
BOUNDS_OF_SIZE = ((200_000, 8), (1_000_000, 15))  # milliseconds of a query


def figures(sizes: Sequence[int] = ()) -> list[Figure]:
    """The figures on the lists as they are, and on lists grown to each of these sizes."""
    here = _Lists("")
    told = [
        *_quality_of_pairs("builtin"),
        *_quality(here, "builtin", 1),
        *_times(here, 5),
        *_cold_start(here),
    ]
    if "logic-v2" in _engines():
        told += [*_quality_of_pairs("logic-v2"), *_quality(here, "logic-v2", SLOW_SHARE)]
        told.append(_time(here, "logic-v2", None, TIMED // SLOW_SHARE))
    for size in sizes:
        told += _figures_of_size(_Lists(f" among {size:,}", size))
    return told


def _figures_of_size(grown: "_Lists") -> Iterable[Figure]:
    bound = next((most for size, most in BOUNDS_OF_SIZE if grown.size <= size), None)
    yield _count(f"screening: building{grown.among}, processor seconds", lambda: grown.made.cpu_seconds)
    yield _count(f"screening: building{grown.among}, memory", lambda: grown.made.megabytes)
    yield _count(f"screening: index{grown.among} on the disk", lambda: grown.made.on_disk)
    yield from _times(grown, bound)
    yield from _quality(grown, "builtin", 4)
    if "logic-v2" in _engines():
        yield _time(grown, "logic-v2", None, TIMED // SLOW_SHARE)


def _times(lists: "_Lists", bound: float | None) -> Iterable[Figure]:
    yield _time(lists, "builtin", bound, TIMED)
    yield Figure(f"screening: index{lists.among} opened, first query", Unit.SECONDS, lists.open, 3)


def _time(lists: "_Lists", engine: str, bound: float | None, queries: int) -> Figure:
    name = f"screening: a query{lists.among}, {engine}, median"
    return Figure(name, Unit.MILLISECONDS, partial(lists.time_queries, engine, queries), bound)


def _cold_start(lists: "_Lists") -> Iterable[Figure]:
    start = _ColdStart(lists)
    yield Figure("screening: a name on the command line, cold", Unit.SECONDS, start.run, 3)
    yield Figure("screening: the same, memory", Unit.MEGABYTES, start.weigh, 400)


def _quality(lists: "_Lists", engine: str, share: int) -> Iterable[Figure]:
    """Recall of what is listed, and false alerts on what is not; bounds are those of the built-in engine."""
    for name_only, how, least, most in (
        (False, "dates, countries", 0.93, 0.01),
        (True, "name only", 0.90, 0.02),
    ):
        bound = engine == "builtin" and not lists.size
        for half, word in enumerate(_HALVES):
            for what, floor, target in (("recall", True, least), ("false alerts", False, most)):
                yield Figure(
                    f"screening: {what}{lists.among}, {engine}, {how}, {word} half",
                    Unit.SHARE,
                    partial(lists.find_share, engine, share, name_only, what, half),
                    target if bound else None,
                    at_least=floor,
                )


def _quality_of_pairs(engine: str) -> Iterable[Figure]:
    pairs = _Pairs(engine)
    for half, word in enumerate(_HALVES):
        yield Figure(
            f"screening: F1 of labelled pairs, {engine}, {word} half",
            Unit.SHARE,
            partial(pairs.f1, half),
            0.80 if engine == "builtin" else None,
            at_least=True,
        )


def _count(name: str, measure: Callable[[], float]) -> Figure:
    unit = Unit.MEGABYTES if name.endswith(("memory", "disk")) else Unit.SECONDS
    return Figure(name, unit, lambda: _as_sample(measure(), unit))


def _as_sample(value: float, unit: Unit) -> Sample:
    return Sample(value, value) if unit is Unit.SECONDS else Sample(0, 0, round(value))


_KNOWN_ENGINES: dict[str, Scorer] = {}


def _engines() -> dict[str, Scorer]:
    """The engines that are installed, each made once."""
    for name, make in ENGINES.items():
        if name not in _KNOWN_ENGINES:
            try:
                _KNOWN_ENGINES[name] = make()
            except EnvironmentFault as fault:
                sys.stderr.write(f"{fault}\n")
    return _KNOWN_ENGINES


@dataclass
class _Lists:
    """Lists, their index, and the queries with their targets; made when they are first measured."""

    among: str
    size: int = 0
    _hits: dict[tuple[str, bool], dict[tuple[str, int], list[bool]]] = field(default_factory=dict)

    @cached_property
    def place(self) -> Path:
        self._kept = tempfile.TemporaryDirectory(prefix="bench-screening-")
        return Path(self._kept.name)

    @cached_property
    def made(self) -> Grown:
        return grow_apart(self.size, self.place)

    @cached_property
    def folder(self) -> Path:
        return self.made.folder if self.size else publish_index(load_measured_lists(), self.place)

    @cached_property
    def rows(self) -> list[dict[str, str]]:
        rows = read_table(read_data("screen_queries.csv.gz"), "queries", ("name", "ids"))
        return [row for row in rows if not row["kind"].startswith(NOT_CORE)]

    @cached_property
    def index(self) -> TantivyIndex:
        return TantivyIndex(self.folder)

    def open(self) -> Sample:
        """Open the index and answer once, as another index object, so that nothing is remembered."""
        folder, scorer = self.folder, _engines()["builtin"]
        with Stopwatch() as watch:
            Screener(TantivyIndex(folder), scorer).screen(Query("Anna Example"))
        return watch.sample()

    def time_queries(self, engine: str, count: int) -> Sample:
        """The median query of so many, spread over all kinds."""
        screener = Screener(self.index, _engines()[engine])
        queries = [to_query(row) for row in self.rows[:: max(1, len(self.rows) // count)]]
        screener.screen(queries[0])
        taken = sorted((_time_one(screener, query) for query in queries), key=lambda one: one.cpu)
        return taken[len(taken) // 2]

    def find_share(self, engine: str, share: int, name_only: bool, what: str, half: int) -> Sample:  # noqa: FBT001 - a column of a table
        """How many of the queries of one sort alert as they should, or should not."""
        hits = self._find_hits(engine, share, name_only=name_only)[what, half]
        return Sample(0, 0, sum(hits), len(hits))

    def _find_hits(self, engine: str, share: int, *, name_only: bool) -> dict[tuple[str, int], list[bool]]:
        if (engine, name_only) not in self._hits:
            screener = Screener(self.index, _engines()[engine])
            found: dict[tuple[str, int], list[bool]] = {}
            for row in self.rows[::share]:
                what = "recall" if row["ids"] else "false alerts"
                sort = (what, half_of(row["name"] + row["kind"]))
                found.setdefault(sort, []).append(_alerts(screener, row, name_only=name_only))
            self._hits[engine, name_only] = found
        return self._hits[engine, name_only]


def _time_one(screener: Screener, query: Query) -> Sample:
    with Stopwatch() as watch:
        screener.screen(query)
    return watch.sample()


def _alerts(screener: Screener, row: Row, *, name_only: bool) -> bool:
    """Whether the party itself comes up; for a stranger, whether anybody of the lists as they are does.

    Grown parties are mixed from listed names; that a stranger is called like one of them is no false alert.
    """
    result = screener.screen(to_query(row, name_only=name_only))
    alerts = {match.candidate.entity_id for match in result.matches if match.alert}
    if row["ids"]:
        return row["ids"] in alerts
    return any(not ident.startswith("grown-") for ident in alerts)


@dataclass
class _Pairs:
    """The labelled pairs of names under one engine."""

    engine: str

    @cached_property
    def rows(self) -> list[dict[str, str]]:
        text = score_pairs(read_data("name_pairs.csv.gz"), "pairs", _engines()[self.engine])
        return list(csv.DictReader(io.StringIO(text)))

    def f1(self, half: int) -> Sample:
        """Twice the pairs rightly found, of those and of all that were labelled or found."""
        rows = [row for row in self.rows if half_of(row["name1"] + row["name2"]) == half]
        hits = sum(row["alert"] == row["is_match"] == "true" for row in rows)
        return Sample(0, 0, 2 * hits, 2 * hits + sum(row["alert"] != row["is_match"] for row in rows))


@dataclass
class _ColdStart:
    """``vetting screen NAME`` in a home that holds the lists."""

    lists: _Lists
    megabytes: int = 0

    @cached_property
    def home(self) -> Path:
        home = self.lists.place / "home"
        for name in ("ofac_sdn_2021-07.csv", "ofac_alt_2021-07.csv", "ofac_add_2021-07.csv"):
            (self.lists.place / name).write_bytes(read_data(f"{name}.gz"))
        files = [*self.lists.place.glob("ofac_*.csv"), *DATA.glob("un_sc_*.xml")]
        words: list[str | Path] = [VETTING, "lists", "load", *files, "--dated", "2021-07-01", "--home", home]
        subprocess.run(words, check=True, capture_output=True)
        return home

    def run(self) -> Sample:
        """From a cold process; the lists are old, so that the command ends with 1."""
        sample, self.megabytes = weigh_command(VETTING, "screen", "Anna Example", "--home", self.home)
        return sample

    def weigh(self) -> Sample:
        """The most memory that the last run held."""
        if not self.megabytes:
            self.run()
        return Sample(0, 0, self.megabytes)


def half_of(text: str) -> int:
    """Which half a row belongs to, by the hash of its text."""
    return int(sha256(text.encode()).hexdigest(), 16) % 2


_HALVES = ("tuned", "other")
