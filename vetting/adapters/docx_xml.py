"""Blocks of a view as WordprocessingML (ECMA-376 part 1), written as text and parsed once.

Text is escaped where it enters; every other part of the markup is our own. Direction and language
stand on the paragraph, the run and its complex-script half, since Word reads all three.
"""

from collections.abc import Callable
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from vetting.documents.blocks import (
    Callout,
    Cell,
    Facts,
    Figure,
    Heading,
    Items,
    Line,
    Paragraph,
    Span,
    Table,
)
from vetting.documents.visible import is_rtl

LONGEST_ROW = 1500
"""A row with more characters than this may go over the edge of a page."""

EMU_PER_TWIP = 635
WIDTH = 9638
"""The text width of the page in twentieths of a point: A4 less two margins of 20 mm."""

_TABLE_STYLE = '<w:tblStyle w:val="RecordTable"/>'
STYLES = {"strong": "RecordStrong", "muted": "RecordMuted", "code": "RecordCode"}
PARAGRAPHS = {"body": "Normal", "lead": "RecordLead", "note": "RecordNote", "code": "RecordCodeLine"}


def to_paragraph(line: Line, style: str, extra: str = "") -> str:
    """One paragraph; it runs from right to left where its first span does."""
    bidi = "<w:bidi/>" if line and line[0].rtl else ""
    runs = "".join(map(_run, line))
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{extra}{bidi}</w:pPr>{runs}</w:p>'


def to_text(text: str, style: str, extra: str = "") -> str:
    """One paragraph of plain text."""
    return to_paragraph((Span(text, rtl=is_rtl(text)),), style, extra)


def turn_tables(markup: str) -> str:
    """The same markup with the columns of its tables from right to left."""
    return markup.replace(_TABLE_STYLE, f"{_TABLE_STYLE}<w:bidiVisual/>")


def to_bookmarked(text: str, style: str, name: str, number: int) -> str:
    """A heading that the contents can point to."""
    start = f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{start}{_run(Span(text))}'
        f'<w:bookmarkEnd w:id="{number}"/></w:p>'
    )


def to_link(text: str, name: str) -> str:
    """A line of the contents."""
    run = f'<w:r><w:rPr><w:rStyle w:val="RecordLink"/></w:rPr>{_said(text)}</w:r>'
    return (
        f'<w:p><w:pPr><w:pStyle w:val="RecordContents"/></w:pPr>'
        f'<w:hyperlink w:anchor="{name}" w:history="1">{run}</w:hyperlink></w:p>'
    )


def to_heading(block: Heading) -> str:
    """A heading inside a section."""
    return to_text(block.text, f"Heading{block.level}")


def to_body(block: Paragraph) -> str:
    """A paragraph in its style."""
    return to_paragraph(block.line, PARAGRAPHS[block.style])


def to_items(block: Items, numbering: int | None) -> str:
    """A list; a numbered one begins again at one, by a numbering of its own."""
    if numbering is None:
        return "".join(to_paragraph(line, "ListBullet") for line in block.lines)
    number = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{numbering}"/></w:numPr>'
    return "".join(to_paragraph(line, "ListNumber", number) for line in block.lines)


