"""The door through which commands come in: who may, is it new, do it, all in one commit."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from vetting.domain import commands, reply_commands, round_commands, waiting_commands
from vetting.domain.case import CaseFields
from vetting.domain.commands import AnswerQuestion, Command
from vetting.domain.errors import NotFound, Refusal, Refused
from vetting.domain.holding import narrow
from vetting.domain.people import PersonFields, Role
from vetting.domain.permissions import (
    is_closed_to_recused,
    is_of_anyone,
    why_not_answer_for,
    why_not_now,
    why_not_recused,
    why_not_send,
)
from vetting.domain.waiting_acts import list_signers, why_not_sign_for
from vetting.usecases import (
    answers,
    assessing,
    consultation,
    contests,
    decision,
    erasing,
    granting,
    intake,
    interests,
    judging,
    letters,
    linking,
    owners,
    replies,
    reply_secrets,
    reviewing,
    rounds,
    submissions,
    triage,
    waiting_acts,
)
from vetting.usecases.desk import Desk
from vetting.usecases.ports import Work


def _confirm_act(desk: Desk, work: Work, command: waiting_commands.ConfirmAct) -> None:
    waiting_acts.confirm_act(desk, work, command, _do)


HANDLERS: Mapping[type[Command], Callable[[Desk, Work, Any], None]] = {
    commands.OpenCase: intake.open_case,
    commands.AssignPerson: intake.assign_person,
    commands.DeclareInterest: interests.declare_interest,
    commands.ClassDeclaration: interests.class_declaration,
    commands.NameParty: intake.name_party,
    commands.FileEvidence: intake.file_evidence,
    commands.EraseEvidence: erasing.erase_evidence,
    commands.StoreTerms: intake.store_terms,
    commands.LinkClause: linking.link_clause,
    commands.StoreOwnership: owners.store_ownership,
    commands.WithdrawCase: intake.withdraw_case,
    commands.ReopenCase: intake.reopen_case,
    commands.RequestRecord: intake.request_record,
    commands.AnswerQuestion: answers.answer_question,
    commands.ReviewAnswer: reviewing.review_answer,
    commands.ContestAnswer: contests.contest_answer,
    commands.AnswerContest: contests.answer_contest,
    commands.CountersignTriage: triage.countersign_triage,
    commands.JudgeMatch: judging.judge_match,
    commands.GrantException: granting.grant_exception,
    commands.AskException: granting.ask_exception,
    commands.ReceiveSubmission: consultation.receive_submission,
    commands.ExtractPoint: consultation.extract_point,
    commands.DisposePoint: consultation.dispose_point,
    round_commands.PublishNotice: rounds.publish_notice,
    round_commands.AmendNotice: rounds.amend_notice,
    round_commands.ExtendRound: rounds.extend_round,
    round_commands.LodgeSubmission: submissions.lodge_submission,
    round_commands.AttachFile: submissions.attach_file,
    round_commands.ContestPoint: consultation.contest_point,
    round_commands.WithdrawSubmission: submissions.withdraw_submission,
    round_commands.ModerateSubmission: submissions.moderate_submission,
    round_commands.UnsealSubmission: submissions.unseal_submission,
    commands.SendLetter: replies.send_letter,
    commands.RecordReply: replies.record_reply,
    reply_commands.DraftLetter: letters.draft_letter,
    reply_commands.ReleasePoint: letters.release_point,
    reply_commands.IssueReplyLink: letters.issue_link,
    reply_commands.LodgeReply: replies.lodge_reply,
    reply_commands.UnsealReply: reply_secrets.unseal_reply,
    reply_commands.ExtendReply: replies.extend_reply,
    reply_commands.AssessReply: assessing.assess_reply,
    reply_commands.AskCorrection: assessing.ask_correction,
    reply_commands.SettleCorrection: assessing.settle_correction,
    reply_commands.CommentOnReply: assessing.comment_on_reply,
    commands.CastVote: decision.cast_vote,
    commands.Decide: decision.decide,
    waiting_commands.ProposeAct: waiting_acts.propose_act,
    waiting_commands.ConfirmAct: _confirm_act,
    waiting_commands.RefuseAct: waiting_acts.refuse_act,
    waiting_commands.WithdrawAct: waiting_acts.withdraw_act,
}
"""Which function does which command; a test proves that none is left out."""


def send(desk: Desk, batch: Sequence[Command], *, simulated: bool = False, asserted: bool = False) -> int:
    """Do the commands that are not in the log yet, all in one commit; how many were new.

    ``simulated`` is for an imported case: its clock then stands at the last of these commands. ``asserted``
    is for acts of a file or of the command line: whoever owns the home answers for the other signers they
    name; any other act that names one is refused, because each signs with their own sign-in (``sign``).
    Raises ``Refused`` at the first that a rule forbids; nothing of the batch is kept then.
    """
    with desk.work() as work:
        new = _do_new(desk, work, batch, asserted=asserted)
        for case in sorted({command.case for command in new}):
            work.wake(case)
            if simulated:
                work.simulate(case, max(command.at for command in new if command.case == case))
        work.commit()
    return len(new)


def rehearse(desk: Desk, batch: Sequence[Command], *, asserted: bool = False) -> None:
    """Do the commands and keep nothing of them; raises as ``send``."""
    with desk.work() as trial:  # left without a commit
        _do_new(desk, trial, batch, asserted=asserted)


def sign(desk: Desk, command: Command) -> bool:
    """Do an act of whoever is signed in; where it names others who sign too, it waits for them.

    Whether it took effect. Raises ``Refused`` where a rule would forbid it, whoever signs next.
    """
    if not list_signers(command):
        send(desk, [command])
        return True
    with desk.work() as trial:  # left without a commit: nothing of it is kept
        if trial.has_act(command.id):
            return False
        _do(desk, trial, command)
    send(desk, [waiting_acts.to_proposal(command)])
    return False


def send_with(desk: Desk, command: AnswerQuestion, held: frozenset[Role]) -> None:
    """Enter the answer of a program, whose token gives these roles alone, however many its person has.

    Raises ``Refused`` as ``send`` does, and where the roles of the token do not allow it.
    """
    with desk.read() as work:
        person = narrow(work.get(PersonFields, command.case, command.by), held)
    refusal = why_not_send(command, person)
    if refusal is None and person is not None:
        refusal = why_not_answer_for(command.answerer, person)
    if refusal:
        raise Refused(refusal)
    send(desk, [command])


def _do_new(desk: Desk, work: Work, batch: Sequence[Command], *, asserted: bool) -> list[Command]:
    new = _find_new(work, batch)
    for command in new:
        if not asserted and (refusal := why_not_sign_for(command)):
            raise Refused(refusal)
        _do(desk, work, command)
    return new


def _find_new(work: Work, batch: Sequence[Command]) -> list[Command]:
    """Those that are not in the log yet; of several with one id, the first."""
    seen = set(work.list_leaves([command.id for command in batch]))
    new = []
    for command in batch:
        if command.id not in seen:
            new.append(command)
            seen.add(command.id)
    return new


def _do(desk: Desk, work: Work, command: Command) -> None:
    if refusal := _why_not(work, command):
        raise Refused(refusal)
    HANDLERS[type(command)](desk, work, command)


def _why_not(work: Work, command: Command) -> Refusal | None:
    if isinstance(command, commands.OpenCase):
        return None
    case = work.get(CaseFields, command.case)
    if case is None:
        raise NotFound("case", command.case)
    if refusal := why_not_now(command, case.status):
        return refusal
    if command.at < case.opened_at:
        return Refusal("before_opening", {"opened_at": case.opened_at.date()})
    if isinstance(command, commands.AssignPerson) and command.by == case.opened_by:
        return None
    person = None if is_of_anyone(command) else work.get(PersonFields, command.case, command.by)
    if refusal := why_not_send(command, person):
        return refusal
    return _why_not_recused(work, command, person)


def _why_not_recused(work: Work, command: Command, person: PersonFields | None) -> Refusal | None:
    if person is None or not is_closed_to_recused(command):
        return None
    return why_not_recused(command, person, intake.list_declarations(work, command.case))
