"""The numbers that clauses carry: ``4``, ``4.2``, ``(a)``, ``(iv)``, ``Article 5``, ``Annex B``.

>>> read_number("4.2 The Company shall report.", [])[0].cited
'4.2'
>>> read_number("(a) to pay;", read_number("4.2 It agrees", [])[0].below([]))[0].cited
'(a)'
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Final


class Rank(IntEnum):
    """How deep a number stands: parts and articles first, Roman letters last."""

    ANNEX = 0
    ARTICLE = 1
    DOTTED = 2
    LETTER = 3
    ROMAN = 4


@dataclass(frozen=True, slots=True)
class Number:
    """One number: how a reader cites it, how it stands in the text, how deep."""

    cited: str
    shown: str
    rank: Rank

    @property
    def is_annex(self) -> bool:
        """Whether it begins an annex, in which numbers start anew."""
        return self.rank is Rank.ANNEX

    def below(self, path: Sequence[Number]) -> list[Number]:
        """The path of this number after the one read before it.

        A dotted number says its own path; one without a dot stands below the article before it, as in "Article IV, 2".
        """
        if self.rank is Rank.DOTTED and self.cited.isdecimal() and path and path[0].rank is Rank.ARTICLE:
            return [path[0], replace(self, cited=f".{self.cited}")]
        if self.rank <= Rank.DOTTED:
            return [self]
        return [*(one for one in path if one.rank < self.rank), self]


def read_number(text: str, path: Sequence[Number]) -> tuple[Number | None, str]:
    """The number a paragraph begins with, where it has one, and the words after it."""
    for read in (_annex, _article, _dotted, _lettered):
        found = read(text, path)
        if found is not None:
            return found
    return None, text


_Read = tuple[Number, str] | None

_ANNEX: Final = re.compile(
    r"((?:annexe|annex|anexo|appendix|schedule|exhibit|attachment|приложение|الملحق|附件)\s*([0-9]{1,2}|[a-z]|[ivx]{1,4})?)"
    r"(?=[\s.:：\-–—]|$)[\s.:：\-–—]*(.*)",
    re.IGNORECASE | re.DOTALL,
)
_ARTICLE: Final = re.compile(
    r"((?:article|section|clause|part|art[ií]culo|cl[aá]usula|статья|المادة)\s*(?:\(?([0-9]{1,3}(?:\.[0-9]{1,3})*|[IVXLC]{1,6}|[A-Z](?=[.:]))\)?)"
    r"|第\s*([0-9一二三四五六七八九十百]{1,5})\s*条)(?=[\s.:：)\-–—]|$)[\s.:：)\-–—]*(.*)",
    re.IGNORECASE | re.DOTALL,
)
_DOTTED: Final = re.compile(
    r"(((?:[0-9]{1,3}|[A-Z](?=\.[0-9]))(?:\.[0-9]{1,3})*)[.)]?)\s+(\S.*)|(([0-9]{1,3}(?:\.[0-9]{1,3})+)[.)]?)$",
    re.DOTALL,
)
_LETTERED: Final = re.compile(r"(\(([a-z]{1,2}|[ivxl]{1,6})\)|([a-z]|[ivx]{2,6})\))\s+(\S.*)", re.DOTALL)
_ROMAN: Final = re.compile(r"x{0,3}(ix|iv|v?i{0,3})")
_MAX_ANNEX_WORDS: Final = 14


def _annex(text: str, _: Sequence[Number]) -> _Read:
    found = _ANNEX.match(text)
    if found is None or len(text.split()) > _MAX_ANNEX_WORDS or text.endswith((".", ";", ",")):
        return None
    shown = " ".join(found[1].split())
    return Number(shown, shown, Rank.ANNEX), found[3].strip()


def _article(text: str, _: Sequence[Number]) -> _Read:
    found = _ARTICLE.match(text)
    if found is None or _is_reference(found[4]):
        return None
    shown = " ".join(found[1].split())
    return Number(found[2] or found[3], shown, Rank.ARTICLE), found[4].strip()


def _is_reference(rest: str) -> bool:
    """Whether the words go on as a sentence does: "Article 5 applies", "Section 2 of the Act"."""
    return bool(rest) and rest[0].islower()


def _dotted(text: str, _: Sequence[Number]) -> _Read:
    found = _DOTTED.match(text)
    if found is None:
        return None
    cited, shown = found[2] or found[5], found[1] or found[4]
    rest = found[3] or ""
    if rest[:1].islower() and not shown.endswith((".", ")")) and "." not in cited:
        return None  # "30 days after the notice"
    return Number(cited, shown, Rank.DOTTED), rest


def _lettered(text: str, path: Sequence[Number]) -> _Read:
    found = _LETTERED.match(text)
    if found is None:
        return None
    letters = found[2] or found[3]
    rank = Rank.ROMAN if _is_roman(letters, path) else Rank.LETTER
    return Number(f"({letters})", found[1], rank), found[4]


def _is_roman(letters: str, path: Sequence[Number]) -> bool:
    """Whether letters count in Roman: after (h) an (i) is a letter, after (ii) it is none."""
    if _ROMAN.fullmatch(letters) is None:
        return False
    before = [one.cited.strip("()") for one in path if one.rank is Rank.LETTER]
    follows = bool(before) and len(letters) == 1 and ord(letters) == ord(before[-1][0]) + 1
    return not follows
