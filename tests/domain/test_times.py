"""Days begin and end in UTC, and a time is written one way."""

from datetime import UTC, date, datetime, timedelta

from vetting.domain.times import end_of_day, start_of_day, to_stamp

DAY = date(2026, 4, 14)


def test_a_day_ends_one_second_before_the_next_begins() -> None:
    assert end_of_day(DAY) + timedelta(seconds=1) == start_of_day(DAY + timedelta(days=1))


def test_a_time_is_written_in_utc_with_z() -> None:
    assert to_stamp(datetime(2026, 4, 14, 9, tzinfo=UTC)) == "2026-04-14T09:00:00Z"


def test_a_fraction_of_a_second_is_kept() -> None:
    assert to_stamp(datetime(2026, 4, 14, 9, 0, 0, 250, tzinfo=UTC)) == "2026-04-14T09:00:00.000250Z"
