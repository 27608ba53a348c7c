"""Find the party that a person means, by id or by name."""

import difflib
import unicodedata

from vetting.domain.errors import BadInput, Fault
from vetting.screening.graph import Graph, Party

SHOWN = 5


def get_party(graph: Graph, wanted: str) -> Party:
    """The party with this id or this name; raises ``BadInput`` where there is none or more than one."""
    if wanted in graph.parties:
        return graph.parties[wanted]
    found = find_parties(graph, wanted)
    if len(found) == 1:
        return found[0]
    raise BadInput([_several(wanted, found) if found else _nobody(graph, wanted)])


def find_parties(graph: Graph, name: str) -> list[Party]:
    """The parties with this name or other name; case, width and spaces aside."""
    key = _key(name)
    return [one for one in graph.parties.values() if key and key in map(_key, (one.name, *one.aliases))]


def _several(wanted: str, found: list[Party]) -> Fault:
    ids = ", ".join(one.id for one in found[:SHOWN])
    return Fault(wanted[:80], f"{len(found)} parties have this name.", f"Give one of the ids: {ids}.")


def _nobody(graph: Graph, wanted: str) -> Fault:
    names = [one.name for one in graph.parties.values() if one.name]
    near = difflib.get_close_matches(wanted[:80], names[:5_000], SHOWN, 0.5)
    how = f"Near it are: {', '.join(near)}." if near else "Give a name or an id of the file."
    return Fault(wanted[:80], "There is no party with this name or id on that day.", how)


def _key(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
