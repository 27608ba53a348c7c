"""What a company told another office: that office's bundle is verified first, then looked at answer by answer.

- Nothing of it is read before the bundle holds under a fingerprint that came from elsewhere.
- What it would change is kept for whoever brought it until they confirm or discard it (``offline``).
"""

import io

from fastapi import APIRouter, Request, Response

from vetting.domain.commands import AnswerQuestion
from vetting.domain.errors import BadInput, Fault
from vetting.usecases.importing import read_bundle
from vetting.usecases.questionnaire.bringing import look_at_file
from vetting.usecases.questionnaire.keeping import keep_file
from vetting.web.frame import Form, Frame, Posted
from vetting.web.office.pages import Visit, visit
from vetting.web.settings import MEGABYTE

LARGEST = 25 * MEGABYTE
"""A larger bundle is taken at the command line, which reads it from the disk."""


def router(frame: Frame) -> APIRouter:
    """The routes."""
    routes = APIRouter(prefix="/cases/{case}/questionnaire/bundle")

    @routes.get("", dependencies=[frame.guard("case.read")])
    def show_form(request: Request, case: str) -> Response:
        return _show(visit(frame, request, case), Form())

    @routes.post("/files", dependencies=[frame.guard("case.act")])
    def bring(request: Request, post: Posted, case: str) -> Response:
        return _bring(visit(frame, request, case, post))

    return routes


def _show(seen: Visit, form: Form, faults: tuple[Fault, ...] = ()) -> Response:
    return seen.show(
        "questions/bundle.html",
        form,
        faults=faults,
        most=LARGEST // MEGABYTE,
        why_not=seen.view.why_not(AnswerQuestion),
    )


def _bring(seen: Visit) -> Response:
    form, desk, case = seen.form, seen.frame.desk, seen.view.id
    key = form.text("key", missing="Write the fingerprint of that office's log.", longest=300)
    content = _content(form)
    if not form.is_valid:
        return _show(seen, form)
    try:
        filled = read_bundle(desk, case, io.BytesIO(content), key)
        look_at_file(desk, case, filled)
        keep_file(desk, case, seen.view.person, filled)
    except BadInput as wrong:
        form.refuse("file", "Nothing was taken over. Why stands below.")
        return _show(seen, form, wrong.faults)
    return seen.back("/questionnaire/back")


def _content(form: Form) -> bytes:
    files = form.files.get("file", ())
    try:
        if not files:
            form.refuse("file", "Choose the bundle that the other office gave you.")
            return b""
        if (files[0].size or 0) > LARGEST:
            form.refuse(
                "file",
                f"The bundle has more than {LARGEST // MEGABYTE} MB. "
                "Bring it in at the command line: 'vetting questionnaire from-bundle'.",
            )
            return b""
        return files[0].file.read()
    finally:
        for one in files:
            one.file.close()
