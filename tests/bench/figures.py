"""What is measured, against which bound, and how rounds are run and told.

Processor seconds decide, since walls differ by machine and hour; the wall is printed beside them.
"""

import gc
import json
import os
import resource
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum
from types import TracebackType
from typing import Any, Self


class Unit(Enum):
    """How a sample becomes a figure."""

    RATE = "/s"
    SECONDS = "s"
    MILLISECONDS = "ms each"
    SHARE = "share"
    MEGABYTES = "MB"


COUNTED = (Unit.SHARE, Unit.MEGABYTES)  # what no clock measures


@dataclass(frozen=True)
class Sample:
    """How much was done, in which processor and wall seconds; for a share, of how many."""

    cpu: float
    wall: float
    done: int = 1
    of: int = 1

    def value(self, unit: Unit, *, wall: bool = False) -> float:
        """The figure in this unit, of processor time or of the wall."""
        if unit in COUNTED:
            return self.done / self.of
        seconds = self.wall if wall else self.cpu
        if unit is Unit.RATE:
            return self.done / seconds
        return seconds * (1000 / self.done if unit is Unit.MILLISECONDS else 1)


class Stopwatch:
    """Measures what happens inside its ``with``, child processes that ended there included."""

    def __enter__(self) -> Self:
        self._cpu, self._wall = _cpu_seconds(), time.perf_counter()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.cpu, self.wall = _cpu_seconds() - self._cpu, time.perf_counter() - self._wall

    def sample(self, done: int = 1) -> Sample:
        """What was measured."""
        return Sample(self.cpu, self.wall, done)


@dataclass(frozen=True)
class Figure:
    """One thing that is measured; without a bound it stands beside another to explain it."""

    name: str
    unit: Unit
    measure: Callable[[], Sample]
    bound: float | None = None
    by_wall: bool = False  # what a person waits for is judged by the wall
    at_least: bool = False  # a rate always is

    @property
    def target(self) -> str:
        """The bound in words."""
        if self.bound is None:
            return "beside"
        return f"at {'least' if self._is_floor else 'most'} {self.bound:g}"

    def is_met(self, found: float) -> bool:
        """Whether a value keeps to the bound."""
        if self.bound is None:
            return True
        return found >= self.bound if self._is_floor else found <= self.bound

    @property
    def _is_floor(self) -> bool:
        return self.at_least or self.unit is Unit.RATE


@dataclass
class Measured:
    """A figure with the samples of its rounds."""

    figure: Figure
    samples: list[Sample] = field(default_factory=list)

    @property
    def is_met(self) -> bool:
        """Whether the median keeps to the bound."""
        return self.figure.is_met(statistics.median(self.values(wall=self.figure.by_wall)))

    def values(self, *, wall: bool = False) -> list[float]:
        """The value of each round."""
        return [sample.value(self.figure.unit, wall=wall) for sample in self.samples]

    def to_json(self) -> dict[str, Any]:
        """Everything about it as one object."""
        return {
            "name": self.figure.name,
            "unit": self.figure.unit.value,
            "target": self.figure.target,
            "judged_by": self._judged_by,
            "met": self.is_met,
            "cpu": _summary(self.values()),
            "wall": _summary(self.values(wall=True)),
        }

    @property
    def _judged_by(self) -> str:
        if self.figure.unit in COUNTED:
            return "count"
        return "wall" if self.figure.by_wall else "cpu"

    def to_line(self) -> str:
        """One line for a terminal."""
        word = "    " if self.figure.bound is None else ("ok  " if self.is_met else "MISS")
        cpu = _told(self.values())
        wall = "" if self.figure.unit in COUNTED else _told(self.values(wall=True))
        return f"{word} {self.figure.name:<66} {self.figure.unit.value:<8} {cpu:>34} {wall:>34}  {self.figure.target}"


def run_rounds(figures: Iterable[Figure], rounds: int, tell: Callable[[str], None]) -> Sequence[Measured]:
    """Measure each figure once a round, so that a slow minute falls on all alike."""
    measured = [Measured(figure) for figure in figures]
    for number in range(1, rounds + 1):
        for one in measured:
            gc.collect()
            gc.freeze()  # what other figures have built is no burden of this one
            one.samples.append(one.figure.measure())
        tell(f"round {number} of {rounds} is done")
    return measured


def in_a_fresh_process(measure: Callable[[], Sample]) -> Sample:
    """The sample of a measure that leaves nothing behind, so that nothing is remembered from round to round."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        sample = measure()
        os.write(writing, json.dumps([sample.cpu, sample.wall, sample.done]).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        told = pipe.read()
    os.waitpid(child, 0)
    return Sample(*json.loads(told))


def _summary(values: Sequence[float]) -> dict[str, Any]:
    return {
        "median": statistics.median(values),
        "least": min(values),
        "most": max(values),
        "rounds": list(values),
    }


def _told(values: Sequence[float]) -> str:
    median, least, most = (f"{one:,.3g}" if one < 1000 else f"{one:,.0f}" for one in (
        statistics.median(values), min(values), max(values)
    ))  # fmt: skip
    return f"{median} ({least} to {most})"


def _cpu_seconds() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime
