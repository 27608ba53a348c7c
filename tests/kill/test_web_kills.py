"""Kills of the web process while people submit: none acknowledged is lost, none sent again is doubled."""

import http.client
import os
import random
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.web.served import a_served_home, post, served, some_forms
from vetting.domain.consultation import SubmissionFields
from vetting.usecases.looking_up import find_lodged

pytestmark = pytest.mark.slow
FORMS, KILLS, SUBMITTERS = 1000, 30, 6


def test_a_thousand_acknowledged_submissions_survive_thirty_kills_once_each(tmp_path: Path) -> None:
    desk = a_served_home(tmp_path)
    forms = some_forms(desk, FORMS, size=200)
    acknowledged: set[int] = set()
    for kill in range(KILLS):
        share = FORMS * (kill + 1) // KILLS
        with served(tmp_path) as (port, child), killed_meanwhile(child, random.Random(kill)):  # noqa: S311 - instants, no secrets
            submit(port, [(n, forms[n][1]) for n in range(share) if n not in acknowledged], acknowledged)
    with served(tmp_path) as (port, _):
        submit(port, [(n, forms[n][1]) for n in range(FORMS) if n not in acknowledged], acknowledged)
    found = {find_lodged(desk, begun.receipt).submission.id for begun, _ in forms}
    with desk.read() as work:
        kept = work.count(SubmissionFields, "meridian")
    assert (len(acknowledged), len(found), kept) == (FORMS, FORMS, FORMS)


def submit(port: int, waiting: list[tuple[int, bytes]], acknowledged: set[int]) -> None:
    """Several submitters send their forms until the server is gone; what it acknowledged is noted."""
    threads = [
        threading.Thread(target=_send, args=(port, waiting[place::SUBMITTERS], acknowledged))
        for place in range(SUBMITTERS)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@contextmanager
def killed_meanwhile(child: "subprocess.Popen[bytes]", chance: random.Random) -> Iterator[None]:
    """The server is killed at an instant that nobody chose."""

    def kill() -> None:
        time.sleep(chance.uniform(0.05, 0.6))
        os.kill(child.pid, signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    yield
    killer.join()


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
