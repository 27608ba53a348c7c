"""The questionnaire of a case over the API: what is asked, what was said, and a new answer."""

import hashlib
import json
import secrets

from fastapi import APIRouter, Request

from vetting.domain.answers import AnswerFields, find_current
from vetting.domain.commands import AnswerQuestion
from vetting.policy.grammar import AnswerType
from vetting.usecases.office.case_view import look_at
from vetting.usecases.office.questions import Question, list_questions
from vetting.usecases.send import send_with
from vetting.web.api.models import AnswerIn, AnswerOut, CaseId, Page, PageNumber, PageSize, QuestionOut
from vetting.web.frame import Frame
from vetting.web.frame.visitors import reader_of


def router(frame: Frame) -> APIRouter:
    """The routes under ``/cases/{case}/questions`` and ``/cases/{case}/answers``."""
    routes = APIRouter(tags=["questionnaire"])

    @routes.get("/cases/{case}/questions", dependencies=[frame.guard("api.case")])
    def list_asked(
        request: Request, case: CaseId, page: PageNumber = 1, size: PageSize = 20, *, only_open: bool = False
    ) -> Page[QuestionOut]:
        """What is asked now: what moves the case first, then stage by stage."""
        reader = reader_of(request)
        view = look_at(frame.desk, case, reader.id, reader.roles)
        current = find_current(view.dossier.answers)
        stages = [stage.id for stage in view.appraisal.pack.stages]
        asked = [one for stage in stages for one in list_questions(view, stage)]
        ordered = sorted(asked, key=lambda one: not one.comes_first)
        chosen = [_question(one, current.get(one.id, [])) for one in ordered if one.is_open or not only_open]
        return Page[QuestionOut].of(chosen, page, size)

    @routes.get("/cases/{case}/answers", dependencies=[frame.guard("api.case")])
    def list_answers(case: CaseId, page: PageNumber = 1, size: PageSize = 20) -> Page[AnswerOut]:
        """Every answer that was ever given, in order; a later one of the same answerer replaces."""
        with frame.desk.read() as work:
            answers = [_answer(one) for one in work.dossier(case).answers]
        return Page[AnswerOut].of(answers, page, size)

    @routes.post("/cases/{case}/answers", status_code=201, dependencies=[frame.guard("api.act")])
    def enter_answer(request: Request, case: CaseId, answer: AnswerIn) -> AnswerOut:
        """Enter an answer, under the rules that hold for pages and files alike."""
        reader = reader_of(request)
        said = answer.model_dump(exclude={"request"})
        command = AnswerQuestion(
            id=_act_id(case, reader.id, answer), case=case, by=reader.id, at=frame.now(), **said
        )
        send_with(frame.desk, command, reader.roles)
        frame.waker.wake(case)
        with frame.desk.read() as work:
            known = find_current(work.list(AnswerFields, case))[answer.criterion]
        return _answer(next(one for one in known if one.answerer == answer.answerer))

    return routes


def _act_id(case: str, person: str, answer: AnswerIn) -> str:
    """The id of the act: the same request sent twice is one act, one with another answer is another act."""
    name = answer.request or secrets.token_hex(16)
    said = json.dumps([case, person, name, answer.model_dump(mode="json")], sort_keys=True)
    return f"api/{hashlib.sha256(said.encode()).hexdigest()}"


def _question(question: Question, answers: list[AnswerFields]) -> QuestionOut:
    return QuestionOut(
        criterion=question.id,
        stage=question.stage,
        question=question.text,
        guidance=question.guidance,
        answer_type=_spell(question.answer),
        answered_by=list(question.answered_by),
        is_open=question.is_open,
        comes_first=question.comes_first,
        why_not=dict(question.why_not),
        answers=[_answer(one) for one in answers],
    )


def _spell(answer: AnswerType) -> str:
    """The answer type as the pack writes it, such as ``one(open|closed)+evidence``."""
    args = f"({'|'.join(answer.args)})" if answer.args else ""
    return f"{answer.base}{args}" + ("+evidence" if answer.evidence else "")


def _answer(answer: AnswerFields) -> AnswerOut:
    return AnswerOut.model_validate(answer.model_dump(exclude={"case"}))
