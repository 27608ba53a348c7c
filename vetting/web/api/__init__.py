"""The API: the same commands and the same reading as the pages, as JSON.

- A token carries the roles of its account, or fewer; on a case, the roles that its person has there count.
- A refusal is a problem document (RFC 9457) with its code and the sentence that a page would show.
- Lists come in pages; every number is bounded.
"""

from fastapi import APIRouter

from vetting import __version__
from vetting.web.api import cases, log, questionnaire, register
from vetting.web.api.models import Problem
from vetting.web.frame import Frame

PROBLEMS: dict[int | str, dict[str, object]] = {
    400: {"model": Problem, "description": "The request could not be read."},
    401: {"model": Problem, "description": "There is no token, or it is not valid any more."},
    403: {"model": Problem, "description": "The token does not reach this."},
    404: {"model": Problem, "description": "There is nothing of this id."},
    405: {"model": Problem, "description": "The address is there, and not for this method."},
    409: {"model": Problem, "description": "A rule does not allow it as things stand."},
    413: {"model": Problem, "description": "The request is too large."},
    422: {"model": Problem, "description": "A value is not of its form."},
    503: {"model": Problem, "description": "The database is busy; try again."},
}


def router(frame: Frame) -> APIRouter:
    """The routes of this surface."""
    routes = APIRouter(responses=PROBLEMS)

    @routes.get("/version", tags=["instance"], dependencies=[frame.guard("public.read")])
    def show_version() -> dict[str, str]:
        """The version of this instance."""
        return {"version": __version__}

    for part in (register, cases, questionnaire, log):
        routes.include_router(part.router(frame))
    return routes
