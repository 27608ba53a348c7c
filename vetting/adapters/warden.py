"""The warden: runs one command and ends it, with all that it started, when its own starter is gone.

Started by ``children`` as a program of its own, it needs the standard library alone. Its standard
input is the lifeline: the starter holds the other end, and a starter that ends, killed or not,
closes it. Then the command's whole process group is asked to stop, and killed if it does not.
"""

import contextlib
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
    process = subprocess.Popen(  # noqa: S603 - the words come from our own program
        command, stdin=subprocess.DEVNULL, pass_fds=inherited
    )
    while process.poll() is None:
        ready, _, _ = select.select([LIFELINE, told], [], [])
        if LIFELINE in ready:
            _end_group(process, grace)
        for number in os.read(told, 64) if told in ready else b"":
            if number != signal.SIGCHLD:
                process.send_signal(number)
    code = process.returncode
    return code if code >= 0 else 128 - code


def _end_group(process: "subprocess.Popen[bytes]", grace: float) -> None:
    """Ask all of this process's group to stop, wait a while, then kill it, this process included."""
    os.killpg(0, signal.SIGTERM)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(grace)
    os.killpg(0, signal.SIGKILL)


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
