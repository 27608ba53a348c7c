"""Acts that take more than one signature: signed by the first, waiting for the others, and only then in effect.

- Each signs with their own sign-in. Nobody signs for another, and nobody signs their own act a second time.
- Who is named and refuses gives the reason; the act then has no effect, and can be proposed anew.
- Nobody signs what is no longer so: an act falls behind when what it was signed on has changed.
- An act of a file or of the command line may name its other signers as having signed: whoever owns the home
  answers for that, and the record says that identities were not verified.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlmodel import Field, SQLModel

from vetting.domain.commands import AnswerQuestion, AskException, Command, Decide, GrantException, JudgeMatch
from vetting.domain.errors import Refusal
from vetting.domain.signatures import Given

KINDS: Mapping[str, type[Command]] = {
    "answer_question": AnswerQuestion,
    "judge_match": JudgeMatch,
    "grant_exception": GrantException,
    "ask_exception": AskException,
    "decide": Decide,
}
"""The acts that may take more than one signature, by code."""

SIGNERS: Mapping[type[Command], Sequence[str]] = {
    AnswerQuestion: ("countersigned_by",),
    JudgeMatch: ("second_by",),
    GrantException: ("second_by",),
    AskException: ("granted_by", "second_by"),
    Decide: ("plan_signed_by", "risk_signed_by", "second_by"),
}
"""The fields of each act that name who else signs it."""

SUBJECT: Mapping[type[Command], Sequence[str]] = {
    AnswerQuestion: ("criterion", "answerer"),
    JudgeMatch: ("match",),
    GrantException: ("criterion",),
    AskException: ("criterion",),
    Decide: (),
}
"""The fields that say what an act is about: one person has no two acts waiting about the same."""


class WaitingState(StrEnum):
    """What became of an act that was signed by its first signer."""

    WAITING = "waiting"
    DONE = "done"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class WaitingActFields(SQLModel):
    """An act that was signed by one and waits, or waited, for others."""

    case: str
    id: str = Field(min_length=1, max_length=40)  # W-1
    kind: str
    said: dict[str, Any] = Field(default_factory=dict)
    by: str
    at: datetime
    basis: str = ""  # what it was signed on; nobody signs it when that has changed
    waits_for: list[str] = Field(default_factory=list)  # everyone named
    confirmed: list[str] = Field(default_factory=list)  # those who have signed, in order
    state: WaitingState = WaitingState.WAITING
    closed_by: str | None = None
    closed_at: datetime | None = None
    reason: str = ""  # of a refusal


def list_signers(command: Command) -> list[str]:
    """Who else an act names as signing it, each once; empty where it takes one signature."""
    named = [getattr(command, field) for field in SIGNERS.get(type(command), ())]
    return list(dict.fromkeys(one for one in named if one and one != command.by))


def list_seats(act: WaitingActFields, person: str) -> list[str]:
    """As what a person is named in an act: ``second_by``, and so on."""
    return [field for field in SIGNERS[KINDS[act.kind]] if act.said.get(field) == person]


def list_missing(act: WaitingActFields) -> list[str]:
    """Those who are named and have not signed yet; nobody where the act no longer waits."""
    if act.state is not WaitingState.WAITING:
        return []
    return [one for one in act.waits_for if one not in act.confirmed]


def to_command(act: WaitingActFields, at: datetime, given: Given = Given.ASSERTED) -> Command:
    """The act itself, as it takes effect at a time: by whoever signed first, as the last signature was given."""
    own = {"id": f"{act.case}/waiting/{act.id}", "case": act.case, "by": act.by, "at": at, "given": given}
    return KINDS[act.kind].model_validate({**act.said, **own})


def kind_of(command: Command) -> str:
    """The code of an act that may take more than one signature."""
    return next(code for code, kind in KINDS.items() if type(command) is kind)


def why_not_propose(new: WaitingActFields, known: Sequence[WaitingActFields]) -> Refusal | None:
    """Why an act cannot wait beside those that wait already, if so."""
    waiting = (one for one in known if one.state is WaitingState.WAITING and one.by == new.by)
    same = next((one for one in waiting if _subject_of(one) == _subject_of(new)), None)
    return Refusal("act_waits_already", {"signing": same.id}) if same is not None else None


def why_not_confirm(act: WaitingActFields, person: str, basis: str) -> Refusal | None:
    """Why this person cannot sign the act that waits now, if so; ``basis`` is what it would be signed on today."""
    if refusal := why_not_refuse(act, person):
        return refusal
    if basis != act.basis:
        return Refusal("act_overtaken", {"signing": act.id, "person": act.by})
    return None


def why_not_refuse(act: WaitingActFields, person: str) -> Refusal | None:
    """Why this person cannot say yes or no to the act, if so."""
    if act.state is not WaitingState.WAITING:
        return Refusal("act_waits_no_more", {"signing": act.id})
    if person == act.by:
        return Refusal("signs_own_act", {"person": person, "signing": act.id})
    if person not in act.waits_for:
        return Refusal("not_named_in_act", {"person": person, "signing": act.id})
    if person in act.confirmed:
        return Refusal("act_signed_already", {"person": person, "signing": act.id})
    return None


def why_not_withdraw(act: WaitingActFields, person: str) -> Refusal | None:
    """Why this person cannot take the act back, if so: it is whoever signed first who does, while it waits."""
    if act.state is not WaitingState.WAITING:
        return Refusal("act_waits_no_more", {"signing": act.id})
    if person != act.by:
        return Refusal("not_own_act", {"person": act.by, "signing": act.id})
    return None


def why_not_sign_for(command: Command) -> Refusal | None:
    """Why an act cannot take effect at once: it names others, who sign with their own sign-in."""
    others = list_signers(command)
    return Refusal("signs_for_another", {"people": " and ".join(others)}) if others else None


def _subject_of(act: WaitingActFields) -> tuple[object, ...]:
    return (act.kind, *(act.said.get(one) for one in SUBJECT[KINDS[act.kind]]))
