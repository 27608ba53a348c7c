"""Parties and the interests they hold in each other, as they stood on one day.

- Every interest is kept in one of three ways: *counted* (a stake that the arithmetic uses), *declared*
  (an indirect stake that somebody stated: compared with the chain, never added to it) and a *link*
  (a role or a control that has no percentage).
- Shares and voting rights are two matrices. An interest of unstated kind may be either.
- What could not be read is listed as a reject; the rest stands.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from vetting.screening.particulars import NOTHING_KNOWN, Particulars
from vetting.screening.shares import Band, add_bands, limit_to_whole


class PartyKind(StrEnum):
    """What a party is, as far as its source says."""

    PERSON = "person"
    ENTITY = "entity"
    ARRANGEMENT = "arrangement"
    STATE = "state"
    UNNAMED = "unnamed"  # a discrete person or entity that is withheld or not known
    UNSPECIFIED = "unspecified"  # a reason stands where an owner should
    MISSING = "missing"  # referred to, described nowhere


class Right(StrEnum):
    """What a stake is a part of."""

    SHARES = "shares"
    VOTES = "votes"


class Directness(StrEnum):
    """Whether a stake is held directly."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    UNKNOWN = "unknown"


KINDS = {"shareholding": (Right.SHARES,), "votingRights": (Right.VOTES,), "unstated": (*Right,)}
"""The kinds of interest that are stakes; all others are links."""


@dataclass(frozen=True, slots=True)
class Party:
    """A party, with the reason where it is not named."""

    id: str
    name: str
    kind: PartyKind
    country: str = ""
    aliases: tuple[str, ...] = ()
    reason: str = ""
    description: str = ""
    particulars: Particulars = NOTHING_KNOWN

    @property
    def label(self) -> str:
        """The name to show; what is not named is said to be so."""
        if self.name:
            return self.name
        if self.kind is PartyKind.UNSPECIFIED:
            return f"owner not specified ({self.reason or 'no reason given'})"
        return f"party without a name ({self.id})"


@dataclass(frozen=True, slots=True)
class Interest:
    """One interest of an owner in a party, with where it was stated and for which time."""

    id: str
    owner: str
    owned: str
    kind: str
    band: Band | None = None
    direct: Directness = Directness.DIRECT
    start: str = ""
    end: str = ""
    stated_on: str = ""
    source: str = ""
    components: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Holding:
    """All that one owner holds directly in one party of one right, with the interests it is made of."""

    owner: str
    owned: str
    band: Band
    interests: tuple[Interest, ...]


@dataclass(frozen=True, slots=True)
class Reject:
    """What could not be used: where it stands, which rule it broke, and the sentence."""

    where: str
    code: str
    text: str


@dataclass(frozen=True)
class Graph:
    """Who holds what in whom on a day. Made by ``assemble_graph``."""

    as_of: str
    parties: Mapping[str, Party]
    counted: tuple[Interest, ...]
    declared: tuple[Interest, ...]
    links: tuple[Interest, ...]
    rejects: tuple[Reject, ...] = ()
    set_aside: Mapping[str, int] = field(default_factory=dict)  # read, and not about this day or question
    holdings: Mapping[Right, tuple[Holding, ...]] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "holdings", {right: _merge(self.counted, right) for right in Right})

    @property
    def interests(self) -> tuple[Interest, ...]:
        """Every interest, in the order of its id."""
        return tuple(sorted((*self.counted, *self.declared, *self.links), key=lambda one: one.id))


def assemble_graph(
    as_of: str,
    parties: Iterable[Party],
    interests: Sequence[Interest],
    rejects: Iterable[Reject] = (),
    set_aside: Mapping[str, int] | None = None,
) -> Graph:
    """The graph of a day; a party that is referred to and described nowhere gets a node that says so."""
    known = {party.id: party for party in parties}
    kept, refused = _drop_repeated(sorted(interests, key=lambda one: one.id))
    for interest in kept:
        for ident in (interest.owner, interest.owned):
            if ident not in known:
                known[ident] = Party(ident, "", PartyKind.MISSING)
                refused.append(_missing(interest, ident))
    links = [one for one in kept if one.kind not in KINDS]
    stakes = [one for one in kept if one.kind in KINDS]
    counted, declared = _split(stakes)
    ordered = {ident: known[ident] for ident in sorted(known)}
    every_reject = (*rejects, *refused)
    return Graph(as_of, ordered, counted, declared, tuple(links), every_reject, dict(set_aside or {}))


def find_above(interests: Iterable[Interest] | Iterable[Holding], target: str) -> frozenset[str]:
    """The target and everybody from whom a chain leads to it."""
    owners: dict[str, list[str]] = defaultdict(list)
    for one in interests:
        owners[one.owned].append(one.owner)
    seen, waiting = {target}, [target]
    while waiting:
        for owner in owners[waiting.pop()]:
            if owner not in seen:
                seen.add(owner)
                waiting.append(owner)
    return frozenset(seen)


def _merge(interests: Iterable[Interest], right: Right) -> tuple[Holding, ...]:
    """One holding for each owner of each party, cut to what the party's other owners leave."""
    held: dict[str, dict[str, list[Interest]]] = defaultdict(lambda: defaultdict(list))
    for one in interests:
        if right in KINDS[one.kind]:
            held[one.owned][one.owner].append(one)
    holdings = []
    for owned, owners in held.items():
        bands = {owner: add_bands(one.band for one in of if one.band) for owner, of in owners.items()}
        limited = limit_to_whole(bands)
        holdings += [Holding(owner, owned, limited[owner], tuple(of)) for owner, of in owners.items()]
    return tuple(sorted(holdings, key=lambda one: (one.owned, one.owner)))


def _split(stakes: Sequence[Interest]) -> tuple[tuple[Interest, ...], tuple[Interest, ...]]:
    """Stakes that count and stakes that are only declared.

    A stake "held directly or indirectly" counts as direct where no other chain leads from its owner to
    its party; where one does, adding it would count the same shares twice.
    """
    direct = [one for one in stakes if one.direct is not Directness.INDIRECT]
    owners: dict[str, set[str]] = defaultdict(set)
    for one in direct:
        owners[one.owned].add(one.owner)
    counted = tuple(one for one in direct if not _is_doubled(one, owners))
    chosen = {one.id for one in counted}
    return counted, tuple(one for one in stakes if one.id not in chosen)


def _is_doubled(interest: Interest, owners: Mapping[str, set[str]]) -> bool:
    if interest.direct is Directness.DIRECT:
        return False
    seen = {interest.owned}
    waiting = [one for one in owners.get(interest.owned, ()) if one != interest.owner]
    while waiting:
        party = waiting.pop()
        if party == interest.owner:
            return True
        if party not in seen:
            seen.add(party)
            waiting.extend(owners.get(party, ()))
    return False


def _drop_repeated(interests: Iterable[Interest]) -> tuple[list[Interest], list[Reject]]:
    """Each interest once: the same holder, party, kind, size and period under two ids is one fact."""
    first: dict[tuple[object, ...], Interest] = {}
    rejects = []
    for one in interests:
        key = (one.owner, one.owned, one.kind, one.band, one.direct, one.start, one.end)
        if key in first and one.id != first[key].id:
            text = f"The same interest as {first[key].id}; it is counted once."
            rejects.append(Reject(one.id, "repeated", text))
        else:
            first[key] = one
    return list(first.values()), rejects


def _missing(interest: Interest, ident: str) -> Reject:
    text = (
        f"It refers to the party {ident}, which the file does not describe; the party stands without a name."
    )
    return Reject(interest.id, "missing_party", text)
