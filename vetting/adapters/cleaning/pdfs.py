"""PDF: its pages, painted by what is allowed, in a new file that has nothing else.

What a form or a note shows on the page is painted into the page first, so that no word that could be read is lost.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from typing import Any, Final

import pikepdf
from pikepdf import Array, Dictionary, Pdf

from vetting.adapters.cleaning.parts import Rebuilt
from vetting.adapters.cleaning.pdf_copy import Copier
from vetting.domain.errors import Refusal, Refused
from vetting.domain.left_out import LeftOut

MOST_PAGES: Final = 1000

_OF_FILE: Final[Mapping[str, LeftOut]] = {
    "/Metadata": LeftOut.METADATA,
    "/PieceInfo": LeftOut.METADATA,
    "/OpenAction": LeftOut.SCRIPTS,
    "/AA": LeftOut.SCRIPTS,
    "/AcroForm": LeftOut.FORMS,
    "/AF": LeftOut.ATTACHMENTS,
    "/Collection": LeftOut.ATTACHMENTS,
}
_OF_NAMES: Final = {"/EmbeddedFiles": LeftOut.ATTACHMENTS, "/JavaScript": LeftOut.SCRIPTS}
_OF_NOTES: Final = {
    "/Link": LeftOut.LINKS,
    "/Widget": LeftOut.FORMS,
    "/FileAttachment": LeftOut.ATTACHMENTS,
    "/Screen": LeftOut.SCRIPTS,
    "/RichMedia": LeftOut.SCRIPTS,
}
"""By subtype; any other is a comment."""


def rebuild_pdf(content: bytes) -> Rebuilt:
    """The pages in a new PDF; raises ``Refused``."""
    try:
        with pikepdf.open(BytesIO(content), suppress_warnings=True) as old, pikepdf.new() as new:
            if len(old.pages) > MOST_PAGES:
                raise Refused(Refusal("file_too_heavy"))
            left_out, counts = set(_left_out(old)), _counts(old)
            if _copy_pages(old, new):
                left_out.add(LeftOut.PICTURES)
            if not new.pages:
                raise Refused(Refusal("file_empty"))
            return Rebuilt("pdf", _saved(new), frozenset(left_out), counts)
    except pikepdf.PasswordError as error:
        raise Refused(Refusal("file_locked")) from error
    except (pikepdf.PdfError, ValueError, TypeError, AttributeError, KeyError, IndexError) as error:
        raise Refused(Refusal("file_damaged")) from error


def _copy_pages(old: Pdf, new: Pdf) -> bool:
    """Copy every page; whether a picture was left out."""
    _quietly(old.generate_appearance_streams)
    _quietly(lambda: old.flatten_annotations("screen"))
    copier = Copier(new)
    for page in old.pages:
        new.pages.append(pikepdf.Page(new.make_indirect(copier.page(page))))
    return copier.lost_pictures


def _saved(new: Pdf) -> bytes:
    target = BytesIO()
    new.save(target, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return target.getvalue()


def _left_out(old: Pdf) -> Iterator[LeftOut]:
    root = old.Root
    yield from (what for key, what in _OF_FILE.items() if key in root)
    names = root.get("/Names", Dictionary())
    yield from (what for key, what in _OF_NAMES.items() if key in names)
    if "/Info" in old.trailer and len(old.trailer["/Info"].keys()):
        yield LeftOut.METADATA
    for page in old.pages:
        yield from (_OF_NOTES.get(str(note.get("/Subtype")), LeftOut.COMMENTS) for note in _notes(page.obj))
        if "/Metadata" in page.obj:
            yield LeftOut.METADATA


def _counts(old: Pdf) -> dict[LeftOut, int]:
    """How many links, form fields and comments stand on the pages; the window of a comment is not counted apart."""
    kinds = [str(note.get("/Subtype")) for page in old.pages for note in _notes(page.obj)]
    found = Counter(_OF_NOTES.get(one, LeftOut.COMMENTS) for one in kinds if one != "/Popup")
    return {kind: found[kind] for kind in (LeftOut.COMMENTS, LeftOut.FORMS, LeftOut.LINKS) if found[kind]}


def _notes(page: Any) -> list[Any]:
    found = page.get("/Annots", Array())
    return [one for one in found if isinstance(one, Dictionary)] if isinstance(found, Array) else []


def _quietly(change: Callable[[], None]) -> None:
    """Paint what can be painted; a form that is broken shows nothing, and that is no reason to refuse."""
    try:
        change()
    except (pikepdf.PdfError, ValueError):
        return
