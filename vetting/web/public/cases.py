"""The permanent pages of a case and of a company, with what can be taken away from them."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from vetting.domain.errors import NotFound
from vetting.domain.evidence import EvidenceFields
from vetting.domain.publications import FORMS
from vetting.domain.rounds import NOTICE, notice_in
from vetting.usecases.public_case import (
    PublicCase,
    read_document,
    read_public_case,
    read_public_company,
    read_public_record,
    read_rendering,
)
from vetting.web.frame import Frame
from vetting.web.frame.downloads import BYTES, download
from vetting.web.public.calendar import to_calendar
from vetting.web.public.labels import label


def router(frame: Frame) -> APIRouter:
    """The pages of cases and companies."""
    routes = APIRouter()

    @routes.get("/cases/{case}", dependencies=[frame.guard("public.read")])
    def show_case(request: Request, case: str) -> HTMLResponse:
        found = read_public_case(frame.desk, plain(case, "case"))
        return frame.render(request, "case.html", label=label, **_facts(frame, request, found))

    @routes.get("/cases/{case}/dates.ics", dependencies=[frame.guard("public.read")])
    def give_dates(request: Request, case: str) -> Response:
        found = read_public_case(frame.desk, plain(case, "case"))
        if found.round is None:
            raise NotFound("round of the case", case)
        texts = frame.texts(request)
        address = f"{frame.settings.address}/{texts.language}/cases/{case}"
        content = to_calendar(found.round, found.case.title, texts, address)
        return download(content.encode(), f"{case}.ics")

    @routes.get("/cases/{case}/record.json", dependencies=[frame.guard("public.read")])
    def give_record(case: str) -> Response:
        edition = read_public_record(frame.desk, plain(case, "case"))
        return download(edition.content.encode(), f"{case}-{edition.record}.json")

    @routes.get("/cases/{case}/record.{suffix}", dependencies=[frame.guard("public.read")])
    def give_rendering(case: str, suffix: str) -> Response:
        edition, made = read_rendering(frame.desk, plain(case, "case"), suffix)
        return download(made.content, f"{case}-{edition.record}.{made.suffix}")

    @routes.get("/cases/{case}/documents/{evidence}", dependencies=[frame.guard("public.read")])
    def give_document(case: str, evidence: str) -> Response:
        held, content = read_document(frame.desk, plain(case, "case"), plain(evidence, "document"))
        return download(content, _name_of(held), BYTES)

    @routes.get("/companies/{name:path}", dependencies=[frame.guard("public.read")])
    def show_company(request: Request, name: str) -> HTMLResponse:
        found = read_public_company(frame.desk, plain(name, "company"))
        return frame.render(request, "company.html", company=found, label=label)

    return routes


def plain(ident: str, kind: str) -> str:
    """What a path names; raises ``NotFound`` for what no store could hold."""
    if "\0" in ident:
        raise NotFound(kind, "with such a name")
    return ident


def _facts(frame: Frame, request: Request, found: PublicCase) -> dict[str, Any]:
    """What the page of a case shows, with its notice in the reader's language or another."""
    texts = frame.texts(request)
    language, notice = notice_in(found.round, texts.language) if found.round else (texts.language, {})
    return {
        "found": found,
        "notice": [(name, notice[name]) for name in NOTICE if notice.get(name)],
        "still_made": len(found.files) <= len(FORMS),
        "notice_language": language,
        "questions": [
            (ident, said.get(texts.language) or said.get(language, ""))
            for ident, said in (found.round.questions if found.round else {}).items()
        ],
        "permanent": f"{frame.settings.address}/{texts.language}/cases/{found.case.id}",
    }


def _name_of(held: EvidenceFields) -> str:
    return held.filename or held.id
