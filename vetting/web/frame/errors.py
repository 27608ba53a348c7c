"""From what went wrong to a page, a fragment or JSON: always the sentence, never a trace or what was typed."""

import logging
import traceback
from collections.abc import Callable, Mapping

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from vetting.domain.errors import BadInput, EnvironmentFault, NotFound, Refusal, Refused
from vetting.web.frame.frame import Frame
from vetting.web.frame.limits import BodyTooLarge
from vetting.web.frame.posts import StaleForm

STATUS_OF: Mapping[str, int] = {
    "body_too_large": 413,
    "service_busy": 503,
    "form_from_elsewhere": 403,
    "form_unreadable": 400,
    "input_unreadable": 422,
    "method_not_allowed": 405,
    "not_permitted": 403,
    "page_not_found": 404,
    "unexpected_fault": 500,
    "unknown_person": 403,
}
"""The HTTP status of a refusal; of any other it is 409: the rules do not allow it as things stand."""

FrameOf = Callable[[Request], Frame]

log = logging.getLogger("vetting.web")


def explain_errors(app: FastAPI, frame_of: FrameOf) -> None:
    """Give each kind of error its answer."""

    def refused(request: Request, error: Exception) -> Response:
        refusal = _refusal_of(error)
        return refuse(frame_of(request), request, refusal, retry=isinstance(error, EnvironmentFault))

    def stale(request: Request, error: Exception) -> Response:
        form = error.form if isinstance(error, StaleForm) else None
        return frame_of(request).render(request, "stale.html", status=403, form=form)

    def unexpected(request: Request, error: Exception) -> Response:
        ident = request.scope["state"]["id"]
        log.error("unexpected %s in %s: %s", type(error).__name__, ident, _places(error))
        return refuse(frame_of(request), request, Refusal("unexpected_fault", {"id": ident}))

    for kind in (Refused, NotFound, BadInput, EnvironmentFault, BodyTooLarge):
        app.add_exception_handler(kind, refused)
    app.add_exception_handler(HTTPException, refused)
    app.add_exception_handler(RequestValidationError, refused)
    app.add_exception_handler(StaleForm, stale)
    app.add_exception_handler(Exception, unexpected)


def refuse(frame: Frame, request: Request, refusal: Refusal, *, retry: bool = False) -> Response:
    """The answer to what is refused: a page, or a fragment for HTMX, or a problem document for the API."""
    status = STATUS_OF.get(refusal.code, 409)
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
        )
    if retry:
        response.headers["Retry-After"] = "30"
    return response


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
