"""Exceptions from a stop: which one could be lifted, what was granted, and the form of whoever grants one."""

from typing import Any

from fastapi import APIRouter, Request, Response

from vetting.domain.commands import GrantException
from vetting.domain.granted_exceptions import CONTENT
from vetting.usecases.office.exceptions import list_exceptions, list_stops
from vetting.usecases.office.signers import offer_signers
from vetting.web.frame import Form, Frame, Posted
from vetting.web.office.pages import WRONG_DAY, Visit, visit

DRAFT = "exception"


def router(frame: Frame) -> APIRouter:
    """The routes."""
    routes = APIRouter(prefix="/cases/{case}")

    @routes.get("/exceptions", dependencies=[frame.guard("case.read")])
    def show_exceptions(request: Request, case: str) -> Response:
        seen = visit(frame, request, case)
        return _show(seen, seen.draft_of(DRAFT))

    @routes.post("/exceptions", dependencies=[frame.guard("case.act"), frame.signature("draft")])
    def grant(request: Request, post: Posted, case: str) -> Response:
        return _grant(visit(frame, request, case, post))

    return routes


def _show(seen: Visit, form: Form) -> Response:
    return seen.show(
        "case/exceptions.html",
        form,
        stops=list_stops(seen.view),
        options=[(one.criterion, f"{one.criterion} {one.question}") for one in list_stops(seen.view)],
        granted=list_exceptions(seen.view),
        people=[("", "Choose"), *offer_signers(seen.view, GrantException)],
        why_not=seen.view.why_not(GrantException),
    )


def _grant(seen: Visit) -> Response:
    if seen.wants_draft:
        seen.keep_draft(DRAFT)
        return seen.back("/exceptions", "draft")
    form = seen.form
    stops = [one.criterion for one in list_stops(seen.view)]
    signers = [one for one, _ in offer_signers(seen.view, GrantException)]
    said: dict[str, Any] = {
        "criterion": form.choice("criterion", stops, missing="Choose the stop that the exception lifts."),
        **{name: form.text(name, missing=f"Write {part}.") for name, part in CONTENT.items()},
        "ends_on": form.day("ends_on", wrong=WRONG_DAY, missing="Say on which day the exception ends."),
        "second_by": form.choice("second_by", signers, missing="Name who signs second."),
    }
    if form.is_valid and seen.send(GrantException, said, {"exception_ends_early": "ends_on"}):
        seen.drop_draft(DRAFT)
        return seen.back("/exceptions", "exception")
    return _show(seen, form)
