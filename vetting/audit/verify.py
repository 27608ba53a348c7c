"""Check a whole log on your own machine: this one file, the standard library and `cryptography`.

It uses no other part of the program that wrote the log, so that it can be read, copied and doubted alone;
that is why it says some things again that stand elsewhere, and is longer than our files are.

What you need:
- the log: one entry a line, canonical JSON (RFC 8785 without floats), each line ending in a newline;
- a checkpoint of the log: a C2SP signed note of origin, number of entries, root (c2sp.org/tlog-checkpoint);
- the fingerprint of the log's key, name+id+base64, which must come from elsewhere than the log itself;
- if you have them: earlier checkpoints, kept by you or by others, and openings of protected fields.

What is checked, and the name of each kind of break:
- key          the fingerprint is one
- checkpoint   the note is well-formed, and one of the keys signed it
- size         the log has as many entries as its checkpoint says, and no fewer than an earlier one said
- root         the Merkle root of the entries (RFC 6962 section 2.1) is the one that was signed
- fork         the entries that an earlier checkpoint covered are still the same
- form         each entry has exactly the fields it must have, in the one way they can be written
- chain        in each case the entries are numbered from 1, each naming the leaf hash of the one before
- opening      an opened value is the one that was committed to, SHA-256 over canonical [salt, value]

What no file can show: that the log's keeper never wrote something down, or keeps a second log for others.
Against the second, compare an earlier checkpoint.
"""

import argparse
import json
import re
import sys
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any, NoReturn, TypeAlias

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


@dataclass(frozen=True, slots=True)
class Break:
    """One thing that is not as it must be; `entry` counts from 0."""

    kind: str
    expected: str
    found: str
    entry: int | None = None

    def __str__(self) -> str:
        """Say it in a sentence."""
        where = "" if self.entry is None else f" at entry {self.entry}"
        return f"{self.kind}{where}: expected {self.expected}; found {self.found}."


@dataclass(frozen=True, slots=True)
class Report:
    """What was checked, and every break that was found."""

    origin: str
    size: int
    root: str
    cases: int
    protected: int
    opened: int
    breaks: tuple[Break, ...]

    @property
    def holds(self) -> bool:
        """Whether nothing was found amiss."""
        return not self.breaks

    @property
    def withheld(self) -> int:
        """How many protected fields came without an opening, which is lawful."""
        return self.protected - self.opened


