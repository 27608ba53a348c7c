"""Terms that a pack asks of an agreement or forbids in it, and what they suggest about a draft.

A suggestion says where words stand. It decides nothing: a person reads the clause and links it, or says that
the draft is silent.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from vetting.agreements.clauses import Clause
from vetting.agreements.patterns import Found, Pattern, Text
from vetting.domain.clause_links import Says


@dataclass(frozen=True, slots=True)
class TermRule:
    """One rule: words to look for, in each language, and words of the same sentence that make them mean otherwise."""

    id: str
    criterion: str
    says: Says
    about: str
    find: tuple[tuple[str, Pattern], ...]  # with the language of each
    unless: tuple[Pattern, ...] = ()


@dataclass(frozen=True, slots=True)
class MatchedWords:
    """Words of a clause, with where they stand in its text."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What one rule found in one clause; of a criterion that no rule found, that it is absent."""

    criterion: str
    says: Says
    clause: str = ""
    rule: str = ""
    language: str = ""
    words: tuple[MatchedWords, ...] = ()


def suggest_terms(clauses: Sequence[Clause], rules: Sequence[TermRule]) -> list[Suggestion]:
    """The suggestions for a draft, by criterion in the order of the rules, then by clause."""
    read = [one for one in clauses if not one.is_heading]
    text = Text([one.text for one in read])
    found = [one for rule in rules for one in _apply(rule, read, text)]
    order = {rule.criterion: None for rule in rules}
    missing = set(order) - {one.criterion for one in found}
    absent = [Suggestion(criterion, Says.ABSENT) for criterion in missing]
    places = {criterion: place for place, criterion in enumerate(order)}
    stands = {clause.id: place for place, clause in enumerate(read)}
    return sorted(
        [*found, *absent], key=lambda one: (places[one.criterion], stands.get(one.clause, -1), one.rule)
    )


def _apply(rule: TermRule, clauses: Sequence[Clause], text: Text) -> Iterator[Suggestion]:
    """One suggestion for each clause in which the rule holds: its first place there."""
    barred = _sentences(rule.unless, text)
    told: set[int] = set()
    for language, pattern in rule.find:
        for found in text.find(pattern):
            if found.clause not in told and not barred & set(_sentences_of(found, text)):
                told.add(found.clause)
                clause = clauses[found.clause]
                words = _words(found, clause, text)
                yield Suggestion(rule.criterion, rule.says, clause.id, rule.id, language, words)


def _sentences(patterns: Iterable[Pattern], text: Text) -> set[tuple[int, int]]:
    """The sentences, by clause, in which one of the patterns holds."""
    return {one for pattern in patterns for found in text.find(pattern) for one in _sentences_of(found, text)}


def _sentences_of(found: Found, text: Text) -> Iterator[tuple[int, int]]:
    for first, last in found.spans:
        for word in text.words[found.clause][first:last]:
            yield found.clause, word.sentence


def _words(found: Found, clause: Clause, text: Text) -> tuple[MatchedWords, ...]:
    words = text.words[found.clause]
    places = sorted({(words[first].start, words[last - 1].end) for first, last in found.spans})
    return tuple(MatchedWords(start, end, clause.text[start:end]) for start, end in places)
