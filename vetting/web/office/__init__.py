"""The office desk: my work, cases with their questions, papers and voices, the decision, the record."""

from fastapi import APIRouter

from vetting.web import sign_in
from vetting.web.frame import Frame
from vetting.web.office import (
    case,
    deciding,
    evidence,
    home,
    letters,
    matches,
    parties,
    people,
    questions,
    records,
    registers,
    rounds,
    submissions,
)

NOUNS = (
    home,
    case,
    registers,
    questions,
    people,
    parties,
    matches,
    evidence,
    rounds,
    submissions,
    letters,
    deciding,
    records,
)


def router(frame: Frame) -> APIRouter:
    """The routes of this surface."""
    routes = APIRouter()
    routes.include_router(sign_in.router(frame))
    for noun in NOUNS:
        routes.include_router(noun.router(frame))
    return routes
