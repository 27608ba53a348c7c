"""Child processes that never outlive the process that started them, not even when it is killed.

Each runs under a warden (``warden.py``) that holds one end of a pipe, in a process group of its
own. This needs nothing of Linux alone, and reaches what the child itself started.
"""

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

from vetting.adapters import warden

STOP_SECONDS = 10.0


class Child:
    """A running command with everything it starts; made by ``start_child``."""

    def __init__(self, process: "subprocess.Popen[bytes]", lifeline: int) -> None:
        self._process = process
        self._lifeline: int | None = lifeline
        self.pid = process.pid

    def poll(self) -> int | None:
        """The exit code, 128 and the signal's number where one ended it; ``None`` while it runs."""
        return None if self._process.poll() is None else self._ended()

    def wait(self, seconds: float | None = None) -> int:
        """Wait for its end; raises ``subprocess.TimeoutExpired``."""
        self._process.wait(seconds)
        return self._ended()

    def ask_to_stop(self) -> None:
        """Send SIGTERM, and do not wait."""
        if self._process.poll() is None:
            self._process.terminate()

    def stop(self, seconds: float = STOP_SECONDS) -> int:
        """Ask it to stop, kill it where it does not; its exit code. Harmless when it has ended."""
        self.ask_to_stop()
        try:
            return self.wait(seconds)
        except subprocess.TimeoutExpired:
            return self.kill()

    def kill(self) -> int:
        """End it at once; its exit code."""
        self._kill_group()
        self._process.wait()
        return self._ended()

    def _ended(self) -> int:
        """Clear away what a dead command or warden left behind; the exit code."""
        if self._lifeline is not None:
            self._kill_group()
            os.close(self._lifeline)
            self._lifeline = None
        code = self._process.returncode
        return code if code >= 0 else 128 - code

    def _kill_group(self) -> None:
        with contextlib.suppress(ProcessLookupError, PermissionError):  # nobody is left
            os.killpg(self.pid, signal.SIGKILL)


def start_child(
    command: Sequence[str],
    *,
    environment: Mapping[str, str] | None = None,
    output: IO[bytes] | int | None = None,
    inherited: Sequence[int] = (),
    grace: float = warden.GRACE_SECONDS,
) -> Child:
    """Start a command that ends with this process.

    ``environment`` is added to this process's own. ``output`` takes both of its outputs; without it
    they go where this process's go. ``inherited`` are open files that it may use under the same
    numbers. ``grace`` is how long the warden waits between asking and killing.
    """
    theirs, ours = os.pipe()
    try:
        process = subprocess.Popen(  # noqa: S603 - our own interpreter and fixed words
            [*_WARDEN, ",".join(map(str, inherited)), str(grace), *command],
            env=os.environ | dict(environment or {}),
            stdin=theirs,
            stdout=output,
            stderr=output,
            pass_fds=inherited,
            start_new_session=True,
        )
    except BaseException:
        os.close(ours)
        raise
    finally:
        os.close(theirs)
    return Child(process, ours)


_WARDEN = (sys.executable, "-I", str(Path(warden.__file__)))
