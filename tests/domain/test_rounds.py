"""Rounds: a notice says everything, nobody shortens its time, and its last second still counts."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vetting.domain.errors import Refusal
from vetting.domain.rounds import (
    GRACE,
    NOTICE,
    WRITING,
    RoundFields,
    RoundStatus,
    after_amendment,
    current,
    find_missing,
    notice_in,
    status_of,
    week_of,
    why_not_extend,
    why_not_lodge,
    why_not_publish,
)

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
SECOND = timedelta(seconds=1)
CLOSES = NOW + timedelta(days=28)


def a_round(**changes: Any) -> RoundFields:
    said: dict[str, Any] = {
        "case": "meridian",
        "number": 1,
        "opens_at": NOW,
        "closes_at": CLOSES,
        "languages": ["en", "ar"],
        "notice": {language: dict.fromkeys(NOTICE, "said") for language in ("en", "ar")},
        "questions": {"Q1": {"en": "What worries you?", "ar": "ما الذي يقلقك؟"}},
        "terms": "T-1",
        "published_by": "P-OFFICER",
        "published_at": NOW,
    }
    return RoundFields(**{**said, **changes})


def test_a_whole_notice_lacks_nothing() -> None:
    assert find_missing(a_round()) == []


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("name", NOTICE)
def test_every_field_is_needed_in_every_language(language: str, name: str) -> None:
    notice = a_round().notice
    notice[language][name] = "  "
    assert find_missing(a_round(notice=notice)) == [f"{language}.{name}"]


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"questions": {}}, ["questions"]),
        ({"questions": {"Q1": {"en": "Why?"}}}, ["ar.Q1"]),
        ({"terms": None}, ["terms"]),
        ({"terms": None, "terms_withheld": "Prices of a third party."}, ["terms"]),
        ({"terms": None, "terms_withheld": "Prices of a third party.", "terms_reviewer": "legal"}, []),
    ],
    ids=[
        "no question",
        "a question in one language",
        "no terms",
        "nobody reviewed it",
        "withheld with reason",
    ],
)
def test_questions_and_terms_are_given_or_the_reason_why_not(
    changes: dict[str, Any], missing: list[str]
) -> None:
    assert find_missing(a_round(**changes)) == missing


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({}, None),
        ({"questions": {}}, Refusal("notice_incomplete", {"missing": "questions"})),
        ({"number": 2}, Refusal("round_out_of_order", {"round": 2, "next": 1})),
        ({"opens_at": NOW - WRITING - SECOND}, Refusal("round_backdated", {"opens_at": "2026-03-02"})),
        ({"closes_at": CLOSES - SECOND}, Refusal("window_too_short", {"days": 28, "earliest": "2026-03-30"})),
    ],
    ids=["as it should be", "incomplete", "out of order", "backdated", "a second too short"],
)
def test_a_notice_is_published_whole_and_for_long_enough(
    changes: dict[str, Any], refusal: Refusal | None
) -> None:
    assert why_not_publish(a_round(**changes), None, 28, NOW) == refusal


def test_the_next_round_waits_for_the_end_of_the_one_before() -> None:
    later = a_round(number=2, opens_at=CLOSES + SECOND, closes_at=CLOSES + timedelta(days=60))
    assert why_not_publish(later, a_round(), 28, CLOSES + SECOND) is None
    refusal = Refusal("round_out_of_order", {"round": 2, "next": 2})
    assert why_not_publish(later, a_round(), 28, CLOSES) == refusal


@pytest.mark.parametrize(
    ("now", "status"),
    [
        (NOW - SECOND, RoundStatus.ANNOUNCED),
        (NOW, RoundStatus.OPEN),
        (CLOSES, RoundStatus.OPEN),
        (CLOSES + SECOND, RoundStatus.CLOSED),
    ],
)
def test_a_round_is_open_from_its_first_second_to_its_last(now: datetime, status: RoundStatus) -> None:
    assert status_of(a_round(), now) is status


CLOSED = Refusal("round_closed", {"closed": "2026-03-30"})
NOT_OPEN = Refusal("round_not_open", {})


@pytest.mark.parametrize(
    ("begun", "now", "refusal"),
    [
        (NOW, NOW - SECOND, NOT_OPEN),
        (NOW, CLOSES, None),
        (CLOSES, CLOSES + SECOND, None),
        (CLOSES, CLOSES + GRACE, None),
        (CLOSES, CLOSES + GRACE + SECOND, CLOSED),
        (CLOSES + SECOND, CLOSES + SECOND, CLOSED),
        (CLOSES - timedelta(days=8), CLOSES + SECOND, CLOSED),
    ],
    ids=[
        "before it opens",
        "the last second",
        "begun in time",
        "the end of the grace",
        "a second after it",
        "begun too late",
        "begun too long ago",
    ],
)
def test_a_submission_is_in_time_to_the_second(
    begun: datetime, now: datetime, refusal: Refusal | None
) -> None:
    assert why_not_lodge(a_round(), begun, now) == refusal


def test_without_a_round_nothing_is_taken() -> None:
    assert why_not_lodge(None, NOW, NOW) == NOT_OPEN
    assert current([]) is None


def test_a_round_closes_later_and_never_earlier() -> None:
    assert why_not_extend(a_round(), CLOSES + SECOND, NOW) is None
    assert why_not_extend(a_round(), CLOSES, NOW) == Refusal("round_shortened", {"closes_at": "2026-03-30"})
    assert why_not_extend(a_round(), CLOSES + GRACE, CLOSES + SECOND) == CLOSED


@given(st.integers(0, 28 * 86400))
def test_a_substantive_amendment_gives_half_of_the_window_again_and_never_less_than_was_left(s: int) -> None:
    now = NOW + timedelta(seconds=s)
    closes = after_amendment(a_round(), now)
    assert closes >= CLOSES
    assert closes - now >= timedelta(days=14)


def test_what_came_without_a_round_came_when_it_came() -> None:
    assert week_of(None, NOW) == NOW


@given(st.integers(-10, 28 * 86400))
def test_the_week_of_a_submission_is_never_finer_than_a_week_and_never_before_the_opening(s: int) -> None:
    week = week_of(a_round(), NOW + timedelta(seconds=s))
    assert week >= NOW
    assert (week - NOW) % timedelta(days=7) == timedelta(0)


def test_a_notice_is_read_in_ones_language_or_else_in_its_first() -> None:
    assert notice_in(a_round(), "ar")[0] == "ar"
    assert notice_in(a_round(), "fr") == ("en", dict.fromkeys(NOTICE, "said"))
