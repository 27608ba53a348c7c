"""Drawings say in words what they show, and are the same everywhere."""

import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import factories as scenes
from vetting.documents.blocks import Figure
from vetting.documents.catalogue import load_words
from vetting.documents.charts import LEVELS, draw_ladder, draw_timeline
from vetting.documents.charts_matrix import draw_matrix, draw_risks

WORDS = load_words()
SVG = "{http://www.w3.org/2000/svg}"
LEVEL = {"established": "moderate", "at_least": "substantial", "could_be": "high"}
NARROW_SCREEN = 320


def _texts(figure: Figure) -> list[str]:
    return [one.text or "" for one in ET.fromstring(figure.svg).iter(f"{SVG}text")]  # noqa: S314 (our own)


def test_the_ladder_says_what_is_established_at_least_and_possible() -> None:
    figure = draw_ladder(LEVEL, WORDS)
    assert figure.description == (
        "The level is Substantial at least and could still be High. By known facts alone it is Moderate."
    )
    assert _texts(figure) == [
        "Low", "Moderate", "Substantial", "High", "at least", "could still be", "by facts alone",
    ]  # fmt: skip


def test_bounds_that_meet_share_one_mark() -> None:
    figure = draw_ladder({"established": "high", "at_least": "high", "could_be": "high"}, WORDS)
    assert _texts(figure)[4:] == ["at least, could still be", "by facts alone"]


def test_the_narrow_ladder_says_the_same_with_the_gravest_on_top() -> None:
    wide = draw_ladder(LEVEL, WORDS)
    texts = [one.text for one in ET.fromstring(wide.narrow).iter(f"{SVG}text")]  # noqa: S314 (our own)
    assert texts == [
        "Low", "Moderate", "by facts alone", "Substantial", "at least", "High", "could still be",
    ]  # fmt: skip
    assert sorted(map(str, texts)) == sorted(_texts(wide))
    assert wide.description in wide.narrow


def test_bounds_that_meet_on_the_narrow_ladder_stand_above_each_other() -> None:
    narrow = draw_ladder({"established": "high", "at_least": "high", "could_be": "high"}, WORDS).narrow
    texts = [one.text for one in ET.fromstring(narrow).iter(f"{SVG}text")]  # noqa: S314 (our own)
    assert texts[3:] == ["High", "at least, could still be", "by facts alone"]


def test_the_matrix_places_each_impact_before_and_after_measures() -> None:
    figure = draw_matrix(scenes.a_record(scenes.a_decided_dossier())["impacts"], WORDS)
    assert figure.description == (
        "Before measures: I-2 at severity 3, likelihood 2; I-1 at severity 2, likelihood 3; "
        "I-3 at severity unknown, likelihood unknown. After measures: I-1 at severity 2, likelihood 3; "
        "I-2 at severity 2, likelihood 2; I-3 at severity unknown, likelihood unknown."
    )
    drawn = sorted(one for one in _texts(figure) if one.startswith("I-"))
    assert drawn == ["I-1", "I-1", "I-2", "I-2", "I-3", "I-3"]


def test_a_cell_with_many_impacts_names_one_and_counts_the_rest() -> None:
    impact = {"severity": 4, "likelihood": 4, "counted": 4}
    figure = draw_matrix([{**impact, "id": f"I-{n}"} for n in range(1, 6)], WORDS)
    assert [one for one in _texts(figure) if one.startswith(("I-", "+"))] == ["I-1", "+4", "I-1", "+4"]


def test_after_measures_an_impact_stands_where_the_rules_count_it() -> None:
    impact = {"id": "I-1", "severity": 4, "likelihood": 2, "residual": 1, "counted": 3}
    assert draw_matrix([impact], WORDS).description == (
        "Before measures: I-1 at severity 4, likelihood 2. After measures: I-1 at severity 3, likelihood 2."
    )


def test_the_risk_events_have_a_likelihood_of_their_own_after_measures() -> None:
    event = {"id": "RE-1", "event": "loss", "severity_before": 4, "likelihood_before": 3}
    figure = draw_risks([{**event, "severity_after": 2, "likelihood_after": "unknown"}], WORDS)
    assert (figure.name, figure.description) == (
        "risks",
        "Before measures: RE-1 at severity 4, likelihood 3. After measures: RE-1 at severity 2, likelihood unknown.",
    )


@pytest.mark.parametrize("impacts", [[], [{"id": "I-1", "severity": 4, "likelihood": 2, "counted": 3}]])
def test_a_wide_drawing_has_a_narrow_form_that_says_the_same(impacts: list[dict[str, object]]) -> None:
    events = [("2026-03-02", "Case opened"), ("2026-05-01", "Decision signed")]
    for figure in (draw_matrix(impacts, WORDS), draw_timeline(events, WORDS)):
        narrow = ET.fromstring(figure.narrow)  # noqa: S314 (our own)
        assert int(narrow.get("width") or 0) <= NARROW_SCREEN
        assert narrow.findtext(f"{SVG}desc") == figure.description
        texts = [one.text for one in narrow.iter(f"{SVG}text")]
        assert sorted(map(str, texts)) == sorted(_texts(figure))
        across = [int(one.get("x") or 0) for one in narrow.iter(f"{SVG}text")]
        assert max(across) <= int(narrow.get("width") or 0)


def test_an_empty_matrix_says_that_nothing_was_graded() -> None:
    figure = draw_matrix([], WORDS)
    assert figure.description == "No impact has been graded."
    assert "No impact has been graded." in _texts(figure)


def test_the_timeline_numbers_its_events_and_stacks_those_of_one_day() -> None:
    events = [
        ("2026-03-02", "Case opened"),
        ("2026-03-02", "Evidence filed"),
        ("2026-05-01", "Decision signed"),
    ]
    figure = draw_timeline(events, WORDS)
    assert figure.description == (
        "1. 2026-03-02: Case opened; 2. 2026-03-02: Evidence filed; 3. 2026-05-01: Decision signed."
    )
    assert _texts(figure) == ["1", "2", "3", "2026-03-02", "2026-05-01"]


def test_a_timeline_without_events_or_with_one_is_drawn_all_the_same() -> None:
    assert draw_timeline([], WORDS).description == "Nothing has been entered yet."
    assert _texts(draw_timeline([("2026-03-02", "Case opened")], WORDS))[0] == "1"


@pytest.mark.parametrize("at_least", LEVELS)
def test_every_drawing_has_a_title_and_a_description_and_names_no_font_of_the_system(at_least: str) -> None:
    level = {"established": "low", "at_least": at_least, "could_be": "high"}
    drawn = (draw_ladder(level, WORDS), draw_matrix([], WORDS), draw_timeline([], WORDS))
    for figure in drawn:
        root = ET.fromstring(figure.svg)  # noqa: S314 (our own)
        assert [root.findtext(f"{SVG}{tag}") for tag in ("title", "desc")] == [
            figure.title,
            figure.description,
        ]
        assert root.get("role") == "img"
        assert root.get("font-family") == "Noto Sans, Noto Sans Arabic, sans-serif"
        assert "." not in "".join(value for one in root.iter() for key, value in one.items() if key in "xy")


@given(st.text(max_size=30))
def test_no_text_can_add_markup_to_a_drawing(text: str) -> None:
    figure = draw_timeline([("2026-03-02", f"</desc><script>{text}"), ("2026-03-03", text)], WORDS)
    tags = {one.tag for one in ET.fromstring(figure.svg).iter()}  # noqa: S314 (our own)
    assert tags == {f"{SVG}{tag}" for tag in ("svg", "title", "desc", "path", "circle", "text")}
