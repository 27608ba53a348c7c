"""Drawings as pictures: for Word, which does not take SVG everywhere, and where letters join into others."""

import base64
import re

import typst

from vetting.adapters.glyphs import GlyphCount
from vetting.adapters.typeset import load_fonts

WIDTH_PT = 640
PPI = 144

_SOURCE = b"""
#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(sys.inputs.svg), format: "svg", width: 640pt)
"""

_JOINING = re.compile(
    "[\u0590-\u109f\u1780-\u18af\u1900-\u1cff\ua800-\uabff\ufb1d-\ufdff\ufe70-\ufefc"
    "\U00010800-\U00011fff\U0001e800-\U0001efff]"
)
"""Scripts whose letters join or move: as text in a drawing they cannot be copied, which PDF/A-3a forbids."""
_SIZE = re.compile(r' width="(\d+)" height="(\d+)"')


def rasterise(svg: str) -> bytes:
    """The drawing as PNG, twice as fine as a screen; the same bytes for the same drawing and fonts."""
    inputs = {"svg": GlyphCount().print_svg(svg)}
    compiler = typst.Compiler(font_paths=load_fonts(), sys_inputs=inputs)
    png = compiler.compile(input=_SOURCE, format="png", ppi=PPI)
    if not isinstance(png, bytes):
        raise TypeError("The typesetter gave no single picture.")
    return png


def to_settable(svg: str) -> str:
    """The drawing as a PDF/A-3a can hold it: as it is, or as a picture where letters of a name join."""
    size = _SIZE.search(svg)
    if size is None or not _JOINING.search(svg):
        return svg
    width, height = size.groups()
    png = base64.b64encode(rasterise(svg)).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}"><image width="{width}" height="{height}" href="data:image/png;base64,{png}"/></svg>'
    )
