"""Small ownership graphs for tests: stakes in, a graph of a day out."""

from fractions import Fraction
from pathlib import Path
from typing import Any

from vetting.documents.blocks import Figure
from vetting.documents.catalogue import load_words
from vetting.documents.ownership_chart import draw_owners
from vetting.documents.parts.ownership import describe_owners
from vetting.screening.graph import Directness, Graph, Interest, Party, PartyKind, assemble_graph
from vetting.screening.ownership import Ownership
from vetting.screening.ownership_json import to_json
from vetting.screening.ownership_read import read_graph
from vetting.screening.shares import Band, parse_text

DAY = "2026-06-01"
BODS = Path(__file__).resolve().parents[2] / "data" / "bods"


def a_graph(*stakes: tuple[Any, ...]) -> Graph:
    """Stakes as (owner, owned, size) or (owner, owned, size, kind, directness); a size of None has no band.

    Parties whose name begins with P are persons, all others companies.
    """
    interests = [_interest(number, *stake) for number, stake in enumerate(stakes, 1)]
    names = {end for one in interests for end in (one.owner, one.owned)}
    return assemble_graph(DAY, [a_party(name) for name in sorted(names)], interests)


def a_party(name: str) -> Party:
    return Party(name, name, PartyKind.PERSON if name.startswith("P") else PartyKind.ENTITY)


def _interest(  # noqa: PLR0913 (a stake's columns)
    number: int,
    owner: str,
    owned: str,
    size: Any,
    kind: str = "shareholding",
    direct: str = "direct",
) -> Interest:
    return Interest(f"I-{number:02}", owner, owned, kind, a_band(size), Directness(direct))


def a_band(size: Any) -> Band | None:
    if size is None or isinstance(size, Band):
        return size
    if isinstance(size, Fraction):
        return Band(size, size)
    return parse_text(size)


def a_bods_file(path: str, day: str = DAY) -> Graph:
    return read_graph((BODS / path).read_bytes(), day, path)


def draw_ownership(found: Ownership) -> Figure:
    """The drawing of what was found, in English."""
    return draw_owners(describe_owners(to_json(found)), found.graph.as_of, load_words())
