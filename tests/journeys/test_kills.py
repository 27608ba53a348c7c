"""A walk may be killed at any instruction: started again it comes to the same record, log and checkpoints.

Nothing is done twice: the leaves are compared one by one with those of a walk that nothing disturbed.
"""

import json
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.usecases.desks import REPOSITORY, SMALL_PACK, a_desk
from vetting.usecases.desk import Desk
from vetting.usecases.verifying import verify_log

pytestmark = [pytest.mark.slow, pytest.mark.no_cover]

KILLED = -9
INSTANTS = 8
RESTARTS = 2


@dataclass
class Walker:
    """The process that walks, and dies on demand."""

    process: subprocess.Popen[str]

    def run(self, home: Path, case_file: Path, **job: Any) -> int:
        """Walk in a home; how the walking process ended."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps({"home": str(home), "case_file": str(case_file), **job}) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        assert answer, "the walker died"
        return int(json.loads(answer)["ended"])


@dataclass(frozen=True)
class Kept:
    """All that a walk leaves: the log, what opens it, its checkpoints, and the records, byte for byte."""

    leaves: list[bytes]
    openings: list[bytes]
    checkpoints: list[str]
    records: list[str]


def kept_in(desk: Desk, case: str) -> Kept:
    with desk.read() as work:
        return Kept(
            leaves=list(work.leaves()),
            openings=list(work.list_openings()),
            checkpoints=list(work.list_checkpoints()),
            records=[one.content for one in work.list_records(case)],
        )


@pytest.fixture(scope="module")
def walker() -> Iterator[Walker]:
    command = [sys.executable, "-m", "tests.journeys.walker"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, cwd=REPOSITORY) as process:
        yield Walker(process)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with its keys, before any case."""
    home = tmp_path_factory.mktemp("prepared") / "home"
    a_desk(home)
    return home


def write_small_case(folder: Path) -> Path:
    text = (REPOSITORY / "tests" / "fakes" / "meridian.yaml").read_text()
    (folder / "plan.txt").write_text("Work plan 2026, item 4: public dialogue.\n")
    case_file = folder / "meridian.yaml"
    case_file.write_text(text.replace("SMALL_PACK", str(SMALL_PACK)))
    return case_file


@dataclass(frozen=True)
class Undisturbed:
    """A case file, and what a walk of it leaves that nothing disturbs."""

    case_file: Path
    case: str
    kept: Kept
    commits: int
    seconds: float


def walk_undisturbed(walker: Walker, prepared: Path, folder: Path, case_file: Path) -> Undisturbed:
    home = folder / "undisturbed"
    shutil.copytree(prepared, home)
    walker.run(home, case_file, warm=True)
    began = time.monotonic()
    assert walker.run(home, case_file, count_to=str(folder / "commits")) == 0
    seconds = time.monotonic() - began
    case = case_file.stem
    return Undisturbed(
        case_file, case, kept_in(a_desk(home), case), int((folder / "commits").read_text()), seconds
    )


@pytest.fixture(scope="module")
def small(walker: Walker, prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Undisturbed:
    folder = tmp_path_factory.mktemp("small")
    return walk_undisturbed(walker, prepared, folder, write_small_case(folder))


@pytest.fixture(scope="module")
def real(walker: Walker, prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Undisturbed:
    folder = tmp_path_factory.mktemp("real")
    case_file = REPOSITORY / "examples" / "un75-tencent-2020-04-21.yaml"
    return walk_undisturbed(walker, prepared, folder, case_file)


def assert_same_in_the_end(walker: Walker, home: Path, wanted: Undisturbed) -> None:
    """Start again until the walk is done; then everything is as if nothing had happened."""
    assert walker.run(home, wanted.case_file) == 0
    desk = a_desk(home)
    found = kept_in(desk, wanted.case)
    assert found == wanted.kept
    shutil.rmtree(home)


def test_the_small_case_passes_every_kind_of_act_and_its_log_verifies(
    walker: Walker, prepared: Path, small: Undisturbed, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    shutil.copytree(prepared, home)
    assert walker.run(home, small.case_file) == 0
    desk = a_desk(home)
    with desk.read() as work:
        events = {line.event for line in work.log_lines(small.case)}
    assert events == {
        "CaseOpened", "PersonAssigned", "InterestDeclared", "PartyNamed", "EvidenceFiled", "QuestionAnswered",
        "CaseEvaluated", "StageEvaluated", "CaseMoved", "LetterSent", "SubmissionReceived", "PointExtracted",
        "PointDisposed", "ReplyRecorded", "CaseDecided", "RecordIssued",
    }  # fmt: skip
    assert verify_log(desk).faults == ()
    assert kept_in(desk, small.case) == small.kept


def test_a_walk_that_is_done_does_nothing_when_it_is_started_again(
    walker: Walker, prepared: Path, small: Undisturbed, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    shutil.copytree(prepared, home)
    for _ in range(2):
        assert walker.run(home, small.case_file) == 0
    assert kept_in(a_desk(home), small.case) == small.kept


def test_a_walk_killed_before_any_of_its_commits_comes_to_the_same_end(
    walker: Walker, prepared: Path, small: Undisturbed, tmp_path: Path
) -> None:
    assert small.commits > 20
    for number in range(1, small.commits + 1):
        home = tmp_path / f"killed-{number}"
        shutil.copytree(prepared, home)
        assert walker.run(home, small.case_file, die_before=number) == KILLED
        assert_same_in_the_end(walker, home, small)


def test_a_walk_killed_at_random_instants_comes_to_the_same_end(
    walker: Walker, prepared: Path, small: Undisturbed, tmp_path: Path
) -> None:
    chance = random.Random(2020)  # noqa: S311 - no secret
    for number in range(INSTANTS):
        home = tmp_path / f"killed-{number}"
        shutil.copytree(prepared, home)
        for _ in range(chance.randint(1, RESTARTS)):
            walker.run(home, small.case_file, die_after=chance.uniform(0, small.seconds))
        assert_same_in_the_end(walker, home, small)


def test_a_real_case_killed_on_its_way_comes_to_the_same_end(
    walker: Walker, prepared: Path, real: Undisturbed, tmp_path: Path
) -> None:
    chance = random.Random(75)  # noqa: S311 - no secret
    home = tmp_path / "home"
    shutil.copytree(prepared, home)
    for number in sorted(chance.sample(range(2, real.commits), 3)):
        walker.run(home, real.case_file, die_before=number)
        walker.run(home, real.case_file, die_after=chance.uniform(0, real.seconds))
    assert_same_in_the_end(walker, home, real)
