"""The record as PDF: tagged, archival, complete in every script, the same bytes each time."""

import gc
import hashlib
import io
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import factories as scenes
from tests.scene_parts import some_owners_file
from vetting.adapters.fonts import uncovered_pattern
from vetting.adapters.glyphs import BREAK, GlyphCount
from vetting.adapters.pdf_view import to_json
from vetting.adapters.pdf_writer import PdfWriter
from vetting.documents.catalogue import load_words
from vetting.documents.record import render_json
from vetting.documents.view import build_view
from vetting.settings import data_dir

WRITER = PdfWriter(data_dir("templates"))

SCRIPTS = {
    "Thai": "บริษัทไทย",
    "Amharic": "ኢትዮ ቴሌኮም",
    "Chinese": "腾讯控股有限公司",
    "Hebrew": "חברת התקשורת",
    "Devanagari": "भारतीय कंपनी",
    "emoji": "👩‍👩‍👧‍👦 🇺🇳 ❤️",
    "controls": "a\x00\x01\x1f\x7fb",
    "overrides": "evil\u202egnp\u2066exe",
    "private use": "\ue000\U0010fffd",
    "noncharacters": "\ufffe\U0001ffff",
    "half a pair": "\ud800",
    "combining": "e\u0301\u0302\u0303\u0315" * 40,
    "joiners": "\u200b\u200c\u200d\u200e\u200f\u034f\u115f\u3164",
    "mathematical": "𝒳𝕐 ﷺ",
    "long word": "A" * 500,
    "markup": '#let x = 1; $ * _ ` <label> @ref \\ // /* #import "/etc/passwd": * #read("/etc/passwd")',
    "spaces": " \u00a0\u1680\u3000 ",
    "empty": "",
}


def _record(name: str) -> dict[str, Any]:
    party = scenes.a_dossier().parties[0].model_copy(update={"name": name})
    case = scenes.a_case(title=f"Proposal {name}", purpose=name, initiating_office=f"Office {name}")
    return scenes.a_record(scenes.a_dossier(parties=[party], case=case))


