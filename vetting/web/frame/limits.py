"""How much a request may send: refused by what it says, and cut off by what it does."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send


class BodyTooLarge(Exception):
    """A request sent more than its route takes."""


class BodyLimit:
    """Cuts a body off at the limit of its route; ``uploads`` are the ends of paths that take files."""

    def __init__(self, app: ASGIApp, *, limit: int, upload_limit: int, uploads: tuple[str, ...]) -> None:
        self._app = app
        self._limit = limit
        self._upload_limit = upload_limit
        self._uploads = uploads

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        limit = self._upload_limit if scope["path"].endswith(self._uploads) else self._limit
        said = dict(scope["headers"]).get(b"content-length", b"")
        is_too_large = said.isdigit() and int(said) > limit
        seen = 0

        async def receive_within() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if is_too_large or seen > limit:
                raise BodyTooLarge
            return message

        await self._app(scope, receive_within, send)
