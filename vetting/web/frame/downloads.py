"""Files that a browser saves and never shows."""

from collections.abc import Mapping
from urllib.parse import quote

from fastapi.responses import Response

BYTES = "application/octet-stream"
"""For files of others: no browser shows them as a page."""

TYPES: Mapping[str, str] = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "zip": "application/zip",
    "ics": "text/calendar; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
}


def download(content: bytes, name: str, media_type: str | None = None) -> Response:
    """The file under its name; its type follows from the ending unless it is given, else it is plain bytes."""
    kind = media_type or TYPES.get(name.rpartition(".")[2], BYTES)
    return Response(content, media_type=kind, headers={"Content-Disposition": _disposition(name)})


def _disposition(name: str) -> str:
    """A plain name for every browser, and beside it the whole name where it has other letters (RFC 6266)."""
    plain = "".join(one if one.isascii() and (one.isalnum() or one in "._-") else "-" for one in name)
    said = f'attachment; filename="{plain}"'
    return said if plain == name else f"{said}; filename*=UTF-8''{quote(name, safe='')}"
