"""Chains of holdings from an owner down to a company: the paths that explain a figure."""

import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from vetting.screening.graph import Holding
from vetting.screening.shares import Band

CHAINS, STEPS = 5, 5_000
"""At most so many chains are kept for an owner, and so many looked at for a company, the largest first."""


@dataclass(frozen=True, slots=True)
class Chain:
    """Holdings from an owner down to the company, each beginning where the one before ends."""

    holdings: tuple[Holding, ...]

    @property
    def band(self) -> Band:
        """The product of the holdings: what this chain alone gives."""
        lower, upper = Fraction(1), Fraction(1)
        for one in self.holdings:
            lower, upper = lower * one.band.lower, upper * one.band.upper
        return Band(lower, upper)

    @property
    def parties(self) -> tuple[str, ...]:
        """The parties along the chain, the owner first."""
        return (*(one.owner for one in self.holdings), self.holdings[-1].owned)


@dataclass(frozen=True, slots=True)
class Chains:
    """The chains that were kept of each owner, and of whom there are or may be more."""

    kept: Mapping[str, tuple[Chain, ...]]
    cut: frozenset[str]
    complete: bool

    def has_more(self, owner: str) -> bool:
        """Whether chains of this owner may exist beside those that were kept."""
        return owner in self.cut or not self.complete


def find_chains(holdings: Iterable[Holding], target: str) -> Chains:
    """The largest chains to the target of each owner; none passes a party twice."""
    into: dict[str, list[Holding]] = defaultdict(list)
    for one in holdings:
        into[one.owned].append(one)
    found: dict[str, list[Chain]] = defaultdict(list)
    waiting: list[tuple[Fraction, tuple[str, ...], tuple[Holding, ...]]] = [(Fraction(-1), (target,), ())]
    steps = 0
    while waiting and steps < STEPS:
        steps += 1
        size, parties, path = heapq.heappop(waiting)
        if path:
            found[parties[0]].append(Chain(path))
        for one in into[parties[0]]:
            if one.owner not in parties and one.band.upper:
                heapq.heappush(waiting, (size * one.band.upper, (one.owner, *parties), (one, *path)))
    kept = {owner: tuple(chains[:CHAINS]) for owner, chains in sorted(found.items())}
    cut = frozenset(owner for owner, chains in found.items() if len(chains) > CHAINS)
    return Chains(kept, cut, not waiting)
