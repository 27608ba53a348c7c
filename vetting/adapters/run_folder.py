"""The folder ``run`` of a home: who runs it now, and what runs.

- One ``vetting up`` at a time: it holds a lock on a file for as long as it lives, killed or not.
- What runs is one JSON object, replaced whole; it counts only while the lock is held.
- ``wake`` is a named pipe by which a web process tells the runner to look now.
"""

import errno
import fcntl
import json
import os
import select
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from vetting.domain.errors import EnvironmentFault

PAUSES = (0.01, 0.05, 0.2, 0.5)  # seconds, between looks for a lock that may be held for an instant


class RunFolder:
    """The folder ``run`` of one home."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._folder = home / "run"
        if not home.exists():
            home.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._folder.mkdir(mode=0o700, exist_ok=True)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the lock of this home while this lasts; raises ``EnvironmentFault`` where another does."""
        lock = os.open(self._lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            if not _took_in_the_end(lock):
                raise EnvironmentFault(
                    f"The system runs on the home {self._home} already. "
                    "'vetting status' says where; stop that one first, or give another home with --home."
                )
            yield
            with suppress(FileNotFoundError):
                self._state.unlink()
        finally:
            os.close(lock)

    def is_held(self) -> bool:
        """Whether the system runs on this home now."""
        try:
            lock = os.open(self._lock, os.O_RDWR | os.O_CLOEXEC)
        except FileNotFoundError:
            return False
        try:
            return not _took(lock, fcntl.LOCK_SH)
        finally:
            os.close(lock)

    def write_state(self, state: Mapping[str, Any]) -> None:
        """Say what runs now."""
        new = self._state.with_suffix(".new")
        new.write_text(json.dumps(state, sort_keys=True))
        new.replace(self._state)

    def read_state(self) -> dict[str, Any] | None:
        """What runs now; ``None`` where nothing does."""
        if not self.is_held():
            return None
        try:
            return dict(json.loads(self._state.read_text()))
        except FileNotFoundError:
            return None

    def wake(self) -> None:
        """Tell the runner to look now; harmless where there is none."""
        with suppress(OSError):
            pipe = os.open(self._pipe, os.O_WRONLY | os.O_NONBLOCK | os.O_CLOEXEC)
            try:
                os.write(pipe, b"w")
            finally:
                os.close(pipe)

    def listen(self) -> "Listener":
        """The runner's end of the pipe."""
        with suppress(FileExistsError):
            os.mkfifo(self._pipe, 0o600)
        return Listener(os.open(self._pipe, os.O_RDWR | os.O_NONBLOCK | os.O_CLOEXEC))

    @property
    def pulse(self) -> Path:
        """The file in which the runner says that it lives, and with which engine."""
        return self._folder / "runner.json"

    @property
    def _lock(self) -> Path:
        return self._folder / "lock"

    @property
    def _state(self) -> Path:
        return self._folder / "state.json"

    @property
    def _pipe(self) -> Path:
        return self._folder / "wake"


class Listener:
    """Waits until somebody wakes the runner."""

    def __init__(self, pipe: int) -> None:
        self._pipe = pipe

    def wait(self, seconds: float) -> bool:
        """Wait at most so long; whether somebody called."""
        called, _, _ = select.select([self._pipe], [], [], seconds)
        if called:
            os.read(self._pipe, 65536)
        return bool(called)

    def close(self) -> None:
        """Listen no more."""
        os.close(self._pipe)


class PipeWaker:
    """What a web process hands its cases to: the runner does the work, and soon.

    That a case was woken stands in the database already, in the commit of the act that woke it; a
    call that nobody hears costs a moment and nothing else.
    """

    def __init__(self, home: Path) -> None:
        self._folder = RunFolder(home)

    def wake(self, case: str) -> None:  # noqa: ARG002 - the runner reads in the database which one
        """Have a case looked at now."""
        self._folder.wake()


def _took_in_the_end(lock: int) -> bool:
    """Whether the lock can be had, now or in a moment: who asks what runs holds it too, for an instant."""
    for pause in PAUSES:
        if _took(lock):
            return True
        time.sleep(pause)
    return _took(lock)


def _took(lock: int, how: int = fcntl.LOCK_EX) -> bool:
    try:
        fcntl.flock(lock, how | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in (errno.EWOULDBLOCK, errno.EACCES):
            return False
        raise
    return True
