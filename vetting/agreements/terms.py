"""Terms that a pack asks of an agreement or forbids in it, and what they suggest about a draft.

A suggestion says where words stand. It decides nothing: a person reads the clause and links it, or says that
the draft is silent.

The words of ``also`` are those of plain language, which say other things too. What weighs little is left out where
another clause says the same term far more clearly, or another rule speaks far more clearly of the same clause.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from vetting.agreements.clauses import Clause
from vetting.agreements.definitions import find_lead_ins, find_meanings
from vetting.agreements.index import Found, Sentence, Text
from vetting.agreements.languages import UNTOLD, tell_language
from vetting.agreements.parties import find_parties
from vetting.agreements.patterns import Pattern
from vetting.domain.clause_links import Says

MAX_LEAD: Final = 6  # words of a heading within a clause
CLEAR: Final = 2  # what a pattern of find weighs
PLAIN: Final = 1  # what a pattern of also weighs
FAR_CLEARER: Final = 4  # a weight of this or more
FAINT: Final = 3  # more than so many times the weight leaves out what is faint
TIMES: Final = 2  # so many times the weight outshines another rule in the same clause


@dataclass(frozen=True, slots=True)
class TermRule:
    """One rule: words to look for, in each language, and words of the same sentence that make them mean otherwise."""

    id: str
    criterion: str
    says: Says
    about: str
    find: tuple[tuple[str, Pattern], ...]  # with the language of each
    unless: tuple[tuple[str, Pattern], ...] = ()
    also: tuple[tuple[str, Pattern], ...] = ()


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
    weight: int = 0  # of all patterns of the rule that hold in the clause


def suggest_terms(clauses: Sequence[Clause], rules: Sequence[TermRule]) -> list[Suggestion]:
    """The suggestions for a draft, by criterion in the order of the rules, then by clause."""
    reading = _Reading.of(clauses, _known_words(rules))
    found = _leave_out_outshone(_leave_out_faint([one for rule in rules for one in reading.apply(rule)]))
    order = dict.fromkeys(rule.criterion for rule in rules)
    missing = set(order) - {one.criterion for one in found}
    absent = [Suggestion(criterion, Says.ABSENT) for criterion in missing]
    places = {criterion: place for place, criterion in enumerate(order)}
    stands = {clause.id: place for place, clause in enumerate(reading.clauses)}
    return sorted(
        [*found, *absent], key=lambda one: (places[one.criterion], stands.get(one.clause, -1), one.rule)
    )


def _leave_out_faint(found: Sequence[Suggestion]) -> list[Suggestion]:
    """Without what few patterns found, where another clause speaks to the criterion far more clearly."""
    heaviest: dict[str, int] = {}
    for one in found:
        heaviest[one.criterion] = max(one.weight, heaviest.get(one.criterion, 0))
    return [one for one in found if heaviest[one.criterion] <= FAINT * one.weight]


def _leave_out_outshone(found: Sequence[Suggestion]) -> list[Suggestion]:
    """Without what a few patterns found in a clause that another rule finds to speak far more clearly of its own term.

    What nothing else finds of a criterion stays: a weak sign is better than to call the draft silent. No warning outshines
    another, since one bad clause often warrants several.
    """
    heaviest: dict[tuple[str, Says], int] = {}
    for one in found:
        key = one.clause, one.says
        heaviest[key] = max(one.weight, heaviest.get(key, 0))
    clear = [one for one in found if not _is_outshone(one, heaviest)]
    told = {one.criterion for one in clear}
    return [one for one in found if one in clear or one.criterion not in told]


def _is_outshone(one: Suggestion, heaviest: Mapping[tuple[str, Says], int]) -> bool:
    by = (Says.ANSWERS,) if one.says is Says.CONTRADICTS else (Says.ANSWERS, Says.CONTRADICTS)
    return max(heaviest.get((one.clause, says), 0) for says in by) >= max(FAR_CLEARER, TIMES * one.weight)


def _lead(text: str) -> str:
    """The heading that a clause begins with: ``Audit. The Office may …``."""
    lead, dot, rest = text.partition(".")
    return lead if dot and rest.strip() and len(lead.split()) <= MAX_LEAD else ""


def _known_words(rules: Iterable[TermRule]) -> frozenset[str]:
    """The words that the rules look for."""
    patterns = (pattern for rule in rules for _, pattern in (*rule.find, *rule.also))
    groups = (group.phrases for pattern in patterns for group in pattern.groups)
    return frozenset(word.strip("*") for phrases in groups for phrase in phrases for word in phrase)


@dataclass(frozen=True)
class _Reading:
    """A draft while rules are tried on it."""

    clauses: Sequence[Clause]
    text: Text
    languages: Sequence[str]  # of the clauses

    @classmethod
    def of(cls, clauses: Sequence[Clause], known: frozenset[str]) -> _Reading:
        """The clauses that are no headings as words, with their headings and the names of the parties."""
        read = [one for one in clauses if not one.is_heading]
        headings = [f"{one.heading} {_lead(one.text)}" for one in read]
        parties = find_parties(one.text for one in clauses)
        named = {word for names in parties.values() for name in names for word in name}
        meanings = find_meanings(clauses, known | named)
        leads = find_lead_ins(clauses)
        text = Text(
            [one.text for one in read], headings, parties, meanings, [leads.get(one.id, "") for one in read]
        )
        return cls(read, text, [tell_language(word.text for word in words) for words in text.words])

    def apply(self, rule: TermRule) -> Iterator[Suggestion]:
        """One suggestion for each clause in which the rule holds: the first place of its first pattern there."""
        told: dict[int, Suggestion] = {}
        barred = self._sentences(rule.unless)
        for weight, patterns in ((CLEAR, rule.find), (PLAIN, rule.also)):
            for language, pattern in patterns:
                for clause, found in self._find(language, pattern, barred).items():
                    first = told.get(clause) or self._suggest(rule, language, found)
                    told[clause] = replace(first, weight=first.weight + weight)
        yield from told.values()

    def _find(self, language: str, pattern: Pattern, barred: set[Sentence]) -> dict[int, Found]:
        """The first place in each clause of the language where the pattern holds and nothing makes the rule silent."""
        places: dict[int, Found] = {}
        for found in self._places(language, pattern):
            if found.clause not in places and barred.isdisjoint(self.text.sentences(found)):
                places[found.clause] = found
        return places

    def _sentences(self, patterns: Iterable[tuple[str, Pattern]]) -> set[Sentence]:
        """The sentences, by clause, in which one of the patterns holds."""
        found = (one for language, pattern in patterns for one in self._places(language, pattern))
        return {sentence for one in found for sentence in self.text.sentences(one)}

    def _places(self, language: str, pattern: Pattern) -> Iterator[Found]:
        """Where a pattern holds, in clauses of its language."""
        if {language, UNTOLD}.isdisjoint(self.languages):
            return iter(())
        return (one for one in self.text.find(pattern) if self.languages[one.clause] in {language, UNTOLD})

    def _suggest(self, rule: TermRule, language: str, found: Found) -> Suggestion:
        clause = self.clauses[found.clause]
        words = self.text.words[found.clause]
        own = (span for span in found.spans if span[0] >= self.text.begins[found.clause])
        places = sorted({(words[first].start, words[last - 1].end) for first, last in own})
        shown = tuple(MatchedWords(start, end, clause.text[start:end]) for start, end in places)
        return Suggestion(rule.criterion, rule.says, clause.id, rule.id, language, shown)
