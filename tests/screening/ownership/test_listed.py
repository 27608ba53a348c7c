"""What listed parties hold together: asked of a kept reading, it is what the file itself would say."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.screening.ownership.graphs import DAY, a_graph
from tests.screening.ownership.test_any_graph import statements
from vetting.screening.ownership import trace_ownership
from vetting.screening.ownership_json import to_json
from vetting.screening.ownership_listed import Together, take_together
from vetting.screening.ownership_read import read_graph


def together(names: set[str], *stakes: tuple[Any, ...]) -> Together:
    return take_together(to_json(trace_ownership(a_graph(*stakes), "C")), names)


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
