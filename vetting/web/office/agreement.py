"""The draft agreement: its clauses, what rules point at, what people decide, the next draft, and how drafts differ."""

from typing import Any

from fastapi import APIRouter, Request, Response

from vetting.adapters.html_writer import HtmlWriter
from vetting.domain.clause_links import Says
from vetting.domain.commands import FileEvidence, LinkClause, StoreTerms
from vetting.domain.errors import BadInput
from vetting.domain.evidence import EvidenceKind
from vetting.domain.ids import first_free
from vetting.settings import data_dir
from vetting.usecases.filing import clean_name, hold_upload
from vetting.usecases.office.agreement import Agreement, Row, parse_clauses
from vetting.web.frame import Form, Frame, Posted
from vetting.web.office.pages import Visit, try_send, visit

SAYS = (
    (Says.ANSWERS.value, "The draft answers it", "Tick the clauses that do, or write their numbers."),
    (Says.CONTRADICTS.value, "The draft contradicts it", "Tick the clauses that do, or write their numbers."),
    (Says.ABSENT.value, "Absent: I found no clause", "Tick none."),
)


def router(frame: Frame) -> APIRouter:
    """The routes."""
    routes = APIRouter(prefix="/cases/{case}/agreement")
    writer = HtmlWriter(data_dir("templates"))

    @routes.get("", dependencies=[frame.guard("case.read")])
    def show_agreement(request: Request, case: str) -> Response:
        return _show(visit(frame, request, case), writer)

    @routes.get("/text", dependencies=[frame.guard("case.read")])
    def show_text(request: Request, case: str) -> Response:
        seen = visit(frame, request, case)
        return seen.show("papers/agreement_text.html", agreement=Agreement(frame.desk, seen.view))

    @routes.get("/compare", dependencies=[frame.guard("case.read")])
    def show_differences(request: Request, case: str, old: str = "", new: str = "") -> Response:
        return _compare(visit(frame, request, case), old, new)

    @routes.get("/criteria/{criterion}", dependencies=[frame.guard("case.read")])
    def show_criterion(request: Request, case: str, criterion: str) -> Response:
        seen = visit(frame, request, case)
        return _show_criterion(seen, criterion, seen.draft_of(_draft(criterion)))

    @routes.post("/criteria/{criterion}", dependencies=[frame.guard("case.act")])
    def link(request: Request, post: Posted, case: str, criterion: str) -> Response:
        return _link(visit(frame, request, case, post), criterion)

    @routes.post("/files", dependencies=[frame.guard("case.act")])
    def store(request: Request, post: Posted, case: str) -> Response:
        return _store(visit(frame, request, case, post), writer)

    return routes


def _show(seen: Visit, writer: HtmlWriter) -> Response:
    agreement = Agreement(seen.frame.desk, seen.view)
    strip = writer.render_blocks((agreement.draw(),)) if agreement.newest and not agreement.fault else ""
    return seen.show(
        "papers/agreement.html",
        agreement=agreement,
        strip=strip,
        pairs=[(one.compared_with, one) for one in reversed(agreement.drafts)],
        why_not_store=seen.view.why_not(StoreTerms),
    )


def _show_criterion(seen: Visit, criterion: str, form: Form) -> Response:
    agreement = Agreement(seen.frame.desk, seen.view)
    row = agreement.row(criterion)
    return seen.show(
        "papers/agreement_criterion.html",
        form,
        agreement=agreement,
        row=row,
        pointed=agreement.pointed(row),
        options=_options(agreement, row),
        says=SAYS,
        why_not=seen.view.why_not(LinkClause) or agreement.fault,
    )


def _options(agreement: Agreement, row: Row) -> list[tuple[str, str]]:
    """The clauses to tick: those that rules point at, and those that were linked already."""
    wanted = {one.clause for one in row.suggestions} | set(row.link.clauses if row.link else ())
    return [(one.id, f"{one.id} {one.heading}".strip()) for one in agreement.clauses if one.id in wanted]


def _link(seen: Visit, criterion: str) -> Response:
    form, draft = seen.form, _draft(criterion)
    if seen.wants_draft:
        seen.keep_draft(draft)
        return seen.back(f"/agreement/criteria/{criterion}", "draft")
    says = form.choice("says", [one.value for one in Says], missing="Say what the draft says about it.")
    reason = form.text("reason", missing="Give the reason, in a sentence.", longest=2000)
    clauses = [*form.values("clauses"), *parse_clauses(form.text("others", longest=400))]
    if form.is_valid:
        said: dict[str, Any] = {
            "terms": form.value("terms"),
            "criterion": criterion,
            "says": says,
            "clauses": list(dict.fromkeys(clauses)),
            "reason": reason,
        }
        if seen.send(LinkClause, said, _FIELDS):
            seen.drop_draft(draft)
            return seen.back("/agreement", criterion)
    return _show_criterion(seen, criterion, form)


_FIELDS = {"link_to_unknown_clause": "others", "link_without_clause": "says", "link_without_reason": "reason"}


def _draft(criterion: str) -> str:
    return f"clauses:{criterion}"


def _compare(seen: Visit, old: str, new: str) -> Response:
    agreement = Agreement(seen.frame.desk, seen.view)
    differences = agreement.compare(old, new)
    return seen.show("papers/agreement_compare.html", old=old, new=new, differences=differences)


def _store(seen: Visit, writer: HtmlWriter) -> Response:
    """File the bytes as evidence and store them as a draft, both or neither."""
    form = seen.form
    title = form.text("title", missing="Give the draft a title with its date.", longest=300)
    summary = form.text("summary")
    try:
        held = _hold(seen, form)
    finally:
        for one in [each for files in form.files.values() for each in files]:
            one.file.close()
    if not form.is_valid:
        return _show(seen, writer)
    dossier = seen.view.dossier
    evidence = first_free("E-", {one.id for one in dossier.evidence})
    terms = first_free("TERMS-", {one.id for one in dossier.terms})
    day = seen.view.now.date()
    filed: dict[str, Any] = {
        "evidence": evidence,
        "title": title,
        "kind": EvidenceKind.FILE,
        "knowable_on": day,
        **held,
    }

    def make() -> tuple[FileEvidence, StoreTerms]:
        first = seen.make(FileEvidence, **filed)
        said: dict[str, Any] = {"terms": terms, "title": title, "evidence": evidence, "summary": summary}
        # its id holds the hash of the file, so that another file under the same title is another act
        return first, StoreTerms(id=f"{first.id}/terms", case=first.case, by=first.by, at=first.at, **said)

    if try_send(seen.frame, seen.request, form, make, {}):
        return seen.back("/agreement", terms)
    return _show(seen, writer)


def _hold(seen: Visit, form: Form) -> dict[str, Any]:
    """The bytes of the draft, held under their hash once its clauses could be read."""
    files = form.files.get("file", ())
    if not files:
        form.refuse("file", "Choose the file of the draft.")
        return {}
    content, name = files[0].file.read(), clean_name(files[0].filename or "") or "draft"
    try:
        seen.frame.desk.draft_reader.read(content, name)
        upload = hold_upload(seen.frame.desk, content, name)
    except BadInput as wrong:
        form.refuse("file", " ".join(f"{one.what} {one.how}".strip() for one in wrong.faults))
        return {}
    return {"sha256": upload.sha256, "size": upload.size, "filename": upload.filename}
