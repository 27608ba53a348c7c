"""After a letter went out: its sealed link, more time, the assessment of each answer, corrections of fact."""

from typing import Any

from fastapi import APIRouter, Request, Response

from vetting.domain.errors import NotFound, Refused
from vetting.domain.ids import first_free
from vetting.domain.replies import Assessment
from vetting.domain.reply_commands import (
    AskCorrection,
    AssessReply,
    ExtendReply,
    IssueReplyLink,
    SettleCorrection,
)
from vetting.usecases.office.case_view import name_of
from vetting.usecases.office.voices import view_voices
from vetting.usecases.reply_links import make_link
from vetting.usecases.unsealing import has_secrets
from vetting.web.frame import Frame, Posted
from vetting.web.office.pages import WRONG_DAY, Visit, visit

ASSESSMENTS = tuple((one.value, name_of("assessment", one.value)) for one in Assessment)


def router(frame: Frame) -> APIRouter:
    """The routes."""
    routes = APIRouter(prefix="/cases/{case}/letters/{letter}")

    @routes.get("/after", dependencies=[frame.guard("case.read")])
    def show_after(request: Request, case: str, letter: str) -> Response:
        return _show(visit(frame, request, case), letter)

    @routes.post("/link", dependencies=[frame.guard("case.act")])
    def issue_link(request: Request, post: Posted, case: str, letter: str) -> Response:
        return _link(visit(frame, request, case, post), letter)

    @routes.post("/extend", dependencies=[frame.guard("case.act")])
    def extend(request: Request, post: Posted, case: str, letter: str) -> Response:
        return _extend(visit(frame, request, case, post), letter)

    @routes.post("/assess/{number}", dependencies=[frame.guard("case.act")])
    def assess(request: Request, post: Posted, case: str, letter: str, number: int) -> Response:
        return _assess(visit(frame, request, case, post), letter, number)

    @routes.post("/corrections", dependencies=[frame.guard("case.act")])
    def ask(request: Request, post: Posted, case: str, letter: str) -> Response:
        return _ask(visit(frame, request, case, post), letter)

    @routes.post("/corrections/{correction}", dependencies=[frame.guard("case.act")])
    def settle(request: Request, post: Posted, case: str, letter: str, correction: str) -> Response:
        return _settle(visit(frame, request, case, post), letter, correction)

    return routes


def _show(seen: Visit, letter: str, link: str = "") -> Response:
    dossier = seen.view.dossier
    line = next((one for one in view_voices(seen.view).letters if one.id == letter), None)
    if line is None:
        raise NotFound("letter", letter)
    return seen.show(
        "voices/after.html",
        has_secrets=has_secrets(seen.frame.desk, seen.view.id, letter),
        letter=line,
        held=next(one for one in dossier.letters if one.id == letter),
        link=link,
        assessed={one.number: one for one in dossier.assessments if one.letter == letter},
        corrections=[one for one in dossier.corrections if one.letter == letter],
        comments=[one for one in dossier.reply_comments if one.letter == letter],
        choices=ASSESSMENTS,
        name_of=name_of,
        why_not={
            "link": seen.view.why_not(IssueReplyLink),
            "extend": seen.view.why_not(ExtendReply),
            "assess": seen.view.why_not(AssessReply),
            "ask": seen.view.why_not(AskCorrection),
            "settle": seen.view.why_not(SettleCorrection),
        },
    )


def _link(seen: Visit, letter: str) -> Response:
    """The link is shown on this page alone; it is kept nowhere."""
    try:
        code = make_link(seen.frame.desk, seen.view.id, letter, seen.view.person)
    except Refused as refused:
        seen.form.refuse("", seen.frame.sentence(seen.request, refused.refusal))
        return _show(seen, letter)
    return _show(seen, letter, f"{seen.frame.settings.address}/en/reply/{code}")


def _extend(seen: Visit, letter: str) -> Response:
    form = seen.form
    due = form.day("due", wrong=WRONG_DAY, missing="Say until which day the company may answer now.")
    said = {"letter": letter, "due": due, "reason": form.text("reason", longest=2000)}
    return _done(seen, letter, ExtendReply, said, {"extension_without_reason": "reason"})


def _assess(seen: Visit, letter: str, number: int) -> Response:
    form = seen.form
    kinds = [one.value for one in Assessment]
    kind = form.choice(f"assessment-{number}", kinds, missing="Say how the answer stands to its question.")
    said: dict[str, Any] = {
        "letter": letter,
        "number": number,
        "assessment": kind,
        "reason": form.text(f"reason-{number}", longest=4000),
        "evidence_checked": bool(form.value(f"checked-{number}")),
    }
    return _done(seen, letter, AssessReply, said, {"assessment_without_reason": f"reason-{number}"})


def _ask(seen: Visit, letter: str) -> Response:
    form = seen.form
    said = {
        "correction": first_free("K-", {one.id for one in seen.view.dossier.corrections}),
        "letter": letter,
        "passage": form.text("passage", missing="Write the passage that is wrong.", longest=8000),
        "asked": form.text("asked", missing="Write what should stand instead.", longest=8000),
    }
    return _done(seen, letter, AskCorrection, said, {})


def _settle(seen: Visit, letter: str, correction: str) -> Response:
    form = seen.form
    said = {
        "correction": correction,
        "accepted": form.choice(
            f"accepted-{correction}", ("yes", "no"), missing="Accept the correction, or refuse it."
        )
        == "yes",
        "corrected": form.text(f"corrected-{correction}", longest=8000),
        "reason": form.text(f"why-{correction}", longest=4000),
    }
    fields = {
        "correction_without_text": f"corrected-{correction}",
        "correction_without_reason": f"why-{correction}",
    }
    return _done(seen, letter, SettleCorrection, said, fields)


def _done(seen: Visit, letter: str, what: Any, said: dict[str, Any], fields: dict[str, str]) -> Response:
    if seen.form.is_valid and seen.send(what, said, fields):
        return seen.back(f"/letters/{letter}/after", letter)
    return _show(seen, letter)