def _open(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


@pytest.fixture(scope="module")
def pdf() -> Iterator[pikepdf.Pdf]:
    with _open(WRITER.render(scenes.a_record(scenes.a_decided_dossier()))) as opened:
        yield opened


Tag = tuple[str, pikepdf.Dictionary]


def _tags(part: Any) -> Iterator[Tag]:
    """Every element of the tag tree, in the order of reading."""
    if isinstance(part, pikepdf.Array):
        for one in part:
            yield from _tags(one)
    if not isinstance(part, pikepdf.Dictionary):
        return
    if "/S" in part:
        yield str(part["/S"]), part
    if "/K" in part:
        yield from _tags(part["/K"])


def _named(pdf: pikepdf.Pdf, name: str) -> list[pikepdf.Dictionary]:
    return [one for tag, one in _tags(pdf.Root.StructTreeRoot["/K"]) if tag == name]


def _attributes(tag: pikepdf.Dictionary) -> dict[str, Any]:
    owners: Any = tag.get("/A", [])
    several = owners if isinstance(owners, pikepdf.Array) else [owners]
    return {str(key): value for one in several for key, value in one.items()}


def test_title_language_and_date_are_those_of_the_record(pdf: pikepdf.Pdf) -> None:
    title = "Live translation of town-hall meetings with Lingua Meridian"
    assert str(pdf.docinfo["/Title"]) == title
    assert str(pdf.docinfo["/CreationDate"]).startswith("D:20260501090000")
    assert str(pdf.Root["/Lang"]) == "en"
    assert bool(pdf.Root["/ViewerPreferences"]["/DisplayDocTitle"])
    assert bool(pdf.Root["/MarkInfo"]["/Marked"])


def test_a_long_title_stands_whole_in_the_properties() -> None:
    record = scenes.a_record(scenes.a_dossier(case=scenes.a_case(title="A title " * 100)))
    with _open(WRITER.render(record)) as opened:
        assert str(opened.docinfo["/Title"]).strip() == ("A title " * 100).strip()


def test_the_file_declares_archival_and_accessible_form(pdf: pikepdf.Pdf) -> None:
    with pdf.open_metadata() as metadata:
        declared = {key: metadata[f"pdfaid:{key}"] for key in ("part", "conformance")}
        assert (declared, metadata["pdfuaid:part"]) == ({"part": "3", "conformance": "A"}, "1")


def test_the_record_is_attached_as_the_source(pdf: pikepdf.Pdf) -> None:
    assert list(pdf.attachments) == ["record.json"]
    attached = pdf.attachments["record.json"].get_file().read_bytes()
    assert attached == render_json(scenes.a_record(scenes.a_decided_dossier()))
    assert [str(one["/AFRelationship"]) for one in pdf.Root["/AF"]] == ["/Source"]


def test_headings_descend_without_a_gap(pdf: pikepdf.Pdf) -> None:
    levels = [
        int(tag[2])
        for tag, _ in _tags(pdf.Root.StructTreeRoot["/K"])
        if tag[:2] == "/H" and tag[2:].isdecimal()
    ]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert len(_named(pdf, "/Title")) == 1


def test_every_table_has_headings_that_say_what_they_head(pdf: pikepdf.Pdf) -> None:
    for table in _named(pdf, "/Table"):
        heads = [one for tag, one in _tags(table) if tag == "/TH"]
        assert heads
        assert {str(_attributes(one)["/Scope"]) for one in heads} == {"/Column"}


def test_every_drawing_has_words_that_stand_for_it(pdf: pikepdf.Pdf) -> None:
    told = [str(one["/Alt"]).partition(".")[0] for one in _named(pdf, "/Figure")]
    assert told == [
        "Level of the proposal",
        "Who owns Lingua Meridian Ltd, as of 2026-03-01",
        "Timeline of the case",
        "Severity and likelihood of the impacts",
        "The way of the data",
        "Where the draft speaks to each criterion",
        "Letters to the company, and when it replied",
    ]


def test_every_font_is_in_the_file_and_can_be_read_back(pdf: pikepdf.Pdf) -> None:
    fonts = [
        one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/Font"
    ]
    whole = [one for one in fonts if one.get("/Subtype") == "/Type0"]
    assert whole
    assert all("/ToUnicode" in one for one in whole)
    for font in whole:
        described = font["/DescendantFonts"][0]["/FontDescriptor"]
        assert {"/FontFile2", "/FontFile3"} & {str(key) for key in described.keys()}  # noqa: SIM118


def test_the_outline_is_the_one_that_was_read_and_kept(
    pdf: pikepdf.Pdf, golden: Callable[[str, bytes], None]
) -> None:
    with pdf.open_outline() as outline:
        lines = [
            f"{'  ' * depth}{one.title}" for top in outline.root for depth, one in ((0, top), *_below(top, 1))
        ]
    golden("record/decided.pdf.txt", "\n".join([*lines, ""]).encode())


def _below(item: pikepdf.OutlineItem, depth: int) -> list[tuple[int, pikepdf.OutlineItem]]:
    return [pair for one in item.children for pair in ((depth, one), *_below(one, depth + 1))]


@pytest.mark.parametrize("was_on", [True, False])
def test_the_collector_of_cycles_is_left_as_it_was_found(
    was_on: bool,  # noqa: FBT001 (a case of the table)
) -> None:
    before = gc.isenabled()
    (gc.enable if was_on else gc.disable)()
    try:
        WRITER.render(_record("Plain"))
        assert gc.isenabled() is was_on
    finally:
        (gc.enable if before else gc.disable)()


def test_the_file_has_the_same_bytes_in_another_process() -> None:
    program = (
        "from tests.adapters.test_pdf_writer import WRITER, scenes; import sys;"
        "sys.stdout.buffer.write(WRITER.render(scenes.a_record(scenes.a_decided_dossier())))"
    )
    there = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True).stdout
    here = WRITER.render(scenes.a_record(scenes.a_decided_dossier()))
    assert hashlib.sha256(there).hexdigest() == hashlib.sha256(here).hexdigest()


@pytest.mark.parametrize("kind", [kind for kind in SCRIPTS if kind != "half a pair"])
def test_every_script_sign_and_trick_gives_a_record(kind: str) -> None:
    assert WRITER.render(_record(SCRIPTS[kind])).startswith(b"%PDF-1.7")


@settings(max_examples=25)
@given(name=st.text(max_size=80))
def test_any_text_gives_a_record(name: str) -> None:
    assert WRITER.render(_record(name)).startswith(b"%PDF-1.7")


