"""Who is offered as another signer of an act: those alone whom the act's own rules would let sign it today."""

from vetting.domain.commands import AnswerQuestion, Command, Decide, GrantException, JudgeMatch
from vetting.domain.decisions import why_not_of_office, why_not_opened, why_not_sign, why_not_vote
from vetting.domain.errors import Refusal
from vetting.domain.people import PersonFields, Role
from vetting.domain.permissions import MAY, why_not_send
from vetting.usecases.office.case_view import CaseView, person_in_words

NOT_BY_INITIATOR: frozenset[type[Command]] = frozenset({Decide, GrantException})
"""The acts that nobody signs who proposed the case."""

BY_WHO_MAY_SEND: frozenset[type[Command]] = frozenset({JudgeMatch})
"""The acts whose other signer needs a role that could do the act."""

BY_WHO_DECLARED: frozenset[type[Command]] = frozenset({AnswerQuestion, GrantException, JudgeMatch})
"""The acts that nobody signs without a declaration; a decision asks for it where it approves."""


def offer_signers(
    view: CaseView, act: type[Command], *, with_reader: bool = False
) -> tuple[tuple[str, str], ...]:
    """Who could sign such an act beside the reader, by id and function."""
    return tuple(
        (one.id, person_in_words(view, one.id))
        for one in view.dossier.people
        if (with_reader or one.id != view.person) and _why_not(view, act, one) is None
    )


def offer_granters(view: CaseView) -> tuple[tuple[str, str], ...]:
    """Who could grant an exception that the reader asks for, by id and function."""
    granters = {one.id for one in view.dossier.people if MAY[GrantException] & set(one.roles)}
    return tuple(one for one in offer_signers(view, GrantException) if one[0] in granters)


def _why_not(view: CaseView, act: type[Command], person: PersonFields) -> Refusal | None:
    refusal = why_not_of_office(person)
    if act in NOT_BY_INITIATOR:
        refusal = refusal or _why_not_initiator(view, person)
    if act in BY_WHO_MAY_SEND:
        refusal = refusal or why_not_send(act.model_construct(by=person.id, at=view.now), person)
    why_not = why_not_vote if act in BY_WHO_DECLARED else why_not_sign
    return refusal or why_not(person, view.dossier.declarations, view.now.date())


def _why_not_initiator(view: CaseView, person: PersonFields) -> Refusal | None:
    if Role.INITIATOR in person.roles:
        return Refusal("initiator_decides", {"person": person.id})
    return why_not_opened(view.dossier.case.opened_by, person.id)
