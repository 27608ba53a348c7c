"""The words of all clauses of a draft, so that the patterns of many rules are found in it without reading it again."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from vetting.agreements.patterns import Group, Pattern, Phrase, Phrases
from vetting.agreements.words import Word, find_words

Span = tuple[int, int]  # of words in a clause: first, after the last
Sentence = tuple[int, int]  # its clause, its place there
SHORT: Final = 5  # letters; shorter words are too often the beginning of another
NAMED: Final = "$"  # begins the phrase that stands for the names of a party


@dataclass(frozen=True, slots=True)
class Found:
    """One place where a pattern holds: the clause by its position, and the matched words of each group."""

    clause: int
    spans: tuple[Span, ...]

    @property
    def start(self) -> int:
        """The first word."""
        return min(first for first, _ in self.spans)

    @property
    def end(self) -> int:
        """After the last word."""
        return max(last for _, last in self.spans)


class Text:
    """The clauses of a draft as words, with their headings and with the names that it gives the parties."""

    def __init__(
        self,
        clauses: Sequence[str],
        headings: Sequence[str] = (),
        parties: Mapping[str, frozenset[Phrase]] | None = None,
        meanings: Mapping[Phrase, frozenset[str]] | None = None,
        lead_ins: Sequence[str] = (),
    ) -> None:
        """An index of these texts.

        ``parties`` tells the phrases by which the draft names each side, ``meanings`` what other phrases of it stand for,
        ``lead_ins`` the words before each clause that belong to the same sentence.
        """
        leads = [find_words(one) for one in lead_ins] or [[] for _ in clauses]
        self.begins = [len(lead) for lead in leads]
        """Where the words of each clause begin, after those of its lead-in."""
        self.words: list[list[Word]] = [
            [*lead, *find_words(one)] for lead, one in zip(leads, clauses, strict=True)
        ]
        self._meanings = meanings or {}
        self._headings = [[word.text for word in find_words(one)] for one in headings]
        self._parties = parties or {}
        self._places: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for clause, words in enumerate(self.words):
            for place, word in enumerate(words):
                self._places[word.text].append((clause, place))
        self._found: dict[Phrase, dict[int, list[Span]]] = {}
        self._merged: dict[Phrases, dict[int, list[Span]]] = {}

    def find(self, pattern: Pattern) -> Iterator[Found]:
        """Every place where the pattern holds, one for each place of its first group."""
        groups = [self._places_of(group.phrases) for group in pattern.groups]
        for clause in sorted(set(groups[0]).intersection(*groups[1:])):
            if not pattern.heading or self._stands_under(pattern.heading, clause):
                for anchor in groups[0][clause]:
                    found = _complete(clause, anchor, pattern.groups, groups)
                    if (
                        found
                        and found.end - found.start <= self._allowed(pattern, found)
                        and not self._bars(pattern, found)
                    ):
                        yield found

    def sentences(self, found: Found) -> Iterator[Sentence]:
        """The sentences in which the words of a place stand."""
        for first, last in found.spans:
            for word in self.words[found.clause][first:last]:
                yield found.clause, word.sentence

    def _allowed(self, pattern: Pattern, found: Found) -> int:
        """The window of the pattern; none where all its words stand in the lead-in."""
        return pattern.window if found.end > self.begins[found.clause] else 0

    def _bars(self, pattern: Pattern, found: Found) -> bool:
        """Whether a word that the pattern bars stands in one of the sentences."""
        if not pattern.barred:
            return False
        told = set(self.sentences(found))
        barred = self._places_of(pattern.barred).get(found.clause, ())
        return any(not told.isdisjoint(self.sentences(Found(found.clause, (span,)))) for span in barred)

    def _stands_under(self, phrases: Phrases, clause: int) -> bool:
        words = self._headings[clause] if self._headings else []
        return any(
            all(_fits(word, one) for word, one in zip(words[first:], phrase, strict=False))
            for phrase in phrases
            for first in range(len(words) - len(phrase) + 1)
        )

    def _places_of(self, phrases: Phrases) -> dict[int, list[Span]]:
        if phrases not in self._merged:
            merged: dict[int, set[Span]] = defaultdict(set)
            for phrase in (*self._name_parties(phrases), *self._stand_for(phrases)):
                for clause, spans in self._spans(phrase).items():
                    merged[clause].update(spans)
            self._merged[phrases] = {clause: sorted(spans) for clause, spans in merged.items()}
        return self._merged[phrases]

    def _name_parties(self, phrases: Phrases) -> Iterable[Phrase]:
        """The phrases, with the names of the party they stand for and without those of the other."""
        side = next((one[0] for one in phrases if one[0].startswith(NAMED)), "")
        if not side:
            return phrases
        others = {name for other, names in self._parties.items() if other != side for name in names}
        plain = (one for one in phrases if one[0] != side and one not in others)
        return dict.fromkeys([*plain, *sorted(self._parties.get(side, ()))])

    def _stand_for(self, phrases: Phrases) -> Iterator[Phrase]:
        """The phrases of the draft whose explanation holds one of these in a single word."""
        if not self._meanings:
            return
        found: set[Phrase] = set()
        for one in phrases:
            if len(one) == 1:
                found |= self._explained_by(one[0])
        yield from sorted(found)

    def _explained_by(self, starred: str) -> set[Phrase]:
        """The phrases of the draft whose explanation holds this word."""
        words = _standing_for(starred, self._explaining, self._explaining_sorted)
        return set().union(*(self._explaining[one] for one in words))

    @cached_property
    def _explaining(self) -> dict[str, set[Phrase]]:
        found: dict[str, set[Phrase]] = defaultdict(set)
        for phrase, explained in self._meanings.items():
            for word in explained:
                found[word].add(phrase)
        return dict(found)

    @cached_property
    def _explaining_sorted(self) -> list[str]:
        return sorted(self._explaining)

    def _spans(self, phrase: Phrase) -> dict[int, list[Span]]:
        if phrase not in self._found:
            spans: dict[int, list[Span]] = defaultdict(list)
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
        return _standing_for(starred, self._places, self._sorted)

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(self._places)


def _standing_for(starred: str, words: Collection[str], in_order: Sequence[str]) -> frozenset[str]:
    """Those of the words that a word of a pattern stands for."""
    bare = starred.strip("*")
    if starred.startswith("*"):
        return frozenset(one for one in in_order if _fits(one, starred))
    if not starred.endswith("*"):
        return frozenset(one for one in _numbers_of(bare) if one in words)
    first, last = bisect_left(in_order, bare), bisect_left(in_order, bare + "\U0010ffff")
    return frozenset(in_order[first:last])


def _numbers_of(word: str) -> tuple[str, ...]:
    """A word with its plural or, of a plural, its singular: most rules are written in one of the two."""
    if len(word) < SHORT:
        return (word,)
    return (word, word.removesuffix("s")) if word.endswith("s") else (word, f"{word}s", f"{word}es")


def _complete(
    clause: int, anchor: Span, groups: Sequence[Group], places: Sequence[Mapping[int, Sequence[Span]]]
) -> Found | None:
    """The anchor with the nearest words of each other group; no word counts for two groups."""
    spans = [anchor]
    for group, found in zip(groups[1:], places[1:], strict=True):
        last = spans[-1][1] if group.after else 0
        free = [one for one in found[clause] if one[0] >= last and not _overlaps(one, spans)]
        if not free:
            return None
        spans.append(min(free, key=lambda one: _order_near(anchor, one)))
    return Found(clause, tuple(spans))


def _overlaps(one: Span, taken: Iterable[Span]) -> bool:
    return any(one[0] < last and first < one[1] for first, last in taken)


def _order_near(anchor: Span, one: Span) -> tuple[int, Span]:
    """The nearest place first; of two as near, the earlier."""
    return max(one[0], anchor[0]) - min(one[1], anchor[1]), one


def _fits(word: str, starred: str) -> bool:
    bare = starred.strip("*")
    match starred.startswith("*"), starred.endswith("*"):
        case True, True:
            return bare in word
        case True, False:
            return word.endswith(bare)
        case False, True:
            return word.startswith(bare)
        case _:
            return word == bare
