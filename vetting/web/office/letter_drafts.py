"""A letter before it goes out: drafted from the findings, changed, read by a second person, sent."""

from typing import Any

from fastapi import APIRouter, Request, Response

from vetting.bootstrap import letter_texts, write_letter
from vetting.domain.commands import SendLetter
from vetting.domain.errors import Refusal, Refused
from vetting.domain.letters import LetterQuestion, find_public_sources, questions_of
from vetting.domain.reply_commands import DraftLetter
from vetting.usecases.letter_papers import first_day, read_paper
from vetting.usecases.letter_proposals import Proposed, grounds_in, propose
from vetting.usecases.letters import read_draft
from vetting.web.frame import Form, Frame, Posted
from vetting.web.office.home import lines_of
from vetting.web.office.pages import WRONG_DAY, Visit, visit

MORE = 2
"""Fields for this many questions more than there are."""

FORMS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
}


def router(frame: Frame) -> APIRouter:
    """The routes."""
    routes = APIRouter(prefix="/cases/{case}")

    @routes.get("/letters/draft", dependencies=[frame.guard("case.read")])
    def show_draft(request: Request, case: str, letter: str = "") -> Response:
        return _begin(visit(frame, request, case), letter)

    @routes.post("/letters/draft", dependencies=[frame.guard("case.act")])
    def keep_draft(request: Request, post: Posted, case: str) -> Response:
        return _keep(visit(frame, request, case, post))

    @routes.get("/letters/{letter}/read", dependencies=[frame.guard("case.read")])
    def show_read(request: Request, case: str, letter: str) -> Response:
        return _read(visit(frame, request, case), letter)

    @routes.post("/letters/{letter}/read", dependencies=[frame.guard("case.act")])
    def send_draft(request: Request, post: Posted, case: str, letter: str) -> Response:
        return _send(visit(frame, request, case, post), letter)

    @routes.get("/letters/{letter}/letter.{form}", dependencies=[frame.guard("case.read")])
    def give_file(case: str, letter: str, form: str) -> Response:
        if form not in FORMS:
            raise Refused(Refusal("page_not_found"))
        content = write_letter(read_paper(frame.desk, case, letter, letter_texts()), form)
        headers = {"Content-Disposition": f'attachment; filename="letter.{form}"'}
        return Response(content, media_type=FORMS[form], headers=headers)

    return routes


def _begin(seen: Visit, letter: str) -> Response:
    """The form, filled with the draft of that id, or with what the findings give."""
    held = next((one for one in seen.view.dossier.letter_drafts if one.id == letter), None)
    if held is not None:
        fields = _typed(questions_of(held), held.opening, held.reference, held.interim)
        return _form(seen, Form({**fields, "letter": [held.id]}), len(held.items))
    try:
        found = propose(seen.view.appraisal, letter_texts(), seen.view.now.date())
    except Refused as refused:
        why = seen.frame.sentence(seen.request, refused.refusal)
        return seen.show("voices/nothing_to_draft.html", why=why)
    return _form(seen, Form(_of_proposal(found)), len(found.questions))


def _of_proposal(found: Proposed) -> dict[str, list[str]]:
    return {**_typed(found.questions, found.opening, found.reference, ""), "letter": [found.letter]}


def _typed(
    questions: list[LetterQuestion], opening: str, reference: str, interim: str
) -> dict[str, list[str]]:
    typed = {"opening": [opening], "reference": [reference], "interim": [interim]}
    for number, one in enumerate(questions, 1):
        typed[f"question-{number}"] = [one.question]
        typed[f"facts-{number}"] = [one.facts]
        typed[f"standards-{number}"] = ["\n".join(one.standards)]
        for name in ("findings", "sources", "points"):
            typed[f"{name}-{number}"] = list(getattr(one, name))
    return typed


def _form(seen: Visit, form: Form, count: int) -> Response:
    dossier = seen.view.dossier
    return seen.show(
        "voices/draft.html",
        form,
        numbers=range(1, count + MORE + 1),
        findings=[
            (one, f"{one} {seen.view.appraisal.pack.criteria[one].question}")
            for one in seen.view.appraisal.evaluation.reply
        ],
        sources=[
            (one.id, f"{one.id}: {one.title}, {one.published}")
            for one in find_public_sources(grounds_in(dossier))
        ],
        points=[(one.id, f"{one.id}: {one.text[:80]}") for one in dossier.points],
        why_not=seen.view.why_not(DraftLetter),
    )


def _keep(seen: Visit) -> Response:
    form = seen.form
    count = sum(1 for name in form.typed if name.startswith("question-"))
    questions = [_question(form, number) for number in range(1, count + 1) if _is_filled(form, number)]
    said: dict[str, Any] = {
        "letter": form.value("letter", "L-1"),
        "reference": form.text("reference", longest=200),
        "opening": form.text("opening", longest=8000),
        "interim": form.text("interim", longest=4000),
        "questions": questions,
    }
    if form.is_valid and seen.send(DraftLetter, said):
        return seen.back(f"/letters/{said['letter']}/read", "draft")
    return _form(seen, form, max(count - MORE, 0))


def _is_filled(form: Form, number: int) -> bool:
    return bool(form.value(f"question-{number}").strip())


def _question(form: Form, number: int) -> LetterQuestion:
    return LetterQuestion(
        question=form.text(f"question-{number}", longest=4000)[:4000],
        facts=form.text(f"facts-{number}", longest=8000)[:8000],
        findings=list(form.values(f"findings-{number}")),
        standards=lines_of(form.text(f"standards-{number}")),
        sources=list(form.values(f"sources-{number}")),
        points=list(form.values(f"points-{number}")),
    )


def _read(seen: Visit, letter: str) -> Response:
    desk = seen.frame.desk
    return seen.show(
        "voices/read.html",
        letter=letter,
        draft=read_draft(desk, seen.view.id, letter).draft,
        paper=read_paper(desk, seen.view.id, letter, letter_texts()),
        is_sent=any(one.id == letter for one in seen.view.dossier.letters),
        due=first_day(desk).isoformat(),
        why_not=seen.view.why_not(SendLetter),
    )


def _send(seen: Visit, letter: str) -> Response:
    form = seen.form
    due = form.day("due", wrong=WRONG_DAY, missing="Say until which day the company may answer.")
    said = {"letter": letter, "due": due, "seen": form.value("seen")}
    if form.is_valid and seen.send(SendLetter, said, {"reply_too_soon": "due"}):
        return seen.back(f"/letters/{letter}/after", letter)
    return _read(seen, letter)
