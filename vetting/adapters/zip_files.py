"""Zip archives with one sequence of bytes for one content."""

import io
import zipfile

EPOCH = (1980, 1, 1, 0, 0, 0)
FIRST = "[Content_Types].xml"
"""Readers of Office files look for this member first (ECMA-376 part 2, 10.1.2)."""


def normalise_zip(data: bytes) -> bytes:
    """The same members, sorted, without times or attributes of the machine that wrote them."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    return write_zip(members)


def write_zip(members: dict[str, bytes]) -> bytes:
    """An archive of these members in order of name, the one that readers look for first in front."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in sorted(members, key=lambda one: (one != FIRST, one)):
            archive.writestr(_info(name), members[name], compresslevel=6)
    return target.getvalue()


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, EPOCH)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.create_system = 3
    info.external_attr = 0o600 << 16
    return info
