"""Screenings: what a judgement is bound to, and which matches stand."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.test_judgements import a_match
from vetting.domain.screenings import MatchState, Subject, find_standing_matches, normalise_name

ODA = Subject(
    id="oda",
    where="party oda",
    kind="person",
    names=("Oda Vantari", "O. Vantari"),
    birth_date="1961",
    countries=("ke", "ch"),
    identifiers=("KE-1961",),
)


@pytest.mark.parametrize(
    "change",
    [
        {"names": ("O. VANTARI", "Oda  Vantari")},
        {"countries": ("ch", "ke")},
        {"identifiers": ("ke 1961",)},
        {"id": "other", "where": "ENT-06", "kind": "unknown"},
    ],
)
def test_order_spelling_of_blanks_and_place_leave_a_fingerprint_as_it_is(change: dict[str, object]) -> None:
    assert ODA.model_copy(update=change).fingerprint == ODA.fingerprint


@pytest.mark.parametrize(
    "change",
    [
        {"names": ("Oda Vantari",)},
        {"names": ("Oda Vantari", "O. Vantari", "Oda Vantaris")},
        {"birth_date": "1962"},
        {"countries": ("ke",)},
        {"identifiers": ()},
    ],
)
def test_each_thing_that_is_compared_changes_the_fingerprint(change: dict[str, object]) -> None:
    assert ODA.model_copy(update=change).fingerprint != ODA.fingerprint


@settings(max_examples=50)
@given(st.lists(st.text("abcÀβж李", min_size=1, max_size=6), max_size=4))
def test_case_and_punctuation_never_tell_two_names_apart(words: list[str]) -> None:
    plain = normalise_name(" ".join(words))
    assert normalise_name(f"  {'., '.join(words).upper().lower()} ") == normalise_name(plain)


def test_only_what_still_stands_is_listed_in_its_order() -> None:
    matches = [
        a_match(id="M-1"),
        a_match(id="M-2", state=MatchState.DELISTED),
        a_match(id="M-3", state=MatchState.UNLIKE),
        a_match(id="M-4"),
    ]
    assert [one.id for one in find_standing_matches(matches)] == ["M-1", "M-4"]


def test_a_match_is_another_question_as_soon_as_one_side_is_another() -> None:
    assert len({a_match().basis, a_match(fingerprint="f2").basis, a_match(entity_hash="e2").basis}) == 3
