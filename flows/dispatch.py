"""Dispatchers that use Prefect. The direct one needs none and stands in ``vetting.usecases.advance``.

The embedded dispatcher starts a Prefect server of its own on the loopback interface, on SQLite in
the home, and runs the flow in this process against it. No work pool, no worker, no outside service.
The server ends with this process, however this process ends.
"""

import asyncio
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

from flows.environment import apply_environment, quiet_environment
from vetting.adapters.addresses import answers, free_port
from vetting.adapters.children import Child, start_child
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
        self._port = free_port()
        self._api = f"http://127.0.0.1:{self._port}/api"
        self._environment = quiet_environment(home, self._api)
        self._server: Child | None = None

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
        return asyncio.run(advance_by_flow(case))

    def _start(self) -> Child:
        with (self._home / "prefect" / "server.log").open("ab") as log:
            return start_child(server_command(self._port), environment=self._environment, output=log)

    def _wait_until_ready(self, server: Child) -> None:
        began = time.monotonic()
        while time.monotonic() - began < START_SECONDS:
            if server.poll() is not None:
                break
            if answers(f"{self._api}/health"):
                return
            self._on_wait(time.monotonic() - began)
            time.sleep(POLL_SECONDS)
        raise EnvironmentFault(
            "Prefect's server did not start. Its log is prefect/server.log in the home; "
            "--engine direct does the same work without it."
        )

    def _stop(self) -> None:
        server, self._server = self._server, None
        if server is not None:
            server.stop(STOP_SECONDS)


def server_command(port: int) -> list[str]:
    """The command of a Prefect server for this machine alone."""
    program = [sys.executable, "-m", "prefect", "server", "start"]
    return [*program, "--host", "127.0.0.1", "--port", str(port)]


async def advance_by_flow(case: str) -> Advanced:
    """Advance a case by one flow run in this process; the environment names the server."""
    from flows.vet_partnership import vet_partnership  # noqa: PLC0415 - slow, and after the environment

    done = await vet_partnership(case)
    if done == ["busy"]:
        return Advanced(case, busy=True)
    return Advanced(case, tuple(Step(name) for name in done))
