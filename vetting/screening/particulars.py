"""What tells two parties of one name apart: born or founded when, of which countries, under which numbers."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import takewhile


@dataclass(frozen=True, slots=True)
class Particulars:
    """What is known of a party beside its names."""

    birth_date: str = ""  # ISO 8601: a year, a month or a day
    founded: str = ""  # the same
    countries: tuple[str, ...] = ()  # ISO 3166-1 alpha-2, in small letters
    identifiers: tuple[str, ...] = ()  # a register and a number, or a number alone


NOTHING_KNOWN = Particulars()


def agree_on(dates: Iterable[str]) -> str:
    """What all these dates say alike, each a year, a month or a day; empty where they differ in the year.

    >>> agree_on(["1961-05-14", "1961"]), agree_on(["1961-05-14", "1961-06-14"]), agree_on(["1961", "1962"])
    ('1961-05-14', '1961', '')
    """
    parts = [one.split("-") for one in sorted(filter(None, dates), key=len)]
    if not parts:
        return ""
    if all(one == parts[-1][: len(one)] for one in parts):
        return "-".join(parts[-1])
    alike = takewhile(lambda column: len(set(column)) == 1, zip(*parts, strict=False))
    return "-".join(column[0] for column in alike)


def may_be_one_date(left: str, right: str) -> bool:
    """Whether two dates can be the same, as far as both are known.

    >>> may_be_one_date("1961", "1961-05-14"), may_be_one_date("1961-05", "1961-06"), may_be_one_date("", "1961")
    (True, False, True)
    """
    return all(a == b for a, b in zip(left.split("-"), right.split("-"), strict=False) if a and b)
