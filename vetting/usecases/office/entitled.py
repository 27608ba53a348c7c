"""Who could do an act on a case today, and why the others could not: what turns on the person alone.

- Who may send an act is in the table of permissions; an open conflict closes some of them.
- Nobody votes, countersigns the triage, grants an exception or decides on what they proposed or opened.
- Some acts are signed by those alone who have declared; a decision asks for it where it approves.
- What was said in confidence is opened by those alone who may read it.
"""

from collections.abc import Sequence
from datetime import datetime

from vetting.domain.commands import (
    AnswerQuestion,
    CastVote,
    Command,
    CountersignTriage,
    Decide,
    GrantException,
    JudgeMatch,
)
from vetting.domain.decisions import why_not_of_office, why_not_opened, why_not_sign, why_not_vote
from vetting.domain.dossier import Dossier
from vetting.domain.errors import Refusal
from vetting.domain.people import PersonFields, Role
from vetting.domain.permissions import why_not_read_confidential, why_not_recused, why_not_send
from vetting.domain.reply_commands import UnsealReply
from vetting.domain.round_commands import UnsealSubmission

NOT_BY_INITIATOR: frozenset[type[Command]] = frozenset({CastVote, CountersignTriage, Decide, GrantException})
"""The acts that nobody signs who proposed or opened the case."""

DECLARED_FIRST: frozenset[type[Command]] = frozenset({CountersignTriage, GrantException, JudgeMatch})
"""The acts whose first signer has declared; a vote can be entered as recused without that."""

DECLARED_SECOND: frozenset[type[Command]] = frozenset({AnswerQuestion, GrantException, JudgeMatch})
"""The acts whose other signer has declared; a decision asks for it where it approves."""

READS_SEALED: frozenset[type[Command]] = frozenset({UnsealReply, UnsealSubmission})
"""The acts of those alone who may read what was said in confidence."""

BY_WHO_MAY_SEND: frozenset[type[Command]] = frozenset({JudgeMatch})
"""The acts whose other signer needs a role that could do the act."""


def why_not_first(
    dossier: Dossier, act: type[Command], person: PersonFields, now: datetime
) -> Refusal | None:
    """Why this person could not do such an act on the case today, whatever it says, if so."""
    command, on = act.model_construct(by=person.id, at=now), now.date()
    refusal = why_not_send(command, person) or why_not_recused(command, person, dossier.declarations)
    if act in NOT_BY_INITIATOR:
        refusal = refusal or _why_not_initiator(dossier, person)
    if act in DECLARED_FIRST:
        refusal = refusal or why_not_vote(person, dossier.declarations, on)
    if act in READS_SEALED:
        refusal = refusal or why_not_read_confidential(person, dossier.declarations, on)
    return refusal


def why_not_second(
    dossier: Dossier, act: type[Command], person: PersonFields, now: datetime
) -> Refusal | None:
    """Why this person could not sign such an act of another today, if so."""
    refusal = why_not_of_office(person)
    if act in BY_WHO_MAY_SEND:
        refusal = refusal or why_not_send(act.model_construct(by=person.id, at=now), person)
    if act in NOT_BY_INITIATOR:
        refusal = refusal or _why_not_initiator(dossier, person)
    why_not = why_not_vote if act in DECLARED_SECOND else why_not_sign
    return refusal or why_not(person, dossier.declarations, now.date())


def list_able(dossier: Dossier, act: type[Command], now: datetime) -> Sequence[PersonFields]:
    """Those of the case who could do such an act today."""
    return [one for one in dossier.people if why_not_first(dossier, act, one, now) is None]


def _why_not_initiator(dossier: Dossier, person: PersonFields) -> Refusal | None:
    if Role.INITIATOR in person.roles:
        return Refusal("initiator_decides", {"person": person.id})
    return why_not_opened(dossier.case.opened_by, person.id)
