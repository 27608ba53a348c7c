"""Texts and times as a record carries them.

- A text of a person is a map from language (BCP 47) to text; an empty map says that there is none.
- A withheld text is ``{"withheld": reason}``, never an empty one.
- Times are UTC, to the second, with Z; a coarse time is an ISO week.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime


class Text(dict[str, str]):
    """A text of a person by language, or ``{"withheld": reason}``; its class tells it from other maps."""


OFFICE_LANGUAGE = "en"
"""The language in which a case is kept, until a case says another."""


def to_text(text: str, language: str = OFFICE_LANGUAGE) -> Text:
    """The map of one text in one language; empty where there is nothing to say."""
    return Text({language or "und": text}) if text.strip() else Text()


def to_texts(texts: list[str]) -> list[Text]:
    """The maps of several texts, empty ones kept in their place."""
    return [to_text(one) for one in texts]


def to_instant(at: datetime) -> str:
    """A time as a record prints it; a time without zone is UTC."""
    return to_utc(at).strftime("%Y-%m-%dT%H:%M:%SZ")


def to_utc(at: datetime) -> datetime:
    """A time in UTC; one without zone is in UTC already."""
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)


def to_day(day: date | None) -> str | None:
    """A day as a record prints it, or nothing."""
    return None if day is None else day.isoformat()


def to_week(at: datetime) -> str:
    """The ISO week of a time, as coarse as the public edition shows when somebody spoke."""
    year, week, _ = at.date().isocalendar()
    return f"{year:04}-W{week:02}"


def withheld(reason: str) -> Text:
    """What stands in the place of a text that an edition withholds."""
    return Text(withheld=reason)


def is_withheld(text: Mapping[str, object]) -> bool:
    """Whether a text was withheld from this edition."""
    return "withheld" in text
