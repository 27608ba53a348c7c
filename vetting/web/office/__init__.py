"""The office desk."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from vetting.web import sign_in
from vetting.web.frame import Frame


def router(frame: Frame) -> APIRouter:
    """The routes of this surface."""
    routes = APIRouter()
    routes.include_router(sign_in.router(frame))

    @routes.get("/", dependencies=[frame.guard("desk.read")])
    def show_home(request: Request) -> HTMLResponse:
        return frame.render(request, "home.html")

    return routes
