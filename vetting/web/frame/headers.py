"""What every answer carries, and what no part of the program ever sees: the reader's address."""

import logging
import secrets
import time
from collections.abc import Mapping

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_POLICY = (
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
)
PUBLIC_POLICY = "; ".join(_POLICY)
STAFF_POLICY = "; ".join((*_POLICY, "script-src 'self'", "connect-src 'self'"))
ALWAYS: Mapping[str, str] = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), interest-cohort=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
WITH_SCRIPT = ("/office", "/audit")

log = logging.getLogger("vetting.web")


class Envelope:
    """The outermost layer: drops the peer's address, answers HEAD, sets the headers, writes one log line."""

    def __init__(self, app: ASGIApp, *, https: bool) -> None:
        self._app = app
        self._https = https

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        is_head = scope["method"] == "HEAD"
        # the address is gone before anything could read, keep or log it
        inner = {**scope, "client": None, "method": "GET" if is_head else scope["method"]}
        inner["state"] = {**scope.get("state", {}), "id": secrets.token_hex(8)}
        inner["headers"] = [one for one in scope["headers"] if one[0] not in _ADDRESSES]
        began = time.monotonic()

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._set_headers(inner, MutableHeaders(scope=message))
                _log_line(inner, message["status"], time.monotonic() - began)
            elif is_head:
                message = {**message, "body": b""}
            await send(message)

        await self._app(inner, receive, send_with_headers)

    def _set_headers(self, scope: Scope, headers: MutableHeaders) -> None:
        has_script = scope["path"].startswith(WITH_SCRIPT)
        headers.setdefault("Content-Security-Policy", STAFF_POLICY if has_script else PUBLIC_POLICY)
        headers.setdefault("Cache-Control", "no-store")
        for name, value in ALWAYS.items():
            headers.setdefault(name, value)
        if self._https:
            headers.setdefault("Strict-Transport-Security", "max-age=31536000")


_ADDRESSES = frozenset(
    {b"x-forwarded-for", b"x-real-ip", b"forwarded", b"cf-connecting-ip", b"true-client-ip"}
)


def _log_line(scope: Scope, status: int, seconds: float) -> None:
    # the route's pattern, never the path: a path may hold what a reader typed
    route = getattr(scope.get("route"), "path", "-")
    first = scope["path"].split("/")[1]
    surface = first if first in ("office", "audit", "api") else "public"
    log.info(
        "%s %s %s %s %.0f ms %s",
        surface,
        scope["method"],
        route,
        status,
        seconds * 1000,
        scope["state"]["id"],
    )
