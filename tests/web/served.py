"""The public pages in a process of their own, and submitters who hurry: for the bench and the kills.

``python -m tests.web.served HOME PORT`` serves a home until it is killed.
"""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from tests.usecases.consulting import open_round, set_up_keys
from tests.usecases.desks import REPOSITORY, Scene
from vetting.adapters.addresses import free_port
from vetting.adapters.clock import SystemClock
from vetting.bootstrap import open_desk
from vetting.domain.receipts import to_groups
from vetting.settings import Settings
from vetting.usecases.desk import Desk
from vetting.usecases.lodging import Begun, begin
from vetting.web.app import create_app
from vetting.web.frame.tokens import FormTokens
from vetting.web.frame.visitors import NOBODY
from vetting.web.settings import WebSettings

SECRET = b"the secret of a served home"
PATH = "/en/cases/meridian/take-part"
STARTED_WITHIN = 240


class Quiet:
    """A waker that wakes nothing."""

    def wake(self, case: str) -> None:
        """Nothing advances here."""


def a_served_home(home: Path) -> Desk:
    """A home with an open round and the keys that it seals to."""
    scene = Scene(open_desk(Settings(home), SystemClock()))
    scene.opened()
    set_up_keys(scene)
    open_round(scene)
    return scene.desk


def fields_of(begun: Begun, text: str, mode: str = "anonymous") -> dict[str, str]:
    """The last form of taking part, as a browser sends it."""
    groups = to_groups(begun.receipt)
    return {
        "token": FormTokens(SECRET).issue(f"public|{NOBODY.binding}", SystemClock().now()),
        "round": str(begun.round),
        "begun_at": str(begun.begun_at),
        "receipt": begun.receipt,
        "stamp": begun.stamp,
        "step": "send",
        "mode": mode,
        "text-Q1": text,
        "group-2": groups[1],
        "group-5": groups[4],
    }


def some_forms(desk: Desk, number: int, size: int = 2000) -> list[tuple[Begun, bytes]]:
    """So many filled-in forms, each with a receipt of its own."""
    begun = [begin(desk, "meridian") for _ in range(number)]
    return [
        (one, urlencode(fields_of(one, f"{place} " + "x" * size)).encode()) for place, one in enumerate(begun)
    ]


@contextmanager
def served(home: Path) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """The pages of a home on a port; the process is killed at the end, if it lives."""
    port = free_port()
    command = [sys.executable, "-m", "tests.web.served", str(home), str(port)]
    child = subprocess.Popen(command, cwd=REPOSITORY, stderr=subprocess.DEVNULL)
    try:
        _await(port, child)
        yield port, child
    finally:
        child.kill()
        child.wait()


def post(connection: http.client.HTTPConnection, body: bytes) -> bool:
    """Whether the form was acknowledged."""
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", PATH, body, headers)
    answer = connection.getresponse()
    page = answer.read()
    return answer.status == http.HTTPStatus.OK and b"govuk-panel--confirmation" in page


def cpu_seconds(pid: int) -> float:
    """The processor time that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _await(port: int, child: "subprocess.Popen[bytes]") -> None:
    """Until the pages answer."""
    until = time.monotonic() + STARTED_WITHIN
    while time.monotonic() < until and child.poll() is None:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            time.sleep(0.05)
    raise AssertionError("The pages did not start.")


def main() -> None:
    """Serve a home."""
    import uvicorn  # noqa: PLC0415 - only the child needs it

    home, port = Path(sys.argv[1]), int(sys.argv[2])
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    desk = open_desk(Settings(home), SystemClock())
    app = create_app(desk, Quiet(), WebSettings(secret=SECRET))
    uvicorn.run(app, host="127.0.0.1", port=port, log_config=None, access_log=False, lifespan="off")


if __name__ == "__main__":
    main()
