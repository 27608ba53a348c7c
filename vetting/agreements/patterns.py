"""Patterns of words near each other: what a rule of terms looks for.

``prior written consent + name|emblem|logo @20``: the phrase and one of the three words, in any order, within
twenty words of one clause. ``*`` stands for the rest of a word at its end or its beginning. Without ``@`` the
words stand within fifteen.

>>> len(parse_pattern("exclusiv* + right|partner @8").groups)
2
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Final

from vetting.agreements.words import Word, find_words, fold

WINDOW: Final = 15
MAX_WINDOW: Final = 60


class PatternFault(ValueError):
    """A pattern that cannot be read; its text says why."""


Phrase = tuple[str, ...]  # the words in their order, folded, with * where the rest of a word is free


@dataclass(frozen=True, slots=True)
class Pattern:
    """Groups of phrases; one phrase of each group must stand within the window."""

    groups: tuple[tuple[Phrase, ...], ...]
    window: int
    text: str


@dataclass(frozen=True, slots=True)
class Found:
    """One place where a pattern holds: the clause by its position, and the matched words of each group."""

    clause: int
    spans: tuple[tuple[int, int], ...]  # of words in the clause: first, after the last

    @property
    def start(self) -> int:
        """The first word."""
        return min(first for first, _ in self.spans)

    @property
    def end(self) -> int:
        """After the last word."""
        return max(last for _, last in self.spans)


_WINDOW: Final = re.compile(r"(.*?)\s*@\s*([0-9]{1,3})\s*", re.DOTALL)
_PIECE: Final = re.compile(r"\*?[\w\-'’]+\*?")


def parse_pattern(text: str) -> Pattern:
    """The pattern of a text; raises ``PatternFault``."""
    parted = _WINDOW.fullmatch(text)
    said, window = (parted[1], int(parted[2])) if parted else (text, WINDOW)
    if not 1 <= window <= MAX_WINDOW:
        raise PatternFault(f"{text!r}: a window has between 1 and {MAX_WINDOW} words")
    groups = tuple(tuple(_phrase(one, text) for one in group.split("|")) for group in said.split("+"))
    return Pattern(groups, window, text)


def _phrase(said: str, text: str) -> Phrase:
    pieces = said.split()
    if not pieces or not all(_PIECE.fullmatch(one) for one in pieces):
        raise PatternFault(f"{text!r}: {said.strip()!r} holds no words; write words, with * at an end only")
    return tuple(word for piece in pieces for word in _starred(piece))


def _starred(piece: str) -> Iterator[str]:
    """The words of a piece (a hyphen parts two of them), the star kept at its end."""
    words = [one.text for one in find_words(piece)]
    for place, word in enumerate(words):
        before = "*" if place == 0 and piece.startswith("*") else ""
        after = "*" if place == len(words) - 1 and piece.endswith("*") else ""
        yield f"{before}{fold(word)}{after}"


class Text:
    """The words of all clauses of a draft, so that phrases are found without reading it again."""

    def __init__(self, clauses: Sequence[str]) -> None:
        """An index of these texts."""
        self.words: list[list[Word]] = [find_words(one) for one in clauses]
        self._places: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for clause, words in enumerate(self.words):
            for place, word in enumerate(words):
                self._places[word.text].append((clause, place))
        self._found: dict[Phrase, dict[int, list[tuple[int, int]]]] = {}

    def find(self, pattern: Pattern) -> Iterator[Found]:
        """Every place where the pattern holds, one for each place of its first group."""
        groups = [self._places_of(group) for group in pattern.groups]
        for clause in sorted(set(groups[0]).intersection(*groups[1:])):
            for anchor in groups[0][clause]:
                near = (min(one[clause], key=partial(_order_near, anchor)) for one in groups[1:])
                found = Found(clause, (anchor, *near))
                if found.end - found.start <= pattern.window:
                    yield found

    def _places_of(self, group: Iterable[Phrase]) -> dict[int, list[tuple[int, int]]]:
        merged: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for phrase in group:
            for clause, spans in self._spans(phrase).items():
                merged[clause].extend(spans)
        return {clause: sorted(set(spans)) for clause, spans in merged.items()}

    def _spans(self, phrase: Phrase) -> dict[int, list[tuple[int, int]]]:
        if phrase not in self._found:
            spans: dict[int, list[tuple[int, int]]] = defaultdict(list)
            allowed = [self._vocabulary(one) for one in phrase]
            for clause, place in (at for word in sorted(allowed[0]) for at in self._places[word]):
                words = self.words[clause][place : place + len(phrase)]
                if len(words) == len(phrase) and all(
                    w.text in ok for w, ok in zip(words, allowed, strict=True)
                ):
                    spans[clause].append((place, place + len(phrase)))
            self._found[phrase] = spans
        return self._found[phrase]

    def _vocabulary(self, starred: str) -> frozenset[str]:
        """The words of the draft that a word of a pattern stands for."""
        bare = starred.strip("*")
        if starred.startswith("*"):
            fits = str.__contains__ if starred.endswith("*") else str.endswith
            return frozenset(one for one in self._sorted if fits(one, bare))
        if not starred.endswith("*"):
            return frozenset({bare} & self._places.keys())
        first, last = bisect_left(self._sorted, bare), bisect_left(self._sorted, bare + "\U0010ffff")
        return frozenset(self._sorted[first:last])

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(self._places)


def _order_near(anchor: tuple[int, int], one: tuple[int, int]) -> tuple[int, tuple[int, int]]:
    """The nearest place first; of two as near, the earlier."""
    return max(one[0], anchor[0]) - min(one[1], anchor[1]), one
