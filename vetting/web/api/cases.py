"""Cases and their records over the API."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response

from vetting.domain.case import CaseFields
from vetting.domain.decisions import DecisionFields
from vetting.domain.errors import NotFound
from vetting.domain.holding import narrow
from vetting.domain.people import PersonFields, Role
from vetting.domain.rights import AT_THE_DESK, Reader
from vetting.domain.stages import CaseStatus
from vetting.usecases.ports import Work
from vetting.usecases.records import find_record, records_of
from vetting.usecases.summary import summarise_case
from vetting.web.api.models import CaseId, CaseLine, CaseOut, Page, PageNumber, PageSize, RecordLine
from vetting.web.frame import Frame
from vetting.web.frame.visitors import reader_of


def router(frame: Frame) -> APIRouter:
    """The routes under ``/cases``."""
    routes = APIRouter(tags=["cases"])
    _add_cases(routes, frame)
    _add_records(routes, frame)
    return routes


def _add_cases(routes: APIRouter, frame: Frame) -> None:
    @routes.get("/cases", dependencies=[frame.guard("api.read")])
    def list_cases(
        request: Request,
        page: PageNumber = 1,
        size: PageSize = 20,
        status: Annotated[CaseStatus | None, Query(description="Only cases with this status.")] = None,
    ) -> Page[CaseLine]:
        """The cases that this token may read, in order of id."""
        with frame.desk.read() as work:
            ids = [one for one in work.list_cases() if _may_read(work, reader_of(request), one)]
            lines = [_line(work, one) for one in ids]
        chosen = [one for one in lines if status is None or one.status == status.value]
        return Page[CaseLine].of(chosen, page, size)

    @routes.get("/cases/{case}", dependencies=[frame.guard("api.case")])
    def show_case(case: CaseId) -> CaseOut:
        """Where a case stands and why."""
        return CaseOut.model_validate(summarise_case(frame.desk, case))


def _add_records(routes: APIRouter, frame: Frame) -> None:
    @routes.get("/cases/{case}/records", dependencies=[frame.guard("api.case")])
    def list_records(case: CaseId) -> list[RecordLine]:
        """The records of a case, the earliest first."""
        return [RecordLine.model_validate(vars(one)) for one in records_of(frame.desk, case)]

    @routes.get(
        "/cases/{case}/records/{record}",
        dependencies=[frame.guard("api.case")],
        response_class=Response,
        responses={200: {"content": {"application/json": {"schema": {"type": "object"}}}}},
    )
    def show_record(case: CaseId, record: Annotated[str, Path(max_length=20)]) -> Response:
        """A record as the canonical JSON document whose SHA-256 is in the log."""
        found = find_record(frame.desk, case, record)
        return Response(found.content.encode(), media_type="application/json")


def _may_read(work: Work, reader: Reader, case: str) -> bool:
    person = narrow(work.get(PersonFields, case, reader.id), reader.roles)
    return Role.AUDITOR in reader.roles or bool(person and AT_THE_DESK & set(person.roles))


def _line(work: Work, ident: str) -> CaseLine:
    case, decision = work.get(CaseFields, ident), work.get(DecisionFields, ident)
    if case is None:
        raise NotFound("case", ident)
    return CaseLine(
        id=case.id,
        title=case.title,
        initiating_office=case.initiating_office,
        status=case.status.value,
        outcome=decision.outcome.value if decision else "undetermined",
        opened_at=case.opened_at,
        decided_at=decision.decided_at if decision else None,
        pack=case.pack,
    )
