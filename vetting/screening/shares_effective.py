"""Effective shares as bands: the arithmetic done twice, once on what is certain and once on what is possible.

- The lower figure rests on lower bounds alone: it is certain.
- The upper figure rests on upper bounds, and is at most 100 %, because no way of filling the bands can
  give more; unless the certain shares themselves contradict that, which is reported and not cut.
- A bound is left out of the result where a chain that counts leaves it out, except within rings.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from fractions import Fraction

from vetting.screening.graph import Graph, Holding, Right, find_above
from vetting.screening.graph_loops import find_rings
from vetting.screening.shares import NONE, ONE, Band
from vetting.screening.shares_solve import Matrix, Sums, solve_shares


def effective_shares(graph: Graph, target: str, right: Right = Right.SHARES) -> dict[str, Band]:
    """The effective share in the target of everybody who could hold one, by party id."""
    return shares_among(graph.holdings[right], target)


def shares_among(holdings: Sequence[Holding], target: str) -> dict[str, Band]:
    """The effective share in the target of everybody who could hold one, through these holdings."""
    above_target = find_above(holdings, target)
    holdings = [one for one in holdings if one.owned in above_target]
    certain = _matrix((one.owner, one.owned, one.band.lower) for one in holdings)
    possible = _matrix((one.owner, one.owned, one.band.upper) for one in holdings)
    lower, upper = solve_shares(certain, target), solve_shares(possible, target, upwards=True)
    ceiling = None if find_over_whole(holdings) else ONE
    above = _left_out(certain, target, (one for one in holdings if one.band.above))
    below = _left_out(possible, target, (one for one in holdings if one.band.below))
    shares = {party: _band(party, lower, upper, ceiling) for party in sorted(upper)}
    return {party: _mark(band, party in above, party in below) for party, band in shares.items()}


def find_over_whole(holdings: Iterable[Holding]) -> dict[str, Fraction]:
    """The companies whose certain shares together exceed 100 %, with the sum."""
    totals: dict[str, Fraction] = defaultdict(Fraction)
    for one in holdings:
        totals[one.owned] += one.band.lower
    return {party: total for party, total in totals.items() if total > 1}


def _matrix(stakes: Iterable[tuple[str, str, Fraction]]) -> Matrix:
    matrix: Matrix = defaultdict(dict)
    for owner, owned, share in stakes:
        if share:
            matrix[owner][owned] = share
    return dict(matrix)


def _band(party: str, lower: Sums, upper: Sums, ceiling: Fraction | None) -> Band:
    """A lower figure without a finite sum says nothing; an upper one neither: it could be all."""
    least, most = lower.get(party, NONE) or NONE, upper[party]
    most = ONE if most is None else most
    if ceiling is not None:
        most = min(most, ceiling)
    return Band(least, max(most, least))


def _mark(band: Band, above: bool, below: bool) -> Band:  # noqa: FBT001 (both named at the one call)
    return Band(band.lower, band.upper, above and band.lower > 0, below and band.upper < 1)


def _left_out(matrix: Matrix, target: str, opened: Iterable[Holding]) -> frozenset[str]:
    """Who has a chain to the target through a bound that is left out; members of rings aside."""
    owners: dict[str, list[str]] = defaultdict(list)
    for owner, held in matrix.items():
        for owned in held:
            owners[owned].append(owner)
    reaching = _climb(owners, [target])
    starts = [one.owner for one in opened if one.owned in reaching and one.owned in matrix.get(one.owner, {})]
    in_rings = {party for ring in find_rings(matrix) for party in ring}
    return _climb(owners, starts) - in_rings


def _climb(owners: dict[str, list[str]], starts: list[str]) -> frozenset[str]:
    seen, waiting = set(starts), list(starts)
    while waiting:
        for owner in owners.get(waiting.pop(), ()):
            if owner not in seen:
                seen.add(owner)
                waiting.append(owner)
    return frozenset(seen)
