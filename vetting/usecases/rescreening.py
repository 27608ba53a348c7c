"""Screening again when a list changes: only what changed, against the names of all open cases and live partnerships.

- A case is compared with what its lists changed since its own last screening, so that a missed run loses nothing.
- A case in which something new came up is woken; the others only keep the run, which says that nothing did.
- A case in triage is screened when it leaves triage; one that was refused, withdrawn or ended is left in peace.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from vetting.domain.case import CaseFields
from vetting.domain.decisions import APPROVALS, DecisionFields
from vetting.domain.screenings import ScreeningRunFields
from vetting.domain.stages import CaseStatus
from vetting.usecases.desk import Desk
from vetting.usecases.screening import is_due, plan_screening, screen_case


@dataclass(frozen=True)
class Rescreened:
    """What screening again came to: the cases that were compared, and those in which something came up."""

    cases: tuple[str, ...] = ()
    touched: tuple[str, ...] = ()

    def __add__(self, other: "Rescreened") -> "Rescreened":
        """Both together."""
        return Rescreened(self.cases + other.cases, self.touched + other.touched)


def rescreen_all(desk: Desk) -> Rescreened:
    """Screen each open case and live partnership against what its lists changed."""
    done = Rescreened()
    for case in list_watched(desk):
        done += rescreen(desk, case)
    return done


def rescreen(desk: Desk, case: str) -> Rescreened:
    """Screen one case against what its lists changed; nothing where they did not, or where it is not watched."""
    with desk.work() as work:
        dossier = work.dossier(case)
        now = work.simulated_now(case) or desk.clock.now()
        planned = plan_screening(desk, desk.packs.pinned(dossier.case.pack_hash), dossier, now)
        if planned is None or not is_due(planned, dossier) or not is_watched(dossier.case, dossier.decision):
            return Rescreened()
        run = screen_case(desk, work, dossier, planned)
        if has_news(run):
            work.wake(case)
        work.commit()
    return Rescreened((case,), (case,) if has_news(run) else ())


def list_watched(desk: Desk) -> Sequence[str]:
    """The cases whose names are screened again when a list changes."""
    with desk.read() as work:
        cases = [work.get(CaseFields, ident) for ident in work.list_cases()]
        return [one.id for one in cases if one and is_watched(one, work.get(DecisionFields, one.id))]


def is_watched(case: CaseFields, decision: DecisionFields | None) -> bool:
    """Whether a case is open, or a partnership that lives."""
    if case.status in (CaseStatus.UNDER_REVIEW, CaseStatus.MONITORED):
        return True
    return case.status is CaseStatus.DECIDED and decision is not None and decision.outcome in APPROVALS


def has_news(run: ScreeningRunFields) -> bool:
    """Whether a screening found, changed or ended a match."""
    return bool(run.found or run.changed or run.gone)
