"""A share is a band of exact fractions; what is no percentage is refused with a sentence."""

import json
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vetting.screening.shares import (
    UNSTATED,
    Band,
    Certainty,
    ShareUnreadable,
    add_bands,
    band_from_json,
    band_to_exact_json,
    band_to_json,
    limit_to_whole,
    parse_percent,
    parse_share,
    parse_text,
    to_percent,
)

HALF, QUARTER = Fraction(1, 2), Fraction(1, 4)
shares = st.fractions(0, 1, max_denominator=50)


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        (None, UNSTATED),
        ({}, UNSTATED),
        ({"exact": 50}, Band(HALF, HALF)),
        ({"exact": Decimal("12.5")}, Band(Fraction(1, 8), Fraction(1, 8))),
        ({"exact": "50"}, Band(HALF, HALF)),
        ({"exact": "25-50"}, Band(QUARTER, HALF)),
        ({"minimum": 25, "exclusiveMaximum": 50}, Band(QUARTER, HALF, below=True)),
        ({"exclusiveMinimum": 25, "maximum": 50}, Band(QUARTER, HALF, above=True)),
        ({"minimum": 25, "maximum": 50, "exclusiveMinimum": True}, Band(QUARTER, HALF, above=True)),
        ({"minimum": 25, "exclusiveMinimum": False}, Band(QUARTER, Fraction(1))),
    ],
)
def test_a_bods_share_is_exact_or_a_band(share: Any, expected: Band) -> None:
    assert parse_share(share) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("50", "50 %"), ("12,5 %", "12.5 %"), ("25-50", "25 to 50 %"), ("25 % – 50 %", "25 to 50 %"),
        (">50", "50 to 100 %"), ("≥75%", "75 to 100 %"), ("< 25", "0 to 25 %"), ("0", "0 %"), (100, "100 %"),
    ],
)  # fmt: skip
def test_a_text_states_a_number_or_a_band(text: Any, expected: str) -> None:
    assert str(parse_text(text)) == expected


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("-5", "“-5” is no percentage."),
        (-5, "“-5” is below 0 %, which no share can be."),
        (150, "“150” is above 100 %, which no share can be."),
        ("50-25", "“50-25” ends before it begins."),
        ("half", "“half” is no percentage."),
        (True, "“True” is no percentage."),
        ("9" * 99, f"“{'9' * 40}…” is no percentage."),
        (Decimal("1e-999999999"), "“1E-999999999” has more than 20 digits after the point."),
        (Decimal("49." + "9" * 21), "“49.999999999999999999999” has more than 20 digits after the point."),
    ],
)
def test_what_is_no_percentage_is_refused_with_a_sentence(value: Any, sentence: str) -> None:
    with pytest.raises(ShareUnreadable) as refused:
        parse_text(value)
    assert str(refused.value) == sentence


def test_a_share_that_is_no_object_or_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ShareUnreadable, match="“75” is no share object"):
        parse_share(75)
    with pytest.raises(ShareUnreadable, match="ends before it begins"):
        parse_share({"minimum": 50, "maximum": 25})


def test_a_bound_that_is_left_out_decides_at_the_threshold() -> None:
    assert Band(HALF, Fraction(1), above=True).exceeds(HALF) is Certainty.CERTAIN
    assert Band(HALF, Fraction(1)).exceeds(HALF) is Certainty.POSSIBLE
    assert Band(QUARTER, HALF).exceeds(HALF) is Certainty.NO
    assert Band(QUARTER, HALF).reaches(HALF) is Certainty.POSSIBLE
    assert Band(QUARTER, HALF, below=True).reaches(HALF) is Certainty.NO
    assert Band(HALF, HALF).reaches(HALF) is Certainty.CERTAIN


def test_two_bands_meet_where_one_number_can_lie_in_both() -> None:
    low, high = Band(Fraction(0), QUARTER), Band(QUARTER, HALF)
    assert low.meets(high)
    assert high.meets(low)
    assert not low.meets(Band(QUARTER, HALF, above=True))
    assert not Band(Fraction(0), QUARTER, below=True).meets(high)
    assert not low.meets(Band(HALF, HALF))


def test_a_sum_leaves_out_a_bound_that_a_part_leaves_out() -> None:
    total = add_bands([Band(QUARTER, HALF, above=True), Band(QUARTER, QUARTER)])
    assert total == Band(HALF, Fraction(3, 4), above=True)


def test_nobody_can_hold_more_than_the_others_certainly_leave() -> None:
    bands = limit_to_whole({"A": parse_text(75), "B": UNSTATED, "C": parse_text("10-50")})
    assert {name: str(band) for name, band in bands.items()} == {
        "A": "75 %", "B": "0 to 15 %", "C": "10 to 25 %",
    }  # fmt: skip


def test_certain_shares_above_the_whole_are_left_as_they_are() -> None:
    bands = {"A": parse_text(75), "B": parse_text("50-60")}
    assert limit_to_whole(bands) == bands


@given(shares)
def test_a_percentage_that_is_written_out_still_holds_its_number(share: Fraction) -> None:
    low, high = Fraction(to_percent(share, -1)) / 100, Fraction(to_percent(share, 1)) / 100
    assert low <= share <= high
    assert high - low <= Fraction(1, 10**8)


def test_a_band_in_json_is_decimal_text() -> None:
    third = Fraction(1, 3)
    assert band_to_json(Band(third, Fraction(2, 3), above=True)) == {
        "at_least": "33.333333", "at_most": "66.666667", "more_than": True, "less_than": False,
    }  # fmt: skip
    assert band_to_json(Band(third, third))["at_most"] == "33.333333"


@pytest.mark.parametrize(
    ("percentage", "shown"),
    [
        ("49.9999996", "49.999999"), ("50.0000004", "50.000001"), ("99.9999999", "99.999999"),
        ("0.0000001", "0.000001"), ("12.5000000", "12.5"), ("33.3333333", "33.333333"), ("50", "50"),
    ],
)  # fmt: skip
def test_what_is_not_quite_a_whole_percent_is_never_written_as_one(percentage: str, shown: str) -> None:
    assert to_percent(parse_percent(percentage)) == shown


@given(shares, shares, st.booleans())
def test_a_band_that_is_kept_is_read_back_exactly(one: Fraction, other: Fraction, is_open: bool) -> None:  # noqa: FBT001
    band = Band(min(one, other), max(one, other), above=is_open and one != other)
    assert band_from_json(json.loads(json.dumps(band_to_exact_json(band)))) == band


def test_a_band_says_its_fractions_only_where_percentages_are_rounded() -> None:
    assert "exact" not in band_to_exact_json(parse_text("12,5"))
    assert band_to_exact_json(parse_text("49.9999996")) == {
        "at_least": "49.999999", "at_most": "49.999999", "more_than": False, "less_than": False,
        "exact": ["124999999/250000000", "124999999/250000000"],
    }  # fmt: skip
