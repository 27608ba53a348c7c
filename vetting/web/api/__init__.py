"""The API: the same commands and the same reading as the pages, as JSON."""

from fastapi import APIRouter

from vetting import __version__
from vetting.web.frame import Frame


def router(frame: Frame) -> APIRouter:
    """The routes of this surface."""
    routes = APIRouter()

    @routes.get("/version", dependencies=[frame.guard("public.read")])
    def show_version() -> dict[str, str]:
        """The version of this instance."""
        return {"version": __version__}

    return routes
