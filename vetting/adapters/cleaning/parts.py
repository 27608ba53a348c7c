"""What rebuilding a file gives, and how it is refused."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from vetting.domain.left_out import LeftOut

MOST_PIXELS: Final = 50_000_000  # of one picture
MOST_OUTPUT: Final = 15 * 1024 * 1024  # of a rebuilt file


@dataclass(frozen=True)
class Rebuilt:
    """A rebuilt file: the end of its name, its bytes, what was left out, and how many of each where they are counted."""

    kind: str
    content: bytes
    left_out: frozenset[LeftOut]
    counts: Mapping[LeftOut, int] = field(default_factory=dict)
