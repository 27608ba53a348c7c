"""The interests of one BODS relationship."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from vetting.screening.graph import KINDS, Directness, Interest
from vetting.screening.ownership_fields import Reading, to_id
from vetting.screening.shares import UNSTATED, Band, ShareUnreadable, parse_share

NOT_SAID = ("unknownInterest", "unpublishedInterest", "", None)
"""Types that leave open whether the interest is a stake: they may be anything up to all of it."""


def read_interests(
    record: str, details: Mapping[str, Any], blank: Interest, reading: Reading
) -> list[Interest]:
    """The interests that hold on the day; a relationship that lists none holds one of unstated kind."""
    listed = details.get("interests")
    parts = details.get("componentRecords")
    components = tuple(filter(None, map(to_id, parts))) if isinstance(parts, list) else ()
    blank = replace(blank, components=components)
    if not listed:
        return [_unstated(record, blank)]
    if not isinstance(listed, list):
        reading.reject(
            record, "no_interests", "Its interests are no list; one of unstated kind stands for them."
        )
        return [_unstated(record, blank)]
    read = (_read(f"{record}/{n}", one, blank, reading) for n, one in enumerate(listed, 1))
    return [one for one in read if one is not None]


def _unstated(record: str, blank: Interest) -> Interest:
    return replace(blank, id=record, kind="unstated", band=UNSTATED, direct=Directness.UNKNOWN)


def _read(ident: str, value: Any, blank: Interest, reading: Reading) -> Interest | None:
    if not isinstance(value, dict):
        reading.reject(ident, "no_object", "An interest is no JSON object.")
        return None
    days = reading.days(ident, value.get("startDate"), value.get("endDate"))
    if days is None:
        reading.put_aside("interests that did not hold on the day")
        return None
    kind = "unstated" if value.get("type") in NOT_SAID else reading.name(value["type"], ident) or "unstated"
    band = _band(ident, value, reading) if kind in KINDS else None
    direct = _directness(value.get("directOrIndirect"))
    return replace(blank, id=ident, kind=kind, band=band, direct=direct, start=days[0], end=days[1])


def _band(ident: str, value: Mapping[str, Any], reading: Reading) -> Band:
    try:
        return parse_share(value.get("share"))
    except ShareUnreadable as error:
        reading.reject(ident, "no_share", f"{error} The interest stands, its size unstated.")
        return UNSTATED


def _directness(value: Any) -> Directness:
    return Directness(value) if value in ("direct", "indirect") else Directness.UNKNOWN
