"""Effective shares: what each owner holds in a company through every chain, loops included.

- The share of an owner is the sum, over every walk to the company that never comes back to the
  owner, of the product of the stakes along it (Brioschi, Buzzacchi and Colombo 1989; Chapelle and
  Szafarz 2005: ``diag(N)^-1 W N`` with ``N = (I - W)^-1``).
- Strong components come first; the matrix is never inverted whole. A party outside all rings needs
  one sum. A ring of up to ``RING_LIMIT`` parties is eliminated in exact fractions.
- A larger ring is iterated to a fixed point, with a proof of how far off it can still be.
- A ring that holds itself whole has no such sum: what rests on it is None, "cannot be computed".
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from fractions import Fraction

from vetting.screening.graph_loops import find_components
from vetting.screening.shares_rounds import iterate_ring

Matrix = dict[str, dict[str, Fraction]]
"""Stakes above zero: ``{owner: {owned: share}}``."""
Sums = dict[str, Fraction | None]

RING_LIMIT = 30
ZERO = Fraction(0)


def solve_shares(stakes: Matrix, target: str, *, upwards: bool = False) -> Sums:
    """The effective share of every party with a chain to the target; None where there is no finite sum.

    Exact but for parties behind a ring of more than ``RING_LIMIT`` parties: there the figure is a bound,
    from below, or from above with ``upwards``.
    """
    return _Solution(stakes, target, upwards=upwards).shares


def solve_ring(
    ring: Iterable[str], stakes: Matrix, known: Mapping[str, Fraction]
) -> dict[str, Fraction] | None:
    """The solution of ``x = known + W x`` within a ring, in exact fractions; None where there is none.

    Gaussian elimination on sparse rows. All entries are non-negative, so every pivot is above zero
    exactly when the sum over all walks is finite.
    """
    members = sorted(ring, key=lambda one: (len(stakes.get(one, {})), one))
    inside = set(members)
    rows = {one: {o: w for o, w in stakes.get(one, {}).items() if o in inside} for one in members}
    values = {one: known.get(one, ZERO) for one in members}
    for number, pivot in enumerate(members):
        if not _scale(rows[pivot], values, pivot):
            return None
        for other in members[number + 1 :]:
            _substitute(rows[other], values, other, pivot, rows[pivot])
    for pivot in reversed(members):
        values[pivot] += sum((w * values[o] for o, w in rows[pivot].items()), ZERO)
    return values


def _scale(row: dict[str, Fraction], values: dict[str, Fraction], pivot: str) -> bool:
    rest = 1 - row.pop(pivot, ZERO)
    if rest <= 0:
        return False
    for other in row:
        row[other] /= rest
    values[pivot] /= rest
    return True


def _substitute(
    row: dict[str, Fraction],
    values: dict[str, Fraction],
    other: str,
    pivot: str,
    pivot_row: dict[str, Fraction],
) -> None:
    share = row.pop(pivot, None)
    if share is None:
        return
    for one, weight in pivot_row.items():
        row[one] = row.get(one, ZERO) + share * weight
    values[other] += share * values[pivot]


class _Solution:
    """Walks the components from the target upwards; ``sums`` counts walks that may come back."""

    def __init__(self, stakes: Matrix, target: str, *, upwards: bool) -> None:
        self._stakes = _cut_above(stakes, target)
        self._target = target
        self._upwards = upwards
        self._sums: Sums = {}
        self.shares: Sums = {}
        for component in find_components(self._stakes):
            self._add(component)
        self.shares.pop(target, None)

    def _add(self, component: tuple[str, ...]) -> None:
        known = {party: self._known(party, component) for party in component}
        if any(value is None for value in known.values()):
            self._set(component, dict.fromkeys(component), dict.fromkeys(component))
            return
        numbers = {party: value for party, value in known.items() if value is not None}
        if len(component) == 1 and component[0] not in self._stakes[component[0]]:
            self._set(component, numbers, numbers)
        elif len(component) <= RING_LIMIT:
            sums = solve_ring(component, self._stakes, numbers) or dict.fromkeys(component)
            self._set(component, sums, {one: self._leaving(one, component, numbers) for one in component})
        else:
            self._set(component, *iterate_ring(component, self._stakes, numbers, upwards=self._upwards))

    def _known(self, party: str, component: tuple[str, ...]) -> Fraction | None:
        """What the party holds through parties outside its component, whose sums are known."""
        total = Fraction(party == self._target)
        for owned, share in self._stakes[party].items():
            if owned in component:
                continue
            value = self._sums[owned]
            if value is None:
                return None
            total += share * value
        return total

    def _leaving(self, party: str, ring: tuple[str, ...], known: dict[str, Fraction]) -> Fraction | None:
        """The party's share: the walks that leave it for good."""
        others = [one for one in ring if one != party]
        sums = solve_ring(others, self._stakes, known)
        if sums is None:
            return None
        held = self._stakes[party].items()
        return known[party] + sum((share * sums[owned] for owned, share in held if owned in sums), ZERO)

    def _set(
        self,
        component: tuple[str, ...],
        sums: Mapping[str, Fraction | None],
        shares: Mapping[str, Fraction | None],
    ) -> None:
        for party in component:
            self._sums[party] = sums[party]
            self.shares[party] = shares[party]


def _cut_above(stakes: Matrix, target: str) -> Matrix:
    """The stakes among the target and all that have a chain to it."""
    owners: dict[str, list[str]] = defaultdict(list)
    for owner, held in stakes.items():
        for owned in held:
            owners[owned].append(owner)
    above, waiting = {target}, [target]
    while waiting:
        for owner in owners[waiting.pop()]:
            if owner not in above:
                above.add(owner)
                waiting.append(owner)
    return {one: {o: w for o, w in stakes.get(one, {}).items() if o in above and w} for one in above}
