"""My work, and the proposal of a new case."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from fastapi import APIRouter, Request, Response

from vetting.domain.commands import AssignPerson, Command, NameParty, OpenCase
from vetting.domain.parties import PartyRole
from vetting.domain.people import Role
from vetting.usecases.drafts import drop_draft, find_draft, save_draft
from vetting.usecases.office.worklist import list_work
from vetting.web.frame import Form, Frame, Posted
from vetting.web.frame.posts import Post
from vetting.web.office.countries import countries_of, country_of
from vetting.web.office.pages import act_id, person_of, try_send

PROPOSAL = "proposal"
PROSPECT = "prospect"
DEFAULT_PACK = "un-default"
AMOUNTS = {"value_usd": "the value in whole dollars", "term_months": "the term in whole months"}


def router(frame: Frame) -> APIRouter:
    """The routes."""
    routes = APIRouter()

    @routes.get("/", dependencies=[frame.guard("desk.read")])
    def show_work(request: Request) -> Response:
        return frame.render(request, "work.html", work=list_work(frame.desk, person_of(request)))

    @routes.get("/propose", dependencies=[frame.guard("case.open")])
    def show_proposal(request: Request) -> Response:
        draft = find_draft(frame.desk, "", person_of(request), PROPOSAL)
        return _show(frame, request, Form(typed=draft.values if draft else {}), is_draft=draft is not None)

    @routes.post("/propose", dependencies=[frame.guard("case.open")])
    def propose(request: Request, post: Posted) -> Response:
        return _propose(frame, request, post)

    return routes


def _show(frame: Frame, request: Request, form: Form, *, is_draft: bool = False) -> Response:
    status = 200 if form.is_valid else 409
    packs = [(one, frame.desk.packs.find(one).title) for one in frame.desk.packs.list_shipped()]
    context: dict[str, Any] = {"form": form, "is_draft": is_draft, "packs": packs}
    return frame.render(request, "propose.html", status=status, default_pack=DEFAULT_PACK, **context)


def _propose(frame: Frame, request: Request, post: Post) -> Response:
    form, person = post.form, person_of(request)
    if form.value("act") == "draft":
        save_draft(frame.desk, "", person, PROPOSAL, form.typed)
        return frame.see_other("/office/propose")
    said = _opening(form, frame.desk.packs.list_shipped()), _prospect(form)
    if not form.is_valid or not try_send(
        frame, request, form, lambda: _commands(person, said, post, frame.now()), {}
    ):
        return _show(frame, request, form)
    drop_draft(frame.desk, "", person, PROPOSAL)
    return frame.see_other(f"/office/cases/{case_id(said[0]['title'], post)}/questions/triage?saved=proposal")


def _commands(
    person: str, said: tuple[dict[str, Any], dict[str, Any]], post: Post, at: datetime
) -> tuple[Command, ...]:
    """The case, its proposer and its prospect: one commit."""
    opening, party = said
    act: dict[str, Any] = {"case": case_id(opening["title"], post), "by": person, "at": at}
    roles = [Role.INITIATOR, Role.FOCAL_POINT]
    return (
        OpenCase(id=act_id(post), **act, **opening),
        AssignPerson(id=f"{act_id(post)}/me", **act, person=person, roles=roles),
        NameParty(id=f"{act_id(post)}/prospect", **act, **party),
    )


def _opening(form: Form, packs: Sequence[str]) -> dict[str, Any]:
    return {
        "title": form.text("title", missing="Say in a few words what is proposed.", longest=200),
        "initiating_office": form.text(
            "initiating_office", missing="Name the office that proposes it.", longest=200
        ),
        "purpose": form.text("purpose"),
        "products": lines_of(form.text("products")),
        "countries": countries_of(form, "countries"),
        "duration": form.text("duration", longest=300),
        "money": form.text("money", longest=300),
        "settings": _settings(form),
        "prospect": PROSPECT,
        "pack": _pack(form, packs),
        "is_exercise": form.value("is_exercise") == "yes",
    }


def _pack(form: Form, packs: Sequence[str]) -> str:
    if not form.value("pack"):
        return DEFAULT_PACK
    return form.choice("pack", packs, missing="Choose one of the policy packs that are offered.")


def _settings(form: Form) -> dict[str, Any]:
    """The facts of the case itself that settle how deep the vetting goes; what is blank is not said."""
    given: dict[str, Any] = {
        name: form.number(
            name, least=0, most=10**12, wrong=f"Write {what}, in digits alone, or leave it empty."
        )
        for name, what in AMOUNTS.items()
        if form.value(name).strip()
    }
    return given | ({"fast_track": "yes"} if form.value("fast_track") == "yes" else {})


def _prospect(form: Form) -> dict[str, Any]:
    return {
        "party": PROSPECT,
        "role": PartyRole.PROSPECT,
        "name": form.text("company", missing="Name the company.", longest=300),
        "country": country_of(form, "country"),
        "registration": form.text("registration", longest=300),
        "aliases": lines_of(form.text("aliases")),
    }


def case_id(title: str, post: Post) -> str:
    """An id that says what the case is about; the same form gives the same one."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40].strip("-") or "case"
    return f"{words}-{post.token.number[:6]}"


def lines_of(text: str) -> list[str]:
    """The lines of a text that say something."""
    return [line.strip() for line in text.splitlines() if line.strip()]
