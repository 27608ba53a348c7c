"""Canonical JSON: one value, one sequence of bytes.

RFC 8785 (JSON Canonicalization Scheme), restricted so that the standard library writes it exactly:

1. no floats: a number is a whole number within ±(2^53 - 1), or a text such as "0.5" (RFC 8785 section
   3.2.2.3 is the hard part of the scheme, and we have no need of it);
2. keys are ASCII text, so that sorting by code point is sorting by UTF-16 unit (section 3.2.3);
3. texts have no lone surrogates (section 3.2.2.2), and nothing nests deeper than 32.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import NoReturn, TypeAlias

from vetting.audit.errors import NotCanonical

Json: TypeAlias = "bool | int | str | Sequence[Json] | Mapping[str, Json] | None"

LARGEST_INT = 2**53 - 1
DEEPEST = 32


def to_bytes(value: Json) -> bytes:
    r"""Give the canonical bytes of a value; raise NotCanonical where it has none.

    >>> to_bytes({"b": [1, "é"], "a": None})
    b'{"a":null,"b":[1,"\xc3\xa9"]}'
    """
    fault = _first_fault(value, 0)
    if fault:
        raise NotCanonical(_sentence(*fault))
    try:
        return _ENCODER.encode(value).encode()
    except UnicodeEncodeError as error:
        raise NotCanonical("A text holds half of a surrogate pair, which UTF-8 cannot carry.") from error


def from_bytes(data: bytes) -> Json:
    """Give the value of canonical bytes; raise NotCanonical if writing it again would give others."""
    value = _parse(data)
    if to_bytes(value) != data:
        raise NotCanonical(
            "The bytes are JSON, but not in canonical form (RFC 8785): keys sorted and named once, no spaces."
        )
    return value


_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), check_circular=False)

_Fault: TypeAlias = tuple[tuple[str, ...], str]
"""Where (keys and indices from the inside out) and what."""


def _parse(data: bytes) -> Json:
    try:
        value: Json = json.loads(data.decode(), parse_float=_refuse_number, parse_constant=_refuse_number)
    except (ValueError, RecursionError) as error:
        raise NotCanonical(f"The bytes are not JSON that can be read: {error}.") from error
    return value


def _refuse_number(text: str) -> NoReturn:
    raise NotCanonical(f"The number {text[:40]} is not a whole one; write it as text.")


def _first_fault(value: object, depth: int) -> _Fault | None:
    """Say what keeps a value from having canonical bytes. Texts come first: most values are."""
    if isinstance(value, str) or value is None or isinstance(value, bool):
        return None
    if isinstance(value, int):
        return (
            None
            if -LARGEST_INT <= value <= LARGEST_INT
            else ((), "lies outside ±(2^53 - 1); write it as text")
        )
    if depth >= DEEPEST:
        return (), f"nests deeper than {DEEPEST}"
    if isinstance(value, dict):
        return _fault_of_keys(value) or _fault_within(value.items(), depth)
    if isinstance(value, list | tuple):
        return _fault_within(enumerate(value), depth)
    return (
        (),
        f"is of type {type(value).__name__}; use text, whole number, boolean, null, list or dict",
    )


def _fault_of_keys(value: dict[object, object]) -> _Fault | None:
    for key in value:
        if not (isinstance(key, str) and key.isascii()):
            return (repr(key),), "is a key that is not ASCII text"
    return None


def _fault_within(items: Iterable[tuple[object, object]], depth: int) -> _Fault | None:
    for key, item in items:
        fault = _first_fault(item, depth + 1)
        if fault:
            return (*fault[0], str(key)), fault[1]
    return None


def _sentence(path: tuple[str, ...], what: str) -> str:
    where = ".".join(reversed(path))
    return f"The value at {where} {what}." if where else f"The value {what}."
