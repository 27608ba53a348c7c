"""Submissions: read, opened for one look, published; their points, and what became of each."""

from typing import Any

from fastapi import APIRouter, Request, Response

from vetting.domain.attachments import CleanFile
from vetting.domain.commands import DisposePoint, ExtractPoint
from vetting.domain.consultation import Disposition
from vetting.domain.errors import NotFound, Refused
from vetting.domain.ids import first_free
from vetting.domain.round_commands import ExtendRound, ModerateSubmission, PublishNotice, UnsealSubmission
from vetting.domain.rounds import current, status_of
from vetting.usecases.attaching import unseal_file
from vetting.usecases.left_out import list_left_out
from vetting.usecases.office.case_view import name_of
from vetting.usecases.office.voices import view_voices
from vetting.usecases.unsealing import Unsealed, list_sealed, unseal
from vetting.web.frame import Form, Frame, Posted
from vetting.web.frame.downloads import BYTES, download
from vetting.web.office.own_key import read_key
from vetting.web.office.pages import Visit, visit


def router(frame: Frame) -> APIRouter:
    """The routes."""
    routes = APIRouter(prefix="/cases/{case}")

    @routes.get("/consultation", dependencies=[frame.guard("case.read")])
    def show_consultation(request: Request, case: str) -> Response:
        return _consultation(visit(frame, request, case))

    @routes.get("/submissions/{submission}", dependencies=[frame.guard("case.read")])
    def show_submission(request: Request, case: str, submission: str) -> Response:
        return _Submission(visit(frame, request, case), submission).show(Form())

    @routes.post("/submissions/{submission}/open", dependencies=[frame.guard("submission.open")])
    def open_submission(request: Request, post: Posted, case: str, submission: str) -> Response:
        return _Submission(visit(frame, request, case, post), submission).opened()

    @routes.post("/submissions/{submission}/publish", dependencies=[frame.guard("case.act")])
    def moderate(request: Request, post: Posted, case: str, submission: str) -> Response:
        return _Submission(visit(frame, request, case, post), submission).moderated()

    @routes.post("/submissions/{submission}/points", dependencies=[frame.guard("case.act")])
    def extract(request: Request, post: Posted, case: str, submission: str) -> Response:
        return _Submission(visit(frame, request, case, post), submission).extracted()

    @routes.get("/points/{point}", dependencies=[frame.guard("case.read")])
    def show_point(request: Request, case: str, point: str) -> Response:
        seen = visit(frame, request, case)
        return _point(seen, point, seen.draft_of(f"point:{point}"))

    @routes.post("/points/{point}", dependencies=[frame.guard("case.act")])
    def dispose(request: Request, post: Posted, case: str, point: str) -> Response:
        return _dispose(visit(frame, request, case, post), point)

    return routes


def _consultation(seen: Visit) -> Response:
    view, held = seen.view, current(seen.view.dossier.rounds)
    return seen.show(
        "voices/consultation.html",
        voices=view_voices(view),
        round=held,
        round_status=status_of(held, view.now).value if held else "",
        why_not_publish=view.why_not(PublishNotice),
        why_not_extend=view.why_not(ExtendRound),
    )


