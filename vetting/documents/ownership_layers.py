"""Where everything of an ownership drawing stands: rows from the target up, and bends of long lines.

The layered method (Sugiyama, Tagawa and Toda 1981) in its plainest form: rows by the longest chain down,
a bend wherever lines to a party pass a row, and each row ordered by where its neighbours stand.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from vetting.screening.graph_loops import find_components

ACROSS = 6
"""How many boxes stand in one row where nothing else is said; a fuller layer takes several rows."""
ROUNDS = 8

Edge = tuple[str, str]
Slot = tuple[str, str, int]
"""What takes room in a row: a box ``(party, "", 0)``, or ``("", owned, row)``, where all lines to a party bend."""


@dataclass(frozen=True, slots=True)
class Layers:
    """For each party its row, counted from the top, and the middle of its box; the same for each bend."""

    places: Mapping[str, tuple[int, int]]
    bends: Mapping[Edge, Sequence[tuple[int, int]]]
    rows: int
    width: int


@dataclass(frozen=True, slots=True)
class Sizes:
    """How wide a box, a bend and the gap between them are, and how many boxes stand in one row."""

    box: int
    bend: int
    gap: int
    across: int = ACROSS


def lay_out(parties: Iterable[str], edges: Sequence[Edge], sizes: Sizes) -> Layers:
    """The places of all parties and bends; parties in a ring stand in one layer."""
    rows = _split(_depths(sorted(parties), edges), edges, sizes.across)
    level = {party: number for number, row in enumerate(rows) for party in row}
    slots: list[list[Slot]] = [[(party, "", 0) for party in row] for row in rows]
    for slot in sorted({slot for edge in edges for slot in _bends(edge, level)}):
        slots[slot[2]].insert(len(slots[slot[2]]) // 2, slot)
    ordered = _order(slots, edges, level)
    return _measure(ordered[::-1], {edge: _bends(edge, level) for edge in edges}, sizes)


def _depths(parties: Sequence[str], edges: Sequence[Edge]) -> dict[str, int]:
    """The longest chain from each party down to one that holds nothing; a ring counts as one step."""
    leads_to: dict[str, dict[str, object]] = {party: {} for party in parties}
    for owner, owned in edges:
        leads_to[owner][owned] = True
    depths: dict[str, int] = {}
    for component in find_components(leads_to):
        below = [depths[o] for one in component for o in leads_to[one] if o not in component]
        for one in component:
            depths[one] = max(below, default=-1) + 1
    return depths


def _split(depths: Mapping[str, int], edges: Sequence[Edge], across: int) -> list[list[str]]:
    """The rows from the bottom up, none with more than ``across`` boxes; neighbours below keep together."""
    layers: dict[int, list[str]] = defaultdict(list)
    for party, depth in sorted(depths.items()):
        layers[depth].append(party)
    below: dict[str, list[str]] = defaultdict(list)
    for owner, owned in edges:
        if depths[owned] < depths[owner]:
            below[owner].append(owned)
    rows: list[list[str]] = []
    number: dict[str, int] = {}
    for depth in sorted(layers):
        layer = sorted(layers[depth], key=lambda one: (sorted(number[o] for o in below[one]), one))
        number |= {party: n for n, party in enumerate(layer)}
        rows += [layer[at : at + across] for at in range(0, len(layer), across)]
    return rows


def _order(rows: list[list[Slot]], edges: Sequence[Edge], level: Mapping[str, int]) -> list[list[Slot]]:
    """Each row sorted by the mean place of its neighbours, a few times up and down."""
    near: dict[Slot, list[Slot]] = defaultdict(list)
    for edge in edges:
        for one, other in _steps(edge, level):
            near[one].append(other)
            near[other].append(one)
    for turn in range(ROUNDS):
        for row in rows if turn % 2 == 0 else rows[::-1]:
            _sort(row, near, _centred(rows))
    return rows


def _bends(edge: Edge, level: Mapping[str, int]) -> list[Slot]:
    """The slots in which a line passes the rows between its ends, the lowest first."""
    low, high = sorted((level[edge[0]], level[edge[1]]))
    return [("", edge[1], number) for number in range(low + 1, high)]


def _steps(edge: Edge, level: Mapping[str, int]) -> list[tuple[Slot, Slot]]:
    """A line as its pieces from slot to slot, from the lower end up."""
    lower, upper = sorted(edge, key=lambda party: level[party])
    path: list[Slot] = [(lower, "", 0), *_bends(edge, level), (upper, "", 0)]
    return list(pairwise(path))


def _sort(row: list[Slot], near: Mapping[Slot, Sequence[Slot]], places: Mapping[Slot, int]) -> None:
    def mean(slot: Slot) -> tuple[int, int]:
        beside = near.get(slot, ())
        here = places[slot]
        return sum(places[one] for one in beside) // len(beside) if beside else here, here

    row.sort(key=mean)


def _centred(rows: Sequence[Sequence[Slot]]) -> dict[Slot, int]:
    return {slot: 1000 * (2 * n + 1 - len(row)) for row in rows for n, slot in enumerate(row)}


def _measure(rows: Sequence[Sequence[Slot]], bends: Mapping[Edge, Sequence[Slot]], sizes: Sizes) -> Layers:
    """Middles in pixels, each row centred on the widest."""
    wide = [sum(_room(slot, sizes) for slot in row) - sizes.gap for row in rows]
    middles: dict[Slot, tuple[int, int]] = {}
    for number, row in enumerate(rows):
        x = (max(wide) - wide[number]) // 2
        for slot in row:
            room = _room(slot, sizes)
            middles[slot] = number, x + (room - sizes.gap) // 2
            x += room
    places = {slot[0]: middle for slot, middle in middles.items() if slot[0]}
    routes = {edge: sorted(middles[slot] for slot in slots) for edge, slots in bends.items()}
    return Layers(places, routes, len(rows), max(wide))


def _room(slot: Slot, sizes: Sizes) -> int:
    return (sizes.box if slot[0] else sizes.bend) + sizes.gap
