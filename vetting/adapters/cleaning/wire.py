"""How a file goes to the process that rebuilds it, and comes back: what is said of it, then its bytes."""

import json
from collections.abc import Mapping
from typing import Any, Final

MEMORY: Final = 768 * 1024 * 1024
SECONDS: Final = 10
_HEAD: Final = 4  # bytes that tell how long the description is


def pack(said: Mapping[str, Any], content: bytes) -> bytes:
    """The description and the bytes behind it."""
    head = json.dumps(said).encode()
    return len(head).to_bytes(_HEAD) + head + content


def unpack(packed: bytes) -> tuple[dict[str, Any], bytes]:
    """The description and the bytes; raises ``ValueError`` where it is none."""
    end = _HEAD + int.from_bytes(packed[:_HEAD])
    return json.loads(packed[_HEAD:end]), packed[end:]
