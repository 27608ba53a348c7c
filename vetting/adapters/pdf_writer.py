"""The record as PDF: tagged, declaring PDF/A-3a and PDF/UA-1, with the JSON attached.

The same record gives the same bytes: fonts come from wheels and never from the system, and the
date of the document is that of the record.
"""

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import typst

from vetting.adapters.pdf_view import to_json
from vetting.adapters.typeset import font_families, load_fonts
from vetting.documents.catalogue import load_words
from vetting.documents.record import render_json
from vetting.documents.view import build_view


class PdfWriter:
    """Sets a record with the template ``documents/record.typ``."""

    name = "pdf"
    suffix = "pdf"

    def __init__(self, templates: Path) -> None:
        self._template = templates / "documents" / "record.typ"

    def render(self, record: Mapping[str, Any]) -> bytes:
        """The file's bytes; the same for the same record, fonts and version of typst."""
        words = load_words(record["record"]["authoritative"])
        view = build_view(record, words)
        with _collector_paused():
            data = to_json(view, words, [*font_families()])
        inputs = {
            "view": data,
            "record": render_json(dict(record)).decode(),
        }
        compiler = typst.Compiler(root=str(self._template.parent), font_paths=load_fonts(), sys_inputs=inputs)
        dated = datetime.fromisoformat(view.dated)
        pdf = compiler.compile(
            input=str(self._template), format="pdf", pdf_standards=["a-3a", "ua-1"], timestamp=dated
        )
        if not isinstance(pdf, bytes):
            raise TypeError("The typesetter gave no single file.")
        return pdf


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Without searches for cycles: the many small lists of a large view hold none, and cost a tenth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
