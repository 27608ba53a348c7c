"""Contests: each with what is contested, by whom, what waits for the answer, the form that answers it, and the outcome."""

from fastapi import APIRouter, Request, Response

from vetting.domain.commands import AnswerContest, DisposePoint
from vetting.domain.consultation import Disposition
from vetting.domain.errors import NotFound
from vetting.usecases.office.case_view import name_of
from vetting.usecases.office.contests import ContestLine, find_contest, list_contests
from vetting.web.frame import Form, Frame, Posted
from vetting.web.office.pages import Visit, visit


def router(frame: Frame) -> APIRouter:
    """The routes."""
    routes = APIRouter(prefix="/cases/{case}")

    @routes.get("/contests", dependencies=[frame.guard("case.read")])
    def show_contests(request: Request, case: str) -> Response:
        seen = visit(frame, request, case)
        return seen.show("voices/contests.html", contests=list_contests(seen.view))

    @routes.get("/contests/{contest}", dependencies=[frame.guard("case.read")])
    def show_contest(request: Request, case: str, contest: str) -> Response:
        seen = visit(frame, request, case)
        return _show(seen, _require(seen, contest), seen.draft_of(_draft(contest)))

    @routes.post("/contests/{contest}", dependencies=[frame.guard("case.act")])
    def answer(request: Request, post: Posted, case: str, contest: str) -> Response:
        seen = visit(frame, request, case, post)
        return _answer(seen, _require(seen, contest))

    return routes


def _require(seen: Visit, contest: str) -> ContestLine:
    found = find_contest(seen.view, contest)
    if found is None:
        raise NotFound("contest", contest)
    return found


def _draft(contest: str) -> str:
    return f"contest:{contest}"


def _show(seen: Visit, line: ContestLine, form: Form) -> Response:
    return seen.show(
        "voices/contest.html",
        form,
        line=line,
        dispositions=[(one.value, name_of("disposition", one.value)) for one in Disposition],
    )


def _answer(seen: Visit, line: ContestLine) -> Response:
    """Answer the contest: in words, or where a point is contested by its new disposition."""
    if seen.wants_draft:
        seen.keep_draft(_draft(line.id))
        return seen.back(f"/contests/{line.id}", "draft")
    if _dispose(seen, line) if line.point else _say(seen, line):
        seen.drop_draft(_draft(line.id))
        return seen.back(f"/contests/{line.id}", line.id)
    return _show(seen, line, seen.form)


def _say(seen: Visit, line: ContestLine) -> bool:
    said = {
        "criterion": line.criteria[0],
        "answer": seen.form.text("answer", missing="Write what was found."),
    }
    return seen.form.is_valid and seen.send(AnswerContest, said)


def _dispose(seen: Visit, line: ContestLine) -> bool:
    form, offered = seen.form, [one.value for one in Disposition]
    said = {
        "point": line.point,
        "disposition": form.choice("disposition", offered, missing="Choose what became of the point."),
        "reason": form.text("reason"),
        "changed": form.text("changed"),
    }
    return form.is_valid and seen.send(DisposePoint, said, {"disposition_without_reason": "reason"})
