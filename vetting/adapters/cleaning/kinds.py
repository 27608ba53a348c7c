"""Which file this is: told by its first bytes, and only where the end of its name says the same."""

from collections.abc import Callable, Mapping
from typing import Final

from vetting.adapters.cleaning.parts import Rebuilt
from vetting.domain.attachments import SUFFIXES
from vetting.domain.errors import Refusal, Refused

Rebuild = Callable[[bytes], Rebuilt]

TEST_MARK: Final = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR"
"""The mark by which virus scanners are tried; a scanner on an officer's machine would stop at it."""

_STARTS: Final = (
    (b"%PDF-", ("pdf",)),
    (b"\x89PNG\r\n\x1a\n", ("png",)),
    (b"\xff\xd8\xff", ("jpg", "jpeg")),
    (b"PK\x03\x04", ("docx", "odt")),
    (b"\xd0\xcf\x11\xe0", ("docx",)),  # a locked document, or an old one under a new name
)


def rebuild(content: bytes, name: str) -> Rebuilt:
    """The file rebuilt; raises ``Refused``."""
    suffix = name.casefold().rpartition(".")[2] if "." in name else ""
    if suffix not in SUFFIXES:
        raise Refused(Refusal("file_kind_unknown"))
    if TEST_MARK in content:
        raise Refused(Refusal("file_harmful"))
    if suffix not in _kinds_of(content):
        raise Refused(Refusal("file_kind_differs"))
    return _rebuilders()[suffix](content)


def _kinds_of(content: bytes) -> tuple[str, ...]:
    """The ends of names that fit the first bytes; what starts like no known file can be plain text."""
    start = content[:64].removeprefix(b"\xef\xbb\xbf").lstrip(b" \t\r\n")
    return next((kinds for head, kinds in _STARTS if start.startswith(head)), ("txt",))


def _rebuilders() -> Mapping[str, Rebuild]:
    # each draws in libraries that only the process in which files are rebuilt needs
    from vetting.adapters.cleaning import documents, pdfs, pictures, plain  # noqa: PLC0415

    return {
        "pdf": pdfs.rebuild_pdf,
        "docx": documents.rebuild_document,
        "odt": documents.rebuild_document,
        "txt": plain.rebuild_text,
        "png": pictures.rebuild_png,
        "jpg": pictures.rebuild_jpeg,
        "jpeg": pictures.rebuild_jpeg,
    }
