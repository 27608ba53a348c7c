"""The summary of a case: one object for the command line, the API and the tests alike."""

from typing import Any

from vetting.domain.decisions import Outcome
from vetting.domain.dossier import Dossier
from vetting.usecases.appraise import appraise_case
from vetting.usecases.desk import Desk


def summarise_case(desk: Desk, case: str) -> dict[str, Any]:
    """Where a case stands and why; the keys are those of ``vetting run --json``.

    Raises ``NotFound``.
    """
    with desk.read() as work:
        appraisal = appraise_case(desk, work, case)
    dossier = appraisal.dossier
    return {
        **{name: value for name, value in appraisal.to_json().items() if name != "sealed_facts"},
        "case": dossier.case.id,
        "title": dossier.case.title,
        "status": dossier.case.status.value,
        "pack": f"{appraisal.pack.name}@{appraisal.pack.version}",
        "pack_hash": appraisal.pack.hash,
        "outcome": outcome_of(dossier).value,
    }


def outcome_of(dossier: Dossier) -> Outcome:
    """The outcome of a case: undetermined while it is undecided."""
    return dossier.decision.outcome if dossier.decision else Outcome.UNDETERMINED
