"""Kills walks at random instants, starts them again, and compares what they leave with an undisturbed walk.

- After each kill, every act that was acknowledged is in the log.
- A home that was killed, some times over, is then let run to its end: its log, openings, checkpoints and
  records are those of a walk that nothing disturbed, byte for byte, and its log verifies.
"""

import json
import random
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.kill.homes import Home, Homes, desk_in
from vetting.usecases.desk import Desk
from vetting.usecases.verifying import verify_log

REPOSITORY = Path(__file__).resolve().parents[2]
KILLED = -9
LIVES = 8  # kills in one home; lives are so short that most of them fall before the walk's end


@dataclass(frozen=True)
class Kept:
    """All that a walk leaves in the database that can be compared byte for byte."""

    leaves: list[bytes]
    openings: list[bytes]
    checkpoints: list[str]
    records: list[str]


@dataclass
class Tally:
    """What a campaign did and found."""

    database: str
    kills: int = 0
    homes: int = 0
    acknowledged: int = 0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    unverified: list[str] = field(default_factory=list)
    differing: list[str] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        """Whether nothing was lost, doubled or changed."""
        return not (self.lost or self.doubled or self.unverified or self.differing)


class Walker:
    """The process in which walks live and die."""

    def __enter__(self) -> Self:
        command = [sys.executable, "-m", "tests.kill.child"]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=REPOSITORY
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.communicate()

    def walk(self, home: Home, case_file: Path, die_after: float | None = None) -> dict[str, Any]:
        """Walk in a home; how it ended and how long it took."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        job = job_for(home, case_file) | {"die_after": die_after}
        self._process.stdin.write(json.dumps(job) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        assert answer, "the process that walks has died"
        return dict(json.loads(answer))


def job_for(home: Home, case_file: Path) -> dict[str, Any]:
    """What the child is told."""
    return {
        "home": str(home.folder),
        "database": home.database,
        "case_file": str(case_file),
        "acknowledged": str(home.acknowledged),
    }


class Campaign:
    """Kills on one database, in the walks of some case files."""

    def __init__(self, walker: Walker, homes: Homes, case_files: Sequence[Path], seed: int) -> None:
        self._walker = walker
        self._homes = homes
        self._case_files = case_files
        self._chance = random.Random(seed)  # noqa: S311 - no secret
        self._tally = Tally(homes.name)
        self._undisturbed: dict[Path, tuple[Kept, float]] = {}

    def kill(self, times: int) -> Tally:
        """Kill so many times; what was found."""
        while self._tally.kills < times:
            case_file = self._case_files[self._tally.homes % len(self._case_files)]
            self._kill_in_one_home(case_file, min(LIVES, times - self._tally.kills))
        return self._tally

    def undisturbed(self, case_file: Path) -> tuple[Kept, float]:
        """What a walk leaves that nothing disturbs, and its seconds."""
        if case_file not in self._undisturbed:
            home = self._homes.new()
            answer = self._walker.walk(home, case_file)
            assert answer["ended"] == 0
            with desk_in(home) as desk:
                self._undisturbed[case_file] = kept_in(desk, case_file.stem), answer["seconds"]
            self._homes.remove(home)
        return self._undisturbed[case_file]

    def _kill_in_one_home(self, case_file: Path, lives: int) -> None:
        wanted, seconds = self.undisturbed(case_file)
        home = self._homes.new()
        for _ in range(lives):
            answer = self._walker.walk(home, case_file, self._chance.uniform(0, 1.5 * seconds / LIVES))
            self._tally.kills += answer["ended"] == KILLED
            self._note_lost(home)
        assert self._walker.walk(home, case_file)["ended"] == 0
        self._note_lost(home)
        self._compare(home, case_file, wanted)
        self._tally.homes += 1
        self._tally.acknowledged += len(home.read_acknowledged())
        self._homes.remove(home)

    def _note_lost(self, home: Home) -> None:
        with desk_in(home) as desk, desk.read() as work:
            self._tally.lost += [act for act in home.read_acknowledged() if not work.has_act(act)]

    def _compare(self, home: Home, case_file: Path, wanted: Kept) -> None:
        with desk_in(home) as desk:
            found = kept_in(desk, case_file.stem)
            faults = verify_log(desk).faults
        where = f"{case_file.stem} on {self._homes.name}"
        self._tally.doubled += [where] * (len(found.leaves) - len(wanted.leaves))
        self._tally.unverified += [f"{where}: {fault}" for fault in faults]
        if found != wanted:
            self._tally.differing.append(where)


def kept_in(desk: Desk, case: str) -> Kept:
    """Everything that a walk left."""
    with desk.read() as work:
        return Kept(
            leaves=list(work.leaves()),
            openings=list(work.list_openings()),
            checkpoints=list(work.list_checkpoints()),
            records=[one.content for one in work.list_records(case)],
        )
