"""Who may do what: one table, read by page, API, command line and tests alike."""

from collections.abc import Mapping
from datetime import date
from typing import get_args

from vetting.domain import commands, reply_commands, round_commands, waiting_commands
from vetting.domain.decisions import why_not_sign
from vetting.domain.errors import Refusal
from vetting.domain.interests import DeclarationFields, find_undeclared, why_recused
from vetting.domain.people import AUTHORITY_OF, PersonFields, Role
from vetting.domain.stages import TRANSITIONS, CaseStatus

OFFICE = frozenset({Role.INITIATOR, Role.FOCAL_POINT})
ADVISERS = frozenset({Role.LEGAL, Role.DPO, Role.HR_ADVISER, Role.ETHICS})
DECIDERS = frozenset(AUTHORITY_OF)
OF_THE_OFFICE = OFFICE | ADVISERS | DECIDERS | {Role.COUNTERSIGNER, Role.CONSULTATION_OFFICER}

MAY: Mapping[type[commands.Command], frozenset[Role]] = {
    commands.OpenCase: OFFICE | {Role.SYSTEM},
    commands.AssignPerson: OFFICE | DECIDERS | {Role.SYSTEM},
    commands.DeclareInterest: frozenset(Role),
    commands.ClassDeclaration: frozenset({Role.ETHICS}),
    commands.NameParty: OFFICE | ADVISERS | {Role.COMPANY, Role.SYSTEM},
    commands.FileEvidence: frozenset(Role) - {Role.AUDITOR},
    commands.EraseEvidence: frozenset({Role.DPO}),
    commands.AnswerQuestion: frozenset(Role) - {Role.AUDITOR},
    commands.ReviewAnswer: OFFICE | ADVISERS | {Role.COUNTERSIGNER, Role.CONSULTATION_OFFICER},
    commands.ContestAnswer: frozenset(Role),
    commands.AnswerContest: OFFICE,
    commands.CountersignTriage: frozenset({Role.COUNTERSIGNER}),
    commands.JudgeMatch: frozenset(
        {Role.FOCAL_POINT, Role.COUNTERSIGNER, Role.LEGAL, Role.HR_ADVISER, Role.ETHICS}
    ),
    commands.GrantException: frozenset({Role.EXECUTIVE_HEAD}),
    commands.AskException: OF_THE_OFFICE,  # who grants it asks the row above
    commands.StoreTerms: OFFICE | {Role.LEGAL, Role.SYSTEM},
    commands.LinkClause: OFFICE | {Role.LEGAL, Role.DPO},
    commands.StoreOwnership: OFFICE | {Role.LEGAL, Role.ETHICS, Role.SYSTEM},
    commands.ReceiveSubmission: frozenset(
        {Role.CONSULTATION_OFFICER, Role.CONSULTEE, Role.FOCAL_POINT, Role.SYSTEM}
    ),
    commands.ExtractPoint: frozenset(
        {Role.CONSULTATION_OFFICER, Role.FOCAL_POINT, Role.HR_ADVISER, Role.SYSTEM}
    ),
    commands.DisposePoint: frozenset({Role.CONSULTATION_OFFICER, Role.FOCAL_POINT, Role.HR_ADVISER}),
    round_commands.PublishNotice: frozenset({Role.CONSULTATION_OFFICER, Role.FOCAL_POINT}),
    round_commands.AmendNotice: frozenset({Role.CONSULTATION_OFFICER, Role.FOCAL_POINT}),
    round_commands.ExtendRound: frozenset({Role.CONSULTATION_OFFICER, Role.FOCAL_POINT}),
    round_commands.LodgeSubmission: frozenset({Role.CONSULTEE}),
    round_commands.AttachFile: frozenset({Role.CONSULTEE}),
    round_commands.ContestPoint: frozenset({Role.CONSULTEE}),
    round_commands.WithdrawSubmission: frozenset({Role.CONSULTEE}),
    round_commands.ModerateSubmission: frozenset({Role.CONSULTATION_OFFICER}),
    round_commands.UnsealSubmission: frozenset({Role.CONSULTATION_OFFICER, Role.HR_ADVISER}),
    commands.SendLetter: OFFICE | {Role.LEGAL, Role.HR_ADVISER},
    commands.RecordReply: OFFICE | {Role.COMPANY, Role.LEGAL, Role.SYSTEM},
    reply_commands.DraftLetter: OFFICE | {Role.LEGAL, Role.HR_ADVISER},
    reply_commands.ReleasePoint: frozenset({Role.CONSULTATION_OFFICER}),
    reply_commands.IssueReplyLink: OFFICE | {Role.LEGAL, Role.HR_ADVISER},
    reply_commands.LodgeReply: frozenset({Role.COMPANY}),
    reply_commands.UnsealReply: frozenset({Role.CONSULTATION_OFFICER, Role.HR_ADVISER}),
    reply_commands.ExtendReply: OFFICE | {Role.LEGAL, Role.HR_ADVISER},
    reply_commands.AssessReply: OFFICE | {Role.LEGAL, Role.HR_ADVISER},
    reply_commands.AskCorrection: OFFICE | {Role.COMPANY, Role.LEGAL},
    reply_commands.SettleCorrection: OFFICE | {Role.LEGAL, Role.HR_ADVISER},
    reply_commands.CommentOnReply: frozenset({Role.CONSULTEE}),
    commands.CastVote: DECIDERS | ADVISERS,
    commands.Decide: DECIDERS,
    commands.WithdrawCase: OFFICE | DECIDERS,
    commands.ReopenCase: OFFICE | DECIDERS,
    commands.RequestRecord: frozenset(Role) - {Role.COMPANY, Role.CONSULTEE},
    waiting_commands.ProposeAct: OF_THE_OFFICE,  # what is proposed asks its own row
    waiting_commands.ConfirmAct: OF_THE_OFFICE,
    waiting_commands.RefuseAct: OF_THE_OFFICE,
    waiting_commands.WithdrawAct: OF_THE_OFFICE,
}
"""The roles that may send each command. A command without a row cannot be sent by anybody."""

