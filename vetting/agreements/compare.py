"""Two drafts, clause by clause: what was added, removed, changed, moved or only numbered anew.

Clauses with the same words belong together; then those of the same number with half of their words alike; then
those most alike. A clause has moved where the others around it kept their order and it did not.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Final

from vetting.agreements.clauses import Clause

ALIKE: Final = 0.6
ALIKE_OF_ONE_NUMBER: Final = 0.4


class Change(StrEnum):
    """How a clause of one draft stands to the other."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"
    RENUMBERED = "renumbered"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stand in both drafts (``same``), in the old alone (``removed``), or in the new (``added``)."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One clause in both drafts; a changed one with its words."""

    change: Change
    old: Clause | None
    new: Clause | None
    moved: bool = False
    pieces: tuple[Piece, ...] = ()


def compare_clauses(old: Sequence[Clause], new: Sequence[Clause]) -> list[Difference]:
    """Every clause of both drafts once, in the order of the new; what was removed stands after what it followed."""
    pairs = _pair(old, new)
    moved = _find_moved(pairs)
    by_new = {there: here for here, there in pairs}
    removed = _removed_after(old, pairs)
    told = [Difference(Change.REMOVED, clause, None) for clause in removed.get(-1, ())]
    for place, clause in enumerate(new):
        if place not in by_new:
            told.append(Difference(Change.ADDED, None, clause))
            continue
        told.append(_tell(old[by_new[place]], clause, moved=place in moved))
        told += [Difference(Change.REMOVED, one, None) for one in removed.get(by_new[place], ())]
    return told


def find_differences(old: Sequence[Clause], new: Sequence[Clause]) -> list[Difference]:
    """What differs, without the clauses that are the same."""
    return [one for one in compare_clauses(old, new) if one.change is not Change.SAME]


def diff_words(old: str, new: str) -> tuple[Piece, ...]:
    """What became of the words of a text."""
    before, after = old.split(), new.split()
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    pieces: list[Piece] = []
    for kind, i, j, k, m in matcher.get_opcodes():
        if kind == "equal":
            pieces.append(Piece("same", " ".join(before[i:j])))
            continue
        if j > i:
            pieces.append(Piece("removed", " ".join(before[i:j])))
        if m > k:
            pieces.append(Piece("added", " ".join(after[k:m])))
    return tuple(pieces)


Pairs = list[tuple[int, int]]  # places in the old and in the new draft


def _tell(old: Clause, new: Clause, *, moved: bool) -> Difference:
    if old.sha256 != new.sha256:
        return Difference(Change.CHANGED, old, new, moved, diff_words(old.text, new.text))
    if moved:
        return Difference(Change.MOVED, old, new, moved=True)
    return Difference(Change.SAME if old.id == new.id else Change.RENUMBERED, old, new)


def _pair(old: Sequence[Clause], new: Sequence[Clause]) -> Pairs:
    pairs = list(_same_words(old, new))
    taken_old, taken_new = {here for here, _ in pairs}, {there for _, there in pairs}
    scored = []
    left = [(place, _bag(one)) for place, one in enumerate(old) if place not in taken_old]
    right = [(place, _bag(one)) for place, one in enumerate(new) if place not in taken_new]
    for here, mine in left:
        for there, theirs in right:
            same_number = old[here].id == new[there].id
            share = _share(mine, theirs)
            if share >= (ALIKE_OF_ONE_NUMBER if same_number else ALIKE):
                scored.append((not same_number, -share, here, there))
    for _, _, here, there in sorted(scored):
        if here not in taken_old and there not in taken_new:
            taken_old.add(here)
            taken_new.add(there)
            pairs.append((here, there))
    return sorted(pairs)


def _same_words(old: Sequence[Clause], new: Sequence[Clause]) -> Iterator[tuple[int, int]]:
    """Clauses with the same words; of several, those of one number first, then in order."""
    waiting: dict[str, list[int]] = defaultdict(list)
    for place, clause in enumerate(new):
        waiting[clause.sha256].append(place)
    left = []
    for here, clause in enumerate(old):
        there = next((one for one in waiting[clause.sha256] if new[one].id == clause.id), None)
        if there is None:
            left.append((here, clause))
        else:
            waiting[clause.sha256].remove(there)
            yield here, there
    for here, clause in left:
        if waiting[clause.sha256]:
            yield here, waiting[clause.sha256].pop(0)


def _bag(clause: Clause) -> Counter[str]:
    return Counter(clause.text.casefold().split())


def _share(one: Counter[str], other: Counter[str]) -> float:
    """How many of the words of both stand in both."""
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 0.0


def _find_moved(pairs: Pairs) -> set[int]:
    """The new places of clauses outside the longest run that kept its order."""
    tails: list[int] = []
    lengths = []
    for _, there in pairs:
        place = bisect_left(tails, there)
        tails[place : place + 1] = [there]
        lengths.append(place)
    kept: set[int] = set()
    wanted = len(tails) - 1
    for (_, there), length in zip(reversed(pairs), reversed(lengths), strict=True):
        if length == wanted and (not kept or there < min(kept)):
            kept.add(there)
            wanted -= 1
    return {there for _, there in pairs} - kept


def _removed_after(old: Sequence[Clause], pairs: Pairs) -> dict[int, list[Clause]]:
    """The clauses that are gone, by the place in the old draft of the kept clause before them."""
    kept, gone, last = {here for here, _ in pairs}, defaultdict[int, list[Clause]](list), -1
    for place, clause in enumerate(old):
        if place in kept:
            last = place
        else:
            gone[last].append(clause)
    return gone
