"""Owners: a file of who owns whom, filed as evidence and read at once; shown as the record shows it."""

import hashlib
from typing import Any

from fastapi import APIRouter, Request, Response

from vetting.adapters.html_writer import HtmlWriter
from vetting.domain.commands import Command, FileEvidence, StoreOwnership
from vetting.domain.errors import BadInput
from vetting.domain.evidence import EvidenceKind
from vetting.domain.ids import first_free
from vetting.settings import data_dir
from vetting.usecases.filing import Upload, hold_upload
from vetting.usecases.office.owners import view_ownership
from vetting.web.frame import Form, Frame, Posted
from vetting.web.office.pages import WRONG_DAY, Visit, try_send, visit

MISSING = "Choose a file of owners: FollowTheMoney as JSON lines, or BODS 0.4 as JSON."


def router(frame: Frame) -> APIRouter:
    """The routes."""
    routes = APIRouter(prefix="/cases/{case}")
    writer = HtmlWriter(data_dir("templates"))

    @routes.get("/ownership", dependencies=[frame.guard("case.read")])
    def show_owners(request: Request, case: str) -> Response:
        return _show(visit(frame, request, case), writer)

    @routes.post("/ownership", dependencies=[frame.guard("case.act")])
    def store_owners(request: Request, post: Posted, case: str) -> Response:
        seen = visit(frame, request, case, post)
        try:
            return seen.back("/ownership", "owners") if _store(seen) else _show(seen, writer)
        finally:
            for one in [each for files in seen.form.files.values() for each in files]:
                one.file.close()

    return routes


def _show(seen: Visit, writer: HtmlWriter) -> Response:
    parties = [(one.id, f"{one.name} ({one.id})") for one in seen.view.dossier.parties]
    return seen.show(
        "papers/owners.html",
        content=writer.render_blocks(view_ownership(seen.view)),
        parties=parties,
        prospect=seen.view.dossier.case.prospect,
        today=seen.view.now.date().isoformat(),
        why_not=seen.view.why_not(StoreOwnership) or seen.view.why_not(FileEvidence),
    )


def _store(seen: Visit) -> bool:
    """File the bytes and read the owners from them, in one commit; what cannot be read is not filed either."""
    form, view = seen.form, seen.view
    title = form.text("title", missing="Give the file a title that says where it comes from.", longest=300)
    as_of = form.day("as_of", wrong=WRONG_DAY, missing="Say on which day these were the owners.")
    parties = [one.id for one in view.dossier.parties]
    party = form.choice("party", parties, missing="Choose whose owners they are.")
    upload = _held(seen.frame, form) if form.is_valid else None
    if upload is None:
        return False
    evidence = first_free("E-", {one.id for one in view.dossier.evidence})
    filed: dict[str, Any] = {
        "evidence": evidence,
        "kind": EvidenceKind.FILE,
        "title": title,
        "knowable_on": view.now.date(),
        "sha256": upload.sha256,
        "size": upload.size,
        "filename": upload.filename,
    }
    read = {
        "ownership": first_free("OWN-", {one.id for one in view.dossier.ownership}),
        "evidence": evidence,
        "as_of": as_of,
        "party": party,
        "of": form.text("of", longest=300),
    }

    def made() -> tuple[Command, ...]:
        first = seen.make(FileEvidence, **filed)
        second = seen.make(StoreOwnership, **read)
        same = hashlib.sha256(upload.sha256.encode()).hexdigest()[:10]
        return first, second.model_copy(update={"id": f"{second.id}/{same}"})

    return try_send(seen.frame, seen.request, form, made, {"owners_of_a_later_day": "as_of"})


def _held(frame: Frame, form: Form) -> Upload | None:
    files = form.files.get("file", ())
    if not files:
        form.refuse("file", MISSING)
        return None
    try:
        return hold_upload(frame.desk, files[0].file.read(), files[0].filename or "")
    except BadInput as wrong:
        form.refuse("file", " ".join(f"{one.what} {one.how}".strip() for one in wrong.faults))
        return None
