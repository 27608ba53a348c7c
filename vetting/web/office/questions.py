"""The questionnaire: stages, their questions, and one page for each question.

- A question is saved by itself; what is typed and not sent is a draft of its writer.
- A form says which answer it was based on; where another came in between, both are shown and neither is lost.
"""

from typing import Any

from fastapi import APIRouter, Request, Response

from vetting.adapters.guidance import load_notes
from vetting.domain.answers import AnswerState, find_current
from vetting.domain.commands import (
    AnswerContest,
    AnswerQuestion,
    Command,
    ContestAnswer,
    CountersignTriage,
    ReviewAnswer,
)
from vetting.domain.contests import first_open_contest
from vetting.domain.drafts import answer_form
from vetting.domain.errors import NotFound
from vetting.domain.reviews import why_not_review
from vetting.domain.sentences import to_sentence
from vetting.settings import data_dir
from vetting.usecases.drafts import find_draft
from vetting.usecases.guidance import find_notes
from vetting.usecases.office.answer_values import MOST_ROWS, rows_in, state_of, typed_of, value_of
from vetting.usecases.office.case_view import CaseView
from vetting.usecases.office.overview import view_overview
from vetting.usecases.office.questions import (
    Question,
    find_question,
    latest_number,
    list_questions,
    list_triage,
    view_countersigning,
)
from vetting.usecases.office.signers import offer_signers
from vetting.web.frame import Form, Frame, Posted
from vetting.web.office.answer_inputs import inputs_of
from vetting.web.office.pages import Visit, visit

MORE_ROWS = 3
TRIAGE = "triage"
_LONGEST_NUMBER = 9  # digits


def router(frame: Frame) -> APIRouter:
    """The routes."""
    routes = APIRouter(prefix="/cases/{case}")

    @routes.get("/questions", dependencies=[frame.guard("case.read")])
    def show_stages(request: Request, case: str) -> Response:
        seen = visit(frame, request, case)
        return seen.show("questions/stages.html", overview=view_overview(seen.view))

    @routes.get("/questions/{stage}", dependencies=[frame.guard("case.read")])
    def show_stage(request: Request, case: str, stage: str) -> Response:
        return _show_stage(visit(frame, request, case), stage)

    @routes.post("/questions/triage", dependencies=[frame.guard("case.act"), frame.signature()])
    def countersign(request: Request, post: Posted, case: str) -> Response:
        seen = visit(frame, request, case, post)
        if seen.send(CountersignTriage, {"seen": seen.form.value("seen")}):
            return seen.back("/questions/triage", "countersigned")
        return _show_stage(seen, TRIAGE)

    @routes.get("/question/{criterion}", dependencies=[frame.guard("case.read")])
    def show_question(request: Request, case: str, criterion: str) -> Response:
        return _Page(visit(frame, request, case), criterion).at_first()

    @routes.post("/question/{criterion}", dependencies=[frame.guard("case.act")])
    def save_question(request: Request, post: Posted, case: str, criterion: str) -> Response:
        return _Page(visit(frame, request, case, post), criterion).posted()

    @routes.post("/question/{criterion}/review", dependencies=[frame.guard("case.act")])
    def review(request: Request, post: Posted, case: str, criterion: str) -> Response:
        return _Page(visit(frame, request, case, post), criterion).reviewed()

    @routes.post("/question/{criterion}/contest", dependencies=[frame.guard("case.act")])
    def contest(request: Request, post: Posted, case: str, criterion: str) -> Response:
        return _Page(visit(frame, request, case, post), criterion).contested()

    return routes


def _show_stage(seen: Visit, stage: str) -> Response:
    title, questions = _stage(seen.view, stage)
    signing = view_countersigning(seen.view) if stage == TRIAGE else None
    return seen.show("questions/stage.html", stage=stage, title=title, questions=questions, signing=signing)


def _stage(view: CaseView, stage: str) -> tuple[str, tuple[Question, ...]]:
    if stage == TRIAGE:
        return "Triage", list_triage(view)
    title = next((one.title for one in view.appraisal.pack.stages if one.id == stage), None)
    if title is None:
        raise NotFound("stage", stage)
    return title, list_questions(view, stage)


