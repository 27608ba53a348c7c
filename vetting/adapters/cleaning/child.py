"""The process in which one file is rebuilt: it reads standard input, writes standard output, and nothing else.

It has bounded memory and time, may write no file and leave no image of its memory behind.
"""

import resource
import sys
from collections.abc import Callable

from vetting.adapters.cleaning.parts import MOST_OUTPUT, Rebuilt
from vetting.adapters.cleaning.wire import MEMORY, SECONDS, pack, unpack
from vetting.domain.errors import Refused

_MOST_OPEN = 64
_BOUNDS = (
    (resource.RLIMIT_AS, MEMORY),
    (resource.RLIMIT_CPU, SECONDS),
    (resource.RLIMIT_FSIZE, 0),
    (resource.RLIMIT_CORE, 0),
    (resource.RLIMIT_NOFILE, _MOST_OPEN),
)


def _rebuild(content: bytes, name: str) -> Rebuilt:
    from vetting.adapters.cleaning.kinds import rebuild  # noqa: PLC0415 - within the bounds

    return rebuild(content, name)


def main() -> None:
    """Rebuild the file on standard input."""
    for what, most in _BOUNDS:
        resource.setrlimit(what, (most, most))
    said, content = unpack(sys.stdin.buffer.read())
    sys.stdout.buffer.write(answer(content, str(said["name"])))


def answer(
    content: bytes, name: str, rebuild: Callable[[bytes, str], Rebuilt] = _rebuild, most: int = MOST_OUTPUT
) -> bytes:
    """The rebuilt file of at most so many bytes, or the code of why it is refused, as it goes back."""
    try:
        rebuilt = rebuild(content, name)
    except Refused as refused:
        return pack({"refused": refused.refusal.code}, b"")
    except (MemoryError, RecursionError):
        return pack({"refused": "file_too_heavy"}, b"")
    except Exception:  # noqa: BLE001 - whatever a stranger's file breaks, its sender gets a sentence
        return pack({"refused": "file_damaged"}, b"")
    if len(rebuilt.content) > most:
        return pack({"refused": "file_too_heavy"}, b"")
    said = {"kind": rebuilt.kind, "left_out": sorted(rebuilt.left_out)}
    return pack(said | ({"counts": rebuilt.counts} if rebuilt.counts else {}), rebuilt.content)


if __name__ == "__main__":
    main()
