"""Drawings as pictures, for Word, which does not take SVG everywhere."""

import typst

from vetting.adapters.pdf_view import GlyphCount
from vetting.adapters.typeset import load_fonts

WIDTH_PT = 640
PPI = 144

_SOURCE = b"""
#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(sys.inputs.svg), format: "svg", width: 640pt)
"""


def rasterise(svg: str) -> bytes:
    """The drawing as PNG, twice as fine as a screen; the same bytes for the same drawing and fonts."""
    inputs = {"svg": GlyphCount().print_svg(svg)}
    compiler = typst.Compiler(font_paths=load_fonts(), sys_inputs=inputs)
    png = compiler.compile(input=_SOURCE, format="png", ppi=PPI)
    if not isinstance(png, bytes):
        raise TypeError("The typesetter gave no single picture.")
    return png
