"""The view of a record: sections of blocks that every writer renders the same.

A block holds text and nothing that could be taken for markup; each span of text carries its
language and direction, so that a name in Arabic is read and set as Arabic inside an English table.
"""

from dataclasses import dataclass, field
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text in one style, language and direction."""

    text: str
    style: str = ""  # "", strong, muted, code
    language: str = ""  # BCP 47 where it differs from the document's
    rtl: bool = False


Line: TypeAlias = tuple[Span, ...]
Cell: TypeAlias = tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading below that of its section."""

    level: int  # 2 or 3
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph."""

    line: Line
    style: str = "body"  # body, lead, note, code


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    lines: tuple[Line, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading and its share of the width."""

    title: str
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose heading row repeats on each page; the first cell of a row can head it."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    heads_rows: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Names and values, one pair a row; rendered as a table whose first column heads the rows."""

    title: str
    pairs: tuple[tuple[str, Cell], ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing with the words that stand for it, and where it would be too small on a telephone, a narrow one."""

    name: str
    svg: str
    title: str
    description: str
    narrow: str = ""


@dataclass(frozen=True, slots=True)
class Callout:
    """A box that must not be missed."""

    tone: str  # plain, good, caution, stop
    label: str
    title: str
    lines: tuple[Line, ...] = ()


Block: TypeAlias = Heading | Paragraph | Items | Table | Facts | Figure | Callout


@dataclass(frozen=True, slots=True)
class Section:
    """One numbered part of the document."""

    key: str
    number: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class View:
    """The whole document, ready to be rendered."""

    title: Line
    subtitle: Line
    kicker: str
    language: str
    rtl: bool
    dated: str  # ISO 8601
    identity: str
    contents_title: str
    page_of: str  # "Page {page} of {pages}"
    glance: tuple[Block, ...]
    sections: tuple[Section, ...] = field(default_factory=tuple)
