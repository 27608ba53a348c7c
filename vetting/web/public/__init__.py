"""The public surface: no account, no script, no cookie; six languages."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from vetting.web.frame import Frame


def router(frame: Frame) -> APIRouter:
    """The routes of this surface."""
    routes = APIRouter()

    @routes.get("/", dependencies=[frame.guard("public.read")])
    def show_home(request: Request) -> HTMLResponse:
        return frame.render(request, "home.html")

    return routes
