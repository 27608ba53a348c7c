"""Dates as lists write them, read as ISO 8601 as far as they are known.

>>> to_iso_date("1965"), to_iso_date("00/00/1965"), to_iso_date("13 Oct 1944"), to_iso_date("circa 1951")
('1965', '1965', '1944-10-13', '1951')
>>> to_iso_date("1963-6-14T00:00:00"), to_iso_date("31/12/1970"), to_iso_date("unknown")
('1963-06-14', '1970-12-31', '')
"""

import re
from datetime import date

_MONTHS = {
    name: at
    for at, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1
    )
}
_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:[t ].*)?")
_DAY_FIRST = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
_MONTH_YEAR = re.compile(r"(\d{1,2})[/.](\d{4})")
_IN_WORDS = re.compile(r"(?:(\d{1,2})\s+)?([a-z]{3})[a-z]*\.?\s+(\d{4})")
_ABOUT = re.compile(r"^(?:circa|approximately|about|c\.|ca\.?)\s*", re.IGNORECASE)


def to_iso_date(text: str) -> str:
    """The year, month or day that a text names; empty where it names none. Day and month of 00 are unknown."""
    text = _ABOUT.sub("", text.strip()).lower()
    if found := _ISO.fullmatch(text):
        return _build(found[1], found[2], found[3])
    if found := _DAY_FIRST.fullmatch(text):
        # In 12/31/1970 the month cannot be 31: it is written the American way.
        day, month = (found[2], found[1]) if int(found[2]) > 12 else (found[1], found[2])  # noqa: PLR2004
        return _build(found[3], month, day)
    if found := _MONTH_YEAR.fullmatch(text):
        return _build(found[2], found[1], None)
    if (found := _IN_WORDS.fullmatch(text)) and found[2] in _MONTHS:
        return _build(found[3], str(_MONTHS[found[2]]), found[1])
    return ""


def _build(year: str, month: str | None, day: str | None) -> str:
    if int(year) == 0:
        return ""
    if not month or int(month) == 0:
        return year
    if not 1 <= int(month) <= 12:  # noqa: PLR2004 - months of a year
        return ""
    if not day or int(day) == 0:
        return f"{year}-{int(month):02}"
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return ""
