"""The words of a text with their places, folded so that case, accents and vowel marks do not tell them apart.

The Arabic article, and what is written together with it, is left out as well, since it is no part of the word.

A character of Chinese or Japanese is a word of its own, since nothing stands between words there.

>>> [(one.text, one.start) for one in find_words("L'Éditeur paie.")]
[('l', 0), ('editeur', 2), ('paie', 10)]
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final


@dataclass(frozen=True, slots=True)
class Word:
    """One word as it is compared, where it stands in the text, and in which sentence."""

    text: str
    start: int
    end: int
    sentence: int


_CJK: Final = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
_WORD: Final = re.compile(rf"[{_CJK}]|[^\W_{_CJK}]+|\.(?!\w)|[;。；؛!?؟]")
_ENDS: Final = frozenset(".;。；؛!?؟")
_ARABIC_BEFORE: Final = re.compile(r"^و?(?:[بكف]?ال|لل)(?=\w{3})|^و(?=\w{4})")
_ALIKE: Final = str.maketrans({"ى": "ي", "ة": "ه", "ё": "е"})


def find_words(text: str) -> list[Word]:
    """The words of a text in order."""
    found, sentence = [], 0
    for piece in _WORD.finditer(text):
        if piece[0] in _ENDS:
            sentence += 1
        elif folded := fold(piece[0]):  # a mark that stands alone folds to nothing
            found.append(Word(folded, piece.start(), piece.end(), sentence))
    return found


@lru_cache(maxsize=50_000)
def fold(word: str) -> str:
    """A word as it is compared: small letters without accents; letters that are written for each other alike."""
    bare = unicodedata.normalize("NFKD", word.casefold())
    folded = "".join(one for one in bare if not unicodedata.combining(one)).translate(_ALIKE)
    return _ARABIC_BEFORE.sub("", folded)
