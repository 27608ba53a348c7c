"""Check a bundle, or a whole log, on your own machine: this one file, the standard library and `cryptography`.

    python3 verify.py case.bundle.zip --key FINGERPRINT
    python3 verify.py log.jsonl checkpoint --key FINGERPRINT

It uses no other part of the program that wrote the log, so that it can be read, copied and doubted alone;
that is why it says some things again that stand elsewhere, and is longer than our files are.

What you need:
- a bundle: one case with its record, policy, evidence, log entries and proofs in one file. Or a whole log:
  one entry a line, canonical JSON (RFC 8785 without floats), each line ending in a newline, and its
  checkpoint: a C2SP signed note of origin, number of entries, root (c2sp.org/tlog-checkpoint);
- the fingerprint of the log's key, name+id+base64, which must come from elsewhere than bundle and log;
- if you have them: earlier checkpoints, kept by you or by others; the fingerprints of witnesses; for a
  whole log, openings of protected fields (a bundle carries those that may be shown).

What is checked, and the name of each kind of break, in both:
- key          the fingerprint is one
- checkpoint   the note is well-formed, and one of the keys signed it
- size         the log has as many entries as its checkpoint says, and no fewer than an earlier one said
- root         the Merkle root of the entries (RFC 6962 section 2.1) is the one that was signed
- fork         the entries that an earlier checkpoint covered are still the same
- form         each entry has exactly the fields it must have, in the one way they can be written
- chain        in each case the entries are numbered from 1, each naming the leaf hash of the one before
- opening      an opened value is the one that was committed to, SHA-256 over canonical [salt, value]
- witness      each witness that was named cosigned the checkpoint (c2sp.org/tlog-cosignature)
In a bundle, besides:
- origin       it is of the log whose key you gave
- signature    that key signed SHA256SUMS, in both forms
- sums         every file but the openings stands in SHA256SUMS and has that hash; no other file is there
- proof        the case's last entry is in the log of the checkpoint (RFC 6962 section 2.1.1)
- earlier      the bundle proves that the log continues each checkpoint that you kept
- record       the record's hash is in an entry, and the log continues the checkpoint that the record cites
- policy       the policy is the one that the log and the record name by its hash
- evidence     each file of evidence is one that the log names by its hash
A file that is no bundle of this format, down to the last byte, is not read any further.

What no file can show: that the log's keeper never wrote something down, or keeps a second log for others.
Against the second, compare an earlier checkpoint, or ask for witnesses.
"""

import argparse
import json
import re
import stat
import struct
import sys
import zlib
from base64 import b64decode, b64encode
from binascii import hexlify
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import blake2b, sha256
from itertools import islice
from operator import methodcaller
from pathlib import Path
from typing import Any, BinaryIO, NoReturn, TypeAlias

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


class CannotRead(Exception):
    """The file is no bundle that can be read; the sentence says why. Nothing in it was believed."""


@dataclass(frozen=True, slots=True)
class Report:
    """What was checked of a log, and every break that was found (the first thousand)."""

    origin: str
    size: int
    root: str
    cases: int
    protected: int
    opened: int
    breaks: tuple[Break, ...]
    witnesses: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether nothing was found amiss."""
        return not self.breaks

    @property
    def withheld(self) -> int:
        """How many protected fields came without an opening, which is lawful."""
        return self.protected - self.opened


@dataclass(frozen=True, slots=True)
class BundleReport:
    """What was checked of a bundle, and every break that was found (the first thousand).

    `size` and `root` are the checkpoint's, `last` is the place of the case's last entry in that log, from 0;
    `proven` are the sizes of the earlier logs that it continues, `witnesses` who cosigned it and when.
    """

    origin: str
    case: str
    entries: int = 0
    last: int | None = None
    size: int = 0
    root: str = ""
    record: str = ""
    evidence_named: int = 0
    evidence_held: int = 0
    protected: int = 0
    opened: int = 0
    proven: tuple[int, ...] = ()
    witnesses: tuple[str, ...] = ()
    breaks: tuple[Break, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether nothing was found amiss."""
        return not self.breaks

    @property
    def withheld(self) -> int:
        """How many protected fields came without an opening, which is lawful."""
        return self.protected - self.opened


def verify_log(  # noqa: PLR0913  # all that an auditor may hold
    lines: Iterable[bytes],
    checkpoint: str,
    keys: Sequence[str],
    earlier: Sequence[str] = (),
    openings: Iterable[bytes] = (),
    *,
    witnesses: Sequence[str] = (),
) -> Report:
    """Check a log, given as lines, against its checkpoint and all else; report every break.

    Nothing that is handed in makes it raise: what cannot be read is a break.
    """
    breaks = _Breaks()
    known = _read_keys(keys, breaks)
    heads = [_read_head(note, known, breaks) for note in (checkpoint, *earlier)]
    log = _Log(_read_openings(openings, breaks), breaks)
    log.add_all(lines)
    roots = _roots(log.hashes, {head.size for head in heads if head} | {len(log.hashes)})
    breaks.extend(_compare(heads[0], heads[1:], len(log.hashes), roots))
    return Report(
        origin=heads[0].origin if heads[0] else "",
        size=len(log.hashes),
        root=roots[len(log.hashes)].hex(),
        cases=len(log.due.keys() - {_INSTANCE}),
        protected=log.protected,
        opened=log.opened,
        witnesses=_read_witnesses(checkpoint, witnesses, breaks),
        breaks=tuple(breaks),
    )


