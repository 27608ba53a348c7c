"""Which characters the fonts at hand can show, read from their own tables."""

import struct

import pytest

from vetting.adapters.fonts import covered_characters, find_fonts, read_cmap, uncovered_pattern
from vetting.adapters.typeset import font_families, order_families


def _font(subtables: list[tuple[int, int, bytes]], start: int = 0) -> bytes:
    """A font that has nothing but a cmap with these subtables."""
    head = start + 28
    cmap = struct.pack(">HH", 0, len(subtables))
    at, bodies = 4 + 8 * len(subtables), b""
    for platform, encoding, body in subtables:
        cmap += struct.pack(">HHI", platform, encoding, at + len(bodies))
        bodies += body
    table = cmap + bodies
    directory = struct.pack(">IHHHH", 0x00010000, 1, 0, 0, 0) + struct.pack(
        ">4sIII", b"cmap", 0, head, len(table)
    )
    return directory + table


FORMAT_4 = struct.pack(">HHHHHHH", 4, 0, 0, 6, 0, 0, 0) + struct.pack(
    ">HHHHHHHHHHHHHHHH", 0x42, 0x52, 0xFFFF, 0, 0x41, 0x50, 0xFFFF, 1, 0, 1, 0, 4, 0, 7, 0, 9
)
FORMAT_12 = struct.pack(">HHIII", 12, 0, 0, 0, 2) + struct.pack(
    ">IIIIII", 0x1F600, 0x1F602, 0, 0x20000, 0x20001, 5
)


def test_the_code_points_of_both_formats_are_read_without_those_that_have_no_glyph() -> None:
    font = _font([(3, 1, FORMAT_4), (3, 10, FORMAT_12), (1, 0, b"\x00\x00")])
    assert read_cmap(font) == {0x41, 0x42, 0x50, 0x52, 0x1F601, 0x1F602, 0x20000, 0x20001}


def test_the_first_font_of_a_collection_is_read() -> None:
    font = _font([(0, 4, FORMAT_12)], start=16)
    collection = struct.pack(">4sIII", b"ttcf", 0x00010000, 1, 16) + font
    assert read_cmap(collection) == {0x1F601, 0x1F602, 0x20000, 0x20001}


def test_a_subtable_of_another_format_adds_nothing() -> None:
    assert read_cmap(_font([(0, 5, struct.pack(">H", 14))])) == set()


def test_a_font_without_a_table_of_characters_is_none() -> None:
    with pytest.raises(ValueError, match=r"The font has no table cmap\."):
        read_cmap(struct.pack(">IHHHH", 0x00010000, 0, 0, 0, 0))


@pytest.mark.parametrize(
    "text", ["Müller & Söhne", "Ελληνικά", "Яндекс", "شركة الاتصالات", "‹U+0E20›", "Nguyễn"]
)
def test_latin_greek_cyrillic_and_arabic_are_covered_by_what_is_always_there(text: str) -> None:
    assert uncovered_pattern().findall(text) == []


def test_emoji_and_private_use_are_not_covered() -> None:
    assert uncovered_pattern().findall("a😀\ue000b") == ["😀", "\ue000"]
    assert not covered_characters() & set(range(0xE000, 0xF900))


def test_the_fonts_come_from_wheels() -> None:
    assert {path.name for path in find_fonts()} >= {
        "NotoSans[wdth,wght].ttf",
        "NotoSansArabic[wdth,wght].ttf",
    }


def test_text_is_set_in_the_fonts_of_the_wheels_and_chinese_in_simplified_forms_first() -> None:
    assert font_families()[:2] == ("Noto Sans", "Noto Sans Arabic")
    installed = {"Noto Sans CJK HK", "Noto Sans CJK SC", "Noto Sans Thai", "Noto Sans"}
    assert order_families(installed) == (
        "Noto Sans",
        "Noto Sans CJK SC",
        "Noto Sans CJK HK",
        "Noto Sans Thai",
    )
