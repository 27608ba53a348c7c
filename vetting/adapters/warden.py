"""The warden: runs one command and ends it, with all that it started, when its own starter is gone.

Started by ``children`` as a program of its own, it needs the standard library alone. Its standard
input is the lifeline: the starter holds the other end, and a starter that ends, killed or not,
closes it. Then the command's whole process group is asked to stop, and killed if it does not.
"""

import os
import select
import signal
import subprocess
import sys
from collections.abc import Sequence

GRACE_SECONDS = 5.0
LIFELINE = 0


def watch(command: Sequence[str], inherited: Sequence[int], grace: float) -> int:
    """Run the command until it ends or the lifeline closes; its exit code, as a shell would give it."""
    told = _signals_as_bytes()
    group = _Group(command, inherited)
    while group.process.poll() is None:
        ready, _, _ = select.select([LIFELINE, told], [], [])
        if told in ready:
            for number in os.read(told, 64):
                group.pass_on(number)
        if LIFELINE in ready:
            group.end(grace)
    group.kill()  # what the command left behind
    code = group.process.returncode
    return code if code >= 0 else 128 - code


class _Group:
    """The command and whatever it starts, as one process group."""

    def __init__(self, command: Sequence[str], inherited: Sequence[int]) -> None:
        self.process = subprocess.Popen(  # noqa: S603 - the words come from our own program
            command, stdin=subprocess.DEVNULL, pass_fds=inherited, process_group=0
        )

    def pass_on(self, number: int) -> None:
        """Give a signal to the group; the end of a child is no such signal."""
        if number != signal.SIGCHLD:
            self._signal(number)

    def end(self, grace: float) -> None:
        """Ask the group to stop, wait a while, then kill what is left."""
        self._signal(signal.SIGTERM)
        try:
            self.process.wait(grace)
        except subprocess.TimeoutExpired:
            self.kill()
            self.process.wait()

    def kill(self) -> None:
        """Kill every process of the group that is left."""
        self._signal(signal.SIGKILL)

    def _signal(self, number: int) -> None:
        try:
            os.killpg(self.process.pid, number)
        except (ProcessLookupError, PermissionError):  # nobody is left; macOS says it the second way
            return


def _signals_as_bytes() -> int:
    """A file that tells of each signal by a byte, so that one wait covers signals and the lifeline."""
    told, tell = os.pipe()
    os.set_blocking(told, False)
    os.set_blocking(tell, False)
    signal.set_wakeup_fd(tell, warn_on_full_buffer=False)
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGCHLD):
        signal.signal(number, lambda *_: None)
    return told


if __name__ == "__main__":
    _fds = [int(one) for one in sys.argv[1].split(",") if one]
    sys.exit(watch(sys.argv[3:], _fds, float(sys.argv[2])))
