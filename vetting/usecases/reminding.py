"""Reminding: timers whose time has come become log entries, with their messages, in one commit."""

from datetime import datetime

from vetting.domain.case_events import ReminderRaised
from vetting.domain.reminders import (
    Reminder,
    find_due_reminders,
    first_reminder_after,
    messages_of,
    plan_reminders,
)
from vetting.usecases.desk import Desk
from vetting.usecases.kept import Act, Lease
from vetting.usecases.ports import Work

SYSTEM = "system"


def raise_reminders(desk: Desk, lease: Lease) -> datetime | None:
    """Raise each timer whose time has come, once; when the next comes.

    An imported case is history: nobody is reminded of it.
    """
    now = desk.clock.now()
    with desk.work() as work:
        work.check_fence(lease)
        if work.simulated_now(lease.case) is not None:
            return None
        planned = plan_reminders(work.dossier(lease.case))
        for reminder in find_due_reminders(planned, now):
            _raise(work, lease.case, reminder, now)
        work.commit()
    return first_reminder_after(planned, now)


def _raise(work: Work, case: str, reminder: Reminder, now: datetime) -> None:
    act = Act(f"{case}/reminder/{reminder.key}", case, SYSTEM, now)
    if work.has_act(act.id):
        return
    event = ReminderRaised(
        kind=reminder.kind.value,
        about=reminder.about,
        until=reminder.until.isoformat() if reminder.until else None,
        people=list(reminder.to),
    )
    work.keep(act, event, *messages_of(reminder, case, now))
