"""The terms by which names are found: words by sound, their consonants, and three letters at a time.

Words find a name in any order and transcription, consonants find it without its vowels, and letters find it in spite
of a slip. The version stands in each index, since an index made with other terms finds other names.

>>> from vetting.screening.entities import Kind
>>> from vetting.screening.names import analyse
>>> sorted(find_terms(analyse("Li Wei", Kind.PERSON)))
['#_li', '#ivi', '#liv', '#vi_', '=li', '=vi']
"""

from vetting.screening.names import Name
from vetting.screening.sounds import fold

TERMS_VERSION = "3"
MOST_TERMS = 160


def find_terms(name: Name) -> list[str]:
    """The terms of a name in all its readings, each once; words before letters."""
    terms: dict[str, None] = {}
    for reading in name.readings:
        terms.update((f"={word.sound}", None) for word in reading if word.weight > _PARTICLE)
        terms.update((f".{word.bones}", None) for word in reading if len(word.bones) > 1)
    for joined in name.joined:
        terms.update((f"#{gram}", None) for gram in _grams(fold(joined)))
    return list(terms)[:MOST_TERMS]


def _grams(text: str) -> list[str]:
    padded = f"_{text}_"
    return [padded[at : at + 3] for at in range(len(padded) - 2)]


_PARTICLE = 0.3
