"""The public register over the API: readable by everybody, without a token."""

from typing import Annotated

from fastapi import APIRouter, Query

from vetting.domain.standing import RegisterQuery, Standing
from vetting.usecases.register import read_register
from vetting.web.api.models import Page, PageNumber, PageSize, RegisterLine
from vetting.web.frame import Frame


def router(frame: Frame) -> APIRouter:
    """The route ``/register``."""
    routes = APIRouter(tags=["register"])

    @routes.get("/register", dependencies=[frame.guard("public.read")])
    def list_register(
        page: PageNumber = 1,
        size: PageSize = 20,
        standing: Annotated[Standing | None, Query(description="Only proposals that stand so.")] = None,
        words: Annotated[
            str, Query(max_length=200, description="Words of the title or the company's name.")
        ] = "",
    ) -> Page[RegisterLine]:
        """Every proposal and how it stands, the newest first. A level is no rating of the company."""
        found = read_register(frame.desk, RegisterQuery(standing, words, page, size))
        lines = [RegisterLine.model_validate(one.to_json()) for one in found.entries]
        return Page[RegisterLine](items=lines, page=page, size=size, total=found.total)

    return routes
