"""The record as one page: complete, escaped, fetching nothing."""

import base64
import hashlib
import re
import subprocess
import sys
from collections.abc import Callable
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests import factories as scenes
from vetting.adapters.html_writer import HtmlWriter
from vetting.documents.sections import NUMBERS
from vetting.documents.view import DRAWN_IN
from vetting.settings import data_dir

WRITER = HtmlWriter(data_dir("templates"))
HOSTILE = "<script>alert(1)</script>\"'&{{ 7*7 }}{% raw %}<!-- -->"


class _Outline(HTMLParser):
    """The tags of a page, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def _page(record: dict[str, Any] | None = None) -> str:
    return WRITER.render(record or scenes.a_record(scenes.a_decided_dossier())).decode()


def test_the_page_of_a_record_is_the_one_that_was_read_and_kept(golden: Callable[[str, bytes], None]) -> None:
    digest = hashlib.sha256(_page().encode()).hexdigest()
    golden("record/decided.html.sha256", f"{digest}\n".encode())


def test_the_page_has_the_same_bytes_in_another_process() -> None:
    program = (
        "from tests.adapters.test_html_writer import WRITER, scenes; import sys;"
        "sys.stdout.buffer.write(WRITER.render(scenes.a_record(scenes.a_decided_dossier())))"
    )
    there = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True).stdout
    assert there.decode() == _page()


def test_nothing_is_fetched_and_nothing_runs() -> None:
    page = _page()
    outline = _Outline(page)
    assert {tag for tag, _ in outline.tags} & {
        "script",
        "link",
        "iframe",
        "object",
        "embed",
        "form",
        "img",
    } == set()
    assert [one for _, attributes in outline.tags for one in attributes if one.startswith("on")] == []
    assert [one for _, attributes in outline.tags for one in attributes if one == "style"] == []
    assert re.findall(r"(?:src|href)=\"(?!#)", page) == []
    assert "url(" not in page.replace("url(#hatch", "")


def test_the_style_is_the_one_that_the_pages_own_policy_names() -> None:
    page = _page()
    style = page.partition("<style>")[2].partition("</style>")[0]
    named = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = next(
        one for one in _Outline(page).named("meta") if one.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy["content"] == f"default-src 'none'; style-src 'sha256-{named}'"


def test_text_that_looks_like_markup_is_shown_as_text() -> None:
    case = scenes.a_case(title=HOSTILE, purpose=HOSTILE, initiating_office=HOSTILE)
    party = scenes.a_dossier().parties[0].model_copy(update={"name": HOSTILE})
    answer = scenes.an_answer("INT-01", HOSTILE, note=HOSTILE)
    dossier = scenes.a_dossier(case=case, parties=[party], answers=[answer])
    outline = _Outline(_page(scenes.a_record(dossier)))
    assert outline.named("script") == []
    assert outline.text.count(HOSTILE) >= 5


def test_headings_descend_without_a_gap_and_every_table_names_its_headings() -> None:
    outline = _Outline(_page())
    levels = [int(tag[1]) for tag, _ in outline.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert {one.get("scope") for one in outline.named("th")} == {"col", "row"}
    assert len(outline.named("caption")) == len(outline.named("table"))


def test_ids_are_unique_and_every_link_of_the_contents_leads_somewhere() -> None:
    outline = _Outline(_page())
    ids = [str(attributes["id"]) for _, attributes in outline.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert {str(one["href"])[1:] for one in outline.named("a")} <= set(ids)


@pytest.mark.parametrize(("name", "language"), [("شركة المعنى", "ar"), ("חברה", "he")])
def test_a_name_from_right_to_left_is_marked_with_its_direction_and_language(
    name: str, language: str
) -> None:
    party = scenes.a_dossier().parties[0].model_copy(update={"name": name})
    page = _page(scenes.a_record(scenes.a_dossier(parties=[party])))
    assert f'<strong lang="{language}" dir="rtl">{name}</strong>' in page


def _rule(selector: str) -> str:
    """What the style sheet says outside of its conditions."""
    style = _page().partition("<style>")[2].partition("@media")[0]
    return style.partition(f"{selector} {{")[2].partition("}")[0].strip()


def test_words_break_inside_only_where_no_column_could_hold_them() -> None:
    party = scenes.a_dossier().parties[0].model_copy(update={"registration": "R" * 25, "country": "KENYA"})
    page = _page(scenes.a_record(scenes.a_dossier(parties=[party])))
    assert f'<td class="long">{"R" * 25}</td>' in page
    assert "<td>KENYA</td>" in page
    assert (_rule(".long"), _rule("body").endswith("overflow-wrap: break-word;")) == (
        "overflow-wrap: anywhere;",
        True,
    )


def test_every_column_has_the_share_of_the_width_that_the_view_gives_it() -> None:
    page = _page()
    heads = re.findall(r'<th scope="col" class="w(\d+)">([^<]+)</th>', page)
    assert heads[:5] == [
        ("30", "Party"),
        ("15", "Role"),
        ("10", "Country"),
        ("20", "Registration"),
        ("20", "Also known as"),
    ]
    assert {_rule(f".w{share}") for share, _ in heads} == {f"width: {share}%;" for share, _ in heads}


def test_what_is_wider_than_the_page_scrolls_by_itself() -> None:
    outline = _Outline(_page())
    wide = [one for one in outline.named("div") if one.get("class") == "wide"]
    assert len(wide) == len([one for one in outline.named("table") if one.get("class") != "facts"])
    assert all(one["tabindex"] == "0" and one["aria-label"] for one in wide)
    assert _rule(".wide, .drawing") == "overflow-x: auto;"


def test_wide_drawings_are_drawn_a_second_time_for_narrow_screens() -> None:
    shown = [one.get("class") for one in _Outline(_page()).named("div") if "drawing" in str(one.get("class"))]
    assert shown.count("drawing narrow") == shown.count("drawing broad") > 1
    assert shown[:2] == ["drawing broad", "drawing narrow"]
    assert _rule(".narrow") == "display: none;"


def test_every_template_of_the_record_is_where_the_writer_looks() -> None:
    folder = Path(data_dir("templates")) / "documents"
    assert {path.name for path in folder.iterdir()} == {
        "_blocks.html",
        "record.css",
        "record.html",
        "record.typ",
        "section.html",
    }


@pytest.mark.parametrize("key", ["glance", *NUMBERS])
def test_a_section_shown_by_itself_is_the_one_of_the_page(key: str) -> None:
    record = scenes.a_record(scenes.a_decided_dossier())
    shown = " ".join(_Outline(str(WRITER.render_section(record, key))).text.split())
    assert shown
    assert shown in " ".join(_Outline(_page(record)).text.split())


def test_a_section_shown_by_itself_escapes_what_people_wrote() -> None:
    contest = scenes.some_contests()[0].model_copy(update={"reason": HOSTILE})
    shown = WRITER.render_section(scenes.a_record(scenes.a_dossier(contests=[contest])), "contests")
    assert "<script>" not in shown
    assert HOSTILE in _Outline(str(shown)).text


@pytest.mark.parametrize("name", [one for one in DRAWN_IN if one != "risks"])  # drawn where events are graded
def test_a_drawing_is_given_by_its_name(name: str) -> None:
    record = scenes.a_record(scenes.a_decided_dossier())
    drawn = WRITER.render_figure(record, name)
    assert drawn.startswith("<svg ")
    assert drawn in _page(record)


def test_a_drawing_or_section_that_is_not_there_is_no_empty_one() -> None:
    record = scenes.a_record(scenes.a_decided_dossier())
    for ask in (WRITER.render_section, WRITER.render_figure):
        with pytest.raises(KeyError):
            ask(record, "portrait")
