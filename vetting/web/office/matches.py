"""Screening: which names look like listed ones, why, and what people ruled on each match."""

from typing import Any

from fastapi import APIRouter, Request, Response

from vetting.domain.commands import JudgeMatch
from vetting.domain.errors import NotFound
from vetting.domain.judgements import REASONS, Verdict
from vetting.usecases.matches import describe_screening, view_matches
from vetting.usecases.office.signers import offer_signers
from vetting.web.frame import Form, Frame, Posted
from vetting.web.office.pages import Visit, visit

VERDICTS = (
    ("true", "True: they are one and the same"),
    ("false", "False: they are two"),
    ("undecided", "Undecided: it cannot be told yet"),
)


def router(frame: Frame) -> APIRouter:
    """The routes."""
    routes = APIRouter(prefix="/cases/{case}")

    @routes.get("/matches", dependencies=[frame.guard("case.read")])
    def show_matches(request: Request, case: str) -> Response:
        seen = visit(frame, request, case)
        return seen.show("papers/matches.html", screening=view_matches(frame.desk, seen.view.id))

    @routes.get("/matches/{match}", dependencies=[frame.guard("case.read")])
    def show_match(request: Request, case: str, match: str) -> Response:
        seen = visit(frame, request, case)
        return _show(seen, match, seen.draft_of(f"match:{match}"))

    @routes.post("/matches/{match}", dependencies=[frame.guard("case.act"), frame.signature("draft")])
    def judge(request: Request, post: Posted, case: str, match: str) -> Response:
        return _judge(visit(frame, request, case, post), match)

    return routes


def _show(seen: Visit, ident: str, form: Form) -> Response:
    view = seen.view
    found = [one for one in describe_screening(view.dossier)["matches"] if one["id"] == ident]
    if not found:
        raise NotFound("match", ident)
    return seen.show(
        "papers/match.html",
        form,
        match=found[0],
        verdicts=VERDICTS,
        reasons=[(code, text, verdict) for verdict, texts in REASONS.items() for code, text in texts.items()],
        signers=offer_signers(view, JudgeMatch),
        why_not=view.why_not(JudgeMatch),
    )


def _judge(seen: Visit, ident: str) -> Response:
    form, draft = seen.form, f"match:{ident}"
    if seen.wants_draft:
        seen.keep_draft(draft)
        return seen.back(f"/matches/{ident}", "draft")
    verdict = form.choice("verdict", [one.value for one in Verdict], missing="Say what you rule.")
    reason = form.choice(
        "reason_code", _reasons_of(verdict), missing="Choose a reason that goes with your ruling."
    )
    text = form.text("text", missing="Write one sentence that another reviewer could check.")
    if form.is_valid:
        said: dict[str, Any] = {"match": ident, "verdict": verdict, "reason_code": reason, "text": text}
        said |= {"second_by": form.value("second_by") or None, "seen": form.value("seen")}
        if seen.send(JudgeMatch, said):
            seen.drop_draft(draft)
            return seen.back("/matches", ident)
    return _show(seen, ident, form)


def _reasons_of(verdict: str) -> list[str]:
    return list(REASONS[Verdict(verdict)]) if verdict else []
