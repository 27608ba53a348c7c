"""Percentages that may be known as a band alone, in exact fractions.

- A share stands between a lower and an upper bound; an exact one has both at the same place.
- A bound may be left out itself: "more than 25 %" is not "25 % or more".
- What is said of a band is certain, possible or excluded.
- A text that is no percentage from 0 to 100 is refused with a sentence, never bent into one.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

ONE, NONE = Fraction(1), Fraction(0)
PLACES = 6
"""Digits after the point of a percentage that is written out."""


class Certainty(StrEnum):
    """What a band allows to be said."""

    CERTAIN = "certain"
    POSSIBLE = "possible"
    NO = "no"


class ShareUnreadable(ValueError):
    """A text or object that is no percentage from 0 to 100; the message says why."""


@dataclass(frozen=True, slots=True)
class Band:
    """A share from ``lower`` to ``upper``, as fractions of one; ``above`` and ``below`` leave the bounds out."""

    lower: Fraction
    upper: Fraction
    above: bool = False
    below: bool = False

    @property
    def is_exact(self) -> bool:
        return self.lower == self.upper

    def reaches(self, threshold: Fraction) -> Certainty:
        """Whether the share is the threshold or more."""
        if self.lower >= threshold:
            return Certainty.CERTAIN
        possible = self.upper > threshold or (self.upper == threshold and not self.below)
        return Certainty.POSSIBLE if possible else Certainty.NO

    def exceeds(self, threshold: Fraction) -> Certainty:
        """Whether the share is more than the threshold."""
        if self.lower > threshold or (self.lower == threshold and self.above):
            return Certainty.CERTAIN
        return Certainty.POSSIBLE if self.upper > threshold else Certainty.NO

    def meets(self, other: "Band") -> bool:
        """Whether one number can lie in both bands."""
        first, second = (self, other) if self.lower <= other.lower else (other, self)
        touching = first.upper == second.lower and not (first.below or second.above)
        return first.upper > second.lower or touching

    def __str__(self) -> str:
        if self.is_exact:
            return f"{to_percent(self.lower)} %"
        return f"{to_percent(self.lower, -1)} to {to_percent(self.upper, 1)} %"


UNSTATED = Band(NONE, ONE)
"""An interest whose size nobody stated: anything from nothing to all."""


def add_bands(bands: Iterable[Band]) -> Band:
    """The sum of bands; a bound left out in one is left out of the sum."""
    listed = list(bands)
    return Band(
        sum((one.lower for one in listed), NONE),
        sum((one.upper for one in listed), NONE),
        any(one.above for one in listed),
        any(one.below for one in listed),
    )


def limit_to_whole(bands: Mapping[str, Band]) -> dict[str, Band]:
    """The holders' bands of one company, cut where together they could not be all of it.

    Nobody can hold more than what the others certainly leave. Lower bounds that already exceed the
    whole contradict each other: they stay as they are, to be reported.
    """
    certain = sum((band.lower for band in bands.values()), NONE)
    if certain > 1:
        return dict(bands)
    return {holder: _cut(band, 1 - (certain - band.lower)) for holder, band in bands.items()}


def _cut(band: Band, most: Fraction) -> Band:
    return band if band.upper <= most else Band(band.lower, most, band.above)


# ------------------------------------------------------------------------------------------- reading

_NUMBER = r"(\d{1,3}(?:[.,]\d{1,20})?)"
_EXACT = re.compile(rf"\s*{_NUMBER}\s*%?\s*")
_RANGE = re.compile(rf"\s*{_NUMBER}\s*%?\s*(?:-|–|—|to)\s*{_NUMBER}\s*%?\s*")
_SIDE = re.compile(rf"\s*(>=|<=|>|<|≥|≤)\s*{_NUMBER}\s*%?\s*")
FINEST = 20
"""Digits after the point of a percentage that is read; 1e-999999999 would fill the memory as a fraction."""
SHOWN = 40
"""How many characters of an unreadable value are shown."""


def parse_percent(value: Any) -> Fraction:
    """A percentage from 0 to 100 as a fraction of one; raises ``ShareUnreadable``."""
    if isinstance(value, str) and (found := _EXACT.fullmatch(value)):
        value = Decimal(found[1].replace(",", "."))
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise ShareUnreadable(f"{_shown(value)} is no percentage.")
    if not 0 <= value <= 100:  # noqa: PLR2004 (per cent)
        side = "below 0" if value < 0 else "above 100"
        raise ShareUnreadable(f"{_shown(value)} is {side} %, which no share can be.")
    if _places(value) > FINEST:
        raise ShareUnreadable(f"{_shown(value)} has more than {FINEST} digits after the point.")
    return Fraction(value) / 100


def parse_text(value: Any) -> Band:
    """The band that a text or number states: 50, "12,5 %", "25-50", ">50"; raises ``ShareUnreadable``."""
    if isinstance(value, str):
        if found := _RANGE.fullmatch(value):
            return _ordered(parse_percent(found[1]), parse_percent(found[2]), value)
        if found := _SIDE.fullmatch(value):
            return _one_sided(found[1], parse_percent(found[2]))
    share = parse_percent(value)
    return Band(share, share)


def parse_share(share: Any) -> Band:
    """The band of a BODS share object (exact, or minimum and maximum, inclusive or exclusive).

    Absent means unstated, from nothing to all. Raises ``ShareUnreadable``.
    """
    if share is None:
        return UNSTATED
    if not isinstance(share, Mapping):
        raise ShareUnreadable(f"{_shown(share)} is no share object.")
    if share.get("exact") is not None:
        return parse_text(share["exact"])
    lower, above = _bound(share, "minimum", "exclusiveMinimum")
    upper, below = _bound(share, "maximum", "exclusiveMaximum")
    floor, ceiling = NONE if lower is None else lower, ONE if upper is None else upper
    return _ordered(floor, ceiling, share, above=above, below=below)


def band_from_json(said: Mapping[str, Any]) -> Band:
    """The band that ``band_to_json`` or ``band_to_exact_json`` wrote."""
    if "exact" in said:
        lower, upper = map(Fraction, said["exact"])
    else:
        lower, upper = parse_percent(said["at_least"]), parse_percent(said["at_most"])
    return Band(lower, upper, said["more_than"], said["less_than"])


def _places(value: int | Decimal) -> int:
    """The digits after the point; zeros at the end do not count."""
    if isinstance(value, int) or not value:
        return 0
    digits, exponent = value.as_tuple().digits, int(value.as_tuple().exponent)
    idle = len(digits) - len("".join(map(str, digits)).rstrip("0"))
    return -exponent - idle


def _bound(share: Mapping[str, Any], closed: str, opened: str) -> tuple[Fraction | None, bool]:
    """The bound and whether it is left out; earlier versions of the standard wrote the latter as a flag."""
    if share.get(opened) not in (None, False, True):
        return parse_percent(share[opened]), True
    if share.get(closed) is None:
        return None, False
    return parse_percent(share[closed]), share.get(opened) is True


def _one_sided(sign: str, bound: Fraction) -> Band:
    if sign in (">", ">=", "≥"):
        return Band(bound, ONE, above=sign == ">")
    return Band(NONE, bound, below=sign == "<")


def _ordered(
    lower: Fraction, upper: Fraction, shown: Any, *, above: bool = False, below: bool = False
) -> Band:
    if lower > upper:
        raise ShareUnreadable(f"{_shown(shown)} ends before it begins.")
    return Band(lower, upper, above, below)


def _shown(value: Any) -> str:
    text = str(value)
    return f"“{text[:SHOWN]}{'…' if len(text) > SHOWN else ''}”"


# ------------------------------------------------------------------------------------------- writing


def to_percent(share: Fraction, side: int = 0) -> str:
    """The share as a percentage with at most six places, no trailing zeros.

    Rounded to the nearest, or down (``side`` -1) or up (1), so that a band that is written out still
    holds its number. What is not quite a whole percent is never written as one: 49.9999996 is 49.999999.
    """
    scaled = share * 100 * 10**PLACES
    whole = round(scaled)
    if whole % 10**PLACES == 0 and whole != scaled:
        whole += 1 if scaled > whole else -1
    if side < 0:
        whole = scaled.numerator // scaled.denominator
    elif side > 0:
        whole = -(-scaled.numerator // scaled.denominator)
    before, after = divmod(whole, 10**PLACES)
    return f"{before}.{after:06d}".rstrip("0").rstrip(".")


def band_to_json(band: Band) -> dict[str, Any]:
    """The band as percentages in decimal text."""
    side = 0 if band.is_exact else 1
    return {
        "at_least": to_percent(band.lower, -side),
        "at_most": to_percent(band.upper, side),
        "more_than": band.above,
        "less_than": band.below,
    }


def band_to_exact_json(band: Band) -> dict[str, Any]:
    """The same, with the fractions themselves where writing them as percentages rounded them."""
    said = band_to_json(band)
    if band_from_json(said) == band:
        return said
    return {**said, "exact": [str(band.lower), str(band.upper)]}
