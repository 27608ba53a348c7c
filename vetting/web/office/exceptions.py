"""Exceptions from a stop: which one could be lifted, what was granted, and the form of whoever grants one."""

from typing import Any

from fastapi import APIRouter, Request, Response

from vetting.domain.commands import AskException, Command, GrantException
from vetting.domain.granted_exceptions import CONTENT
from vetting.usecases.office.exceptions import list_exceptions, list_stops
from vetting.usecases.office.signers import Offer, offer_granters, offer_signers
from vetting.usecases.office.waiting import list_waiting
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
        return _sign(visit(frame, request, case, post))

    return routes


def _show(seen: Visit, form: Form) -> Response:
    granters, signers = offer_granters(seen.view), _offer_second(seen)
    asks = bool(seen.view.why_not(GrantException))
    return seen.show(
        "case/exceptions.html",
        form,
        stops=list_stops(seen.view),
        options=[(one.criterion, f"{one.criterion} {one.question}") for one in list_stops(seen.view)],
        granted=list_exceptions(seen.view),
        granters=granters,
        signers=signers,
        why_nobody=(granters.why_nobody if asks else "") or signers.why_nobody,
        asked=[one for one in list_waiting(seen.view) if one.kind == "ask_exception"],
        why_not=seen.view.why_not(GrantException),
        why_not_ask=seen.view.why_not(AskException),
    )


def _sign(seen: Visit) -> Response:
    """Grant an exception, or ask another person for one: the same parts, signed by whoever fills them in."""
    form, is_asked = seen.form, seen.form.value("act") == "ask"
    if seen.wants_draft:
        seen.keep_draft(DRAFT)
        return seen.back("/exceptions", "draft")
    said = _said(seen)
    kind: type[Command] = GrantException
    if is_asked:
        kind = AskException
        granters = offer_granters(seen.view).ids
        said["granted_by"] = form.choice("granted_by", granters, missing="Name who is asked to grant it.")
        if said["granted_by"] and said["granted_by"] == said["second_by"]:
            form.refuse("second_by", "Name another person than the one who grants it.")
    if form.is_valid and seen.send(kind, said, {"exception_ends_early": "ends_on"}):
        seen.drop_draft(DRAFT)
        return seen.back("/exceptions", "asked" if is_asked else "exception")
    return _show(seen, form)


def _offer_second(seen: Visit) -> Offer:
    """Who could sign second; where one person alone could grant what is asked for, they are not it."""
    granters = offer_granters(seen.view).ids if seen.view.why_not(GrantException) else []
    return offer_signers(seen.view, GrantException, without=granters if len(granters) == 1 else ())


def _said(seen: Visit) -> dict[str, Any]:
    form = seen.form
    stops = [one.criterion for one in list_stops(seen.view)]
    signers = offer_signers(seen.view, GrantException).ids
    return {
        "criterion": form.choice("criterion", stops, missing="Choose the stop that the exception lifts."),
        **{name: form.text(name, missing=f"Write {part}.") for name, part in CONTENT.items()},
        "ends_on": form.day("ends_on", wrong=WRONG_DAY, missing="Say on which day the exception ends."),
        "second_by": form.choice("second_by", signers, missing="Name who signs second."),
    }
