"""Two parties of one name are one only where nothing that is known contradicts it."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vetting.domain.screenings import Subject
from vetting.screening.identity import is_surely_one, may_be_one, read_numbers

LEI = "PY6ZZQWO2IZFZC3IOL08"


def a_subject(**known: Any) -> Subject:
    return Subject.model_validate(
        {"id": "x", "where": "", "kind": "unknown", "names": ("Oda Vantari",), **known}
    )


@pytest.mark.parametrize(
    ("one", "other", "may_be", "surely"),
    [
        ({}, {}, True, True),  # nothing tells them apart: whatever is asked of one is asked of the other
        ({"countries": ("ch",)}, {}, True, False),
        ({"countries": ("ch",)}, {"countries": ("ke",)}, False, False),
        ({"countries": ("ch", "ke")}, {"countries": ("ke",)}, True, False),
        ({"birth_date": "1961"}, {"birth_date": "1961-05-14"}, True, False),
        ({"birth_date": "1961-05-14"}, {"birth_date": "1961-05-14"}, True, True),
        ({"birth_date": "1961-05-14"}, {"birth_date": "1961-05-15"}, False, False),
        ({"birth_date": "1961"}, {"birth_date": "1962"}, False, False),
        ({"founded": "2005"}, {"founded": "2006"}, False, False),
        ({"founded": "2005"}, {"founded": "2005", "countries": ("ch",)}, True, True),
        ({"kind": "person"}, {"kind": "organisation"}, False, False),
        ({"kind": "person"}, {"kind": "unknown"}, True, True),
        ({"identifiers": ("GB-COH 10000001",)}, {"identifiers": ("GB-COH 10000002",)}, False, False),
        ({"identifiers": ("GB-COH 10000001",)}, {"identifiers": ("CY 10000002",)}, True, False),
        ({"identifiers": ("10000001",)}, {"identifiers": ("10000002",)}, True, False),
        ({"identifiers": ("10000001",)}, {"identifiers": ("GB 10000001",)}, True, True),
        ({"identifiers": ("GB 10000001",)}, {"identifiers": ("GB-COH 10000001",)}, True, True),
        ({"identifiers": ("NO 10000001",)}, {"identifiers": ("GB-COH 10000001",)}, True, False),
        ({"identifiers": (LEI,)}, {"identifiers": (f"LEI: {LEI.lower()}",)}, True, True),
        ({"identifiers": ("LEI", "7")}, {"identifiers": ("LEI", "7"), "birth_date": "1961"}, True, False),
    ],
)
def test_what_is_known_of_two_parties_says_whether_they_can_be_one(
    one: dict[str, Any],
    other: dict[str, Any],
    may_be: bool,  # noqa: FBT001
    surely: bool,  # noqa: FBT001
) -> None:
    left, right = a_subject(**one), a_subject(**other)
    assert (may_be_one(left, right), is_surely_one(left, right)) == (may_be, surely)
    assert (may_be_one(right, left), is_surely_one(right, left)) == (may_be, surely)


def test_the_same_number_settles_it_whatever_else_differs() -> None:
    one = a_subject(countries=("ch",), birth_date="1961", identifiers=(f"LEI {LEI}",))
    other = a_subject(countries=("ke",), birth_date="1994", identifiers=(LEI,), names=("Another",))
    assert may_be_one(one, other)
    assert is_surely_one(one, other)
    assert not may_be_one(
        one.model_copy(update={"kind": "person"}), other.model_copy(update={"kind": "organisation"})
    )


@given(st.lists(st.text(), max_size=4))
def test_whatever_stands_for_a_number_a_party_may_be_itself(texts: list[str]) -> None:
    one = a_subject(identifiers=tuple(texts))
    assert may_be_one(one, one)
    assert is_surely_one(one, one)
    assert all(any(letter.isdigit() for letter in number) for _, number in read_numbers(tuple(texts)))
