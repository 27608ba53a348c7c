"""Names of every script in Latin letters: in more than one way where more than one is usual.

- Latin and most other scripts: as anyascii writes them, one reading.
- Cyrillic: as it is transcribed (Щ: shch, Ц: ts), and letter by letter as machines reverse Latin (Ц: c, Х: h).
- Arabic and Hebrew: with the vowels that are written; ``is_consonantal`` says that most may be missing.
- Chinese, Japanese, Korean: syllables of one word are run together, since a Latin spelling often does so; a word as long
  as a full name is read as family and given name too. Korean is read in its two usual spellings. Legal forms stand apart.

>>> readings("Цой")
('Tsoy', 'Coj')
>>> readings("金铁三")
('Jintiesan', 'Jin Tiesan')
"""

import re
import unicodedata

from anyascii import anyascii

_OTHER_SCRIPT = re.compile("[\u0370-\u1dff\u2c00-\ua71f\ua800-\uffff]")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]")
_HEBREW = re.compile("[\u05d0-\u05ea]")
_HARAKAT = re.compile("[\u05b0-\u05bc\u064b-\u0650]")
_SYLLABIC = re.compile("[\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_FORMS = re.compile(
    "股份有限公司|有限责任公司|有限責任公司|有限公司|株式会社|株式會社|有限会社|合同会社|주식회사|유한회사"
)  # legal forms, which stand beside the name without a blank
_HANGUL = re.compile("[\uac00-\ud7af]")
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
        return _read_syllables(_FORMS.sub(r" \g<0> ", text).split())
    return (anyascii(text),)


def is_consonantal(text: str) -> bool:
    """Whether the text is Arabic or Hebrew without its vowels, so that only its consonants can be compared."""
    if text.isascii() or _HARAKAT.search(text):
        return False
    return bool(_ARABIC.search(text) or _HEBREW.search(text))


def is_latin(text: str) -> bool:
    """Whether a text is written in Latin letters, with or without their marks."""
    return text.isascii() or not _OTHER_SCRIPT.search(text)


def is_syllabic(text: str) -> bool:
    """Whether a text is written in Chinese characters or Hangul, whose syllables are few and so easily alike."""
    return not text.isascii() and bool(_SYLLABIC.search(_FORMS.sub("", text)))


def _read_syllables(words: list[str]) -> tuple[str, ...]:
    """Each word as one; a single word of a full name's length also as family and given name; Korean in both spellings."""
    parted = [words]
    if len(words) == 1 and _SYLLABIC.search(words[0]):
        parted += [[words[0][:at], words[0][at:]] for at in _FAMILY_NAME.get(len(words[0]), ())]
    spelt = [" ".join(_join_syllables(word) for word in one) for one in parted]
    if _HANGUL.search("".join(words)):
        spelt += [" ".join(_join_syllables(word, older=True) for word in one) for one in parted]
    return tuple(dict.fromkeys(spelt))


def _join_syllables(word: str, *, older: bool = False) -> str:
    """Run the syllables together with one capital: anyascii starts each with one."""
    latin = anyascii(word)
    if not _SYLLABIC.search(word):
        return latin
    syllables = [_spell_as_before(one) if older else one for one in _SYLLABLE.findall(latin)]
    return "".join(syllables).capitalize() or latin


def _spell_as_before(syllable: str) -> str:
    """A Korean syllable as most people write it in their names: Gim, Jeong, Eun → Kim, Jong, Un."""
    hard = _HARD.get(syllable[:1], syllable[:1]) + syllable[1:]
    return hard.lower().replace("eo", "o").replace("eu", "u")


def _read_arabic(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text)
    with_articles = _ARABIC_FIRST_WAW.sub("w", _ARABIC_ARTICLE.sub("ال ", plain))
    return anyascii(with_articles.translate(_ARABIC_LETTERS))


_SYLLABLE = re.compile("[A-Z]?[a-z]+|[A-Z]|[0-9]+")
_FAMILY_NAME = {2: (1,), 3: (1,), 4: (2,)}  # its length in a full name of so many characters
_HARD = {"G": "K", "D": "T", "B": "P"}
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
