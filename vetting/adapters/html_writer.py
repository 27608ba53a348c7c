"""The record as one HTML page that stands on its own: no script, no font, nothing fetched.

Every text is escaped; the one style sheet is named by its hash in the page's own content policy,
so that a browser runs and loads nothing else. Pages that show a part of a record take it from the
same templates: a section by its key, a drawing by its name.
"""

import base64
import hashlib
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from vetting.documents.blocks import Block, Cell, Column, Table
from vetting.documents.catalogue import load_words
from vetting.documents.view import build_view, find_figure, show_section

_LONG_WORD = re.compile(r"[^\s-]{25,}")


class HtmlWriter:
    """Renders a record with the template ``documents/record.html``."""

    name = "html"
    suffix = "html"

    def __init__(self, templates: Path) -> None:
        self._environment = make_environment(templates / "documents")
        self._style = (templates / "documents" / "record.css").read_text("utf-8")

    def render(self, record: Mapping[str, Any]) -> bytes:
        """The page's bytes; the same for the same record."""
        words = load_words(record["record"]["authoritative"])
        page = self._environment.get_template("record.html").render(
            view=build_view(record, words),
            glance_title=words("glance.title"),
            style=Markup(self._style),  # noqa: S704 (our own file)
            style_hash=hash_of(self._style),
        )
        return page.encode()

    def render_section(self, record: Mapping[str, Any], key: str) -> Markup:
        """What stands under the heading of one section, to be put inside a page; raises ``KeyError``."""
        return self.render_blocks(show_section(record, key))

    def render_blocks(self, blocks: Iterable[Block]) -> Markup:
        """Blocks as HTML, with every text escaped; the classes are those of ``documents/record.css``."""
        page = self._environment.get_template("section.html")
        return Markup(page.render(blocks=tuple(blocks)))  # noqa: S704 (escaped by the template)

    def render_figure(self, record: Mapping[str, Any], name: str) -> Markup:
        """One drawing of a record as SVG, by its name; raises ``KeyError``."""
        return Markup(find_figure(record, name).svg)  # noqa: S704 (drawn by vetting.documents)


# each template is compiled once in a process, not once for each writer and letter
@lru_cache(maxsize=8)
def make_environment(*folders: Path) -> Environment:
    """How the templates of documents in these folders are filled: with undefined names refused."""
    environment = Environment(
        loader=FileSystemLoader(folders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals |= GLOBALS
    return environment


def hash_of(style: str) -> str:
    """The name of a style sheet in a content security policy (CSP level 3, section 2.3.1)."""
    return "sha256-" + base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()


def _kind_of(block: Block) -> str:
    return type(block).__name__


def _share_of(column: Column, table: Table) -> int:
    """A column's share of the width in steps of five per cent; the style sheet has a class for each."""
    return max(5, round(20 * column.weight / sum(one.weight for one in table.columns)) * 5)


def _is_long(cell: Cell) -> bool:
    """Whether a cell has a word that no column could hold, so that it must break somewhere."""
    return any(_LONG_WORD.search(span.text) for line in cell for span in line)


GLOBALS = {
    "kind_of": _kind_of,
    "drawing": Markup,  # drawn by vetting.documents.charts, which escapes every text
    "share_of": _share_of,
    "is_long": _is_long,
}
"""What the templates of blocks ask about them."""
