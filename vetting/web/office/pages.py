"""A visit to one case: the view, and short ways to show a page, send what was asked, and keep what was typed."""

import hashlib
import hmac
import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from fastapi import Request, Response
from pydantic import ValidationError

from vetting.audit.entry import LogEntry
from vetting.domain.commands import Command
from vetting.domain.errors import BadInput, Refused
from vetting.domain.signatures import Given
from vetting.usecases.drafts import drop_draft, find_draft, save_draft
from vetting.usecases.office.case_view import CaseView, look_at
from vetting.usecases.office.waiting import list_open
from vetting.usecases.send import send, sign
from vetting.web.frame import Form, Frame
from vetting.web.frame.posts import Post

Asked = TypeVar("Asked", bound=Command)

MENU = (
    ("", "Overview"),
    ("/questions", "Questions"),
    ("/people", "People and interests"),
    ("/parties", "Parties"),
    ("/ownership", "Owners"),
    ("/matches", "Screening"),
    ("/evidence", "Evidence and drafts"),
    ("/agreement", "Draft agreement"),
    ("/findings", "Findings"),
    ("/registers", "Registers"),
    ("/consultation", "Consultation"),
    ("/contests", "Contests"),
    ("/letters", "Letters and replies"),
    ("/exceptions", "Exceptions"),
    ("/decision", "Decision"),
    ("/signatures", "Signatures"),
    ("/records", "Record"),
    ("/timeline", "Timeline"),
)
"""The pages of a case: the path after the case's own address, and the label."""

log = logging.getLogger("vetting.web")

WRONG_DAY = "Write the day as year, month and day, such as 2026-03-31."


@dataclass(frozen=True)
class Visit:
    """One request to one case by whoever is signed in."""

    frame: Frame
    request: Request
    view: CaseView
    post: Post | None = None

    @property
    def form(self) -> Form:
        """What was typed; an empty form where nothing was posted."""
        return self.post.form if self.post else Form()

    @property
    def wants_draft(self) -> bool:
        """Whether the form is only to be kept."""
        return self.form.value("act") == "draft"

    def show(
        self, template: str, form: Form | None = None, *, fragment: str | None = None, **context: Any
    ) -> Response:
        """A page of the case; with a form that has faults it is answered as not done."""
        shown = self.form if form is None else form
        return self.frame.render(
            self.request,
            template,
            fragment=fragment,
            status=200 if shown.is_valid else 409,
            case=self.view,
            base=f"/office/cases/{self.view.id}",
            menu=MENU,
            form=shown,
            saved=self.request.query_params.get("saved", ""),
            waiting=list_open(self.view),
            **context,
        )

    def back(self, path: str, saved: str = "") -> Response:
        """Where the reader goes after a form was taken."""
        joint = "&" if "?" in path else "?"
        query = f"{joint}saved={saved}" if saved else ""
        return self.frame.see_other(f"/office/cases/{self.view.id}{path}{query}")

    def make(self, what: type[Asked], /, **fields: Any) -> Asked:
        """The command that the form asks for, by whoever is signed in."""
        return what(
            id=act_id(require_post(self.post), str(fields.get("sha256", ""))),
            case=self.view.id,
            by=self.view.person,
            at=self.view.now,
            given=given_of(self.request),
            **fields,
        )

    def send(
        self, what: type[Command], said: Mapping[str, Any], fields: Mapping[str, str] | None = None
    ) -> bool:
        """Send what the form asks for; a refusal becomes the fault of a field (``fields``: by its code)."""

        def made() -> tuple[Command, ...]:
            return (self.make(what, **said),)

        return try_send(self.frame, self.request, self.form, made, fields or {})

    def entered_as(self, name: str, asked: str, file: str = "") -> str:
        """The id under which the act of this form was entered; of a form sent twice, that of the first time."""
        act = act_id(require_post(self.post), file)
        with self.frame.desk.read() as work:
            leaf = work.list_leaves([act]).get(act)
        return str(LogEntry.from_bytes(leaf).open.get(name, asked)) if leaf else asked

    def draft_of(self, form: str) -> Form:
        """What the reader typed into a form before and has not sent."""
        draft = find_draft(self.frame.desk, self.view.id, self.view.person, form)
        return Form(typed=draft.values if draft else {})

    def keep_draft(self, form: str) -> None:
        """Keep what was typed, for its writer alone."""
        save_draft(self.frame.desk, self.view.id, self.view.person, form, self.form.typed)

    def drop_draft(self, form: str) -> None:
        """Forget a draft that was sent."""
        drop_draft(self.frame.desk, self.view.id, self.view.person, form)


def visit(frame: Frame, request: Request, case: str, post: Post | None = None) -> Visit:
    """A visit to a case; raises ``NotFound``."""
    return Visit(frame, request, look_at(frame.desk, case, person_of(request)), post)


def person_of(request: Request) -> str:
    """The id of whoever is signed in, which is also the person's id on cases."""
    person: str = request.state.visitor.reader.id
    return person


def given_of(request: Request) -> Given:
    """How whoever is signed in gives what a form asks for: with a fresh proof, where its route asked for one."""
    return Given.PROVEN if getattr(request.state, "is_proven", False) else Given.SIGNED_IN


def act_id(post: Post, file: str = "") -> str:
    """The id of the act that a form asks for: the same form sent twice is one act, a changed one is another.

    A browser that goes back shows a form with its old token; what is typed anew there must not be taken for sent,
    nor a file that was chosen anew (``file``: its hash). The id stands in the log, and what is typed may be short
    and secret: so nobody can try texts against it who has not the number of the form, which is stored nowhere.
    """
    typed = sorted((name, tuple(values)) for name, values in post.form.again())
    said = repr((typed, file)).encode()
    return f"web/{hmac.new(post.token.number.encode(), said, hashlib.sha256).hexdigest()[:40]}"


def try_send(
    frame: Frame,
    request: Request,
    form: Form,
    make: Callable[[], tuple[Command, ...]],
    fields: Mapping[str, str],
) -> bool:
    """Send commands in one commit and wake their case; a refusal becomes the fault of a field or of the form."""
    try:
        commands = make()
        if not form.is_valid:  # a text that is too long is a fault of its field, and never sent cut or whole
            return False
        _send(frame, commands)
    except Refused as refused:
        form.refuse(fields.get(refused.refusal.code, ""), frame.sentence(request, refused.refusal))
        return False
    except BadInput as wrong:
        form.refuse("", str(wrong))
        return False
    except ValidationError as wrong:
        names = {str(one["loc"][0]).replace("_", " ") for one in wrong.errors() if one["loc"]}
        form.refuse(
            "",
            f"Look again at what you wrote for {', '.join(sorted(names))}: it is blank, too long or no such thing.",
        )
        return False
    wake(frame, {one.case for one in commands})
    return True


def wake(frame: Frame, cases: Iterable[str]) -> None:
    """Have cases looked at soon. What was sent is kept already: where nobody listens, the sweep finds them."""
    for case in cases:
        try:
            frame.waker.wake(case)
        except Exception as error:  # noqa: BLE001 - whatever stands between here and the runner
            log.warning("case %s was not woken: %s", case, type(error).__name__)


def _send(frame: Frame, commands: tuple[Command, ...]) -> None:
    """One act of whoever is signed in, which may wait for others; or several in one commit."""
    if len(commands) == 1:
        sign(frame.desk, commands[0])
    else:
        send(frame.desk, commands)


def require_post(post: Post | None) -> Post:
    """The posted form; asking for it on a page that was only looked at is a fault of this program."""
    if post is None:
        raise LookupError("no form was posted")
    return post
