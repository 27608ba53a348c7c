"""Copies what may be kept of one PDF into another, object by object, along the shapes."""

from collections.abc import Mapping
from typing import Any, Final

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from vetting.adapters.cleaning.jpegs import without_metadata
from vetting.adapters.cleaning.parts import MOST_PIXELS
from vetting.adapters.cleaning.pdf_shapes import SHAPES, Shape, V
from vetting.domain.errors import Refusal, Refused

DEEPEST: Final = 40
LONGEST_TEXT: Final = 70_000  # bytes: a palette of 256 colours is short, and a width table has numbers

_MARKS: Final = frozenset({"BMC", "BDC", "EMC", "MP", "DP"})
"""Instructions that mark content and may carry texts of their own; they paint nothing."""

_ENCODED: Final = frozenset({"/DCTDecode", "/CCITTFaxDecode", "/JBIG2Decode"})
_DEVICE: Final = {1: "/DeviceGray", 3: "/DeviceRGB", 4: "/DeviceCMYK"}
_LINEAR: Final = frozenset({"/CalGray", "/CalRGB", "/Lab"})


class Copier:
    """Copies into a new PDF; what is shared stays shared."""

    def __init__(self, new: Pdf) -> None:
        self._new = new
        self._made: dict[tuple[str, tuple[int, int]], Object] = {}
        self.lost_pictures = False

    def page(self, page: pikepdf.Page) -> Any:
        """A page with what it paints, and nothing that belongs to it besides."""
        kept = self._table(page.obj, SHAPES["page"], 0)
        kept.Type = Name.Page
        kept.MediaBox = self._copy(page.mediabox, V, 0)
        for key in ("/Resources", "/Rotate", "/CropBox"):  # these may be inherited
            value = _inherited(page.obj, key)
            if value is not None and key not in kept:
                kept[key] = self._copy(value, SHAPES["page"].keys[key], 0)
        kept.Contents = self._new.make_stream(_instructions(page))
        return kept

    def _copy(self, old: Any, kind: str, depth: int) -> Any:
        if depth > DEEPEST:
            raise Refused(Refusal("file_too_heavy"))
        if kind.startswith("["):
            inner = kind[1:-1]
            return Array([self._copy(one, inner if _is_holder(one) else V, depth + 1) for one in _items(old)])
        if kind.startswith("*"):
            named = old.items() if isinstance(old, Dictionary) else ()
            return self._filled(Dictionary(), {key: (value, kind[1:]) for key, value in named}, depth)
        if kind == V or not _is_holder(old):
            return self._plain(old, kind, depth)
        return self._special(old, kind, depth)

    def _plain(self, old: Any, kind: str, depth: int) -> Any:
        if isinstance(old, Array):
            if kind == "colour":
                return self._colour(old, depth)
            inner = kind if kind == "function" else V
            return Array([one for each in old if (one := self._copy(each, inner, depth + 1)) is not None])
        if isinstance(old, (Dictionary, Stream)):
            return None
        if isinstance(old, pikepdf.String):
            return old if len(bytes(old)) <= LONGEST_TEXT else None
        return old

    def _special(self, old: Object, kind: str, depth: int) -> Any:
        if kind == "xobject":
            kind = "image" if old.get("/Subtype") == Name.Image else "form"
        if kind == "mask":
            kind = "image"
        if kind == "colour":
            return None
        key = (kind, old.objgen)
        if old.is_indirect and key in self._made:
            return self._made[key]
        made = self._stream(old, kind, depth) if isinstance(old, Stream) else None
        if isinstance(old, Stream) and made is None:
            return None
        fresh: Object = self._new.make_indirect(Dictionary()) if made is None else made
        if old.is_indirect:
            self._made[key] = fresh
        return self._fill(fresh, old, SHAPES[kind], depth)

    def _table(self, old: Object, shape: Shape, depth: int) -> Any:
        return self._fill(Dictionary(), old, shape, depth)

    def _fill(self, fresh: Any, old: Object, shape: Shape, depth: int) -> Any:
        wanted = {key: (old[key], kind) for key, kind in shape.keys.items() if key in old}
        return self._filled(fresh, wanted, depth)

    def _filled(self, fresh: Any, wanted: Mapping[str, tuple[Any, str]], depth: int) -> Any:
        for key, (value, kind) in wanted.items():
            copied = self._copy(value, kind, depth + 1)
            if copied is not None:
                fresh[key] = copied
        return fresh

    def _stream(self, old: Stream, kind: str, depth: int) -> Stream | None:
        form = SHAPES[kind].stream
        if form == "image":
            return self._image(old, depth)
        if form == "content":
            return self._new.make_stream(_instructions(old))
        return self._new.make_stream(old.read_bytes()) if form else None

    def _image(self, old: Stream, depth: int) -> Stream | None:
        """The pixels; a picture that cannot be stripped of its metadata does not come along."""
        if int(old.get("/Width", 0)) * int(old.get("/Height", 0)) > MOST_PIXELS:
            raise Refused(Refusal("file_too_heavy"))
        filters = [str(one) for one in _items(old.get("/Filter", Array()))]
        try:
            if not set(filters) & (_ENCODED | {"/JPXDecode"}):
                return self._new.make_stream(old.read_bytes())
            if len(filters) == 1 and filters[0] in _ENCODED:
                return self._encoded(old, filters[0], depth)
        except (ValueError, pikepdf.PdfError):
            pass
        self.lost_pictures = True
        return None

    def _encoded(self, old: Stream, form: str, depth: int) -> Stream:
        content = old.read_raw_bytes()
        made = self._new.make_stream(without_metadata(content) if form == "/DCTDecode" else content)
        made.Filter = Name(form)
        parms = next((one for one in _items(old.get("/DecodeParms", Array())) if _is_holder(one)), None)
        if parms is not None:
            made.DecodeParms = self._table(parms, SHAPES["parms"], depth)
        return made

    def _colour(self, old: Array, depth: int) -> Any:
        """A colour space; a profile, which can hold texts, gives way to the device's own colours."""
        name = str(old[0]) if len(old) else ""
        if name == "/ICCBased":
            return Name(_DEVICE.get(int(old[1].get("/N", 3)), "/DeviceRGB"))
        if name in _LINEAR:
            return Array([Name(name), self._table(old[1], SHAPES["white"], depth)])
        if name == "/Indexed":
            palette = old[3].read_bytes() if isinstance(old[3], Stream) else bytes(old[3])
            return Array(
                [Name(name), self._copy(old[1], "colour", depth + 1), old[2], pikepdf.String(palette)]
            )
        if name in ("/Separation", "/DeviceN"):
            inner = (V, V, "colour", "function")
            return Array([self._copy(*one, depth + 1) for one in zip(list(old)[:4], inner, strict=True)])
        if name == "/Pattern" and len(old) > 1:
            return Array([Name(name), self._copy(old[1], "colour", depth + 1)])
        return Name(name or "/DeviceGray")


def _instructions(source: pikepdf.Page | Stream) -> bytes:
    """What a page or a form paints, without comments and without marks."""
    kept = [one for one in pikepdf.parse_content_stream(source) if str(one.operator) not in _MARKS]
    return pikepdf.unparse_content_stream(kept)


def _inherited(page: Object, key: str) -> Any:
    """What a page has under a key, or the nodes of the tree above it."""
    for _ in range(DEEPEST):
        if key in page:
            return page[key]
        if "/Parent" not in page:
            return None
        page = page["/Parent"]
    return None


def _is_holder(one: Any) -> bool:
    return isinstance(one, (Dictionary, Stream))


def _items(one: Any) -> list[Any]:
    return list(one) if isinstance(one, Array) else [one]
