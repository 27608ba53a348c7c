"""Whether two parties that a case names can be one and the same: a ruling on a match of one then speaks for the other.

- Parties of another sort are never one: a person is no company.
- A number in common settles it, whatever else differs.
- Without one, dates of birth or foundation, countries and numbers of one register speak against it where they differ.
- What is not known of one of the two speaks neither for nor against.

>>> oda = Subject(id="a", where="", kind="person", names=("Oda Vantari",), countries=("ch",))
>>> may_be_one(oda, oda.model_copy(update={"countries": ("ke",)})), may_be_one(oda, oda.model_copy(update={"countries": ()}))
(False, True)
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from vetting.domain.screenings import Subject
from vetting.screening.entities import Kind
from vetting.screening.particulars import may_be_one_date

Number = tuple[str, str]  # the register, empty where it is not known, and the number
_LEI = re.compile(r"[a-z0-9]{18}[0-9]{2}")
SHORTEST = 4


def may_be_one(one: Subject, other: Subject) -> bool:
    """Whether nothing that is known of two parties with a name in common says that they are two."""
    if not Kind(one.kind).may_be(Kind(other.kind)):
        return False
    return _share_number(one, other) or not (
        _differ_in_dates(one, other)
        or _differ(one.countries, other.countries)
        or _differ_in_numbers(one, other)
    )


def is_surely_one(one: Subject, other: Subject) -> bool:
    """Whether a number, a date that both have, or all that is known says that two parties are one."""
    dates = ((one.birth_date, other.birth_date), (one.founded, other.founded))
    same = any(left and left == right for left, right in dates) or _all_known(one) == _all_known(other)
    return may_be_one(one, other) and (same or _share_number(one, other))


@lru_cache(maxsize=10_000)
def read_numbers(texts: tuple[str, ...]) -> tuple[Number, ...]:
    """The numbers in texts such as ``GB-COH 10000001`` or ``LEI: 5493…``; a text without a digit is none."""
    return tuple(_read_numbers(texts))


def _read_numbers(texts: Iterable[str]) -> Iterator[Number]:
    for text in texts:
        *register, number = re.findall(r"[\w./-]+", text.casefold()) or [""]
        plain = re.sub(r"[^a-z0-9]", "", number)
        if len(plain) >= SHORTEST and any(one.isdigit() for one in plain):
            yield ("lei" if _LEI.fullmatch(plain) else " ".join(register)), plain


def _differ_in_dates(one: Subject, other: Subject) -> bool:
    pairs = ((one.birth_date, other.birth_date), (one.founded, other.founded))
    return not all(may_be_one_date(left, right) for left, right in pairs)


def _differ(left: Iterable[str], right: Iterable[str]) -> bool:
    return bool(left and right) and not set(left) & set(right)


def _differ_in_numbers(one: Subject, other: Subject) -> bool:
    """Whether a register that gave both a number gave them different ones."""
    theirs = dict(read_numbers(other.identifiers))
    return any(theirs.get(by, number) != number for by, number in read_numbers(one.identifiers) if by)


def _share_number(one: Subject, other: Subject) -> bool:
    theirs = read_numbers(other.identifiers)
    return any(
        number == again and _may_be_one_register(register, by)
        for register, number in read_numbers(one.identifiers)
        for by, again in theirs
    )


def _may_be_one_register(left: str, right: str) -> bool:
    """``GB`` and ``GB-COH`` are one; where it is not known which, it may be."""
    return left in ("", right) or not right or left.startswith(f"{right}-") or right.startswith(f"{left}-")


def _all_known(subject: Subject) -> object:
    return subject.birth_date, subject.founded, set(subject.countries), set(subject.identifiers)
