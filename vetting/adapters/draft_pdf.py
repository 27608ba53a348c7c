"""The text of a PDF, without the lines that stand on every page."""

import logging
from collections import Counter
from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import pairwise
from statistics import median
from typing import Final

from pypdf import PageObject, PdfReader
from pypdf.errors import PyPdfError

from vetting.adapters.draft_parts import ReadDraft, Unreadable, join_lines

MAX_PAGES: Final = 400
LETTERS_OF_A_PAGE: Final = 40  # fewer on average, and the pages are pictures
EDGE: Final = 2  # lines at the head and the foot of a page that may repeat
REPEATS: Final = 3
WIDER: Final = 1.3  # times the usual distance of lines: the space between two paragraphs
SHORT: Final = 0.8  # of the longest line: where the last line of a page ends its paragraph

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
    return [_read_lines(page) for page in reader.pages]


def _read_lines(page: PageObject) -> list[str]:
    """The lines of a page in the order of the file, so that columns stay apart; a blank one where space parts paragraphs."""
    pieces: list[tuple[float, str]] = []

    def take(text: str, matrix: Sequence[float], at: Sequence[float], *_: object) -> None:
        pieces.append((at[5] * matrix[3] + matrix[5], text))

    page.extract_text(visitor_text=take)
    lines = _join_pieces(pieces)
    gaps = [before - here for (before, _), (here, _) in pairwise(lines) if before > here]
    usual = median(gaps) if gaps else 0
    said = []
    for number, (height, line) in enumerate(lines):
        if number and lines[number - 1][0] - height > WIDER * usual:
            said.append("")
        said.append(line)
    return said


def _join_pieces(pieces: Sequence[tuple[float, str]]) -> list[tuple[float, str]]:
    """Whole lines, each with the height at which its first letter stands."""
    lines: list[tuple[float, str]] = []
    height, held = 0.0, ""
    for at, text in pieces:
        for number, part in enumerate(text.split("\n")):
            if number:
                lines.append((height, held))
                held = ""
            if part.strip() and not held.strip():
                height = at
            held += part
    return [(at, line) for at, line in [*lines, (height, held)] if line.strip()]


def _without_repeats(pages: Sequence[list[str]]) -> Iterator[str]:
    """The lines of all pages, without headers, footers and page numbers."""
    shown = [[line for line in page if line.strip()] for page in pages]
    edges = Counter(_shape(line) for page in shown for line in {*page[:EDGE], *page[-EDGE:]})
    often = max(REPEATS, len(pages) // 2)
    for whole, page in zip(pages, shown, strict=True):
        edge = {*page[:EDGE], *page[-EDGE:]}
        kept = [line for line in whole if not (line in edge and _is_repeated(line, edges, often))]
        yield from kept
        if kept and kept[-1].rstrip().endswith(".") and len(kept[-1]) < SHORT * max(map(len, kept)):
            yield ""


def _is_repeated(line: str, edges: Counter[str], often: int) -> bool:
    return edges[_shape(line)] >= often or line.strip().isdigit()


def _shape(line: str) -> str:
    """A line with its numbers left out, so that "Page 3 of 20" is the same on each page."""
    return "".join("#" if one.isdigit() else one for one in " ".join(line.split())).replace("##", "#")
