"""Reporting a partnership that is not in the register."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from vetting.domain.texts import clean_text
from vetting.usecases.reports import REPORT, report_partnership, why_not_report
from vetting.web.frame import Form, Frame, Posted


def router(frame: Frame) -> APIRouter:
    """The pages of reporting."""
    routes = APIRouter()

    @routes.get("/report", dependencies=[frame.guard("public.read")])
    def show_form(request: Request) -> HTMLResponse:
        return frame.render(request, "report.html", form=Form(), taken=frame.desk.sealer.can_seal())

    @routes.post("/report", dependencies=[frame.guard("public.take_part")])
    def take_report(request: Request, posted: Posted) -> HTMLResponse:
        form = posted.form
        said = {name: clean_text(form.value(name)) for name in REPORT}
        if refusal := why_not_report(frame.desk, said):
            form.refuse("what", frame.sentence(request, refusal))
            taken = frame.desk.sealer.can_seal()
            return frame.render(request, "report.html", status=422, form=form, taken=taken)
        report_partnership(frame.desk, said, posted.token.number)
        return frame.render(request, "reported.html")

    return routes
