"""Evidence and drafts of the agreement: what is held, what is cited, and what rests on it."""

from typing import Any

from fastapi import APIRouter, Request, Response

from vetting.domain.commands import EraseEvidence, FileEvidence, StoreTerms
from vetting.domain.errors import BadInput, NotFound, Refused
from vetting.domain.evidence import EvidenceKind
from vetting.domain.ids import first_free
from vetting.usecases.erasing import drop_erased
from vetting.usecases.filing import hold_upload, kind_of
from vetting.usecases.held_evidence import why_not_intact
from vetting.usecases.office.papers import list_sources
from vetting.web.frame import Form, Frame, Posted
from vetting.web.frame.downloads import BYTES, download
from vetting.web.office.pages import WRONG_DAY, Visit, visit

KINDS = (
    (EvidenceKind.FILE.value, "A file that is held here"),
    (EvidenceKind.CITATION.value, "A source that is cited, not held"),
    (EvidenceKind.OWN_KNOWLEDGE.value, "What the office knows of its own plan"),
)
QUALITIES = (("primary", "Primary"), ("secondary", "Secondary"), ("self-declared", "Self-declared"))


def router(frame: Frame) -> APIRouter:
    """The routes."""
    routes = APIRouter(prefix="/cases/{case}")

    @routes.get("/evidence", dependencies=[frame.guard("case.read")])
    def show_evidence(request: Request, case: str) -> Response:
        return _show(visit(frame, request, case))

    @routes.post("/evidence/files", dependencies=[frame.guard("case.act")])
    def file_evidence(request: Request, post: Posted, case: str) -> Response:
        return _file(visit(frame, request, case, post))

    @routes.post("/evidence/erase", dependencies=[frame.guard("evidence.erase")])
    def erase_evidence(request: Request, post: Posted, case: str) -> Response:
        return _erase(visit(frame, request, case, post))

    @routes.post("/terms", dependencies=[frame.guard("case.act")])
    def store_terms(request: Request, post: Posted, case: str) -> Response:
        return _store_terms(visit(frame, request, case, post))

    @routes.get("/evidence/{evidence}/file", dependencies=[frame.guard("case.read")])
    def download(request: Request, case: str, evidence: str) -> Response:
        return _download(visit(frame, request, case), evidence)

    return routes


def _show(seen: Visit) -> Response:
    view = seen.view
    return seen.show(
        "papers/evidence.html",
        sources=list_sources(seen.frame.desk, view),
        terms=list(reversed(view.dossier.terms)),
        drafts=[("", "Choose"), *((one.id, f"{one.id}: {one.title}") for one in view.usable_evidence)],
        kinds=KINDS,
        qualities=QUALITIES,
        erasable=_erasable(seen),
        why_not_erase=view.why_not(EraseEvidence),
        why_not_file=view.why_not(FileEvidence),
        why_not_store=view.why_not(StoreTerms),
    )


def _erasable(seen: Visit) -> list[tuple[str, str]]:
    """The evidence whose file is held, to choose from; nothing where none is."""
    held = [(one.id, f"{one.id}: {one.title}") for one in seen.view.usable_evidence if one.sha256]
    return [("", "Choose"), *held] if held else []


def _erase(seen: Visit) -> Response:
    """Enter the erasure first, and remove the bytes then: the log never lacks what is gone."""
    form = seen.form
    known = [one for one, _ in _erasable(seen) if one]
    evidence = form.choice("erased", known, missing="Choose the evidence whose file has to go.")
    reason = form.text("why", missing="Say why it has to go.", longest=2000)
    said = {"evidence": evidence, "reason": reason}
    if form.is_valid and seen.send(EraseEvidence, said, {"draft_not_erased": "erased"}):
        drop_erased(seen.frame.desk, seen.view.id)
        return seen.back("/evidence", evidence)
    return _show(seen)


def _file(seen: Visit) -> Response:
    try:
        fields = _source(seen)
    finally:
        for one in [each for files in seen.form.files.values() for each in files]:
            one.file.close()
    if seen.form.is_valid and seen.send(FileEvidence, fields):
        filed = seen.entered_as("evidence", fields["evidence"], str(fields.get("sha256", "")))
        return seen.back("/evidence", filed)
    return _show(seen)


def _source(seen: Visit) -> dict[str, Any]:
    form = seen.form
    kind = form.choice("kind", [one for one, _ in KINDS], missing="Choose how the evidence is held.")
    missing = "Say from which day it could be known."
    fields: dict[str, Any] = {
        "evidence": first_free("E-", {one.id for one in seen.view.dossier.evidence}),
        "kind": kind,
        "title": form.text("title", missing="Give it a title that says what it is.", longest=300),
        "publisher": form.text("publisher", longest=300),
        "published": form.text("published", longest=60),
        "knowable_on": form.day("knowable_on", missing=missing, wrong=WRONG_DAY),
        "locator": form.text("locator", longest=500),
        "quality": form.value("quality") or "secondary",
        "note": form.text("note"),
    }
    is_file = kind == EvidenceKind.FILE.value
    return fields | (_held(seen.frame, form) if is_file and form.is_valid else {})


def _held(frame: Frame, form: Form) -> dict[str, Any]:
    """The bytes of the file, held under their hash before anything cites them."""
    files = form.files.get("file", ())
    if not files:
        form.refuse("file", "Choose the file, or say that the source is only cited.")
        return {}
    try:
        upload = hold_upload(frame.desk, files[0].file.read(), files[0].filename or "")
    except BadInput as wrong:
        form.refuse("file", " ".join(f"{one.what} {one.how}".strip() for one in wrong.faults))
        return {}
    return {"sha256": upload.sha256, "size": upload.size, "filename": upload.filename}


def _store_terms(seen: Visit) -> Response:
    form, view = seen.form, seen.view
    known = [one.id for one in view.usable_evidence]
    evidence = form.choice("draft", known, missing="Choose the evidence that holds the draft.")
    title = form.text("terms_title", missing="Give the draft a title with its date.", longest=300)
    summary = form.text("summary")
    if form.is_valid:
        terms = first_free("TERMS-", {one.id for one in view.dossier.terms})
        said = {"terms": terms, "title": title, "evidence": evidence, "summary": summary}
        if seen.send(StoreTerms, said):
            return seen.back("/evidence", terms)
    return _show(seen)


def _download(seen: Visit, evidence: str) -> Response:
    """The bytes as they were filed; a browser saves them and never shows them as a page of this site."""
    found = next((one for one in seen.view.dossier.evidence if one.id == evidence), None)
    if found is None or found.sha256 is None or found.erased_at is not None:
        raise NotFound("evidence file", evidence)
    if refusal := why_not_intact(seen.frame.desk, found):
        raise Refused(refusal)
    content = seen.frame.desk.evidence.get(found.sha256)
    return download(content, f"{seen.view.id}-{found.id}.{kind_of(content)}", BYTES)
