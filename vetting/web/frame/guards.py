"""The guard of a route: it names one right of the table and asks before the handler runs."""

from fastapi import Request
from fastapi.concurrency import run_in_threadpool

from vetting.domain.case import CaseFields
from vetting.domain.errors import NotFound, Refused
from vetting.domain.interests import DeclarationFields, find_current_declarations, is_recused
from vetting.domain.people import PersonFields
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
        # who is not signed in is not told which cases there are
        if reader is not None and case is not None and MAY_OPEN[self.right].reach is not Reach.NO_CASE:
            standing = await run_in_threadpool(standing_of, self._desk, reader, case)
        if refusal := why_not_open(self.right, reader, standing):
            raise Refused(refusal)


def standing_of(desk: Desk, reader: Reader, case: str) -> Standing:
    """How a reader stands to a case; raises ``NotFound``."""
    today = desk.clock.now().date()
    with desk.read() as work:
        held = work.get(CaseFields, case)
        if held is None:
            raise NotFound("case", case)
        person = work.get(PersonFields, case, reader.id)
        declared = work.list(DeclarationFields, case) if person else []
    roles = frozenset(person.roles) if person else frozenset()
    return Standing(
        case, held.status, roles, is_recused(find_current_declarations(declared), reader.id, today)
    )