def verify_bundle(
    file: BinaryIO, keys: Sequence[str], earlier: Sequence[str] = (), witnesses: Sequence[str] = ()
) -> BundleReport:
    """Check a bundle, given as an open file; report every break.

    Raises CannotRead where the file is no bundle, or one of a newer format. Nothing is unpacked, and nothing
    but the archive's headers is believed before the signature of a given key.
    """
    archive = _Archive(file)
    origin, case = _read_manifest(archive)
    breaks = _Breaks()
    known = _read_keys(keys, breaks)
    try:
        sums = _read_signed_sums(archive, origin, known)
    except _Refused as error:
        breaks.append(error.to_break(error.kind or "signature"))
        return BundleReport(origin, case, breaks=tuple(breaks))
    check = _BundleCheck(archive, case, known, breaks)
    return check.run(sums, earlier, witnesses, origin)


def main(arguments: Sequence[str] | None = None) -> int:
    """Check a file and say what was found; give 0 if it holds, 1 if not, 2 if it cannot be read."""
    given = _parser().parse_args(arguments)
    try:
        report, words = _verify_file(given)
    except CannotRead as error:
        sys.stderr.write(f"{error}\n")
        return 2
    except (OSError, UnicodeDecodeError) as error:
        sys.stderr.write(f"A file cannot be read: {error}\n")
        return 2
    sys.stdout.write("".join(f"{line}\n" for line in (*map(str, report.breaks), *words)))
    return 0 if report.holds else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Check a bundle, or a log against its checkpoint.")
    parser.add_argument("file", type=Path, help="a bundle; or the entries of a log, one a line")
    parser.add_argument(
        "checkpoint", type=Path, nargs="?", help="for a log: the signed note of its size and root"
    )
    parser.add_argument("--key", action="append", required=True, help="the fingerprint, got from elsewhere")
    parser.add_argument("--earlier", type=Path, action="append", default=[], help="a checkpoint kept before")
    parser.add_argument("--witness", action="append", default=[], help="the fingerprint of a witness")
    parser.add_argument("--openings", type=Path, help="for a log: openings of protected fields, one a line")
    return parser


def _verify_file(given: argparse.Namespace) -> tuple[Report | BundleReport, Sequence[str]]:
    earlier = [path.read_text("utf-8") for path in given.earlier]
    with given.file.open("rb") as file:
        if given.checkpoint is None:
            bundle = verify_bundle(file, given.key, earlier, given.witness)
            return bundle, tell_bundle(bundle)
        openings = given.openings.read_bytes().splitlines(keepends=True) if given.openings else []
        note = given.checkpoint.read_text("utf-8")
        log = verify_log(file, note, given.key, earlier, openings, witnesses=given.witness)
        return log, _tell_log(log)


def _tell_log(report: Report) -> Sequence[str]:
    facts = (
        f"{report.origin}: {report.size} entries in {report.cases} cases, root {report.root}; "
        f"{_tell_fields(report)}."
    )
    return facts, *_tell_witnesses(report), _verdict("log", report)


def tell_bundle(report: BundleReport) -> Sequence[str]:
    """Say what a bundle was found to hold, a sentence a line, the verdict last."""
    if not report.size:
        return f"{report.origin}, case {report.case}.", _verdict("bundle", report)
    last = "none" if report.last is None else f"number {report.last + 1}"
    return (
        f"{report.origin}, case {report.case}: {report.entries} entries, the last of them {last} in the log.",
        f"The log has {report.size} entries and the root {report.root}.",
        f"The record has the hash {report.record}.",
        f"{report.evidence_held} of {report.evidence_named} files of evidence are held here.",
        f"{_tell_fields(report)}.",
        f"The log continues {len(report.proven)} earlier checkpoints.",
        *_tell_witnesses(report),
        _verdict("bundle", report),
    )


def _tell_fields(report: Report | BundleReport) -> str:
    return f"{report.opened} of {report.protected} protected fields opened, {report.withheld} withheld"


def _tell_witnesses(report: Report | BundleReport) -> Sequence[str]:
    return [f"Cosigned by {witness}." for witness in report.witnesses]


def _verdict(what: str, report: Report | BundleReport) -> str:
    if report.holds:
        return f"The {what} holds."
    return f"The {what} does not hold: {len(report.breaks)} found amiss."


class _Breaks(list[Break]):
    """What was found amiss. Beyond a thousand nobody reads on, and a hostile file must not fill the memory."""

    def append(self, one: Break) -> None:
        if len(self) < _MOST_BREAKS:
            super().append(one)

    def extend(self, others: Iterable[Break]) -> None:
        super().extend(islice(others, _MOST_BREAKS - len(self)))


_MOST_BREAKS = 1_000


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


def _climb(leaf: bytes, index: int, size: int, path: Sequence[bytes]) -> bytes:
    """Give the root to which an inclusion proof leads (RFC 9162 section 2.1.3.2)."""
    inner, from_left = _steps(index, size)
    if len(path) != len(inner) + from_left:
        raise _Refused(f"{len(inner) + from_left} hashes", str(len(path)))
    found = leaf
    for is_right, sibling in zip(inner, path, strict=False):
        found = _node(sibling, found) if is_right else _node(found, sibling)
    for sibling in path[len(inner) :]:
        found = _node(sibling, found)
    return found


def _climb_twice(old: int, new: int, path: list[bytes]) -> tuple[bytes, bytes]:
    """Give the earlier and the later root to which a consistency proof leads (RFC 9162 section 2.1.4.2).

    The path begins with the root of the old tree's last complete subtree.
    """
    level = (old & -old).bit_length() - 1
    inner, from_left = _steps((old - 1) >> level, ((new - 1) >> level) + 1)
    if len(path) != 1 + len(inner) + from_left:
        raise _Refused(f"{1 + len(inner) + from_left} hashes", str(len(path)))
    earlier = later = path[0]
    for is_right, sibling in zip(inner, path[1:], strict=False):
        later = _node(sibling, later) if is_right else _node(later, sibling)
        earlier = _node(sibling, earlier) if is_right else earlier
    for sibling in path[1 + len(inner) :]:
        earlier, later = _node(sibling, earlier), _node(sibling, later)
    return earlier, later


