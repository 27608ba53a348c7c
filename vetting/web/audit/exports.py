"""Exports of the audit room: the same rows as JSON, CSV and XLSX."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from vetting.adapters.sheet_writer import to_xlsx
from vetting.domain.errors import NotFound
from vetting.usecases.auditing.overview import EXPORTS
from vetting.usecases.auditing.sheets import to_csv, to_json
from vetting.web.frame import Frame
from vetting.web.frame.downloads import download

WRITERS = {"json": to_json, "csv": to_csv, "xlsx": to_xlsx}


def router(frame: Frame) -> APIRouter:
    """The routes under ``/exports``."""
    routes = APIRouter(prefix="/exports")

    @routes.get("")
    def show_exports(request: Request) -> HTMLResponse:
        return frame.render(request, "exports.html", names=list(EXPORTS), forms=list(WRITERS))

    @routes.get("/{name}.{form}")
    def export(name: str, form: str) -> Response:
        if name not in EXPORTS or form not in WRITERS:
            raise NotFound("export", f"{name}.{form}")
        return download(WRITERS[form](EXPORTS[name](frame.desk)), f"{name}.{form}")

    return routes
