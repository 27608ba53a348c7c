"""Whatever a file describes, every party in it has an answer, a JSON form and a picture."""

import json
import xml.etree.ElementTree as ET
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.screening.ownership.graphs import DAY, draw_ownership
from vetting.screening.ownership import trace_ownership
from vetting.screening.ownership_json import to_json
from vetting.screening.ownership_read import read_graph

idents = st.sampled_from(["A", "B", "C", "P", "Q"])
odd: st.SearchStrategy[Any] = st.sampled_from(
    [None, "", 7, [], {}, "\ud800", "00/00/1965", "25-50", -1, 101, "x" * 400, "\u202eevil"]
)
shares = st.one_of(
    odd,
    st.fixed_dictionaries({"exact": st.one_of(st.integers(0, 100), odd)}),
    st.fixed_dictionaries({"minimum": st.integers(0, 50), "exclusiveMaximum": st.integers(40, 100)}),
)
interests = st.fixed_dictionaries(
    {
        "type": st.sampled_from(["shareholding", "votingRights", "boardMember", "unknownInterest"]),
        "directOrIndirect": st.sampled_from(["direct", "indirect", "unknown"]),
        "share": shares,
    },
    optional={"startDate": odd, "endDate": odd},
)
ends = st.one_of(idents, st.just({"reason": "informationUnknownToPublisher"}), odd)
relationships = st.fixed_dictionaries(
    {"subject": ends, "interestedParty": ends, "interests": st.lists(interests, max_size=3)}
)
parties = st.fixed_dictionaries(
    {"name": odd, "names": odd, "personType": st.sampled_from(["knownPerson", "unknownPerson"])},
    optional={"entityType": st.sampled_from([{"type": "state"}, {"type": "unknownEntity"}, "x"])},
)


@st.composite
def statements(draw: st.DrawFn) -> list[dict[str, Any]]:
    described = draw(st.lists(st.tuples(idents, st.sampled_from(["entity", "person"]), parties), max_size=5))
    related = draw(
        st.lists(st.tuples(st.just("R"), st.just("relationship"), relationships), min_size=1, max_size=8)
    )
    return [
        {
            "statementId": f"s{number}", "recordId": ident if kind != "relationship" else f"R{number}",
            "recordType": kind, "statementDate": "2024-01-01", "recordDetails": details,
        }
        for number, (ident, kind, details) in enumerate([*described, *related])
    ]  # fmt: skip


@given(statements())
@settings(max_examples=50, deadline=None)
def test_every_party_of_any_file_has_an_answer(listed: list[dict[str, Any]]) -> None:
    graph = read_graph(json.dumps(listed).encode(), DAY)
    for party in graph.parties:
        found = trace_ownership(graph, party, ["A"])
        assert json.dumps(to_json(found), ensure_ascii=False).encode()
        assert ET.fromstring(draw_ownership(found).svg) is not None  # noqa: S314 (our own)
        for owner in found.owners:
            assert owner.share is None or 0 <= owner.share.lower <= owner.share.upper
