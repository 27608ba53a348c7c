"""Rebuilds a stranger's file in a process of its own, and gives it up where that takes too long or says too much.

The file goes through pipes: neither it nor its name ever stands on the disk or in a list of processes.
"""

import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from threading import BoundedSemaphore, Thread, Timer
from typing import IO, Any, cast

from vetting.adapters.cleaning.parts import MOST_OUTPUT
from vetting.adapters.cleaning.wire import SECONDS, pack, unpack
from vetting.domain.attachments import CleanFile, safe_name, to_counts, why_not_size
from vetting.domain.errors import Refusal, Refused
from vetting.domain.left_out import LeftOut

AT_ONCE = 2
PATIENCE = 6  # times the seconds of the processor: on a busy machine a process waits for its turns
_MOST_ANSWER = MOST_OUTPUT + 10_000
_COMMAND = (sys.executable, "-I", "-m", "vetting.adapters.cleaning.child")


class ChildCleaner:
    """Rebuilds files, a few at a time, each by a process of this command within these seconds of the processor."""

    def __init__(self, command: Sequence[str] = _COMMAND, seconds: float = SECONDS) -> None:
        self._command, self._seconds = command, seconds
        self._turns = BoundedSemaphore(AT_ONCE)

    def clean(self, content: bytes, name: str) -> CleanFile:
        """The file rebuilt from its allowed parts; raises ``Refused``."""
        if refusal := why_not_size(len(content)):
            raise Refused(refusal)
        with self._turns:
            said, rebuilt = self._ask(pack({"name": name}, content))
        if refused := said.get("refused"):
            raise Refused(Refusal(refused))
        kind, left_out = said["kind"], tuple(LeftOut(one) for one in said["left_out"])
        return CleanFile(safe_name(name, kind), kind, rebuilt, left_out, to_counts(said.get("counts")))

    def _ask(self, question: bytes) -> tuple[dict[str, Any], bytes]:
        """What the process says; where it said nothing that can be read, that the file is too heavy."""
        with subprocess.Popen(  # noqa: S603 - our own interpreter and module
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"LC_ALL": "C.UTF-8"},
            cwd="/",
        ) as child:
            out_of_time = Timer(
                PATIENCE * self._seconds, child.kill
            )  # it may wait without using the processor
            out_of_time.start()
            try:
                answer = _exchange(child, question)
            finally:
                out_of_time.cancel()
                child.kill()
        try:
            return unpack(answer)
        except ValueError:
            return {"refused": "file_too_heavy"}, b""


def _exchange(child: "subprocess.Popen[bytes]", question: bytes) -> bytes:
    feeder = Thread(target=_feed, args=(child.stdin, question), daemon=True)
    feeder.start()
    answer = cast("IO[bytes]", child.stdout).read(_MOST_ANSWER)
    child.kill()  # frees the feeder where the child did not read to the end
    feeder.join()
    return answer


def _feed(pipe: IO[bytes], question: bytes) -> None:
    with suppress(BrokenPipeError), pipe:
        pipe.write(question)
