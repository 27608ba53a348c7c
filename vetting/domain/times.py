"""Days and times: where a day begins and ends, and how a time is written down. All are UTC."""

from datetime import UTC, date, datetime, time


def start_of_day(day: date) -> datetime:
    """The first second of a day."""
    return datetime.combine(day, time(), tzinfo=UTC)


def end_of_day(day: date) -> datetime:
    """The last second of a day: what is due on a day is in time until then."""
    return datetime.combine(day, time(23, 59, 59), tzinfo=UTC)


def to_stamp(at: datetime) -> str:
    """A time as the log writes it: ``2026-04-14T09:00:00Z``, with its fraction of a second if it has one."""
    return at.isoformat().replace("+00:00", "Z")