BY_ANYONE: Mapping[type[commands.Command], Role] = {
    round_commands.LodgeSubmission: Role.CONSULTEE,
    round_commands.AttachFile: Role.CONSULTEE,
    round_commands.ContestPoint: Role.CONSULTEE,
    round_commands.WithdrawSubmission: Role.CONSULTEE,
    reply_commands.CommentOnReply: Role.CONSULTEE,
    reply_commands.LodgeReply: Role.COMPANY,
}
"""What may come through the public pages, and from whom without a name; never by a person's id."""

ANSWERS_FOR: Mapping[str, frozenset[Role]] = {
    "office": OFFICE | {Role.COUNTERSIGNER, Role.CONSULTATION_OFFICER},
    "company": frozenset({Role.COMPANY}) | OFFICE,
    "legal": frozenset({Role.LEGAL}) | OFFICE,
    "dpo": frozenset({Role.DPO}) | OFFICE,
    "hr_adviser": frozenset({Role.HR_ADVISER}) | OFFICE,
    "ethics": frozenset({Role.ETHICS}) | OFFICE,
    "consultee": frozenset({Role.CONSULTEE, Role.CONSULTATION_OFFICER}) | OFFICE,
    "decider": DECIDERS,
    "system": frozenset({Role.SYSTEM, Role.CONSULTATION_OFFICER}) | OFFICE,
}
"""Who may enter the answer of each answerer; the office may enter what it was told, under its name."""


AFTER_DECISION: frozenset[type[commands.Command]] = frozenset(
    {
        commands.AssignPerson,
        commands.DeclareInterest,
        commands.ClassDeclaration,
        commands.FileEvidence,
        commands.EraseEvidence,
        commands.JudgeMatch,  # of matches that came later; judging refuses the others
        commands.RecordReply,
        reply_commands.IssueReplyLink,
        reply_commands.LodgeReply,
        reply_commands.UnsealReply,
        reply_commands.AssessReply,
        reply_commands.SettleCorrection,
        reply_commands.CommentOnReply,
        commands.StoreTerms,  # a changed draft voids the decision that read another
        commands.ReopenCase,
        commands.RequestRecord,
        commands.WithdrawCase,
        round_commands.WithdrawSubmission,
        round_commands.ModerateSubmission,
        round_commands.UnsealSubmission,
        *get_args(waiting_commands.WaitingCommand),  # the act itself is asked for again
    }
)
"""What can still be sent when a case is decided: nothing that would change what was decided on."""

AFTER_CLOSING: frozenset[type[commands.Command]] = frozenset({commands.EraseEvidence})
"""What can still be sent when a case is closed for good: what the law demands however long it is over."""


READS_CONFIDENTIAL = frozenset({Role.CONSULTATION_OFFICER, Role.FOCAL_POINT, Role.HR_ADVISER, Role.ETHICS})
"""The roles that read what was said in confidence."""