class _Page:
    """The page of one question for one reader."""

    def __init__(self, seen: Visit, criterion: str) -> None:
        question = find_question(seen.view, criterion)
        if question is None:
            raise NotFound("criterion", criterion)
        self.seen, self.view, self.form, self.question = seen, seen.view, seen.form, question
        self.pack = seen.view.appraisal.pack
        self.row = self.pack.criteria[criterion]
        self.answerer = _answerer(
            question, self.form.value("answerer") or seen.request.query_params.get("for", "")
        )

    @property
    def name(self) -> str:
        """Under which name what is typed here is kept."""
        return answer_form(self.question.id, self.answerer)

    def at_first(self) -> Response:
        """The page with the draft, or else with the answer that stands."""
        draft = find_draft(self.seen.frame.desk, self.view.id, self.view.person, self.name)
        if draft is not None:
            return self._show(Form(typed=draft.values), draft=draft)
        current = find_current(self.view.dossier.answers).get(self.question.id, [])
        mine = next((one for one in current if one.answerer == self.answerer), None)
        return self._show(Form(typed=typed_of(self.pack, self.row.answer_type, mine)))

    def posted(self) -> Response:
        """Save the answer, keep a draft, or show more rows; whatever is asked."""
        if self.seen.wants_draft:
            return self._keep()
        if self.form.value("act") == "more":
            rows = str(min(MOST_ROWS, rows_in(self.form.typed) + MORE_ROWS))
            return self._show(Form(typed={**self.form.typed, "rows": [rows]}))
        return self._save()

    def contested(self) -> Response:
        """Contest the answer of a triage question, or answer the contest."""
        is_open = first_open_contest(self.view.dossier.contests, self.question.id) is not None
        missing = "Write what was found." if is_open else "Write what is wrong with the answer."
        text = self.form.text("contest", missing=missing)
        what: type[Command] = AnswerContest if is_open else ContestAnswer
        said = {"criterion": self.question.id, "answer" if is_open else "reason": text}
        if self.form.is_valid and self.seen.send(what, said):
            return self.seen.back(f"/question/{self.question.id}", "contest")
        return self._show(self.form)

    def reviewed(self) -> Response:
        """Put the reader's id under the answer that stands, as it was shown."""
        seen = self.form.value("seen")
        said = {
            "criterion": self.question.id,
            "answerer": self.answerer,
            "seen": int(seen) if _is_number(seen) else 0,
            "note": self.form.text("review_note", longest=2000),
        }
        if self.form.is_valid and self.seen.send(ReviewAnswer, said):
            return self.seen.back(f"/question/{self.question.id}?for={self.answerer}", "review")
        return self._show(self.form)

    def _keep(self) -> Response:
        self.seen.keep_draft(self.name)
        if "HX-Request" in self.seen.request.headers:
            return self.seen.frame.render(self.seen.request, "questions/_kept.html")
        return self.seen.back(f"/question/{self.question.id}?for={self.answerer}", "draft")

    def _save(self) -> Response:
        state = state_of(self.form.typed)
        if state is None:
            self.form.refuse("said", "Choose an answer, or say that it is not known.")
            return self._show(self.form)
        based_on = self.form.value("based_on")
        if based_on and not _is_number(based_on):
            self.form.refuse(
                "", "This form does not say which answer it was based on. Look at the question again."
            )
            return self._show(self.form)
        if not self.seen.send(AnswerQuestion, self._said(state), _FIELDS):
            return self._show(self.form, is_changed=self._has_changed())
        self.seen.drop_draft(self.name)
        return self.seen.back(self._next(), self.question.id)

    def _said(self, state: AnswerState) -> dict[str, Any]:
        form, answer, based_on = self.form, self.row.answer_type, self.form.value("based_on")
        return {
            "criterion": self.question.id,
            "answerer": self.answerer,
            "state": state,
            "value": value_of(self.pack, answer, form.typed) if state is AnswerState.GIVEN else None,
            "evidence": list(form.values("evidence")),
            "note": form.text("note"),
            "countersigned_by": form.value("countersigned_by") or None,
            "based_on": int(based_on) if _is_number(based_on) else None,
        }

    def _why_not_review(self) -> str:
        """Why the reader cannot review the answer that stands, as the sentence on the button; else empty."""
        current = find_current(self.view.dossier.answers).get(self.question.id, [])
        answer = next((one for one in current if one.answerer == self.answerer), None)
        refusal = why_not_review(answer, self.view.person, None) if answer else None
        return self.view.why_not(ReviewAnswer) or (to_sentence(refusal) if refusal else "")

    def _has_changed(self) -> bool:
        latest = latest_number(self.view, self.question.id, self.answerer)
        return self.form.value("based_on", "0") != str(latest)

    def _next(self) -> str:
        """The next open question of this round, or its list."""
        stage = TRIAGE if self.form.value("round") == TRIAGE else self.question.stage
        _, questions = _stage(self.view, stage)
        order = [one.id for one in questions]
        here = order.index(self.question.id) if self.question.id in order else -1
        waiting = [one for one in questions if one.is_open and one.can_answer and one.id != self.question.id]
        later = [one for one in waiting if order.index(one.id) > here]
        chosen = next(iter(later or waiting), None)
        return f"/questions/{stage}" if chosen is None else f"/question/{chosen.id}"

    def _show(self, form: Form, *, is_changed: bool = False, draft: Any = None) -> Response:
        view, question = self.view, self.question
        return self.seen.show(
            "questions/question.html",
            form,
            question=question,
            answerer=self.answerer,
            inputs=inputs_of(self.pack, self.row),
            rows=rows_in(form.typed),
            evidence_options=[
                (one.id, f"{one.id}: {one.title}", one.publisher) for one in view.usable_evidence
            ],
            signers=offer_signers(view, AnswerQuestion),
            based_on=latest_number(view, question.id, self.answerer),
            current=question.current.get(self.answerer),
            is_changed=is_changed,
            draft=draft,
            is_triage=question.id in self.pack.rules.triage,
            contest=first_open_contest(view.dossier.contests, question.id),
            why_not_review=self._why_not_review(),
            why_not_contest=view.why_not(ContestAnswer),
            why_not_answer_contest=view.why_not(AnswerContest),
            why_not=question.why_not.get(self.answerer, ""),
            notes=find_notes(load_notes(data_dir("docs/guidance")), question.id),
        )


def _answerer(question: Question, asked: str) -> str:
    """For whom the reader answers: as asked, else the first for whom they may."""
    if asked in question.answered_by:
        return asked
    allowed = [one for one, reason in question.why_not.items() if not reason]
    return (allowed or list(question.answered_by))[0]


_FIELDS = {
    "value_does_not_fit": "value",
    "fact_from_the_future": "evidence",
    "unknown_evidence": "evidence",
    "not_applicable_alone": "countersigned_by",
    "unknown_person": "countersigned_by",
    "not_your_question": "said",
    "not_its_answerer": "said",
}
"""Beside which field each refusal of an answer stands."""


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= _LONGEST_NUMBER
