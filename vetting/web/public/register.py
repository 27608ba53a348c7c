"""The register of proposals, and the help page."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from vetting.domain.standing import RegisterQuery, Standing
from vetting.usecases.register import count_register, read_register
from vetting.web.frame import Frame
from vetting.web.frame.paging import PageNumber, Paging
from vetting.web.public.labels import label


def router(frame: Frame) -> APIRouter:
    """The first page and the help page."""
    routes = APIRouter()

    @routes.get("/", dependencies=[frame.guard("public.read")])
    def show_register(
        request: Request,
        standing: str = "",
        words: Annotated[str, Query(max_length=200)] = "",
        page: PageNumber = 1,
    ) -> HTMLResponse:
        chosen = Standing(standing) if standing in set(Standing) else None
        found = read_register(frame.desk, RegisterQuery(chosen, _plain(words), page))
        return frame.render(
            request,
            "home.html",
            found=found,
            counts=count_register(frame.desk),
            paging=Paging(found.page, found.total, found.size),
            chosen=chosen,
            words=words,
            label=label,
        )

    @routes.get("/help", dependencies=[frame.guard("public.read")])
    def show_help(request: Request) -> HTMLResponse:
        return frame.render(request, "help.html")

    return routes


def _plain(words: str) -> str:
    return words.replace("\0", " ")
