"""One entry of the log: what happened, when, in which case, by whom.

The rules this module keeps:

1. An entry has exactly the keys of `LogEntry`, written as canonical JSON with the version `v`; bytes that
   are not what writing the entry again would give are refused (unknown keys, other order, spaces, another
   version).
2. Its bytes, a leaf of the tree, are at most 64 KiB.
3. `open` holds what may be read by all: enums, numbers, dates, ids, roles, and maps of them. `protected`
   holds a commitment for every other field: SHA-256 over canonical [salt, value], with 16 random bytes of
   salt, because names and e-mail addresses can be guessed from a bare hash.
4. An opening (salt and value) is kept outside the log. Without it the log still verifies and the field is
   withheld.
5. What belongs to no case (a key, a list, a pack) belongs to the chain named `INSTANCE`.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from hashlib import sha256
from typing import Self

from vetting.audit import canonical
from vetting.audit.canonical import Json
from vetting.audit.errors import EntryRefused

VERSION = 1
LARGEST_LEAF = 64 * 1024
SALT_SIZE = 16
INSTANCE = "instance"
NO_PREVIOUS = "0" * 64


@dataclass(frozen=True, slots=True, kw_only=True)
class LogEntry:
    """An entry. Making one raises EntryRefused if a field is not of its form.

    `event` is a name in the past tense (`CaseDecided`), `by` a person's id or a role, `case_seq` counts the
    case's entries from 1, `case_prev` is the leaf hash of the one before, in hexadecimal (`NO_PREVIOUS` for
    the first).
    """

    at: str
    by: str
    case: str
    case_prev: str
    case_seq: int
    event: str
    open: Mapping[str, Json] = field(default_factory=dict)
    protected: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse a field that is not of its form."""
        for name, is_well_formed in _FORMS.items():
            value = getattr(self, name)
            if not is_well_formed(value):
                raise EntryRefused(f"The entry's {name} is {value!r:.100}; it must be {_MEANINGS[name]}.")
        twice = sorted(self.open.keys() & self.protected.keys())
        if twice:
            raise EntryRefused(f"A field is either open or protected, not both: {', '.join(twice)}.")

    def to_bytes(self) -> bytes:
        """Give the leaf, canonical JSON; raise EntryRefused if too large, NotCanonical if it has none."""
        leaf = canonical.to_bytes(
            {
                "at": self.at,
                "by": self.by,
                "case": self.case,
                "case_prev": self.case_prev,
                "case_seq": self.case_seq,
                "event": self.event,
                "open": dict(self.open),
                "protected": dict(self.protected),
                "v": VERSION,
            }
        )
        _require_leaf_size(leaf)
        return leaf

    @classmethod
    def from_bytes(cls, leaf: bytes) -> Self:
        """Give the entry of a leaf; raise EntryRefused or NotCanonical unless it is just what one writes."""
        _require_leaf_size(leaf)
        given = _object_with(_ENTRY_KEYS, leaf, "entry")
        version = given.pop("v")
        if version != VERSION or isinstance(version, bool):
            raise EntryRefused(f"The entry's version is {version!r:.100}; this program reads {VERSION}.")
        return cls(**given)  # type: ignore[arg-type]  # __post_init__ checks every one


@dataclass(frozen=True, slots=True)
class Opening:
    """What opens one protected field: kept beside the log, never in it."""

    entry_index: int
    field: str
    salt: str
    value: Json

    def to_bytes(self) -> bytes:
        """Give the opening as canonical JSON."""
        return canonical.to_bytes(
            {
                "entry_index": self.entry_index,
                "field": self.field,
                "salt": self.salt,
                "value": self.value,
            }
        )

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """Give the opening of these bytes; raise EntryRefused or NotCanonical."""
        given = _object_with(_OPENING_KEYS, data, "opening")
        index, name, salt = given["entry_index"], given["field"], given["salt"]
        if not (_is_count(index) and _is_field_name(name) and _is_salt(salt)):
            raise EntryRefused(
                "The opening must name an entry's index, a field, and 16 bytes of salt in hexadecimal."
            )
        return cls(index, name, salt, given["value"])  # type: ignore[arg-type]  # just checked


