"""Letters as files: the same letter gives the same bytes, hostile text stays text, and nothing is fetched."""

import io
import re
from dataclasses import replace
from datetime import date

import pytest
from docx import Document

from vetting.adapters.letter_writer import load_letter_texts, to_docx, to_html
from vetting.documents.letters import Asked, Paper, Source
from vetting.domain.parties import WRITTEN_TO_IN
from vetting.settings import data_dir

TEMPLATES = data_dir("templates")
TEXTS = load_letter_texts(TEMPLATES)


def a_paper(dated: date | None = date(2026, 3, 2)) -> Paper:
    return Paper(
        office="Office for Public Dialogue",
        company="<b>Lingua</b> \u202eMeridian",
        reference="OPD/1",
        due=date(2026, 5, 1),
        dated=dated,
        opening="This is asked.\n\nAnd this.",
        questions=[
            Asked(1, "Is it so?", "It is reported.", ["EXC-05"], ["A standard"],
                  [Source("Report", "Monitor", "2025-11-20", "page 3")]),
            Asked(2, "\u0645\u0646 \u064a\u0645\u0644\u0643\u061f"),
        ],
        interim="Please stop it meanwhile.",
        texts=TEXTS["en"],
    )  # fmt: skip


def words_of(content: bytes) -> str:
    document = Document(io.BytesIO(content))
    tables = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*tables, *(one.text for one in document.paragraphs)])


@pytest.mark.parametrize("form", ["docx", "html"])
def test_a_letter_says_the_same_in_both_forms(form: str) -> None:
    paper = a_paper()
    text = words_of(to_docx(paper)) if form == "docx" else to_html(paper, TEMPLATES).decode()
    for said in (
        "Letter OPD/1", "2026-05-01", "2026-03-02", "And this.", "It is reported.", "Is it so?", "A standard",
        "Report, Monitor, 2025-11-20, page 3", "EXC-05", "does not prejudge anything",
        "Please stop it meanwhile.", "14 days at most", "silence is no admission", "‹U+202E›",
    ):  # fmt: skip
        assert said in text
    assert TEXTS["en"]["draft"] not in text
    draft = a_paper(None)
    drafted = words_of(to_docx(draft)) if form == "docx" else to_html(draft, TEMPLATES).decode()
    assert "DRAFT. Not sent." in drafted


def test_the_page_runs_and_fetches_nothing_and_shows_markup_as_text() -> None:
    page = to_html(a_paper(), TEMPLATES).decode()
    assert "<b>Lingua" not in page
    assert "&lt;b&gt;Lingua" in page
    assert re.search(r"default-src 'none'; style-src '?sha256-", page)
    assert not re.search(r"<script|src=|https?://", page)
    assert 'dir="rtl"' in page


def test_the_same_letter_gives_the_same_bytes() -> None:
    assert to_docx(a_paper()) == to_docx(a_paper())
    assert to_html(a_paper(), TEMPLATES) == to_html(a_paper(), TEMPLATES)


@pytest.mark.parametrize("language", WRITTEN_TO_IN)
def test_the_frame_stands_in_the_language_of_the_company_and_the_officers_words_as_written(
    language: str,
) -> None:
    texts = TEXTS[language]
    paper = replace(a_paper(), language=language, texts=texts)
    page, words = to_html(paper, TEMPLATES).decode(), words_of(to_docx(paper))
    direction = "rtl" if language == "ar" else "ltr"
    assert f'<html lang="{language}" dir="{direction}">' in page
    for text in (page, words):
        for said in (texts["without_prejudice"], texts["publication"], "This is asked.", "Is it so?"):
            assert said in text
        assert (texts["awaits"] in text) is (language != "en")


def test_an_arabic_letter_runs_from_right_to_left_down_to_its_tables_and_headings() -> None:
    paper = replace(a_paper(), language="ar", texts=TEXTS["ar"])
    assert "unicode-bidi: plaintext" in to_html(paper, TEMPLATES).decode()
    assert "unicode-bidi: plaintext" not in to_html(a_paper(), TEMPLATES).decode()
    document = Document(io.BytesIO(to_docx(paper)))
    heading = next(one for one in document.paragraphs if one.text.startswith(TEXTS["ar"]["answer"]))
    markup = document.element.xml
    assert "<w:bidi/>" in heading._p.xml
    assert (markup.count("<w:bidiVisual/>"), len(document.tables)) == (1, 1)
    assert "<w:bidiVisual/>" not in Document(io.BytesIO(to_docx(a_paper()))).element.xml
