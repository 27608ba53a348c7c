"""Text as the typesetter can set it: what has no glyph by its code point, long words with places to break."""

import re
from collections import Counter

from vetting.adapters.fonts import uncovered_pattern
from vetting.documents.visible import code_point, code_point_among_rtl

BREAK = "\u200b"
LONGEST = 24
"""A run of more characters than this without a place to break gets some."""

_LONG = re.compile(rf"[^\s{BREAK}\u3000-\u9fff\uac00-\ud7af-]{{{LONGEST},}}")
SHORTEST = 8
"""A run of fewer characters fits into every column."""
WIDE, NARROW = 2.05, 1.75
"""Of a capital, a digit or a line, and of any other letter, in the type of a table, in millimetres."""

_RUN = re.compile(rf"[^\s{BREAK}\u3000-\u9fff\uac00-\ud7af-]{{{SHORTEST},}}")
_PIECE = re.compile(r".{1,8}", re.DOTALL)


class GlyphCount:
    """Prints text with the glyphs at hand, and counts the characters that have none."""

    def __init__(self) -> None:
        self.missing: Counter[str] = Counter()
        self._uncovered = uncovered_pattern()

    def print(self, text: str, width: float | None = None) -> str:
        """The text as it can be set; in a column of this width, in millimetres, what is wider gets places to break."""
        plain = text.isascii() and text.isprintable()
        if plain and len(text) < (LONGEST if width is None else SHORTEST):
            return text
        covered = text if plain else self._uncovered.sub(self._replace, text)
        if width is not None:
            covered = _RUN.sub(
                lambda found: _broken(found[0]) if _width(found[0]) > width else found[0], covered
            )
        return _LONG.sub(lambda found: _broken(found[0]), covered)

    def print_svg(self, svg: str) -> str:
        """A drawing whose texts can be set; its markup holds no other than ASCII characters."""
        return self._uncovered.sub(self._replace_silently, svg)

    @staticmethod
    def _replace_silently(found: re.Match[str]) -> str:
        return found[0] if found[0].isspace() else code_point(found[0])

    def _replace(self, found: re.Match[str]) -> str:
        self.missing[found[0]] += 1
        return f"{BREAK}{code_point_among_rtl(found[0])}{BREAK}"


def _broken(run: str) -> str:
    return BREAK.join(_PIECE.findall(run))


def _width(run: str) -> float:
    """About how wide the run is set in a table, in millimetres; rather too wide than too narrow."""
    return sum(WIDE if one.isupper() or one.isdigit() or one == "_" else NARROW for one in run)
