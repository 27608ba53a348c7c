"""Advance: one short pass over a case, from where it stands to where it must wait.

The loop knows no Prefect. Whoever calls it hands in how a step is run: the direct engine a plain
function, the flow a task for each stage. A pass may be killed at any instruction: its lease runs
out, and the next pass goes on from what was committed.
"""

import asyncio
import inspect
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from vetting.domain.gates import find_due
from vetting.domain.replies import LetterFields
from vetting.domain.stages import Step, is_closed
from vetting.domain.times import end_of_day
from vetting.usecases.appraise import appraise_case
from vetting.usecases.desk import Desk
from vetting.usecases.intake import list_declarations
from vetting.usecases.kept import Act, Lease
from vetting.usecases.plan import Due
from vetting.usecases.ports import RunStep, Work
from vetting.usecases.recusing import first_mitigation_end, note_ended_mitigations
from vetting.usecases.reminding import raise_reminders
from vetting.usecases.replies import gate_key, record_silence
from vetting.usecases.rounds import close_round
from vetting.usecases.steps import SYSTEM, next_step, perform_step

LEASE_SECONDS = 300
RETRY = timedelta(seconds=60)  # when a pass that failed is tried again


@dataclass(frozen=True)
class Advanced:
    """What a pass came to: the steps it ran, or that another process holds the case."""

    case: str
    steps: tuple[Step, ...] = ()
    busy: bool = False
    wake_at: datetime | None = None


class Dispatcher(Protocol):
    """Gets a case advanced: directly, by flow runs in this process, or by workers elsewhere."""

    def advance(self, case: str) -> Advanced:
        """Advance a case to where it must wait."""


class DirectDispatcher:
    """Advances a case in this process, without Prefect."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def advance(self, case: str) -> Advanced:
        """Advance a case to where it must wait."""

        def run_step(lease: Lease, step: Step) -> None:
            perform_step(self._desk, lease, step)

        return asyncio.run(advance(self._desk, case, run_step))


async def advance(desk: Desk, case: str, run_step: RunStep) -> Advanced:
    """Run what is due, step by step, until the case must wait."""
    lease = _take(desk, case)
    if lease is None:
        return Advanced(case, busy=True)
    steps: list[Step] = []
    wake_at: datetime | None = desk.clock.now() + RETRY
    try:
        lapse_gates(desk, lease)
        while isinstance(due := next_step(desk, case), Due):
            result = run_step(lease, due.step)
            if inspect.isawaitable(result):
                await result
            steps.append(due.step)
        wake_at = _next_look(desk, lease, due.until)
    finally:
        _release(desk, lease, wake_at)
    return Advanced(case, tuple(steps), wake_at=wake_at)


def claim_due(desk: Desk) -> list[str]:
    """The cases that are due now, each noted as sent off, so that no other sweep sends it too."""
    now = desk.clock.now()
    with desk.work() as work:
        claimed = [case for case in work.list_due(now) if work.claim_dispatch(case, now)]
        work.commit()
    return claimed


def lapse_gates(desk: Desk, lease: Lease) -> None:
    """Close the gates whose time has come; what follows from silence is recorded as silence.

    A case that was withdrawn or lapsed waits for nobody: no silence is recorded in it.
    """
    with desk.work() as work:
        work.check_fence(lease)
        now = work.simulated_now(lease.case) or desk.clock.now()
        appraisal = appraise_case(desk, work, lease.case)
        dossier = appraisal.dossier
        if is_closed(dossier.case.status):
            return
        letters = {gate_key(letter.id): letter for letter in dossier.letters}
        for gate in find_due(dossier.gates, now):
            if gate.key in letters and gate.closes_at is not None:
                _lapse(work, letters[gate.key], gate.closes_at)
            elif gate.kind == "consultation":
                close_round(work, appraisal, gate, now)
        note_ended_mitigations(work, dossier, now)
        work.commit()


def _next_look(desk: Desk, lease: Lease, closing: datetime | None) -> datetime | None:
    """When to look again: at the next closing, timer or end of a mitigation, whichever comes first."""
    timer = raise_reminders(desk, lease)
    with desk.read() as work:
        simulated = work.simulated_now(lease.case)
        now = simulated or desk.clock.now()
        first = _first(closing, timer, _mitigation_wake(work, lease.case, now))
    if first is None or first > now:
        return first
    return None if simulated else now + RETRY  # what stays due must not keep the runner busy


def _first(*times: datetime | None) -> datetime | None:
    return min((one for one in times if one is not None), default=None)


def _mitigation_wake(work: Work, case: str, now: datetime) -> datetime | None:
    """When the last day of a mitigation has passed, for the one that ends first."""
    last_day = first_mitigation_end(list_declarations(work, case), now)
    return None if last_day is None else end_of_day(last_day) + timedelta(seconds=1)


def _lapse(work: Work, letter: LetterFields, at: datetime) -> None:
    act = Act(f"{letter.case}/silence/{letter.id}", letter.case, SYSTEM, at)
    record_silence(work, act, letter)


def _take(desk: Desk, case: str) -> Lease | None:
    with desk.work() as work:
        lease = work.take_lease(case, desk.owner, desk.clock.now(), LEASE_SECONDS)
        work.commit()
    return lease


def _release(desk: Desk, lease: Lease, wake_at: datetime | None) -> None:
    with desk.work() as work:
        work.release(lease, wake_at)
        work.commit()
