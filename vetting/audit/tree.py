"""The Merkle tree over all entries: RFC 6962 section 2.1, RFC 9162 section 2.1.

The rules this module keeps:

1. A leaf's hash is SHA-256(0x00 || entry), a node's SHA-256(0x01 || left || right): neither can pass for
   the other.
2. Node (level, index) is the root of the complete subtree over the entries from index * 2^level, 2^level of
   them. Such a node never changes once it is there, so a store only ever adds rows: about two for an entry.
3. The root of any earlier size can be computed from those nodes alone.

`NodeLookup` is how a store hands nodes in: a function of level and index.
"""

from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from typing import TypeAlias

NodeLookup: TypeAlias = Callable[[int, int], bytes]

Node: TypeAlias = tuple[int, int, bytes]
"""A complete subtree's root, as a store keeps it: level, index, hash."""

EMPTY_ROOT = sha256(b"").digest()


def leaf_hash(entry: bytes) -> bytes:
    """Give the hash of an entry's bytes (RFC 9162 section 2.1.1)."""
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Give the hash of a node from its two children's."""
    return sha256(b"\x01" + left + right).digest()


def append(size: int, leaf_hashes: Sequence[bytes], node: NodeLookup) -> list[Node]:
    """Give the nodes that appending these leaves to a tree of `size` completes, leaves included.

    They come level by level, by index. At each level `node` is asked for one stored node at most: the left
    sibling of the first new one.
    """
    made: list[Node] = []
    level, first, hashes = 0, size, list(leaf_hashes)
    while hashes:
        made += [(level, index, digest) for index, digest in enumerate(hashes, first)]
        if first % 2:
            first -= 1
            hashes.insert(0, node(level, first))
        hashes = [
            sha256(b"\x01" + left + right).digest()
            for left, right in zip(hashes[::2], hashes[1::2], strict=False)
        ]
        level, first = level + 1, first // 2
    return made


def root(size: int, node: NodeLookup) -> bytes:
    """Give the root of the first `size` entries (RFC 9162 section 2.1.1)."""
    return range_root(0, size, node) if size else EMPTY_ROOT


def range_root(start: int, end: int, node: NodeLookup) -> bytes:
    """Give the root over entries start to end - 1, where start begins a subtree of the whole."""
    *others, last = (node(level, index) for level, index in _complete_subtrees(start, end))
    for left in reversed(others):
        last = node_hash(left, last)
    return last


class Tree:
    """A tree in memory, for what a store would keep in a table.

    >>> tree = Tree([leaf_hash(b"one"), leaf_hash(b"two")])
    >>> tree.root() == node_hash(leaf_hash(b"one"), leaf_hash(b"two"))
    True
    """

    def __init__(self, leaf_hashes: Sequence[bytes] = ()) -> None:
        """Start with these leaves."""
        self._levels: list[list[bytes]] = []
        self.append(leaf_hashes)

    @property
    def size(self) -> int:
        """How many entries there are."""
        return len(self._levels[0]) if self._levels else 0

    def node(self, level: int, index: int) -> bytes:
        """Give a complete subtree's root; raise IndexError if it is not complete yet."""
        return self._levels[level][index]

    def append(self, leaf_hashes: Sequence[bytes]) -> list[Node]:
        """Add leaves; give the nodes that this completed."""
        made = append(self.size, leaf_hashes, self.node)
        for level, _, digest in made:
            if level == len(self._levels):
                self._levels.append([])
            self._levels[level].append(digest)
        return made

    def root(self, size: int | None = None) -> bytes:
        """Give the root now, or as it was at an earlier size."""
        return root(self.size if size is None else size, self.node)


def _complete_subtrees(start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut a range into complete subtrees from left to right, the largest first."""
    while start < end:
        level = (end - start).bit_length() - 1
        yield level, start >> level
        start += 1 << level
