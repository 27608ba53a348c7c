"""The picture of the ownership tree: readable, the same bytes everywhere, safe for every name."""

import re
import xml.etree.ElementTree as ET
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.screening.ownership.graphs import DAY, a_bods_file, a_graph, draw_ownership
from vetting.documents.blocks import Figure
from vetting.documents.ownership_chart import BOX_HEIGHT, BOX_WIDTH, MOST, MOST_ROWS
from vetting.documents.ownership_labels import wrap_name
from vetting.documents.ownership_layers import Sizes, lay_out
from vetting.screening.graph import Party, PartyKind, assemble_graph
from vetting.screening.ownership import trace_ownership

KEY = "Rounded: a person. Dashed box: not named or not specified. Dashed line: a role without a percentage."
SVG = "{http://www.w3.org/2000/svg}"


def _draw(*stakes: tuple[Any, ...], target: str = "T") -> Figure:
    return draw_ownership(trace_ownership(a_graph(*stakes), target))


def _texts(figure: Figure) -> list[str]:
    return [one.text or "" for one in ET.fromstring(figure.svg).iter(f"{SVG}text")]  # noqa: S314 (our own)


def _boxes(figure: Figure) -> list[tuple[int, int]]:
    return [
        (int(one.attrib["x"]), int(one.attrib["y"]))
        for one in ET.fromstring(figure.svg).iter(f"{SVG}rect")  # noqa: S314 (our own)
        if one.attrib.get("height") == str(BOX_HEIGHT)
    ]


def test_the_picture_says_in_words_what_it_shows() -> None:
    figure = _draw(("P", "A", 60), ("A", "T", "25-50"), ("R", "T", None, "boardMember"))
    assert figure.title == f"Who owns T, as of {DAY}"
    assert figure.description.startswith(
        "A holds 25 to 50 % of T; P holds 15 to 30 % of T; R is linked to T without a share."
    )
    assert f"<title>{figure.title}</title><desc>{figure.description}</desc>" in figure.svg
    assert sorted(_texts(figure)) == ["25–50%", "60%", "A", "P", "R", KEY, "T", "board member"]


def test_votes_are_shown_where_they_differ_from_shares() -> None:
    figure = _draw(
        ("P", "T", 30), ("P", "T", 60, "votingRights"), ("Q", "T", 20), ("Q", "T", 20, "votingRights")
    )
    assert sorted(_texts(figure))[:2] == ["20%", "30%; 60% votes"]


def test_a_party_without_owners_is_one_box() -> None:
    graph = assemble_graph(DAY, [Party("T", "Harbour", PartyKind.ENTITY)], [])
    figure = draw_ownership(trace_ownership(graph, "T"))
    assert figure.description == "Nobody is stated to own or control Harbour."
    assert len(_boxes(figure)) == 1


def test_the_party_stands_below_all_its_owners() -> None:
    stakes = [(f"n{n}", f"n{n // 2}", 40) for n in range(1, 30)]
    figure = _draw(*stakes[1:], ("n1", "T", 50))
    boxes = _boxes(figure)
    assert len(boxes) == 30
    assert max(y for _, y in boxes) > sorted(y for _, y in boxes)[-2]


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), unique=True, max_size=20))
@settings(max_examples=40, deadline=None)
def test_no_two_boxes_touch_whatever_the_graph(pairs: list[tuple[int, int]]) -> None:
    figure = _draw(("n0", "T", 10), *((f"n{a}", f"n{b}", 5) for a, b in pairs))
    boxes = _boxes(figure)
    for number, (x, y) in enumerate(boxes):
        for other_x, other_y in boxes[:number]:
            assert abs(x - other_x) > BOX_WIDTH or abs(y - other_y) > BOX_HEIGHT
    assert figure == _draw(("n0", "T", 10), *((f"n{a}", f"n{b}", 5) for a, b in pairs))
    assert not re.search(r'="[^"]*\d\.\d+ \d', figure.svg)


def test_a_line_past_a_row_bends_around_its_boxes() -> None:
    layers = lay_out(["A", "P", "T"], [("P", "A"), ("A", "T"), ("P", "T")], Sizes(100, 20, 10))
    assert layers.places == {"P": (0, 65), "A": (1, 80), "T": (2, 65)}
    assert layers.bends == {("P", "A"): [], ("A", "T"): [], ("P", "T"): [(1, 10)]}


@pytest.mark.parametrize("path", ["fixtures/10-circular-ownership.json", "examples/nomination.json"])
def test_rings_and_roles_are_drawn(path: str) -> None:
    graph = a_bods_file(path)
    figure = draw_ownership(trace_ownership(graph, graph.interests[0].owned))
    assert ET.fromstring(figure.svg).tag == f"{SVG}svg"  # noqa: S314 (our own)


@pytest.mark.parametrize("step", [1, 14])
def test_a_ring_wider_than_a_row_is_drawn_with_its_way_back(step: int) -> None:
    ring = [(f"n{n:02}", f"n{(n + step) % 15:02}", 50) for n in range(15)]
    figure = _draw(*ring, ("n07", "n07", 5), target="n00")
    assert len(_boxes(figure)) == 15
    assert _texts(figure).count("50%") == 15


def test_more_parties_than_can_be_read_are_counted() -> None:
    figure = _draw(*((f"n{n:03}", "T", 1) for n in range(90)))
    assert len(_boxes(figure)) == MOST
    assert figure.description.endswith("82 more owners stand in the table.")
    assert "51 more parties are not drawn." in _texts(figure)


def test_a_chain_longer_than_a_page_is_drawn_as_far_as_it_can_be_read() -> None:
    figure = _draw(("n00", "T", 60), *((f"n{n + 1:02}", f"n{n:02}", 60) for n in range(20)))
    assert len({y for _, y in _boxes(figure)}) == MOST_ROWS
    assert f"{22 - MOST_ROWS} more parties are not drawn." in _texts(figure)


def test_a_name_from_right_to_left_keeps_its_direction_and_hides_nothing() -> None:
    parties = [
        Party("A", "شركة المثال", PartyKind.ENTITY),
        Party("T", "Acme \u202eevil</text>", PartyKind.ENTITY),
    ]
    graph = assemble_graph(DAY, parties, list(a_graph(("A", "T", 60)).counted))
    svg = draw_ownership(trace_ownership(graph, "T")).svg
    assert re.search(r'direction="rtl" unicode-bidi="plaintext">شركة المثال</text>', svg)
    assert "\u202e" not in svg
    assert ET.fromstring(svg).tag == f"{SVG}svg"  # noqa: S314 (our own)


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Acme", ["Acme"]),
        ("Harbour Light Holdings International", ["Harbour Light Holdings", "International"]),
        ("Nordwind Beteiligungsgesellschaft mbH und Compagnie", ["Nordwind", "Beteiligungsgesellsch…"]),
        ("北京示例科技有限公司信息技术", ["北京示例科技有限公司", "信息技术"]),
        ("", [""]),
    ],
)
def test_a_name_takes_two_lines_at_most(name: str, lines: list[str]) -> None:
    assert wrap_name(name) == lines


def test_a_monstrous_name_is_wrapped_in_a_moment() -> None:
    assert len(wrap_name("x" * 1_000_000)) == 2
    assert len(wrap_name("x " * 1_000_000)) == 2