def verify_log(
    lines: Iterable[bytes],
    checkpoint: str,
    keys: Sequence[str],
    earlier: Sequence[str] = (),
    openings: Iterable[bytes] = (),
) -> Report:
    """Check a log, given as lines, against its checkpoint and all else; report every break.

    Nothing that is handed in makes it raise: what cannot be read is a break.
    """
    breaks: list[Break] = []
    known = _read_keys(keys, breaks)
    heads = [_read_head(note, known, breaks) for note in (checkpoint, *earlier)]
    log = _Log(_read_openings(openings, breaks), breaks)
    for line in lines:
        log.add(line)
    breaks += log.openings_of_no_entry()
    roots = _roots(log.hashes, {head.size for head in heads if head} | {len(log.hashes)})
    breaks += _compare(heads[0], heads[1:], len(log.hashes), roots)
    return Report(
        origin=heads[0].origin if heads[0] else "",
        size=len(log.hashes),
        root=roots[len(log.hashes)].hex(),
        cases=len(log.due.keys() - {_INSTANCE}),
        protected=log.protected,
        opened=log.opened,
        breaks=tuple(breaks),
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Check files and say what was found; give 0 if the log holds, 1 if not, 2 if a file cannot be read."""
    parser = argparse.ArgumentParser(description="Check a log against its checkpoint.")
    parser.add_argument("log", type=Path, help="the entries, one a line")
    parser.add_argument("checkpoint", type=Path, help="the signed note that tells the log's size and root")
    parser.add_argument("--key", action="append", required=True, help="the fingerprint, got from elsewhere")
    parser.add_argument("--earlier", type=Path, action="append", default=[], help="a checkpoint kept before")
    parser.add_argument("--openings", type=Path, help="openings of protected fields, one a line")
    given = parser.parse_args(arguments)
    try:
        report = _verify_files(given)
    except (OSError, UnicodeDecodeError) as error:
        sys.stderr.write(f"A file cannot be read: {error}\n")
        return 2
    sys.stdout.write(_in_words(report))
    return 0 if report.holds else 1


def _verify_files(given: argparse.Namespace) -> Report:
    earlier = [path.read_text("utf-8") for path in given.earlier]
    openings = given.openings.read_bytes().splitlines(keepends=True) if given.openings else []
    with given.log.open("rb") as lines:
        return verify_log(lines, given.checkpoint.read_text("utf-8"), given.key, earlier, openings)


def _in_words(report: Report) -> str:
    verdict = (
        "The log holds." if report.holds else f"The log does not hold: {len(report.breaks)} found amiss."
    )
    facts = (
        f"{report.origin}: {report.size} entries in {report.cases} cases, root {report.root}; "
        f"{report.opened} of {report.protected} protected fields opened, {report.withheld} withheld."
    )
    return "".join(f"{line}\n" for line in (*map(str, report.breaks), facts, verdict))


# ---------------------------------------------------------------- the tree (RFC 6962 section 2.1)


def _roots(hashes: Sequence[bytes], sizes: Iterable[int]) -> dict[int, bytes]:
    """Give the root of the first so many leaves for each size not beyond the log, in one climb.

    At each level a size has an even number of whole subtrees, or one more: its next peak from the right.
    """
    peaks: dict[int, bytes | None] = {size: None for size in sizes if size <= len(hashes)}
    level = list(hashes)
    height = 0
    while level:
        for size, right in peaks.items():
            count = size >> height
            if count % 2:
                peaks[size] = level[count - 1] if right is None else _node(level[count - 1], right)
        level = [
            sha256(b"\x01" + left + right).digest()
            for left, right in zip(level[::2], level[1::2], strict=False)
        ]
        height += 1
    return {size: sha256(b"").digest() if peak is None else peak for size, peak in peaks.items()}


def _node(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


# ------------------------------------------------ keys and checkpoints (C2SP signed-note, tlog-checkpoint)


@dataclass(frozen=True, slots=True)
class _Head:
    """What a checkpoint says."""

    origin: str
    size: int
    root: bytes


class _Refused(ValueError):
    """Something cannot be read."""

    def __init__(self, expected: str, found: str) -> None:
        self.expected, self.found = expected, found

    def to_break(self, kind: str, entry: int | None = None) -> Break:
        return Break(kind, self.expected, self.found, entry)


_KEY = re.compile(r"([^\s+\x00-\x1f]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)")
_SIGNATURE = re.compile(r"— ([^\s+\x00-\x1f]+) ([A-Za-z0-9+/=]+)")
_SIZE = re.compile(r"0|[1-9][0-9]{0,18}")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")
_PUBLIC_SIZE = 32
_ID_SIZE = 4
_HASH_SIZE = 32
_MOST_SIGNATURES = 100
_LARGEST_NOTE = 1024 * 1024


def _read_keys(fingerprints: Sequence[str], breaks: list[Break]) -> dict[tuple[str, bytes], bytes]:
    """Give public keys by name and id; only Ed25519, type 01, is known here."""
    keys = {}
    for fingerprint in fingerprints:
        try:
            name, key_id, public = _read_key(fingerprint)
        except _Refused as error:
            breaks.append(error.to_break("key"))
            continue
        keys[name, key_id] = public
    return keys


def _read_key(fingerprint: str) -> tuple[str, bytes, bytes]:
    match = _KEY.fullmatch(fingerprint)
    blob = _base64(match[3]) if match else b""
    if not match or len(blob) != 1 + _PUBLIC_SIZE or blob[0] != 1:
        raise _Refused("a fingerprint name+id+base64 of an Ed25519 key", repr(fingerprint[:200]))
    key_id = sha256(match[1].encode() + b"\n" + blob).digest()[:_ID_SIZE]
    if key_id.hex() != match[2]:
        raise _Refused(f"the id {key_id.hex()}, made from name and key", match[2])
    return match[1], key_id, blob[1:]


def _read_head(note: str, keys: Mapping[tuple[str, bytes], bytes], breaks: list[Break]) -> _Head | None:
    try:
        return _head(*_split_note(note), keys)
    except _Refused as error:
        breaks.append(error.to_break("checkpoint"))
        return None


def _split_note(note: str) -> tuple[str, list[str]]:
    """Cut a note into its text and its signature lines, at the last empty line."""
    text, gap, lines = note.rpartition("\n\n")
    if not (gap and lines.endswith("\n")) or _CONTROL.search(note) or len(note) > _LARGEST_NOTE:
        raise _Refused("a text, an empty line, signature lines", repr(note[:100]))
    signatures = lines[:-1].split("\n")
    if len(signatures) > _MOST_SIGNATURES:
        raise _Refused(f"at most {_MOST_SIGNATURES} signatures", str(len(signatures)))
    return text + "\n", signatures


def _head(text: str, signatures: Sequence[str], keys: Mapping[tuple[str, bytes], bytes]) -> _Head:
    """Read the text of a checkpoint that a known key signed: nothing in it counts before that."""
    signers = [signer for line in signatures if (signer := _signer(line, text, keys))]
    if not signers:
        expected = ", ".join(f"{name}+{key_id.hex()}" for name, key_id in keys) or "no key that can be read"
        raise _Refused(f"a signature by {expected}", repr(signatures)[:300])
    match text.split("\n"):
        case [origin, size, root, *extensions, ""] if origin and _SIZE.fullmatch(size) and all(extensions):
            head = _Head(origin, int(size), _base64(root))
        case _:
            raise _Refused("three lines or more: origin, size, root", repr(text[:100]))
    if len(head.root) != _HASH_SIZE:
        raise _Refused(f"a root of {_HASH_SIZE} bytes", str(len(head.root)))
    others = sorted({name for name, _ in keys} - {head.origin})
    if others:
        raise _Refused(f"a checkpoint of {', '.join(others)}, whose key this is", repr(head.origin[:200]))
    return head


def _signer(line: str, text: str, keys: Mapping[tuple[str, bytes], bytes]) -> str | None:
    """Give the known key that signed by this line; ignore an unknown key, refuse a wrong signature."""
    match = _SIGNATURE.fullmatch(line)
    blob = _base64(match[2]) if match else b""
    if not match or len(blob) <= _ID_SIZE:
        raise _Refused("a signature line: — name base64", repr(line[:100]))
    public = keys.get((match[1], blob[:_ID_SIZE]))
    if public is None:
        return None
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(blob[_ID_SIZE:], text.encode())
    except (InvalidSignature, UnicodeEncodeError) as error:
        raise _Refused(f"a signature of {match[1]} that fits the text", repr(line[:200])) from error
    return match[1]


def _base64(text: str) -> bytes:
    try:
        data = b64decode(text, validate=True)
    except ValueError as error:
        raise _Refused("base64", repr(text[:100])) from error
    if b64encode(data).decode() != text:
        raise _Refused("base64 in its canonical spelling", repr(text[:100]))
    return data


def _compare(
    head: _Head | None, earlier: Sequence[_Head | None], size: int, roots: Mapping[int, bytes]
) -> Iterator[Break]:
    """Hold the entries against the checkpoint, and against every earlier one."""
    if head and size != head.size:
        yield Break("size", f"{head.size} entries, as the checkpoint says", str(size))
    if head and roots.get(head.size, head.root) != head.root:
        yield Break("root", head.root.hex(), roots[head.size].hex())
    for old in earlier:
        if old and old.size > min(size, head.size if head else size):
            yield Break("size", f"at least {old.size} entries, as an earlier checkpoint says", str(size))
        if old and roots.get(old.size, old.root) != old.root:
            yield Break("fork", f"{old.root.hex()}, the root of the first {old.size}", roots[old.size].hex())


# ---------------------------------------------------------------- the entries


@dataclass(slots=True)
class _Log:
    """What is remembered while the entries pass by."""

    openings: dict[int, dict[str, tuple[str, Any]]]
    breaks: list[Break]
    hashes: list[bytes] = field(default_factory=list)
    due: dict[str, tuple[int, str]] = field(default_factory=dict)
    protected: int = 0
    opened: int = 0

    def add(self, line: bytes) -> None:
        """Check one line as the next entry."""
        index = len(self.hashes)
        digest = sha256(b"\x00" + line.removesuffix(b"\n")).digest()
        self.hashes.append(digest)
        try:
            case, seq, prev, protected = _read_plain_entry(line) or _read_entry(line)
        except _Refused as error:
            self.breaks.append(error.to_break("form", index))
            return
        # The next entry of the case is held against this one, right or wrong: one break is told once.
        due = self.due.get(case, _FIRST)
        if (seq, prev) != due:
            self.breaks.append(Break("chain", _link(case, *due), _link(case, seq, prev), index))
        self.due[case] = (seq + 1, digest.hex())
        self.protected += protected
        if index in self.openings:
            self._open(json.loads(line)["protected"], index)

    def _open(self, protected: Mapping[str, str], index: int) -> None:
        for name, (salt, value) in self.openings.pop(index).items():
            commitment = sha256(_canonical([salt, value])).hexdigest()
            if protected.get(name) == commitment:
                self.opened += 1
            else:
                held = f"{protected.get(name, 'no protected field')} as {name}"
                self.breaks.append(Break("opening", held, commitment, index))

    def openings_of_no_entry(self) -> Iterator[Break]:
        """Tell of openings that were not used, since the log has no such entry, or none that can be read."""
        for index, fields in self.openings.items():
            yield Break("opening", "an entry that can be read", f"openings of {', '.join(fields)}", index)


def _link(case: str, seq: int, prev: str) -> str:
    return f"number {seq} of {case} after {prev}"


_Entry: TypeAlias = tuple[str, int, str, int]
"""What is needed of every entry: case, number, previous hash, how many protected fields."""

_FIRST = (1, "0" * 64)
_INSTANCE = "instance"  # the chain of what belongs to no case: keys, lists, packs
_LARGEST_LEAF = 64 * 1024
_VERSION = 1
_LARGEST_INT = 2**53 - 1
_DEEPEST = 32
_ENTRY_FORMS: dict[str, re.Pattern[str]] = {
    "at": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?Z"),
    "by": re.compile(r"[A-Za-z0-9][A-Za-z0-9._:@/-]{0,127}"),
    "case": re.compile(r"[A-Za-z0-9][A-Za-z0-9._:@/-]{0,127}"),
    "case_prev": re.compile(r"[0-9a-f]{64}"),
    "event": re.compile(r"[A-Z][A-Za-z0-9]{0,63}"),
}
_ENTRY_KEYS = {*_ENTRY_FORMS, "case_seq", "open", "protected", "v"}
_PLAIN_ID = rb"[A-Za-z0-9][A-Za-z0-9._:@/-]{0,127}"
_PLAIN_VALUE = rb'(?:"[ !#-\[\]-~]*"|0|-?[1-9][0-9]{0,14}|true|false|null)'
_PLAIN_ENTRY = re.compile(
    rb'\{"at":"([0-9]{4}-[0-9]{2}-[0-9]{2})T(?:[01][0-9]|2[0-3])(?::[0-5][0-9]){2}(?:\.[0-9]{1,6})?Z",'
    rb'"by":"%(id)s","case":"(%(id)s)","case_prev":"([0-9a-f]{64})","case_seq":([1-9][0-9]{0,14}),'
    rb'"event":"[A-Z][A-Za-z0-9]{0,63}",'
    rb'"open":\{((?:%(name)s:%(value)s(?:,%(name)s:%(value)s)*)?)\},'
    rb'"protected":\{((?:%(name)s:%(hash)s(?:,%(name)s:%(hash)s)*)?)\},"v":1\}\n'
    % {
        b"id": _PLAIN_ID,
        b"name": rb'"[a-z][a-z0-9_]{0,63}"',
        b"value": _PLAIN_VALUE,
        b"hash": rb'"[0-9a-f]{64}"',
    }
)
_PLAIN_NAME = re.compile(rb'"([a-z][a-z0-9_]*)":')
_OPENING_KEYS = {"entry_index", "field", "salt", "value"}
_FIELD = re.compile(r"[a-z][a-z0-9_]{0,63}")
_HASH = re.compile(r"[0-9a-f]{64}")
_SALT = re.compile(r"[0-9a-f]{32}")


def _read_entry(line: bytes) -> _Entry:
    """Give the entry of a line; refuse any that is not exactly what the log writes."""
    if not line.endswith(b"\n") or len(line) > _LARGEST_LEAF + 1:
        raise _Refused(f"a line of at most {_LARGEST_LEAF} bytes and a newline", f"{len(line)} bytes")
    entry = _read_object(line[:-1], _ENTRY_KEYS)
    for name, form in _ENTRY_FORMS.items():
        if not _fits(form, entry[name]):
            raise _Refused(f"{name} of the form {form.pattern}", repr(entry[name])[:200])
    if not _is_time(entry["at"]):
        raise _Refused("a time that exists", entry["at"])
    if not (_is_count(entry["case_seq"]) and entry["case_seq"] and _is_count(entry["v"])):
        raise _Refused(
            "case_seq and v as whole numbers from 1", f"{entry['case_seq']!r:.99}, {entry['v']!r:.99}"
        )
    if entry["v"] != _VERSION:
        raise _Refused(f"an entry of version {_VERSION}", str(entry["v"]))
    _require_fields(entry["open"], entry["protected"])
    return entry["case"], entry["case_seq"], entry["case_prev"], len(entry["protected"])


def _read_plain_entry(line: bytes) -> _Entry | None:
    """Give the entry of a line of the plain kind that most are; None sends it the long way.

    This is _read_entry by pattern, several times as fast. It takes only what that takes, as that takes it.
    """
    match = _PLAIN_ENTRY.fullmatch(line)
    if match is None or len(line) > _LARGEST_LEAF:
        return None
    day, case, prev, seq, open_, protected = match.groups()
    # No plain text holds a quotation mark, so this counts fields.
    count, protected_count = open_.count(b'":'), protected.count(b'":')
    if not _is_day(day) or (count + protected_count > 1 and not _are_in_order(open_, protected)):
        return None
    return case.decode(), int(seq), prev.decode(), protected_count


def _are_in_order(open_: bytes, protected: bytes) -> bool:
    """Tell whether plain fields stand in order, and each is named once."""
    names, others = _PLAIN_NAME.findall(open_), _PLAIN_NAME.findall(protected)
    return (
        names == sorted(names) and others == sorted(others) and len({*names, *others}) == len(names + others)
    )


@lru_cache(maxsize=10_000)
def _is_day(day: bytes) -> bool:
    return _is_time(f"{day.decode()}T00:00:00Z")


def _is_time(time: str) -> bool:
    try:
        datetime.fromisoformat(time)
    except ValueError:
        return False
    return True


def _require_fields(open_: object, protected: object) -> None:
    if not (isinstance(open_, dict) and isinstance(protected, dict)):
        raise _Refused("open and protected as maps", f"{open_!r:.99}, {protected!r:.99}")
    names = [*open_, *protected]
    if not all(_FIELD.fullmatch(name) for name in names) or len(set(names)) < len(names):
        raise _Refused("plain names of fields, each open or protected, not both", repr(names)[:200])
    if not all(_fits(_HASH, commitment) for commitment in protected.values()):
        raise _Refused("a SHA-256 commitment in each protected field", f"{protected!r:.200}")


def _read_openings(lines: Iterable[bytes], breaks: list[Break]) -> dict[int, dict[str, tuple[str, Any]]]:
    """Give salt and value by entry and field."""
    openings: dict[int, dict[str, tuple[str, Any]]] = {}
    for line in lines:
        try:
            index, name, salt, value = _read_opening(line)
        except _Refused as error:
            breaks.append(error.to_break("opening"))
            continue
        if name in openings.setdefault(index, {}):
            breaks.append(Break("opening", f"one opening of {name}", "a second", index))
        openings[index][name] = (salt, value)
    return openings


def _read_opening(line: bytes) -> tuple[int, str, str, Any]:
    opening = _read_object(line.removesuffix(b"\n"), _OPENING_KEYS)
    index, name, salt = opening["entry_index"], opening["field"], opening["salt"]
    if not (_is_count(index) and _fits(_FIELD, name) and _fits(_SALT, salt)):
        raise _Refused(
            "an entry's index, a field, 16 bytes of salt", f"{index!r:.40}, {name!r:.40}, {salt!r:.40}"
        )
    return index, name, salt, opening["value"]


def _fits(form: re.Pattern[str], value: object) -> bool:
    return isinstance(value, str) and form.fullmatch(value) is not None


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


# ---------------------------------------------------------------- canonical JSON (RFC 8785)

_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _canonical(value: object) -> bytes:
    return _ENCODER.encode(value).encode()


def _read_object(data: bytes, keys: set[str]) -> dict[str, Any]:
    """Read a canonical object with exactly these keys.

    Writing what was read must give the same text. That refuses keys out of order or named twice, spaces,
    other spellings of a text or number, and half surrogate pairs; sorting by code point is RFC 8785's order,
    as all keys are ASCII.
    """
    try:
        text = data.decode()
        value = json.loads(text, parse_float=_not_whole, parse_constant=_not_whole)
        _require_plain(value, 0)
        is_canonical = _ENCODER.encode(value) == text
    except (ValueError, RecursionError) as error:
        raise _Refused("JSON without floats", f"{error} in {data[:99]!r}") from error
    if not is_canonical:
        raise _Refused("canonical JSON (RFC 8785)", repr(data[:99]))
    if not isinstance(value, dict) or value.keys() != keys:
        raise _Refused(f"an object of {', '.join(sorted(keys))}", repr(data[:99]))
    return value


def _not_whole(number: str) -> NoReturn:
    raise ValueError(f"the number {number[:40]}, not a whole one,")


def _require_plain(value: object, depth: int) -> None:
    """Refuse what canonical bytes here may not hold: large numbers, deep nests, keys that are not ASCII."""
    if isinstance(value, int) and abs(value) > _LARGEST_INT:
        raise ValueError("a number beyond 2^53 - 1")
    if isinstance(value, dict | list):
        if depth >= _DEEPEST:
            raise ValueError("a nest too deep")
        if isinstance(value, dict) and not all(key.isascii() for key in value):
            raise ValueError("a key that is not ASCII")
        for item in value.values() if isinstance(value, dict) else value:
            _require_plain(item, depth + 1)


if __name__ == "__main__":
    raise SystemExit(main())
