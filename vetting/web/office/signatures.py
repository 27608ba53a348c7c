"""Acts that wait for the signatures of several people: read whole, then signed, refused or taken back."""

from fastapi import APIRouter, Request, Response

from vetting.domain.errors import NotFound
from vetting.domain.waiting_commands import ConfirmAct, RefuseAct, WithdrawAct
from vetting.usecases.office.waiting import find_waiting, list_waiting
from vetting.web.frame import Frame, Posted
from vetting.web.office.pages import Visit, visit


def router(frame: Frame) -> APIRouter:
    """The routes."""
    routes = APIRouter(prefix="/cases/{case}")

    @routes.get("/signatures", dependencies=[frame.guard("case.read")])
    def show_signatures(request: Request, case: str) -> Response:
        seen = visit(frame, request, case)
        return seen.show("case/signatures.html", acts=list_waiting(seen.view))

    @routes.get("/signatures/{signing}", dependencies=[frame.guard("case.read")])
    def show_signature(request: Request, case: str, signing: str) -> Response:
        return _show(visit(frame, request, case), signing)

    @routes.post("/signatures/{signing}", dependencies=[frame.guard("case.act"), frame.signature("refuse")])
    def sign_or_refuse(request: Request, post: Posted, case: str, signing: str) -> Response:
        seen = visit(frame, request, case, post)
        return _refuse(seen, signing) if seen.form.value("act") == "refuse" else _sign(seen, signing)

    @routes.post("/signatures/{signing}/withdraw", dependencies=[frame.guard("case.act")])
    def withdraw(request: Request, post: Posted, case: str, signing: str) -> Response:
        seen = visit(frame, request, case, post)
        if seen.send(WithdrawAct, {"act": signing}):
            return seen.back("/signatures", signing)
        return _show(seen, signing)

    return routes


def _show(seen: Visit, signing: str) -> Response:
    line = find_waiting(seen.view, signing)
    if line is None:
        raise NotFound("act", signing)
    return seen.show("case/signature.html", line=line)


def _sign(seen: Visit, signing: str) -> Response:
    if seen.form.value("read") != "yes":
        seen.form.refuse("read", "Say that you have read what you sign.")
    if seen.form.is_valid and seen.send(ConfirmAct, {"act": signing}):
        return seen.back("/signatures", signing)
    return _show(seen, signing)


def _refuse(seen: Visit, signing: str) -> Response:
    reason = seen.form.text("reason", missing="Say why you do not sign; whoever signed first reads it.")
    if seen.form.is_valid and seen.send(RefuseAct, {"act": signing, "reason": reason}):
        return seen.back("/signatures", signing)
    return _show(seen, signing)
