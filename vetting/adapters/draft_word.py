"""The paragraphs of a Word document, with the numbers that Word would show.

Insertions are read and deletions left out, as if all changes were accepted; both are counted. Footnotes and
endnotes stand at the end, because a term may hide there.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final
from xml.etree.ElementTree import Element

from vetting.adapters.draft_parts import ReadDraft
from vetting.adapters.draft_texts import to_roman
from vetting.agreements.clauses import Paragraph

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_GONE: Final = frozenset(
    {f"{W}del", f"{W}moveFrom", "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
)
_NO_TEXT: Final = _GONE | {f"{W}p", f"{W}pPr"}
_CHANGES: Final = frozenset({f"{W}ins", f"{W}del", f"{W}moveFrom", f"{W}moveTo"})


def read_word(parts: Mapping[str, Element]) -> ReadDraft:
    """What the parts of a Word document say."""
    document = parts["word/document.xml"]
    numbers = _Numbers(_Levels.read(parts.get("word/numbering.xml")), _styles(parts.get("word/styles.xml")))
    paragraphs = [numbers.read(one) for one in _paragraphs(document)]
    notes = [numbers.read(one) for name in _NOTES if name in parts for one in _paragraphs(parts[name])]
    if any(one.text.strip() for one in notes):
        paragraphs += [Paragraph("NOTES", 1), *notes]
    comments = parts.get("word/comments.xml")
    return ReadDraft(
        "Word",
        [one for one in paragraphs if one.text.strip()],
        tracked_changes=sum(1 for one in document.iter() if one.tag in _CHANGES),
        comments=0 if comments is None else sum(1 for _ in comments.iter(f"{W}comment")),
    )


_NOTES: Final = ("word/footnotes.xml", "word/endnotes.xml")


def _paragraphs(element: Element) -> Iterator[Element]:
    """The paragraphs in order, tables included; text boxes once."""
    for child in element:
        if child.tag == f"{W}p":
            yield child
        if child.tag not in _GONE:
            yield from _paragraphs(child)


def _text(element: Element) -> str:
    said = []
    for child in element:
        if child.tag == f"{W}t":
            said.append(child.text or "")
        elif child.tag in {f"{W}tab", f"{W}br", f"{W}cr"}:
            said.append(" ")
        elif child.tag == f"{W}noBreakHyphen":
            said.append("-")
        elif child.tag not in _NO_TEXT:
            said.append(_text(child))
    return "".join(said)


@dataclass(frozen=True)
class _Level:
    form: str
    text: str
    start: int


@dataclass
class _Levels:
    """The levels of the lists of a document, by list and depth."""

    abstract: dict[str, str] = field(default_factory=dict)  # of a list
    levels: dict[tuple[str, int], _Level] = field(default_factory=dict)

    @classmethod
    def read(cls, part: Element | None) -> "_Levels":
        """The levels of the numbering part; none without it."""
        found = cls()
        if part is None:
            return found
        for abstract in part.iter(f"{W}abstractNum"):
            ident = abstract.get(f"{W}abstractNumId", "")
            for level in abstract.iter(f"{W}lvl"):
                found.levels[ident, _integer(level.get(f"{W}ilvl"))] = _Level(
                    _value(level, "numFmt") or "decimal",
                    _value(level, "lvlText") or "",
                    _integer(_value(level, "start"), 1),
                )
        for num in part.iter(f"{W}num"):
            found.abstract[num.get(f"{W}numId", "")] = _value(num, "abstractNumId") or ""
        return found


@dataclass(frozen=True)
class _Style:
    heading: int
    numbering: tuple[str, int] | None
    based_on: str


def _styles(part: Element | None) -> dict[str, _Style]:
    found = {}
    for style in part.iter(f"{W}style") if part is not None else ():
        name = (_value(style, "name") or "").casefold()
        level = name.removeprefix("heading ")
        heading = int(level) if name.startswith("heading ") and level.isdigit() else int(name == "title")
        properties = style.find(f"{W}pPr")
        numbering = _numbering(properties) if properties is not None else None
        found[style.get(f"{W}styleId", "")] = _Style(heading, numbering, _value(style, "basedOn") or "")
    return found


MAX_INHERITED: Final = 8


@dataclass
class _Numbers:
    """Counts the lists of a document as Word does."""

    levels: _Levels
    styles: Mapping[str, _Style]
    counts: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))

    def read(self, paragraph: Element) -> Paragraph:
        """A paragraph with its number before its words."""
        properties = paragraph.find(f"{W}pPr")
        style = (_value(properties, "pStyle") if properties is not None else None) or ""
        numbering = _numbering(properties) if properties is not None else None
        heading, inherited = self._of_style(style)
        text = _text(paragraph)
        label = self._label(numbering or inherited) if text.strip() else ""
        return Paragraph(f"{label} {text}".strip(), heading)

    def _of_style(self, style: str) -> tuple[int, tuple[str, int] | None]:
        heading, numbering = 0, None
        for _ in range(MAX_INHERITED):
            found = self.styles.get(style)
            if found is None:
                break
            heading, numbering, style = heading or found.heading, numbering or found.numbering, found.based_on
        return heading, numbering

    def _label(self, numbering: tuple[str, int] | None) -> str:
        if numbering is None:
            return ""
        abstract, depth = self.levels.abstract.get(numbering[0], ""), numbering[1]
        level = self.levels.levels.get((abstract, depth))
        if level is None or level.form in {"bullet", "none"}:
            return ""
        counts = self.counts[abstract]
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [one for one in counts if one > depth]:
            del counts[deeper]
        return self._shown(abstract, level)

    def _shown(self, abstract: str, level: _Level) -> str:
        text, counts = level.text, self.counts[abstract]
        for place in range(9):
            if f"%{place + 1}" in text:
                other = self.levels.levels.get((abstract, place), level)
                text = text.replace(f"%{place + 1}", _form(counts.get(place, other.start), other.form))
        return text


def _form(number: int, form: str) -> str:
    if form in {"lowerLetter", "upperLetter"}:
        letter = chr(ord("a") + (number - 1) % 26)
        return letter if form == "lowerLetter" else letter.upper()
    if form in {"lowerRoman", "upperRoman"}:
        return to_roman(number) if form == "lowerRoman" else to_roman(number).upper()
    return str(number)


def _numbering(properties: Element) -> tuple[str, int] | None:
    found = properties.find(f"{W}numPr")
    ident = _value(found, "numId") if found is not None else None
    return (ident, _integer(_value(found, "ilvl"))) if found is not None and ident else None


def _value(element: Element, name: str) -> str | None:
    found = element.find(f"{W}{name}")
    return found.get(f"{W}val") if found is not None else None


def _integer(text: str | None, default: int = 0) -> int:
    return int(text) if text is not None and text.isdigit() else default
