"""The guard of a route: it names one right of the table and asks before the handler runs."""

from fastapi import Request
from fastapi.concurrency import run_in_threadpool

from vetting.domain.case import CaseFields
from vetting.domain.errors import Refused
from vetting.domain.holding import narrow
from vetting.domain.interests import DeclarationFields, find_current_declarations, is_recused
from vetting.domain.people import PersonFields, Role
from vetting.domain.rights import MAY_OPEN, Reach, Reader, Standing, why_not_open
from vetting.usecases.desk import Desk

CASE = "case"
"""The name of a path's parameter that holds the id of a case."""


class Guard:
    """A dependency of a route; ``right`` says which row of the table it asks."""

    def __init__(self, desk: Desk, right: str) -> None:
        if right not in MAY_OPEN:
            raise KeyError(f"{right} has no row in vetting/domain/rights.py")
        self.right = right
        self._desk = desk

    async def __call__(self, request: Request) -> None:
        """Let the request pass, or raise ``Refused``."""
        reader: Reader | None = request.state.visitor.reader
        case = request.path_params.get(CASE)
        standing = None
        # who is not signed in, or not on the case, is not told whether there is one
        if reader is not None and case is not None and MAY_OPEN[self.right].reach is not Reach.NO_CASE:
            standing = await run_in_threadpool(standing_of, self._desk, reader, case)
        if refusal := why_not_open(self.right, reader, standing):
            raise Refused(refusal)


def standing_of(desk: Desk, reader: Reader, case: str) -> Standing | None:
    """How a reader stands to a case; ``None`` where there is no such case."""
    today = desk.clock.now().date()
    with desk.read() as work:
        held = work.get(CaseFields, case)
        if held is None:
            return None
        person = work.get(PersonFields, case, reader.id)
        declared = work.list(DeclarationFields, case) if person else []
    acting = narrow(person, reader.roles)
    return Standing(
        case,
        held.status,
        frozenset(acting.roles) if acting else frozenset(),
        is_recused=is_recused(find_current_declarations(declared), reader.id, today),
        has_initiated=person is not None and Role.INITIATOR in person.roles,
    )
