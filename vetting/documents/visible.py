"""Text as it may be shown: nothing hidden, nothing that reorders what stands beside it.

Control characters, bidirectional overrides, isolates, noncharacters and halves of pairs print as
‹U+202E›, in every rendering alike. Joiners and the two direction marks stay: Persian and many
Indic words are wrong without them.
"""

import re
import unicodedata

_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u2028\u2029\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff\U000e0000-\U000e0fff"
    + "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(1, 17))
    + "]"
)
_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
"""The blocks whose letters run from right to left (DerivedBidiClass of the Unicode Character Database)."""

_SPACES = str.maketrans({"\t": " ", "\r": None})

_LAST_LATIN = 0x24F

_SCRIPTS = {
    "ARABIC": "ar", "HEBREW": "he", "CJK": "zh", "HIRAGANA": "ja", "KATAKANA": "ja", "HANGUL": "ko",
    "THAI": "th", "ETHIOPIC": "am", "CYRILLIC": "ru", "GREEK": "el", "DEVANAGARI": "hi",
    "BENGALI": "bn", "TAMIL": "ta", "GEORGIAN": "ka", "ARMENIAN": "hy", "KHMER": "km", "LAO": "lo",
    "MYANMAR": "my", "SINHALA": "si", "TIBETAN": "bo",
}  # fmt: skip
"""The language most often written in a script, by the first word of its characters' names."""


LEFT_TO_RIGHT = "\u200e"
"""The mark that keeps what it encloses running from left to right (UAX 9, section 2.6)."""


def to_visible(text: str) -> str:
    """The text with every hidden or reordering character printed by its code point."""
    spaced = text.replace("\r\n", "\n").translate(_SPACES)
    print_point = code_point_among_rtl if _RTL.search(spaced) else code_point
    return _HIDDEN.sub(lambda found: print_point(found[0]), spaced)


def code_point(character: str) -> str:
    """How a character that cannot be shown is printed: ‹U+0E20›."""
    return f"‹U+{ord(character):04X}›"


def code_point_among_rtl(character: str) -> str:
    """The same between marks; else its brackets turn and move where the text runs from right to left."""
    return f"{LEFT_TO_RIGHT}{code_point(character)}{LEFT_TO_RIGHT}"


def is_rtl(text: str) -> bool:
    """Whether the first character with a direction runs from right to left (UAX 9, rules P2 and P3)."""
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in ("R", "AL"):
            return True
        if direction == "L":
            return False
    return False


def language_of(text: str, language: str, document: str) -> str:
    """The language to mark a text with: its own where it says one, else that of its script; "" for the document's."""
    known = language if language not in ("", "und", document) else _language_of_script(text)
    return "" if known == document else known


def _language_of_script(text: str) -> str:
    if text.isascii():
        return ""
    first = next((one for one in text if one.isalpha() and ord(one) > _LAST_LATIN), "")
    return _SCRIPTS.get(unicodedata.name(first, "").partition(" ")[0], "") if first else ""
