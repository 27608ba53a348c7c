"""The archive of a bundle: a zip that can be written in one way only.

The rules this module keeps:

1. Members are sorted by name and stored as they are; nothing is packed, so nothing can swell, and no build of
   a compressor can change a byte.
2. Each has the date of 1 January 1980, the mode of a plain file, and no further field; the archive has no
   comment, and its parts follow each other without a gap.
3. So the same members give the same bytes, and a byte that is changed, wherever it stands, is seen: the
   verifier writes the headers again and compares.
4. A name is made of letters, digits, dots, dashes and underscores, in folders divided by slashes.
"""

import re
import struct
import zlib
from collections.abc import Mapping

from vetting.audit.errors import BundleRefused

LARGEST_ARCHIVE = 2**31 - 1


def write_archive(members: Mapping[str, bytes]) -> bytes:
    """Give the one archive of these members; raise BundleRefused on a name or a size that it cannot have."""
    parts: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for name, content in sorted(members.items()):
        local, central = _headers(_encode(name), content, offset)
        parts += (local, content)
        directory.append(central)
        offset += len(local) + len(content)
        _require_size(offset)
    listed = b"".join(directory)
    end = _END.pack(b"PK\x05\x06", 0, 0, len(members), len(members), len(listed), offset, 0)
    _require_size(offset + len(listed) + len(end))
    return b"".join((*parts, listed, end))


_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_VERSION, _BY_UNIX = 20, 3 << 8 | 20
_FIRST_DAY = 0x21
_PLAIN_FILE = 0o100644 << 16
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*")
_LONGEST_NAME = 200


def _headers(name: bytes, content: bytes, offset: int) -> tuple[bytes, bytes]:
    """Give the header before the content, and the one in the directory."""
    size = len(content)
    common = (_VERSION, 0, 0, 0, _FIRST_DAY, zlib.crc32(content), size, size, len(name), 0)
    local = _LOCAL.pack(b"PK\x03\x04", *common)
    central = _CENTRAL.pack(b"PK\x01\x02", _BY_UNIX, *common, 0, 0, 0, _PLAIN_FILE, offset)
    return local + name, central + name


def _encode(name: str) -> bytes:
    if not _NAME.fullmatch(name) or len(name) > _LONGEST_NAME:
        raise BundleRefused(f"The name {name!r:.200} is none that a bundle's file can have.")
    return name.encode()


def _require_size(size: int) -> None:
    if size > LARGEST_ARCHIVE:
        raise BundleRefused(f"The bundle would have more than {LARGEST_ARCHIVE} bytes, which nobody reads.")
