"""The public surface: no account, no script, no cookie; six languages."""

from fastapi import APIRouter

from vetting.web.frame import Frame
from vetting.web.frame.paths import in_one_row
from vetting.web.public import cases, feeds, files, lodging, receipts, register, replies, reports


def router(frame: Frame) -> APIRouter:
    """The routes of this surface."""
    parts = (register, feeds, cases, lodging, receipts, files, replies, reports)
    return in_one_row(part.router(frame) for part in parts)
