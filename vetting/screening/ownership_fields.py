"""Fields that both formats share: names, ids and days, read with care."""

import calendar
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from vetting.screening.graph import Reject

LONGEST_NAME, LONGEST_ID, LONGEST_CODE = 300, 500, 10
_SURROGATES = re.compile("[\ud800-\udfff]")
_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2}))?")


class Reading:
    """What one file gave so far: the day it is read for, its rejects, and what was set aside unread."""

    def __init__(self, as_of: str) -> None:
        self.as_of = as_of
        self.rejects: list[Reject] = []
        self.set_aside: dict[str, int] = {}

    def reject(self, where: str, code: str, text: str) -> None:
        self.rejects.append(Reject(where, code, _SURROGATES.sub("\ufffd", text)))

    def put_aside(self, what: str) -> None:
        self.set_aside[what] = self.set_aside.get(what, 0) + 1

    def name(self, value: Any, where: str) -> str:
        """A name on one line; a monstrous one is cut, and the cut is named. Empty where there is none."""
        if not isinstance(value, str):
            return ""
        shown = " ".join(_SURROGATES.sub("\ufffd", value[: 2 * LONGEST_NAME]).split())
        if len(value) > LONGEST_NAME:
            self.reject(where, "long_name", f"A name of {len(value)} characters was cut to {LONGEST_NAME}.")
            return shown[:LONGEST_NAME].rstrip() + "…"
        return shown

    def days(self, where: str, start: Any, end: Any) -> tuple[str, str] | None:
        """First and last day of an interest as they are written; None where it does not hold on the day.

        An interest ends on its last day: whoever takes it over holds it from that day on. A year or month
        alone is read as widely as it can be. A day that cannot be read leaves that side open.
        """
        first, last = self._day(where, start, 0), self._day(where, end, -1)
        if (first and first > self.as_of) or (last and last <= self.as_of):
            return None
        return first, last

    def _day(self, where: str, value: Any, side: int) -> str:
        if value is None or value == "":
            return ""
        try:
            return parse_days(value)[side]
        except ValueError:
            self.reject(
                where, "no_day", f"“{str(value)[:40]}” is no day of the calendar; the date is left open."
            )
            return ""


def parse_days(value: Any) -> tuple[str, str]:
    """The first and last day that a date, a month, a year or a time means; raises ``ValueError``."""
    text = value.strip() if isinstance(value, str) else ""
    if found := _PARTIAL.fullmatch(text):
        year, month = int(found[1]), found[2]
        last_month = int(month or 12)
        last = calendar.monthrange(year, last_month)[1] if 1 <= last_month <= 12 else 0  # noqa: PLR2004
        first_day = date(year, int(month or 1), 1)
        return first_day.isoformat(), date(year, last_month, last).isoformat()
    day = parse_moment(text)[:10]
    return day, day


def parse_moment(text: str) -> str:
    """A date or time as text that sorts by time, times in UTC; raises ``ValueError``."""
    moment = datetime.fromisoformat(text)
    if len(text) <= len("2020-01-01"):
        return moment.date().isoformat()
    in_utc = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    return in_utc.isoformat()


def to_id(value: Any) -> str:
    """An id as text; empty where it is none."""
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str) or not value.strip() or len(value) > LONGEST_ID:
        return ""
    return _SURROGATES.sub("\ufffd", value)


def to_country(value: str) -> str:
    """A country or region code in capitals; empty where the text is none."""
    return value.upper() if value.isascii() and len(value) <= LONGEST_CODE else ""


def first_text(source: Mapping[str, Any], *keys: str) -> str:
    """The first of these fields that holds text."""
    return next((source[key] for key in keys if isinstance(source.get(key), str) and source[key]), "")
