"""The styles of the Word file, set once on Word's own template."""

from typing import cast

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import CharacterStyle, ParagraphStyle

INK, QUIET, ACCENT, RULE = (RGBColor.from_string(one) for one in ("1C2733", "55616D", "1F4E79", "C9D1D9"))
FONT, CODE = "Calibri", "Consolas"
TONES = {
    "Plain": ("55616D", "F4F6F8"),
    "Good": ("2F6B4F", "EEF5F1"),
    "Caution": ("9A6A12", "FBF5E8"),
    "Stop": ("8C2F26", "FAEEEC"),
}


def set_styles(document: Document, language: str) -> None:
    """Give the document its page, its styles and its language."""
    _set_page(document)
    _set_defaults(document, language)
    _set_headings(document)
    _add_paragraph_styles(document)
    _add_character_styles(document)
    document.styles.element.append(parse_xml(_TABLE_STYLE))


def _set_page(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin = section.bottom_margin = Mm(22)


def _set_defaults(document: Document, language: str) -> None:
    normal = _paragraph_style(document, "Normal")
    _set_font(normal, 10, INK)
    normal.paragraph_format.space_after = Pt(4)
    normal.paragraph_format.line_spacing = 1.0
    properties = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for lang in properties.findall(qn("w:lang")):
        lang.set(qn("w:val"), language)


def _set_headings(document: Document) -> None:
    sizes: dict[str, tuple[float, RGBColor]] = {
        "Title": (22, ACCENT),
        "Subtitle": (11, QUIET),
        "Heading 1": (15, ACCENT),
    }
    sizes |= {"Heading 2": (11.5, INK), "Heading 3": (10.5, INK)}
    for name, (size, colour) in sizes.items():
        style = _paragraph_style(document, name)
        _set_font(style, size, colour, bold=name != "Subtitle")
        style.font.italic = False
        for spacing in list(style.element.iter(qn("w:spacing"))):
            spacing.getparent().remove(spacing)  # the template spreads the letters of its subtitle
        style.paragraph_format.space_before = Pt(16 if name == "Heading 1" else 9)
        style.paragraph_format.space_after = Pt(4)
        style.paragraph_format.keep_with_next = True
    for border in _paragraph_style(document, "Title").element.iter(qn("w:pBdr")):
        border.getparent().remove(border)
        break


def _add_paragraph_styles(document: Document) -> None:
    cell = _add_style(document, "RecordCell", 9, INK)
    cell.paragraph_format.space_after = Pt(1)
    head = _add_style(document, "RecordHead", 8.5, QUIET, bold=True)
    head.paragraph_format.space_after = Pt(1)
    _add_style(document, "RecordLead", 11, INK)
    _add_style(document, "RecordNote", 9, QUIET)
    code = _add_style(document, "RecordCodeLine", 8.5, INK)
    _set_face(code, CODE)
    contents = _add_style(document, "RecordContents", 10, INK)
    contents.paragraph_format.space_after = Pt(1)
    gap = _add_style(document, "RecordGap", 4, INK)
    gap.paragraph_format.space_after = Pt(2)
    for tone, (bar, fill) in TONES.items():
        _add_box(document, f"RecordBox{tone}", 10, INK, (bar, fill))
        _add_box(document, f"RecordBoxTitle{tone}", 16, RGBColor.from_string(bar), (bar, fill))


def _add_character_styles(document: Document) -> None:
    strong = _add_character_style(document, "RecordStrong")
    strong.font.bold = True
    muted = _add_character_style(document, "RecordMuted")
    muted.font.color.rgb = QUIET
    code = _add_character_style(document, "RecordCode")
    _set_face(code, CODE)
    code.font.size = Pt(8)
    link = _add_character_style(document, "RecordLink")
    link.font.color.rgb = ACCENT


def _add_style(
    document: Document, name: str, size: float, colour: RGBColor, *, bold: bool = False
) -> ParagraphStyle:
    style = cast("ParagraphStyle", document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH))
    style.base_style = _paragraph_style(document, "Normal")
    _set_font(style, size, colour, bold=bold)
    return style


def _add_box(
    document: Document, name: str, size: float, colour: RGBColor, tone: tuple[str, str]
) -> ParagraphStyle:
    style = _add_style(document, name, size, colour)
    bar, fill = tone
    properties = style.element.get_or_add_pPr()
    properties.insert(0, parse_xml(f"<w:keepLines {nsdecls('w')}/>"))
    properties.insert(1, parse_xml(
        f'<w:pBdr {nsdecls("w")}><w:left w:val="single" w:sz="24" w:space="8" w:color="{bar}"/></w:pBdr>'
    ))  # fmt: skip
    properties.insert(2, parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{fill}"/>'))
    style.paragraph_format.space_after = Pt(0)
    style.paragraph_format.left_indent = Pt(10)
    return style


def _add_character_style(document: Document, name: str) -> CharacterStyle:
    return cast("CharacterStyle", document.styles.add_style(name, WD_STYLE_TYPE.CHARACTER))


def _paragraph_style(document: Document, name: str) -> ParagraphStyle:
    return cast("ParagraphStyle", document.styles[name])


def _set_font(style: ParagraphStyle, size: float, colour: RGBColor, *, bold: bool = False) -> None:
    _set_face(style, FONT)
    style.font.size, style.font.bold = Pt(size), bold
    style.font.color.rgb = colour


def _set_face(style: CharacterStyle, face: str) -> None:
    """One face for every script; Word finds another where it lacks a glyph."""
    style.font.name = face
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:cs"), "Arial")


_TABLE_STYLE = f"""
<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="RecordTable">
  <w:name w:val="RecordTable"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="59"/>
  <w:tblPr>
    <w:tblBorders>
      <w:bottom w:val="single" w:sz="4" w:space="0" w:color="C9D1D9"/>
      <w:insideH w:val="single" w:sz="4" w:space="0" w:color="C9D1D9"/>
    </w:tblBorders>
    <w:tblCellMar>
      <w:top w:w="30" w:type="dxa"/><w:left w:w="80" w:type="dxa"/>
      <w:bottom w:w="30" w:type="dxa"/><w:right w:w="80" w:type="dxa"/>
    </w:tblCellMar>
  </w:tblPr>
  <w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders>
    <w:bottom w:val="single" w:sz="8" w:space="0" w:color="55616D"/>
  </w:tcBorders></w:tcPr></w:tblStylePr>
</w:style>
"""
