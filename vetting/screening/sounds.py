"""What is left of a word when spellings that sound alike are folded into one.

The folding is the same for every language, so it is coarse on purpose: it serves to find candidates and to
forgive transcriptions, never to tell two words apart.

>>> fold("Yousef"), fold("Yusuf"), fold("Joseph")
('iusif', 'iusuf', 'josif')
>>> skeleton("Haqqani"), skeleton("hqany")
('hkn', 'hkn')
"""

import re
from functools import lru_cache

_RULES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in (
        ("shch|sch", "sh"),
        ("tsch", "ch"),
        ("dzh|dj|zh", "j"),
        ("ph", "f"),
        ("kh", "h"),
        ("gh", "g"),
        ("dh", "d"),
        ("th", "t"),
        ("ck|q|c(?![hieyz])", "k"),
        ("tz|ts|cz|c(?!h)", "s"),
        ("x", "ks"),
        ("w", "v"),
        ("z", "s"),
        ("y", "i"),
        ("ou|oo|au|ow", "u"),
        ("ee|ie|ei|ii|ai|ay|ey", "i"),
        ("e", "i"),
        (r"(.)\1+", r"\1"),
        ("(?<=[aiou])h$", ""),
    )
)
_VOWELS = re.compile("[aeiou]+")


@lru_cache(maxsize=200_000)
def fold(word: str) -> str:
    """The word in lower case with like-sounding spellings made one; never empty for a word."""
    text = word.lower()
    for pattern, plain in _RULES:
        text = pattern.sub(plain, text)
    return text or word


@lru_cache(maxsize=200_000)
def skeleton(word: str) -> str:
    """The consonants of the folded word; the word's own first letter where it has none."""
    text = fold(word)
    bare = _VOWELS.sub("", text[1:])
    first = "" if text[0] in "aeiou" else text[0]
    return re.sub(r"(.)\1+", r"\1", first + bare) or text[:1]
