"""Files that a browser saves and never shows."""

from collections.abc import Mapping

from fastapi.responses import Response

TYPES: Mapping[str, str] = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
    "txt": "text/plain; charset=utf-8",
}


def download(content: bytes, name: str) -> Response:
    """The file under a name of ASCII letters; its type follows from the ending, else it is plain bytes."""
    safe = "".join(one if one.isascii() and (one.isalnum() or one in "._-") else "-" for one in name)
    media_type = TYPES.get(safe.rpartition(".")[2], "application/octet-stream")
    return Response(
        content, media_type=media_type, headers={"Content-Disposition": f'attachment; filename="{safe}"'}
    )
