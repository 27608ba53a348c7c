"""Looking up a receipt: what became of a submission, and taking it back."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from vetting.domain.consultation import why_not_withdraw
from vetting.domain.errors import Refusal, Refused
from vetting.usecases.attaching import why_not_files
from vetting.usecases.commenting import comment, comment_days, find_open_replies
from vetting.usecases.contesting import contest
from vetting.usecases.looking_up import find_lodged, withdraw
from vetting.web.frame import Form, Frame, Posted
from vetting.web.public.budget import Budget
from vetting.web.public.labels import label

LOOK_UPS_A_MINUTE = 600
"""For everybody together: far more than people need, far too few to find one of 130 bits."""


def router(frame: Frame) -> APIRouter:
    """The pages of receipts."""
    routes, budget = APIRouter(), Budget(LOOK_UPS_A_MINUTE)

    @routes.get("/receipt", dependencies=[frame.guard("public.read")])
    def ask_for_receipt(request: Request) -> HTMLResponse:
        return frame.render(request, "receipt.html", form=Form(), lodged=None)

    @routes.post("/receipt", dependencies=[frame.guard("public.take_part")])
    def look_up(request: Request, posted: Posted) -> HTMLResponse:
        budget.spend(frame.now())
        return _show(frame, request, posted.form)

    @routes.post("/receipt/withdraw", dependencies=[frame.guard("public.take_part")])
    def take_back(request: Request, posted: Posted) -> HTMLResponse:
        budget.spend(frame.now())
        try:
            withdraw(frame.desk, posted.form.value("receipt"))
        except Refused as refused:
            posted.form.refuse("", frame.sentence(request, refused.refusal))
        return _show(frame, request, posted.form)

    @routes.post("/receipt/contest", dependencies=[frame.guard("public.take_part")])
    def take_contest(request: Request, posted: Posted) -> HTMLResponse:
        budget.spend(frame.now())
        return _contest(frame, request, posted.form)

    @routes.post("/receipt/comment", dependencies=[frame.guard("public.take_part")])
    def take_comment(request: Request, posted: Posted) -> HTMLResponse:
        budget.spend(frame.now())
        return _comment(frame, request, posted.form)

    return routes


def _comment(frame: Frame, request: Request, form: Form) -> HTMLResponse:
    """Take a comment on a reply, and show what the receipt finds; what was typed stays where it is refused."""
    letter = form.value("letter")
    field = f"comment-{letter}"
    text = form.text(field, too_long=frame.sentence(request, Refusal("body_too_large")))
    if not form.is_valid:
        return _show(frame, request, form)
    try:
        comment(frame.desk, form.value("receipt"), letter, text)
    except Refused as refused:
        form.refuse(field, frame.sentence(request, refused.refusal))
        return _show(frame, request, form)
    kept = {name: values for name, values in form.typed.items() if name != field}
    return _show(frame, request, Form(typed=kept), commented=True)


def _contest(frame: Frame, request: Request, form: Form) -> HTMLResponse:
    """Take a contest of what became of a point; what was typed stays where it is refused."""
    field = f"contest-{form.value('point')}"
    text = form.text(field, too_long=frame.sentence(request, Refusal("body_too_large")))
    if not form.is_valid:
        return _show(frame, request, form)
    try:
        contest(frame.desk, form.value("receipt"), form.value("point"), text)
    except Refused as refused:
        form.refuse(field, frame.sentence(request, refused.refusal))
        return _show(frame, request, form)
    kept = {name: values for name, values in form.typed.items() if name != field}
    return _show(frame, request, Form(typed=kept))


def _show(frame: Frame, request: Request, form: Form, *, commented: bool = False) -> HTMLResponse:
    """What the receipt finds, or one answer for every receipt that finds nothing."""
    try:
        lodged = find_lodged(frame.desk, form.value("receipt"))
    except Refused as refused:
        form.errors.clear()
        form.refuse("receipt", frame.sentence(request, refused.refusal))
        return frame.render(request, "receipt.html", form=form, lodged=None)
    return frame.render(
        request,
        "answers.html",
        form=form,
        lodged=lodged,
        receipt=form.value("receipt"),
        replies=find_open_replies(frame.desk, lodged),
        comment_days=comment_days(frame.desk, lodged.case),
        commented=commented,
        why_not=why_not_withdraw(lodged.submission),
        takes_files=why_not_files(frame.desk, lodged, frame.now()) is None,
        label=label,
    )
