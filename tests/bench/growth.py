"""Lists grown to a size that no office has yet: ``python -m tests.bench.growth SIZE FOLDER`` writes their index.

A process of its own, so that what making takes and what searching takes are told apart. Names are crossed: the
beginning of one listed name with the end of another of the same kind; birth dates and countries come from either.
"""

import json
import random
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from tests.screening.lists import load_measured_lists
from vetting.adapters.name_index import publish_index
from vetting.screening.entities import Entity, Kind, ListedName
from vetting.screening.lists import LoadedList

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Grown:
    """An index of grown lists, and what making it took."""

    folder: Path
    cpu_seconds: float
    megabytes: float
    on_disk: float


def grow_apart(size: int, place: Path) -> Grown:
    """Make the index in a process of its own."""
    words = [sys.executable, "-m", "tests.bench.growth", str(size), str(place)]
    told = json.loads(subprocess.run(words, check=True, capture_output=True, cwd=ROOT).stdout)
    return Grown(Path(told["folder"]), told["cpu_seconds"], told["megabytes"], told["on_disk"])


def grow(lists: Sequence[LoadedList], size: int) -> list[LoadedList]:
    """The lists, with as many crossed parties beside them as are missing."""
    known = [entity for one in lists for entity in one.entities]
    chance = random.Random(20260227)  # noqa: S311 - names for a measure, no secret
    kinds = {kind: [entity for entity in known if entity.kind is kind] for kind in Kind}
    more = tuple(_cross(chance, kinds, chance.choice(known), at) for at in range(max(0, size - len(known))))
    manifest = replace(lists[0].manifest, source="grown", sha256=sha256(str(size).encode()).hexdigest())
    return [*lists, LoadedList(more, replace(manifest, entities=len(more)))]


def _cross(chance: random.Random, kinds: dict[Kind, list[Entity]], one: Entity, number: int) -> Entity:
    other = chance.choice(kinds[one.kind])
    begin, end = (chance.choice(entity.names).text.split() for entity in (one, other))
    words = [*begin[: (len(begin) + 1) // 2], *end[len(end) // 2 :]]
    births = chance.choice((one, other)).birth_dates
    return replace(
        one, id=f"grown-{number}", names=(ListedName(" ".join(words)),), birth_dates=births, details={}
    )


def _most_megabytes() -> float:
    """The most memory of this program; the usage that the kernel counts begins with that of who started it."""
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    told = next((line.split()[1] for line in lines if line.startswith("VmHWM")), None)
    return float(told or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss) / 1024


def _main(size: int, place: Path) -> None:
    lists = grow(load_measured_lists(), size)
    began = time.process_time()
    folder = publish_index(lists, place)
    told = {
        "folder": str(folder),
        "cpu_seconds": time.process_time() - began,
        "megabytes": _most_megabytes(),
        "on_disk": sum(file.stat().st_size for file in folder.iterdir()) / 1024 / 1024,
    }
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    _main(int(sys.argv[1]), Path(sys.argv[2]))
