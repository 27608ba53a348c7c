"""Texts are cleaned of what nobody types, whichever way they come."""

import unicodedata
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from vetting.domain.commands import OpenCase
from vetting.domain.texts import clean_text, without_untyped

TURNS = [chr(one) for one in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))]


@given(st.text())
def test_cleaning_twice_is_cleaning_once_and_leaves_nothing_that_turns(text: str) -> None:
    clean = clean_text(text)
    assert clean_text(clean) == clean
    assert not set(clean) & set(TURNS)
    assert all(one in "\n\t" or unicodedata.category(one) not in ("Cc", "Cs") for one in clean)


def test_marks_of_direction_stay_for_those_who_write_from_right_to_left() -> None:
    assert clean_text("\u200fالعربية\u200e abc\u061c") == "\u200fالعربية\u200e abc\u061c"


def test_texts_within_lists_and_tables_are_cleaned_and_other_values_stay() -> None:
    given = {"a": ["x\u202ey", 3, None, b"\x00"], "b": {"c": "\x07z\ud800"}, "d": True}
    assert without_untyped(given) == {"a": ["xy", 3, None, b"\x00"], "b": {"c": "z"}, "d": True}


def test_a_command_from_wherever_it_comes_holds_no_turn() -> None:
    said = "".join(TURNS) + "Live\x00 translation"
    at = datetime(2026, 3, 2, tzinfo=UTC)
    opened = OpenCase(
        id="a",
        case="c",
        by="P",
        at=at,
        title=said,
        initiating_office=said,
        prospect="p",
        pack="x",
        products=[said],
    )
    assert (opened.title, opened.initiating_office, opened.products) == (
        "Live translation", "Live translation", ["Live translation"],
    )  # fmt: skip
