"""What listed parties hold together of a party, asked again of a reading that is kept.

Who is listed changes with every ruling; what a file said does not. So the rule is applied to the reading each time
it is looked at, in exact fractions. A party of the file is listed where it has a name in common with one that is, and
nothing that is known of the two contradicts it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from vetting.domain.screenings import Subject, normalise_name
from vetting.screening.control import Reach, Step, chain_to
from vetting.screening.countries import to_codes
from vetting.screening.entities import Kind
from vetting.screening.graph import Directness, Graph, Interest, Party, PartyKind
from vetting.screening.identity import may_be_one
from vetting.screening.ownership_json import together_to_json
from vetting.screening.shares import Certainty, band_from_json

_KINDS = {PartyKind.PERSON: Kind.PERSON, PartyKind.ENTITY: Kind.ORGANISATION}

Told = Mapping[str, Any]
"""A reading, in the form of ``vetting.screening.ownership_json``."""


@dataclass(frozen=True)
class Together:
    """What listed parties have in the party of a reading: half or more of it, or most of its votes, by steps."""

    graph: Graph
    listed: tuple[str, ...]  # their ids in the file
    aggregate: tuple[Step, ...]
    control: tuple[Step, ...]

    @property
    def is_certain(self) -> bool:
        """Whether they certainly own half or more of it, or certainly control it."""
        last = [steps[-1] for steps in (self.aggregate, self.control) if steps]
        return any(one.certainty is Certainty.CERTAIN for one in last)

    def to_json(self) -> dict[str, Any]:
        """The part of a reading that says it."""
        return together_to_json(self.graph, self.listed, self.aggregate)


def take_together(told: Told, subjects: Iterable[Subject]) -> Together:
    """What these parties, all of them listed, have together in the party of the reading."""
    graph, target = read_told(told), str(told["target"])
    listed = sorted(_find_listed(told, subjects) - {target})
    reach = Reach(graph)
    return Together(
        graph,
        tuple(listed),
        chain_to(reach.aggregate(listed), target),
        chain_to(reach.control(listed), target),
    )


def to_subject(party: Told) -> Subject:
    """A party of a reading, as it is compared with others."""
    country = party["country"]
    return Subject(
        id=party["id"],
        where="",
        kind=_KINDS.get(PartyKind(party["kind"]), Kind.UNKNOWN).value,
        names=tuple(name for name in (party["name"], *party["aliases"]) if name),
        birth_date=party.get("birth_date", ""),
        founded=party.get("founded", ""),
        countries=tuple(party.get("countries") or to_codes([country] if country else ())),
        identifiers=tuple(party.get("identifiers", ())),
    )


def read_told(told: Told) -> Graph:
    """The parties and the stakes that count, as the reading keeps them."""
    parties = {one["id"]: _party(one) for one in told["parties"]}
    stated = [one for right in ("shares", "votes") for held in told[right] for one in held["interests"]]
    counted = {one["id"]: _interest(one) for one in stated}
    return Graph(told["as_of"], parties, tuple(counted[ident] for ident in sorted(counted)), (), ())


def _find_listed(told: Told, subjects: Iterable[Subject]) -> set[str]:
    by_name: dict[str, list[Subject]] = defaultdict(list)
    for one in subjects:
        for name in {normalise_name(name) for name in one.names} - {""}:
            by_name[name].append(one)
    every = map(to_subject, told["parties"]) if by_name else ()
    return {one.id for one in every if any(may_be_one(known, one) for known in _namesakes(by_name, one))}


def _namesakes(by_name: Mapping[str, list[Subject]], one: Subject) -> Iterator[Subject]:
    return (known for name in one.names for known in by_name.get(normalise_name(name), ()))


def _party(party: Told) -> Party:
    """As the arithmetic needs it; what tells it apart from others stays in the reading."""
    plain = {key: party[key] for key in ("id", "name", "country", "reason", "description")}
    return Party(**plain, kind=PartyKind(party["kind"]), aliases=tuple(party["aliases"]))


def _interest(interest: Told) -> Interest:
    plain = {
        key: interest[key] for key in ("id", "owner", "owned", "kind", "start", "end", "stated_on", "source")
    }
    band = band_from_json(interest["share"]) if interest["share"] else None
    return Interest(**plain, band=band, direct=Directness(interest["held"]))
