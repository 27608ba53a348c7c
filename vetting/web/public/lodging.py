"""Taking part: advice, the form, the check with the receipt, and what was sent.

- Every step is a page of its own that carries all that was typed; nothing is kept here between them.
- The receipt is shown before the last step, and two of its groups are typed, so that it is noted down.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from vetting.domain.consultation import SubmissionMode
from vetting.domain.errors import NotFound, Refusal, Refused
from vetting.domain.receipts import ASKED, to_groups, why_not_confirmed
from vetting.domain.rounds import RoundFields, notice_in
from vetting.domain.texts import clean_text
from vetting.domain.written import MOST_CHARACTERS, REGIONS, Draft, Offer, Part, find_faults
from vetting.usecases.lodging import Begun, OpenForm, begin, lodge, offer_of, open_form, require_ours
from vetting.usecases.public_case import PublicCase, read_public_case
from vetting.usecases.together import Together
from vetting.web.frame import Form, Frame, Posted
from vetting.web.frame.languages import LANGUAGES
from vetting.web.public.cases import plain
from vetting.web.public.labels import label

OTHER_LANGUAGE = "und"
_HIDDEN = ("round", "begun_at", "receipt", "stamp")
_MOST_SECONDS = 1 << 40


@dataclass(frozen=True)
class Asked:
    """What the form of a case asks, in the reader's language."""

    case: PublicCase
    offer: Offer
    questions: Sequence[tuple[str, str]]
    groups: Sequence[tuple[str, str]]


def router(frame: Frame) -> APIRouter:
    """The pages of taking part."""
    routes, together = APIRouter(), Together(frame.desk)

    @routes.get("/cases/{case}/take-part", dependencies=[frame.guard("public.take_part")])
    def show_form(request: Request, case: str) -> HTMLResponse:
        begun = begin(frame.desk, plain(case, "case"))
        # with a choice nobody is made public by a default
        mode = [] if frame.desk.sealer.can_seal() else [SubmissionMode.PUBLIC.value]
        form = Form({"mode": mode, "language": [frame.texts(request).language]})
        return _show(frame, request, "take_part.html", begun, form)

    @routes.post("/cases/{case}/take-part", dependencies=[frame.guard("public.take_part")])
    def take_form(request: Request, case: str, posted: Posted) -> HTMLResponse:
        form = posted.form
        begun = _begun(plain(case, "case"), form)
        opened = open_form(frame.desk, case)
        offer = opened.offer
        draft = _draft(form, offer.questions)
        if not _is_ours(frame, request, begun, form):
            return _show(frame, request, "take_part.html", begin(frame.desk, case), form)
        if form.value("mode") not in set(SubmissionMode):
            form.refuse("mode", frame.sentence(request, Refusal("unknown_choice", {})))
        for name, fault in find_faults(draft, offer):
            form.refuse(_field(name, offer), frame.sentence(request, fault))
        if not form.is_valid or form.value("step") == "write":
            return _show(frame, request, "take_part.html", begun, form)
        if form.value("step") != "send":
            return _show(frame, request, "check.html", begun, form, draft=draft)
        typed = {number: form.value(f"group-{number}") for number in ASKED}
        if refusal := why_not_confirmed(begun.receipt, typed):
            form.refuse(f"group-{ASKED[0]}", frame.sentence(request, refusal))
            return _show(frame, request, "check.html", begun, form, draft=draft)
        return _send(frame, request, (begun, draft, form, opened), together)

    return routes


def _send(
    frame: Frame, request: Request, filled: tuple[Begun, Draft, Form, OpenForm], together: Together
) -> HTMLResponse:
    """Take the submission, and show its receipt once more; sent again, the same page comes."""
    begun, draft, form, opened = filled
    try:
        leaf = lodge(frame.desk, begun, draft, opened, together.send)
    except Refused as refused:
        form.refuse("", frame.sentence(request, refused.refusal))
        return _show(frame, request, "check.html", begun, form, draft=draft)
    frame.waker.wake(begun.case)
    return frame.render(
        request,
        "lodged.html",
        case=begun.case,
        leaf=leaf,
        receipt=begun.receipt,
        groups=to_groups(begun.receipt),
        takes_files=opened.offer.protected,
        label=label,
    )


def _show(
    frame: Frame, request: Request, template: str, begun: Begun, form: Form, **more: Any
) -> HTMLResponse:
    asked = _asked(frame, request, begun.case)
    return frame.render(
        request,
        template,
        status=200 if form.is_valid else 422,
        asked=asked,
        begun=begun,
        hidden=[(name, getattr(begun, name)) for name in _HIDDEN],
        form=form,
        groups=to_groups(begun.receipt),
        confirm=ASKED,
        regions=REGIONS,
        most=MOST_CHARACTERS,
        label=label,
        **more,
    )


def _asked(frame: Frame, request: Request, case: str) -> Asked:
    found, offer = read_public_case(frame.desk, case), offer_of(frame.desk, case)
    if found.round is None:
        raise NotFound("round of the case", case)
    labels = frame.desk.packs.pinned(found.case.pack_hash).lists.get("stakeholder_groups", {})
    return Asked(
        found,
        offer,
        _questions(found.round, frame.texts(request).language),
        [(group, str(labels.get(group, ""))) for group in offer.groups],
    )


def _questions(held: RoundFields, language: str) -> list[tuple[str, str]]:
    spoken, _ = notice_in(held, language)
    return [(ident, said.get(language) or said.get(spoken, "")) for ident, said in held.questions.items()]


def _is_ours(frame: Frame, request: Request, begun: Begun, form: Form) -> bool:
    """Whether the form was begun here; where not, all that was typed is shown again under a new receipt."""
    try:
        require_ours(frame.desk, begun)
    except Refused as refused:
        form.refuse("", frame.sentence(request, refused.refusal))
        return False
    return True


def _begun(case: str, form: Form) -> Begun:
    """What the form carries; where it is not what this home put there, its stamp does not fit."""
    number, seconds = _whole(form.value("round")), _whole(form.value("begun_at"))
    return Begun(case, number, seconds, form.value("receipt"), form.value("stamp"))


def _whole(text: str) -> int:
    is_number = text.isascii() and text.isdigit() and len(text) < len(str(_MOST_SECONDS))
    return int(text) if is_number else 0


def _draft(form: Form, questions: Sequence[str] | object) -> Draft:
    """What was written, cleaned of what nobody types."""
    idents = tuple(questions) if isinstance(questions, Sequence) else ()
    mode = form.value("mode")
    return Draft(
        mode=SubmissionMode(mode) if mode in set(SubmissionMode) else SubmissionMode.ANONYMOUS,
        parts=tuple(
            Part(ident, clean_text(form.value(f"text-{ident}")), shown=not form.value(f"hold-{ident}"))
            for ident in idents
        ),
        group=form.value("group", "prefer_not_to_say"),
        language=_language(form.value("language")),
        region=form.value("region"),
        name=clean_text(form.value("name")),
        name_shown=bool(form.value("name_shown")),
        contact=clean_text(form.value("contact")),
        may_quote=bool(form.value("may_quote")),
    )


def _language(typed: str) -> str:
    return typed if typed in LANGUAGES else OTHER_LANGUAGE


def _field(name: str, offer: Offer) -> str:
    """The field of the page at which a fault of the draft stands."""
    first = next(iter(offer.questions), "")
    return f"text-{first}" if name == "parts" else name
