"""Receipts: 130 bits that are read forgivingly, found by a hash, and confirmed by two groups."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vetting.domain.errors import Refusal
from vetting.domain.receipts import (
    BITS,
    derive,
    lookup_of,
    parse_receipt,
    to_groups,
    to_receipt,
    why_not_confirmed,
)

NUMBERS = st.integers(0, (1 << BITS) - 1)
RECEIPT = to_receipt(2**129 + 12345)


@given(NUMBERS)
def test_what_is_shown_in_groups_is_read_back_as_it_was(number: int) -> None:
    receipt = to_receipt(number)
    assert parse_receipt("-".join(to_groups(receipt))) == receipt
    assert parse_receipt(" ".join(to_groups(receipt)).lower()) == receipt
    assert [len(group) for group in to_groups(receipt)] == [5, 5, 5, 5, 6]


@given(NUMBERS, NUMBERS)
def test_two_numbers_have_two_receipts_and_two_places(one: int, other: int) -> None:
    assert (to_receipt(one) == to_receipt(other)) is (one == other)
    assert (lookup_of(to_receipt(one)) == lookup_of(to_receipt(other))) is (one == other)


@given(st.text(max_size=60))
def test_any_text_is_a_receipt_or_none_and_never_an_error(text: str) -> None:
    found = parse_receipt(text)
    assert found is None or (len(found) == 26 and parse_receipt(found) == found)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("O" * 26, "0" * 26),
        ("Il" * 13, "1" * 26),
        ("\u202e" + "7" * 26 + "\u202c", "7" * 26),
        ("٣" * 26, "3" * 26),
        ("９" * 26, "9" * 26),
        ("A" * 25, None),
        ("A" * 27, None),
        ("U" * 26, None),
        ("", None),
    ],
    ids=[
        "O for 0",
        "I and L for 1",
        "marks of direction",
        "Arabic digits",
        "wide digits",
        "one too few",
        "one too many",
        "a letter that is not used",
        "nothing",
    ],
)
def test_a_receipt_is_read_as_people_type_it(typed: str, read: str | None) -> None:
    assert parse_receipt(typed) == read


@pytest.mark.parametrize("number", [-1, 1 << BITS])
def test_a_receipt_has_130_bits_and_no_more(number: int) -> None:
    with pytest.raises(ValueError, match="130 bits"):
        to_receipt(number)


def test_two_groups_confirm_a_receipt_however_they_are_written() -> None:
    groups = to_groups(RECEIPT)
    assert why_not_confirmed(RECEIPT, {2: groups[1].lower(), 5: f" {groups[4]}-"}) is None


@pytest.mark.parametrize("typed", [{}, {2: "00000"}, {2: "", 5: ""}, {5: "ZZZZZZ"}])
def test_a_wrong_group_does_not_confirm_a_receipt(typed: dict[int, str]) -> None:
    assert why_not_confirmed(RECEIPT, typed) == Refusal("receipt_groups_differ", {})


def test_the_place_of_a_receipt_tells_nothing_else_that_is_derived_from_it() -> None:
    assert len(lookup_of(RECEIPT)) == 64
    assert derive(RECEIPT, b"one") != derive(RECEIPT, b"other")
    assert RECEIPT.lower() not in lookup_of(RECEIPT)
