"""Lists as they were used in a screening, and why finding nothing in one proves nothing on a later day."""

from collections.abc import Iterable
from datetime import date

from vetting.domain.screenings import ListUsed
from vetting.screening.lists import Manifest


def why_used_not_clear(used: ListUsed, on: date, max_age_days: int) -> str | None:
    """Why finding nothing in a list proves nothing on a day: it failed, is empty, broken off or stale by then."""
    manifest = Manifest(
        source=used.source,
        layout=used.layout,
        sha256=used.version,
        list_date=used.list_date,
        entities=used.entries,
        names=used.names,
        rejected=used.rejected,
        truncated=used.truncated,
        lost=used.lost,
    )
    return used.failure or manifest.why_not_clear(on, max_age_days)


def find_used_faults(lists: Iterable[ListUsed], on: date, max_age_days: int) -> list[str]:
    """Each reason for which "no match" in these lists proves nothing on a day."""
    found = (why_used_not_clear(one, on, max_age_days) for one in lists)
    return [fault for fault in found if fault]
