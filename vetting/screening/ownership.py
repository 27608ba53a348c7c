"""Who owns and who controls a party as of a day: three answers, kept apart, each with its path.

- The *effective share*: how much of the party an owner holds through all chains.
- The *aggregate rule*: whether an owner, or several listed ones together, hold half or more, company by
  company.
- *Control*: whether an owner has more than half of the votes, company by company.
They disagree by nature; none is derived from another.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from vetting.screening.control import Reach, Step, chain_to
from vetting.screening.graph import Graph, Holding, Interest, Party, Right, find_above
from vetting.screening.ownership_chains import Chain, Chains, find_chains
from vetting.screening.ownership_declared import Declared, compare_declared
from vetting.screening.ownership_findings import Finding, find_faults
from vetting.screening.shares import Band, Certainty
from vetting.screening.shares_effective import effective_shares


@dataclass(frozen=True, slots=True)
class Owner:
    """What one party holds in the target; ``share`` is None where no chain of shares leads there."""

    party: Party
    share: Band | None
    chains: tuple[Chain, ...]  # the largest
    more_chains: bool  # there are more, or may be
    aggregate: tuple[Step, ...]
    control: tuple[Step, ...]
    ultimate: bool  # nobody is stated to hold shares in it

    @property
    def majority(self) -> Certainty:
        """Whether it owns half or more of the target, company by company."""
        return self.aggregate[-1].certainty if self.aggregate else Certainty.NO

    @property
    def controls(self) -> Certainty:
        """Whether it controls the target by votes, company by company."""
        return self.control[-1].certainty if self.control else Certainty.NO


@dataclass(frozen=True)
class Ownership:
    """Everything that a graph says about the owners of one party on a day."""

    graph: Graph
    target: Party
    parties: tuple[Party, ...]
    owners: tuple[Owner, ...]
    holdings: tuple[Holding, ...]
    votes: tuple[Holding, ...]
    links: tuple[Interest, ...]
    declared: tuple[Declared, ...]
    listed: tuple[str, ...]
    aggregate: tuple[Step, ...]  # how the listed parties together come to half or more of the target
    findings: tuple[Finding, ...]


def trace_ownership(graph: Graph, target: str, listed: Iterable[str] = ()) -> Ownership:
    """The owners of a party and what is to be found about them; raises ``KeyError`` for an unknown id.

    ``listed`` are ids of parties that stand on a list: the aggregate rule is applied to them together.
    """
    party = graph.parties[target]
    above = find_above(graph.interests, target)
    reach = Reach(graph)
    declared = compare_declared(graph, reach, above)
    together = tuple(sorted(set(listed)))
    return Ownership(
        graph=graph,
        target=party,
        parties=tuple(graph.parties[one] for one in sorted(above)),
        owners=_find_owners(graph, target, above, reach),
        holdings=_among(graph.holdings[Right.SHARES], above),
        votes=_among(graph.holdings[Right.VOTES], above),
        links=tuple(one for one in graph.links if one.owned in above),
        declared=declared,
        listed=together,
        aggregate=chain_to(reach.aggregate(together), target),
        findings=find_faults(graph, target, above, declared),
    )


def _find_owners(graph: Graph, target: str, above: frozenset[str], reach: Reach) -> tuple[Owner, ...]:
    """Everybody above the target, the largest certain share first, then the largest possible one."""
    shares = effective_shares(graph, target)
    chains = find_chains(graph.holdings[Right.SHARES], target)
    owned = {one.owned for one in graph.holdings[Right.SHARES]}
    found = [_find_owner(graph, one, target, shares, chains, reach, owned) for one in above - {target}]
    return tuple(sorted(found, key=_size))


def _find_owner(  # noqa: PLR0913 (computed once for all owners)
    graph: Graph,
    owner: str,
    target: str,
    shares: Mapping[str, Band],
    chains: Chains,
    reach: Reach,
    owned: set[str],
) -> Owner:
    return Owner(
        party=graph.parties[owner],
        share=shares.get(owner),
        chains=chains.kept.get(owner, ()),
        more_chains=owner in shares and chains.has_more(owner),
        aggregate=chain_to(reach.aggregate([owner]), target),
        control=chain_to(reach.control([owner]), target),
        ultimate=owner not in owned,
    )


def _size(owner: Owner) -> tuple[object, ...]:
    least = -owner.share.lower if owner.share else 1
    most = -owner.share.upper if owner.share else 1
    return least, most, owner.party.id


def _among(holdings: Iterable[Holding], parties: frozenset[str]) -> tuple[Holding, ...]:
    return tuple(one for one in holdings if one.owned in parties)
