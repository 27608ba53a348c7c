"""Readiness: whether this process can take acts now. Asked often, so it reads little."""

from vetting.domain.errors import VettingError
from vetting.usecases.desk import Desk

LEAST_BYTES = 100_000_000


def why_not_ready(desk: Desk) -> list[str]:
    """Why acts cannot be taken now, each in a sentence without content; empty where they can."""
    return [*_why_not_database(desk), *_why_not_disk(desk)]


def why_not_room(free: int) -> str | None:
    """Why that much room is too little, if so."""
    if free >= LEAST_BYTES:
        return None
    return (
        f"The home's disk has {free // 1_000_000} MB left. Free some space; acts are refused when it is full."
    )


def _why_not_database(desk: Desk) -> list[str]:
    try:
        found, known = desk.machine.schema()
        with desk.work() as work:  # takes the write lock, and gives it back
            work.log_size()
    except VettingError as error:
        return [str(error)]
    if found == known:
        return []
    return [
        f"The database has the schema {found}, this program knows {known}. Restart it with the other version."
    ]


def _why_not_disk(desk: Desk) -> list[str]:
    sentence = why_not_room(desk.machine.free_bytes())
    return [sentence] if sentence else []
