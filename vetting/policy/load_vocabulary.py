"""The vocabulary of a pack: vocabulary.yaml, words that mean the same to the rules of terms, under a name.

- A name has words in one or more of the six languages of the United Nations; a pattern says ``$name`` for all of them.
- Words may name others that stand before them: ``change: {en: "$amend|vary*"}``.
- The names ``company`` and ``un`` stand as well for what a draft itself calls the two sides.
- A name that no rule uses is a fault.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from typing import Final

from vetting.agreements.parties import COMPANY, UN
from vetting.agreements.patterns import PatternFault, Phrases, parse_phrases
from vetting.policy.shapes import Shape
from vetting.policy.strict_yaml import Fault, Located

VOCABULARY_FILE: Final = "vocabulary.yaml"
TERMS: Final = "terms.yaml"
LANGUAGES: Final = ("ar", "zh", "en", "fr", "ru", "es")
Vocabularies = Mapping[str, Mapping[str, Phrases]]  # by language, by name

_PARTIES: Final = {one.removeprefix("$"): one for one in (COMPANY, UN)}
_NAMED: Final = re.compile(r"\$([a-z]+(?:-[a-z]+)*)")


def read_vocabularies(located: Mapping[str, Located], faults: list[Fault]) -> Vocabularies:
    """The words of each name in each language; what is wrong goes to the faults."""
    known: defaultdict[str, dict[str, Phrases]] = defaultdict(dict)
    if VOCABULARY_FILE in located:
        for name, shape in Shape(located[VOCABULARY_FILE], faults).entries():
            for language, words in shape.entries():
                _read_words(str(name), str(language), words, known)
    return known


def check_used(located: Mapping[str, Located], faults: list[Fault]) -> None:
    """Whether each name of the vocabulary stands in a pattern or in the words of another."""
    if VOCABULARY_FILE not in located:
        return
    said = f"{located[TERMS].data} {located[VOCABULARY_FILE].data}"
    used = set(_NAMED.findall(said))
    for name, shape in Shape(located[VOCABULARY_FILE], faults).entries():
        if name not in used:
            shape.fault(f"no rule uses ${name}", "Use it in terms.yaml or remove it")


def _read_words(name: str, language: str, words: Shape, known: defaultdict[str, dict[str, Phrases]]) -> None:
    if language not in LANGUAGES:
        words.fault(f"{language} is not known here", f"Use {', '.join(LANGUAGES)}")
        return
    try:
        phrases = parse_phrases(words.text("-"), name, known[language])
    except PatternFault as fault:
        words.fault(str(fault), "Write it as the README of the pack shows")
        return
    party = ((_PARTIES[name],),) if name in _PARTIES else ()
    known[language][name] = (*party, *phrases)
