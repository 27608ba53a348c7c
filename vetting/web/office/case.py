"""The case itself: overview, progress, findings with their trace, timeline."""

from fastapi import APIRouter, Request, Response

from vetting.usecases.explain import explain
from vetting.usecases.office.case_view import show_effect, show_value
from vetting.usecases.office.contests import list_contests
from vetting.usecases.office.findings import list_findings
from vetting.usecases.office.overview import view_overview
from vetting.usecases.office.timeline import list_happenings
from vetting.web.frame import Frame
from vetting.web.frame.paging import PageNumber, page_of
from vetting.web.office.pages import visit


def router(frame: Frame) -> APIRouter:
    """The routes."""
    routes = APIRouter(prefix="/cases/{case}")

    @routes.get("", dependencies=[frame.guard("case.read")])
    def show_case(request: Request, case: str) -> Response:
        seen = visit(frame, request, case)
        return seen.show(
            "case/home.html", overview=view_overview(seen.view), contests=list_contests(seen.view)
        )

    @routes.get("/progress", dependencies=[frame.guard("case.read")])
    def show_progress(request: Request, case: str) -> Response:
        seen = visit(frame, request, case)
        overview = view_overview(seen.view)
        return seen.show("case/progress.html", fragment="case/_progress.html", overview=overview)

    @routes.get("/findings", dependencies=[frame.guard("case.read")])
    def show_findings(request: Request, case: str) -> Response:
        seen = visit(frame, request, case)
        found = list_findings(seen.view)
        return seen.show("case/findings.html", findings=found, overview=view_overview(seen.view))

    @routes.get("/findings/{criterion}", dependencies=[frame.guard("case.read")])
    def show_trace(request: Request, case: str, criterion: str) -> Response:
        seen = visit(frame, request, case)
        trace = explain(frame.desk, case, criterion)
        return seen.show("case/trace.html", trace=trace, show_value=show_value, show_effect=show_effect)

    @routes.get("/timeline", dependencies=[frame.guard("case.read")])
    def show_timeline(request: Request, case: str, page: PageNumber = 1) -> Response:
        seen = visit(frame, request, case)
        happenings, paging = page_of(list_happenings(seen.view), page, size=50)
        return seen.show("case/timeline.html", happenings=happenings, paging=paging)

    return routes
