"""The ownership of a party as one JSON object: percentages in decimal text, every path with its ids and dates."""

from collections.abc import Iterable, Sequence
from typing import Any

from vetting.screening.control import Step
from vetting.screening.graph import Graph, Holding, Interest, Party
from vetting.screening.ownership import Owner, Ownership
from vetting.screening.ownership_chains import Chain
from vetting.screening.ownership_findings import Finding, list_names, tell_declared
from vetting.screening.ownership_sentences import PATHS, to_lower_words
from vetting.screening.shares import Certainty, band_to_exact_json, band_to_json


def to_json(ownership: Ownership) -> dict[str, Any]:
    """Everything that was found, with a sentence for each path and finding."""
    graph = ownership.graph
    return {
        "as_of": graph.as_of,
        "target": ownership.target.id,
        "parties": [_party(one) for one in ownership.parties],
        "owners": [_owner(graph, one) for one in ownership.owners],
        "shares": [_holding(one) for one in ownership.holdings],
        "votes": [_holding(one) for one in ownership.votes],
        "links": [{**_interest(one), "sentence": tell_link(graph, one)} for one in ownership.links],
        "declared": _declared(ownership),
        **together_to_json(graph, ownership.listed, ownership.aggregate),
        "findings": [_finding(one) for one in ownership.findings],
        "rejects": [{"where": one.where, "code": one.code, "text": one.text} for one in graph.rejects],
        "set_aside": dict(sorted(graph.set_aside.items())),
    }


def tell_chain(graph: Graph, chain: Chain) -> str:
    """A chain in one line: who, how much each step, what it comes to."""
    names = " → ".join(graph.parties[one].label for one in chain.parties)
    sizes = " × ".join(str(one.band) for one in chain.holdings)
    return PATHS["chain"].format(names=names, sizes=sizes, total=chain.band)


def tell_step(graph: Graph, step: Step, kind: str) -> str:
    """A step of a closure in one line."""
    holders = list_names([graph.parties[one.owner].label for one in step.holdings])
    key = "presumed_step" if step.presumed else kind
    return PATHS[key].format(total=step.total, name=graph.parties[step.party].label, holders=holders)


def tell_link(graph: Graph, link: Interest) -> str:
    """A role without a percentage in one line."""
    owner, owned = graph.parties[link.owner].label, graph.parties[link.owned].label
    return PATHS["link"].format(owner=owner, owned=owned, kind=to_lower_words(link.kind))


def _party(party: Party) -> dict[str, Any]:
    return {
        "id": party.id,
        "name": party.name,
        "label": party.label,
        "kind": party.kind.value,
        "country": party.country,
        "aliases": list(party.aliases),
        "reason": party.reason,
        "description": party.description,
        "birth_date": party.particulars.birth_date,
        "founded": party.particulars.founded,
        "countries": list(party.particulars.countries),
        "identifiers": list(party.particulars.identifiers),
    }


def _owner(graph: Graph, owner: Owner) -> dict[str, Any]:
    return {
        "party": owner.party.id,
        "ultimate": owner.ultimate,
        "share": band_to_json(owner.share) if owner.share else None,
        "half_or_more": owner.majority.value,
        "controls": owner.controls.value,
        "chains": [_chain(graph, one) for one in owner.chains],
        "more_chains": owner.more_chains,
        "half_or_more_by": steps_to_json(graph, owner.aggregate, "aggregate_step"),
        "controls_by": steps_to_json(graph, owner.control, "control_step"),
    }


def _chain(graph: Graph, chain: Chain) -> dict[str, Any]:
    return {
        "parties": list(chain.parties),
        "share": band_to_json(chain.band),
        "interests": [one.id for holding in chain.holdings for one in holding.interests],
        "sentence": tell_chain(graph, chain),
    }


def together_to_json(graph: Graph, listed: Sequence[str], steps: Sequence[Step]) -> dict[str, Any]:
    """Who is listed, whether they come to half or more together, and how."""
    return {
        "listed": list(listed),
        "half_or_more_together": (steps[-1].certainty if steps else Certainty.NO).value,
        "aggregate": steps_to_json(graph, steps, "aggregate_step"),
    }


def steps_to_json(graph: Graph, steps: Iterable[Step], kind: str) -> list[dict[str, Any]]:
    """The steps of a closure, each with its sentence."""
    return [
        {
            "party": one.party,
            "total": band_to_json(one.total),
            "certainty": one.certainty.value,
            "presumed_from_shares": one.presumed,
            "holders": [holding.owner for holding in one.holdings],
            "interests": [interest.id for holding in one.holdings for interest in holding.interests],
            "sentence": tell_step(graph, one, kind),
        }
        for one in steps
    ]


def _holding(holding: Holding) -> dict[str, Any]:
    return {
        "owner": holding.owner,
        "owned": holding.owned,
        "share": band_to_json(holding.band),
        "interests": [_interest(one) for one in holding.interests],
    }


def _interest(interest: Interest) -> dict[str, Any]:
    return {
        "id": interest.id,
        "owner": interest.owner,
        "owned": interest.owned,
        "kind": interest.kind,
        "share": band_to_exact_json(interest.band) if interest.band else None,
        "held": interest.direct.value,
        "start": interest.start,
        "end": interest.end,
        "stated_on": interest.stated_on,
        "source": interest.source,
    }


def _declared(ownership: Ownership) -> list[dict[str, Any]]:
    return [
        {
            "interest": _interest(one.interest),
            "computed": band_to_json(one.computed) if one.computed else None,
            "verdict": one.verdict.value,
            "sentence": tell_declared(ownership.graph, one),
        }
        for one in ownership.declared
    ]


def _finding(finding: Finding) -> dict[str, Any]:
    return {"code": finding.code, "parties": list(finding.parties), "sentence": finding.sentence}