def to_table(block: Table) -> str:
    """A table of fixed widths whose heading row repeats; no row breaks across pages unless it must."""
    total = sum(column.weight for column in block.columns)
    widths = [WIDTH * column.weight // total for column in block.columns]
    heads = [
        _cell(((Span(column.title),),), w, "RecordHead")
        for column, w in zip(block.columns, widths, strict=True)
    ]
    rows = "".join(
        _row([_cell(c, w) for c, w in zip(row, widths, strict=True)], whole=_is_short(row))
        for row in block.rows
    )
    look = f'<w:tblLook w:val="0{"4A0" if block.heads_rows else "420"}"/>'
    return _table(
        block.title,
        widths,
        look,
        f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{''.join(heads)}</w:tr>{rows}",
    )


def to_facts(block: Facts) -> str:
    """Names and values; the names head the rows."""
    widths = [WIDTH * 27 // 100, WIDTH - WIDTH * 27 // 100]
    rows = "".join(
        _row([_cell(((Span(name),),), widths[0], "RecordHead"), _cell(cell, widths[1])])
        for name, cell in block.pairs
    )
    return _table(block.title, widths, '<w:tblLook w:val="0480"/>', rows)


def to_callout(block: Callout) -> str:
    """A box: shaded paragraphs with a bar at their beginning."""
    tone = block.tone.capitalize()
    big = bool(block.label) and block.label != block.title
    label = [to_text(block.label, f"RecordBox{tone}")] if big else []
    title = to_paragraph(
        (Span(block.title, "strong"),), f"RecordBoxTitle{tone}" if big else f"RecordBox{tone}"
    )
    return "".join([*label, title, *(to_paragraph(line, f"RecordBox{tone}") for line in block.lines)])


def to_figure(block: Figure, relation: str, number: int) -> str:
    """A picture over the width of the text, with the words that stand for it."""
    width = WIDTH * EMU_PER_TWIP
    high, wide = _size(block.svg)
    height = width * high // wide
    said, name = quoteattr(f"{block.title}. {block.description}"), quoteattr(block.name)
    picture = (
        f'<pic:pic><pic:nvPicPr><pic:cNvPr id="{number}" name={name}/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
    )
    return (
        f'<w:p><w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/>'
        f'<wp:docPr id="{number}" name={name} descr={said}/>'
        f'<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">{picture}'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )


def _size(svg: str) -> tuple[int, int]:
    """Height and width of a drawing."""
    _, _, rest = svg.partition('viewBox="0 0 ')
    wide, high = rest.partition('"')[0].split()
    return int(high), int(wide)


def to_field(instruction: str) -> str:
    """A field that Word fills in, such as the number of the page."""
    return f'<w:fldSimple w:instr="{instruction}"><w:r><w:t>1</w:t></w:r></w:fldSimple>'


WRITERS: dict[type[Any], Callable[[Any], str]] = {
    Heading: to_heading,
    Paragraph: to_body,
    Table: to_table,
    Facts: to_facts,
    Callout: to_callout,
}
"""How each block is written; lists and figures need something of the document as well."""


def _table(title: str, widths: list[int], look: str, rows: str) -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f"<w:tbl><w:tblPr>{_TABLE_STYLE}"
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>{look}'
        f"<w:tblCaption w:val={quoteattr(title)}/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
        '<w:p><w:pPr><w:pStyle w:val="RecordGap"/></w:pPr></w:p>'
    )


def _row(cells: list[str], *, whole: bool = True) -> str:
    keep = "<w:trPr><w:cantSplit/></w:trPr>" if whole else ""
    return f"<w:tr>{keep}{''.join(cells)}</w:tr>"


def _is_short(row: tuple[Cell, ...]) -> bool:
    """Whether a row is to stay on one page."""
    return sum(len(span.text) for cell in row for line in cell for span in line) <= LONGEST_ROW


def _cell(cell: Cell, width: int, style: str = "RecordCell") -> str:
    lines = "".join(to_paragraph(line, style) for line in cell) or to_paragraph((), style)
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{lines}</w:tc>'


def _run(span: Span) -> str:
    properties = _style(span) + _direction(span)
    shown = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f"<w:r>{shown}{_said(span.text)}</w:r>"


def _style(span: Span) -> str:
    return f'<w:rStyle w:val="{STYLES[span.style]}"/>' if span.style else ""


def _direction(span: Span) -> str:
    rtl = "<w:rtl/>" if span.rtl else ""
    if not span.language:
        return rtl
    language = quoteattr(span.language)
    return f"{rtl}<w:lang w:val={language} w:eastAsia={language} w:bidi={language}/>"


def _said(text: str) -> str:
    return f'<w:t xml:space="preserve">{escape(text)}</w:t>'