def commit(value: Json, salt: bytes) -> str:
    """Give what stands for a protected value in the log; raise EntryRefused on a salt of another size."""
    if len(salt) != SALT_SIZE:
        raise EntryRefused(f"The salt has {len(salt)} bytes; it must have {SALT_SIZE}.")
    return sha256(canonical.to_bytes([salt.hex(), value])).hexdigest()


def opens(commitment: str, opening: Opening) -> bool:
    """Tell whether the opening's value is the one committed to."""
    return _is_salt(opening.salt) and commit(opening.value, bytes.fromhex(opening.salt)) == commitment


_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?Z")
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:@/-]{0,127}")
_HASH = re.compile(r"[0-9a-f]{64}")
_SALT = re.compile(rf"[0-9a-f]{{{2 * SALT_SIZE}}}")
_EVENT = re.compile(r"[A-Z][A-Za-z0-9]{0,63}")
_FIELD_NAME = re.compile(r"[a-z][a-z0-9_]{0,63}")


def _matches(form: re.Pattern[str], value: object) -> bool:
    return isinstance(value, str) and form.fullmatch(value) is not None


def _is_time(value: object) -> bool:
    if not _matches(_TIME, value):
        return False
    try:
        datetime.fromisoformat(str(value))
    except ValueError:
        return False
    return True


def _is_id(value: object) -> bool:
    return _matches(_ID, value)


def _is_hash(value: object) -> bool:
    return _matches(_HASH, value)


def _is_salt(value: object) -> bool:
    return _matches(_SALT, value)


def _is_event(value: object) -> bool:
    return _matches(_EVENT, value)


def _is_field_name(value: object) -> bool:
    return _matches(_FIELD_NAME, value)


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= canonical.LARGEST_INT


def _is_number_from_1(value: object) -> bool:
    return _is_count(value) and value != 0


def _is_open(value: object) -> bool:
    return isinstance(value, Mapping) and all(map(_is_field_name, value))


def _is_protected(value: object) -> bool:
    return _is_open(value) and isinstance(value, Mapping) and all(map(_is_hash, value.values()))


_FORMS: dict[str, Callable[[object], bool]] = {
    "at": _is_time,
    "by": _is_id,
    "case": _is_id,
    "case_prev": _is_hash,
    "case_seq": _is_number_from_1,
    "event": _is_event,
    "open": _is_open,
    "protected": _is_protected,
}
_MEANINGS = {
    "at": "a time in UTC such as 2020-03-29T12:00:00Z",
    "by": "the id of a person or a role, without spaces",
    "case": f"the id of a case, or {INSTANCE}",
    "case_prev": "a SHA-256 hash, 64 hexadecimal digits",
    "case_seq": "a whole number from 1",
    "event": "a name such as CaseDecided",
    "open": "a map whose keys are names such as closes_at",
    "protected": "a map from names such as comment_text to commitments of 64 hexadecimal digits",
}
_ENTRY_KEYS = frozenset({each.name for each in fields(LogEntry)} | {"v"})
_OPENING_KEYS = frozenset(each.name for each in fields(Opening))


def _require_leaf_size(leaf: bytes) -> None:
    if len(leaf) > LARGEST_LEAF:
        raise EntryRefused(f"The entry has {len(leaf)} bytes; at most {LARGEST_LEAF} may enter the log.")


def _object_with(keys: frozenset[str], data: bytes, what: str) -> dict[str, Json]:
    """Read a canonical object that has exactly these keys."""
    value = canonical.from_bytes(data)
    if not isinstance(value, dict):
        raise EntryRefused(f"The {what} is not a JSON object.")
    if value.keys() != keys:
        missing, unknown = sorted(keys - value.keys()), sorted(value.keys() - keys)
        raise EntryRefused(f"The {what} lacks the keys {missing} and has the unknown keys {unknown}.")
    return value
