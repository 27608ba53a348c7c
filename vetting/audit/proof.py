"""Proofs about the tree: that an entry is in it, and that it only grew.

The rules this module keeps:

1. An inclusion proof holds the hashes that lead from a leaf to the root (RFC 6962 section 2.1.1, made as
   there, verified as in RFC 9162 section 2.1.3.2).
2. A consistency proof holds the hashes from which both the earlier and the later root follow (RFC 6962
   section 2.1.2, RFC 9162 section 2.1.4.2). Every tree continues the empty one, with no hashes at all.
3. Verifying needs hashes and sizes alone. It returns nothing and raises ProofRefused with what was expected
   and found; a proof with a hash too many or too few is refused, even if the root would come out right.
4. As text an inclusion proof is a C2SP tlog-proof, and a consistency proof has the form of the request to a
   witness (C2SP tlog-witness). Both carry a checkpoint.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from vetting.audit import base64
from vetting.audit.errors import ProofRefused
from vetting.audit.tree import EMPTY_ROOT, NodeLookup, node_hash, range_root


def prove_inclusion(index: int, size: int, node: NodeLookup) -> list[bytes]:
    """Give the hashes that prove the entry at `index` to be among the first `size`, from the leaf up."""
    if not 0 <= index < size:
        raise ProofRefused(f"A log of {size} entries has none at index {index}.")
    siblings: list[bytes] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _largest_power_below(end - start)
        if index < middle:
            siblings.append(range_root(middle, end, node))
            end = middle
        else:
            siblings.append(range_root(start, middle, node))
            start = middle
    return siblings[::-1]


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> None:
    """Accept a leaf hash as entry `index` of the log of this size and root; raise ProofRefused otherwise."""
    if not 0 <= index < size:
        raise ProofRefused(f"A log of {size} entries has none at index {index}.")
    _require_hashes(proof)
    inner, from_left = _steps(index, size)
    _require_length(proof, len(inner) + from_left)
    found = leaf
    for is_right, sibling in zip(inner, proof[: len(inner)], strict=True):
        found = node_hash(sibling, found) if is_right else node_hash(found, sibling)
    for sibling in proof[len(inner) :]:
        found = node_hash(sibling, found)
    _require_root(root, found, size)


def prove_consistency(old: int, new: int, node: NodeLookup) -> list[bytes]:
    """Give the hashes that prove the log of `new` entries to continue the log of `old`."""
    if not 0 <= old <= new:
        raise ProofRefused(f"A log of {new} entries does not continue one of {old}.")
    if old in (0, new):
        return []
    hashes: list[bytes] = []
    start, end = 0, new
    while end != old:
        middle = start + _largest_power_below(end - start)
        if old <= middle:
            hashes.append(range_root(middle, end, node))
            end = middle
        else:
            hashes.append(range_root(start, middle, node))
            start = middle
    # The verifier holds the old root, so it is left out where it is itself a complete subtree.
    return ([range_root(start, end, node)] if start else []) + hashes[::-1]


def verify_consistency(old: int, new: int, proof: Sequence[bytes], old_root: bytes, new_root: bytes) -> None:
    """Accept that the log of `new` entries continues the one of `old`; raise ProofRefused otherwise."""
    if not 0 <= old <= new:
        raise ProofRefused(f"A log of {new} entries does not continue one of {old}.")
    _require_hashes(proof)
    if old in (0, new):
        _require_length(proof, 0)
        if old == 0:
            _require_root(EMPTY_ROOT, old_root, 0)
        if old == new:
            _require_root(old_root, new_root, new)
        return
    # An old size that is a power of two is itself a subtree: its root begins the walk, unsaid by the proof.
    path = list(proof) if old & (old - 1) else [old_root, *proof]
    _walk_consistency(old, new, path, old_root, new_root)


@dataclass(frozen=True, slots=True)
class InclusionProof:
    """An inclusion proof with the checkpoint it leads to: what a submitter or a bundle can keep.

    `extra` is not covered by any signature; nobody may rely on it unchecked.
    """

    index: int
    hashes: tuple[bytes, ...]
    checkpoint: str
    extra: bytes | None = None

    def to_text(self) -> str:
        """Give the C2SP tlog-proof."""
        lines = [_HEADER]
        if self.extra is not None:
            lines.append("extra " + base64.to_text(self.extra))
        lines.append(f"index {self.index}")
        lines += [base64.to_text(each) for each in self.hashes]
        return "\n".join([*lines, "", self.checkpoint])

    @classmethod
    def from_text(cls, text: str) -> Self:
        """Read a C2SP tlog-proof; raise ProofRefused unless writing it again gives the same text."""
        head, gap, checkpoint = text.partition("\n\n")
        match [head.split("\n"), gap]:
            case [[first, extra, index, *hashes], "\n\n"] if first == _HEADER and extra[:6] == "extra ":
                proof = cls(
                    _index(index), _hashes(hashes), checkpoint, base64.from_text(extra[6:], ProofRefused)
                )
            case [[first, index, *hashes], "\n\n"] if first == _HEADER:
                proof = cls(_index(index), _hashes(hashes), checkpoint)
            case _:
                raise ProofRefused(f"A proof begins with the line {_HEADER} and ends with a checkpoint.")
        return proof


@dataclass(frozen=True, slots=True)
class GrowthProof:
    """A consistency proof with a checkpoint: what asks a witness to cosign, and what a bundle holds.

    To a witness goes the later checkpoint (C2SP tlog-witness, the body of add-checkpoint), since it has the
    earlier one; a bundle holds the earlier one, since the later stands beside.
    """

    old: int
    hashes: tuple[bytes, ...]
    checkpoint: str

    def to_text(self) -> str:
        """Give the old size, the hashes, an empty line and the checkpoint."""
        lines = [f"old {self.old}", *map(base64.to_text, self.hashes), "", self.checkpoint]
        return "\n".join(lines)

    @classmethod
    def from_text(cls, text: str) -> Self:
        """Read such a text; raise ProofRefused unless writing it again gives the same."""
        head, gap, checkpoint = text.partition("\n\n")
        first, *hashes = head.split("\n")
        old = _OLD.fullmatch(first)
        if not (old and gap):
            raise ProofRefused(
                f"The proof's first line is {first!r:.60}; it must be: old, a space, a number."
            )
        return cls(int(old[1]), _hashes(hashes), checkpoint)


_HEADER = "c2sp.org/tlog-proof@v1"
_HASH_SIZE = 32
_INDEX = re.compile(r"index (0|[1-9][0-9]{0,18})")
_OLD = re.compile(r"old (0|[1-9][0-9]{0,18})")


def _largest_power_below(count: int) -> int:
    """Give the largest power of two smaller than count: where RFC 6962 splits a tree."""
    return 1 << ((count - 1).bit_length() - 1)


def _steps(index: int, size: int) -> tuple[list[bool], int]:
    """Tell how a leaf climbs: level by level, whether it is a right child; then how often it only is one.

    Below the level where its path meets the tree's right edge every level has a sibling; above it, only those
    levels where the path is a right child (a node without a sibling moves up unchanged).
    """
    inner = (index ^ (size - 1)).bit_length()
    return [bool(index >> level & 1) for level in range(inner)], (index >> inner).bit_count()


def _walk_consistency(old: int, new: int, path: list[bytes], old_root: bytes, new_root: bytes) -> None:
    """Climb from the old tree's last complete subtree, building both roots."""
    level = (old & -old).bit_length() - 1
    inner, from_left = _steps((old - 1) >> level, ((new - 1) >> level) + 1)
    _require_length(path, 1 + len(inner) + from_left)
    old_found = new_found = path[0]
    for is_right, sibling in zip(inner, path[1:], strict=False):
        if is_right:
            old_found, new_found = node_hash(sibling, old_found), node_hash(sibling, new_found)
        else:
            new_found = node_hash(new_found, sibling)
    for sibling in path[1 + len(inner) :]:
        old_found, new_found = node_hash(sibling, old_found), node_hash(sibling, new_found)
    _require_root(old_root, old_found, old)
    _require_root(new_root, new_found, new)


def _require_hashes(proof: Sequence[bytes]) -> None:
    if any(len(each) != _HASH_SIZE for each in proof):
        raise ProofRefused(f"A proof holds hashes of {_HASH_SIZE} bytes; this one holds something else.")


def _require_length(proof: Sequence[bytes], expected: int) -> None:
    if len(proof) != expected:
        raise ProofRefused(f"The proof must have {expected} hashes; it has {len(proof)}.")


def _require_root(expected: bytes, found: bytes, size: int) -> None:
    if expected != found:
        raise ProofRefused(
            f"The proof does not lead to the root of size {size}: "
            f"expected {expected.hex()}, found {found.hex()}."
        )


def _index(line: str) -> int:
    match = _INDEX.fullmatch(line)
    if not match:
        raise ProofRefused(f"The proof's index line is {line!r:.60}; it must be: index, a space, a number.")
    return int(match[1])


def _hashes(lines: Sequence[str]) -> tuple[bytes, ...]:
    hashes = tuple(base64.from_text(line, ProofRefused) for line in lines)
    _require_hashes(hashes)
    return hashes
