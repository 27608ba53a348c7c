"""The language of a clause, told by its script or its small words: words of one language are not read as another's.

>>> tell_language(["l", "accord", "est", "signe", "par", "les", "parties"])
'fr'
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

UNTOLD: Final = ""

_SMALL: Final = {
    "en": "the of and to in is are not by for with that shall may be its or on it you we any which this has have will no"
    " without only all such an as from at before",
    "fr": "le la les des du et est un une pour par dans que qui ne aux au sur ou ses sont il elle ce cette leur pas l d qu",
    "es": "el la los las del y es una para por en que no con se su sus al o lo como sin esta este son ni",
}
_LANGUAGES_OF: Final = {
    word: [language for language, words in _SMALL.items() if word in words.split()]
    for words in _SMALL.values()
    for word in words.split()
}
_SCRIPTS: Final = (("а", "я", "ru"), ("\u0620", "\u06d3", "ar"), ("\u3400", "\u9fff", "zh"))


def tell_language(words: Iterable[str]) -> str:
    """The language in which most of these folded words are; UNTOLD where they do not say."""
    counted = Counter(language for word in words for language in _languages_of(word))
    (first, most), (_, next_most), *_ = [*counted.most_common(2), (UNTOLD, 0), (UNTOLD, 0)]
    return first if most > next_most else UNTOLD


def is_small(word: str) -> bool:
    """Whether a folded word is one of those that say nothing of their own."""
    return word in _LANGUAGES_OF


def _languages_of(word: str) -> Iterable[str]:
    letter = word[0]
    script = (language for first, last, language in _SCRIPTS if first <= letter <= last)
    return _LANGUAGES_OF.get(word) or script
