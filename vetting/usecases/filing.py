"""Files that are filed as evidence: what may be held, told by content, never by name.

- The bytes are held as they came, under their hash; nothing opens or changes them here.
- A file is of a kind that people can read: text, PDF, pictures, office documents without macros.
- Programs, documents with macros, encrypted and empty files are refused, with what to do instead.
"""

import io
import unicodedata
import zipfile
from dataclasses import dataclass

from vetting.domain.errors import BadInput, Fault
from vetting.usecases.desk import Desk

MEGABYTE = 1024 * 1024
LARGEST = 25 * MEGABYTE
_MAGIC = (
    (b"%PDF-", "pdf"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"PK\x03\x04", "zip"),
)
_PARTS = (("word/document.xml", "docx"), ("xl/workbook.xml", "xlsx"), ("ppt/presentation.xml", "pptx"))
_MIMETYPES = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
}
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True)
class Upload:
    """A file that is held."""

    sha256: str
    size: int
    filename: str
    kind: str


def hold_upload(desk: Desk, content: bytes, filename: str) -> Upload:
    """Hold the bytes durably; raises ``BadInput`` where they cannot be evidence."""
    if fault := find_fault(content):
        raise BadInput([fault])
    return Upload(desk.evidence.put(content), len(content), clean_name(filename), kind_of(content))


def find_fault(content: bytes) -> Fault | None:
    """Why these bytes cannot be filed, if so."""
    if not content:
        return _fault("The file is empty.", "Choose another one.")
    if len(content) > LARGEST:
        what = f"The file has {len(content) / MEGABYTE:.0f} MB; at most {LARGEST // MEGABYTE} can be held."
        return _fault(what, "Split it, or cite it instead.")
    kind = kind_of(content)
    if kind == "":
        return _fault("The file is of a kind that is not taken.", "Save it as PDF, as text or as a picture.")
    if kind == "pdf" and b"/Encrypt" in content:
        return _fault("The PDF is locked with a password.", "Save it without one.")
    return _zip_fault(content) if kind in ("docx", "xlsx", "pptx", "odt", "ods") else None


def kind_of(content: bytes) -> str:
    """The kind of a file by its content: its usual ending, or nothing for what is not taken."""
    kind = next((kind for magic, kind in _MAGIC if content.startswith(magic)), "")
    if kind == "zip":
        return _kind_of_zip(content)
    return kind or ("txt" if _is_text(content) else "")


def clean_name(filename: str) -> str:
    """The name of a file without its folders and without what cannot be shown."""
    base = filename.replace("\\", "/").rpartition("/")[2]
    shown = "".join(one for one in base if unicodedata.category(one)[0] != "C")
    return shown[-120:].strip()


def _kind_of_zip(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            kind = next((kind for part, kind in _PARTS if part in names), "")
            if kind or "mimetype" not in names:
                return kind
            with archive.open("mimetype") as part:
                return _MIMETYPES.get(part.read(100).strip(), "")
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, ValueError, EOFError):
        return ""


def _zip_fault(content: bytes) -> Fault | None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        infos = archive.infolist()
    if any("vbaproject" in one.filename.lower() or "/macros/" in one.filename.lower() for one in infos):
        return _fault("The document holds macros.", "Save it without macros, or as PDF.")
    if any(one.flag_bits & 1 for one in infos):
        return _fault("The document is locked with a password.", "Save it without one.")
    return None


def _is_text(content: bytes) -> bool:
    if b"\0" in content or content.startswith(_OLD_OFFICE):
        return False
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _fault(what: str, how: str) -> Fault:
    return Fault("file", what, how)
