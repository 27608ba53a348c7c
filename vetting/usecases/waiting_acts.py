"""Acts that wait for the signatures of others: proposed, confirmed, refused, taken back.

An act is tried when it is proposed, so that a rule refuses it at once and not when the last has signed; and
it goes through the same rules again when it takes effect.
"""

from collections.abc import Callable
from datetime import datetime

from pydantic import ValidationError

from vetting.domain.commands import AskException, Command, Decide, GrantException
from vetting.domain.errors import BadInput, Fault, Refusal, Refused
from vetting.domain.waiting_acts import (
    KINDS,
    WaitingActFields,
    WaitingState,
    kind_of,
    list_missing,
    list_signers,
    to_command,
    why_not_confirm,
    why_not_propose,
    why_not_refuse,
    why_not_withdraw,
)
from vetting.domain.waiting_commands import ConfirmAct, ProposeAct, RefuseAct, WithdrawAct
from vetting.domain.waiting_events import ActConfirmed, ActProposed, ActRefused, ActWithdrawn
from vetting.usecases.appraise import appraise
from vetting.usecases.desk import Desk, act_of
from vetting.usecases.ports import Work

Do = Callable[[Desk, Work, Command], None]
"""Does a command within a transaction, under every rule."""


def to_proposal(command: Command) -> ProposeAct:
    """The proposal of an act that names other signers."""
    said = command.model_dump(mode="json", exclude=set(Command.model_fields))
    own = command.model_dump(include=set(Command.model_fields))
    return ProposeAct(**own, kind=kind_of(command), said=said)


def propose_act(desk: Desk, work: Work, command: ProposeAct) -> None:
    """Keep an act that was signed by one until the others have signed."""
    known = work.list(WaitingActFields, command.case)
    inner = _inner(command)
    act = WaitingActFields(
        case=command.case,
        id=f"W-{len(known) + 1}",
        kind=command.kind,
        said=command.said,
        by=command.by,
        at=command.at,
        basis=basis_of(desk, work, inner),
        waits_for=list_signers(inner),
    )
    refusal = why_not_propose(act, known) or (None if act.waits_for else Refusal("act_names_nobody"))
    if refusal:
        raise Refused(refusal)
    event = ActProposed(act=act.id, kind=act.kind, waits_for=act.waits_for, basis=act.basis, said=act.said)
    work.keep(act_of(command), event, act)


def confirm_act(desk: Desk, work: Work, command: ConfirmAct, do: Do) -> None:
    """Sign an act that waits; with the last signature it takes effect, in the same commit."""
    act = require_act(work, command.case, command.act)
    inner = to_command(act, command.at, command.given)
    if refusal := why_not_confirm(act, command.by, basis_of(desk, work, inner)):
        raise Refused(refusal)
    signed = act.model_copy(update={"confirmed": [*act.confirmed, command.by]})
    missing = list_missing(signed)
    if not missing:
        signed = _closed(signed, WaitingState.DONE, command.by, command.at)
    event = ActConfirmed(act=act.id, kind=act.kind, still_waits_for=missing)
    work.keep(act_of(command), event, signed)
    if not missing:
        do(desk, work, inner)


def refuse_act(_: Desk, work: Work, command: RefuseAct) -> None:
    """Refuse to sign an act that waits; it will have no effect."""
    act = require_act(work, command.case, command.act)
    refusal = why_not_refuse(act, command.by)
    if refusal is None and not command.reason.strip():
        refusal = Refusal("act_refused_without_reason", {"signing": act.id})
    if refusal:
        raise Refused(refusal)
    closed = _closed(act, WaitingState.REFUSED, command.by, command.at)
    event = ActRefused(act=act.id, kind=act.kind, reason=command.reason)
    work.keep(act_of(command), event, closed.model_copy(update={"reason": command.reason}))


def withdraw_act(_: Desk, work: Work, command: WithdrawAct) -> None:
    """Take back an act of one's own that still waits."""
    act = require_act(work, command.case, command.act)
    if refusal := why_not_withdraw(act, command.by):
        raise Refused(refusal)
    closed = _closed(act, WaitingState.WITHDRAWN, command.by, command.at)
    work.keep(act_of(command), ActWithdrawn(act=act.id, kind=act.kind), closed)


def require_act(work: Work, case: str, ident: str) -> WaitingActFields:
    """The act of this id; refused where the case has none."""
    found = work.get(WaitingActFields, case, ident)
    if found is None:
        raise Refused(Refusal("unknown_signing", {"signing": ident}))
    return found


def basis_of(desk: Desk, work: Work, command: Command) -> str:
    """What an act is signed on: for a decision or an exception, the facts of the case and its newest draft.

    The other acts say themselves what they were based on: the answer, or the match, as it was shown.
    """
    if not isinstance(command, Decide | GrantException | AskException):
        return ""
    dossier = work.dossier(command.case)
    draft = (dossier.terms[-1].sha256 or dossier.terms[-1].id) if dossier.terms else ""
    return f"{appraise(desk, dossier).facts.hash[:32]}.{draft[:32]}"


def _inner(command: ProposeAct) -> Command:
    if command.kind not in KINDS:
        raise Refused(Refusal("act_takes_one_signature"))
    own = {"id": command.id, "case": command.case, "by": command.by, "at": command.at}
    try:
        return KINDS[command.kind].model_validate({**command.said, **own})
    except ValidationError as wrong:
        faults = [Fault(".".join(map(str, one["loc"])), one["msg"]) for one in wrong.errors()]
        raise BadInput(faults) from None


def _closed(act: WaitingActFields, state: WaitingState, by: str, at: datetime) -> WaitingActFields:
    return act.model_copy(update={"state": state, "closed_by": by, "closed_at": at})
