"""Recusal, carried out: signatures that fall are voided, and a decision that rested on them is reopened."""

from datetime import date, datetime

from vetting.domain.case_events import CaseMoved, DecisionReopened
from vetting.domain.conflict_events import MitigationEnded, SignatureVoided
from vetting.domain.dossier import Dossier
from vetting.domain.gates import GateFields, GateState, find_open
from vetting.domain.interests import DeclarationFields, is_mitigated
from vetting.domain.people import Role
from vetting.domain.recusals import Fallen, find_fallen
from vetting.domain.signatures import VoidedSignatureFields
from vetting.domain.stages import CaseStatus, Stage
from vetting.usecases.kept import Act
from vetting.usecases.ports import Work

SYSTEM = "system"
OF_SIGNATURE = "signature"
"""The kind of gate that a fallen signature opens; the next decision closes it."""


def recheck_signatures(work: Work, act: Act) -> None:
    """Void the signatures that fall as is known now; a decision that rested on one is reopened."""
    dossier = work.dossier(act.case)
    fallen = find_fallen(dossier, act.at.date())
    voided = [_void(work, act, dossier, number, one) for number, one in enumerate(fallen)]
    if voided and dossier.decision is not None and dossier.case.status in _DECIDED:
        _reopen(work, act, dossier, voided)


def note_ended_mitigations(work: Work, dossier: Dossier, now: datetime) -> None:
    """Enter each mitigation whose last day has passed, once, and void what falls with it."""
    for one in dossier.declarations:
        act = Act(_ended(one), one.case, SYSTEM, now)
        if _has_ended(one, now.date()) and not work.has_act(act.id):
            work.keep(act, _ended_event(one))
            recheck_signatures(work, act)


def first_mitigation_end(declarations: list[DeclarationFields], now: datetime) -> date | None:
    """The last day of the mitigation that ends first from now on; ``None`` where none does."""
    days = [one.mitigation_ends_on for one in declarations if one.mitigation and one.mitigation_ends_on]
    return min((day for day in days if day >= now.date()), default=None)


def close_signature_gates(dossier: Dossier, by: str, at: datetime) -> list[GateFields]:
    """The gates that a new decision answers, closed."""
    done = {"state": GateState.ANSWERED, "closed_at": at, "answered_by": by}
    return [one.model_copy(update=done) for one in find_open(dossier.gates) if one.kind == OF_SIGNATURE]


_DECIDED = (CaseStatus.DECIDED, CaseStatus.MONITORED)


def _has_ended(declaration: DeclarationFields, today: date) -> bool:
    has_end = declaration.mitigation and declaration.mitigation_ends_on
    return bool(has_end) and not is_mitigated(declaration, today)


def _ended(declaration: DeclarationFields) -> str:
    return f"{declaration.case}/mitigation-ended/{declaration.id}/{declaration.version}"


def _ended_event(declaration: DeclarationFields) -> MitigationEnded:
    return MitigationEnded(
        declaration=declaration.id,
        version=declaration.version,
        person=declaration.person,
        mitigation_ends_on=str(declaration.mitigation_ends_on),
    )


def _void(work: Work, act: Act, dossier: Dossier, number: int, fallen: Fallen) -> VoidedSignatureFields:
    signature = fallen.signature
    voided = VoidedSignatureFields(
        case=act.case,
        id=f"V-{len(dossier.voided) + number + 1}",
        kind=signature.kind,
        subject=signature.subject,
        person=signature.person,
        signed_at=signature.signed_at,
        declaration=fallen.declaration.id,
        voided_at=act.at,
    )
    event = SignatureVoided(
        signature=voided.id,
        kind=voided.kind.value,
        subject=voided.subject,
        person=voided.person,
        signed_at=voided.signed_at.isoformat(),
        declaration=voided.declaration,
    )
    follows = Act(f"{act.id}/{voided.id}", act.case, SYSTEM, act.at)
    work.keep(follows, event, voided, _gate(voided))
    return voided


def _gate(voided: VoidedSignatureFields) -> GateFields:
    what = voided.kind.value.replace("_", " ") + (f" of {voided.subject}" if voided.subject else "")
    return GateFields(
        case=voided.case,
        key=f"signature:{voided.id}",
        stage=Stage.DECISION,
        kind=OF_SIGNATURE,
        owner=Role.ETHICS.value,
        because=f"The {what} by {voided.person} fell for {voided.declaration}; another person signs.",
        opened_at=voided.voided_at,
    )


def _reopen(work: Work, act: Act, dossier: Dossier, voided: list[VoidedSignatureFields]) -> None:
    case, decision = dossier.case, dossier.decision
    if decision is None:
        return
    told = DecisionReopened(
        outcome=decision.outcome.value,
        decided_by=decision.decided_by,
        signatures=[one.id for one in voided],
    )
    work.keep(Act(f"{act.id}/reopened", act.case, SYSTEM, act.at), told)
    moved = CaseMoved(
        status=case.status.value,
        to=CaseStatus.UNDER_REVIEW.value,
        reason="Signatures that the decision rested on fell: "
        + ", ".join(f"{one.kind.value} of {one.person}" for one in voided),
    )
    changes = {"status": CaseStatus.UNDER_REVIEW, "record_wanted_at": act.at}
    work.keep(Act(f"{act.id}/moved", act.case, SYSTEM, act.at), moved, case.model_copy(update=changes))