class _Submission:
    """The page of one submission."""

    def __init__(self, seen: Visit, submission: str) -> None:
        self.seen, self.id, self.form = seen, submission, seen.form
        self.voices = view_voices(seen.view)
        found = [one for one in self.voices.submissions if one.id == submission]
        if not found:
            raise NotFound("submission", submission)
        self.line = found[0]
        self.sealed = list_sealed(seen.frame.desk, seen.view.dossier.case.id, submission)

    def show(self, form: Form, opened: Unsealed | CleanFile | None = None) -> Response:
        """The page; with what was opened, for this one answer."""
        view = self.seen.view
        return self.seen.show(
            "voices/submission.html",
            form,
            line=self.line,
            opened=opened if isinstance(opened, Unsealed) else None,
            looked=_looked(opened) if isinstance(opened, CleanFile) else None,
            sealed=[(one, f"File {one}" if one else "What it says") for one in self.sealed],
            asked=self._asked(),
            voices=self.voices,
            why_not_open=view.why_not(UnsealSubmission),
            why_not_publish=view.why_not(ModerateSubmission),
        )

    def _asked(self) -> str:
        """What is opened first: the part that a link names, else what the submission says."""
        named = self.seen.request.query_params.get("file", "")
        return named if named in self.sealed else next(iter(self.sealed), "")

    def opened(self) -> Response:
        """Open what is sealed with the officer's own key; the look is in the log before anything is shown."""
        form = self.form
        reason = form.text("reason", missing="Say why you open it; auditors read the reason.", longest=1000)
        file = form.value("file") or None
        content = self._unsealed(reason, file)
        if isinstance(content, CleanFile) and form.value("act") != "look":
            return download(content.content, content.name, BYTES)
        typed = {"reason": [reason], "file": [file or ""]}
        return self.show(Form(typed=typed, errors=form.errors), content)  # the key goes nowhere

    def _unsealed(self, reason: str, file: str | None) -> Unsealed | CleanFile | None:
        desk, form = self.seen.frame.desk, self.form
        command = self.seen.make(UnsealSubmission, submission=self.id, reason=reason, file=file)
        try:
            key = read_key(self.seen)
            return None if not form.is_valid else (unseal_file if file else unseal)(desk, command, key)
        except Refused as refused:
            form.refuse("key", self.seen.frame.sentence(self.seen.request, refused.refusal))
            return None

    def moderated(self) -> Response:
        """Publish a public submission, or decline to with a reason."""
        publish = self.form.value("act") == "publish"
        reason = self.form.text("decline", longest=2000)
        said = {"submission": self.id, "publish": publish, "reason": reason}
        if self.seen.send(ModerateSubmission, said, {"submission_declined_without_reason": "decline"}):
            return self.seen.back(f"/submissions/{self.id}", self.id)
        return self.show(self.form)

    def extracted(self) -> Response:
        """Take a point out, in the office's own words."""
        form = self.form
        said: dict[str, Any] = {
            "point": first_free("PT-", {one.id for one in self.seen.view.dossier.points}),
            "submission": self.id,
            "text": form.text("text", missing="Write the point in your own words."),
            "criteria": form.text("criteria", longest=500).replace(",", " ").upper().split(),
            "material": form.value("material") != "no",
        }
        fields = {"unknown_criterion": "criteria"}
        if form.is_valid and self.seen.send(ExtractPoint, said, fields):
            return self.seen.back(f"/submissions/{self.id}", said["point"])
        return self.show(form)


def _looked(file: CleanFile) -> dict[str, Any]:
    """What is said of a sealed file without giving it: its name and size, and what it lost when it was rebuilt."""
    told = list_left_out(file.left_out, file.counts)
    return {"name": file.name, "size": len(file.content), "left_out": told}


def _point(seen: Visit, point: str, form: Form) -> Response:
    lines = [one for line in view_voices(seen.view).submissions for one in line.points]
    line = next((one for one in lines if one.id == point), None)
    if line is None:
        raise NotFound("point", point)
    return seen.show(
        "voices/point.html",
        form,
        line=line,
        dispositions=[(one.value, name_of("disposition", one.value)) for one in Disposition],
        why_not=seen.view.why_not(DisposePoint),
    )


def _dispose(seen: Visit, point: str) -> Response:
    form, name = seen.form, f"point:{point}"
    if seen.wants_draft:
        seen.keep_draft(name)
        return seen.back(f"/points/{point}", "draft")
    offered = [one.value for one in Disposition]
    disposition = form.choice("disposition", offered, missing="Choose what became of the point.")
    if form.is_valid:
        said = {
            "point": point,
            "disposition": disposition,
            "reason": form.text("reason"),
            "changed": form.text("changed"),
        }
        fields = {"disposition_without_reason": "reason"}
        if seen.send(DisposePoint, said, fields):
            seen.drop_draft(name)
            return seen.back("/consultation", point)
    return _point(seen, point, form)
