"""Two questions that the product of shares does not answer, each a closure of its own.

- *Control*: more than half of the votes, held together with everything that is already controlled.
  51 % of a company that holds 51 % of another controls the other, though the product is 26 %.
- *The aggregate rule*: half or more of a company, held together by listed parties and by companies
  that are themselves held so (OFAC, Revised Guidance on Entities Owned by Persons Whose Property and
  Interests in Property Are Blocked, 13 August 2014).
- Both are answered twice, for what is certain and for what is possible.
- Where no voting rights are stated for a company, its shares are taken to carry the votes, and the
  step says so.
"""

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from vetting.screening.graph import Graph, Holding, Right
from vetting.screening.shares import Band, Certainty, add_bands, limit_to_whole

HALF = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class Step:
    """How one more company came in: what those before it hold in it together."""

    party: str
    total: Band
    holdings: tuple[Holding, ...]
    certainty: Certainty
    presumed: bool = False  # the votes were taken from the shares


class Reach:
    """Asks both questions of a graph for any number of holders; the graph is indexed once."""

    def __init__(self, graph: Graph) -> None:
        votes, presumed = voting_stakes(graph)
        self._votes = _Stakes(votes, lambda band: band.exceeds(HALF), presumed)
        self._shares = _Stakes(graph.holdings[Right.SHARES], lambda band: band.reaches(HALF), frozenset())

    def control(self, holders: Iterable[str]) -> dict[str, Step]:
        """Every company that the holders control together, or could, by company."""
        return _close(self._votes, holders)

    def aggregate(self, listed: Iterable[str]) -> dict[str, Step]:
        """Every company that the listed own half or more of in aggregate, or could, by company."""
        return _close(self._shares, listed)


def chain_to(steps: Mapping[str, Step], party: str) -> tuple[Step, ...]:
    """The steps that lead to the party, the first ones first; empty where it was not reached."""
    needed, waiting = set(), [party]
    while waiting:
        one = waiting.pop()
        if one in steps and one not in needed:
            needed.add(one)
            waiting.extend(holding.owner for holding in steps[one].holdings)
    return tuple(step for name, step in steps.items() if name in needed)


def voting_stakes(graph: Graph) -> tuple[tuple[Holding, ...], frozenset[str]]:
    """The votes in every company, and the companies where shares stand for votes that nobody stated."""
    stated = {one.owned for one in graph.counted if one.kind == "votingRights"}
    votes = [one for one in graph.holdings[Right.VOTES] if one.owned in stated]
    shares = [one for one in graph.holdings[Right.SHARES] if one.owned not in stated]
    return (*votes, *shares), frozenset(one.owned for one in shares)


class _Stakes:
    """Holdings by owner and by company, with the test that a company has to pass."""

    def __init__(
        self, holdings: Iterable[Holding], test: Callable[[Band], Certainty], presumed: frozenset[str]
    ) -> None:
        self.of: dict[str, list[Holding]] = defaultdict(list)
        self.in_company: dict[str, list[Holding]] = defaultdict(list)
        for one in holdings:
            self.of[one.owner].append(one)
            self.in_company[one.owned].append(one)
        self.test, self.presumed = test, presumed


def _close(stakes: _Stakes, start: Iterable[str]) -> dict[str, Step]:
    """What is certain first, then what is possible with all of it."""
    closure = _Closure(stakes, frozenset(start))
    closure.grow(Certainty.CERTAIN)
    closure.grow(Certainty.POSSIBLE)
    return closure.steps


class _Closure:
    """Companies held so far, and who among the held holds what in the others."""

    def __init__(self, stakes: _Stakes, start: frozenset[str]) -> None:
        self._stakes, self._start = stakes, start
        self.steps: dict[str, Step] = {}

    def grow(self, certainty: Certainty) -> None:
        """Take in every company that this certainty allows; what it rests on is no more certain."""
        mine: dict[str, list[Holding]] = defaultdict(list)
        held = {*self._start, *self.steps}
        waiting = deque(sorted(held))
        while waiting:
            for stake in self._stakes.of.get(waiting.popleft(), ()):
                mine[stake.owned].append(stake)
                step = None if stake.owned in held else self._step(stake.owned, mine[stake.owned], certainty)
                if step:
                    self.steps[stake.owned] = step
                    held.add(stake.owned)
                    waiting.append(stake.owned)

    def _step(self, company: str, mine: list[Holding], certainty: Certainty) -> Step | None:
        """The step into the company, where what is held of it passes the test."""
        total = add_bands(one.band for one in mine)
        if self._stakes.test(total) is Certainty.NO:
            return None
        if len(mine) > 1:
            total = _within_the_rest(total, mine, self._stakes.in_company[company])
        passed = self._stakes.test(total)
        if passed is Certainty.NO or (certainty is Certainty.CERTAIN and passed is Certainty.POSSIBLE):
            return None
        ordered = tuple(sorted(mine, key=lambda one: one.owner))
        return Step(company, total, ordered, certainty, company in self._stakes.presumed)


def _within_the_rest(total: Band, mine: Iterable[Holding], everybody: Iterable[Holding]) -> Band:
    """What holders have together; never more than what all others certainly leave."""
    holders = {one.owner for one in mine}
    rest = add_bands(one.band for one in everybody if one.owner not in holders)
    return limit_to_whole({"mine": total, "rest": rest})["mine"]
