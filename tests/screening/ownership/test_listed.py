"""What listed parties hold together: asked of a kept reading, it is what the file itself would say."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.screening.ownership.graphs import DAY, a_graph
from tests.screening.ownership.test_any_graph import statements
from vetting.domain.screenings import Subject
from vetting.screening.ownership import trace_ownership
from vetting.screening.ownership_json import to_json
from vetting.screening.ownership_listed import Together, take_together, to_subject
from vetting.screening.ownership_read import read_graph


def together(names: set[str], *stakes: tuple[Any, ...]) -> Together:
    return take_together(to_json(trace_ownership(a_graph(*stakes), "C")), map(listed_as, sorted(names)))


def listed_as(name: str, **known: Any) -> Subject:
    return Subject(id=f"M-{name}", where="", kind="unknown", names=(name,), **known)


@given(statements(), st.sets(st.sampled_from(["A", "B", "P", "Q"])))
@settings(max_examples=40, deadline=None)
def test_a_kept_reading_answers_as_the_file_does(listed: list[dict[str, Any]], names: set[str]) -> None:
    graph = read_graph(json.dumps(listed).encode(), DAY)
    for target in graph.parties:
        found = take_together(to_json(trace_ownership(graph, target)), [])
        at_once = trace_ownership(found.graph, target, names & set(found.graph.parties) - {target})
        told = to_json(trace_ownership(graph, target, at_once.listed))
        assert told["listed"] == list(at_once.listed)
        for key in ("aggregate", "half_or_more_together"):
            assert told[key] == to_json(at_once)[key]


def test_two_listed_owners_come_to_half_together_and_one_does_not() -> None:
    stakes = (("P1", "C", "25"), ("P2", "C", "25"), ("P3", "C", "50"))
    assert [len(together(names, *stakes).aggregate) for names in ({"P1"}, {"P1", "P2"})] == [0, 1]


@pytest.mark.parametrize(
    ("stakes", "sure"),
    [
        ([("P1", "H", "50"), ("H", "C", "50")], True),  # the product is 25 %
        ([("P1", "C", "25-75")], False),
        ([("P1", "C", "49"), ("P1", "C", "51", "votingRights")], True),
        ([("P1", "C", "30")], False),
        ([], False),
    ],
)
def test_it_is_certain_where_half_is_owned_or_the_votes_are_controlled(
    stakes: list[tuple[Any, ...]], *, sure: bool
) -> None:
    assert together({"P1"}, ("P9", "C", "1"), *stakes).is_certain is sure


def test_the_party_itself_is_never_its_own_owner() -> None:
    assert together({"C"}, ("P1", "C", "60")).listed == ()


def owned_by(*owners: dict[str, Any], percentage: str = "60") -> dict[str, Any]:
    """The reading of a company that is owned by these parties alike, as it is kept."""
    company = {"id": "C", "schema": "Company", "properties": {"name": ["Harbour Light"]}}
    held = [
        {
            "id": f"O-{one['id']}",
            "schema": "Ownership",
            "properties": {"owner": [one["id"]], "asset": ["C"], "percentage": [percentage]},
        }
        for one in owners
    ]
    lines = "\n".join(json.dumps(one) for one in (company, *owners, *held))
    kept: dict[str, Any] = json.loads(
        json.dumps(to_json(trace_ownership(read_graph(lines.encode(), DAY), "C")))
    )
    return kept


def an_owner(ident: str, **known: list[str]) -> dict[str, Any]:
    return {"id": ident, "schema": "Person", "properties": {"name": ["Oda Vantari"], **known}}


@pytest.mark.parametrize(
    ("known", "listed"),
    [
        ({}, ("A", "B", "N")),
        ({"birth_date": "1961"}, ("A", "N")),
        ({"countries": ("ke",)}, ("B", "N")),
        ({"birth_date": "1980"}, ("N",)),
        ({"kind": "organisation"}, ()),
    ],
)
def test_of_namesakes_in_a_file_those_that_a_listed_party_cannot_be_are_not_listed(
    known: dict[str, Any], listed: tuple[str, ...]
) -> None:
    told = owned_by(
        an_owner("A", birthDate=["1961-05-14"], nationality=["ch"]),
        an_owner("B", birthDate=["1994"], country=["Kenya"]),
        an_owner("N"),
        percentage="30",
    )
    one = Subject.model_validate(
        {"id": "M", "where": "", "kind": "person", "names": ("ODA VANTARI",), **known}
    )
    assert take_together(told, [one]).listed == listed


@pytest.mark.parametrize(("percentage", "sure"), [("49.9999996", False), ("50", True), ("50.0000004", True)])
def test_a_kept_reading_compares_the_percentage_of_the_file_and_no_rounded_one(
    percentage: str, *, sure: bool
) -> None:
    found = take_together(owned_by(an_owner("A"), percentage=percentage), [listed_as("Oda Vantari")])
    assert (found.is_certain, found.listed) == (sure, ("A",))


def test_a_reading_that_was_kept_before_it_said_more_of_its_parties_is_still_read() -> None:
    told = owned_by(an_owner("A", country=["CH"]))
    for party in told["parties"]:
        for name in ("birth_date", "founded", "countries", "identifiers"):
            del party[name]
    oda = next(one for one in told["parties"] if one["id"] == "A")
    assert to_subject(oda).countries == ("ch",)
    assert take_together(told, [listed_as("Oda Vantari", countries=("ke",))]).listed == ()
    assert take_together(told, [listed_as("Oda Vantari", countries=("ch",))]).is_certain
