"""The fonts as the typesetter takes them: those of the wheels, its own for code, none of the system."""

from functools import cache

import typst

from vetting.adapters.fonts import find_fonts

FIRST = ("Noto Sans", "Noto Sans Arabic")


@cache
def load_fonts() -> typst.Fonts:
    """The fonts to set and draw with."""
    folders = sorted({str(path.parent) for path in find_fonts()})
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[*folders])


@cache
def font_families() -> tuple[str, ...]:
    """The families of the wheels, in the order in which a character is looked for."""
    names = {font.family for font in load_fonts().fonts() if font.path is not None}
    rest = sorted(names - set(FIRST))
    return (*(name for name in FIRST if name in names), *rest)
