"""The record as a Word file: sound, marked for readers of every kind, the same bytes each time."""

import hashlib
import io
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.document import Document as DocumentType
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from openxml_audit import OpenXmlValidator

from tests import factories as scenes
from vetting.adapters.docx_writer import DocxWriter
from vetting.settings import data_dir

WRITER = DocxWriter(data_dir("templates"))


def _render(record: dict[str, Any] | None = None) -> bytes:
    return WRITER.render(record or scenes.a_record(scenes.a_decided_dossier()))


def _document(record: dict[str, Any] | None = None) -> DocumentType:
    return Document(io.BytesIO(_render(record)))


def _named(name: str) -> dict[str, Any]:
    party = scenes.a_dossier().parties[0].model_copy(update={"name": name})
    return scenes.a_record(scenes.a_dossier(parties=[party]))


@pytest.mark.parametrize("scene", [scenes.a_dossier, scenes.a_decided_dossier])
def test_a_validator_of_office_files_finds_nothing_wrong(scene: Callable[[], Any], tmp_path: Path) -> None:
    path = tmp_path / "record.docx"
    path.write_bytes(_render(scenes.a_record(scene())))
    result = OpenXmlValidator().validate(path)
    assert [str(one) for one in result.errors] == []


def test_the_headings_are_those_of_the_record(golden: Callable[[str, bytes], None]) -> None:
    lines = [
        f"{style} | {one.text}"
        for one in _document().paragraphs
        if (style := str(one.style and one.style.name)).startswith(("Title", "Subtitle", "Heading"))
    ]
    golden("record/decided.docx.txt", "\n".join([*lines, ""]).encode())


def test_the_file_has_the_same_bytes_in_another_process() -> None:
    program = (
        "from tests.adapters.test_docx_writer import _render; import sys; sys.stdout.buffer.write(_render())"
    )
    there = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True).stdout
    assert hashlib.sha256(there).hexdigest() == hashlib.sha256(_render()).hexdigest()


def test_no_time_of_this_machine_is_in_the_file() -> None:
    with zipfile.ZipFile(io.BytesIO(_render())) as archive:
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    properties = _document().core_properties
    assert properties.created is not None
    assert (properties.created, properties.modified) == (properties.last_printed, properties.created)
    assert properties.created.isoformat().startswith("2026-05-01T09:00:00")


def test_title_language_and_author_stand_in_the_properties() -> None:
    properties = _document().core_properties
    assert (properties.title, properties.language, properties.author, properties.identifier) == (
        "Live translation of town-hall meetings with Lingua Meridian",
        "en",
        "Vetting of technology partnerships",
        "lingua-2026-auditor",
    )


@pytest.mark.parametrize(("length", "kept"), [(255, "t" * 255), (256, "t" * 254 + "…")])
def test_a_title_too_long_for_the_properties_is_cut_there_and_whole_in_the_document(
    length: int, kept: str
) -> None:
    title = "t" * length
    document = _document(scenes.a_record(scenes.a_dossier(case=scenes.a_case(title=title))))
    assert document.core_properties.title == kept
    assert title in [one.text for one in document.paragraphs]


def test_every_table_repeats_its_heading_row_and_is_named() -> None:
    for table in _document().tables:
        properties = table._tbl.tblPr
        assert properties.find(qn("w:tblCaption")).get(qn("w:val"))
        look = properties.find(qn("w:tblLook")).get(qn("w:val"))
        heads = table.rows[0]._tr.findall(f"{qn('w:trPr')}/{qn('w:tblHeader')}")
        assert (look == "0480") == (heads == [])


def test_every_picture_has_words_that_stand_for_it() -> None:
    pictures = list(_document().element.body.iter(qn("wp:docPr")))
    assert [one.get("name") for one in pictures] == [
        "ladder",
        "ownership",
        "timeline",
        "matrix",
        "data_map",
        "clauses",
        "replies",
    ]
    assert all("." in one.get("descr") for one in pictures)


def test_numbered_lists_begin_at_one_each() -> None:
    numberings = {
        one.get(qn("w:val"))
        for paragraph in _document().element.body.iter(qn("w:numPr"))
        for one in paragraph.iter(qn("w:numId"))
    }
    assert len(numberings) == 2


def test_a_name_from_right_to_left_carries_all_three_marks() -> None:
    runs = [
        one
        for one in _document(_named("شركة المعنى")).element.body.iter(qn("w:r"))
        if one.text == "شركة المعنى"
    ]
    run = runs[0]
    assert run.rPr.find(qn("w:rtl")) is not None
    assert run.rPr.find(qn("w:lang")).get(qn("w:bidi")) == "ar"
    assert run.getparent().pPr.find(qn("w:bidi")) is not None


def test_every_link_of_the_contents_leads_to_a_heading() -> None:
    body = _document().element.body
    marks = {one.get(qn("w:name")) for one in body.iter(qn("w:bookmarkStart"))}
    assert {one.get(qn("w:anchor")) for one in body.iter(qn("w:hyperlink"))} == marks


@settings(max_examples=15)
@given(name=st.text(alphabet=st.characters(codec="utf-8"), min_size=1, max_size=60))
def test_any_text_makes_a_file_that_opens_and_shows_it(name: str) -> None:
    text = "".join(one.text or "" for one in _document(_named(name)).element.body.iter(qn("w:t")))
    assert "<w:" not in text
    if name.isalnum():
        assert name in text


def test_text_that_looks_like_markup_is_shown_as_text() -> None:
    hostile = "</w:t></w:r><w:r><w:t>&amp;\" onclick='x' <![CDATA["
    record = _named(hostile)
    texts = [one.text for one in _document(record).element.body.iter(qn("w:t"))]
    assert hostile in texts
