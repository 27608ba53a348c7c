"""What of a PDF is kept (ISO 32000-2): for each kind of object its keys, and what may stand under each.

A key that is not here does not come along. ``V`` is a plain value: a number, a name, a short text, a list of
such. ``*kind`` is a table whose keys the file chose, ``[kind]`` a list.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

V: Final = "V"


@dataclass(frozen=True)
class Shape:
    """A kind of object: what may stand under its keys, and what its stream is, where it has one."""

    keys: Mapping[str, str] = field(default_factory=dict)
    stream: str = ""  # "raw": decoded bytes as they are; "content": instructions; "image": pixels


def _plain(*names: str) -> dict[str, str]:
    return {f"/{name}": V for name in names}


SHAPES: Final[Mapping[str, Shape]] = {
    "page": Shape(
        _plain("MediaBox", "CropBox", "Rotate", "UserUnit") | {"/Resources": "resources", "/Group": "group"}
    ),
    "resources": Shape(
        {
            "/Font": "*font",
            "/XObject": "*xobject",
            "/ExtGState": "*state",
            "/ColorSpace": "*colour",
            "/Pattern": "*pattern",
            "/Shading": "*shading",
            "/ProcSet": V,
        }
    ),
    "form": Shape(
        _plain("Type", "Subtype", "FormType", "BBox", "Matrix")
        | {"/Resources": "resources", "/Group": "group"},
        "content",
    ),
    "image": Shape(
        _plain("Type", "Subtype", "Width", "Height", "BitsPerComponent", "Intent", "ImageMask", "Decode")
        | _plain("Interpolate", "Matte")
        | {"/ColorSpace": "colour", "/SMask": "image", "/Mask": "mask"},
        "image",
    ),
    "parms": Shape(
        _plain("K", "Columns", "Rows", "BlackIs1", "EncodedByteAlign", "EndOfLine", "EndOfBlock")
        | _plain("ColorTransform", "DamagedRowsBeforeError")
        | {"/JBIG2Globals": "data"}
    ),
    "group": Shape(_plain("Type", "S", "I", "K") | {"/CS": "colour"}),
    "state": Shape(
        _plain("Type", "LW", "LC", "LJ", "ML", "D", "RI", "OP", "op", "OPM", "FL", "SM", "SA", "BM")
        | _plain("CA", "ca", "AIS", "TK")
        | {"/Font": "[font]", "/SMask": "softmask"}
    ),
    "softmask": Shape(_plain("Type", "S", "BC") | {"/G": "form", "/TR": "function"}),
    "function": Shape(
        _plain("FunctionType", "Domain", "Range", "C0", "C1", "N", "Bounds", "Encode", "Decode", "Size")
        | _plain("BitsPerSample", "Order")
        | {"/Functions": "[function]"},
        "raw",
    ),
    "pattern": Shape(
        _plain("Type", "PatternType", "PaintType", "TilingType", "BBox", "XStep", "YStep", "Matrix")
        | {"/Resources": "resources", "/Shading": "shading", "/ExtGState": "state"},
        "content",
    ),
    "shading": Shape(
        _plain("ShadingType", "Background", "BBox", "AntiAlias", "Coords", "Domain", "Extend", "Matrix")
        | _plain("BitsPerCoordinate", "BitsPerComponent", "BitsPerFlag", "Decode", "VerticesPerRow")
        | {"/ColorSpace": "colour", "/Function": "function"},
        "raw",
    ),
    "font": Shape(
        _plain("Type", "Subtype", "BaseFont", "FirstChar", "LastChar", "Widths", "Name", "FontBBox")
        | _plain("FontMatrix", "DW", "W", "DW2", "W2")
        | {
            "/FontDescriptor": "descriptor",
            "/Encoding": "encoding",
            "/ToUnicode": "data",
            "/DescendantFonts": "[font]",
            "/CIDSystemInfo": "cid",
            "/CIDToGIDMap": "data",
            "/CharProcs": "*glyph",
            "/Resources": "resources",
        }
    ),
    "glyph": Shape({}, "content"),
    "encoding": Shape(
        _plain("Type", "BaseEncoding", "Differences", "CMapName", "WMode", "UseCMap")
        | {"/CIDSystemInfo": "cid"},
        "raw",
    ),
    "descriptor": Shape(
        _plain("Type", "FontName", "Flags", "FontBBox", "ItalicAngle", "Ascent", "Descent", "Leading")
        | _plain("CapHeight", "XHeight", "StemV", "StemH", "AvgWidth", "MaxWidth", "MissingWidth", "CharSet")
        | _plain("FontStretch", "FontWeight")
        | {"/FontFile": "data", "/FontFile2": "data", "/FontFile3": "data"}
    ),
    "cid": Shape(_plain("Registry", "Ordering", "Supplement")),
    "white": Shape(_plain("WhitePoint", "BlackPoint", "Gamma", "Matrix", "Range")),
    "data": Shape(_plain("Length1", "Length2", "Length3", "Subtype"), "raw"),
}
"""Each kind of object by its name."""
