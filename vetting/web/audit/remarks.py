"""What stands out across all cases, by kind."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from vetting.domain.errors import NotFound
from vetting.usecases.auditing.overview import export_remarks
from vetting.usecases.auditing.standing_out import KINDS
from vetting.web.frame import Frame, page_of
from vetting.web.frame.paging import PageNumber

ALL = "all"


def router(frame: Frame) -> APIRouter:
    """The route ``/remarks``."""
    routes = APIRouter(prefix="/remarks")

    @routes.get("")
    def show_remarks(
        request: Request, kind: Annotated[str, Query(max_length=20)] = ALL, page: PageNumber = 1
    ) -> HTMLResponse:
        if kind not in (ALL, *KINDS):
            raise NotFound("kind of remark", kind)
        sheet = export_remarks(frame.desk, None if kind == ALL else kind)
        shown, paging = page_of(sheet.rows, page, 50)
        return frame.render(
            request, "remarks.html", rows=shown, paging=paging, kind=kind, kinds=(ALL, *KINDS)
        )

    return routes
