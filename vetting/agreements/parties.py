"""Which side a name in a draft means: ``Quillon Analytics, Inc. ("Quillon")`` is the company from there on.

A name is what stands in quotation marks in brackets; whose it is follows from the words before it. Where a draft
says "we" and "you" without saying who that is, as the terms of a platform do, "we" is the company.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from vetting.agreements.patterns import Phrase
from vetting.agreements.words import find_words

COMPANY: Final = "$company"
UN: Final = "$un"
MAX_CLAUSES: Final = 40  # parties are named at the beginning
BEFORE: Final = 160  # characters in which a party is described
MAX_NAME: Final = 4  # words

_BRACKETS: Final = re.compile(r"[(（]([^()（）]*[\"“”«»„‘「『][^()（）]*)[)）]")
_QUOTED: Final = re.compile(r"[\"“”«„‘「『]\s*([^\"“”«»„‘’「」『』]{1,40}?)\s*[,،]?\s*[\"“”»’」』]")
_ONE_OF_MANY: Final = re.compile(
    r"\s*(?:each|every|an?|any|une?|una)\s", re.IGNORECASE
)  # a thing, and no party
_ARTICLE: Final = frozenset(("the", "a", "an", "le", "la", "les", "el", "los", "las", "l"))
_OF_UN: Final = re.compile(
    r"united nations|general assembly|\borgan\b|secretariat|\bagency\b|programme\b|\bfund\b|commission\b|intergovernmental"
    r"|nations unies|organe|naciones unidas|órgano|организац\w+ объединенн|оон\b|联合国|الأمم المتحدة|секретариат",
    re.IGNORECASE,
)
_OF_COMPANY: Final = re.compile(
    r"\b(?:ltd|limited|inc|incorporated|llc|llp|gmbh|ag|plc|corp|corporation|company|co|oy|ab|as|a/s|aps|asa|b\.?v|n\.?v|s\.?a|s\.?a\.?s"
    r"|s\.?a\.?r\.?l|s\.?p\.?a|s\.?r\.?l|s\.?l|se|kk|pty|pte|société|entreprise|sociedad|empresa|ооо|оао|зао|пао|ао)\b"
    r"|компани|общество с ограниченной|公司|شركة",
    re.IGNORECASE,
)


def find_parties(clauses: Iterable[str]) -> dict[str, frozenset[Phrase]]:
    """The phrases by which a draft names the company and the United Nations body."""
    names: defaultdict[str, set[Phrase]] = defaultdict(set)
    words: set[str] = set()
    for place, text in enumerate(clauses):
        words.update(one.text for one in find_words(text))
        if place < MAX_CLAUSES:
            for side, name in _read_names(text):
                names[side].add(name)
    _read_we(names, words)
    return {side: frozenset(found) for side, found in names.items()}


def _read_names(text: str) -> Iterable[tuple[str, Phrase]]:
    begins = 0
    for brackets in _BRACKETS.finditer(text):
        side = _side_of(text[max(begins, brackets.start() - BEFORE) : brackets.start()])
        begins = brackets.end()
        for quoted in _QUOTED.finditer(brackets[1]):
            name = _to_phrase(quoted[1])
            if side and name and not _ONE_OF_MANY.match(brackets[1]):
                yield side, name


def _side_of(described: str) -> str:
    """Whose description this is: of the company where it names the form of a company."""
    if _OF_COMPANY.search(described):
        return COMPANY
    return UN if _OF_UN.search(described) else ""


def _to_phrase(name: str) -> Phrase:
    words = [one.text for one in find_words(name)]
    bare = tuple(words[1:] if words and words[0] in _ARTICLE else words)
    return bare if len(bare) <= MAX_NAME else ()


def _read_we(names: defaultdict[str, set[Phrase]], words: set[str]) -> None:
    """The forms of "we" and "you" beside the one that the draft explains; "we" is the company where none is."""
    forms = (("we", "us", "our", "ours"), ("you", "your", "yours"))
    told = {
        word: side for side, found in names.items() for phrase in found if len(phrase) == 1 for word in phrase
    }
    we, you = (next((told[one] for one in form if one in told), "") for form in forms)
    other = {COMPANY: UN, UN: COMPANY}
    if not we and not you and {"we", "you"} <= words:
        we = COMPANY
    for side, form in ((we or other.get(you, ""), forms[0]), (you or other.get(we, ""), forms[1])):
        if side and (we or you):
            names[side].update((one,) for one in form)
