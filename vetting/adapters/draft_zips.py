"""Word and OpenDocument text: archives of XML, opened within bounds."""

import zipfile
from io import BytesIO
from typing import Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from vetting.adapters.draft_odt import read_odt
from vetting.adapters.draft_parts import ReadDraft, Unreadable
from vetting.adapters.draft_word import read_word

MAX_PART: Final = 40 * 1024 * 1024
MAX_PARTS: Final = 4000
OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0"

_BROKEN: Final = "The document is damaged and cannot be read. Save it again in its program and send it."
MACROS: Final = "The document holds macros. Save it without them (as .docx or .odt) and send it again."
ENCRYPTED: Final = "The document is locked with a password. Send it without one."
_OLD: Final = "The document has an old Office format. Save it as .docx and send it again."
_OTHER: Final = "The archive is no Word or OpenDocument text. Send the agreement as .docx, .odt, .pdf, .html, .txt or .md."
BOMB: Final = "The document unpacks to more than 40 MB of text. Send the agreement alone."


def read_old_office(content: bytes) -> ReadDraft:
    """Always raises ``Unreadable``: a locked document, or a format that is not read."""
    raise Unreadable(ENCRYPTED if "EncryptedPackage".encode("utf-16-le") in content else _OLD)


def read_zip(content: bytes) -> ReadDraft:
    """The paragraphs of a Word or OpenDocument text; raises ``Unreadable``."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return _read(archive)
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        ParseError,
        KeyError,
        EOFError,
        ValueError,
        OSError,
    ) as error:
        raise Unreadable(_BROKEN) from error
    except NotImplementedError as error:
        raise Unreadable(_BROKEN) from error
    except DefusedXmlException as error:
        raise Unreadable(_BROKEN) from error


def _read(archive: zipfile.ZipFile) -> ReadDraft:
    names = set(archive.namelist())
    if len(names) > MAX_PARTS or any(one.flag_bits & 1 for one in archive.infolist()):
        raise Unreadable(ENCRYPTED if len(names) <= MAX_PARTS else BOMB)
    if _has_macros(names):
        raise Unreadable(MACROS)
    if "word/document.xml" in names:
        parts = {name: _part(archive, name) for name in names if name in _WORD_PARTS}
        return read_word(parts)
    if "content.xml" in names:
        if "META-INF/manifest.xml" in names and _is_locked(_part(archive, "META-INF/manifest.xml")):
            raise Unreadable(ENCRYPTED)
        return read_odt(
            _part(archive, "content.xml"), _part(archive, "styles.xml") if "styles.xml" in names else None
        )
    raise Unreadable(_OTHER)


_WORD_PARTS: Final = frozenset(
    f"word/{name}.xml" for name in ("document", "numbering", "styles", "comments", "footnotes", "endnotes")
)


def _has_macros(names: set[str]) -> bool:
    return any(one.endswith("vbaProject.bin") or one.startswith(("Basic/", "Scripts/")) for one in names)


def _is_locked(manifest: Element) -> bool:
    return any(one.tag.endswith("}encryption-data") for one in manifest.iter())


def _part(archive: zipfile.ZipFile, name: str) -> Element:
    if archive.getinfo(name).file_size > MAX_PART:
        raise Unreadable(BOMB)
    with archive.open(name) as part:
        content = part.read(MAX_PART + 1)
    if len(content) > MAX_PART:
        raise Unreadable(BOMB)
    root: Element = fromstring(content)
    return root
