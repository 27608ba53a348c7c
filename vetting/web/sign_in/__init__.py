"""Signing in to the staff pages: by the office's provider, or by a password on this machine alone.

- Before anybody is signed in, the browser gets a mark, and the form and the provider's answer hold only
  with that mark: nobody can sign a browser in as somebody else.
- Each signing-in makes a new session and ends the one before it in this browser.
"""

import re
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from vetting.domain.errors import Refused
from vetting.usecases.signing_in import sign_in_with_password, sign_in_with_subject, sign_out
from vetting.web.frame import Form, Frame, Posted
from vetting.web.frame.visitors import NOBODY, Visitor, new_begun, secret_of
from vetting.web.sign_in.provider import Provider, Question

Next = Annotated[str, Query(alias="next", max_length=500)]
Again = Annotated[str, Query(max_length=10)]


def router(frame: Frame) -> APIRouter:
    """The routes of signing in, for a surface of staff."""
    routes = APIRouter(dependencies=[frame.guard("sign_in")])
    home = f"/{frame.surface}/"

    @routes.get("/sign-in")
    def show_sign_in(request: Request, next_: Next = "") -> Response:
        return _with_begun(frame, request, Form({"next": [next_]}))

    @routes.post("/sign-in")
    def sign_in(request: Request, posted: Posted) -> Response:
        if refusal := frame.why_not_password(request):
            raise Refused(refusal)
        form, old = posted.form, secret_of(frame.cookies, request)
        try:
            secret = sign_in_with_password(frame.desk, form.value("login"), posted.password, old)
        except Refused as refused:
            form.refuse("login", frame.sentence(request, refused.refusal))
            return _page(frame, request, form, status=403)
        return _signed_in(frame, secret, form.value("next"))

    @routes.post("/sign-out")
    def leave(request: Request, _posted: Posted) -> HTMLResponse:
        if secret := secret_of(frame.cookies, request):
            sign_out(frame.desk, secret)
        request.state.visitor = NOBODY
        answer = frame.render(request, "signed_out.html", again=f"{home}sign-in")
        frame.cookies.drop(answer, frame.cookies.session)
        return answer

    if frame.settings.oidc:
        _add_provider(routes, frame, Provider(frame.settings.oidc, frame.desk))
    return routes


def _add_provider(routes: APIRouter, frame: Frame, provider: Provider) -> None:
    @routes.get("/sign-in/provider")
    def go_to_provider(request: Request, next_: Next = "", again: Again = "") -> Response:
        begun = request.state.visitor.begun or new_begun()
        question = Question.ask(frame.desk, begun, next_, again=bool(again))
        answer = RedirectResponse(provider.address(question, _back(frame, request)), status_code=303)
        frame.cookies.set(answer, frame.cookies.begun, begun)
        return answer

    @routes.get("/sign-in/back")
    def come_back(
        request: Request,
        code: Annotated[str, Query(max_length=2000)] = "",
        state: Annotated[str, Query(max_length=2000)] = "",
    ) -> Response:
        question = Question.of_state(frame.desk, request.state.visitor.begun, state)
        proven = provider.prove(question, code, _back(frame, request))
        old = secret_of(frame.cookies, request)
        return _signed_in(
            frame, sign_in_with_subject(frame.desk, proven.subject, proven.at, old), question.next
        )


def safe_next(surface: str, wanted: str) -> str:
    """A path of this surface to go on to; anything else leads to the surface's first page."""
    home = f"/{surface}/"
    is_own = wanted.startswith(home) and re.fullmatch(r"/[\w/.~%-]*", wanted) and "//" not in wanted
    return wanted if is_own and not wanted.startswith(f"{home}sign-") else home


def _with_begun(frame: Frame, request: Request, form: Form) -> Response:
    begun = request.state.visitor.begun or new_begun()
    request.state.visitor = Visitor(begun=begun)
    page = _page(frame, request, form)
    frame.cookies.set(page, frame.cookies.begun, begun)
    return page


def _page(frame: Frame, request: Request, form: Form, status: int = 200) -> HTMLResponse:
    provider = f"/{frame.surface}/sign-in/provider?" + urlencode({"next": form.value("next")})
    return frame.render(
        request,
        "sign_in.html",
        status=status,
        form=form,
        action=f"/{frame.surface}/sign-in",
        takes_password=frame.why_not_password(request) is None,
        provider=provider if frame.settings.oidc else None,
    )


def _signed_in(frame: Frame, secret: str, wanted: str) -> Response:
    answer = frame.see_other(safe_next(frame.surface, wanted))
    frame.cookies.set(answer, frame.cookies.session, secret)
    frame.cookies.drop(answer, frame.cookies.begun)
    return answer


def _back(frame: Frame, request: Request) -> str:
    address = frame.settings.address or str(request.base_url).rstrip("/")
    return f"{address}/{frame.surface}/sign-in/back"
