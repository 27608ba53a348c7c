"""Text is shown as it is, and what would hide or reorder it is shown by its code point."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vetting.documents.visible import is_rtl, language_of, to_visible

NAMES = {
    "de": "Müller & Söhne",
    "zh": "腾讯控股有限公司",
    "ar": "شركة الاتصالات",
    "he": "חברת התקשורת",
    "ru": "Яндекс",
    "el": "Ελληνική Εταιρεία",
    "th": "บริษัทไทย",
    "am": "ኢትዮ ቴሌኮም",
    "hi": "भारतीय कंपनी",
    "ja": "カタカナ",
    "ko": "한국전자",
}


@pytest.mark.parametrize("name", NAMES.values())
def test_a_name_in_any_script_is_shown_as_it_is(name: str) -> None:
    assert to_visible(name) == name


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x00b", "a‹U+0000›b"),
        ("evil\u202egnp.exe", "evil‹U+202E›gnp.exe"),
        ("\u2066isolate\u2069", "‹U+2066›isolate‹U+2069›"),
        ("soft\u00adhyphen", "soft‹U+00AD›hyphen"),
        ("\ufeffbom", "‹U+FEFF›bom"),
        ("\ud800half", "‹U+D800›half"),
        ("\uffff\U0001ffff", "‹U+FFFF›‹U+1FFFF›"),
        ("tag\U000e0041", "tag‹U+E0041›"),
        ("a\r\nb\tc", "a\nb c"),
        ("می\u200cخواهم", "می\u200cخواهم"),
    ],
)
def test_what_hides_or_reorders_is_shown_by_its_code_point(text: str, shown: str) -> None:
    assert to_visible(text) == shown


@pytest.mark.parametrize("name", ["شركة\u202eabc", "abc\u202eחברה", "\u2067ﷺ"])
def test_a_code_point_among_letters_from_right_to_left_keeps_its_own_direction(name: str) -> None:
    hidden = next(one for one in name if one in "\u202e\u2067")
    point = f"‹U+{ord(hidden):04X}›"
    assert to_visible(name) == name.replace(hidden, f"\u200e{point}\u200e")


@given(st.text(alphabet=st.characters(codec=None), max_size=40))
def test_no_control_override_or_noncharacter_is_left(text: str) -> None:
    for character in to_visible(text):
        kind = unicodedata.category(character)
        assert kind != "Cs"
        assert kind != "Cc" or character == "\n"
        assert unicodedata.bidirectional(character) not in ("LRO", "RLO", "LRE", "RLE", "PDF", "LRI", "RLI")


@given(st.text(max_size=40))
def test_showing_twice_shows_the_same(text: str) -> None:
    assert to_visible(to_visible(text)) == to_visible(text)


def test_the_first_letter_with_a_direction_gives_the_direction() -> None:
    told = {text: is_rtl(text) for text in ("123 شركة", "(חברה) Ltd", "Ltd شركة", "123", "")}
    assert told == {"123 شركة": True, "(חברה) Ltd": True, "Ltd شركة": False, "123": False, "": False}


@pytest.mark.parametrize(("language", "name"), [(key, name) for key, name in NAMES.items() if key != "de"])
def test_a_script_tells_the_language_to_read_it_in(language: str, name: str) -> None:
    assert language_of(name, "und", "en") == language


def test_a_language_that_is_said_stands_before_that_of_the_script() -> None:
    told = [
        language_of(*one, "en") for one in (("نام", "fa"), ("Plain", "en"), ("Plain", ""), ("Müller", ""))
    ]
    assert told == ["fa", "", "", ""]
