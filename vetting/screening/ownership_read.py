"""Files of ownership data into one graph as of a day: BODS 0.4 and FollowTheMoney, alone or mixed."""

from collections.abc import Sequence

from vetting.domain.errors import BadInput, Fault
from vetting.screening.bods import is_bods, read_bods
from vetting.screening.graph import Graph, assemble_graph
from vetting.screening.ownership_fields import Reading, parse_moment
from vetting.screening.ownership_files import Item, read_items
from vetting.screening.ownership_ftm import is_ftm, read_ftm


def read_graph(data: bytes, as_of: str, name: str = "file") -> Graph:
    """The graph that a file describes for a day (``YYYY-MM-DD``).

    Raises ``BadInput`` where the day is none, or where nothing of the file can be read. Everything else
    that cannot be used stands among the graph's rejects.
    """
    _check_day(as_of)
    items, broken = read_items(data, name)
    reading = Reading(as_of)
    reading.rejects += broken
    bods = [item for item in items if is_bods(item.value)]
    ftm = [item for item in items if is_ftm(item.value) and not is_bods(item.value)]
    _reject_others(items, len(bods) + len(ftm), reading)
    parties, interests = read_bods(bods, reading)
    more_parties, more_interests = read_ftm(ftm, reading)
    every_party, every_interest = [*parties, *more_parties], [*interests, *more_interests]
    return assemble_graph(as_of, every_party, every_interest, reading.rejects, reading.set_aside)


def _check_day(as_of: str) -> None:
    try:
        if len(as_of) == len("2020-01-01") and parse_moment(as_of) == as_of:
            return
    except ValueError:
        pass
    raise BadInput([Fault("as of", f"“{as_of[:40]}” is no day.", "Write it as 2020-03-29.")])


def _reject_others(items: Sequence[Item], known: int, reading: Reading) -> None:
    if known == len(items):
        return
    for item in items:
        if not is_bods(item.value) and not is_ftm(item.value):
            text = "It is neither a BODS statement nor a FollowTheMoney entity."
            reading.reject(item.where, "unknown_format", text)