CLOSED_TO_RECUSED: frozenset[type[commands.Command]] = frozenset(
    {
        commands.ClassDeclaration,
        commands.CountersignTriage,
        commands.ReviewAnswer,
        commands.ExtractPoint,
        commands.DisposePoint,
        commands.GrantException,
        commands.AskException,
        commands.Decide,
        commands.JudgeMatch,
        commands.ReopenCase,
        round_commands.ModerateSubmission,
        round_commands.UnsealSubmission,
        reply_commands.UnsealReply,
        waiting_commands.ProposeAct,
        waiting_commands.ConfirmAct,
        reply_commands.ReleasePoint,
        reply_commands.AssessReply,
        reply_commands.SettleCorrection,
    }
)
"""What a person with an open conflict cannot send: signatures, acts on confidential input, and what undoes a decision.

A vote is not among them, because a recused person's vote can still be entered as recused.
"""

SIGNING_ROLES = DECIDERS | ADVISERS | {Role.COUNTERSIGNER, Role.CONSULTATION_OFFICER}
"""The roles that nobody gives themselves: another person of the case assigns them."""

CLOSED_ROLES = DECIDERS | ADVISERS | READS_CONFIDENTIAL | {Role.COUNTERSIGNER}
"""The roles to which a person with an open conflict cannot be assigned."""


def why_not_assign(
    person: PersonFields, known: PersonFields | None, declarations: list[DeclarationFields], on: date
) -> Refusal | None:
    """Why this person cannot be given these roles on this day, if so; ``known`` is what they are now."""
    if known is not None and Role.INITIATOR in known.roles and Role.INITIATOR not in person.roles:
        return Refusal("initiator_stays", {"person": person.id})
    closed = [role.value for role in person.roles if role in CLOSED_ROLES]
    conflict = why_recused(declarations, person.id, on)
    if conflict is None or not closed:
        return None
    named = {"person": person.id, "roles": ", ".join(closed), "declaration": conflict.id}
    return Refusal("recused_from_role", named)


def why_not_read_confidential(
    person: PersonFields, declarations: list[DeclarationFields], on: date
) -> Refusal | None:
    """Why this person may not read what was said in confidence on this day, if so."""
    if not READS_CONFIDENTIAL & set(person.roles):
        return Refusal("not_confidential", {"person": person.id})
    if find_undeclared([person], declarations):
        return Refusal("undeclared", {"person": person.id})
    return why_not_sign(person, declarations, on)


def is_closed_to_recused(command: commands.Command) -> bool:
    """Whether a person with an open conflict cannot send this command.

    To enter what another person declared is to class it, and so is closed too; one's own is always open.
    """
    if isinstance(command, commands.DeclareInterest):
        return command.by != getattr(command, "person", command.by)
    return type(command) in CLOSED_TO_RECUSED


def why_not_recused(
    command: commands.Command, person: PersonFields, declarations: list[DeclarationFields]
) -> Refusal | None:
    """Why an open conflict keeps this person from sending this command, if so."""
    if not is_closed_to_recused(command):
        return None
    return why_not_sign(person, declarations, command.at.date())


def why_not_now(command: commands.Command, status: CaseStatus) -> Refusal | None:
    """Why this command does not fit the status of its case, if so."""
    if not TRANSITIONS[status] and type(command) not in AFTER_CLOSING:
        return Refusal("case_closed", {"status": status.value})
    is_decided = status in (CaseStatus.DECIDED, CaseStatus.MONITORED)
    if is_decided and type(command) not in AFTER_DECISION:
        return Refusal("case_decided", {"act": type(command).__name__})
    return None


def is_of_anyone(command: commands.Command) -> bool:
    """Whether a command comes from the public, of whom nobody is a person of the case."""
    unnamed = BY_ANYONE.get(type(command))
    return unnamed is not None and command.by == unnamed.value


def why_not_send(command: commands.Command, person: PersonFields | None) -> Refusal | None:
    """Why this person may not send this command, if so."""
    if is_of_anyone(command):
        return None
    if person is None:
        return Refusal("unknown_person", {"person": command.by})
    if not MAY.get(type(command), frozenset()) & set(person.roles):
        return Refusal("not_permitted", {"person": person.id, "act": type(command).__name__})
    return None


def why_not_answer_for(answerer: str, person: PersonFields) -> Refusal | None:
    """Why this person may not enter the answer of this answerer, if so."""
    if ANSWERS_FOR.get(answerer, frozenset()) & set(person.roles):
        return None
    return Refusal("not_your_question", {"person": person.id, "answerer": answerer})
