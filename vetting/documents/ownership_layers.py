"""Where each party of an ownership drawing stands: its row and its place in the row."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from vetting.screening.graph_loops import find_components

ACROSS = 6
"""How many boxes stand in one row; a fuller layer takes several rows."""
ROUNDS = 4


@dataclass(frozen=True, slots=True)
class Layers:
    """For each party its row and column; for each row how many stand in it; the widest row."""

    places: Mapping[str, tuple[int, int]]
    widths: Sequence[int]
    columns: int


def lay_out(target: str, parties: Iterable[str], edges: Sequence[tuple[str, str]]) -> Layers:
    """The rows from the farthest owners down to the target, each ordered to keep lines short."""
    depths = _depths(sorted(parties), edges)
    rows: dict[int, list[str]] = defaultdict(list)
    for party, depth in sorted(depths.items()):
        rows[depth].append(party)
    ordered = _order([rows[depth] for depth in sorted(rows)], edges)
    split = [row[at : at + ACROSS] for row in ordered for at in range(0, len(row), ACROSS)][::-1]
    places = {party: (number, n) for number, row in enumerate(split) for n, party in enumerate(row)}
    widths = [len(row) for row in split]
    assert target in places  # noqa: S101 (the target is always drawn)
    return Layers(places, widths, max(widths))


def _depths(parties: Sequence[str], edges: Sequence[tuple[str, str]]) -> dict[str, int]:
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


def _order(rows: list[list[str]], edges: Sequence[tuple[str, str]]) -> list[list[str]]:
    """Each row sorted by where its neighbours stand, a few times up and down (the barycentre method)."""
    near: dict[str, list[str]] = defaultdict(list)
    for owner, owned in edges:
        near[owner].append(owned)
        near[owned].append(owner)
    for turn in range(ROUNDS):
        for row in rows if turn % 2 == 0 else rows[::-1]:
            places = _centred(rows)
            row.sort(key=lambda party: (_mean(party, near, places), party))
    return rows


def _centred(rows: Sequence[Sequence[str]]) -> dict[str, int]:
    return {party: 2 * n - len(row) for row in rows for n, party in enumerate(row)}


def _mean(party: str, near: Mapping[str, Sequence[str]], places: Mapping[str, int]) -> int:
    beside = near.get(party, ())
    return sum(places[one] for one in beside) * 1000 // len(beside) if beside else places[party] * 1000
