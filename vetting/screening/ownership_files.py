"""The items of a file of ownership data: a JSON array, one JSON object, or JSON lines, whole or broken.

- UTF-8 by default; a byte order mark says otherwise. A line in another encoding is rejected by itself; an
  array in another encoding is read with what is no UTF-8 replaced, and that is named.
- Numbers are read as decimals, never as binary fractions.
- Of a file that breaks off, everything before the break is kept, and the break is named.
- Only a file of which nothing can be read is refused whole.
"""

import codecs
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from vetting.domain.errors import BadInput, Fault
from vetting.screening.graph import Reject

LARGEST = 64 * 1024 * 1024
MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


@dataclass(frozen=True, slots=True)
class Item:
    """One JSON object of a file, and where it stands."""

    where: str
    value: dict[str, Any]


def read_items(data: bytes, name: str = "file") -> tuple[list[Item], list[Reject]]:
    """The objects of a file and what could not be read; raises ``BadInput`` where there is nothing to read."""
    if len(data) > LARGEST:
        raise BadInput([Fault(name, f"The file is larger than {LARGEST >> 20} MB.", "Split it.")])
    found, rejects = [], []
    for where, value in _values(data):
        if isinstance(value, dict):
            found.append(Item(where, value))
        elif isinstance(value, Reject):
            rejects.append(value)
        else:
            rejects.append(Reject(where, "no_object", "It is no JSON object."))
    if not found:
        told = [Fault(f"{name}, {one.where}", one.text) for one in rejects[:5]]
        empty = Fault(
            name, "There is no ownership data in it.", "BODS 0.4 or FollowTheMoney JSON is expected."
        )
        raise BadInput([*told, empty])
    return found, rejects


def _values(data: bytes) -> Iterator[tuple[str, Any]]:
    text, broken = _decode(data)
    whole = _parse(text)
    if isinstance(whole, Reject) and not text.lstrip().startswith("["):
        yield from _lines(data, text, broken)
        return
    if broken:
        yield "file", broken
    if isinstance(whole, Reject):
        yield from _salvage(text)
    else:
        listed = whole if isinstance(whole, list) else [whole]
        yield from ((f"item {number}", one) for number, one in enumerate(listed, 1))


def _decode(data: bytes) -> tuple[str, Reject | None]:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace"), None
    try:
        return data.decode("utf-8"), None
    except UnicodeDecodeError as error:
        return data.decode("utf-8", "replace"), _wrong_encoding("file", error)


def _lines(data: bytes, text: str, broken: Reject | None) -> Iterator[tuple[str, Any]]:
    """Each line by itself; as bytes where the file is not all UTF-8, so that one line spoils no other."""
    lines: Sequence[str | bytes] = text.splitlines() if broken is None else data.split(b"\n")
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield f"line {number}", _line(line, f"line {number}")


def _line(line: str | bytes, where: str) -> Any:
    if isinstance(line, str):
        return _parse(line, where)
    try:
        return _parse(line.decode("utf-8"), where)
    except UnicodeDecodeError as error:
        return _wrong_encoding(where, error)


def _salvage(text: str) -> Iterator[tuple[str, Any]]:
    """The items of a broken array, up to the break."""
    at, number = text.index("[") + 1, 0
    while (at := _skip(text, at)) < len(text) and text[at] != "]":
        number += 1
        try:
            value, at = _DECODER.raw_decode(text, at)
        except (ValueError, RecursionError):
            break
        yield f"item {number}", value
    said = f"The file breaks off or is broken at character {at}; what stands before is used."
    yield f"item {number}", Reject(f"item {number}", "broken_off", said)


def _skip(text: str, at: int) -> int:
    while at < len(text) and text[at] in " \t\r\n,":
        at += 1
    return at


def _parse(text: str, where: str = "file") -> Any:
    try:
        return _DECODER.decode(text)
    except json.JSONDecodeError as error:
        return Reject(where, "no_json", f"It is no JSON: {error.msg} at character {error.pos}.")
    except (ValueError, RecursionError):
        return Reject(where, "no_json", "It holds a number or a nesting that no such file needs.")


def _wrong_encoding(where: str, error: UnicodeDecodeError) -> Reject:
    text = f"It is not UTF-8: byte {error.start} is 0x{error.object[error.start]:02X}."
    return Reject(where, "wrong_encoding", text)


def _no_constant(name: str) -> Any:
    raise ValueError(name)


_DECODER = json.JSONDecoder(parse_float=Decimal, parse_constant=_no_constant)
