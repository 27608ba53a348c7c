"""The small values a case file is made of: ids, texts, days, times, amounts.

A fault of any of them is one sentence that says what is wrong, and one that says how to mend it.
"""

import re
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Annotated, Any, Final

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

IDENT: Final = r"^[A-Za-z0-9][A-Za-z0-9._-]*$"
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOMENT: Final = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?Z")
_NUMBER: Final = re.compile(r"-?(0|[1-9]\d{0,14})(\.\d{1,9})?")
_SHOWN: Final = 40  # characters of a value that a sentence repeats
_NOON: Final = time(12, tzinfo=UTC)


def misfit(what: str, how: str) -> PydanticCustomError:
    """A fault of a value, in the two halves of its sentence."""
    return PydanticCustomError("misfit", "{what}", {"what": what, "how": how})


def shown(value: Any) -> str:
    """A value as it may stand in a sentence, cut where it is long."""
    text = str(value)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 3] + "..."


def to_day(value: Any) -> date:
    """A day written as YYYY-MM-DD."""
    if type(value) is date:
        return value
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise misfit(f"there is no day '{value}'.", "Look it up in a calendar.") from None
    raise misfit(f"'{shown(value)}' is not a day.", "Write it as year-month-day, like 2020-03-29.")


def to_moment(value: Any) -> datetime:
    """A day, which counts as its noon, or a time in UTC."""
    if isinstance(value, datetime):
        return value
    if isinstance(value, str) and _MOMENT.fullmatch(value):
        return _from_iso(value)
    if isinstance(value, str) and _DAY.fullmatch(value):
        return datetime.combine(to_day(value), _NOON)
    raise misfit(
        f"'{shown(value)}' is not a time.", "Write a day like 2020-03-29, or a time like 2020-03-29T14:30Z."
    )


def _from_iso(value: str) -> datetime:
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        raise misfit(f"there is no time '{value}'.", "Check month, day, hour and minute.") from None


def _to_text(value: Any) -> str:
    if not isinstance(value, str):
        raise misfit(f"text is wanted here, not {kind_of(value)}.", f'Put it in quotes: "{shown(value)}".')
    if not value.strip():
        raise misfit("the text is empty.", "Write it, or leave the line out if it may be left out.")
    return value


def kind_of(value: Any) -> str:
    """What a value is, in a word."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true or false"
    names = {dict: "a mapping", list: "a list", int: "a number", str: "a text"}
    return names.get(type(value), "something else")


def _to_amount(value: Any) -> int | str:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and _NUMBER.fullmatch(value):
        return _plain(value)
    raise misfit(f"'{shown(value)}' is not a number.", "Write digits only, like 50000 or 0.5.")


def _plain(value: str) -> int | str:
    number = Decimal(value)
    return int(number) if number == number.to_integral_value() else value


def _to_switch(value: Any) -> str:
    if value in ("yes", "no"):
        return str(value)
    raise misfit(f"'{shown(value)}' is neither yes nor no.", "Write yes or no.")


Day = Annotated[date, BeforeValidator(to_day, json_schema_input_type=str)]
Moment = Annotated[datetime, BeforeValidator(to_moment, json_schema_input_type=str)]
Text = Annotated[str, BeforeValidator(_to_text)]
Ident = Annotated[str, Field(min_length=1, max_length=40, pattern=IDENT)]
CaseIdent = Annotated[str, Field(min_length=1, max_length=60, pattern=IDENT)]
Amount = Annotated[int | str, BeforeValidator(_to_amount)]
Switch = Annotated[str, BeforeValidator(_to_switch)]
