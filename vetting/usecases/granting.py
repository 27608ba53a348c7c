"""The exception procedure: the one way past a stop that the pack lets an exception lift."""

from vetting.domain.answer_events import ExceptionGranted
from vetting.domain.commands import AskException, GrantException
from vetting.domain.decisions import why_not_opened
from vetting.domain.errors import Refused
from vetting.domain.granted_exceptions import ExceptionFields, why_not_grant, why_not_sign_exception
from vetting.domain.permissions import why_not_send
from vetting.domain.recusals import find_standing_exceptions
from vetting.usecases.appraise import appraise
from vetting.usecases.desk import Desk, act_of, fields_of
from vetting.usecases.intake import require_criteria, require_person
from vetting.usecases.ports import Work

STOP = "stop_unless_exception"


def grant_exception(desk: Desk, work: Work, command: GrantException) -> None:
    """Grant an exception from a stop that has fired, with a second signature."""
    require_criteria(desk, work, command.case, [command.criterion])
    signers = [require_person(work, command.case, one) for one in (command.by, command.second_by)]
    appraisal = appraise(desk, work.dossier(command.case))  # in the commit of a last signature
    known = appraisal.dossier.exceptions
    number = sum(one.criterion == command.criterion for one in known) + 1
    exception = ExceptionFields(
        **fields_of(command, ExceptionFields) | {"id": f"X-{command.criterion}-{number}"},
        granted_by=command.by,
        granted_at=command.at,
    )
    has_fired = STOP in appraisal.evaluation.fired.get(command.criterion, ())
    people = {person.id: person for person in signers}
    refusal = why_not_grant(exception, find_standing_exceptions(appraisal.dossier), has_fired=has_fired)
    refusal = refusal or why_not_opened(appraisal.dossier.case.opened_by, command.by, command.second_by)
    refusal = refusal or why_not_sign_exception(exception, people, appraisal.dossier.declarations)
    if refusal:
        raise Refused(refusal)
    work.keep(act_of(command), _event_of(exception), exception)


def ask_exception(desk: Desk, work: Work, command: AskException) -> None:
    """What becomes of a request once whoever may grant it, and the second signer, have signed: the exception.

    The request itself waits as an act does; who is asked refuses it with a reason.
    """
    granted = GrantException(**command.model_dump(exclude={"by", "granted_by"}), by=command.granted_by)
    granter = require_person(work, command.case, command.granted_by)
    if refusal := why_not_send(granted, granter):
        raise Refused(refusal)
    grant_exception(desk, work, granted)


def _event_of(exception: ExceptionFields) -> ExceptionGranted:
    return ExceptionGranted(
        exception=exception.id,
        criterion=exception.criterion,
        second_by=exception.second_by,
        ends_on=exception.ends_on.isoformat(),
        reasons=exception.reasons,
        mandate=exception.mandate,
        dissent=exception.dissent,
        limits=exception.limits,
    )
