"""Large rings, iterated to a fixed point between proven bounds.

Numbers are whole multiples of 10^-24, rounded to the safe side, so the bounds hold on every machine.

- From below: ``x`` starts at zero and ``x ← known + W x`` never passes the true sum.
- From above: with ``v ← 1 + Wᵀ v`` iterated until no entry grows by more than a half, ``vᵀ (I - W) ≥ ½``
  in each place. So the true sum is at most ``x + 2 vᵀ r`` in each place, with ``r = known + W x - x``,
  and a walk comes back to a party at most ``2 v`` times. If ``v`` does not settle, there is no bound.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction

SCALE = 10**24
CLOSE = 10**9
"""Rounds end when no entry moves by more than 10^-15."""
ROUNDS = 2_000

Rows = list[list[tuple[int, int]]]
Values = dict[str, Fraction | None]


def iterate_ring(
    ring: Sequence[str],
    stakes: Mapping[str, Mapping[str, Fraction]],
    known: Mapping[str, Fraction],
    *,
    upwards: bool,
) -> tuple[Values, Values]:
    """Bounds of the sums over all walks, and of the members' own shares; None where there is no bound."""
    rows = _rows(ring, stakes, upwards=upwards)
    visits = _visits(rows)
    if visits is None:
        return dict.fromkeys(ring), dict.fromkeys(ring)
    start = [_whole(known[one], upwards=upwards) for one in ring]
    sums = _settle(rows, start)
    if upwards:
        sums = _lift(rows, start, sums, visits)
        return _named(ring, sums), _named(ring, sums)
    own = [value * SCALE // (2 * times) for value, times in zip(sums, visits, strict=True)]
    return _named(ring, sums), _named(ring, own)


def _rows(ring: Sequence[str], stakes: Mapping[str, Mapping[str, Fraction]], *, upwards: bool) -> Rows:
    place = {one: number for number, one in enumerate(ring)}
    return [
        [(place[o], _whole(w, upwards=upwards)) for o, w in stakes[one].items() if o in place] for one in ring
    ]


def _settle(rows: Rows, start: Sequence[int]) -> list[int]:
    """The sums from below, rounded down in every step."""
    values = [0] * len(start)
    for _ in range(ROUNDS):
        after = [
            first + sum(w * values[o] for o, w in row) // SCALE
            for first, row in zip(start, rows, strict=True)
        ]
        moved = max(new - old for new, old in zip(after, values, strict=True))
        values = after
        if moved <= CLOSE:
            break
    return values


def _visits(rows: Rows) -> list[int] | None:
    """``v`` of the proof, rounded up; None where it does not settle."""
    values = [SCALE] * len(rows)
    for _ in range(ROUNDS):
        after = [SCALE * SCALE] * len(rows)
        for owner, row in enumerate(rows):
            for owned, weight in row:
                after[owned] += weight * values[owner]
        after = [-(-one // SCALE) for one in after]
        if all(new - old <= SCALE // 2 for new, old in zip(after, values, strict=True)):
            return values
        values = after
    return None


def _lift(rows: Rows, start: Sequence[int], values: Sequence[int], visits: Sequence[int]) -> list[int]:
    """The sums from above: those from below and the most that can still be missing."""
    missing = 0
    for first, row, value, times in zip(start, rows, values, visits, strict=True):
        rest = first - value - (-sum(w * values[o] for o, w in row) // SCALE)
        missing += rest * times
    return [value + -(-2 * missing // SCALE) for value in values]


def _whole(share: Fraction, *, upwards: bool) -> int:
    scaled = share.numerator * SCALE
    return -(-scaled // share.denominator) if upwards else scaled // share.denominator


def _named(ring: Sequence[str], values: Sequence[int]) -> Values:
    return {one: Fraction(value, SCALE) for one, value in zip(ring, values, strict=True)}
