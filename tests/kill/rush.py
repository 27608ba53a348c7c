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
from collections.abc import Sequence
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
INSTANT = 0.02  # seconds, within which a kill falls after the acknowledgement that brings it about


@dataclass
class RushTally:
    """What was done to the web process, and what was found."""

    kills: int = 0
    kills_that_cut: int = 0  # fell while forms were still on their way
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
        enough = len(acknowledged) + chance.randrange(1, max(2, len(waiting) - SUBMITTERS))
        with served(home) as (port, child):
            killer = _Killer(child, chance)
            _submit(port, waiting, _Acknowledgements(acknowledged, killer, enough))
        tally.kills += killer.has_killed
        cut = [made[number][0] for number, _ in waiting if number not in acknowledged]
        tally.kills_that_cut += bool(cut)
        tally.kept_unacknowledged += sum(_is_kept(desk, one) for one in cut)
        tally.lost += [one.receipt for one in _found_missing(desk, made, acknowledged)]
    with served(home) as (port, _):
        _submit(port, _waiting(made, acknowledged), _Acknowledgements(acknowledged))
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


def _submit(port: int, waiting: list[tuple[int, bytes]], acknowledged: "_Acknowledgements") -> None:
    """Several submitters send their forms until the server is gone; what it acknowledged is noted."""
    threads = [
        threading.Thread(target=_send, args=(port, waiting[place::SUBMITTERS], acknowledged))
        for place in range(SUBMITTERS)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _send(port: int, waiting: list[tuple[int, bytes]], acknowledged: "_Acknowledgements") -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=240)
    try:
        for number, body in waiting:
            if post(connection, body):
                acknowledged.note(number)
    except (OSError, http.client.HTTPException):
        pass  # killed: what was not acknowledged is sent again to the next
    finally:
        connection.close()


class _Killer:
    """Kills a server at an instant soon after it is asked to."""

    def __init__(self, child: "subprocess.Popen[bytes]", chance: random.Random) -> None:
        self._child = child
        self._chance = chance
        self.has_killed = False

    def kill(self) -> None:
        time.sleep(self._chance.uniform(0, INSTANT))
        os.kill(self._child.pid, signal.SIGKILL)
        self.has_killed = True


class _Acknowledgements:
    """Notes whose page has come; when there are enough of them, has the server killed.

    Who has a page meanwhile waits with the note, and so with the next form: each other submitter has one
    page more at most, and forms are left over, however slow or fast the machine.
    """

    def __init__(self, numbers: set[int], killer: _Killer | None = None, enough: int = -1) -> None:
        self._numbers = numbers
        self._killer = killer
        self._enough = enough
        self._noting = threading.Lock()

    def note(self, number: int) -> None:
        with self._noting:
            self._numbers.add(number)
            if self._killer and len(self._numbers) == self._enough:
                self._killer.kill()
