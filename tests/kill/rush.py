"""Kills the web process again and again while people submit, and lets each of them send again.

- A form counts as acknowledged once its page with the receipt has come. After each kill, what was acknowledged
  must be found with its receipt.
- Who got no page sends the same form again to the next process, whether or not the last one had kept it.
- In the end each form is kept once, and the log verifies.
"""

import http.client
import os
import random
import signal
import subprocess
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.web.served import a_served_home, post, served, some_forms
from vetting.domain.consultation import SubmissionFields
from vetting.domain.errors import Refused
from vetting.usecases.desk import Desk
from vetting.usecases.lodging import Begun
from vetting.usecases.looking_up import find_lodged
from vetting.usecases.verifying import verify_log

SUBMITTERS = 6
LONGEST_WAIT = 10  # seconds until a kill, however slow the machine
INSTANT = 0.02  # seconds, within which a kill falls after the acknowledgement that it waits for


@dataclass
class RushTally:
    """What was done to the web process, and what was found."""

    kills: int = 0
    kills_that_cut: int = 0  # fell while somebody waited for a page
    acknowledged: int = 0
    kept_unacknowledged: int = 0  # the page was cut off, the submission was not
    lost: list[str] = field(default_factory=list)
    doubled: int = 0
    faults_of_the_log: int = 0

    @property
    def is_clean(self) -> bool:
        """Whether nothing was lost or doubled."""
        return not (self.lost or self.doubled or self.faults_of_the_log)


def kill_the_web(home: Path, forms: int, kills: int, seed: int = 0) -> RushTally:
    """Let so many forms be sent to a web process that is killed so many times."""
    desk, chance = a_served_home(home), random.Random(seed)  # noqa: S311 - instants, no secrets
    made, tally = some_forms(desk, forms, size=200), RushTally()
    acknowledged: set[int] = set()
    for kill in range(kills):
        waiting = _waiting(made[: forms * (kill + 1) // kills], acknowledged)
        enough = len(acknowledged) + chance.randrange(len(waiting) or 1)
        with served(home) as (port, child), _killed_after(child, acknowledged, enough, chance):
            _submit(port, waiting, acknowledged)
        tally.kills += 1
        cut = [made[number][0] for number, _ in waiting if number not in acknowledged]
        tally.kills_that_cut += bool(cut)
        tally.kept_unacknowledged += sum(_is_kept(desk, one) for one in cut)
        tally.lost += [one.receipt for one in _found_missing(desk, made, acknowledged)]
    with served(home) as (port, _):
        _submit(port, _waiting(made, acknowledged), acknowledged)
    return _count(desk, made, acknowledged, tally)


def _count(desk: Desk, made: Sequence[tuple[Begun, bytes]], done: set[int], tally: RushTally) -> RushTally:
    tally.acknowledged = len(done)
    tally.lost += [one.receipt for one in _found_missing(desk, made, done)]
    with desk.read() as work:
        tally.doubled = work.count(SubmissionFields, "meridian") - len(done)
    tally.faults_of_the_log = len(verify_log(desk).faults)
    return tally


def _waiting(made: Sequence[tuple[Begun, bytes]], done: set[int]) -> list[tuple[int, bytes]]:
    return [(number, body) for number, (_, body) in enumerate(made) if number not in done]


def _found_missing(desk: Desk, made: Sequence[tuple[Begun, bytes]], done: set[int]) -> list[Begun]:
    return [made[number][0] for number in sorted(done) if not _is_kept(desk, made[number][0])]


def _is_kept(desk: Desk, begun: Begun) -> bool:
    try:
        find_lodged(desk, begun.receipt)
    except Refused:
        return False
    return True


def _submit(port: int, waiting: list[tuple[int, bytes]], acknowledged: set[int]) -> None:
    """Several submitters send their forms until the server is gone; what it acknowledged is noted."""
    threads = [
        threading.Thread(target=_send, args=(port, waiting[place::SUBMITTERS], acknowledged))
        for place in range(SUBMITTERS)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _send(port: int, waiting: list[tuple[int, bytes]], acknowledged: set[int]) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        for number, body in waiting:
            if post(connection, body):
                acknowledged.add(number)
    except (OSError, http.client.HTTPException):
        pass  # killed: what was not acknowledged is sent again to the next
    finally:
        connection.close()


@contextmanager
def _killed_after(
    child: "subprocess.Popen[bytes]", acknowledged: set[int], enough: int, chance: random.Random
) -> Iterator[None]:
    """The server is killed at an instant after so many acknowledgements, while others wait for theirs."""

    def kill() -> None:
        until = time.monotonic() + LONGEST_WAIT
        while len(acknowledged) < enough and time.monotonic() < until:
            time.sleep(0.001)
        time.sleep(chance.uniform(0, INSTANT))
        os.kill(child.pid, signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    yield
    killer.join()
