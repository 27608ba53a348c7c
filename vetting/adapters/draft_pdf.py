"""The text of a PDF, without the lines that stand on every page."""

import logging
from collections import Counter
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Final

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from vetting.adapters.draft_parts import ReadDraft, Unreadable, join_lines

MAX_PAGES: Final = 400
LETTERS_OF_A_PAGE: Final = 40  # fewer on average, and the pages are pictures
EDGE: Final = 2  # lines at the head and the foot of a page that may repeat
REPEATS: Final = 3

_ENCRYPTED: Final = "The PDF is locked with a password. Send it without one."
_BROKEN: Final = "The PDF is damaged and cannot be read. Send it again, or send its text."
_PICTURES: Final = (
    "The PDF holds pictures of pages and no text. Send the text itself: the Word or OpenDocument file it was made from, "
    "or a PDF with text."
)


def read_pdf(content: bytes) -> ReadDraft:
    """The paragraphs of a PDF; raises ``Unreadable``."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        pages = _read_pages(content)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as error:
        raise Unreadable(_BROKEN) from error
    if sum(1 for page in pages for line in page for one in line if one.isalpha()) < LETTERS_OF_A_PAGE * len(
        pages
    ):
        raise Unreadable(_PICTURES)
    return ReadDraft("PDF", list(join_lines(_without_repeats(pages))), pages=len(pages))


def _read_pages(content: bytes) -> list[list[str]]:
    reader = PdfReader(BytesIO(content))
    if reader.is_encrypted and not reader.decrypt(""):
        raise Unreadable(_ENCRYPTED)
    if len(reader.pages) > MAX_PAGES:
        raise Unreadable(
            f"The PDF has {len(reader.pages)} pages; at most {MAX_PAGES} are read. Send the agreement alone."
        )
    return [page.extract_text().splitlines() for page in reader.pages]


def _without_repeats(pages: Sequence[list[str]]) -> Iterator[str]:
    """The lines of all pages, without headers, footers and page numbers."""
    shown = [[line for line in page if line.strip()] for page in pages]
    edges = Counter(_shape(line) for page in shown for line in {*page[:EDGE], *page[-EDGE:]})
    often = max(REPEATS, len(pages) // 2)
    for page in shown:
        for place, line in enumerate(page):
            at_edge = place < EDGE or place >= len(page) - EDGE
            if not (at_edge and (edges[_shape(line)] >= often or line.strip().isdigit())):
                yield line


def _shape(line: str) -> str:
    """A line with its numbers left out, so that "Page 3 of 20" is the same on each page."""
    return "".join("#" if one.isdigit() else one for one in " ".join(line.split())).replace("##", "#")
