"""A process that walks case files, says which acts it has acknowledged, and can be killed at any instant.

It reads one job a line (JSON) and forks for each, so that the imports are paid once. An act is acknowledged
when its commit has returned: its id is then written to a file, as an office would hand out a receipt.
"""

import json
import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

from sqlmodel import SQLModel

from vetting.adapters.packs import find
from vetting.adapters.store import SqlWork
from vetting.bootstrap import open_desk
from vetting.domain.events import Event
from vetting.settings import Settings
from vetting.usecases.advance import DirectDispatcher
from vetting.usecases.casefile.read import read_case_file
from vetting.usecases.kept import Act
from vetting.usecases.walk import walk_case_file


def main() -> None:
    """Do each job of standard input in a process of its own and say how it ended."""
    for line in sys.stdin:
        job = json.loads(line)
        read_case_file(Path(job["case_file"]), find)  # the pack is read once, before the forks
        began = time.monotonic()
        child = os.fork()
        if child == 0:
            walk(job)
            os._exit(0)
        ended = _wait(child, job.get("die_after"))
        answer = {"ended": ended, "seconds": time.monotonic() - began}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


def walk(job: dict[str, Any]) -> None:
    """Walk the case file of a job to its end, acknowledging every act that is committed."""
    _acknowledge_to(job["acknowledged"])
    desk = open_desk(Settings(Path(job["home"]), job["database"]))
    walk_case_file(desk, DirectDispatcher(desk), read_case_file(Path(job["case_file"]), find))


def _acknowledge_to(path: str) -> None:
    """Write the ids of acts to a file, each time after the commit that holds them."""
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    pending: list[str] = []
    keep, commit = SqlWork.keep, SqlWork.commit

    def noting(self: SqlWork, act: Act, event: Event, *items: SQLModel) -> int:
        index = keep(self, act, event, *items)
        pending.append(act.id)
        return index

    def acknowledging(self: SqlWork) -> None:
        commit(self)
        if pending:
            os.write(file, ("\t".join(pending) + "\n").encode())  # a line for each commit
            pending.clear()

    SqlWork.keep, SqlWork.commit = noting, acknowledging  # type: ignore[method-assign]


def _wait(child: int, die_after: float | None) -> int:
    """Wait for a child, or kill it after so many seconds; its status, as a process tells it."""
    if die_after is not None:
        time.sleep(die_after)
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        walk(json.loads(sys.argv[1]))
    else:
        main()
