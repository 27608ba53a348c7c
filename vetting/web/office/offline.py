"""The questionnaire offline: take it along as a file, bring it back, look at what it changes, then confirm.

- What came back is kept for its bearer until they confirm or discard it; no answer changes before.
- Where both sides answered, both versions stand side by side, and nothing is brought in until one is chosen for each.
"""

from datetime import datetime

from fastapi import APIRouter, Request, Response

from vetting.adapters.guidance import load_notes
from vetting.adapters.questionnaires import FORMS, read_questionnaire, write_questionnaire
from vetting.adapters.workbook_reader import LARGEST, too_large
from vetting.domain.commands import AnswerQuestion
from vetting.domain.errors import BadInput, Fault, NotFound, Refused
from vetting.policy.pack import Criterion
from vetting.settings import data_dir
from vetting.usecases.drafts import list_drafts
from vetting.usecases.guidance import titles_of
from vetting.usecases.importing import is_of_the_company
from vetting.usecases.questionnaire.asking import COMPANY, OFFICE, ask, list_rows
from vetting.usecases.questionnaire.bringing import CASE, FILE, Bearer, bring_back, look_at_file
from vetting.usecases.questionnaire.changes import Kind, Plan, lines_of
from vetting.usecases.questionnaire.filled import Bundled
from vetting.usecases.questionnaire.keeping import drop_file, find_file, keep_file
from vetting.web.frame import Form, Frame, Posted
from vetting.web.frame.downloads import download
from vetting.web.office.pages import Visit, visit

HERE = "/questionnaire"
_NEW_WHOSE = ((FILE, "Take it over"), (CASE, "Leave it out, and ask the company"))
_WHOSE = ((FILE, "The file's answer"), (CASE, "The answer that stands"))
_WHOSE_THERE = ((FILE, "What it told the other office"), (CASE, "The answer that stands"))


def router(frame: Frame) -> APIRouter:
    """The routes."""
    routes = APIRouter(prefix="/cases/{case}/questionnaire")

    @routes.get("", dependencies=[frame.guard("case.read")])
    def show_offline(request: Request, case: str) -> Response:
        return _show(visit(frame, request, case))

    @routes.get("/take.{form}", dependencies=[frame.guard("case.read")])
    def take(request: Request, case: str, form: str, of: str = "", stage: str = "") -> Response:
        return _take(visit(frame, request, case), form, of, stage)

    @routes.post("/files", dependencies=[frame.guard("case.act")])
    def bring(request: Request, post: Posted, case: str) -> Response:
        return _bring(visit(frame, request, case, post))

    @routes.get("/back", dependencies=[frame.guard("case.read")])
    def show_back(request: Request, case: str) -> Response:
        return _show_plan(visit(frame, request, case), Form())

    @routes.post("/back", dependencies=[frame.guard("case.act")])
    def confirm(request: Request, post: Posted, case: str) -> Response:
        return _confirm(visit(frame, request, case, post))

    return routes


def _show(seen: Visit, faults: tuple[Fault, ...] = ()) -> Response:
    waits = find_file(seen.frame.desk, seen.view.id, seen.view.person) is not None
    why_not = seen.view.why_not(AnswerQuestion)
    asked = {one.stage for one in list_rows(seen.view)}
    titled = ((one.id, one.title) for one in seen.view.appraisal.pack.stages if one.id in asked)
    stages = [("", "Every stage"), *titled]
    return seen.show("questions/offline.html", faults=faults, waits=waits, why_not=why_not, stages=stages)


def _take(seen: Visit, form: str, of: str, stage: str) -> Response:
    if form not in FORMS or of not in ("", COMPANY, OFFICE):
        raise NotFound("form of the questionnaire", f"{of or 'all'}.{form}")
    view = seen.view
    notes = titles_of(load_notes(data_dir("docs/guidance")))
    drafts = tuple(list_drafts(seen.frame.desk, view.id, view.person))
    asked = ask(view, stage or None, of or None, notes, drafts)
    name = "-".join(filter(None, (view.id, stage, of)))
    return download(write_questionnaire(asked, form), f"{name}.{form}")


