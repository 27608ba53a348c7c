"""What listed parties hold together of a party, asked again of a reading that is kept.

Who is listed changes with every ruling; what a file said does not. So the rule is applied to the reading each time
it is looked at. The reading holds percentages with six places, which is as exact as the answer.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from vetting.screening.control import Reach, Step, chain_to
from vetting.screening.graph import Directness, Graph, Interest, Party, PartyKind
from vetting.screening.ownership_json import together_to_json
from vetting.screening.ownership_names import find_parties
from vetting.screening.shares import Certainty, band_from_json

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


def take_together(told: Told, names: Iterable[str]) -> Together:
    """What the parties of these names have together in the party of the reading."""
    graph, target = read_told(told), str(told["target"])
    listed = sorted({one.id for name in names for one in find_parties(graph, name)} - {target})
    reach = Reach(graph)
    return Together(
        graph,
        tuple(listed),
        chain_to(reach.aggregate(listed), target),
        chain_to(reach.control(listed), target),
    )


def read_told(told: Told) -> Graph:
    """The parties and the stakes that count, as the reading keeps them."""
    parties = {one["id"]: _party(one) for one in told["parties"]}
    stated = [one for right in ("shares", "votes") for held in told[right] for one in held["interests"]]
    counted = {one["id"]: _interest(one) for one in stated}
    return Graph(told["as_of"], parties, tuple(counted[ident] for ident in sorted(counted)), (), ())


def _party(party: Told) -> Party:
    plain = {key: party[key] for key in ("id", "name", "country", "reason", "description")}
    return Party(**plain, kind=PartyKind(party["kind"]), aliases=tuple(party["aliases"]))


def _interest(interest: Told) -> Interest:
    plain = {
        key: interest[key] for key in ("id", "owner", "owned", "kind", "start", "end", "stated_on", "source")
    }
    band = band_from_json(interest["share"]) if interest["share"] else None
    return Interest(**plain, band=band, direct=Directness(interest["held"]))
