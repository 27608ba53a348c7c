"""Status: how a home stands, in numbers and days, without a name or a word of any case."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from vetting.usecases.desk import Desk
from vetting.usecases.kept import Counts


@dataclass(frozen=True)
class ListAge:
    """A list, its day, and why finding nothing in it would prove nothing."""

    name: str
    listed: str
    entries: int
    why_not_clear: str | None


@dataclass(frozen=True)
class HomeStatus:
    """How a home stands now."""

    at: datetime
    counts: Counts
    lists: tuple[ListAge, ...]

    def to_json(self) -> dict[str, Any]:
        """As one JSON object."""
        counts = self.counts
        return {
            "at": self.at.isoformat(timespec="seconds"),
            "cases": dict(counts.cases),
            "due": counts.due,
            "gates": dict(counts.gates),
            "next_closing": _text(counts.next_closing),
            "log": {"entries": counts.log_size, "last_entry_at": counts.last_entry_at},
            "checkpoint": {"entries": counts.checkpoint_size, "at": _text(counts.checkpoint_at)},
            "mail": {
                "unsent": sum(counts.unsent.values()),
                "since": _text(counts.unsent_since),
                "faults": _faults(counts.unsent),
            },
            "lists": [vars(one) for one in self.lists],
        }


def read_status(desk: Desk) -> HomeStatus:
    """How the home stands now."""
    now = desk.clock.now()
    with desk.read() as work:
        counts = work.counts(now)
    ages = [
        ListAge(
            state.manifest.source,
            state.manifest.list_date,
            state.manifest.entities,
            state.why_not_clear(now.date()),
        )
        for state in desk.lists.states()
    ]
    return HomeStatus(now, counts, tuple(ages))


def _faults(unsent: Mapping[str, int]) -> dict[str, int]:
    return {fault: number for fault, number in unsent.items() if fault}


def _text(at: datetime | None) -> str | None:
    return at.isoformat(timespec="seconds") if at else None
