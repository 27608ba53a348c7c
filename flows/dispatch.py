"""Dispatchers that use Prefect. The direct one needs none and stands in ``vetting.usecases.advance``.

The embedded dispatcher starts a Prefect server of its own on the loopback interface, on SQLite in
the home, and runs the flow in this process against it. No work pool, no worker, no outside service.
"""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from flows.environment import apply_environment, quiet_environment
from vetting.domain.errors import EnvironmentFault
from vetting.domain.stages import Step
from vetting.usecases.advance import Advanced

START_SECONDS = 180
STOP_SECONDS = 10
POLL_SECONDS = 0.2


class EmbeddedDispatcher:
    """Advances cases by flow runs in this process, against a server that it starts and stops."""

    def __init__(self, home: Path, on_wait: Callable[[float], None] | None = None) -> None:
        self._home = home
        self._on_wait = on_wait or (lambda _: None)
        self._port = _free_port()
        self._environment = quiet_environment(home, f"http://127.0.0.1:{self._port}/api")
        self._server: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        """Start the server and wait until it answers."""
        apply_environment(self._environment)
        self._server = self._start()
        try:
            self._wait_until_ready(self._server)
        except BaseException:
            self._stop()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop the server."""
        self._stop()

    def advance(self, case: str) -> Advanced:
        """Advance a case by one flow run."""
        from flows.vet_partnership import vet_partnership  # noqa: PLC0415 - slow, and after the environment

        done = asyncio.run(vet_partnership(case))
        if done == ["busy"]:
            return Advanced(case, busy=True)
        return Advanced(case, tuple(Step(name) for name in done))

    def _start(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "prefect", "server", "start"]
        with (self._home / "prefect" / "server.log").open("ab") as log:
            return self._spawn(command, log)

    def _spawn(self, command: list[str], log: BinaryIO) -> subprocess.Popen[bytes]:
        return subprocess.Popen(  # noqa: S603 - our own interpreter and fixed words
            [*command, "--host", "127.0.0.1", "--port", str(self._port)],
            env=os.environ | self._environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )

    def _wait_until_ready(self, server: subprocess.Popen[bytes]) -> None:
        began = time.monotonic()
        while time.monotonic() - began < START_SECONDS:
            if server.poll() is not None:
                break
            if _answers(self._port):
                return
            self._on_wait(time.monotonic() - began)
            time.sleep(POLL_SECONDS)
        raise EnvironmentFault(
            "Prefect's server did not start. Its log is prefect/server.log in the home; "
            "--engine direct does the same work without it."
        )

    def _stop(self) -> None:
        server, self._server = self._server, None
        if server is None or server.poll() is not None:
            return
        os.killpg(server.pid, signal.SIGTERM)
        try:
            server.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(server.pid, signal.SIGKILL)
            server.wait(STOP_SECONDS)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/health", timeout=2) as answer:
            return bool(answer.status == 200)  # noqa: PLR2004 - HTTP's "OK"
    except (urllib.error.URLError, OSError):
        return False
