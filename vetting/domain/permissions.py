"""Who may do what: one table, read by page, API, command line and tests alike."""

from collections.abc import Mapping

from vetting.domain import commands, round_commands
from vetting.domain.errors import Refusal
from vetting.domain.people import AUTHORITY_OF, PersonFields, Role
from vetting.domain.stages import TRANSITIONS, CaseStatus

OFFICE = frozenset({Role.INITIATOR, Role.FOCAL_POINT})
ADVISERS = frozenset({Role.LEGAL, Role.DPO, Role.HR_ADVISER, Role.ETHICS})
DECIDERS = frozenset(AUTHORITY_OF)

MAY: Mapping[type[commands.Command], frozenset[Role]] = {
    commands.OpenCase: OFFICE | {Role.SYSTEM},
    commands.AssignPerson: OFFICE | DECIDERS | {Role.SYSTEM},
    commands.DeclareInterest: frozenset(Role),
    commands.NameParty: OFFICE | ADVISERS | {Role.COMPANY, Role.SYSTEM},
    commands.FileEvidence: frozenset(Role) - {Role.AUDITOR},
    commands.AnswerQuestion: frozenset(Role) - {Role.AUDITOR},
    commands.ContestAnswer: frozenset(Role),
    commands.AnswerContest: OFFICE,
    commands.JudgeMatch: frozenset(
        {Role.FOCAL_POINT, Role.COUNTERSIGNER, Role.LEGAL, Role.HR_ADVISER, Role.ETHICS}
    ),
    commands.GrantException: frozenset({Role.EXECUTIVE_HEAD}),
    commands.StoreTerms: OFFICE | {Role.LEGAL, Role.SYSTEM},
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
    round_commands.WithdrawSubmission: frozenset({Role.CONSULTEE}),
    round_commands.ModerateSubmission: frozenset({Role.CONSULTATION_OFFICER}),
    round_commands.UnsealSubmission: frozenset({Role.CONSULTATION_OFFICER, Role.HR_ADVISER}),
    commands.SendLetter: OFFICE | {Role.LEGAL, Role.HR_ADVISER},
    commands.RecordReply: OFFICE | {Role.COMPANY, Role.LEGAL, Role.SYSTEM},
    commands.CastVote: DECIDERS | ADVISERS,
    commands.Decide: DECIDERS,
    commands.WithdrawCase: OFFICE | DECIDERS,
    commands.ReopenCase: OFFICE | DECIDERS,
    commands.RequestRecord: frozenset(Role) - {Role.COMPANY, Role.CONSULTEE},
}
"""The roles that may send each command. A command without a row cannot be sent by anybody."""

BY_ANYONE: frozenset[type[commands.Command]] = frozenset(
    {round_commands.LodgeSubmission, round_commands.WithdrawSubmission}
)
"""What anyone may send through the public pages, as a consultee without a name; never by a person's id."""

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
        commands.FileEvidence,
        commands.JudgeMatch,  # of matches that came later; judging refuses the others
        commands.RecordReply,
        commands.ReopenCase,
        commands.RequestRecord,
        commands.WithdrawCase,
        round_commands.WithdrawSubmission,
        round_commands.ModerateSubmission,
        round_commands.UnsealSubmission,
    }
)
"""What can still be sent when a case is decided: nothing that would change what was decided on."""


def why_not_now(command: commands.Command, status: CaseStatus) -> Refusal | None:
    """Why this command does not fit the status of its case, if so."""
    if not TRANSITIONS[status]:
        return Refusal("case_closed", {"status": status.value})
    is_decided = status in (CaseStatus.DECIDED, CaseStatus.MONITORED)
    if is_decided and type(command) not in AFTER_DECISION:
        return Refusal("case_decided", {"act": type(command).__name__})
    return None


def why_not_send(command: commands.Command, person: PersonFields | None) -> Refusal | None:
    """Why this person may not send this command, if so."""
    if type(command) in BY_ANYONE and command.by == Role.CONSULTEE.value:
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
