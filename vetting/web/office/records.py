"""Records: asked for here, written by the runner, never in the process that answers pages."""

from fastapi import APIRouter, Request, Response

from vetting.domain.commands import RequestRecord
from vetting.usecases.office.papers import assemble_newest_bundle, list_records, read_form
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

    @routes.get("/records/{record}.{suffix}", dependencies=[frame.guard("case.read")])
    def download_record(request: Request, case: str, record: str, suffix: str) -> Response:
        seen = visit(frame, request, case)
        content = read_form(frame.desk, seen.view.id, record, suffix)
        return download(content, f"{seen.view.id}-{record}.{suffix}")

    @routes.get("/bundle.zip", dependencies=[frame.guard("case.read")])
    def download_bundle(request: Request, case: str) -> Response:
        seen = visit(frame, request, case)
        return download(assemble_newest_bundle(frame.desk, seen.view.id), f"{seen.view.id}-bundle.zip")

    return routes


def _show(seen: Visit) -> Response:
    records = list_records(seen.frame.desk, seen.view.id)
    return seen.show(
        "case/records.html",
        fragment="case/_records.html",
        records=records,
        is_wanted=seen.view.is_moving or any(one.is_being_made for one in records),
        why_not=seen.view.why_not(RequestRecord),
    )
