"""The frame of one surface: what a router needs to turn a request into a page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse
from jinja2 import Environment

from vetting.domain.errors import Refusal, Refused
from vetting.usecases.desk import Desk
from vetting.usecases.ports import Dispatcher
from vetting.web.frame.forms import TOKEN, form_of
from vetting.web.frame.languages import Texts, choose_language
from vetting.web.frame.posts import Post, StaleForm, read_form, why_not_from_here
from vetting.web.frame.tokens import FormTokens
from vetting.web.settings import WebSettings


@dataclass(frozen=True)
class Frame:
    """One surface: its ports, its templates and texts."""

    surface: str
    desk: Desk
    dispatcher: Dispatcher
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

    def binding(self, request: Request) -> str:  # noqa: ARG002 - the session's, once somebody is signed in
        """What ties a form to its reader."""
        return self.surface

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
            "visitor": getattr(request.state, "visitor", None),
        }

    async def take_post(self, request: Request) -> None:
        """The dependency of every HTML router: a posted form is read and found genuine, or nothing goes on."""
        if request.method != "POST":
            return
        if refusal := why_not_from_here(request, self.settings.address):
            raise Refused(refusal)
        data = await read_form(request)
        form = form_of(data)
        token = self.tokens.read(str(data.get(TOKEN, "")), self.binding(request), self.now())
        if token is None:
            raise StaleForm(form)
        request.state.post = Post(form, token)
