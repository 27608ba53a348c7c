"""Contests of triage answers, and the office's answers to them."""

from vetting.domain.answer_events import AnswerContested, ContestAnswered
from vetting.domain.answers import find_current
from vetting.domain.commands import AnswerContest, ContestAnswer
from vetting.domain.contests import (
    ContestFields,
    first_open_contest,
    why_not_answer_contest,
    why_not_contest,
)
from vetting.domain.errors import Refusal, Refused
from vetting.usecases.appraise import appraise_case
from vetting.usecases.desk import Desk, act_of, fields_of
from vetting.usecases.intake import require_criteria
from vetting.usecases.ports import Work


def contest_answer(desk: Desk, work: Work, command: ContestAnswer) -> None:
    """Contest an answer of triage; a light vetting then goes the longer way."""
    require_criteria(desk, work, command.case, [command.criterion])
    dossier = work.dossier(command.case)
    pack = desk.packs.pinned(dossier.case.pack_hash)
    number = sum(one.criterion == command.criterion for one in dossier.contests) + 1
    ident = f"C-{command.criterion}-{number}"
    contest = ContestFields(**fields_of(command, ContestFields) | {"id": ident}, by=command.by, at=command.at)
    triage = pack.tables.get("triage", {}).get("criteria", [])
    if refusal := why_not_contest(contest, dossier.contests, triage, find_current(dossier.answers)):
        raise Refused(refusal)
    event = AnswerContested(contest=contest.id, criterion=contest.criterion, reason=contest.reason)
    work.keep(act_of(command), event, contest)


def answer_contest(desk: Desk, work: Work, command: AnswerContest) -> None:
    """Answer the open contest of a criterion; the depth to which it led stays."""
    require_criteria(desk, work, command.case, [command.criterion])
    appraisal = appraise_case(desk, work, command.case)
    case = appraisal.dossier.case
    contest = first_open_contest(appraisal.dossier.contests, command.criterion)
    if contest is None:
        raise Refused(Refusal("no_open_contest", {"criterion": command.criterion}))
    if refusal := why_not_answer_contest(contest, command.answer):
        raise Refused(refusal)
    said = {"answer": command.answer, "answered_by": command.by, "answered_at": command.at}
    event = ContestAnswered(contest=contest.id, criterion=contest.criterion, answer=command.answer)
    reached = case.settings | {"depth_before": appraisal.evaluation.depth}
    changed = case.model_copy(update={"settings": reached})
    work.keep(act_of(command), event, contest.model_copy(update=said), changed)
