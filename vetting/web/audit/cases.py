"""Cases and records as an auditor reads them, and the trace from a sentence to its source."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Request
from fastapi.responses import HTMLResponse, Response

from vetting.adapters.html_writer import HtmlWriter
from vetting.audit.canonical import to_bytes
from vetting.documents.view import SHOW
from vetting.settings import data_dir
from vetting.usecases.auditing.overview import audit_case, list_audited, list_signature_rows
from vetting.usecases.auditing.times import list_stage_times
from vetting.usecases.bundling import assemble_bundle
from vetting.usecases.explain import explain
from vetting.usecases.office.case_view import show_effect
from vetting.usecases.records import find_record, latest_record, records_of
from vetting.usecases.summary import summarise_case
from vetting.web.frame import Frame, Paging
from vetting.web.frame.downloads import download
from vetting.web.frame.paging import PageNumber

PAGE = 50
CaseId = Annotated[str, Path(max_length=60)]
RecordId = Annotated[str, Path(max_length=20)]
CriterionId = Annotated[str, Path(max_length=20)]


def router(frame: Frame) -> APIRouter:
    """The routes under ``/cases``."""
    routes = APIRouter(prefix="/cases")
    _read_cases(routes, frame)
    _read_records(routes, frame)
    _give_away(routes, frame)
    return routes


def _read_cases(routes: APIRouter, frame: Frame) -> None:
    @routes.get("")
    def show_cases(request: Request, page: PageNumber = 1) -> HTMLResponse:
        found, total = list_audited(frame.desk, (page - 1) * PAGE, PAGE)
        return frame.render(request, "cases/list.html", cases=found, paging=Paging(page, total, PAGE))

    @routes.get("/{case}")
    def show_case(request: Request, case: CaseId) -> HTMLResponse:
        dossier, pack, remarks = audit_case(frame.desk, case)
        return frame.render(
            request,
            "cases/case.html",
            dossier=dossier,
            pack=pack,
            remarks=remarks,
            records=records_of(frame.desk, case),
            summary=summarise_case(frame.desk, case),
            signatures=list_signature_rows(dossier),
            times=list_stage_times(dossier, frame.now()),
            show_effect=show_effect,
        )

    @routes.get("/{case}/trace/{criterion}")
    def show_trace(request: Request, case: CaseId, criterion: CriterionId) -> HTMLResponse:
        trace = explain(frame.desk, case, criterion)
        return frame.render(request, "cases/trace.html", trace=trace, show_effect=show_effect)


def _read_records(routes: APIRouter, frame: Frame) -> None:
    writer = HtmlWriter(data_dir("templates"))

    @routes.get("/{case}/records/{record}")
    def show_record(request: Request, case: CaseId, record: RecordId) -> HTMLResponse:
        kept = find_record(frame.desk, case, record)
        content = kept.to_json()
        sections = _sections(writer, content)
        return frame.render(
            request, "cases/record.html", kept=kept, sections=sections, criteria=_cited(content)
        )


def _give_away(routes: APIRouter, frame: Frame) -> None:
    @routes.get("/{case}/records/{record}/record.json")
    def download_record(case: CaseId, record: RecordId) -> Response:
        kept = find_record(frame.desk, case, record)
        return download(kept.content.encode(), f"{case}-{record}.json")

    @routes.get("/{case}/bundle.zip")
    def download_bundle(case: CaseId) -> Response:
        record = latest_record(frame.desk, case).to_json()
        content = assemble_bundle(frame.desk, case, {"json": to_bytes(record)})
        return download(content, f"{case}-bundle.zip")


def _sections(writer: HtmlWriter, record: dict[str, Any]) -> list[tuple[str, str, Any]]:
    """Each section with its key, its heading and its content; the first page comes first."""
    from vetting.documents.catalogue import load_words  # noqa: PLC0415 - read once a record is shown

    words = load_words(record["record"]["authoritative"])
    keys = [("glance", words("glance.title")), *((key, words(f"section.{key}")) for key in SHOW)]
    return [(key, title, writer.render_section(record, key)) for key, title in keys]


def _cited(record: dict[str, Any]) -> list[str]:
    """The criteria that the record's findings rest on, each with a trace of its own."""
    return sorted({one["criterion"] for one in record["findings"]})
