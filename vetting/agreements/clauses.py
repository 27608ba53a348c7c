"""A draft agreement as numbered clauses.

- A clause is a paragraph with its number (``4.2``, ``(a)``, ``Article 5``), with what continues it.
- Under a heading without text of its own, each unnumbered paragraph is a clause: ``4/p1``, ``data-protection/p2``.
- An id is the number as a reader would cite it, below its annex; it stays the same while the number does.
- A hash is over the words alone, so that another line break or font changes nothing.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from vetting.agreements.numbers import Number, Rank, read_number

MAX_HEADING_WORDS: Final = 12
MAX_ID: Final = 60


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of a draft as its file gives it; ``heading`` is the level of a heading, 0 for none."""

    text: str
    heading: int = 0


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause: its id, its number as it stands in the text, the heading above it, its words."""

    id: str
    number: str
    heading: str
    text: str
    is_heading: bool = False

    @property
    def sha256(self) -> str:
        """The hash of its words."""
        return hashlib.sha256(to_words_only(self.text).encode()).hexdigest()


def split_clauses(paragraphs: Iterable[Paragraph]) -> list[Clause]:
    """The clauses of a draft, in its order; headings are clauses too."""
    splitting = _Splitting()
    for paragraph in paragraphs:
        splitting.take(paragraph)
    return splitting.finish()


def to_words_only(text: str) -> str:
    """The text with one space between words, in one form of Unicode."""
    return " ".join(unicodedata.normalize("NFC", text).split())


@dataclass
class _Open:
    """A clause that may still be continued."""

    id: str
    number: str
    heading: str
    text: str
    is_heading: bool


@dataclass
class _Splitting:
    """Where the reading stands: the annex, the number and the heading that a paragraph belongs to."""

    annex: str = ""
    path: list[Number] = field(default_factory=list)
    heading: str = ""
    under: str = ""  # the id of the heading that unnumbered paragraphs are counted below
    clauses: list[_Open] = field(default_factory=list)
    used: Counter[str] = field(default_factory=Counter)
    counted: Counter[str] = field(default_factory=Counter)

    def take(self, paragraph: Paragraph) -> None:
        """Add one paragraph."""
        text = to_words_only(paragraph.text)
        if not text:
            return
        number, rest = read_number(text, self.path)
        may_title = number is None or number.rank <= Rank.DOTTED or paragraph.heading > 0
        is_heading = may_title and _is_heading(rest or text, paragraph.heading)
        if number is None:
            self._take_unnumbered(text, is_heading=is_heading)
        elif number.is_annex:
            self._begin_annex(number, rest)
        else:
            self._take_numbered(number, rest, is_heading=is_heading)

    def finish(self) -> list[Clause]:
        """What was read."""
        return [Clause(one.id, one.number, one.heading, one.text, one.is_heading) for one in self.clauses]

    def _begin_annex(self, number: Number, rest: str) -> None:
        self.annex, self.path = _slug(number.shown), []
        self.heading = " ".join(filter(None, (number.shown, rest)))
        self.under = self._add(self.annex, number.shown, self.heading, is_heading=True)

    def _take_numbered(self, number: Number, rest: str, *, is_heading: bool) -> None:
        self.path = number.below(self.path)
        ident = "".join(one.cited for one in self.path)
        ident = f"{self.annex}/{ident}" if self.annex else ident
        if is_heading:
            self.heading = rest
        added = self._add(ident, number.shown, rest, is_heading=is_heading)
        self.under = added if is_heading else ""

    def _take_unnumbered(self, text: str, *, is_heading: bool) -> None:
        if is_heading:
            self.heading, self.path = text, []
            slug = _slug(text)
            self.under = self._add(f"{self.annex}/{slug}" if self.annex else slug, "", text, is_heading=True)
        elif self.clauses and not self.under and not self.clauses[-1].is_heading and self.path:
            self.clauses[-1].text += f"\n{text}"
        else:
            self.counted[self.under] += 1
            below = f"{self.under}/" if self.under else ""
            self._add(f"{below}p{self.counted[self.under]}", "", text, is_heading=False)

    def _add(self, ident: str, number: str, text: str, *, is_heading: bool) -> str:
        ident = ident[:MAX_ID]
        self.used[ident] += 1
        unique = ident if self.used[ident] == 1 else f"{ident}#{self.used[ident]}"
        heading = "" if is_heading and not number else self.heading
        self.clauses.append(_Open(unique, number, heading, text, is_heading))
        return unique


def _is_heading(text: str, level: int) -> bool:
    """Whether a paragraph only names what comes: marked so by its file, or short and without a sentence's end."""
    words = text.split()
    if not any(letter.isalpha() for letter in text) or len(words) > MAX_HEADING_WORDS:
        return False
    if level or (text.isupper() and len(text) > MIN_HEADING):
        return True
    return _TITLE.fullmatch(text) is not None and len(words) <= MAX_TITLE_WORDS


MIN_HEADING: Final = 3
MAX_TITLE_WORDS: Final = 9
_TITLE: Final = re.compile(r"[^\W\d_a-z][^.;:,!?。；]*")


def _slug(text: str) -> str:
    return "-".join(re.findall(r"\w+", text.casefold()))[:40].strip("-") or "heading"
