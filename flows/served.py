"""The dispatcher of the running system: flow runs while Prefect's server answers, directly while it does not.

Which of the two did a step makes no difference to what is kept. A flow run that fails for want of
the server is no fault: the case is advanced directly, and the server asked again later.
"""

import asyncio
import time
from pathlib import Path

from flows.environment import apply_environment, quiet_environment
from vetting.adapters.addresses import answers
from vetting.adapters.logs import note, note_fault
from vetting.usecases.advance import LEASE_SECONDS, Advanced, DirectDispatcher
from vetting.usecases.desk import Desk

ASK_SECONDS = 2.0
FLOW_SECONDS = LEASE_SECONDS - 60


class ServedDispatcher:
    """Advances by flow runs in this process against a server that something else starts and mends."""

    def __init__(self, desk: Desk, home: Path, api: str) -> None:
        apply_environment(quiet_environment(home, api))
        self._api = api
        self._direct = DirectDispatcher(desk)
        self._asked_at = -ASK_SECONDS
        self._serves = False

    def engine(self) -> str:
        """The engine that would advance a case now: ``prefect`` or ``direct``."""
        if time.monotonic() - self._asked_at >= ASK_SECONDS:
            serves = answers(f"{self._api}/health")
            if serves != self._serves:
                note("engine", name="prefect" if serves else "direct")
            self._serves, self._asked_at = serves, time.monotonic()
        return "prefect" if self._serves else "direct"

    def advance(self, case: str) -> Advanced:
        """Advance a case to where it must wait."""
        if self.engine() == "direct":
            return self._direct.advance(case)
        from flows.dispatch import advance_by_flow  # noqa: PLC0415 - slow, and after the environment

        try:
            return asyncio.run(asyncio.wait_for(advance_by_flow(case), FLOW_SECONDS))
        except Exception as error:
            if answers(f"{self._api}/health"):
                raise
            note_fault("Prefect's server is gone; the case goes on directly", error, case=case)
            self._serves = False
            return self._direct.advance(case)
