"""The fonts that come as wheels, and which characters they can show.

The PDF is made with these and no other font, so that it has the same bytes on every machine. Latin,
Greek, Cyrillic and Arabic are always there; further scripts (Chinese, Thai, ...) where their wheel
is installed. A character without a glyph is known beforehand, from the fonts' own tables, because
the typesetter refuses the whole file for one of them.
"""

import re
import struct
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

WHEELS = (
    "fontpkg_noto_sans",
    "fontpkg_noto_sans_arabic",
    "fontpkg_noto_sans_devanagari",
    "fontpkg_noto_sans_khmer",
    "fontpkg_noto_sans_tamil",
    "fontpkg_noto_sans_telugu",
    "fontpkg_noto_sans_thai",
    "noto_cjk_sans_otc",
    "noto_cjk_sans_jp_regular",
)
"""Import names of font wheels, in the order in which a character is looked for."""

SUFFIXES = frozenset({".ttf", ".otf", ".ttc", ".otc"})
PRIVATE_USE = ((0xE000, 0xF8FF), (0xF0000, 0x10FFFF))
"""Archival PDF refuses characters whose meaning nobody has agreed on (ISO 19005-3, 6.2.11.7)."""


@cache
def find_fonts() -> tuple[Path, ...]:
    """The font files of the wheels that are installed."""
    return tuple(
        path
        for wheel in WHEELS
        if (spec := find_spec(wheel)) is not None
        for folder in spec.submodule_search_locations or ()
        for path in sorted(Path(folder).rglob("*"))
        if path.suffix in SUFFIXES
    )


@cache
def covered_characters() -> frozenset[int]:
    """Every code point that one of the fonts has a glyph for."""
    found: set[int] = set()
    for path in find_fonts():
        found.update(read_cmap(path.read_bytes()))
    for first, last in PRIVATE_USE:
        found -= {one for one in found if first <= one <= last}
    return frozenset(found)


@cache
def uncovered_pattern() -> re.Pattern[str]:
    """Matches each character that none of the fonts can show."""
    ranges = "".join(
        f"{re.escape(chr(first))}-{re.escape(chr(last))}"
        for first, last in _ranges(sorted(covered_characters()))
    )
    return re.compile(f"[^{ranges}]")


def read_cmap(font: bytes) -> set[int]:
    """The code points of a TrueType or OpenType font, or of the first font of a collection."""
    start = struct.unpack_from(">I", font, 12)[0] if font[:4] == b"ttcf" else 0
    cmap = _table(font, start, b"cmap")
    found: set[int] = set()
    for offset in _subtables(font, cmap):
        found.update(_read_subtable(font, cmap + offset))
    found.discard(0)
    return found


def _table(font: bytes, start: int, tag: bytes) -> int:
    count = struct.unpack_from(">H", font, start + 4)[0]
    for number in range(count):
        name, _, offset, _ = struct.unpack_from(">4sIII", font, start + 12 + number * 16)
        if name == tag:
            return int(offset)
    raise ValueError(f"The font has no table {tag.decode()}.")


def _subtables(font: bytes, cmap: int) -> Iterator[int]:
    """Where the Unicode subtables begin (platform 0, or platform 3 with encoding 1 or 10)."""
    count = struct.unpack_from(">H", font, cmap + 2)[0]
    for number in range(count):
        platform, encoding, offset = struct.unpack_from(">HHI", font, cmap + 4 + number * 8)
        if platform == 0 or (platform, encoding) in ((3, 1), (3, 10)):
            yield offset


def _read_subtable(font: bytes, at: int) -> Iterable[int]:
    """The code points of a subtable of format 4 or 12; other formats name variants of these."""
    kind = struct.unpack_from(">H", font, at)[0]
    if kind == 4:  # noqa: PLR2004
        return _read_format_4(font, at)
    if kind == 12:  # noqa: PLR2004
        return _read_format_12(font, at)
    return ()


def _read_format_4(font: bytes, at: int) -> Iterator[int]:
    count = struct.unpack_from(">H", font, at + 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", font, at + 14)
    starts = struct.unpack_from(f">{count}H", font, at + 16 + count * 2)
    deltas = struct.unpack_from(f">{count}H", font, at + 16 + count * 4)
    offsets_at = at + 16 + count * 6
    offsets = struct.unpack_from(f">{count}H", font, offsets_at)
    for number, (first, last) in enumerate(zip(starts, ends, strict=True)):
        for one in range(first, min(last, 0xFFFE) + 1):
            where = offsets_at + number * 2 + offsets[number] + (one - first) * 2
            glyph = struct.unpack_from(">H", font, where)[0] if offsets[number] else one
            if glyph and (glyph + deltas[number]) & 0xFFFF:
                yield one


def _read_format_12(font: bytes, at: int) -> Iterator[int]:
    count = struct.unpack_from(">I", font, at + 12)[0]
    for number in range(count):
        first, last, glyph = struct.unpack_from(">III", font, at + 16 + number * 12)
        yield from range(first if glyph else first + 1, last + 1)


def _ranges(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Runs of consecutive numbers."""
    first = last = None
    for one in numbers:
        if last is not None and one == last + 1:
            last = one
            continue
        if first is not None and last is not None:
            yield first, last
        first = last = one
    if first is not None and last is not None:
        yield first, last
