"""FollowTheMoney edges become the same graph as the statements of the standard."""

import json
from typing import Any

import pytest

from tests.screening.ownership.graphs import DAY
from vetting.screening.graph import Graph, PartyKind
from vetting.screening.ownership_read import read_graph
from vetting.screening.shares_effective import effective_shares


def an_entity(ident: str, schema: str = "Company", **properties: Any) -> dict[str, Any]:
    return {"id": ident, "schema": schema, "properties": properties or {"name": [f"{ident} Ltd"]}}


def an_edge(ident: str = "o1", **more: Any) -> dict[str, Any]:
    return an_entity(ident, "Ownership", **{"owner": ["P"], "asset": ["C"], "percentage": ["60"], **more})


def read(*entities: Any) -> Graph:
    return read_graph("\n".join(json.dumps(one) for one in entities).encode(), DAY)


def shares(graph: Graph) -> dict[str, str]:
    return {party: str(band) for party, band in effective_shares(graph, "C").items()}


P, C = an_entity("P", "Person", name=["Ana Okoye"]), an_entity("C")


def test_ownership_is_a_share_and_control_and_directorship_are_roles() -> None:
    control = an_entity("k1", "Control", controller=["P"], controlled=["C"])
    director = an_entity("d1", "Directorship", director=["P"], organization=["C"], role=["Chair"])
    graph = read(P, C, an_edge(), control, director)
    assert shares(graph) == {"P": "60 %"}
    assert [(one.id, one.kind, one.band) for one in graph.links] == [
        ("d1", "directorship", None), ("k1", "control", None),
    ]  # fmt: skip
    assert graph.rejects == ()


def test_a_mixed_file_is_one_graph() -> None:
    stated = {
        "statementId": "s1", "recordId": "C", "recordType": "entity", "statementDate": "2024-01-01",
        "recordDetails": {"name": "Harbour Light"},
    }  # fmt: skip
    graph = read(P, stated, an_edge())
    assert (graph.parties["C"].name, shares(graph)) == ("Harbour Light", {"P": "60 %"})


def test_an_edge_with_several_owners_is_one_interest_each() -> None:
    graph = read(P, an_entity("Q", "Person", name=["Q"]), C, an_edge(owner=["P", "Q"], percentage=["40"]))
    assert [(one.id, one.owner, one.source) for one in graph.counted] == [
        ("o1/1", "P", "o1"),
        ("o1/2", "Q", "o1"),
    ]
    assert shares(graph) == {"P": "40 %", "Q": "40 %"}


@pytest.mark.parametrize(
    ("percentage", "expected"),
    [
        (["25-50"], "25 to 50 %"), (["40", "60"], "40 to 60 %"), ([], "0 to 100 %"), ("75", "75 %"),
        ([33], "33 %"), ([12.5], "12.5 %"), (["x", "60"], "60 %"), (["150"], "0 to 100 %"),
    ],
)  # fmt: skip
def test_several_or_no_percentages_span_a_band(percentage: Any, expected: str) -> None:
    assert shares(read(P, C, an_edge(percentage=percentage))) == {"P": expected}


def test_a_percentage_that_is_none_is_named() -> None:
    graph = read(P, C, an_edge(percentage=["-3"]))
    assert [(one.where, one.code, one.text) for one in graph.rejects] == [
        ("line 3 (o1)", "no_share", "“-3” is no percentage. The edge stands without this value.")
    ]


def test_an_edge_holds_from_its_start_to_its_end() -> None:
    assert shares(read(P, C, an_edge(startDate=["2020"], endDate=["2026-06-02"]))) == {"P": "60 %"}
    ended = read(P, C, an_edge(endDate=["2024-01-01"]))
    assert (shares(ended), ended.set_aside) == ({}, {"interests that did not hold on the day": 1})


def test_an_indirect_edge_is_declared_and_not_added() -> None:
    graph = read(P, C, an_edge(ownershipType=["Indirect ownership"]))
    assert (shares(graph), [one.id for one in graph.declared]) == ({}, ["o1"])


def test_what_is_rejected_and_what_is_set_aside() -> None:
    graph = read(
        P, C, an_edge(), an_edge(percentage=["90"]), an_edge("o2", owner=[]), an_entity("a", "Address", full=["x"]),
        {"id": "", "schema": "Person", "properties": {}}, {"id": "x", "schema": "Person"},
        an_entity("N", "LegalEntity", country=["ke"]), {"id": "L", "schema": ["Person"], "properties": {}},
    )  # fmt: skip
    assert [(one.where, one.code) for one in graph.rejects] == [
        ("line 4 (o1)", "duplicate"), ("line 5 (o2)", "no_party"), ("line 7", "no_record"), ("line 8", "no_record"),
        ("line 9 (N)", "no_name"),
    ]  # fmt: skip
    assert graph.set_aside == {"entities of the schema Address": 1, "entities of the schema ": 1}
    assert (graph.parties["N"].country, shares(graph)) == ("KE", {"P": "60 %"})


def test_a_public_body_is_a_state() -> None:
    graph = read(an_entity("M", "PublicBody", name=["Ministry"], alias=["The Ministry"]))
    assert (graph.parties["M"].kind, graph.parties["M"].aliases) == (PartyKind.STATE, ("The Ministry",))
