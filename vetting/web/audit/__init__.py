"""The audit room: reads everything, changes nothing but the log, where each look at protected data is kept."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from vetting.usecases.auditing.browsing import checkpoint_sizes, list_entries
from vetting.web import sign_in
from vetting.web.audit import cases, entries, exports, remarks, samples
from vetting.web.frame import Frame


def router(frame: Frame) -> APIRouter:
    """The routes of this surface."""
    routes = APIRouter()
    routes.include_router(sign_in.router(frame))

    @routes.get("/", dependencies=[frame.guard("audit.read")])
    def show_home(request: Request) -> HTMLResponse:
        _, size = list_entries(frame.desk, 0, 0)
        with frame.desk.read() as work:
            number = len(work.list_cases())
        return frame.render(
            request,
            "home.html",
            size=size,
            cases=number,
            checkpoints=len(checkpoint_sizes(frame.desk)),
            fingerprint=frame.desk.signer.fingerprint,
        )

    routes.include_router(cases.router(frame), dependencies=[frame.guard("audit.case")])
    for part in (entries, exports, remarks, samples):
        routes.include_router(part.router(frame), dependencies=[frame.guard("audit.read")])
    return routes
