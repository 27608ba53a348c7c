"""Names of every script in Latin letters: in more than one way where more than one is usual.

- Latin and most other scripts: as anyascii writes them, one reading.
- Cyrillic: as it is transcribed (Щ: shch, Ц: ts), and letter by letter as machines reverse Latin (Ц: c, Х: h).
- Arabic: with the vowels that are written; ``is_consonantal`` says that most may be missing.
- Chinese, Japanese, Korean: syllables of one word are run together, since a Latin spelling often does so.

>>> readings("Цой")
('Tsoy', 'Coj')
>>> readings("金铁三")
('Jintiesan',)
"""

import re
import unicodedata

from anyascii import anyascii

_CYRILLIC = re.compile("[\u0400-\u04ff]")
_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]")
_HARAKAT = re.compile("[\u064b-\u0650]")
_SYLLABIC = re.compile("[\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_ARABIC_FIRST_WAW = re.compile("(?:(?<=^)|(?<=\\s))و(?=\\w)")
_ARABIC_ARTICLE = re.compile("(?:(?<=^)|(?<=\\s))ال(?=\\w{2})")


def readings(text: str) -> tuple[str, ...]:
    """The usual ways to write a name in Latin letters; always at least one."""
    if text.isascii():
        return (text,)
    text = unicodedata.normalize("NFC", text)
    if _CYRILLIC.search(text):
        return tuple(dict.fromkeys((anyascii(text), anyascii(text.translate(_CYRILLIC_LETTERS)))))
    if _ARABIC.search(text):
        return (_read_arabic(text),)
    if _SYLLABIC.search(text):
        return (" ".join(_join_syllables(word) for word in text.split()),)
    return (anyascii(text),)


def is_consonantal(text: str) -> bool:
    """Whether the text is Arabic without written vowels, so that only its consonants can be compared."""
    return not text.isascii() and bool(_ARABIC.search(text)) and not _HARAKAT.search(text)


def is_syllabic(text: str) -> bool:
    """Whether a text is written in Chinese characters or Hangul, whose syllables are few and so easily alike."""
    return not text.isascii() and bool(_SYLLABIC.search(text))


def _join_syllables(word: str) -> str:
    """Run the syllables together with one capital: anyascii starts each with one."""
    latin = anyascii(word)
    return latin[:1].upper() + latin[1:].lower() if _SYLLABIC.search(word) else latin


def _read_arabic(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text)
    with_articles = _ARABIC_FIRST_WAW.sub("w", _ARABIC_ARTICLE.sub("ال ", plain))
    return anyascii(with_articles.translate(_ARABIC_LETTERS))


_CYRILLIC_PAIRS = {
    "ц": "c",
    "х": "h",
    "ы": "y",
    "й": "j",
    "ё": "e",
    "ж": "z",
    "ч": "c",
    "ш": "s",
    "щ": "s",
    "ю": "ju",
    "я": "ja",
    "ь": "",
    "ъ": "",
    "э": "e",
}
_CYRILLIC_LETTERS = str.maketrans(
    {**_CYRILLIC_PAIRS, **{letter.upper(): latin.title() for letter, latin in _CYRILLIC_PAIRS.items()}}
)

_ARABIC_LETTERS = str.maketrans(
    {
        "ا": "a",
        "أ": "a",
        "إ": "i",
        "آ": "a",
        "ٱ": "a",
        "ب": "b",
        "پ": "p",
        "ت": "t",
        "ث": "th",
        "ج": "j",
        "چ": "ch",
        "ح": "h",
        "خ": "kh",
        "د": "d",
        "ذ": "dh",
        "ر": "r",
        "ز": "z",
        "ژ": "zh",
        "س": "s",
        "ش": "sh",
        "ص": "s",
        "ض": "d",
        "ط": "t",
        "ظ": "z",
        "ع": "",
        "غ": "gh",
        "ف": "f",
        "ڤ": "v",
        "ق": "q",
        "ك": "k",
        "ک": "k",
        "گ": "g",
        "ل": "l",
        "م": "m",
        "ن": "n",
        "ه": "h",
        "ة": "a",
        "و": "u",
        "ؤ": "u",
        "ي": "y",
        "ی": "y",
        "ى": "a",
        "ئ": "y",
        "ء": "",
        "\u064b": "an",
        "\u064c": "un",
        "\u064d": "in",
        "\u064e": "a",
        "\u064f": "u",
        "\u0650": "i",
        "\u0651": "",
        "\u0652": "",
        "\u0640": "",
    }
)
