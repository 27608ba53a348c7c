"""The trade secrets of a reply: opened for one look with the officer's own key; the log has the reason first."""

from collections.abc import Mapping

from fastapi import APIRouter, Request, Response

from vetting.domain.errors import NotFound, Refused
from vetting.domain.reply_commands import UnsealReply
from vetting.usecases.office.voices import LetterLine, view_voices
from vetting.usecases.unsealing import has_secrets, open_secrets
from vetting.web.frame import Form, Frame, Posted
from vetting.web.office.own_key import read_key
from vetting.web.office.pages import Visit, visit


def router(frame: Frame) -> APIRouter:
    """The routes."""
    routes = APIRouter(prefix="/cases/{case}/letters/{letter}/secrets")

    @routes.get("", dependencies=[frame.guard("case.read")])
    def show_secrets(request: Request, case: str, letter: str) -> Response:
        return _show(visit(frame, request, case), letter, Form())

    @routes.post("", dependencies=[frame.guard("submission.open")])
    def open_sealed(request: Request, post: Posted, case: str, letter: str) -> Response:
        return _open(visit(frame, request, case, post), letter)

    return routes


def _show(seen: Visit, letter: str, form: Form, opened: Mapping[int, str] | None = None) -> Response:
    """The page; with what was opened, for this one answer."""
    return seen.show(
        "voices/secrets.html",
        form,
        letter=_line_of(seen, letter),
        opened=opened or {},
        is_held=has_secrets(seen.frame.desk, seen.view.id, letter),
        why_not=seen.view.why_not(UnsealReply),
    )


def _line_of(seen: Visit, letter: str) -> LetterLine:
    found = next((one for one in view_voices(seen.view).letters if one.id == letter), None)
    if found is None:
        raise NotFound("letter", letter)
    return found


def _open(seen: Visit, letter: str) -> Response:
    form = seen.form
    reason = form.text("reason", missing="Say why you open it; auditors read the reason.", longest=1000)
    opened = _opened(seen, letter, reason)
    return _show(seen, letter, Form(typed={"reason": [reason]}, errors=form.errors), opened)


def _opened(seen: Visit, letter: str, reason: str) -> Mapping[int, str] | None:
    form, command = seen.form, seen.make(UnsealReply, letter=letter, reason=reason)
    try:
        key = read_key(seen)
        return open_secrets(seen.frame.desk, command, key) if form.is_valid else None
    except Refused as refused:
        form.refuse("key", seen.frame.sentence(seen.request, refused.refusal))
        return None
