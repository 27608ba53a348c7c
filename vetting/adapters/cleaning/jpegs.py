"""The segments of a JPEG (ITU-T T.81, annex B): which of them say more than the picture."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_START: Final = b"\xff\xd8"
_END: Final = 0xD9
_SCAN: Final = 0xDA
_COMMENT: Final = 0xFE
_APPLICATION: Final = range(0xE1, 0xF0)
_ADOBE: Final = 0xEE  # says how colours are stored; it has no text
_NEXT: Final = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
"""What ends the pixels of a scan: any marker but an escaped byte, a restart, or filling."""


@dataclass(frozen=True)
class Segment:
    """One segment; that of a scan has its pixels, that of the end nothing."""

    marker: int
    content: bytes
    end: int  # where it ends in the file

    @property
    def tells_more(self) -> bool:
        """Whether it says more than the picture."""
        return self.marker == _COMMENT or (self.marker in _APPLICATION and self.marker != _ADOBE)


def has_more_than_pixels(content: bytes) -> tuple[bool, bool]:
    """Whether a JPEG has segments of metadata, and whether anything stands behind its end."""
    found = list(_segments(content))
    end = found[-1].end if found else len(content)
    return any(one.tells_more for one in found), bool(content[end:].strip(b"\0"))


def without_metadata(content: bytes) -> bytes:
    """The same picture, to the pixel, without segments of metadata and without what follows its end.

    Raises ``ValueError`` where it is no JPEG that can be followed to its end.
    """
    found = list(_segments(content))
    if not found or found[-1].marker != _END:
        raise ValueError("The picture has no end.")
    return _START + b"".join(one.content for one in found if not one.tells_more)


def _segments(content: bytes) -> Iterator[Segment]:
    place = 2 if content.startswith(_START) else len(content)
    while place + 2 <= len(content) and content[place] == _START[0]:
        marker = content[place + 1]
        end = place + 2 if marker == _END else _end_of(content, place)
        yield Segment(marker, content[place:end], end)
        if marker == _END:
            return
        place = end


def _end_of(content: bytes, place: int) -> int:
    end = place + 2 + int.from_bytes(content[place + 2 : place + 4])
    if content[place + 1] != _SCAN:
        return end
    found = _NEXT.search(content, end)
    return found.start() if found else len(content)
