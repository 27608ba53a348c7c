"""From what went wrong to a page, a fragment or JSON: always the sentence, never a trace.

What was typed is shown to its writer alone, where a form was stale or met a fault of this side.
"""

import logging
import traceback
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from vetting.domain.errors import BadInput, EnvironmentFault, NotFound, Refusal, Refused
from vetting.web.frame.forms import Form
from vetting.web.frame.frame import Frame
from vetting.web.frame.limits import BodyTooLarge
from vetting.web.frame.posts import Post, ProofNeeded, StaleForm
from vetting.web.frame.visitors import STAFF

STATUS_OF: Mapping[str, int] = {
    "body_too_large": 413,
    "service_busy": 503,
    "form_from_elsewhere": 403,
    "host_unknown": 421,
    "kept_confidential": 403,
    "no_account_here": 403,
    "not_on_this_case": 403,
    "not_open_to_you": 403,
    "not_signed_in": 401,
    "passwords_not_here": 403,
    "provider_unreachable": 502,
    "sign_in_again": 403,
    "sign_in_failed": 403,
    "sign_in_interrupted": 403,
    "too_many_tries": 429,
    "link_opens_nothing": 404,
    "form_unreadable": 400,
    "input_unreadable": 422,
    "method_not_allowed": 405,
    "not_permitted": 403,
    "page_not_found": 404,
    "unexpected_fault": 500,
    "unknown_person": 403,
}
"""The HTTP status of a refusal; of any other it is 409: the rules do not allow it as things stand."""

NOT_SIGNED_IN = 401
FAULT = 500  # and above: a fault of this side, so that whoever typed something can send it again as it was

FrameOf = Callable[[Request], Frame]

log = logging.getLogger("vetting.web")


def explain_errors(app: FastAPI, frame_of: FrameOf) -> None:
    """Give each kind of error its answer."""

    def refused(request: Request, error: Exception) -> Response:
        refusal = _refusal_of(error)
        return refuse(frame_of(request), request, refusal, retry=isinstance(error, EnvironmentFault))

    def stale(request: Request, error: Exception) -> Response:
        return ask_again(frame_of(request), request, error)

    for kind in (Refused, NotFound, BadInput, EnvironmentFault, BodyTooLarge):
        app.add_exception_handler(kind, refused)
    app.add_exception_handler(HTTPException, refused)
    app.add_exception_handler(RequestValidationError, refused)
    app.add_exception_handler(StaleForm, stale)


class LastResort:
    """The innermost layer: what nobody expected becomes a page with a number, and a line in the log with it."""

    def __init__(self, app: ASGIApp, *, frame_of: FrameOf) -> None:
        self._app = app
        self._frame_of = frame_of

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        has_begun = False

        async def note_begin(message: Message) -> None:
            nonlocal has_begun
            has_begun = True
            await send(message)

        try:
            await self._app(scope, receive, note_begin)
        except Exception as error:
            if scope["type"] != "http" or has_begun:
                raise
            await self._explain(Request(scope), error)(scope, receive, send)

    def _explain(self, request: Request, error: Exception) -> Response:
        ident = request.scope["state"]["id"]
        log.error("unexpected %s in %s: %s", type(error).__name__, ident, _places(error))
        return refuse(self._frame_of(request), request, Refusal("unexpected_fault", {"id": ident}))


def ask_again(frame: Frame, request: Request, error: Exception) -> Response:
    """The page that shows what was typed, and what is missing before it can be sent."""
    match error:
        case ProofNeeded():
            sentence = frame.sentence(request, error.refusal)
            context: dict[str, Any] = {
                "form": error.form,
                "sentence": sentence,
                "by_password": error.by_password,
            }
        case StaleForm():
            context = {"form": error.form}
        case _:
            raise error
    return frame.render(request, error.template, status=403, **context)


def refuse(frame: Frame, request: Request, refusal: Refusal, *, retry: bool = False) -> Response:
    """The answer to what is refused: a page, or a fragment for HTMX, or a problem document for the API."""
    status = STATUS_OF.get(refusal.code, 409)
    if status == NOT_SIGNED_IN and frame.surface in STAFF and request.method == "GET":
        return _to_sign_in(frame, request)
    sentence = frame.sentence(request, refusal)
    if frame.surface == "api":
        response: Response = problem(status, refusal.code, sentence)
    else:
        response = frame.render(
            request,
            "refused.html",
            fragment="_refused.html",
            status=status,
            code=refusal.code,
            sentence=sentence,
            form=_typed(frame, request, refusal, status),
        )
    if retry:
        response.headers["Retry-After"] = "30"
    return response


def _typed(frame: Frame, request: Request, refusal: Refusal, status: int) -> Form | None:
    """The form that a fault of this side met, to be sent again by the reader; none where nothing was posted.

    What nobody expected says nothing of what was typed on the public pages: it may be what a writer risks much by.
    """
    is_told = refusal.code == "service_busy" or (status >= FAULT and frame.surface in STAFF)
    post: Post | None = getattr(request.state, "post", None)
    return post.form if post and is_told else None


def _to_sign_in(frame: Frame, request: Request) -> Response:
    address = f"/{frame.surface}/sign-in?" + urlencode({"next": request.url.path})
    if "HX-Request" in request.headers:
        return Response(status_code=204, headers={"HX-Redirect": address})
    return frame.see_other(address)


def problem(status: int, code: str, sentence: str) -> JSONResponse:
    """A problem document (RFC 9457) with the refusal's code and sentence."""
    content = {"type": "about:blank", "status": status, "code": code, "title": sentence}
    return JSONResponse(content, status, media_type="application/problem+json")


def _refusal_of(error: Exception) -> Refusal:
    match error:
        case Refused(refusal=refusal):
            return refusal
        case BodyTooLarge():
            return Refusal("body_too_large")
        case EnvironmentFault():
            return Refusal("service_busy")
        case NotFound() | HTTPException(status_code=404):
            return Refusal("page_not_found")
        case HTTPException(status_code=405):
            return Refusal("method_not_allowed")
        case _:
            return Refusal("input_unreadable")


def _places(error: BaseException) -> str:
    # files and lines alone: an error's own words may hold what somebody typed
    return " < ".join(
        f"{one.filename}:{one.lineno}" for one in reversed(traceback.extract_tb(error.__traceback__))
    )
