"""What the words of a draft stand for: terms that it defines, lead-in sentences of lists, and clauses that it cites.

- ``"Mishap" means any loss of a record``: from there on a "mishap" may stand where a rule looks for a loss.
- ``The Company shall not:`` and ``(a) sell the data;`` are one sentence; the item is read with its lead-in.
- ``a breach of clause 5`` speaks of what the heading of clause 5 says.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final

from vetting.agreements.clauses import Clause
from vetting.agreements.languages import is_small
from vetting.agreements.patterns import Phrase
from vetting.agreements.words import find_words

MAX_TERM: Final = 4  # words
MAX_DEFINED: Final = 30  # words after "means"
MAX_BEFORE: Final = 10  # words before ("the Logs")
MAX_LEAD_IN: Final = 30  # words of a sentence before a list
MAX_SEEN: Final = 400  # letters before or after a term, so that a clause of a whole draft takes no longer

Meanings = Mapping[Phrase, frozenset[str]]
"""What each phrase of a draft stands for: the words that explain it, small ones left out."""

_QUOTED: Final = r"[\"“”«„‘「『]\s*([^\"“”«»„‘’「」『』]{2,50}?)\s*[,،]?\s*[\"“”»’」』]"
_VERBS: Final = (
    r"(?:shall\s+)?(?:means?|refers?\s+to|stands?\s+for|is|are|includes?)\b|désigne(?:nt)?\b|signifie(?:nt)?\b|s['’]entend(?:ent)?\b"
    r"|significa(?:n|rá)?\b|designa(?:n)?\b|se\s+entiende(?:n)?\b|означа\w+|понима\w+|[—–-]|是指|指|يقصد|تعني|يعني"
)
_MEANS: Final = re.compile(rf"{_QUOTED}\s*(?:{_VERBS})\s*", re.IGNORECASE)
_NAMED: Final = re.compile(r"[(（][^()（）]{0,40}?" + _QUOTED + r"\s*[)）]")
_BRACKETS: Final = re.compile(r"[()（）]")
_CITED: Final = re.compile(
    r"\b((?:clause|article|section|paragraph|cláusula|artículo|стать\w+|пункт\w*|المادة|第)s?)\s+([0-9]{1,3}(?:\.[0-9]{1,3})*)",
    re.IGNORECASE,
)
_ARTICLES: Final = frozenset(("the", "a", "an", "le", "la", "les", "el", "los", "las", "l"))
_ENDS: Final = re.compile(r"(?<=[.!?;。；؟])\s+")
_ITEM: Final = re.compile(r"\([a-z]{1,6}\)(?:#[0-9]+)?$|\.[0-9]+(?:#[0-9]+)?$")
_OPENS: Final = (":", "：", ":—", ":-", "—")


def find_meanings(clauses: Sequence[Clause], known: Collection[str] = ()) -> Meanings:
    """The terms that a draft defines and the clauses that it cites, with what they stand for.

    A term whose words are all known says by itself what it means, as the names of the parties do.
    """
    told = (*_defined(clauses, known), *_cited(clauses))
    return {phrase: words for phrase, words in told if phrase and words}


def find_lead_ins(clauses: Sequence[Clause]) -> dict[str, str]:
    """The words that come before each item of a list, by its id: those of the sentence that the list completes."""
    texts = {one.id: one for one in clauses}
    found: dict[str, str] = {}
    for clause in clauses:
        above = texts.get(_ITEM.sub("", clause.id))
        if above is not None and above is not clause and above.text.rstrip().endswith(_OPENS):
            said = " ".join((found.get(above.id, ""), _ENDS.split(above.text)[-1]))
            found[clause.id] = " ".join(said.split()[-MAX_LEAD_IN:])
    return found


def _defined(clauses: Iterable[Clause], known: Collection[str]) -> Iterator[tuple[Phrase, frozenset[str]]]:
    for term, said in _explained(clauses):
        phrase = _phrase(term)
        if len(phrase) <= MAX_TERM and not all(word in known for word in phrase):
            words = _words(" ".join(said)) - set(phrase)
            yield from ((form, words) for form in _forms(phrase))


def _explained(clauses: Iterable[Clause]) -> Iterator[tuple[str, list[str]]]:
    """Each term in quotation marks with the words that say what it is."""
    for clause in clauses:
        for found in _MEANS.finditer(clause.text):
            after = clause.text[found.end() : found.end() + MAX_SEEN]
            yield found[1], _ENDS.split(after)[0].split()[:MAX_DEFINED]
        for found in _NAMED.finditer(clause.text):
            before = _BRACKETS.split(clause.text[max(0, found.start() - MAX_SEEN) : found.start()])[-1]
            yield found[1], _ENDS.split(before)[-1].split()[-MAX_BEFORE:]


def _cited(clauses: Sequence[Clause]) -> Iterator[tuple[Phrase, frozenset[str]]]:
    headings = {one.id.removesuffix("."): one.text if one.is_heading else one.heading for one in clauses}
    for clause in clauses:
        for word, number in _CITED.findall(clause.text):
            heading = headings.get(number) or headings.get(number.split(".")[0], "")
            yield _phrase(f"{word} {number}"), _words(heading)


def _forms(phrase: Phrase) -> tuple[Phrase, Phrase]:
    """A term in the singular and the plural of English."""
    *before, last = phrase
    other = last.removesuffix("s") if last.endswith("s") else f"{last}s"
    return phrase, (*before, other)


def _phrase(text: str) -> Phrase:
    words = [one.text for one in find_words(text)]
    return tuple(words[1:] if words and words[0] in _ARTICLES else words)


def _words(text: str) -> frozenset[str]:
    return frozenset(one.text for one in find_words(text) if not is_small(one.text))
