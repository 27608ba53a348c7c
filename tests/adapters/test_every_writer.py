"""What holds for all renderings of a record alike: text that would reorder or hide is made visible."""

import io
import re
import zipfile
from typing import Any

import pikepdf
import pytest

from tests import factories as scenes
from vetting.adapters.docx_writer import DocxWriter
from vetting.adapters.html_writer import HtmlWriter
from vetting.adapters.pdf_view import to_json
from vetting.adapters.pdf_writer import PdfWriter
from vetting.documents.catalogue import load_words
from vetting.documents.record import render_json
from vetting.documents.view import build_view
from vetting.settings import data_dir

TEMPLATES = data_dir("templates")
REORDERING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
IN_ANY_FORM = re.compile(f"[{REORDERING}]|&#(?:x(?:202[a-e]|206[6-9])|8(?:23[4-8]|29[4-7]));", re.IGNORECASE)


def _with_tricks(part: Any) -> Any:
    """The same record with every sentence and every name of a party reordered."""
    if isinstance(part, dict):
        return {key: _trick(value) if key == "name" else _with_tricks(value) for key, value in part.items()}
    if isinstance(part, list):
        return [_with_tricks(one) for one in part]
    return _trick(part) if isinstance(part, str) and " " in part else part


def _trick(value: Any) -> Any:
    return f"{REORDERING}{value}{REORDERING}" if isinstance(value, str) else _with_tricks(value)


@pytest.fixture(scope="module")
def record() -> dict[str, Any]:
    tricked: dict[str, Any] = _with_tricks(scenes.a_record(scenes.a_decided_dossier()))
    return tricked


def _in_word(record: dict[str, Any]) -> str:
    with zipfile.ZipFile(io.BytesIO(DocxWriter(TEMPLATES).render(record))) as archive:
        parts = [archive.read(name) for name in archive.namelist() if name.endswith((".xml", ".rels"))]
    return "".join(part.decode() for part in parts)


def _in_html(record: dict[str, Any]) -> str:
    return HtmlWriter(TEMPLATES).render(record).decode()


def _in_pdf(record: dict[str, Any]) -> str:
    """What the typesetter is given, and what the properties of the file say."""
    words = load_words()
    with pikepdf.open(io.BytesIO(PdfWriter(TEMPLATES).render(record))) as opened:
        title = str(opened.docinfo["/Title"])
    return title + to_json(build_view(record, words), words, [])


@pytest.mark.parametrize("rendering", [_in_word, _in_html, _in_pdf])
def test_a_character_that_reorders_text_is_shown_by_its_code_point(
    rendering: Any, record: dict[str, Any]
) -> None:
    shown = rendering(record)
    assert IN_ANY_FORM.findall(shown) == []
    assert all(f"‹U+{ord(one):04X}›" in shown for one in REORDERING)


def test_the_json_keeps_every_character_as_it_was_given(record: dict[str, Any]) -> None:
    assert render_json(record).decode().count("\u202e") == str(record).count("\\u202e") > 0
