"""A look at protected fields: for an auditor, with a reason, and never without an entry of the log.

The entry is written before anything is shown, in the chain of the case that was looked into. What an
auditor's record withholds (what was said in confidence, the kind of a declared interest) stays closed.
"""

import secrets
from collections.abc import Collection
from typing import Any

from vetting.audit.entry import LogEntry
from vetting.domain.case_events import ProtectedOpened
from vetting.domain.errors import NotFound, Refusal, Refused
from vetting.domain.people import Role
from vetting.usecases.bundling import closed_to_auditors
from vetting.usecases.desk import Desk
from vetting.usecases.kept import Act, CaseEntry
from vetting.usecases.ports import Work

LEAST_REASON = 10


def look_at_entry(desk: Desk, index: int, by: str, roles: Collection[Role], reason: str) -> dict[str, Any]:
    """The protected values of an entry, by field; writes who looked and why.

    Raises ``NotFound``, or ``Refused`` without the auditor's role, without a reason, or where there is
    nothing to show.
    """
    if refusal := why_not_look(roles, reason):
        raise Refused(refusal)
    with desk.work() as work:
        entry = _find(work, index)
        shown = _openable(entry)
        if not shown:
            raise Refused(Refusal("look_at_nothing", {"entry": index}))
        case = LogEntry.from_bytes(entry.leaf).case
        at = desk.clock.now()
        event = ProtectedOpened(entry=index, fields=sorted(shown), role=Role.AUDITOR.value, reason=reason)
        work.keep(Act(f"{case}/look/{secrets.token_hex(8)}", case, by, at), event)
        work.commit()
    return shown


def why_not_look(roles: Collection[Role], reason: str) -> Refusal | None:
    """Why somebody with these roles may not look with this reason, if so."""
    if Role.AUDITOR not in roles:
        return Refusal("look_not_permitted", {})
    if len(reason.strip()) < LEAST_REASON:
        return Refusal("look_without_reason", {"least": LEAST_REASON})
    return None


def _find(work: Work, index: int) -> CaseEntry:
    leaves = work.read_leaves(index, 1) if index >= 0 else ()
    if not leaves:
        raise NotFound("log entry", str(index))
    case = LogEntry.from_bytes(leaves[0]).case
    return next(one for one in work.list_case_entries(case) if one.index == index)


def _openable(entry: CaseEntry) -> dict[str, Any]:
    closed = closed_to_auditors(entry.leaf)
    return {one.field: one.value for one in entry.openings if one.field not in closed}
