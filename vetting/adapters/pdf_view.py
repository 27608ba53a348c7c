"""A view as the data that the typesetter's template reads.

Text goes over as JSON strings, never as markup. A character without a glyph becomes its code point
and is counted; a word too long for its column gets places where it may be broken.
"""

import json
from collections.abc import Callable
from typing import Any

from vetting.adapters.drawings import to_settable
from vetting.adapters.glyphs import BREAK, GlyphCount
from vetting.documents.blocks import (
    Block,
    Callout,
    Cell,
    Facts,
    Figure,
    Heading,
    Items,
    Line,
    Paragraph,
    Section,
    Span,
    Table,
    View,
)
from vetting.documents.catalogue import Words
from vetting.documents.visible import code_point

LONGEST_ROW = 1500
"""A row with more characters than this may go over the edge of a page; a shorter one stays whole."""


def to_json(view: View, words: Words, fonts: list[str]) -> str:
    """The data of a view for the template, with the note on glyphs in its place."""
    glyphs = GlyphCount()
    sections = [_section(one, glyphs) for one in view.sections]
    data = {
        "fonts": fonts,
        "title": _line(view.title, glyphs),
        "plain_title": _plain(view.title, glyphs),
        "subtitle": _line(view.subtitle, glyphs),
        "kicker": glyphs.print(view.kicker),
        "author": words("document.author"),
        "language": view.language,
        "rtl": view.rtl,
        "dated": view.dated,
        "identity": glyphs.print(view.identity),
        "page_of": view.page_of,
        "contents_title": view.contents_title,
        "glance_title": words("glance.title"),
        "attachment": words("document.attachment"),
        "glance": [_block(one, glyphs) for one in view.glance],
        "sections": sections,
    }
    _note_glyphs(sections, glyphs, words)
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _note_glyphs(sections: list[dict[str, Any]], glyphs: GlyphCount, words: Words) -> None:
    """Say in the section on verification how many characters could not be shown."""
    missing = glyphs.missing
    if not missing:
        return
    told = ", ".join(f"{code_point(one)} ({count})" for one, count in sorted(missing.items()))
    lines = [
        words.count("verification.glyphs", missing.total()),
        words("verification.glyphs_list", list=told),
    ]
    place = next(one for one in sections if one["key"] == "verification")
    place["blocks"].append({"kind": "heading", "level": 2, "text": words("verification.rendering")})
    place["blocks"] += [{"kind": "paragraph", "style": "body", "line": [one]} for one in lines]


BREAKING = frozenset({"findings", "questions"})
"""The sections that begin on a new page."""


def _section(section: Section, glyphs: GlyphCount) -> dict[str, Any]:
    return {
        "key": section.key,
        "number": section.number,
        "title": glyphs.print(section.title),
        "breaks": section.key in BREAKING,
        "blocks": [_block(one, glyphs) for one in section.blocks],
    }


def _block(block: Block, glyphs: GlyphCount) -> dict[str, Any]:
    write: Callable[[Any, GlyphCount], dict[str, Any]] = _BLOCKS[type(block)]
    return write(block, glyphs)


def _heading(block: Heading, glyphs: GlyphCount) -> dict[str, Any]:
    return {"kind": "heading", "level": block.level, "text": glyphs.print(block.text)}


def _paragraph(block: Paragraph, glyphs: GlyphCount) -> dict[str, Any]:
    return {"kind": "paragraph", "style": block.style, "line": _line(block.line, glyphs)}


def _items(block: Items, glyphs: GlyphCount) -> dict[str, Any]:
    return {"kind": "items", "numbered": block.numbered, "lines": [_line(one, glyphs) for one in block.lines]}


def _table(block: Table, glyphs: GlyphCount) -> dict[str, Any]:
    weights = [column.weight for column in block.columns]
    widths = [PAGE * weight / sum(weights) - INSETS for weight in weights]
    return {
        "kind": "table",
        "weights": weights,
        "heads": [
            glyphs.print(column.title, width) for column, width in zip(block.columns, widths, strict=True)
        ],
        "rows": [_row(row, glyphs, widths) for row in block.rows],
    }


PAGE, INSETS = 170.0, 3.0
"""The width of the text on a page (A4 with margins of 20), and of the insets of a cell, in millimetres."""


def _row(row: tuple[Cell, ...], glyphs: GlyphCount, widths: list[float]) -> dict[str, Any]:
    length = sum(len(span.text) for cell in row for line in cell for span in line)
    cells = [[_line(line, glyphs, width) for line in cell] for cell, width in zip(row, widths, strict=True)]
    return {"whole": length <= LONGEST_ROW, "cells": cells}


def _facts(block: Facts, glyphs: GlyphCount) -> dict[str, Any]:
    pairs = [[glyphs.print(name), [_line(one, glyphs) for one in cell]] for name, cell in block.pairs]
    return {"kind": "facts", "title": glyphs.print(block.title), "pairs": pairs}


def _figure(block: Figure, glyphs: GlyphCount) -> dict[str, Any]:
    alt = f"{block.title}. {block.description}"
    return {"kind": "figure", "svg": to_settable(glyphs.print_svg(block.svg)), "alt": glyphs.print(alt)}


def _callout(block: Callout, glyphs: GlyphCount) -> dict[str, Any]:
    return {
        "kind": "callout",
        "tone": block.tone,
        "label": glyphs.print(block.label),
        "title": glyphs.print(block.title),
        "size": 15 if block.label and block.label != block.title else 9.5,
        "whole": sum(len(span.text) for line in block.lines for span in line) <= LONGEST_ROW,
        "lines": [_line(one, glyphs) for one in block.lines],
    }


_BLOCKS: dict[type[Any], Callable[[Any, GlyphCount], dict[str, Any]]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    Items: _items,
    Table: _table,
    Facts: _facts,
    Figure: _figure,
    Callout: _callout,
}


def _line(line: Line, glyphs: GlyphCount, width: float | None = None) -> list[Any]:
    return [_span(one, glyphs, width) for one in line]


def _span(span: Span, glyphs: GlyphCount, width: float | None) -> Any:
    text = glyphs.print(span.text, width)
    if span.style or span.language or span.rtl:
        return [text, span.style, span.language, span.rtl]
    return text


def _plain(line: Line, glyphs: GlyphCount) -> str:
    return "".join(glyphs.print(one.text) for one in line).replace(BREAK, "")
