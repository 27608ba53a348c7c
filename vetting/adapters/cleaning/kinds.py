"""Which file this is: told by its first bytes, and only where the end of its name says the same."""

from collections.abc import Callable
from typing import Final

from vetting.adapters.cleaning.parts import Rebuilt
from vetting.domain.errors import Refusal, Refused
from vetting.domain.left_out import SUFFIXES

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
    return _rebuilder_of(suffix)(content)


def _kinds_of(content: bytes) -> tuple[str, ...]:
    """The ends of names that fit the first bytes; what starts like no known file can be plain text."""
    start = content[:64].removeprefix(b"\xef\xbb\xbf").lstrip(b" \t\r\n")
    return next((kinds for head, kinds in _STARTS if start.startswith(head)), ("txt",))


def _rebuilder_of(suffix: str) -> Rebuild:
    # each draws in libraries that only the process in which files are rebuilt needs, and that one for its file alone
    if suffix == "pdf":
        from vetting.adapters.cleaning.pdfs import rebuild_pdf as rebuild_it  # noqa: PLC0415
    elif suffix == "txt":
        from vetting.adapters.cleaning.plain import rebuild_text as rebuild_it  # noqa: PLC0415
    elif suffix == "png":
        from vetting.adapters.cleaning.pictures import rebuild_png as rebuild_it  # noqa: PLC0415
    elif suffix in ("jpg", "jpeg"):
        from vetting.adapters.cleaning.pictures import rebuild_jpeg as rebuild_it  # noqa: PLC0415
    else:
        from vetting.adapters.cleaning.documents import rebuild_document as rebuild_it  # noqa: PLC0415
    return rebuild_it
