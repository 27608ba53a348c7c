"""A Word file written from nothing (ECMA-376): paragraphs, headings, pictures; the same bytes for the same text."""

import unicodedata
from collections.abc import Sequence
from io import BytesIO
from typing import Final
from xml.sax.saxutils import escape

from PIL import Image

from vetting.adapters.cleaning.parts import Rebuilt
from vetting.adapters.zip_files import FIRST, write_zip
from vetting.agreements.clauses import Paragraph

_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_WORD: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006"
_DEEPEST: Final = 6
_EMU: Final = 9525  # of one pixel
_WIDEST: Final = 600 * _EMU

_TYPES: Final = (
    f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
    f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="png" ContentType="image/png"/><Default Extension="jpg" ContentType="image/jpeg"/>'
    '<Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
    '<Override PartName="/word/styles.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>'
)


def write_word(paragraphs: Sequence[Paragraph], pictures: Sequence[Rebuilt]) -> bytes:
    """The paragraphs, and behind them the pictures."""
    body = [_paragraph(one) for one in paragraphs] + [
        _picture(number, one) for number, one in enumerate(pictures, start=1)
    ]
    members = {
        FIRST: _TYPES,
        "_rels/.rels": _relationships([("rId1", "officeDocument", "word/document.xml")]),
        "word/document.xml": (
            f'{_HEAD}<w:document xmlns:w="{_WORD}" xmlns:r="{_OFFICE}" xmlns:a="{_DRAWING}/main" '
            f'xmlns:pic="{_DRAWING}/picture" xmlns:wp="{_DRAWING}/wordprocessingDrawing">'
            f"<w:body>{''.join(body)}</w:body></w:document>"
        ),
        "word/styles.xml": _styles(),
        "word/_rels/document.xml.rels": _relationships(
            [
                ("rId1", "styles", "styles.xml"),
                *((f"rIdP{n}", "image", f"media/{n}.{one.kind}") for n, one in enumerate(pictures, start=1)),
            ]
        ),
    }
    media = {f"word/media/{number}.{one.kind}": one.content for number, one in enumerate(pictures, start=1)}
    return write_zip({name: text.encode() for name, text in members.items()} | media)


def _paragraph(paragraph: Paragraph) -> str:
    level = min(paragraph.heading, _DEEPEST)
    style = f'<w:pStyle w:val="Heading{level}"/>' if level else ""
    turned = _is_right_to_left(paragraph.text)
    run = "<w:rPr><w:rtl/></w:rPr>" if turned else ""
    return (
        f"<w:p><w:pPr>{style}{'<w:bidi/>' if turned else ''}</w:pPr>"
        f'<w:r>{run}<w:t xml:space="preserve">{_xml(paragraph.text)}</w:t></w:r></w:p>'
    )


def _picture(number: int, picture: Rebuilt) -> str:
    with Image.open(BytesIO(picture.content)) as opened:
        width, height = opened.width * _EMU, opened.height * _EMU
    if width > _WIDEST:
        width, height = _WIDEST, height * _WIDEST // width
    size = f'cx="{width}" cy="{max(1, height)}"'
    name = f'id="{number}" name="{number}.{picture.kind}"'
    return (
        f"<w:p><w:r><w:drawing><wp:inline><wp:extent {size}/><wp:docPr {name}/><a:graphic>"
        f'<a:graphicData uri="{_DRAWING}/picture"><pic:pic><pic:nvPicPr><pic:cNvPr {name}/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="rIdP{number}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"/></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )


def _styles() -> str:
    headings = "".join(
        f'<w:style w:type="paragraph" w:styleId="Heading{level}"><w:name w:val="heading {level}"/>'
        f'<w:pPr><w:keepNext/><w:outlineLvl w:val="{level - 1}"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>'
        for level in range(1, _DEEPEST + 1)
    )
    return f'{_HEAD}<w:styles xmlns:w="{_WORD}">{headings}</w:styles>'


def _relationships(parts: Sequence[tuple[str, str, str]]) -> str:
    inner = "".join(
        f'<Relationship Id="{ident}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for ident, kind, target in parts
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'


def _is_right_to_left(text: str) -> bool:
    """Whether the first letter with a direction is written from right to left."""
    found = (unicodedata.bidirectional(one) for one in text)
    return next((one for one in found if one in ("L", "R", "AL")), "L") != "L"


def _xml(text: str) -> str:
    """The text without what XML cannot hold."""
    kept = "".join(one if one >= " " and one not in "\ufffe\uffff" else " " for one in text)
    return escape(kept)