def _bring(seen: Visit) -> Response:
    try:
        filled = read_questionnaire(_content(seen), seen.view.appraisal.pack)
        look_at_file(seen.frame.desk, seen.view.id, filled)
        keep_file(seen.frame.desk, seen.view.id, seen.view.person, filled)
    except BadInput as wrong:
        seen.form.refuse(
            "file",
            "Nothing was brought in. What is wrong stands below: mend it in the file, and bring it again.",
        )
        return _show(seen, wrong.faults)
    return seen.back(f"{HERE}/back")


def _content(seen: Visit) -> bytes:
    files = seen.form.files.get("file", ())
    try:
        if not files:
            raise BadInput([Fault("the file", "none was chosen.", "Choose the file that was filled in.")])
        size = files[0].size or 0
        if size > LARGEST:
            raise BadInput([Fault("the file", too_large(size))])
        return files[0].file.read()
    finally:
        for one in files:
            one.file.close()


def _show_plan(seen: Visit, form: Form) -> Response:
    plan = _plan(seen)
    if plan is None:
        return seen.back(HERE)
    criteria = seen.view.appraisal.pack.criteria
    made_at = _moment(plan.made_at)
    filled = find_file(seen.frame.desk, seen.view.id, seen.view.person)
    bundle = filled.bundle if filled else None
    return seen.show(
        "questions/taken_over.html" if bundle else "questions/back.html",
        form,
        plan=plan,
        bundle=bundle,
        left=_left_to_ask(seen, plan, bundle) if bundle else (),
        lines_of=lines_of,
        whose=_WHOSE_THERE if bundle else _WHOSE,
        new_whose=_NEW_WHOSE,
        kinds=Kind,
        criteria=criteria,
        made_at=made_at,
    )


def _left_to_ask(seen: Visit, plan: Plan, bundle: Bundled) -> tuple[Criterion, ...]:
    """What the company has to be asked about itself once all of this is brought in: asked here, or asked again."""
    answered = {one.row.criterion for one in plan.changes} | {
        one.criterion for one in seen.view.dossier.answers if one.answerer == COMPANY
    }
    again = {one.criterion for one in bundle.again}
    asked = {one.id for one in list_rows(seen.view)} | again
    pack = seen.view.appraisal.pack
    return tuple(
        one for one in pack.criteria.values() if is_of_the_company(one) and one.id in asked - answered
    )


def _moment(text: str) -> datetime | None:
    """When the file was taken offline, as far as it still says so."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if at.tzinfo else None


def _plan(seen: Visit) -> Plan | None:
    """What the file that waits would change now; nothing where it no longer fits the case."""
    filled = find_file(seen.frame.desk, seen.view.id, seen.view.person)
    try:
        return look_at_file(seen.frame.desk, seen.view.id, filled) if filled else None
    except BadInput:
        drop_file(seen.frame.desk, seen.view.id, seen.view.person)
        return None


def _confirm(seen: Visit) -> Response:
    frame, case, person = seen.frame, seen.view.id, seen.view.person
    filled = find_file(frame.desk, case, person)
    if filled is None or seen.form.value("act") == "discard":
        drop_file(frame.desk, case, person)
        return seen.back(HERE)
    stands = {name.removeprefix("stands-"): values[0] for name, values in seen.form.typed.items() if values}
    try:
        bring_back(frame.desk, case, filled, Bearer(person), stands)
    except Refused as refused:
        seen.form.refuse("", frame.sentence(seen.request, refused.refusal))
        return _show_plan(seen, seen.form)
    except BadInput as wrong:
        seen.form.refuse("file", "The case went on, and the file no longer fits it.")
        return _show(seen, wrong.faults)
    drop_file(frame.desk, case, person)
    frame.waker.wake(case)
    return seen.back("/questions", "questionnaire")
