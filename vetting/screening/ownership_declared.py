"""Declared indirect interests, compared with the chain and never added to it.

- Shares are compared with what the chain gives without the owner's own direct holding.
- Votes are compared with what companies under the owner's control hold, and with the product; agreeing
  with one of them is enough, because declarations use both.
- A chain that runs through a role without a percentage cannot be computed, and is said to be so.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from vetting.screening.control import Reach, voting_stakes
from vetting.screening.graph import Directness, Graph, Interest, Right, find_above
from vetting.screening.shares import Band, Certainty, add_bands
from vetting.screening.shares_effective import shares_among


class Verdict(StrEnum):
    """How a declared interest stands to the chain."""

    AGREES = "agrees"
    DIFFERS = "differs"
    NO_CHAIN = "no_chain"
    NOT_COMPUTABLE = "not_computable"


@dataclass(frozen=True, slots=True)
class Declared:
    """One declared interest, what the chain gives, and how they compare."""

    interest: Interest
    computed: Band | None
    verdict: Verdict


def compare_declared(graph: Graph, reach: Reach, parties: Iterable[str]) -> tuple[Declared, ...]:
    """Each declared stake in one of the parties; stakes of unstated kind say nothing to compare."""
    chosen = frozenset(parties)
    stakes = [one for one in graph.declared if one.kind != "unstated" and one.owned in chosen]
    return tuple(_compare(graph, reach, one) for one in stakes)


def _compare(graph: Graph, reach: Reach, interest: Interest) -> Declared:
    computed = [_product(graph, interest)]
    if interest.kind == "votingRights":
        computed.append(_under_control(graph, reach, interest))
    bands = [one for one in computed if one is not None]
    if not bands:
        return Declared(interest, None, _unlinked(graph, interest))
    agreeing = [one for one in bands if interest.band is not None and one.meets(interest.band)]
    verdict = Verdict.AGREES if agreeing else Verdict.DIFFERS
    return Declared(interest, (agreeing or bands)[0], verdict)


def _product(graph: Graph, interest: Interest) -> Band | None:
    right = Right.VOTES if interest.kind == "votingRights" else Right.SHARES
    ends = (interest.owner, interest.owned)
    own = interest.direct is Directness.INDIRECT
    holdings = [one for one in graph.holdings[right] if not (own and (one.owner, one.owned) == ends)]
    return shares_among(holdings, interest.owned).get(interest.owner)


def _under_control(graph: Graph, reach: Reach, interest: Interest) -> Band | None:
    """The votes that companies under the owner's control hold, certainly and possibly."""
    steps = reach.control([interest.owner])
    votes, _ = voting_stakes(graph)
    through = [one for one in votes if one.owned == interest.owned and one.owner in steps]
    if not through:
        return None
    certain = [one.band for one in through if steps[one.owner].certainty is Certainty.CERTAIN]
    return Band(add_bands(certain).lower, add_bands(one.band for one in through).upper)


def _unlinked(graph: Graph, interest: Interest) -> Verdict:
    above = find_above((*graph.counted, *graph.links), interest.owned)
    return Verdict.NOT_COMPUTABLE if interest.owner in above else Verdict.NO_CHAIN
