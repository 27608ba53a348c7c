"""Submissions that came by post, by mail or in a meeting, and that their submitter wants public.

What somebody said in confidence is not typed here: the public page seals it before anything is stored.
"""

from fastapi import APIRouter, Request, Response

from vetting.documents.catalogue import to_label
from vetting.domain.commands import ReceiveSubmission
from vetting.domain.consultation import SubmissionMode
from vetting.domain.ids import first_free
from vetting.web.frame import Form, Frame, Posted
from vetting.web.office.pages import Visit, visit
from vetting.web.office.rounds import LANGUAGES

DRAFT = "received"


def router(frame: Frame) -> APIRouter:
    """The routes."""
    routes = APIRouter(prefix="/cases/{case}")

    @routes.get("/received", dependencies=[frame.guard("case.read")])
    def show_form(request: Request, case: str) -> Response:
        seen = visit(frame, request, case)
        return _show(seen, seen.draft_of(DRAFT))

    @routes.post("/received", dependencies=[frame.guard("case.act")])
    def receive(request: Request, post: Posted, case: str) -> Response:
        return _receive(visit(frame, request, case, post))

    return routes


def _show(seen: Visit, form: Form) -> Response:
    view = seen.view
    return seen.show(
        "voices/received.html",
        form,
        groups=_groups(seen),
        languages=[*LANGUAGES, ("und", "Another language, or not known")],
        evidence=[(one.id, f"{one.id}: {one.title}") for one in view.usable_evidence],
        why_not=view.why_not(ReceiveSubmission),
    )


def _receive(seen: Visit) -> Response:
    if seen.wants_draft:
        seen.keep_draft(DRAFT)
        return seen.back("/received", "draft")
    form = seen.form
    if form.value("public") != "yes":
        form.refuse(
            "public", "Say that the submitter agreed to it being public; otherwise use the public page."
        )
    said = {
        "submission": first_free("S-", {one.id for one in seen.view.dossier.submissions}),
        "mode": SubmissionMode.PUBLIC,
        "group": form.choice("group", [one for one, _ in _groups(seen)], missing="Choose who speaks."),
        "language": form.choice(
            "language", [*(one for one, _ in LANGUAGES), "und"], missing="Choose the language."
        ),
        "submitter": form.text("submitter", longest=300),
        "text": form.text("text", missing="Write what was said, in the submitter's words."),
        "evidence": list(form.values("evidence")),
    }
    if form.is_valid and seen.send(ReceiveSubmission, said):
        seen.drop_draft(DRAFT)
        return seen.back("/consultation", seen.entered_as("submission", str(said["submission"])))
    return _show(seen, form)


def _groups(seen: Visit) -> list[tuple[str, str]]:
    """The groups of the pack, by code and title; whoever does not say counts as well."""
    listed = seen.view.appraisal.pack.lists.get("stakeholder_groups", {})
    groups = [(str(one), _title(str(one), listed)) for one in listed]
    return groups if any(one == SILENT for one, _ in groups) else [*groups, (SILENT, "Does not say")]


SILENT = "prefer_not_to_say"


def _title(code: str, listed: object) -> str:
    item = listed.get(code) if isinstance(listed, dict) else None
    return str(item.get("title", to_label(code))) if isinstance(item, dict) else str(item or to_label(code))
