"""Texts in the cells of a workbook: every text comes back as it was.

- What begins like a formula gets an apostrophe in front (OWASP, CSV Injection), so that no program evaluates it.
- A character that XML cannot hold, and what programs take for such a character (``_x000D_``, ECMA-376 part 1, 22.9.2.19),
  is written as its number between ``␛`` and ``;``.
- A text longer than a cell stands in parts on a page of its own; the cell names it.
"""

import re
from collections.abc import Iterable, Iterator

LONGEST_CELL = 32_767  # characters as Excel counts them: units of UTF-16
LONG_TEXTS = "Long texts"
_FORMULA = re.compile(r"'*[=+\-@\t\r\n]")
_KEPT = re.compile(r"'+[=+\-@\t\r\n]")
_NAMED = re.compile(r"@text (\d{1,6})")
_NOT_XML = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff␛]|x(?=[0-9A-Fa-f]{4}_)")
_NUMBER = re.compile("␛([0-9A-F]{4});")


def to_safe(text: str) -> str:
    """The text as a cell holds it."""
    held = _NOT_XML.sub(lambda found: f"␛{ord(found[0]):04X};", text)
    return f"'{held}" if _FORMULA.match(held) else held


def from_safe(held: str) -> str:
    """The text that a cell holds."""
    text = held[1:] if _KEPT.match(held) else held
    return _NUMBER.sub(lambda found: chr(int(found[1], 16)), text)


def split(held: str) -> Iterator[str]:
    """The parts of a text, each no longer than a cell with an apostrophe in front."""
    start, used = 0, 1
    for at, one in enumerate(held):
        width = 2 if ord(one) > 0xFFFF else 1  # noqa: PLR2004 - the last character of one unit
        if used + width > LONGEST_CELL:
            yield f"'{held[start:at]}"
            start, used = at, 1
        used += width
    yield f"'{held[start:]}"


def join(parts: Iterable[str]) -> str:
    """The text of these parts."""
    return "".join(part[1:] for part in parts)


def name_of(number: int) -> str:
    """What a cell says of a text that stands on the page of long texts."""
    return f"@text {number}"


def number_in(held: str) -> int | None:
    """Which long text a cell names, if it names one; a text that only looks so has an apostrophe in front."""
    found = _NAMED.fullmatch(held)
    return int(found[1]) if found else None
