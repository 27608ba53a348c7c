"""Who may open what: one table of pages and routes, beside the table of commands in ``permissions``.

- Every route names its right; a right without a row here opens nothing.
- A right of no case, or of any case, asks for a role of the account; a right of one's own case asks
  for a role that the person has on that case, and that the account or the token holds.
- Whoever may not open a case is answered as if there were none: no answer tells which cases there are.
- What was said in confidence stays closed to whoever proposed the case and to whoever is recused.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from vetting.domain.errors import Refusal
from vetting.domain.people import Role
from vetting.domain.permissions import OF_THE_OFFICE, OFFICE
from vetting.domain.stages import TRANSITIONS, CaseStatus

AT_THE_DESK = OF_THE_OFFICE
READS_CONFIDENTIAL = frozenset({Role.CONSULTATION_OFFICER, Role.HR_ADVISER})


class Reach(StrEnum):
    """Which cases a right is about."""

    NO_CASE = "no case"
    OWN_CASE = "own case"
    ANY_CASE = "any case"


@dataclass(frozen=True)
class Right:
    """One row of the table."""

    roles: frozenset[Role] | None  # none: everyone, signed in or not
    reach: Reach = Reach.NO_CASE
    everywhere: frozenset[Role] = frozenset()  # roles of an account that reach every case, not only their own
    changes: bool = False  # not when the case is closed
    confidential: bool = False  # not for who proposed the case, nor for who is recused


@dataclass(frozen=True)
class Reader:
    """Somebody who is signed in, with the roles of their account."""

    id: str
    roles: frozenset[Role]
    name: str = ""


@dataclass(frozen=True)
class Standing:
    """How a reader stands to a case."""

    case: str
    status: CaseStatus
    roles: frozenset[Role]  # on this case, as far as the reader's account or token holds them
    is_recused: bool = False
    has_initiated: bool = False  # whatever the token gives


EVERYONE = Right(None)

MAY_OPEN: Mapping[str, Right] = {
    "public.read": EVERYONE,
    "public.take_part": EVERYONE,
    "sign_in": EVERYONE,
    "signed_in": Right(frozenset(Role)),
    "desk.read": Right(AT_THE_DESK),
    "case.open": Right(OFFICE),
    "case.read": Right(AT_THE_DESK, Reach.OWN_CASE),
    "case.act": Right(AT_THE_DESK, Reach.OWN_CASE, changes=True),
    "evidence.erase": Right(
        frozenset({Role.DPO}), Reach.OWN_CASE
    ),  # in a closed case too: the law demands it
    "declaration.read": Right(frozenset({Role.ETHICS}), Reach.OWN_CASE),
    "submission.open": Right(READS_CONFIDENTIAL, Reach.OWN_CASE, confidential=True),
    "report.read": Right(OFFICE | {Role.CONSULTATION_OFFICER}),
    "audit.read": Right(frozenset({Role.AUDITOR})),
    "audit.case": Right(frozenset({Role.AUDITOR}), Reach.ANY_CASE),
    "api.read": Right(AT_THE_DESK | {Role.AUDITOR}),
    "api.case": Right(AT_THE_DESK, Reach.OWN_CASE, everywhere=frozenset({Role.AUDITOR})),
    "api.audit": Right(frozenset({Role.AUDITOR})),
    "api.act": Right(AT_THE_DESK, Reach.OWN_CASE, changes=True),
}
"""The roles that each right asks for, and the cases it reaches."""


def why_not_open(name: str, reader: Reader | None, standing: Standing | None) -> Refusal | None:
    """Why this reader may not use this right, on this case where it is about one, if so."""
    right = MAY_OPEN[name]
    if right.roles is None:
        return None
    if reader is None:
        return Refusal("not_signed_in")
    if refusal := _why_not_by_role(right, reader, standing):
        return refusal
    if standing is None or right.reach is Reach.NO_CASE:
        return None
    if right.confidential and _is_kept_away(standing):
        return Refusal("kept_confidential")
    if right.changes and not TRANSITIONS[standing.status]:
        return Refusal("case_closed", {"status": standing.status.value})
    return None


def _is_kept_away(standing: Standing) -> bool:
    return standing.is_recused or standing.has_initiated or Role.INITIATOR in standing.roles


def _why_not_by_role(right: Right, reader: Reader, standing: Standing | None) -> Refusal | None:
    roles = reader.roles
    if right.everywhere & roles:
        return None
    if right.reach is Reach.OWN_CASE:
        if standing is None or not standing.roles:
            return Refusal("not_on_this_case")
        roles = standing.roles
    return None if (right.roles or frozenset()) & roles else Refusal("not_open_to_you")
