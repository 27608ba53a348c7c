"""The company's answer through its sealed link: one field for each question, kept when asked, sent once.

The link is all that is asked for: no account, no cookie, no script. Whatever is wrong with a link, the page
says the same sentence.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from starlette.datastructures import UploadFile

from vetting.domain.attachments import MOST_BYTES, MOST_FILES, CleanFile
from vetting.domain.errors import BadInput, Refusal, Refused
from vetting.domain.evidence import EvidenceFields
from vetting.domain.left_out import SUFFIXES
from vetting.domain.replies import GivenAnswer, LetterFields, ReplyFile
from vetting.domain.texts import clean_text
from vetting.domain.times import end_of_day
from vetting.usecases.reply_links import (
    OpenLetter,
    is_known,
    lodge_answers,
    open_letter,
    save_answers,
    to_reply_file,
)
from vetting.usecases.reply_sources import read_sources
from vetting.web.frame import Form, Frame, Posted
from vetting.web.public.budget import Budget
from vetting.web.public.files import FIELD, FILES_A_MINUTE
from vetting.web.public.labels import label

LINKS_A_MINUTE = 600
"""For everybody together: far more than companies need, far too few to find one of 130 bits."""

FILES_LOST = "files_lost"
"""A field of a form that is sent again from a page that cannot keep its files."""

MOST_ANSWERS = 100
LONGEST_NUMBER = 11  # digits of a field's name that are read as the number of an answer


def router(frame: Frame) -> APIRouter:
    """The pages of the sealed link."""
    routes, budget, files = APIRouter(), Budget(LINKS_A_MINUTE), Budget(FILES_A_MINUTE)

    @routes.get(
        "/reply/files", dependencies=[frame.guard("public.read")]
    )  # another language of what was sent
    @routes.get("/reply", dependencies=[frame.guard("public.read")])
    def ask_for_link(request: Request) -> HTMLResponse:
        return frame.render(request, "reply_link.html", form=Form())

    @routes.get("/reply/{code}", dependencies=[frame.guard("public.read")])
    def show_letter(request: Request, code: str) -> HTMLResponse:
        budget.spend(frame.now())
        return _open(frame, request, code)

    @routes.post("/reply", dependencies=[frame.guard("public.take_part")])
    @routes.post("/reply/files", dependencies=[frame.guard("public.take_part")])
    def take(request: Request, posted: Posted) -> Response:
        form = posted.form
        budget.spend(frame.now())
        code = form.value("code")
        if form.value("act") == "save" or form.value(
            FILES_LOST
        ):  # the link works once: files are not left out unasked
            return _save(frame, request, code, form)
        if form.value("act") == "send":
            return _send(frame, request, code, form, files)
        return _open(frame, request, code)

    return routes


def _open(frame: Frame, request: Request, code: str) -> HTMLResponse:
    try:
        opened = open_letter(frame.desk, code)
    except Refused as refused:
        return _closed(frame, request, refused.refusal)
    return _show(frame, request, opened, Form(typed=opened.typed))


def _save(frame: Frame, request: Request, code: str, form: Form) -> HTMLResponse:
    """Keep what was typed, and show it again with the time at which it was kept."""
    typed = {name: values for name, values in form.typed.items() if name not in ("code", "act", FILES_LOST)}
    try:
        opened = save_answers(frame.desk, code, typed)
    except Refused as refused:
        return _closed(frame, request, refused.refusal)
    except BadInput:  # more than is kept of one form
        form.refuse("", frame.sentence(request, Refusal("body_too_large")))
        return _show(frame, request, open_letter(frame.desk, code), form)
    typed = {
        **typed,
        FILES_LOST: form.values(FILES_LOST),
    }  # a trade secret is not kept, and not lost here either
    return _show(frame, request, opened, Form(typed=typed, files=form.files))


def _send(frame: Frame, request: Request, code: str, form: Form, budget: Budget) -> HTMLResponse:
    answers = _answers(frame, request, form)
    files = _files(frame, request, code, form, budget) if form.is_valid else []
    if not form.is_valid:
        return _faulty(frame, request, code, form)
    try:
        confirmed = lodge_answers(frame.desk, code, answers, files)
    except Refused as refused:
        return _refused(frame, request, code, form, refused.refusal)
    frame.waker.wake(confirmed.case)
    return frame.render(request, "replied.html", replied=confirmed, files=_told(files), label=label)


def _files(frame: Frame, request: Request, code: str, form: Form, budget: Budget) -> list[CleanFile]:
    """The files that were chosen, each rebuilt; one that cannot be is a fault, and nothing is sent then."""
    chosen = form.files.get(FIELD, ())
    if not chosen or not is_known(frame.desk, code):
        return []
    try:
        _require_few(len(chosen))
        budget.spend(frame.now(), len(chosen))
    except Refused as refused:
        form.refuse(FIELD, frame.sentence(request, refused.refusal))
        return []
    found = [_rebuilt(frame, request, form, one) for one in chosen]
    return [one for one in found if one is not None]


def _require_few(number: int) -> None:
    if number > MOST_FILES:
        raise Refused(Refusal("reply_files_too_many", {"most": MOST_FILES}))


def _rebuilt(frame: Frame, request: Request, form: Form, file: UploadFile) -> CleanFile | None:
    name = clean_text(file.filename or "")
    try:
        return frame.desk.cleaner.clean(file.file.read(), name)
    except Refused as refused:
        form.refuse(FIELD, f"{name}: {frame.sentence(request, refused.refusal)}")
        return None


def _told(files: Sequence[CleanFile]) -> Sequence[tuple[CleanFile, ReplyFile]]:
    """Each file with the hash and the size under which it is held."""
    return [(one, to_reply_file(one)) for one in files]


def _refused(frame: Frame, request: Request, code: str, form: Form, refusal: Refusal) -> HTMLResponse:
    """The form with its fault beside the answer that it is about."""
    number = refusal.params.get("number", 1)
    fields = {"secret_without_summary": "summary", "secret_not_offered": "secret"}
    field = fields.get(refusal.code, "answer")
    form.refuse(f"{field}-{number}", frame.sentence(request, refusal))
    return _faulty(frame, request, code, form)


def _faulty(frame: Frame, request: Request, code: str, form: Form) -> HTMLResponse:
    """All that was typed, with its faults; or the one sentence, where the link opens nothing."""
    try:
        opened = open_letter(frame.desk, code)
    except Refused as refused:
        return _closed(frame, request, refused.refusal)
    return _show(frame, request, opened, form)


def _closed(frame: Frame, request: Request, refusal: Refusal) -> HTMLResponse:
    form = Form()
    form.refuse("code", frame.sentence(request, refusal))
    return frame.render(request, "reply_link.html", status=404, form=form)


def _show(frame: Frame, request: Request, opened: OpenLetter, form: Form) -> HTMLResponse:
    letter = opened.letter
    return frame.render(
        request,
        "reply.html",
        status=200 if form.is_valid else 422,
        form=form,
        opened=opened,
        letter=letter,
        can_seal=frame.desk.sealer.can_seal(),
        most=MOST_FILES,
        most_bytes=MOST_BYTES,
        files_lost=FILES_LOST,
        accept=",".join(f".{suffix}" for suffix in SUFFIXES),
        asked=_asked(letter, read_sources(frame.desk, letter)),
        is_late=frame.now() > end_of_day(letter.due),
    )


def _asked(letter: LetterFields, sources: Mapping[str, EvidenceFields]) -> Sequence[dict[str, Any]]:
    """Each question with the facts, sources and standards before it."""
    grounds = [*letter.grounds, *[{}] * len(letter.questions)]
    return [
        {
            "number": number,
            "question": question,
            "facts": ground.get("facts", ""),
            "standards": ground.get("standards", []),
            "sources": [sources[one] for one in ground.get("sources", []) if one in sources],
        }
        for number, (question, ground) in enumerate(zip(letter.questions, grounds, strict=False), 1)
    ]


def _answers(frame: Frame, request: Request, form: Form) -> list[GivenAnswer]:
    last = max((_number(name) for name in form.typed), default=0)
    return [_answer(frame, request, form, number) for number in range(1, min(last, MOST_ANSWERS) + 1)]


def _number(name: str) -> int:
    """The number of the answer that a field holds; 0 where it holds none."""
    number = name.removeprefix("answer-")
    is_one = number != name and number.isascii() and number.isdecimal() and len(number) <= LONGEST_NUMBER
    return int(number) if is_one else 0


def _answer(frame: Frame, request: Request, form: Form, number: int) -> GivenAnswer:
    """One answer, cleaned of what nobody types; what is too long is a fault of its field, and never cut unsaid."""
    return GivenAnswer(
        text=_text(frame, request, form, f"answer-{number}", 20_000),
        is_secret=bool(form.value(f"secret-{number}")),
        summary=_text(frame, request, form, f"summary-{number}", 2_000),
    )


def _text(frame: Frame, request: Request, form: Form, name: str, most: int) -> str:
    text = clean_text(form.value(name))
    if len(text) > most:
        said = {"given": len(text), "most": most, "over": len(text) - most}
        form.refuse(name, frame.sentence(request, Refusal("submission_too_long", said)))
    return text[:most]
