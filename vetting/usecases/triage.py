"""The countersignature of the triage: given by a second person, waited for at a gate, asked of every approval."""

from datetime import datetime

from vetting.domain.answer_events import TriageCountersigned
from vetting.domain.commands import CountersignTriage
from vetting.domain.decisions import why_not_opened
from vetting.domain.dossier import Dossier
from vetting.domain.errors import Refusal, Refused
from vetting.domain.gates import GateFields, GateState
from vetting.domain.people import PersonFields, Role
from vetting.domain.recusals import find_standing_answers, find_standing_triage
from vetting.domain.stages import Stage
from vetting.domain.triage import (
    TriageSignatureFields,
    basis_of,
    find_open_questions,
    list_signed,
    why_not_countersign_triage,
)
from vetting.policy.pack import Pack
from vetting.usecases.desk import Desk, act_of
from vetting.usecases.intake import require_person
from vetting.usecases.ports import Work

GATE = "triage:countersignature"


def countersign_triage(desk: Desk, work: Work, command: CountersignTriage) -> None:
    """Countersign the answers of triage as they stand; the gate that waits for it closes."""
    dossier = work.dossier(command.case)
    pack = desk.packs.pinned(dossier.case.pack_hash)
    person = require_person(work, command.case, command.by)
    refusal = why_not_countersign(pack, dossier, person, command.at) or _why_not_as_seen(
        pack, dossier, command
    )
    if refusal:
        raise Refused(refusal)
    signature = TriageSignatureFields(
        case=command.case,
        number=len(dossier.triage_signatures) + 1,
        by=command.by,
        at=command.at,
        answers=_signed(pack, dossier),
    )
    event = TriageCountersigned(number=signature.number, answers=signature.answers)
    work.keep(act_of(command), event, signature, *_answered(dossier, command))


def why_not_countersign(pack: Pack, dossier: Dossier, person: PersonFields, at: datetime) -> Refusal | None:
    """Why this person may not countersign the triage of a case now, if so."""
    if refusal := why_not_opened(dossier.case.opened_by, person.id):
        return refusal
    answers = find_standing_answers(dossier)
    return why_not_countersign_triage(person, answers, list_triage(pack), dossier.declarations, at)


def why_not_without_triage(pack: Pack, dossier: Dossier) -> Refusal | None:
    """Why an approval waits for the triage, if so."""
    triage = list_triage(pack)
    if not triage or find_standing_triage(dossier, triage) is not None:
        return None
    return Refusal("triage_not_countersigned")


def find_triage_gate(pack: Pack, dossier: Dossier, now: datetime) -> GateFields | None:
    """The gate that should stand open: all of triage is answered, and nobody has countersigned it as it stands."""
    triage = list_triage(pack)
    if not triage or find_open_questions(find_standing_answers(dossier), triage):
        return None
    if find_standing_triage(dossier, triage) is not None:
        return None
    return GateFields(
        case=dossier.case.id,
        key=GATE,
        stage=Stage.INTAKE,
        kind="countersignature",
        owner=Role.COUNTERSIGNER.value,
        because="The answers of triage wait for the countersignature of a second person.",
        opened_at=now,
    )


def list_triage(pack: Pack) -> list[str]:
    """The questions of triage that are countersigned; none where the pack does not ask for it."""
    table = pack.tables.get("triage", {})
    return list(table.get("criteria", [])) if table.get("countersigned") else []


def triage_basis(pack: Pack, dossier: Dossier) -> str:
    """What a page gives back as ``seen`` when somebody countersigns."""
    return basis_of(_signed(pack, dossier))


def _signed(pack: Pack, dossier: Dossier) -> list[str]:
    return list_signed(find_standing_answers(dossier), list_triage(pack))


def _why_not_as_seen(pack: Pack, dossier: Dossier, command: CountersignTriage) -> Refusal | None:
    if command.seen in ("", triage_basis(pack, dossier)):
        return None
    return Refusal("triage_changed")


def _answered(dossier: Dossier, command: CountersignTriage) -> list[GateFields]:
    done = {"state": GateState.ANSWERED, "closed_at": command.at, "answered_by": command.by}
    waiting = (one for one in dossier.gates if one.key == GATE and one.state is GateState.OPEN)
    return [one.model_copy(update=done) for one in waiting]
