"""Records: asked for here, written by the runner, never in the process that answers pages."""

from fastapi import APIRouter, Request, Response

from vetting.domain.commands import RequestRecord
from vetting.domain.errors import NotFound
from vetting.usecases.office.papers import list_records
from vetting.web.frame import Frame, Posted
from vetting.web.frame.downloads import download
from vetting.web.office.pages import Visit, visit


def router(frame: Frame) -> APIRouter:
    """The routes."""
    routes = APIRouter(prefix="/cases/{case}")

    @routes.get("/records", dependencies=[frame.guard("case.read")])
    def show_records(request: Request, case: str) -> Response:
        return _show(visit(frame, request, case))

    @routes.post("/records", dependencies=[frame.guard("case.act")])
    def request_record(request: Request, post: Posted, case: str) -> Response:
        seen = visit(frame, request, case, post)
        return seen.back("/records", "record") if seen.send(RequestRecord, {}) else _show(seen)

    @routes.get("/records/{record}.json", dependencies=[frame.guard("case.read")])
    def download(request: Request, case: str, record: str) -> Response:
        return _download(visit(frame, request, case), record)

    return routes


def _show(seen: Visit) -> Response:
    return seen.show(
        "case/records.html",
        fragment="case/_records.html",
        records=list_records(seen.frame.desk, seen.view.id),
        is_wanted=seen.view.is_moving,
        why_not=seen.view.why_not(RequestRecord),
    )


def _download(seen: Visit, record: str) -> Response:
    with seen.frame.desk.read() as work:
        kept = next((one for one in work.list_records(seen.view.id) if one.id == record), None)
    if kept is None:
        raise NotFound("record", record)
    return download(kept.content.encode(), f"{seen.view.id}-{record}.json")
