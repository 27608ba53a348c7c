"""The chain of each case inside the log, so that a bundle can show one case whole and disclose no other.

The rules this module keeps:

1. The entries of a case are numbered from 1 without a gap (`case_seq`).
2. Each names the leaf hash of the case's entry before it (`case_prev`); the first names `NO_PREVIOUS`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from vetting.audit.entry import NO_PREVIOUS, LogEntry
from vetting.audit.tree import leaf_hash


class Link(NamedTuple):
    """What ties an entry to the one before it in its case."""

    case_seq: int
    case_prev: str


FIRST = Link(1, NO_PREVIOUS)


@dataclass(frozen=True, slots=True)
class ChainBreak:
    """The first place where a case's chain does not hold. `position` counts the entries given, from 0."""

    position: int
    case: str
    expected: Link
    found: Link


def link_after(previous: LogEntry) -> Link:
    """Give the number and hash that the case's next entry must carry."""
    return link_to(previous.case_seq, previous.to_bytes())


def link_to(case_seq: int, leaf: bytes) -> Link:
    """Give the same from the number and the bytes of the case's entry before."""
    return Link(case_seq + 1, leaf_hash(leaf).hex())


def first_break(entries: Iterable[LogEntry]) -> ChainBreak | None:
    """Find where entries, of one case or of many in the log's order, break the chain of their case."""
    expected: dict[str, Link] = {}
    for position, entry in enumerate(entries):
        due, found = expected.get(entry.case, FIRST), Link(entry.case_seq, entry.case_prev)
        if found != due:
            return ChainBreak(position, entry.case, due, found)
        expected[entry.case] = link_after(entry)
    return None
