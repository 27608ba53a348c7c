"""The supervisor: starts the parts of the system, mends them, and stops them together.

- A part starts when the part it needs is ready; a part that ends is started again, each time after
  a longer pause, and after a short one when it ran well for a while.
- A part that cannot start at all (bad input, a rule, the machine) ends the whole, with its exit code.
- Stopping asks the parts in reverse order, so that what takes input stops first.
"""

import signal
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from vetting.adapters.children import Child, start_child
from vetting.adapters.logs import note

PAUSES = (0.5, 1.0, 2.0, 5.0, 10.0, 30.0)
WELL_SECONDS = 60.0
LOOK_SECONDS = 0.1
HOPELESS = frozenset({2, 3, 4})  # exit codes that starting again does not mend
LOG_BYTES = 5_000_000


@dataclass(frozen=True)
class Part:
    """One process of the system, and how to tell that it is ready."""

    name: str
    command: Sequence[str]
    is_ready: Callable[[], bool]
    needs: str | None = None  # the part that must be ready before this one starts
    environment: Mapping[str, str] = field(default_factory=dict)
    inherited: Sequence[int] = ()
    log: Path | None = None  # where its output goes; by default where this process's goes
    is_essential: bool = True  # whether the system is no use without it


class Supervisor:
    """Runs the parts until it is told to stop."""

    def __init__(self, parts: Sequence[Part], tell: Callable[[list[dict[str, Any]]], None]) -> None:
        self._parts = [_Running(part) for part in parts]
        self._tell = tell
        self._stop = False
        self._told: list[dict[str, Any]] = []

    def stop_on_signals(self) -> None:
        """Stop in good order when this process is asked to."""
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, lambda *_: self.stop())

    def stop(self) -> None:
        """Stop soon."""
        self._stop = True

    def run(self, on_ready: Callable[[], None]) -> int:
        """Run until told to stop; ``on_ready`` is called once, when the first part answers. The exit code."""
        code, was_ready = 0, False
        try:
            while not self._stop and not code:
                code = self._look()
                if not was_ready and self._parts[0].is_ready:
                    was_ready = True
                    on_ready()
                time.sleep(LOOK_SECONDS)
        finally:
            self._stop_all()
        return code

    def _look(self) -> int:
        ready = {one.part.name for one in self._parts if one.look()}
        for one in self._parts:
            if one.is_hopeless:
                return one.last_exit or 0
            if one.child is None and (one.part.needs is None or one.part.needs in ready):
                one.start_if_time()
        self._say()
        return 0

    def _say(self) -> None:
        now = [one.to_json() for one in self._parts]
        if now != self._told:
            self._told = now
            self._tell(now)

    def _stop_all(self) -> None:
        for one in reversed(self._parts):
            if one.child is not None:
                one.child.ask_to_stop()
        for one in self._parts:
            if one.child is not None:
                one.child.stop()
        note("stopped")


class _Running:
    """A part with its process."""

    def __init__(self, part: Part) -> None:
        self.part = part
        self.child: Child | None = None
        self.is_ready = False
        self.was_ready = False
        self.restarts = -1
        self.last_exit: int | None = None
        self._began = 0.0
        self._not_before = 0.0
        self._fails = 0

    @property
    def is_hopeless(self) -> bool:
        """Whether it ended, never having been ready, in a way that starting again does not mend."""
        ended = self.child is None and self.last_exit in HOPELESS
        return ended and not self.was_ready and self.part.is_essential

    def look(self) -> bool:
        """See whether it lives and is ready."""
        if self.child is not None and (code := self.child.poll()) is not None:
            self._ended(code)
        if self.child is not None and not self.is_ready and self.part.is_ready():
            self.is_ready = self.was_ready = True
            note("ready", name=self.part.name)
        return self.is_ready

    def start_if_time(self) -> None:
        """Start it, unless its pause is not over."""
        if time.monotonic() < self._not_before:
            return
        self.restarts += 1
        self._began = time.monotonic()
        if self.part.log is None:
            self.child = self._start(None)
            return
        if self.part.log.exists() and self.part.log.stat().st_size > LOG_BYTES:
            self.part.log.replace(self.part.log.with_suffix(".old.log"))
        with self.part.log.open("ab") as log:
            self.child = self._start(log)

    def to_json(self) -> dict[str, Any]:
        """How it stands."""
        state = "ready" if self.is_ready else "starting" if self.child else "waiting"
        pid = self.child.pid if self.child else None
        restarts = max(self.restarts, 0)
        return {
            "name": self.part.name,
            "state": state,
            "pid": pid,
            "restarts": restarts,
            "last_exit": self.last_exit,
        }

    def _start(self, log: Any) -> Child:
        part = self.part
        return start_child(part.command, environment=part.environment, inherited=part.inherited, output=log)

    def _ended(self, code: int) -> None:
        ran_well = time.monotonic() - self._began > WELL_SECONDS
        self._fails = 0 if ran_well else min(self._fails + 1, len(PAUSES) - 1)
        self._not_before = time.monotonic() + PAUSES[max(self._fails - 1, 0)]
        self.child, self.is_ready, self.last_exit = None, False, code
        note("ended", name=self.part.name, exit=code)
