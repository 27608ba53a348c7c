"""The fonts as the typesetter takes them: those of the wheels, its own for code, none of the system."""

from collections.abc import Set as AbstractSet
from functools import cache

import typst

from vetting.adapters.fonts import find_fonts

FIRST = ("Noto Sans", "Noto Sans Arabic", "Noto Sans CJK SC")
"""The families to look in first; Chinese is set in the simplified forms that the United Nations uses."""


@cache
def load_fonts() -> typst.Fonts:
    """The fonts to set and draw with."""
    folders = sorted({str(path.parent) for path in find_fonts()})
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[*folders])


@cache
def font_families() -> tuple[str, ...]:
    """The families of the wheels, in the order in which a character is looked for."""
    return order_families({font.family for font in load_fonts().fonts() if font.path is not None})


def order_families(names: AbstractSet[str]) -> tuple[str, ...]:
    """The families that must come first, as far as they are there, then the others by name."""
    return (*(name for name in FIRST if name in names), *sorted(names - set(FIRST)))
