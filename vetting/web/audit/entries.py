"""The log browser: entries, their proofs, and looks at what is protected."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import HTMLResponse, Response

from vetting.audit.base64 import to_text
from vetting.domain.errors import Refused
from vetting.usecases.auditing.browsing import (
    checkpoint_sizes,
    list_entries,
    prove_entry,
    prove_growth,
    read_leaf,
)
from vetting.usecases.auditing.looking import LEAST_REASON, look_at_entry
from vetting.web.frame import Form, Frame, Paging, Posted
from vetting.web.frame.downloads import download
from vetting.web.frame.paging import PageNumber
from vetting.web.frame.visitors import SignedInReader

PAGE = 50
Index = Annotated[int, Path(ge=0, le=2**53)]


def router(frame: Frame) -> APIRouter:
    """The routes under ``/log``."""
    routes = APIRouter(prefix="/log")
    _browse(routes, frame)
    _look(routes, frame)
    _give_away(routes, frame)
    return routes


def _browse(routes: APIRouter, frame: Frame) -> None:
    @routes.get("")
    def show_entries(request: Request, page: PageNumber = 1) -> HTMLResponse:
        found, size = list_entries(frame.desk, (page - 1) * PAGE, PAGE)
        sizes = sorted(checkpoint_sizes(frame.desk), reverse=True)[:20]
        paging = Paging(page, size, PAGE)
        return frame.render(request, "log/list.html", entries=found, paging=paging, sizes=sizes)

    @routes.get("/growth")
    def show_growth(
        request: Request, earlier: Annotated[int, Query(alias="from", ge=1, le=2**53)]
    ) -> HTMLResponse:
        proof = prove_growth(frame.desk, earlier)
        hashes = [to_text(one) for one in proof.hashes]
        return frame.render(request, "log/growth.html", earlier=earlier, proof=proof, hashes=hashes)


def _look(routes: APIRouter, frame: Frame) -> None:
    @routes.get("/{index}")
    def show_entry(request: Request, index: Index) -> HTMLResponse:
        return _show(frame, request, index, form=Form(), shown=None)

    @routes.post("/{index}/look")
    def look(request: Request, index: Index, post: Posted, reader: SignedInReader) -> HTMLResponse:
        form = post.form
        try:
            shown = look_at_entry(frame.desk, index, reader.id, reader.roles, form.text("reason"))
        except Refused as refused:
            form.refuse("reason", frame.sentence(request, refused.refusal))
            return _show(frame, request, index, form=form, shown=None, status=422)
        return _show(frame, request, index, form=form, shown=shown)


def _give_away(routes: APIRouter, frame: Frame) -> None:
    @routes.get("/{index}/leaf.json")
    def download_leaf(index: Index) -> Response:
        return download(read_leaf(frame.desk, index), f"entry-{index}.json")

    @routes.get("/{index}/proof.txt")
    def download_proof(index: Index) -> Response:
        return download(prove_entry(frame.desk, index).proof.encode(), f"entry-{index}-proof.txt")


def _show(frame: Frame, request: Request, index: int, *, status: int = 200, **values: Any) -> HTMLResponse:
    proven = prove_entry(frame.desk, index)
    return frame.render(request, "log/entry.html", status=status, proven=proven, least=LEAST_REASON, **values)
