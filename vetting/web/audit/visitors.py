"""Who reads here: the signed-in auditor."""

from fastapi import Request

from vetting.domain.people import PersonFields


def auditor_of(request: Request) -> PersonFields:
    """The signed-in reader of this page."""
    reader: PersonFields = request.state.visitor
    return reader
