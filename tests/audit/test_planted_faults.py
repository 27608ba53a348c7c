"""Twenty faults, planted one at a time in a log of twelve entries: each is named exactly, and nothing else is."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest

from tests.audit.logs import FINGERPRINT, KEY, ORIGIN, Log, make_log
from vetting.audit.chain import link_after
from vetting.audit.checkpoint import Checkpoint, sign_checkpoint
from vetting.audit.entry import NO_PREVIOUS, LogEntry
from vetting.audit.note import SigningKey
from vetting.audit.tree import Tree, leaf_hash
from vetting.audit.verify import verify_log

LOG = make_log(12)
ENTRIES = [LogEntry.from_bytes(leaf) for leaf in LOG.leaves]
HASHES = [leaf_hash(leaf).hex() for leaf in LOG.leaves]
FORK = make_log(12, changed=7)
ROOT = LOG.tree.root().hex()
SIGNER = f"{ORIGIN}+{KEY.verifier.id.hex()}"


@dataclass
class Given:
    """What is handed to the verifier; a fault changes one thing in it."""

    lines: list[bytes]
    checkpoint: str
    key: str
    earlier: list[str]
    openings: list[bytes]

    def resign(self) -> None:
        """Sign the lines as they are now, with the true key: the office itself did it."""
        hashes = [leaf_hash(line.removesuffix(b"\n")) for line in self.lines]
        self.checkpoint = sign_checkpoint(Checkpoint(ORIGIN, len(hashes), Tree(hashes).root()), KEY)
        self.earlier = []


def given() -> Given:
    earlier = [LOG.checkpoint(size) for size in (4, 8)]
    return Given(LOG.lines(), LOG.checkpoint(), FINGERPRINT, earlier, LOG.opening_lines())


def put(log: Given, place: int, **changes: object) -> None:
    """Put other fields into an entry, and sign anew; the openings stay away."""
    log.lines[place] = replace(ENTRIES[place], **changes).to_bytes() + b"\n"  # type: ignore[arg-type]
    log.openings = []
    log.resign()


def spoil(case: Given, place: int, old: bytes, new: bytes) -> None:
    case.lines[place] = case.lines[place].replace(old, new)
    case.openings = []
    case.resign()


def leave_out(case: Given, place: int) -> None:
    del case.lines[place]
    case.openings = []
    case.resign()


def become(case: Given, other: Log) -> None:
    """Hand in another log, signed with the true key; what was kept of the first stays."""
    case.lines, case.checkpoint, case.openings = other.lines(), other.checkpoint(), other.opening_lines()


FAULTS: dict[str, tuple[Callable[[Given], object], list[str]]] = {}


def fault(name: str, *sentences: str) -> Callable[[Callable[[Given], object]], None]:
    """Enter a fault with the sentences that name it."""

    def enter(plant: Callable[[Given], object]) -> None:
        FAULTS[name] = (plant, list(sentences))

    return enter


def chain(place: int, seq: int, prev: str, found_seq: int, found_prev: str) -> str:
    case = ENTRIES[place].case
    return (
        f"chain at entry {place}: expected number {seq} of {case} after {prev}; "
        f"found number {found_seq} of {case} after {found_prev}."
    )


FORM = "form at entry {}: expected {}; found {}."

fault("the last entry changed", f"root: expected {ROOT}; found {{root}}.")(
    lambda case: case.lines.__setitem__(11, case.lines[11].replace(b'"by":"P-3"', b'"by":"P-1"'))
)
fault(
    "a case's number skipped",
    chain(11, 4, HASHES[8], 5, HASHES[8]),
)(lambda case: put(case, 11, case_seq=5))
fault("a case's number doubled", chain(11, 4, HASHES[8], 3, HASHES[8]))(
    lambda case: put(case, 11, case_seq=3)
)
fault("an entry tied to another's hash", chain(11, 4, HASHES[8], 4, HASHES[7]))(
    lambda case: put(case, 11, case_prev=HASHES[7])
)
fault("an entry tied to none", chain(11, 4, HASHES[8], 4, NO_PREVIOUS))(
    lambda case: put(case, 11, case_prev=NO_PREVIOUS)
)
fault(
    "an entry moved to another case",
    f"chain at entry 11: expected number 5 of case-2 after {HASHES[10]}; "
    f"found number 4 of case-2 after {HASHES[8]}.",
)(lambda case: put(case, 11, case="case-2"))
fault(
    "a case that begins in its middle",
    f"chain at entry 11: expected number 1 of case-9 after {NO_PREVIOUS}; "
    f"found number 4 of case-9 after {HASHES[8]}.",
)(lambda case: put(case, 11, case="case-9"))
fault(
    "an entry left out, the rest signed anew",
    f"chain at entry 10: expected number 3 of case-3 after {HASHES[5]}; "
    f"found number 4 of case-3 after {HASHES[8]}.",
)(lambda case: leave_out(case, 8))
fault("an entry cut off the end", "size: expected 12 entries, as the checkpoint says; found 11.")(
    lambda case: case.lines.pop()
)
fault("an entry too many", "size: expected 12 entries, as the checkpoint says; found 13.")(
    lambda case: case.lines.append(
        replace(ENTRIES[0], protected={}, **link_after(ENTRIES[9])._asdict()).to_bytes() + b"\n"
    )
)
fault(
    "a log cut off and signed anew",
    "size: expected at least 8 entries, as an earlier checkpoint says; found 7.",
)(lambda case: become(case, make_log(7)))
fault(
    "a history written anew",
    f"fork: expected {LOG.tree.root(8).hex()}, the root of the first 8; found {FORK.tree.root(8).hex()}.",
)(lambda case: become(case, FORK))
fault("a day that is none", FORM.format(11, "a time that exists", "2020-02-30T09:11:00Z"))(
    lambda case: spoil(case, 11, b"2020-03-12", b"2020-02-30")
)
fault("a newer version", FORM.format(11, "an entry of version 1", "2"))(
    lambda case: spoil(case, 11, b'"v":1', b'"v":2')
)
fault("a field in both maps", FORM.format(
    9, "plain names of fields, each open or protected, not both", "['count', 'level', 'text', 'text']",
))(lambda case: spoil(case, 9, b'"level":"high"', b'"level":"high","text":"x"'))  # fmt: skip
fault("a value that is not whole", FORM.format(
    11, "JSON without floats",
    f"the number 1.5, not a whole one, in {LOG.leaves[11].replace(b':11,', b':1.5,')[:99]!r}",
))(lambda case: spoil(case, 11, b'"count":11', b'"count":1.5'))  # fmt: skip
fault("a wrong opening", "opening at entry 3: expected {commitment} as text; found {found}.")(
    lambda case: case.openings.__setitem__(
        1, LOG.openings[1].to_bytes().replace(b"Comment", b"Komment") + b"\n"
    )
)
fault(
    "an opening of a field that is none",
    "opening at entry 3: expected no protected field as name; found {found}.",
)(lambda case: case.openings.__setitem__(1, LOG.openings[1].to_bytes().replace(b'"text"', b'"name"') + b"\n"))
fault(
    "a checkpoint that somebody else signed", f"checkpoint: expected a signature by {SIGNER}; found {{line}}."
)(lambda case: setattr(case, "checkpoint", LOG.checkpoint(key=SigningKey(ORIGIN, b"o" * 32))))
fault("a key that is none", "key: expected a fingerprint name+id+base64 of an Ed25519 key; found 'nope'.",
      *["checkpoint: expected a signature by no key that can be read; found {line}."] * 3)(
    lambda case: setattr(case, "key", "nope")
)  # fmt: skip


def fits(planted: str, found: str) -> bool:
    """Compare, but for what only the run knows: hashes of what was planted, and signature lines."""
    return re.fullmatch(re.sub(r"\\\{\w+\\\}", ".+", re.escape(planted)), found) is not None


def test_there_are_twenty_faults() -> None:
    assert len(FAULTS) == 20


def test_without_a_fault_nothing_is_told() -> None:
    case = given()
    report = verify_log(case.lines, case.checkpoint, [case.key], case.earlier, case.openings)
    assert report.breaks == ()


@pytest.mark.parametrize(("plant", "sentences"), FAULTS.values(), ids=FAULTS)
def test_a_planted_fault_is_named_exactly(plant: Callable[[Given], object], sentences: list[str]) -> None:
    case = given()
    plant(case)
    report = verify_log(case.lines, case.checkpoint, [case.key], case.earlier, case.openings)
    found = [str(each) for each in report.breaks]
    assert len(found) == len(sentences), found
    assert [told for planted, told in zip(sentences, found, strict=True) if not fits(planted, told)] == []
