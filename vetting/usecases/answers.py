"""Answers: one command for every question of the pack."""

from datetime import datetime

from vetting.domain.answer_events import QuestionAnswered
from vetting.domain.answers import AnswerFields, AnswerState, why_not_leave_out, why_not_replace
from vetting.domain.commands import AnswerQuestion
from vetting.domain.decisions import why_not_vote
from vetting.domain.errors import Refusal, Refused
from vetting.domain.evidence import why_not_cite
from vetting.domain.interests import NOT_OF_THE_OFFICE
from vetting.domain.permissions import why_not_answer_for
from vetting.policy.pack import Pack
from vetting.policy.rows import find_evidence
from vetting.policy.values import find_value_faults
from vetting.usecases.desk import Desk, act_of, fields_of
from vetting.usecases.intake import list_declarations, require_case, require_evidence, require_person
from vetting.usecases.ports import Work


def answer_question(desk: Desk, work: Work, command: AnswerQuestion) -> None:
    """Enter an answer: known criterion, fitting value, evidence that could be known by then."""
    case = require_case(work, command.case)
    pack = desk.packs.pinned(case.pack_hash)
    if refusal := _why_not_answer(pack, work, command):
        raise Refused(refusal)
    in_value = find_evidence(pack, command.criterion, command.value)
    _require_citable(work, command.case, [*command.evidence, *in_value], command.at)
    answer = AnswerFields(
        **fields_of(command, AnswerFields),
        number=work.count(AnswerFields, command.case) + 1,
        by=command.by,
        at=command.at,
    )
    known = work.list(AnswerFields, command.case)
    if refusal := why_not_leave_out(answer) or why_not_replace(known, answer, command.based_on):
        raise Refused(refusal)
    if refusal := _why_not_countersign(work, answer):
        raise Refused(refusal)
    work.keep(act_of(command), _event_of(answer), answer)


def _why_not_answer(pack: Pack, work: Work, command: AnswerQuestion) -> Refusal | None:
    if command.criterion not in pack.criteria:
        return Refusal("unknown_criterion", {"criterion": command.criterion})
    answerers = pack.criteria[command.criterion].answered_by
    if command.answerer not in answerers:
        named = {
            "criterion": command.criterion,
            "answerer": command.answerer,
            "answerers": " and ".join(answerers),
        }
        return Refusal("not_its_answerer", named)
    person = require_person(work, command.case, command.by)
    if refusal := why_not_answer_for(command.answerer, person):
        return refusal
    if command.state is not AnswerState.GIVEN:
        return None
    faults = find_value_faults(pack, command.criterion, command.value)
    if faults:
        fault = faults[0].removeprefix(command.criterion).lstrip()  # the sentence begins with it already
        return Refusal("value_does_not_fit", {"criterion": command.criterion, "fault": fault})
    return None


def _why_not_countersign(work: Work, answer: AnswerFields) -> Refusal | None:
    if not answer.countersigned_by:
        return None
    person = require_person(work, answer.case, answer.countersigned_by)
    if not set(person.roles) - NOT_OF_THE_OFFICE:
        return Refusal("countersigner_not_of_office", {"person": person.id})
    return why_not_vote(person, list_declarations(work, answer.case), answer.at.date())


def _require_citable(work: Work, case: str, evidence: list[str], at: datetime) -> None:
    for ident in evidence:
        if refusal := why_not_cite(require_evidence(work, case, ident), at):
            raise Refused(refusal)


def _event_of(answer: AnswerFields) -> QuestionAnswered:
    return QuestionAnswered(
        criterion=answer.criterion,
        answerer=answer.answerer,
        state=answer.state.value,
        evidence=answer.evidence,
        number=answer.number,
        countersigned_by=answer.countersigned_by,
        value=answer.value,
        note=answer.note,
    )