def _steps(index: int, size: int) -> tuple[list[bool], int]:
    """Tell how a leaf climbs: level by level, whether it is a right child; then how often it only is one.

    Above the level where its path meets the tree's right edge, a node without a sibling moves up unchanged.
    """
    inner = (index ^ (size - 1)).bit_length()
    return [bool(index >> level & 1) for level in range(inner)], (index >> inner).bit_count()


# ------------------------------------------------ keys and checkpoints (C2SP signed-note, tlog-checkpoint)


@dataclass(frozen=True, slots=True)
class _Head:
    """What a checkpoint says."""

    origin: str
    size: int
    root: bytes


class _Refused(ValueError):
    """Something cannot be read, or is not as it must be."""

    def __init__(self, expected: str, found: str, kind: str = "") -> None:
        self.expected, self.found, self.kind = expected, found, kind

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
_SIGNS, _COSIGNS = 1, 4  # key types of c2sp.org/signed-note
_KINDS = {_SIGNS: "an Ed25519 key", _COSIGNS: "a witness's Ed25519 key"}
_LARGEST_NOTE = 1024 * 1024
_LATEST_SECOND = 253_402_300_799  # the year 9999


def _read_keys(
    fingerprints: Sequence[str], breaks: list[Break], kind: int = _SIGNS
) -> dict[tuple[str, bytes], bytes]:
    """Give public keys by name and id; of Ed25519, type 01 signs notes, and type 04 cosigns checkpoints."""
    keys = {}
    for fingerprint in fingerprints:
        try:
            name, key_id, public = _read_key(fingerprint, kind)
        except _Refused as error:
            breaks.append(error.to_break("key"))
            continue
        keys[name, key_id] = public
    return keys


def _read_key(fingerprint: str, kind: int = _SIGNS) -> tuple[str, bytes, bytes]:
    match = _KEY.fullmatch(fingerprint)
    blob = _base64(match[3]) if match else b""
    if not match or len(blob) != 1 + _PUBLIC_SIZE or blob[0] != kind:
        raise _Refused(f"a fingerprint name+id+base64 of {_KINDS[kind]}", repr(fingerprint[:200]))
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
    if not _verifies(public, blob[_ID_SIZE:], text.encode("utf-8", "replace")):
        raise _Refused(f"a signature of {match[1]} that fits the text", repr(line[:200]))
    return match[1]


def _verifies(public: bytes, signature: bytes, signed: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, signed)
    except InvalidSignature:
        return False
    return True


def _read_witnesses(note: str, fingerprints: Sequence[str], breaks: list[Break]) -> tuple[str, ...]:
    """Tell which of these witnesses cosigned a checkpoint, and when; each of them must have."""
    if not fingerprints:
        return ()
    keys = _read_keys(fingerprints, breaks, _COSIGNS)
    found: dict[str, str] = {}
    try:
        text, lines = _split_note(note)
        for line in lines:
            found |= _cosigner(line, text, keys)
    except _Refused as error:
        breaks.append(error.to_break("witness"))
    absent = sorted({name for name, _ in keys} - found.keys())
    breaks.extend(Break("witness", f"a cosignature by {name}", "none that can be counted") for name in absent)
    return tuple(found[name] for name in sorted(found))


def _cosigner(line: str, text: str, keys: Mapping[tuple[str, bytes], bytes]) -> dict[str, str]:
    """Give the known witness that cosigned by this line: key id, then 8 bytes of seconds, then a signature."""
    match = _SIGNATURE.fullmatch(line)
    blob = _base64(match[2]) if match else b""
    name = match[1] if match else ""
    public = keys.get((name, blob[:_ID_SIZE]))
    if public is None:
        return {}
    seconds = int.from_bytes(blob[_ID_SIZE : _ID_SIZE + 8], "big")
    signed = f"cosignature/v1\ntime {seconds}\n{text}".encode("utf-8", "replace")
    if not _verifies(public, blob[_ID_SIZE + 8 :], signed) or seconds > _LATEST_SECOND:
        raise _Refused(f"a cosignature of {name} that fits the checkpoint", repr(line[:200]))
    at = datetime.fromtimestamp(seconds, UTC).isoformat().replace("+00:00", "Z")
    return {name: f"{name} at {at}"}


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

    openings: dict[int, dict[str, str]]
    breaks: list[Break]
    hashes: list[bytes] = field(default_factory=list)
    due: dict[bytes, tuple[int, bytes]] = field(default_factory=dict)
    protected: int = 0
    opened: int = 0

    def add_all(self, lines: Iterable[bytes]) -> None:
        """Check each line as the next entry; then tell of openings that no entry took."""
        rest = iter(lines)
        while batch := list(islice(rest, _BATCH)):
            if not self._add_plain(batch):
                for line in batch:
                    self._add(line)
        for index, fields in self.openings.items():
            found = f"openings of {', '.join(fields)}"
            self.breaks.append(Break("opening", "an entry that can be read", found, index))

    def _add_plain(self, lines: Sequence[bytes]) -> bool:
        """Check many lines at once, or tell that one of them is not of the plain kind that most are."""
        found = _match_plain(lines)
        if found is None:
            return False
        first = len(self.hashes)
        self.hashes += [sha256(b"\x00" + line[:-1]).digest() for line in lines]
        self._follow_all(first, found)
        # No plain text holds a quotation mark, so this counts fields.
        self.protected += sum(row[7].count(b'":') for row in found if row[7])
        for index in self.openings.keys() & range(first, len(self.hashes)) if self.openings else ():
            self._open(json.loads(lines[index - first])["protected"], index)
        return True

    def _follow_all(self, first: int, found: Iterable[tuple[bytes, ...]]) -> None:
        """Do as _follow for many entries in turn; most are right, and need no more than to be compared."""
        due = self.due
        for index, row in enumerate(found, first):
            case, prev, number = row[1], row[2], int(row[3])
            if due.get(case, _FIRST) == (number, prev):
                due[case] = (number + 1, hexlify(self.hashes[index]))
            else:
                self._follow(index, case, number, prev)

    def _add(self, line: bytes) -> None:
        index = len(self.hashes)
        self.hashes.append(sha256(b"\x00" + line.removesuffix(b"\n")).digest())
        try:
            case, seq, prev, protected = _read_entry(line)
        except _Refused as error:
            self.breaks.append(error.to_break("form", index))
            return
        self._follow(index, case, seq, prev)
        self.protected += protected
        if index in self.openings:
            self._open(json.loads(line)["protected"], index)

    def _follow(self, index: int, case: bytes, seq: int, prev: bytes) -> None:
        """Hold an entry against the one before it in its case, right or wrong: one break is told once."""
        due = self.due.get(case, _FIRST)
        if (seq, prev) != due:
            self.breaks.append(Break("chain", _link(case, *due), _link(case, seq, prev), index))
        self.due[case] = (seq + 1, hexlify(self.hashes[index]))

    def _open(self, protected: Mapping[str, str], index: int) -> None:
        for name, commitment in self.openings.pop(index).items():
            if protected.get(name) == commitment:
                self.opened += 1
            else:
                held = f"{protected.get(name, 'no protected field')} as {name}"
                self.breaks.append(Break("opening", held, commitment, index))


