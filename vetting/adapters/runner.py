"""The runner: one process that advances each case that is due, and does the small chores between.

- It looks when it is woken, and each second all the same: a call that was lost costs a second.
- One case's fault holds up no other: it is logged by its type and place, and tried again later.
- A chore is done at most once a minute; a chore that fails is logged and tried again the next.
"""

import json
import os
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from vetting.adapters.logs import note, note_fault
from vetting.adapters.run_folder import Listener
from vetting.domain.errors import LeaseLost
from vetting.usecases.advance import Advanced, Dispatcher
from vetting.usecases.chores import Chore
from vetting.usecases.desk import Desk

POLL_SECONDS = 1.0
CHORE_SECONDS = 60.0


class Runner:
    """Advances what is due until it is told to stop."""

    def __init__(self, desk: Desk, dispatcher: Dispatcher, chores: Mapping[str, Chore]) -> None:
        self._desk = desk
        self._dispatcher = dispatcher
        self._chores = chores
        self._chores_at = -CHORE_SECONDS
        self._stop = False

    def stop(self) -> None:
        """Stop after the case in hand."""
        self._stop = True

    def run(self, listener: Listener, pulse: Callable[[], None]) -> None:
        """Look again and again; ``pulse`` is called after each look."""
        while not self._stop:
            self.look()
            pulse()
            listener.wait(POLL_SECONDS)

    def look(self) -> list[Advanced]:
        """Advance each case that is due now, then do the chores whose minute is over."""
        done = []
        for case in self._list_due():
            if self._stop:
                break
            if (advanced := self._advance(case)) is not None:
                done.append(advanced)
        if time.monotonic() - self._chores_at >= CHORE_SECONDS and not self._stop:
            self._chores_at = time.monotonic()
            for name, chore in self._chores.items():
                self._do(name, chore)
        return done

    def _list_due(self) -> list[str]:
        try:
            with self._desk.read() as work:
                return list(work.list_due(self._desk.clock.now()))
        except Exception as error:  # noqa: BLE001 - whatever it is, it must not end the runner
            note_fault("cannot read what is due", error)
            return []

    def _advance(self, case: str) -> Advanced | None:
        try:
            advanced = self._dispatcher.advance(case)
        except LeaseLost:
            note("another process took the case", case=case)
            return None
        except Exception as error:  # noqa: BLE001 - as above
            note_fault("a pass failed", error, case=case)
            return None
        if not advanced.busy:
            note("advanced", case=case, steps=len(advanced.steps))
        return advanced

    def _do(self, name: str, chore: Chore) -> None:
        try:
            counted = chore(self._desk.clock.now())
        except Exception as error:  # noqa: BLE001 - as above
            note_fault("a chore failed", error, chore=name)
            return
        if any(counted.values()):
            note(name, **counted)


class Pulse:
    """Says in a file that the runner lives, and with which engine."""

    def __init__(self, file: Path, engine: Callable[[], str]) -> None:
        self._file = file
        self._engine = engine
        self._said: dict[str, Any] = {}

    def __call__(self) -> None:
        """Write the file where what it says has changed."""
        said = {"pid": os.getpid(), "engine": self._engine()}
        if said != self._said:
            new = self._file.with_suffix(".new")
            new.write_text(json.dumps(said))
            new.replace(self._file)
            self._said = said
