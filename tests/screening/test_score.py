"""The score: named comparisons, their points and sentences, and what else is known beside a name."""

import pytest

from vetting.screening.births import compare_births
from vetting.screening.entities import Kind
from vetting.screening.score import (
    ALERT,
    SENTENCES,
    SHOW,
    WEIGHTS,
    BuiltinScorer,
    Candidate,
    Query,
    Score,
)

LISTED = Candidate(
    "x-1", Kind.PERSON, "Anna Berta Example", birth_dates=("1970-05-06", "1971"), countries=("ke",)
)


def score(query: Query, candidate: Candidate = LISTED) -> Score:
    return BuiltinScorer().score(query, candidate)


def keys(found: Score) -> list[str]:
    return [reason.comparison for reason in found.reasons]


def test_every_comparison_has_a_sentence_and_no_two_are_alike() -> None:
    assert set(WEIGHTS) <= set(SENTENCES)
    assert len(set(SENTENCES.values())) == len(SENTENCES)


def test_the_points_add_up_to_the_score() -> None:
    found = score(Query("Anna Quist Example", Kind.PERSON, "1970-05-06", ("ug",)))
    assert found.total == pytest.approx(sum(reason.points for reason in found.reasons), abs=1e-4)
    assert keys(found) == ["close_words", "other_words", "birth_day", "country_other"]


def test_each_reason_says_in_words_what_was_compared() -> None:
    found = score(Query("Anna Example", Kind.PERSON, "1980", ("ke",)))
    assert [reason.to_sentence() for reason in found.reasons] == [
        "These words are the same or close: anna example with anna example.",
        "These words stand on one side alone: berta.",
        "The dates of birth differ: 1980 and 1970-05-06.",
        "A country is the same: KE.",
    ]


def test_a_birth_date_and_a_country_speak_for_and_against() -> None:
    name = "Anna Berta Example"
    bare = score(Query(name, Kind.PERSON)).total
    assert bare == 1
    assert score(Query(name, Kind.PERSON, "1950-01-01")).total < ALERT
    assert SHOW <= score(Query(name, Kind.PERSON, "1950-01-01", ("ug",))).total < ALERT
    slip = Query("Ana Berta Exampel", Kind.PERSON)
    assert score(Query("Ana Berta Exampel", Kind.PERSON, "1970-05-06")).total > score(slip).total


@pytest.mark.parametrize(
    ("left", "right", "found"),
    [
        ("1970", "1970", "birth_year"),
        ("1970", "1971-01-01", "birth_close"),
        ("1970-05", "1970-06-01", "birth_year"),
        ("1970-05-06", "1970-06-05", "birth_near"),
        ("1970-05-06", "1970-11-23", "birth_year"),
        ("1970-05-06", "1979-05-06", "birth_near"),
        ("1970-05-06", "1971-08-09", "birth_close"),
        ("1970-05-06", "1982-05-06", "birth_other"),
    ],
)
def test_two_dates_of_birth_are_the_same_a_slip_or_others(left: str, right: str, found: str) -> None:
    assert compare_births(left, right) == found


def test_a_weak_alias_and_another_legal_form_take_points_away() -> None:
    weak = Candidate("x", Kind.PERSON, "Anna Example", weak=True)
    assert keys(score(Query("Anna Example", Kind.PERSON), weak)) == ["same_name", "weak_alias"]
    works = Candidate("y", Kind.ORGANISATION, "Meridian Works AG")
    assert keys(score(Query("Meridian Works LLC", Kind.ORGANISATION), works)) == ["same_name", "other_form"]


@pytest.mark.parametrize(
    ("short", "listed"), [("cmd", "KOMID"), ("CMD Ltd", "KOMID"), ("IBM", "Ebm"), ("SIS", "Cis")]
)
def test_a_name_of_three_letters_is_shown_and_raises_no_alert_by_its_sound_alone(
    short: str, listed: str
) -> None:
    asked, known = Query(short, Kind.ORGANISATION), Candidate("x-2", Kind.ORGANISATION, listed)
    assert SHOW <= score(asked, known).total < ALERT


def test_a_name_of_three_letters_that_is_spelt_the_same_or_is_a_given_name_still_raises_an_alert() -> None:
    same = score(Query("CMD", Kind.ORGANISATION), Candidate("x-3", Kind.ORGANISATION, "cmd"))
    given = score(Query("Ali Haqqani", Kind.PERSON), Candidate("x-4", Kind.PERSON, "Aly Haqqani"))
    assert min(same.total, given.total) >= ALERT


def test_names_with_nothing_in_common_score_nothing() -> None:
    assert score(Query("Boris", Kind.PERSON)) == Score(0.0, ())
    assert score(Query("", Kind.UNKNOWN)).total == 0


def test_what_else_is_known_is_not_compared_where_the_names_are_hopeless() -> None:
    found = score(Query("Anna Bo Cee Dee Eff", Kind.PERSON, "1970-05-06"))
    assert not any(key.startswith("birth") for key in keys(found))


def test_names_run_together_and_initials_are_explained_as_such() -> None:
    assert keys(score(Query("AnnaBertaExample", Kind.PERSON))) == ["same_name"]
    assert keys(score(Query("AnnaBertaExampel", Kind.PERSON))) == ["run_together"]
    army = Candidate("z", Kind.ORGANISATION, "People's Liberation Army")
    assert keys(score(Query("PLA", Kind.ORGANISATION), army)) == ["initials"]
