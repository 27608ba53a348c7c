"""The frame of one surface: what a router needs to turn a request into a page."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from fastapi import Depends, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, RedirectResponse
from jinja2 import Environment
from starlette.datastructures import FormData

from vetting.domain.errors import Refusal, Refused
from vetting.usecases.desk import Desk
from vetting.usecases.ports import Waker
from vetting.usecases.signing_in import confirm_with_password
from vetting.web.frame.forms import PASSWORD, TOKEN, form_of
from vetting.web.frame.guards import Guard
from vetting.web.frame.languages import Texts, choose_language
from vetting.web.frame.posts import Post, ProofNeeded, StaleForm, read_form, why_not_from_here
from vetting.web.frame.tokens import FormTokens
from vetting.web.frame.visitors import NOBODY, Cookies, Visitor, identify
from vetting.web.settings import WebSettings, is_loopback


@dataclass(frozen=True)
class Frame:
    """One surface: its ports, its templates and texts."""

    surface: str
    desk: Desk
    waker: Waker
    settings: WebSettings
    environment: Environment
    languages: Mapping[str, Texts]

    @property
    def tokens(self) -> FormTokens:
        """Issues and reads the tokens of forms."""
        return FormTokens(self.settings.secret)

    def now(self) -> datetime:
        """The time now."""
        return self.desk.clock.now()

    def texts(self, request: Request) -> Texts:
        """The texts in the reader's language."""
        if self.surface != "public":
            return self.languages["en"]
        first = request.url.path.strip("/").partition("/")[0]
        chosen = first if first in self.languages else choose_language(request.headers.get("accept-language"))
        return self.languages[chosen]

    def sentence(self, request: Request, refusal: Refusal) -> str:
        """The sentence of a refusal in the reader's language."""
        return self.texts(request).refusal(refusal)

    def token(self, request: Request) -> str:
        """A new form token for this reader."""
        return self.tokens.issue(self.binding(request), self.now())

    def binding(self, request: Request) -> str:
        """What ties a form to its surface and its reader."""
        visitor: Visitor = getattr(request.state, "visitor", NOBODY)
        return f"{self.surface}|{visitor.binding}"

    def guard(self, right: str) -> Any:
        """A dependency of a route: who has not this right of ``domain/rights.py`` is refused."""
        return Depends(Guard(self.desk, right))

    def signature(self, *unsigned: str) -> Any:
        """A dependency of a route that signs: a session without a fresh proof is asked for one.

        ``unsigned`` are the buttons of its form that sign nothing, which the handler must take as such.
        """

        def prove(request: Request) -> None:
            post: Post = request.state.post
            if post.form.value("act") not in unsigned:
                self.prove(request)

        return Depends(prove)

    def prove(self, request: Request) -> None:
        """Let a fresh session sign; otherwise take the password sent with the form, or ask for it."""
        visitor: Visitor = request.state.visitor
        refusal = visitor.why_not_sign(self.now())
        request.state.is_proven = True  # or nothing goes on
        if refusal is None or visitor.session is None:
            return None
        post: Post = request.state.post
        by_password = visitor.has_password and not self.why_not_password(request)
        if by_password and post.password:
            try:
                return confirm_with_password(self.desk, visitor.session, post.password)
            except Refused as wrong:
                refusal = wrong.refusal
        raise ProofNeeded(post.form, refusal, by_password=by_password)

    def why_not_password(self, request: Request) -> Refusal | None:
        """Why no password is taken here, if so: they are for an address of this machine alone."""
        server = (request.scope.get("server") or ("", None))[0]
        named = [server, request.url.hostname, urlsplit(self.settings.address or "//localhost").hostname]
        is_here = self.settings.local_accounts and all(is_loopback(one or "") for one in named)
        return None if is_here else Refusal("passwords_not_here")

    async def identify(self, request: Request) -> None:
        """The first dependency of every router: who is at the other end."""
        if "\x00" in request.url.path or "%00" in request.url.query:
            raise Refused(Refusal("input_unreadable"))  # no id or word has it, and PostgreSQL would stumble
        request.state.visitor = NOBODY
        if not self.settings.is_known(request.headers.get("host", "")):
            raise Refused(Refusal("host_unknown"))
        if self.surface != "public":
            found = run_in_threadpool(identify, self.surface, self.desk, self.cookies, request)
            request.state.visitor = await found

    @property
    def cookies(self) -> Cookies:
        """The names and manners of the cookies."""
        return Cookies(self.settings.https)

    def render(
        self,
        request: Request,
        template: str,
        *,
        fragment: str | None = None,
        status: int = 200,
        **context: Any,
    ) -> HTMLResponse:
        """A page; or, where HTMX asks and there is one, its fragment from the same facts."""
        asked = "HX-Request" in request.headers
        name = fragment if fragment and asked else template
        html = self.environment.get_template(name).render(**self.context(request), **context)
        headers = {"Vary": "HX-Request"} if fragment else None
        return HTMLResponse(html, status_code=status, headers=headers)

    def see_other(self, path: str) -> RedirectResponse:
        """Where a reader goes after a form was taken, so that 'reload' sends nothing twice."""
        return RedirectResponse(path, status_code=303)

    def context(self, request: Request) -> dict[str, Any]:
        """What every template may use."""
        texts = self.texts(request)
        return {
            "request": request,
            "texts": texts,
            "language": texts.language,
            "direction": texts.direction,
            "path": request.url.path,
            "new_token": lambda: self.token(request),
            "now": self.now(),
            "visitor": getattr(request.state, "visitor", NOBODY),
        }

    async def take_post(self, request: Request) -> AsyncIterator[None]:
        """The dependency of every HTML router: a posted form is read and found genuine, or nothing goes on."""
        if request.method != "POST":
            yield
            return
        if refusal := why_not_from_here(request, self.settings.address):
            raise Refused(refusal)
        data = await read_form(request)
        try:
            request.state.post = self._genuine(request, data)
            yield
        finally:
            await data.close()

    def _genuine(self, request: Request, data: FormData) -> Post:
        form = form_of(data)
        token = self.tokens.read(str(data.get(TOKEN, "")), self.binding(request), self.now())
        if token is None:
            raise StaleForm(form)
        return Post(form, token, str(data.get(PASSWORD, "")))
