"""Word and OpenDocument texts: their words and pictures, written into a new Word file.

Rebuilding from what is read, rather than striking out what is known to be dangerous, leaves no part behind
that nobody thought of. The price is the layout.
"""

import zipfile
from collections.abc import Iterable
from io import BytesIO
from typing import Final

from vetting.adapters.cleaning.parts import Rebuilt
from vetting.adapters.cleaning.pictures import rebuild_jpeg, rebuild_png
from vetting.adapters.cleaning.word_file import write_word
from vetting.adapters.draft_parts import ReadDraft, Unreadable
from vetting.adapters.draft_zips import BOMB, ENCRYPTED, MACROS, OLD_OFFICE, read_old_office, read_zip
from vetting.domain.errors import Refusal, Refused
from vetting.domain.left_out import LeftOut

MOST_PICTURES: Final = 50
MOST_PICTURE_BYTES: Final = 12 * 1024 * 1024

_REFUSALS: Final = {
    MACROS: Refusal("file_macros"),
    ENCRYPTED: Refusal("file_locked"),
    BOMB: Refusal("file_too_heavy"),
}
_PICTURES: Final = ("word/media/", "Pictures/")
_HOLDS: Final = {
    "docProps/": LeftOut.METADATA,
    "meta.xml": LeftOut.METADATA,
    "customXml/": LeftOut.METADATA,
    "Thumbnails/": LeftOut.METADATA,
    "word/embeddings/": LeftOut.ATTACHMENTS,
    "Object ": LeftOut.ATTACHMENTS,
    "word/activeX/": LeftOut.SCRIPTS,
    "word/people.xml": LeftOut.COMMENTS,
}
"""What the parts of a document hold, by how their names begin."""

_OUTWARD: Final = {
    "word/_rels/document.xml.rels": (b'TargetMode="External"',),
    "content.xml": (b'xlink:href="http', b'xlink:href="file', b'xlink:href="mailto'),
}
"""Where a link out of the document shows itself."""


def rebuild_document(content: bytes) -> Rebuilt:
    """The words and pictures in a new Word file; raises ``Refused``."""
    try:
        read = read_old_office(content) if content.startswith(OLD_OFFICE) else read_zip(content)
    except Unreadable as error:
        raise Refused(_REFUSALS.get(str(error), Refusal("file_damaged"))) from error
    with zipfile.ZipFile(BytesIO(content)) as archive:
        pictures, lost = _pictures(archive)
        left_out = {LeftOut.LAYOUT, *_left_out(archive, read), *lost}
        counts = {**_counts(archive, read), **lost}
    if not pictures and not any(one.text.strip() for one in read.paragraphs):
        raise Refused(Refusal("file_empty"))
    return Rebuilt("docx", write_word(read.paragraphs, pictures), frozenset(left_out), counts)


def _counts(archive: zipfile.ZipFile, read: ReadDraft) -> dict[LeftOut, int]:
    """How many there were of what can be counted."""
    links = sum(
        archive.read(name).count(sign)
        for name, signs in _OUTWARD.items()
        if name in archive.namelist()
        for sign in signs
    )
    found = {LeftOut.COMMENTS: read.comments, LeftOut.CHANGES: read.tracked_changes, LeftOut.LINKS: links}
    return {kind: number for kind, number in found.items() if number}


def _left_out(archive: zipfile.ZipFile, read: ReadDraft) -> Iterable[LeftOut]:
    for name in archive.namelist():
        yield from (what for start, what in _HOLDS.items() if name.startswith(start))
    for name, signs in _OUTWARD.items():
        if name in archive.namelist() and any(one in archive.read(name) for one in signs):
            yield LeftOut.LINKS
    if read.comments:
        yield LeftOut.COMMENTS
    if read.tracked_changes:
        yield LeftOut.CHANGES


def _pictures(archive: zipfile.ZipFile) -> tuple[list[Rebuilt], dict[LeftOut, int]]:
    """The pictures in order of their names, painted anew; and how many were left out, if any."""
    found = [one for one in archive.infolist() if one.filename.startswith(_PICTURES) and not one.is_dir()]
    painted = [_painted(archive, one) for one in sorted(found, key=lambda one: one.filename)[:MOST_PICTURES]]
    kept = [one for one in painted if one is not None]
    return kept, {} if len(kept) == len(found) else {LeftOut.PICTURES: len(found) - len(kept)}


def _painted(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Rebuilt | None:
    if info.file_size > MOST_PICTURE_BYTES:
        return None
    try:
        content = archive.read(info)
        return rebuild_png(content) if info.filename.casefold().endswith(".png") else rebuild_jpeg(content)
    except (Refused, zipfile.BadZipFile, EOFError):
        return None
