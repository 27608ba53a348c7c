"""Registers: impacts, controversies, data, safeguards, each on a page to read; what fills them is answered elsewhere."""

from fastapi import APIRouter, Request, Response

from vetting.adapters.html_writer import HtmlWriter
from vetting.domain.errors import NotFound
from vetting.settings import data_dir
from vetting.usecases.office.registers import REGISTERS, name_registers, view_register
from vetting.web.frame import Frame
from vetting.web.office.pages import visit


def router(frame: Frame) -> APIRouter:
    """The routes."""
    routes = APIRouter(prefix="/cases/{case}/registers")
    writer = HtmlWriter(data_dir("templates"))

    @routes.get("", dependencies=[frame.guard("case.read")])
    def show_first(request: Request, case: str) -> Response:
        return show(request, case, next(iter(REGISTERS)))

    @routes.get("/{register}", dependencies=[frame.guard("case.read")])
    def show(request: Request, case: str, register: str) -> Response:
        if register not in REGISTERS:
            raise NotFound("register", register)
        seen = visit(frame, request, case)
        found = view_register(seen.view, register)
        content = writer.render_blocks(found.blocks)
        return seen.show("case/register.html", register=found, registers=name_registers(), content=content)

    return routes
