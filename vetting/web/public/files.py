"""Adding files to a submission with its receipt: what happens to a file is said before, what became of it after.

The receipt travels in the form; nothing is kept here between the pages.
"""

from collections.abc import Sequence

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from starlette.datastructures import UploadFile

from vetting.domain.attachments import MOST_BYTES, MOST_FILES
from vetting.domain.errors import Refused
from vetting.domain.left_out import SUFFIXES
from vetting.domain.texts import clean_text
from vetting.usecases.attaching import FileAnswer, GivenFile, attach, why_not_files
from vetting.usecases.looking_up import Lodged, find_lodged
from vetting.web.frame import Form, Frame, Posted
from vetting.web.frame.posts import Post
from vetting.web.public.budget import Budget
from vetting.web.public.labels import label

FILES_A_MINUTE = 60
"""For everybody together: each costs a process, and no address is ever read to tell one sender from another."""

FIELD = "files"


def router(frame: Frame) -> APIRouter:
    """The page of files."""
    routes, budget = APIRouter(), Budget(FILES_A_MINUTE)

    @routes.post("/receipt/files", dependencies=[frame.guard("public.take_part")])
    def add_files(request: Request, posted: Posted) -> HTMLResponse:
        budget.spend(frame.now())
        return _add(frame, request, posted, budget)

    return routes


def _add(frame: Frame, request: Request, posted: Post, budget: Budget) -> HTMLResponse:
    """Take what was chosen; a form without files, and without the wish to send some, shows the page alone."""
    form, given = posted.form, _given(posted.form.files.get(FIELD, ()))
    answers: list[FileAnswer] = []
    try:
        lodged = find_lodged(frame.desk, form.value("receipt"))
        if given:
            budget.spend(frame.now(), len(given) - 1)
            answers = attach(frame.desk, form.value("receipt"), posted.token.issued_at, given)
            frame.waker.wake(lodged.case)
    except Refused as refused:
        return _refuse(frame, request, form, refused)
    if form.value("step") == "send" and not given:
        form.refuse(FIELD, str(frame.texts(request).say("files.none")))
    return _show(frame, request, form, find_lodged(frame.desk, form.value("receipt")), answers)


def _given(chosen: Sequence[UploadFile]) -> list[GivenFile]:
    return [GivenFile(clean_text(one.filename or ""), one.file.read()) for one in chosen]


def _refuse(frame: Frame, request: Request, form: Form, refused: Refused) -> HTMLResponse:
    """Where no file can be taken: beside the files where the receipt finds something, else beside the receipt."""
    sentence = frame.sentence(request, refused.refusal)
    try:
        lodged = find_lodged(frame.desk, form.value("receipt"))
    except Refused:
        form.refuse("receipt", sentence)
        return frame.render(request, "receipt.html", form=form, lodged=None)
    form.refuse(FIELD, sentence)
    return _show(frame, request, form, lodged, [])


def _show(
    frame: Frame, request: Request, form: Form, lodged: Lodged, answers: Sequence[FileAnswer]
) -> HTMLResponse:
    texts = frame.texts(request)
    return frame.render(
        request,
        "files.html",
        status=200 if form.is_valid else 422,
        form=form,
        lodged=lodged,
        receipt=form.value("receipt"),
        answers=[(one, texts.refusal(one.refusal) if one.refusal else "") for one in answers],
        why_not=why_not_files(frame.desk, lodged, frame.now()),
        most=MOST_FILES,
        most_bytes=MOST_BYTES,
        accept=",".join(f".{suffix}" for suffix in SUFFIXES),
        label=label,
    )
