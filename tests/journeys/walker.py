"""A process that walks a case file in a home, and can be made to die at any commit.

It reads one job a line (JSON) and forks for each, so that the imports are paid once. The product knows
nothing of it: the hook stands here alone.
"""

import json
import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from vetting.adapters.packs import find
from vetting.adapters.store import SqlWork
from vetting.bootstrap import open_desk
from vetting.settings import Settings
from vetting.usecases.advance import DirectDispatcher
from vetting.usecases.casefile.read import read_case_file
from vetting.usecases.walk import walk_case_file


def main() -> None:
    """Do each job of standard input in a process of its own and say how it ended."""
    for line in sys.stdin:
        job = json.loads(line)
        if job.get("warm"):
            read_case_file(Path(job["case_file"]), find)  # the pack is read once, before the forks
            say({"ended": 0})
            continue
        child = os.fork()
        if child == 0:
            os._exit(_walk(job))
        say({"ended": _wait(child, job)})


def say(answer: dict[str, Any]) -> None:
    """One answer a line."""
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


def _walk(job: dict[str, Any]) -> int:
    """Walk to the end, dying before the commit that the job names."""
    commits = _count_commits(job.get("die_before"))
    desk = open_desk(Settings(Path(job["home"])))
    walk_case_file(desk, DirectDispatcher(desk), read_case_file(Path(job["case_file"]), find))
    if "count_to" in job:
        Path(job["count_to"]).write_text(str(commits()))
    return 0


def _count_commits(die_before: int | None) -> Callable[[], int]:
    """Count commits; before the one of this number the process dies."""
    commit = SqlWork.commit
    done = 0

    def counted(self: SqlWork) -> None:
        nonlocal done
        done += 1
        if done == die_before:
            os.kill(os.getpid(), signal.SIGKILL)
        commit(self)

    SqlWork.commit = counted  # type: ignore[method-assign]
    return lambda: done


def _wait(child: int, job: dict[str, Any]) -> int:
    """Wait for a child, or kill it after as long as the job says; its status."""
    if "die_after" in job:
        time.sleep(job["die_after"])
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


if __name__ == "__main__":
    main()
