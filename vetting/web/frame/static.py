"""Styles and scripts: read once, served under the hash of their content, so that a browser may keep them."""

import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fastapi import APIRouter, Request, Response
from starlette.exceptions import HTTPException

FOLDER = Path(__file__).parent.parent / "static"
TYPES: Mapping[str, str] = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".svg": "image/svg+xml",
}
FOREVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True)
class StaticFile:
    """One file with what is needed to send it."""

    content: bytes
    compressed: bytes
    media_type: str
    hash: str


@cache
def static_files() -> Mapping[str, StaticFile]:
    """Every static file by its name."""
    paths = sorted(path for path in FOLDER.rglob("*") if path.suffix in TYPES)
    return {path.relative_to(FOLDER).as_posix(): _read(path) for path in paths}


def static_url(name: str) -> str:
    """The address of a static file; raises ``KeyError`` for a name that is not there."""
    return f"/static/{static_files()[name].hash}/{name}"


def router() -> APIRouter:
    """The route of static files."""
    routes = APIRouter()

    @routes.get("/static/{hash_}/{name:path}", include_in_schema=False)
    def send_file(request: Request, hash_: str, name: str) -> Response:
        file = static_files().get(name)
        if file is None or file.hash != hash_:
            raise HTTPException(404)
        headers = {"Cache-Control": FOREVER, "Vary": "Accept-Encoding"}
        if "gzip" not in request.headers.get("accept-encoding", ""):
            return Response(file.content, media_type=file.media_type, headers=headers)
        headers["Content-Encoding"] = "gzip"
        return Response(file.compressed, media_type=file.media_type, headers=headers)

    return routes


def _read(path: Path) -> StaticFile:
    content = path.read_bytes()
    compressed = gzip.compress(content, 9, mtime=0)
    return StaticFile(content, compressed, TYPES[path.suffix], hashlib.sha256(content).hexdigest()[:16])