def test_a_name_in_arabic_is_marked_as_arabic() -> None:
    with _open(WRITER.render(_record("شركة المعنى"))) as opened:
        languages = {
            str(one["/Lang"]) for _, one in _tags(opened.Root.StructTreeRoot["/K"]) if "/Lang" in one
        }
    assert "ar" in languages


def test_characters_without_a_glyph_are_printed_by_code_point_counted_and_named() -> None:
    data = json.loads(_view("กก😀"))
    text = json.dumps(data, ensure_ascii=False)
    assert f"{BREAK}\u200e‹U+0E01›\u200e{BREAK}" in text
    section = next(one for one in data["sections"] if one["key"] == "verification")
    heading, *lines = section["blocks"][-3:]
    assert heading == {"kind": "heading", "level": 2, "text": "About this file"}
    counted = text.replace(json.dumps(lines, ensure_ascii=False)[1:-1], "").count("‹U+")
    told = [one["line"][0] for one in lines]
    assert told[0].startswith(f"{counted} characters have no glyph in the fonts at hand")
    assert "‹U+0E01› (" in told[1]
    assert "‹U+1F600› (" in told[1]


def test_a_code_point_within_a_name_from_right_to_left_is_read_from_left_to_right() -> None:
    printed = GlyphCount().print("شركة กข")
    assert printed.replace(BREAK, "") == "شركة \u200e‹U+0E01›\u200e\u200e‹U+0E02›\u200e"


def test_a_record_whose_characters_all_have_glyphs_says_nothing_of_them() -> None:
    assert "About this file" not in _view("Müller")


def _view(name: str) -> str:
    words = load_words()
    return to_json(build_view(_record(name), words), words, ["Noto Sans"])


def test_a_long_word_gets_places_to_break_and_loses_nothing() -> None:
    printed = GlyphCount().print("x" * 500)
    assert max(map(len, printed.split(BREAK))) == 8
    assert printed.replace(BREAK, "") == "x" * 500


def test_a_word_wider_than_its_column_gets_places_to_break_there_alone() -> None:
    ident = "E-" + "QUESTIONNAIRE_OF_2026"
    assert GlyphCount().print(ident, 60) == ident
    printed = GlyphCount().print(ident, 30)
    assert (printed.count(BREAK), printed.replace(BREAK, "")) == (2, ident)
    assert GlyphCount().print("in plain letters", 18) == "in plain letters"


def test_a_long_id_of_evidence_does_not_run_into_the_column_beside_it() -> None:
    held = [some_owners_file().model_copy(update={"id": "E-" + "Q" * 30})]
    words = load_words()
    view = to_json(build_view(scenes.a_record(scenes.a_dossier(evidence=held)), words), words, ["Noto Sans"])
    assert f"E-{'Q' * 8}{BREAK}{'Q' * 8}{BREAK}" in view


@given(st.text(max_size=40))
def test_what_is_printed_has_glyphs_throughout(text: str) -> None:
    assert uncovered_pattern().search(GlyphCount().print(text)) is None


def test_the_summary_comes_on_one_page() -> None:
    long = scenes.a_decision(summary="A reason that goes on. " * 60)
    record = scenes.a_record(scenes.a_decided_dossier(decision=long))
    record["scope"]["notices"] = ["statement", "imported", "exercise"]
    with _open(WRITER.render(record)) as opened:
        pages = [page.obj.objgen for page in opened.pages]
        with opened.open_outline() as outline:
            places = {one.title: pages.index(_page_of(one)) for one in outline.root[:2]}
    assert places == {"Decision at a glance": 0, "1  The partnership": 1}


def _page_of(item: pikepdf.OutlineItem) -> tuple[int, int]:
    """The page that an entry of the outline leads to."""
    place: Any = item.destination
    page: tuple[int, int] = place[0].objgen
    return page


@pytest.mark.parametrize("name", ["شركة المثال القابضة", "कंपनी", "北京示例科技有限公司", "Société Ελλάδα"])
def test_a_drawing_with_a_name_of_any_script_can_be_set_in_an_archivable_file(name: str) -> None:
    ownership = scenes.some_ownership()
    parties = [{**one, "name": name, "label": name} for one in ownership.told["parties"]]
    reading = ownership.model_copy(update={"told": {**ownership.told, "parties": parties}})
    first, again = (
        PdfWriter(data_dir("templates")).render(
            scenes.a_record(scenes.a_decided_dossier(ownership=[reading]))
        )
        for _ in range(2)
    )
    assert first.startswith(b"%PDF-")
    assert first == again
