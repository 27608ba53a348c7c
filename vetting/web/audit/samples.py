"""Samples by a seed: of cases, or of the answers of one case."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from vetting.usecases.auditing.sampling import LONGEST_SEED, draw_sample, rank
from vetting.web.frame import Frame

MOST = 1_000


def router(frame: Frame) -> APIRouter:
    """The route ``/sample``."""
    routes = APIRouter(prefix="/sample")

    @routes.get("")
    def show_sample(
        request: Request,
        seed: Annotated[str, Query(max_length=LONGEST_SEED)] = "",
        count: Annotated[int, Query(ge=1, le=MOST)] = 10,
        case: Annotated[str, Query(max_length=60)] = "",
    ) -> HTMLResponse:
        ids = _ids(frame, case) if seed.strip() else []
        drawn = [(one, rank(seed, one)) for one in draw_sample(ids, seed, count)] if ids else []
        return frame.render(
            request, "sample.html", seed=seed, count=count, case=case, drawn=drawn, total=len(ids)
        )

    return routes


def _ids(frame: Frame, case: str) -> list[str]:
    """The cases, or the answers of one case as criterion and number; raises ``NotFound``."""
    with frame.desk.read() as work:
        if not case:
            return list(work.list_cases())
        return [f"{one.criterion}#{one.number}" for one in work.dossier(case).answers]
