"""Dates, countries and numbers of a party, as the files of owners write them.

- A date is kept as far as its sources agree; where they contradict each other, none is kept: it could only mislead.
- A number goes with the register that gave it, where the file says which: ``GB-COH 10000001``, ``LEI 5493…``.
"""

import re
from collections.abc import Iterable
from typing import Any

from vetting.screening.countries import to_codes
from vetting.screening.dates import to_iso_date
from vetting.screening.ownership_fields import Reading
from vetting.screening.particulars import agree_on

LONGEST_TEXT, MOST_NUMBERS = 80, 20
_OTHER_NAMES = {"XI-LEI": "LEI"}
_REGION = re.compile(r"[A-Za-z]{2}-\w{1,3}")


def read_date(values: Iterable[Any], where: str, reading: Reading) -> str:
    """The date that these texts agree on; one that is no date is named and left out."""
    dates = {str(one): to_iso_date(str(one)[:LONGEST_TEXT]) for one in values if one}
    for said, found in dates.items():
        if not found:
            text = f"“{said[:40]}” is no date of birth or foundation; it is left out."
            reading.reject(where, "no_day", text)
    return agree_on(dates.values())


def read_countries(texts: Iterable[Any]) -> tuple[str, ...]:
    """The countries of these names or codes, each once; of a region (``US-DE``) its country."""
    short = (one[:LONGEST_TEXT] for one in texts if isinstance(one, str))
    return to_codes(one[:2] if _REGION.fullmatch(one) else one for one in short)


def read_identifiers(numbered: Iterable[tuple[Any, Any]]) -> tuple[str, ...]:
    """Pairs of register and number, as one text each; what is no number of a sensible length is left out."""
    texts = [
        f"{_register(register)} {_plain(number)}".strip() for register, number in numbered if _plain(number)
    ]
    return tuple(dict.fromkeys(texts))[:MOST_NUMBERS]


def _register(text: Any) -> str:
    found = _plain(text)
    return _OTHER_NAMES.get(found, found)


def _plain(text: Any) -> str:
    shown = " ".join(str(text).split()) if isinstance(text, str | int) else ""
    return shown if len(shown) <= LONGEST_TEXT else ""
