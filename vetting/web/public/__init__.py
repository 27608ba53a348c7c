"""The public surface: no account, no script, no cookie; six languages."""

from fastapi import APIRouter

from vetting.web.frame import Frame
from vetting.web.public import cases, feeds, lodging, receipts, register, reports


def router(frame: Frame) -> APIRouter:
    """The routes of this surface."""
    routes = APIRouter()
    for part in (register, feeds, cases, lodging, receipts, reports):
        routes.include_router(part.router(frame))
    return routes
