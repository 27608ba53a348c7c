"""Rounds of consultation: the notice with its languages, and a later closing."""

from typing import Any

from fastapi import APIRouter, Request, Response

from vetting.domain.round_commands import ExtendRound, PublishNotice
from vetting.domain.rounds import NOTICE, current
from vetting.domain.times import end_of_day, start_of_day
from vetting.usecases.rounds import window_days
from vetting.web.frame import Form, Frame, Posted
from vetting.web.office.pages import WRONG_DAY, Visit, visit

DRAFT = "notice"
QUESTIONS = tuple(f"q{number}" for number in range(1, 6))
LANGUAGES = (
    ("en", "English"),
    ("fr", "French"),
    ("es", "Spanish"),
    ("ru", "Russian"),
    ("zh", "Chinese"),
    ("ar", "Arabic"),
)
LABELS = {
    "summary": "What is proposed, in plain words",
    "proposal": "What would be done, where, for whom, for how long, and the money or value in it",
    "affected": "Whose rights or daily life it could touch",
    "data": "Which data, who could reach them, where they would lie",
    "automation": "What a machine would decide or suggest",
    "alternatives": "What else was looked at, no partnership included",
    "interests": "Declared interests, by class",
    "still_open": "What can still change, and what cannot",
    "readers": "Who reads submissions",
    "use": "How submissions are used and answered",
    "contact": "Where to turn: questions, help to take part, reprisals",
}


def router(frame: Frame) -> APIRouter:
    """The routes."""
    routes = APIRouter(prefix="/cases/{case}")

    @routes.get("/notice", dependencies=[frame.guard("case.read")])
    def show_notice(request: Request, case: str) -> Response:
        seen = visit(frame, request, case)
        return _show(seen, seen.draft_of(DRAFT))

    @routes.post("/notice", dependencies=[frame.guard("case.act")])
    def publish(request: Request, post: Posted, case: str) -> Response:
        return _publish(visit(frame, request, case, post))

    @routes.post("/notice/extend", dependencies=[frame.guard("case.act")])
    def extend(request: Request, post: Posted, case: str) -> Response:
        return _extend(visit(frame, request, case, post))

    return routes


def _show(seen: Visit, form: Form) -> Response:
    ticked = form.values("languages") or ("en",)
    return seen.show(
        "voices/notice.html",
        form,
        languages=LANGUAGES,
        chosen=[one for one in LANGUAGES if one[0] in ticked],
        labels=LABELS,
        questions=QUESTIONS,
        days=window_days(seen.view.appraisal),
        terms=[("", "None yet"), *((one.id, f"{one.id}: {one.title}") for one in seen.view.dossier.terms)],
        round=current(seen.view.dossier.rounds),
        why_not=seen.view.why_not(PublishNotice),
        why_not_extend=seen.view.why_not(ExtendRound),
    )


def _publish(seen: Visit) -> Response:
    if seen.wants_draft:
        seen.keep_draft(DRAFT)
        return seen.back("/notice", "draft")
    if seen.form.value("act") == "languages":
        return _show(seen, Form(typed=seen.form.typed))
    fields = _round(seen)
    if seen.form.is_valid and seen.send(PublishNotice, fields):
        seen.drop_draft(DRAFT)
        return seen.back("/consultation", "notice")
    return _show(seen, seen.form)


def _extend(seen: Visit) -> Response:
    form, held = seen.form, current(seen.view.dossier.rounds)
    day = form.day("later", wrong=WRONG_DAY, missing="Say on which day the round closes instead.")
    reason = form.text("reason", missing="Give the reason.")
    if day and held and form.is_valid:
        said = {"round": held.number, "closes_at": end_of_day(day), "reason": reason}
        if seen.send(ExtendRound, said):
            return seen.back("/consultation", "round")
    return _show(seen, form)


def _round(seen: Visit) -> dict[str, Any]:
    form, view = seen.form, seen.view
    opens = form.day("opens_on", wrong=WRONG_DAY, missing="Say on which day the round opens.")
    closes = form.day("closes_on", wrong=WRONG_DAY, missing="Say on which day it closes.")
    languages = form.choices("languages", [one for one, _ in LANGUAGES])
    if not languages:
        form.refuse("languages", "Tick at least one language.")
    if opens is None or closes is None or not form.is_valid:
        return {}
    before = current(view.dossier.rounds)
    return {
        "round": 1 if before is None else before.number + 1,
        "opens_at": view.now if opens == view.now.date() else start_of_day(opens),
        "closes_at": end_of_day(closes),
        "languages": languages,
        "notice": {one: {name: form.text(f"{one}-{name}") for name in NOTICE} for one in languages},
        "questions": _questions(form, languages),
        "terms": form.value("terms") or None,
        "terms_withheld": form.text("terms_withheld"),
        "terms_reviewer": form.text("terms_reviewer", longest=40),
    }


def _questions(form: Form, languages: list[str]) -> dict[str, dict[str, str]]:
    asked = {one: {each: form.text(f"{each}-{one}") for each in languages} for one in QUESTIONS}
    return {one: texts for one, texts in asked.items() if any(texts.values())}
