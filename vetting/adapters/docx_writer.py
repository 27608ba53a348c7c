"""The record as a Word file: the editable copy for those who draft; never the authoritative form.

python-docx gives the package and its styles; the body is written as one piece of markup, which is
many times faster than paragraph by paragraph. The same record gives the same bytes.
"""

import io
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

from docx import Document
from docx.document import Document as DocumentType
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from vetting.adapters import docx_xml
from vetting.adapters.docx_styles import set_styles
from vetting.adapters.drawings import rasterise
from vetting.adapters.zip_files import normalise_zip
from vetting.documents.blocks import Block, Figure, Items, Section, View
from vetting.documents.catalogue import Words, load_words
from vetting.documents.view import build_view

EFFECTS = "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects"
"""An old part of the template that names styles Word no longer reads, and that validators refuse."""

LONGEST_PROPERTY = 255
"""The characters that a property of an Office file may have; the document itself shows the text whole."""

_NAMESPACES = nsdecls("w", "wp", "a", "pic", "r")


class DocxWriter:
    """Writes a record as DOCX."""

    name = "docx"
    suffix = "docx"

    def __init__(self, templates: Path | None = None) -> None:
        self._templates = templates  # none is needed: the styles are set in code

    def render(self, record: Mapping[str, Any]) -> bytes:
        """The file's bytes; the same for the same record and fonts."""
        words = load_words(record["record"]["authoritative"])
        view = build_view(record, words)
        document = Document()
        _drop_effects(document)
        set_styles(document, view.language)
        _set_properties(document, view, words)
        _set_margins(document, view)
        _fill_body(document, _Body(document), view, words)
        target = io.BytesIO()
        document.save(target)
        return normalise_zip(target.getvalue())


def write_paper(
    title: str, blocks: Iterable[Block], language: str, dated: datetime, direction: str = "ltr"
) -> bytes:
    """Blocks under a title as a DOCX, without contents; the same for the same blocks and fonts.

    Where it runs from right to left, so do the columns of its tables; each paragraph has its own direction.
    """
    document = Document()
    _drop_effects(document)
    set_styles(document, language)
    properties = document.core_properties
    properties.title, properties.author, properties.comments = _fit(title), "", ""
    properties.language = language
    properties.created = properties.modified = properties.last_printed = dated.replace(tzinfo=None)
    properties.last_modified_by, properties.revision = "", 1
    body = _Body(document)
    written = docx_xml.to_text(title, "Title") + "".join(body.write(one) for one in blocks)
    _replace(document, docx_xml.turn_tables(written) if direction == "rtl" else written)
    target = io.BytesIO()
    document.save(target)
    return normalise_zip(target.getvalue())


class _Body:
    """Writes blocks, and asks the document for pictures and numberings where they need one."""

    def __init__(self, document: DocumentType) -> None:
        self._document = document
        self._pictures = 0

    def write(self, block: Block) -> str:
        """The markup of one block."""
        if isinstance(block, Figure):
            return self._figure(block)
        if isinstance(block, Items):
            return docx_xml.to_items(block, self._numbering() if block.numbered else None)
        return docx_xml.WRITERS[type(block)](block)

    def _figure(self, figure: Figure) -> str:
        relation, _ = self._document.part.get_or_add_image(io.BytesIO(rasterise(figure.svg)))
        self._pictures += 1
        return docx_xml.to_figure(figure, relation, self._pictures)

    def _numbering(self) -> int:
        """A numbering of its own that begins at one, from the template of numbered lists."""
        numbering = self._document.part.numbering_part.element
        style = self._document.styles["List Number"].element
        used = style.find(f".//{qn('w:numId')}").get(qn("w:val"))
        abstract = next(n for n in numbering.num_lst if str(n.numId) == used).abstractNumId.val
        number = numbering.add_num(abstract)
        number.add_lvlOverride(ilvl=0).add_startOverride(1)
        return int(number.numId)


def _fill_body(document: DocumentType, body: _Body, view: View, words: Words) -> None:
    parts = [
        docx_xml.to_text(view.kicker, "RecordNote"),
        docx_xml.to_paragraph(view.title, "Title"),
        docx_xml.to_paragraph(view.subtitle, "Subtitle"),
        docx_xml.to_text(words("glance.title"), "Heading1"),
        *(body.write(one) for one in view.glance),
        docx_xml.to_text(view.contents_title, "Heading1", "<w:pageBreakBefore/>"),
        *(docx_xml.to_link(_heading(one), f"section_{one.number}") for one in view.sections),
    ]
    for number, section in enumerate(view.sections, 1):
        parts.append(
            docx_xml.to_bookmarked(_heading(section), "Heading1", f"section_{section.number}", number)
        )
        parts += [body.write(one) for one in section.blocks]
    _replace(document, "".join(parts))


def _heading(section: Section) -> str:
    return f"{section.number}  {section.title}"


def _replace(document: DocumentType, markup: str) -> None:
    """Put the markup where the body of the empty template is, before the properties of its page."""
    written = parse_xml(f"<w:body {_NAMESPACES}>{markup}</w:body>")
    body = document.element.body
    last = body[-1]
    for element in list(written):
        last.addprevious(element)


def _set_properties(document: DocumentType, view: View, words: Words) -> None:
    dated = datetime.fromisoformat(view.dated).replace(tzinfo=None)
    properties = document.core_properties
    properties.title = _fit("".join(span.text for span in view.title))
    properties.author = properties.last_modified_by = _fit(words("document.author"))
    properties.comments = ""
    properties.identifier = _fit(view.identity)
    properties.language = view.language
    properties.created = properties.modified = properties.last_printed = dated
    properties.revision = 1


def _fit(text: str) -> str:
    """A text as long as a property takes, with an ellipsis where it was cut."""
    return text if len(text) <= LONGEST_PROPERTY else f"{text[: LONGEST_PROPERTY - 1]}…"


def _set_margins(document: DocumentType, view: View) -> None:
    """Header and footer: what this is on every page, and which page."""
    section = document.sections[0]
    section.different_first_page_header_footer = True
    header = docx_xml.to_text(f"{''.join(span.text for span in view.title)} · {view.kicker}", "RecordNote")
    _set_part(section.header._element, header)  # noqa: SLF001
    for footer in (section.footer, section.first_page_footer):
        _set_part(footer._element, _footer(view))  # noqa: SLF001


def _footer(view: View) -> str:
    fields = {"page": docx_xml.to_field("PAGE"), "pages": docx_xml.to_field("NUMPAGES")}
    before, _, rest = view.page_of.partition("{page}")
    between, _, after = rest.partition("{pages}")
    texts = [f'<w:r><w:t xml:space="preserve">{one}</w:t></w:r>' for one in (before, between, after)]
    identity = f"<w:r><w:t>{quoteattr(view.identity)[1:-1]}</w:t><w:tab/></w:r>"
    tabs = '<w:tabs><w:tab w:val="right" w:pos="9638"/></w:tabs>'
    return (
        f'<w:p><w:pPr><w:pStyle w:val="RecordNote"/>{tabs}</w:pPr>{identity}'
        f"{texts[0]}{fields['page']}{texts[1]}{fields['pages']}{texts[2]}</w:p>"
    )


def _set_part(part: Any, markup: str) -> None:
    for element in list(part):
        part.remove(element)
    part.append(parse_xml(markup.replace("<w:p>", f"<w:p {_NAMESPACES}>", 1)))


def _drop_effects(document: DocumentType) -> None:
    relations = document.part.rels
    for key in [key for key, one in relations.items() if one.reltype == EFFECTS]:
        del relations[key]
