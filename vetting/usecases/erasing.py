"""Erasing the file of a piece of evidence that has to go by law, such as at the request of whoever it is about.

- The log has first who erased it, when and why; then its openings and the bytes go. The hash stays: what was erased
  can be told from what is missing, and from a file that was put in its place.
- Bytes that another piece of evidence holds as well stay until that one is erased too.
"""

from vetting.domain.answer_events import EvidenceErased
from vetting.domain.commands import EraseEvidence
from vetting.domain.errors import Refused
from vetting.domain.evidence import EvidenceFields, why_not_erase
from vetting.domain.terms import TermsFields
from vetting.usecases.desk import Desk, act_of
from vetting.usecases.intake import require_evidence
from vetting.usecases.ports import Work


def erase_evidence(_: Desk, work: Work, command: EraseEvidence) -> None:
    """Enter that a file is erased, and forget what it was called; ``drop_erased`` removes its bytes afterwards."""
    held = require_evidence(work, command.case, command.evidence)
    is_draft = any(one.evidence == held.id for one in work.list(TermsFields, command.case))
    if refusal := why_not_erase(held, command.reason, is_draft=is_draft):
        raise Refused(refusal)
    work.forget(EvidenceFields, command.case, command.evidence)
    changes = {
        "filename": None,
        "note": "",
        "erased_at": command.at,
        "erased_by": command.by,
        "erased_reason": command.reason,
    }
    event = EvidenceErased(evidence=held.id, sha256=held.sha256 or "", reason=command.reason)
    work.keep(act_of(command), event, held.model_copy(update=changes))


def drop_erased(desk: Desk, case: str | None = None) -> int:
    """Remove the bytes of what was erased in a case, or in every case, where nothing else holds them; how many went.

    Harmless when repeated: after an interruption it does what was left.
    """
    with desk.read() as work:
        every = [one for each in work.list_cases() for one in work.list(EvidenceFields, each)]
    kept = {one.sha256 for one in every if one.erased_at is None}
    asked = [one for one in every if case in (None, one.case)]
    gone = {one.sha256 for one in asked if one.sha256 and one.sha256 not in kept}
    return sum(desk.evidence.remove(one) for one in sorted(gone))
