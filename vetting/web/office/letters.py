"""Letters to the company, and its replies beside them."""

from typing import Any

from fastapi import APIRouter, Request, Response

from vetting.domain.commands import RecordReply, SendLetter
from vetting.domain.errors import NotFound
from vetting.domain.ids import first_free
from vetting.domain.letters import find_public_sources
from vetting.usecases.letter_proposals import grounds_in
from vetting.usecases.office.voices import view_voices
from vetting.web.frame import Form, Frame, Posted
from vetting.web.office.home import lines_of
from vetting.web.office.pages import WRONG_DAY, Visit, visit

DRAFT = "letter"
STATES = (("full", "In full"), ("in_part", "In part"), ("absent", "It said that it will not answer"))


def router(frame: Frame) -> APIRouter:
    """The routes."""
    routes = APIRouter(prefix="/cases/{case}")

    @routes.get("/letters", dependencies=[frame.guard("case.read")])
    def show_letters(request: Request, case: str) -> Response:
        seen = visit(frame, request, case)
        sent = {one.id for one in seen.view.dossier.letters}
        drafts = [one for one in seen.view.dossier.letter_drafts if one.id not in sent]
        return seen.show("voices/letters.html", voices=view_voices(seen.view), drafts=drafts)

    @routes.get("/letters/new", dependencies=[frame.guard("case.read")])
    def show_letter_form(request: Request, case: str) -> Response:
        seen = visit(frame, request, case)
        return _letter(seen, seen.draft_of(DRAFT))

    @routes.post("/letters/new", dependencies=[frame.guard("case.act")])
    def send_letter(request: Request, post: Posted, case: str) -> Response:
        return _send(visit(frame, request, case, post))

    @routes.get("/letters/{letter}", dependencies=[frame.guard("case.read")])
    def show_reply_form(request: Request, case: str, letter: str) -> Response:
        return _reply(visit(frame, request, case), letter)

    @routes.post("/letters/{letter}", dependencies=[frame.guard("case.act")])
    def record_reply(request: Request, post: Posted, case: str, letter: str) -> Response:
        return _record(visit(frame, request, case, post), letter)

    return routes


def _letter(seen: Visit, form: Form) -> Response:
    view, voices = seen.view, view_voices(seen.view)
    windows = view.appraisal.pack.tables.get("clock", {}).get("reply_days", {})
    return seen.show(
        "voices/letter.html",
        form,
        findings=[(one, f"{one} {question}") for one, question in voices.unasked],
        sources=[(one.id, f"{one.id}: {one.title}") for one in find_public_sources(grounds_in(view.dossier))],
        days=int(windows.get(view.appraisal.evaluation.level.at_least, 0)),
        why_not=voices.why_not_send,
    )


def _send(seen: Visit) -> Response:
    if seen.wants_draft:
        seen.keep_draft(DRAFT)
        return seen.back("/letters/new", "draft")
    fields = _written(seen)
    if seen.form.is_valid and seen.send(
        SendLetter, fields, {"reply_too_soon": "due", "letter_without_source": "sources"}
    ):
        seen.drop_draft(DRAFT)
        return seen.back("/letters", fields["letter"])
    return _letter(seen, seen.form)


def _written(seen: Visit) -> dict[str, Any]:
    form = seen.form
    questions = lines_of(form.text("questions"))
    if not questions:
        form.refuse("questions", "Ask at least one question; each line becomes a numbered one.")
    return {
        "letter": first_free("L-", {one.id for one in seen.view.dossier.letters}),
        "reference": form.text("reference", longest=200),
        "due": form.day("due", wrong=WRONG_DAY, missing="Say until which day the company may answer."),
        "findings": list(form.values("findings")),
        "facts": form.text("facts"),
        "questions": questions,
        "sources": list(form.values("sources")),
    }


def _reply(seen: Visit, letter: str) -> Response:
    line = next((one for one in view_voices(seen.view).letters if one.id == letter), None)
    if line is None:
        raise NotFound("letter", letter)
    return seen.show(
        "voices/reply.html",
        letter=line,
        states=STATES,
        can_seal=seen.frame.desk.sealer.can_seal(),
        evidence=[(one.id, f"{one.id}: {one.title}") for one in seen.view.usable_evidence],
        why_not=seen.view.why_not(RecordReply),
    )


def _record(seen: Visit, letter: str) -> Response:
    form = seen.form
    asked = next((one.questions for one in seen.view.dossier.letters if one.id == letter), [])
    state = form.choice("state", [one for one, _ in STATES], missing="Say how the company answered.")
    replies = [form.text(f"reply-{number}") for number, _ in enumerate(asked, 1)]
    if form.is_valid:
        said = {
            "letter": letter,
            "state": state,
            "replies": replies,
            "summaries": [form.text(f"summary-{n}", longest=2000) for n, _ in enumerate(asked, 1)],
            "evidence": list(form.values("evidence")),
        }
        if seen.send(RecordReply, said):
            return seen.back("/letters", letter)
    return _reply(seen, letter)
