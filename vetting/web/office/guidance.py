"""The guidance notes, each on a page to read; the questions that they explain show what they say of them."""

from fastapi import APIRouter, Request, Response

from vetting.adapters.guidance import load_notes
from vetting.domain.errors import NotFound
from vetting.settings import data_dir
from vetting.web.frame import Frame


def router(frame: Frame) -> APIRouter:
    """The routes."""
    routes = APIRouter(prefix="/guidance")

    @routes.get("/{note}", dependencies=[frame.guard("desk.read")])
    def show_note(request: Request, note: str) -> Response:
        found = load_notes(data_dir("docs/guidance")).get(note)
        if found is None:
            raise NotFound("guidance note", note)
        return frame.render(request, "guidance.html", note=found)

    return routes
