"""What stands out in the ownership of a party: each a code with its parties, numbers and one sentence.

A finding says what the data say or leave out. It accuses nobody: a loop, a trust or an owner not
specified has lawful reasons as often as not, and is a question to ask.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from vetting.screening.graph import Graph, Holding, Party, PartyKind, Right
from vetting.screening.graph_loops import find_rings
from vetting.screening.ownership_declared import Declared, Verdict
from vetting.screening.ownership_sentences import PATHS, SENTENCES, to_lower_words
from vetting.screening.shares import to_percent
from vetting.screening.shares_effective import find_over_whole

NAMED_AT_MOST = 12
_BEHIND = (PartyKind.PERSON, PartyKind.STATE)
_OWNABLE = (PartyKind.ENTITY, PartyKind.ARRANGEMENT)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to know or to ask: its code, the parties by id, the words that fill its sentence."""

    code: str
    parties: tuple[str, ...]
    params: Mapping[str, str] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        return SENTENCES[self.code].format(**self.params)


def find_faults(
    graph: Graph, target: str, above: frozenset[str], declared: Sequence[Declared]
) -> tuple[Finding, ...]:
    """The findings about a target and all that stands above it, in the order of the table of sentences."""
    found = [
        *_loops(graph, above),
        *_ends(graph, target, above),
        *_owners_left_open(graph, above),
        *_totals(graph, above),
        *(_compared(graph, one) for one in declared if one.verdict is not Verdict.AGREES),
    ]
    order = {code: number for number, code in enumerate(SENTENCES)}
    return tuple(sorted(found, key=lambda one: (order[one.code], one.parties)))


def tell_declared(graph: Graph, one: Declared) -> str:
    """The sentence of a declared interest, also of one that the chain allows."""
    compared = _compared(graph, one)
    return {**PATHS, **SENTENCES}[compared.code].format(**compared.params)


def list_names(names: Sequence[str]) -> str:
    """Names in one line: one, one and another; at most twelve, then how many more."""
    shown = list(names[:NAMED_AT_MOST])
    if len(names) > NAMED_AT_MOST:
        shown.append(f"{len(names) - NAMED_AT_MOST} more")
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


def _loops(graph: Graph, above: frozenset[str]) -> Iterator[Finding]:
    leads_to: dict[str, dict[str, object]] = defaultdict(dict)
    owners: dict[str, set[str]] = defaultdict(set)
    for one in graph.interests:
        if one.owned in above:
            owners[one.owned].add(one.owner)
    for holding in graph.holdings[Right.SHARES]:
        if holding.owned in above and holding.band.upper:
            leads_to[holding.owner][holding.owned] = holding
    for ring in find_rings(leads_to):
        outside = {owner for member in ring for owner in owners[member]} - set(ring)
        code = "itself" if len(ring) == 1 else ("loop" if outside else "closed_loop")
        yield Finding(code, ring, {"names": _names(graph, ring)})


def _ends(graph: Graph, target: str, above: frozenset[str]) -> Iterator[Finding]:
    name = graph.parties[target].label
    if above == {target}:
        if graph.parties[target].kind in _OWNABLE and not any(one.owned == target for one in graph.interests):
            yield Finding("no_owner", (target,), {"name": name})
        return
    if not any(graph.parties[one].kind in _BEHIND for one in above - {target}):
        yield Finding("no_natural_person", (target,), {"name": name})


_OPEN = {
    PartyKind.UNSPECIFIED: "owner_unspecified",
    PartyKind.UNNAMED: "owner_unnamed",
    PartyKind.MISSING: "owner_missing",
}


def _owners_left_open(graph: Graph, above: frozenset[str]) -> Iterator[Finding]:
    """Owners first of all; a party that owns nothing is told by who holds it."""
    held: dict[str, set[str]] = defaultdict(set)
    holders: dict[str, set[str]] = defaultdict(set)
    for one in graph.interests:
        held[one.owner].add(graph.parties[one.owned].label)
        holders[one.owned].add(graph.parties[one.owner].label)
    for ident in sorted(above):
        party = graph.parties[ident]
        if party.kind in _OPEN and ident in held:
            yield Finding(_OPEN[party.kind], (ident,), _left_open(party, sorted(held[ident])))
        elif party.kind in _OPEN and ident in holders:
            yield Finding("held_open", (ident,), _left_open(party, sorted(holders[ident])))
        elif not party.name:
            yield Finding("no_name", (ident,), {"id": ident})


def _left_open(party: Party, of: Sequence[str]) -> dict[str, str]:
    reason = to_lower_words(party.reason) or "no reason given"
    more = f" ({party.description})" if party.description else ""
    return {"name": party.name or party.id, "of": list_names(of), "reason": reason, "more": more}


def _totals(graph: Graph, above: frozenset[str]) -> Iterator[Finding]:
    for right in Right:
        holdings = [one for one in graph.holdings[right] if one.owned in above]
        for party, total in sorted(find_over_whole(holdings).items()):
            yield Finding("over_whole", (party,), _total(graph, party, right, total))
    for party, total in sorted(_upper_totals(graph.holdings[Right.SHARES]).items()):
        if party in above and total < 1:
            yield Finding("not_accounted", (party,), _total(graph, party, Right.SHARES, 1 - total))


def _upper_totals(holdings: Iterable[Holding]) -> dict[str, Fraction]:
    totals: dict[str, Fraction] = defaultdict(Fraction)
    for one in holdings:
        totals[one.owned] += one.band.upper
    return totals


def _total(graph: Graph, party: str, right: Right, total: Fraction) -> dict[str, str]:
    return {"name": graph.parties[party].label, "right": right.value, "total": to_percent(total)}


def _compared(graph: Graph, one: Declared) -> Finding:
    ends = (one.interest.owner, one.interest.owned)
    params = {
        "owner": graph.parties[ends[0]].label,
        "owned": graph.parties[ends[1]].label,
        "right": "votes" if one.interest.kind == "votingRights" else "shares",
        "declared": str(one.interest.band),
        "computed": str(one.computed),
    }
    return Finding(f"declared_{one.verdict.value}", ends, params)


def _names(graph: Graph, idents: Iterable[str]) -> str:
    return list_names([graph.parties[one].label for one in idents])