def _link(case: bytes, seq: int, prev: bytes) -> str:
    return f"number {seq} of {case.decode()} after {prev.decode()}"


_Entry: TypeAlias = tuple[bytes, int, bytes, int]
"""What is needed of every entry: case, number, previous hash, how many protected fields."""

_FIRST = (1, b"0" * 64)
_BATCH = 1_000
_ENDS = methodcaller("endswith", b"\n")
_INSTANCE = b"instance"  # the chain of what belongs to no case: keys, lists, packs
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
# In this pattern a + after a repetition is no second one: what it took is not given back (Python 3.11).
_PLAIN_ID = rb"[A-Za-z0-9][A-Za-z0-9._:@/-]{0,127}+"
_PLAIN_VALUE = rb'(?>"[ !#-\[\]-~]*+"|-?[1-9][0-9]{0,14}+|0|true|false|null)'
_PLAIN_ENTRY = re.compile(
    rb'(?m:^)\{"at":"([0-9]{4}-[0-9]{2}-[0-9]{2})T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]{1,6})?Z",'
    rb'"by":"%(id)s","case":"(%(id)s)","case_prev":"([0-9a-f]{64})","case_seq":([1-9][0-9]{0,14}),'
    rb'"event":"[A-Z][A-Za-z0-9]{0,63}",'
    rb'"open":\{(?:"(%(name)s)":%(value)s(?:,"(%(name)s)":%(value)s((?:,"%(name)s":%(value)s)*+))?+)?+\},'
    rb'"protected":\{((?:"%(name)s":%(hash)s(?:,"%(name)s":%(hash)s)*+)?+)\},"v":1\}\n'
    % {
        b"id": _PLAIN_ID,
        b"name": rb"[a-z][a-z0-9_]{0,63}+",
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
    return entry["case"].encode(), entry["case_seq"], entry["case_prev"].encode(), len(entry["protected"])


def _match_plain(lines: Sequence[bytes]) -> list[tuple[bytes, ...]] | None:
    """Give day, case, previous hash, number and fields of lines that are all plain entries.

    The fields are the first and second open ones by name, all further ones, and the protected ones.

    This is _read_entry by pattern, several times as fast. It takes only what that takes, as that takes it;
    for any other line the answer is None, and all go the long way. Each match begins a line, ends it, and
    holds no other newline: as many matches as lines and newlines, the last byte of each line being one, means
    that each line is one match.
    """
    data = b"".join(lines)
    found: list[tuple[bytes, ...]] = _PLAIN_ENTRY.findall(data)
    if not (len(found) == data.count(b"\n") == len(lines) and all(map(_ENDS, lines))):
        return None
    if max(map(len, lines)) > _LARGEST_LEAF or not all(map(_is_day, {row[0] for row in found})):
        return None
    # Most entries have two open fields at most, and no others: these are compared here.
    rare = (row for row in found if row[6] or row[7] or (row[4] >= row[5] and row[5]))
    return found if all(map(_is_in_order, rare)) else None


def _is_in_order(row: tuple[bytes, ...]) -> bool:
    """Tell whether the fields of a plain entry stand in order, each named once and not in both maps."""
    names = [*filter(None, row[4:6]), *_PLAIN_NAME.findall(row[6])]
    others = _PLAIN_NAME.findall(row[7])
    in_order = names == sorted(set(names)) and others == sorted(set(others))
    return in_order and set(names).isdisjoint(others)


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


def _read_openings(lines: Iterable[bytes], breaks: list[Break]) -> dict[int, dict[str, str]]:
    """Give what each opening commits to, by entry and field."""
    openings: dict[int, dict[str, str]] = {}
    for line in lines:
        try:
            index, name, commitment = _read_opening(line)
        except _Refused as error:
            breaks.append(error.to_break("opening"))
            continue
        if name in openings.setdefault(index, {}):
            breaks.append(Break("opening", f"one opening of {name}", "a second", index))
        openings[index][name] = commitment
    return openings


def _read_opening(line: bytes) -> tuple[int, str, str]:
    opening = _read_object(line.removesuffix(b"\n"), _OPENING_KEYS)
    index, name, salt = opening["entry_index"], opening["field"], opening["salt"]
    if not (_is_count(index) and _fits(_FIELD, name) and _fits(_SALT, salt)):
        raise _Refused(
            "an entry's index, a field, 16 bytes of salt", f"{index!r:.40}, {name!r:.40}, {salt!r:.40}"
        )
    return index, name, sha256(_canonical([salt, opening["value"]])).hexdigest()


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


# ---------------------------------------------------------------- the bundle: one zip in one form

_FORMAT = 1
_LARGEST_BUNDLE = 2**31 - 1
_LARGEST_READ = 16 * 1024 * 1024  # of what is read whole; evidence and entries pass by piece by piece
_LARGEST_OPENINGS = 32 * 1024 * 1024
_LARGEST_OPENING = 4 * 1024 * 1024
_PIECE = 1024 * 1024
_DAY_ONE = 0x21  # 1 January 1980, the first day that a zip can tell
_FILE_MODE = (stat.S_IFREG | 0o644) << 16
_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*")
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class _Member:
    """One file in the archive, and where its bytes begin."""

    name: str
    crc: int
    size: int
    start: int


class _Archive:
    """A zip whose every byte is what writing its members again would give.

    Members are stored as they are, sorted by name, one after the other, each with the same date and mode and
    nothing besides. So nothing can be hidden in it, nothing can swell, and any changed byte is seen.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.members = {member.name: member for member in _read_members(file)}

    def read(self, name: str) -> bytes:
        """Give a small member whole."""
        member = self.members.get(name)
        if member is None:
            raise _Refused(f"the file {name}", "none")
        if member.size > _LARGEST_READ:
            raise _Refused(f"{name} of at most {_LARGEST_READ} bytes", str(member.size))
        return _read_at(self._file, member.start, member.size)

    def text(self, name: str) -> str:
        """Give a small member as text."""
        try:
            return self.read(name).decode()
        except UnicodeDecodeError as error:
            raise _Refused(f"{name} as UTF-8", "other bytes") from error

    def names(self, prefix: str) -> list[str]:
        """Give the names of a folder."""
        return [name for name in self.members if name.startswith(prefix)]

    def lines(self, name: str, longest: int) -> Iterator[bytes]:
        """Give a member line by line; what is longer comes in pieces, of which none ends in a newline."""
        member = self.members.get(name)
        self._file.seek(member.start if member else 0)
        rest = member.size if member else 0
        while rest and (line := self._file.readline(min(rest, longest + 2))):
            rest -= len(line)
            yield line

    def digest(self, name: str) -> tuple[str, bool]:
        """Give the SHA-256 of a member, and whether its checksum is the one in the archive's headers."""
        member = self.members[name]
        digest, crc = sha256(), 0
        self._file.seek(member.start)
        for start in range(0, member.size, _PIECE):
            piece = self._file.read(min(_PIECE, member.size - start))
            digest.update(piece)
            crc = zlib.crc32(piece, crc)
        return digest.hexdigest(), crc == member.crc


def _read_members(file: BinaryIO) -> list[_Member]:
    size = file.seek(0, 2)
    if size > _LARGEST_BUNDLE:
        raise CannotRead(f"The bundle has {size} bytes; at most {_LARGEST_BUNDLE} are read.")
    if _read_at(file, 0, 4) not in (b"PK\x03\x04", b"PK\x05\x06"):
        raise CannotRead("The file is no bundle; to check a log, give its checkpoint too.")
    tail = _read_at(file, max(0, size - _END.size), _END.size)
    if len(tail) < _END.size or tail[:4] != b"PK\x05\x06":
        raise CannotRead("The bundle is cut short, or something follows its end.")
    length, start = _END.unpack(tail)[5:7]
    if length > _LARGEST_READ or start + length + _END.size != size:
        raise CannotRead("The bundle's directory is not where its end says; it is cut short or was added to.")
    directory = _read_at(file, start, length)
    members = list(_parse_directory(directory))
    _require_form(file, members, directory, tail, start)
    return members


def _parse_directory(directory: bytes) -> Iterator[_Member]:
    at = offset = 0
    previous = ""
    while at < len(directory):
        if len(directory) - at < _CENTRAL.size:
            raise CannotRead("The bundle's directory ends within an entry.")
        header = _CENTRAL.unpack_from(directory, at)
        at += _CENTRAL.size
        name = _read_name(directory[at : at + header[10]])
        if name <= previous:
            what = "is in the bundle twice" if name == previous else "is not in its place by name"
            raise CannotRead(f"The file {name} {what}.")
        _require_plain_header(name, header)
        at, previous = at + header[10], name
        start = offset + _LOCAL.size + len(name)
        yield _Member(name, header[7], header[9], start)
        offset = start + header[9]


def _read_name(raw: bytes) -> str:
    name = raw.decode("ascii", "replace")
    if name.startswith("/") or ".." in name.split("/") or "\\" in name:
        raise CannotRead(f"The name {name!r:.200} leads out of the bundle's folder.")
    if not _NAME.fullmatch(name) or len(name) > _LONGEST_NAME:
        raise CannotRead(f"The name {name!r:.200} is none that a bundle's file can have.")
    return name


def _require_plain_header(name: str, header: tuple[Any, ...]) -> None:
    """Refuse, with the reason, what zips can be and a bundle is not."""
    flags, method, packed, size, mode = header[3], header[4], header[8], header[9], header[15] >> 16
    if flags & 1:
        raise CannotRead(f"The file {name} is encrypted; a bundle has nothing to hide.")
    if flags:
        raise CannotRead(f"The file {name} has the flags {flags:04x}; a bundle's files have none.")
    if method:
        raise CannotRead(f"The file {name} is packed by method {method}; a bundle's files are stored.")
    if stat.S_ISLNK(mode):
        raise CannotRead(f"The file {name} is a link.")
    if header[11] or header[12]:
        raise CannotRead(f"The file {name} has fields besides its name.")
    if packed != size:
        raise CannotRead(f"The file {name} has {size} bytes and is stored as {packed}; one of them is false.")


def _require_form(
    file: BinaryIO, members: Sequence[_Member], directory: bytes, tail: bytes, start: int
) -> None:
    """Write every header again, and refuse the archive if one differs."""
    written, offset = [], 0
    for member in members:
        name = member.name.encode()
        common = (20, 0, 0, 0, _DAY_ONE, member.crc, member.size, member.size, len(name), 0)
        local = _LOCAL.pack(b"PK\x03\x04", *common) + name
        if _read_at(file, offset, len(local)) != local:
            raise CannotRead(f"The header of {member.name} is not what a bundle's is.")
        written.append(
            _CENTRAL.pack(b"PK\x01\x02", 0x0314, *common, 0, 0, 0, _FILE_MODE, offset) + name,
        )
        offset = member.start + member.size
    end = _END.pack(b"PK\x05\x06", 0, 0, len(members), len(members), len(directory), start, 0)
    if b"".join(written) != directory or offset != start or end != tail:
        raise CannotRead("The bundle's directory is not what a bundle's is.")


def _read_at(file: BinaryIO, start: int, size: int) -> bytes:
    file.seek(start)
    return file.read(size)


# ---------------------------------------------------------------- the bundle: whose it is, and its sums

_OPENINGS = "disclosures/openings.jsonl"
_SUMS, _SIGNATURE_FILE, _MINISIGN_FILE = "SHA256SUMS", "SHA256SUMS.sig", "SHA256SUMS.minisig"
_UNSUMMED = {_SUMS, _SIGNATURE_FILE, _MINISIGN_FILE, _OPENINGS}


def _read_manifest(archive: _Archive) -> tuple[str, str]:
    """Give the origin and the case that the bundle says it is of; refuse another format."""
    try:
        manifest = json.loads(archive.read("bundle.json"))
        version = manifest["format"]
    except (_Refused, ValueError, RecursionError, KeyError, TypeError):
        raise CannotRead("The file is a zip, but no bundle: it does not say its format.") from None
    if version != _FORMAT:
        raise CannotRead(
            f"The bundle has the format {version!r:.40}; this verifier reads {_FORMAT}. Get the newer verifier."
        )
    origin, case = manifest.get("origin"), manifest.get("case")
    if not (_fits(_ORIGIN, origin) and _fits(_ENTRY_FORMS["case"], case)):
        raise CannotRead("The bundle does not say of which log and case it is.")
    return origin, case


_ORIGIN = re.compile(r"[!-~]{1,200}")


def _read_signed_sums(archive: _Archive, origin: str, keys: Mapping[tuple[str, bytes], bytes]) -> bytes:
    """Give SHA256SUMS, once a key of this log was found to have signed it."""
    if not keys:
        raise _Refused("a fingerprint that can be read", "none")
    names = {name for name, _ in keys}
    if names != {origin}:
        raise _Refused(f"a bundle of {', '.join(sorted(names))}, whose key this is", origin, "origin")
    sums, signature = archive.read(_SUMS), archive.read(_SIGNATURE_FILE)
    for public in keys.values():
        if _verifies(public, signature, sums):
            _require_minisign(archive.text(_MINISIGN_FILE), sums, public)
            return sums
    signers = ", ".join(f"{name}+{key_id.hex()}" for name, key_id in keys)
    raise _Refused(f"SHA256SUMS signed by {signers}", "a signature that is not by that key, or of other sums")


def _require_minisign(text: str, sums: bytes, public: bytes) -> None:
    """Check the same sums in minisign's form: the signature is of their BLAKE2b, and the comment is signed."""
    match text.split("\n"):
        case [_, signature, comment, seal, ""] if text.startswith(_MINISIGN_START):
            blob, trusted = _base64(signature), comment.removeprefix("trusted comment: ")
        case _:
            raise _Refused("SHA256SUMS.minisig of four lines", repr(text[:100]))
    is_signed = _verifies(public, blob[10:], blake2b(sums).digest())
    is_sealed = _verifies(public, _base64(seal), blob[10:] + trusted.encode())
    if not (blob[:10] == b"ED" + public[:8] and is_signed and is_sealed):
        raise _Refused("SHA256SUMS.minisig by the same key", repr(text[:100]))


_MINISIGN_START = "untrusted comment: SHA256SUMS, by the key of the log\n"


# ---------------------------------------------------------------- the bundle: what is in it


@dataclass(slots=True)
class _Named:
    """What the case's entries name by its hash."""

    records: set[str] = field(default_factory=set)
    evidence: set[str] = field(default_factory=set)
    packs: set[str] = field(default_factory=set)

    def add(self, line: bytes) -> None:
        """Read a line, whatever its form, which is judged elsewhere."""
        try:
            entry = json.loads(line)
            event, fields = entry["event"], entry["open"]
            sha, pack = fields.get("sha256"), fields.get("pack_hash")
        except (ValueError, RecursionError, KeyError, TypeError, AttributeError):
            return
        if isinstance(pack, str):
            self.packs.add(pack)
        if isinstance(sha, str) and event in {"RecordIssued", "EvidenceFiled"}:
            (self.records if event == "RecordIssued" else self.evidence).add(sha)


@dataclass(slots=True)
class _BundleCheck:
    """The checks of a bundle whose sums are signed, each told as its own kind of break."""

    archive: _Archive
    case: str
    keys: Mapping[tuple[str, bytes], bytes]
    breaks: list[Break]
    hashes: dict[str, str] = field(default_factory=dict)
    proven: dict[int, bytes] = field(default_factory=dict)
    named: _Named = field(default_factory=_Named)

    def run(self, sums: bytes, earlier: Sequence[str], witnesses: Sequence[str], origin: str) -> BundleReport:
        """Make every check."""
        self._check_sums(sums)
        log = self._check_entries()
        head = self._check_checkpoint()
        last = self._try("proof", self._check_proof, head, log) if head else None
        if head:
            self._check_growth(head, earlier)
        record = self._try("record", self._check_record, log)
        self._try("policy", self._check_policy, record)
        held = self._check_evidence()
        return BundleReport(
            origin=origin,
            case=self.case,
            entries=len(log.hashes),
            last=last,
            size=head.size if head else 0,
            root=head.root.hex() if head else "",
            record=self.hashes.get("record.json", ""),
            evidence_named=len(self.named.evidence),
            evidence_held=held,
            protected=log.protected,
            opened=log.opened,
            proven=tuple(sorted(self.proven.keys() - {head.size if head else 0, 0})),
            witnesses=self._check_witnesses(witnesses),
            breaks=tuple(self.breaks),
        )

    def _try(self, kind: str, check: Callable[..., Any], *given: Any) -> Any:
        """Give what a check gives; tell its refusal as a break of this kind, and give None."""
        try:
            return check(*given)
        except _Refused as error:
            self.breaks.append(error.to_break(error.kind or kind))
            return None

    def _check_sums(self, sums: bytes) -> None:
        for name in self.archive.members:
            self.hashes[name], is_whole = self.archive.digest(name)
            if not is_whole:
                self.breaks.append(Break("sums", f"{name} of the checksum in the archive", "another"))
        told = {name: digest for name, digest in self.hashes.items() if name not in _UNSUMMED}
        due = "".join(f"{digest}  {name}\n" for name, digest in told.items()).encode()
        if due != sums:
            self.breaks.extend(_compare_sums(told, sums))

    def _check_entries(self) -> _Log:
        size = self.archive.members[_OPENINGS].size if _OPENINGS in self.archive.members else 0
        if size > _LARGEST_OPENINGS:
            self.breaks.append(Break("opening", f"at most {_LARGEST_OPENINGS} bytes", str(size)))
        lines = self.archive.lines(_OPENINGS, _LARGEST_OPENING) if size <= _LARGEST_OPENINGS else ()
        log = _Log(_read_openings(lines, self.breaks), self.breaks)
        log.add_all(self.archive.lines(_EVENTS, _LARGEST_LEAF))
        for other in sorted(log.due.keys() - {self.case.encode()}):
            self.breaks.append(Break("chain", f"entries of {self.case} alone", f"some of {other.decode()}"))
        for line in self.archive.lines(_EVENTS, _LARGEST_LEAF):
            if b'"sha256":' in line or b'"pack_hash":' in line:
                self.named.add(line)
        return log

    def _check_checkpoint(self) -> _Head | None:
        text = self._try("checkpoint", self.archive.text, "log/checkpoint")
        return _read_head(text, self.keys, self.breaks) if text is not None else None

    def _check_proof(self, head: _Head, log: _Log) -> int:
        """Hold the case's last entry against the checkpoint; give its place in the log."""
        index, path, checkpoint = _parse_proof(self.archive.text("log/proof"))
        if checkpoint != self.archive.text("log/checkpoint"):
            raise _Refused("a proof that leads to the bundle's checkpoint", "another checkpoint")
        if not log.hashes:
            raise _Refused("entries of the case", "none")
        if not len(log.hashes) - 1 <= index < head.size:
            raise _Refused(f"a place from {len(log.hashes) - 1} to {head.size - 1}", str(index))
        found = _climb(log.hashes[-1], index, head.size, path)
        if found != head.root:
            raise _Refused(f"{head.root.hex()}, the root that was signed", found.hex())
        return index

    def _check_growth(self, head: _Head, earlier: Sequence[str]) -> None:
        """Prove what the log grew from; then look for each checkpoint that the reader kept."""
        self.proven = {0: sha256(b"").digest(), head.size: head.root}
        for name in self.archive.names(_CONSISTENCY):
            self._try("fork", self._prove_growth, name, head)
        for note in earlier:
            kept = _read_head(note, self.keys, self.breaks)
            if kept:
                self._try("fork", self._find_kept, kept, head)

    def _prove_growth(self, name: str, head: _Head) -> None:
        size, path, note = _parse_growth(self.archive.text(name))
        old = _head(*_split_note(note), self.keys)
        if not (str(old.size) == name.removeprefix(_CONSISTENCY) and old.size == size <= head.size):
            raise _Refused(f"{name} to be of a size up to {head.size}", f"{size}, and {old.size} in its note")
        _require_growth(old, head, path)
        self.proven[size] = old.root

    def _find_kept(self, kept: _Head, head: _Head) -> None:
        if kept.size > head.size:
            raise _Refused(f"a log of {kept.size} entries at least, as you kept it", str(head.size), "size")
        root = self.proven.get(kept.size)
        if root is None:
            what = f"a proof from your checkpoint of {kept.size} entries"
            raise _Refused(what, "none; ask for a bundle made with that checkpoint", "earlier")
        if root != kept.root:
            raise _Refused(f"{kept.root.hex()}, the root of {kept.size} that you kept", root.hex())

    def _check_record(self, log: _Log) -> set[str]:
        """Hold the record against the log; give the packs that it names."""
        digest = self.hashes.get("record.json")
        if digest not in self.named.records:
            raise _Refused("an entry RecordIssued that names the record's hash", str(digest or "no record"))
        record = _read_json(self.archive.read("record.json"))
        try:
            cited, root = record["log"]["size"], record["log"]["root"]
            count, last = record["log"]["entries_of_case"], record["log"]["last_leaf"]
            case, packs = record["record"]["case"], {rule["hash"] for rule in record["rules"]}
        except (KeyError, TypeError, IndexError) as error:
            raise _Refused(
                "a record that names its case, its rules and the log", repr(error)[:100]
            ) from error
        if case != self.case:
            raise _Refused(f"a record of {self.case}", repr(case)[:100])
        self._require_cited(cited, root)
        leaf = log.hashes[count - 1].hex() if _is_count(count) and 0 < count <= len(log.hashes) else "none"
        if last != f"sha256:{leaf}":
            raise _Refused(f"{last!r:.99}, which the record cites as entry {count!r:.20} of the case", leaf)
        return packs

    def _require_cited(self, size: object, root: object) -> None:
        """Refuse a record that cites a log which the bundle's does not continue."""
        known = self.proven.get(size) if isinstance(size, int) else None
        if known is None or root != f"sha256:{known.hex()}":
            found = known.hex() if known else "no such proof"
            raise _Refused(f"a proof that the log continues {root!r:.99} of size {size!r:.20}", found)

    def _check_policy(self, of_record: set[str] | None) -> None:
        found = f"sha256:{self.hashes.get(_POLICY)}"
        if found not in self.named.packs:
            raise _Refused(f"the policy that the log names, {', '.join(sorted(self.named.packs))}", found)
        if of_record is not None and found not in of_record:
            raise _Refused(f"the policy that the record names, {sorted(map(str, of_record))!r:.200}", found)

    def _check_evidence(self) -> int:
        """Hold each file of evidence against its name and the log; give how many are here."""
        names = self.archive.names(_EVIDENCE)
        for name in names:
            told, found = name.removeprefix(_EVIDENCE), self.hashes.get(name, "other bytes")
            if found != told:
                self.breaks.append(Break("evidence", f"{told}, by which it is named", found))
            if told not in self.named.evidence:
                self.breaks.append(Break("evidence", "a file that the log names", told))
        return len(names)

    def _check_witnesses(self, witnesses: Sequence[str]) -> tuple[str, ...]:
        text = self.archive.read("log/checkpoint") if "log/checkpoint" in self.archive.members else b""
        return _read_witnesses(text.decode("utf-8", "replace"), witnesses, self.breaks)


_EVENTS = "log/events.jsonl"
_CONSISTENCY = "log/consistency/"
_EVIDENCE = "evidence/"
_POLICY = "policy/pack.json"
_PROOF_HEAD = "c2sp.org/tlog-proof@v1"
_NUMBER = re.compile(r"(index|old) (0|[1-9][0-9]{0,18})")
_SUM = re.compile(rb"([0-9a-f]{64})  ([!-~]+)")


def _compare_sums(found: Mapping[str, str], sums: bytes) -> Iterator[Break]:
    """Say of each file how it differs from the signed sums."""
    lines = [_SUM.fullmatch(line) for line in sums.split(b"\n")]
    signed = {line[2].decode(): line[1].decode() for line in lines if line}
    if signed == found:
        yield Break("sums", "SHA256SUMS with a line for each file, in order, and no more", "another form")
    for name in sorted(signed.keys() | found.keys()):
        if name not in signed:
            yield Break("sums", "no file that SHA256SUMS does not name", name)
        elif signed[name] != found.get(name):
            yield Break("sums", f"{name} of hash {signed[name]}", found.get(name, "no such file"))


def _parse_proof(text: str) -> tuple[int, list[bytes], str]:
    """Read a tlog-proof (c2sp.org/tlog-proof): index, hashes, checkpoint."""
    first, _, rest = text.partition("\n")
    if first != _PROOF_HEAD:
        raise _Refused(f"a proof that begins with {_PROOF_HEAD}", repr(first[:100]))
    return _parse_path("index", rest)


def _parse_growth(text: str) -> tuple[int, list[bytes], str]:
    """Read a proof of growth: the old size, hashes, and the checkpoint of then."""
    return _parse_path("old", text)


def _parse_path(word: str, text: str) -> tuple[int, list[bytes], str]:
    head, _, note = text.partition("\n\n")
    first, *hashes = head.split("\n")
    number = _NUMBER.fullmatch(first)
    if not number or number[1] != word:
        raise _Refused(f"a line of the form: {word}, a space, a number", repr(first[:100]))
    path = [_base64(line) for line in hashes]
    if any(len(digest) != _HASH_SIZE for digest in path):
        raise _Refused(f"hashes of {_HASH_SIZE} bytes", "others")
    return int(number[2]), path, note


def _require_growth(old: _Head, new: _Head, path: list[bytes]) -> None:
    """Refuse unless the path leads from the old root to the new one (RFC 6962 section 2.1.2)."""
    if old.size in (0, new.size):
        roots = (sha256(b"").digest() if old.size == 0 else new.root, new.root)
        if path:
            raise _Refused("no hashes", str(len(path)))
    else:
        # A size that is a power of two is a whole subtree, whose root the proof leaves out.
        whole = old.size & (old.size - 1) == 0
        roots = _climb_twice(old.size, new.size, [old.root, *path] if whole else path)
    for head, root in zip((old, new), roots, strict=True):
        if head.root != root:
            raise _Refused(f"{head.root.hex()}, the root of the first {head.size}", root.hex())


def _read_json(data: bytes) -> Any:
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as error:
        raise _Refused("JSON that can be read", str(error)[:100]) from error


if __name__ == "__main__":
    raise SystemExit(main())
