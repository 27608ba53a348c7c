"""Reminders: who is told what, when, while a case waits. A plan as data; nobody waits for a timer.

- Each timer is raised once: its key names the cause, the kind and the day.
- Of several timers of one cause that are past, only the last is raised; a system that stood still
  for a month does not send a month's mail at once.
- A cause that has gone (a gate answered, a reply in) raises nothing any more.
- A reminder says which case, what is asked and until when. It never carries content.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlmodel import Field, SQLModel

from vetting.domain.dossier import Dossier
from vetting.domain.gates import GateFields, find_open
from vetting.domain.people import Role
from vetting.domain.permissions import why_not_now
from vetting.domain.replies import ReplyState
from vetting.domain.stages import CaseStatus
from vetting.domain.times import start_of_day
from vetting.domain.waiting_acts import KINDS, list_missing


class ReminderKind(StrEnum):
    """What a reminder is about."""

    REPLY_AWAITED = "reply_awaited"
    ANSWER_AWAITED = "answer_awaited"
    SIGNATURE_AWAITED = "signature_awaited"
    ACT_AWAITED = "act_awaited"
    GATE_CLOSES = "gate_closes"
    CONDITION_DUE = "condition_due"
    CONDITION_OVERDUE = "condition_overdue"
    EXCEPTION_ENDS = "exception_ends"
    REVIEW_DUE = "review_due"
    VALIDITY_ENDS = "validity_ends"


DAYS: dict[ReminderKind, tuple[int, ...]] = {
    ReminderKind.REPLY_AWAITED: (30, 50),  # after the letter went out
    ReminderKind.ANSWER_AWAITED: (14, 28),  # after the gate opened
    ReminderKind.SIGNATURE_AWAITED: (3, 10),  # after the gate opened
    ReminderKind.ACT_AWAITED: (0, 3, 10),  # after the first signed
    ReminderKind.GATE_CLOSES: (-7, -1),  # before it closes by itself
    ReminderKind.CONDITION_DUE: (-14, 0),
    ReminderKind.CONDITION_OVERDUE: (1, 30),
    ReminderKind.EXCEPTION_ENDS: (-30,),
    ReminderKind.REVIEW_DUE: (-30, 0),
    ReminderKind.VALIDITY_ENDS: (-30,),
}
"""When each kind is raised, in days from its cause: before it where negative."""

SENTENCES: dict[ReminderKind, str] = {
    ReminderKind.REPLY_AWAITED: "A letter of this case waits for your reply",
    ReminderKind.ANSWER_AWAITED: "A question of this case waits for your answer",
    ReminderKind.SIGNATURE_AWAITED: "This case waits for your signature",
    ReminderKind.ACT_AWAITED: "An act of this case waits until you sign it or refuse",
    ReminderKind.GATE_CLOSES: "A period of this case ends soon",
    ReminderKind.CONDITION_DUE: "A condition of this partnership falls due",
    ReminderKind.CONDITION_OVERDUE: "The day of a condition of this partnership is past",
    ReminderKind.EXCEPTION_ENDS: "An exception of this case ends soon",
    ReminderKind.REVIEW_DUE: "This partnership falls due for review",
    ReminderKind.VALIDITY_ENDS: "The approval of this partnership ends soon",
}
"""What each kind says; the case, the item and the day stand beside it."""


@dataclass(frozen=True)
class Reminder:
    """One timer of a case."""

    kind: ReminderKind
    about: str  # a letter, gate, condition or exception by its id; "decision"
    at: datetime
    until: date | None  # the day that it warns of
    to: tuple[str, ...]  # people by id; each has a message of their own

    @property
    def key(self) -> str:
        """What makes it this timer and no other."""
        return f"{self.kind.value}/{self.about}/{self.at.date().isoformat()}"


class MessageFields(SQLModel):
    """One message to one person, as it waits to be sent: ids and days, no address, no content."""

    case: str
    id: str = Field(max_length=200)  # the reminder's key and the person
    person: str
    kind: ReminderKind
    about: str
    until: date | None = None
    raised_at: datetime


def plan_reminders(dossier: Dossier) -> list[Reminder]:
    """Every timer of a case as it stands now, past and future, in order of time."""
    status = dossier.case.status
    if status in (CaseStatus.TRIAGE, CaseStatus.UNDER_REVIEW):
        planned = [*_of_letters(dossier), *_of_gates(dossier), *_of_exceptions(dossier), *_of_acts(dossier)]
    elif status in (CaseStatus.DECIDED, CaseStatus.MONITORED):
        after = [*_of_decision(dossier), *_of_conditions(dossier)]
        planned = [*after, *_of_exceptions(dossier), *_of_acts(dossier)]
    else:
        planned = []
    return sorted(planned, key=lambda one: (one.at, one.key))


def find_due_reminders(planned: Sequence[Reminder], now: datetime) -> list[Reminder]:
    """Of each cause, the last timer whose time has come; no warning of a day that is past."""
    last = {(one.kind, one.about): one for one in planned if one.at <= now}
    return [one for one in last.values() if not _comes_too_late(one, now.date())]


def first_reminder_after(planned: Sequence[Reminder], now: datetime) -> datetime | None:
    """When the next timer comes; ``None`` where none does."""
    return min((one.at for one in planned if one.at > now), default=None)


def messages_of(reminder: Reminder, case: str, now: datetime) -> list[MessageFields]:
    """One message for each person a reminder goes to."""
    return [
        MessageFields(
            case=case,
            id=f"{reminder.key}/{person}",
            person=person,
            kind=reminder.kind,
            about=reminder.about,
            until=reminder.until,
            raised_at=now,
        )
        for person in reminder.to
    ]


def _comes_too_late(reminder: Reminder, today: date) -> bool:
    return reminder.kind in _WARNINGS and reminder.until is not None and reminder.until < today


_WARNINGS = frozenset(
    {
        ReminderKind.REPLY_AWAITED,
        ReminderKind.GATE_CLOSES,
        ReminderKind.CONDITION_DUE,
        ReminderKind.EXCEPTION_ENDS,
        ReminderKind.VALIDITY_ENDS,
    }
)


def _of_letters(dossier: Dossier) -> Iterable[Reminder]:
    to = _people_with(dossier, Role.COMPANY)
    for letter in dossier.letters:
        if letter.reply_state is ReplyState.WAITING:
            timers = _timers(ReminderKind.REPLY_AWAITED, letter.id, letter.sent_at, letter.due, to)
            yield from (one for one in timers if one.at.date() <= letter.due)


def _of_gates(dossier: Dossier) -> Iterable[Reminder]:
    for gate in find_open(dossier.gates):
        closes = gate.closes_at
        to = _owners(dossier, gate)
        if gate.kind != "reply":
            kind = _KIND_OF_GATE.get(gate.kind, ReminderKind.ANSWER_AWAITED)
            yield from _timers(kind, gate.key, gate.opened_at, closes.date() if closes else None, to)
        if closes is not None:
            warned = tuple(sorted({*to, *_people_with(dossier, Role.FOCAL_POINT)}))
            timers = _timers(ReminderKind.GATE_CLOSES, gate.key, closes, closes.date(), warned)
            yield from (one for one in timers if one.at >= gate.opened_at)


def _of_exceptions(dossier: Dossier) -> Iterable[Reminder]:
    for one in dossier.exceptions:
        to = tuple(sorted({one.granted_by, *_people_with(dossier, Role.FOCAL_POINT)}))
        yield from _timers(ReminderKind.EXCEPTION_ENDS, one.id, start_of_day(one.ends_on), one.ends_on, to)


def _of_acts(dossier: Dossier) -> Iterable[Reminder]:
    """Whoever is named to sign an act and has not, each for themselves, while it can still take effect."""
    for act in dossier.waiting:
        imagined = KINDS[act.kind].model_construct(by=act.by, at=act.at)
        to = tuple(sorted(list_missing(act)))
        if to and why_not_now(imagined, dossier.case.status) is None:
            yield from _timers(ReminderKind.ACT_AWAITED, act.id, act.at, None, to)


def _of_decision(dossier: Dossier) -> Iterable[Reminder]:
    if dossier.decision is None:
        return
    to = _people_with(dossier, Role.FOCAL_POINT)
    for kind, day in (
        (ReminderKind.REVIEW_DUE, dossier.decision.re_review_on),
        (ReminderKind.VALIDITY_ENDS, dossier.decision.valid_until),
    ):
        if day is not None:
            yield from _timers(kind, "decision", start_of_day(day), day, to)


def _of_conditions(dossier: Dossier) -> Iterable[Reminder]:
    to = _people_with(dossier, Role.FOCAL_POINT)
    for one in dossier.conditions:
        if one.due_on is not None:
            for kind in (ReminderKind.CONDITION_DUE, ReminderKind.CONDITION_OVERDUE):
                yield from _timers(kind, one.id, start_of_day(one.due_on), one.due_on, to)


def _timers(
    kind: ReminderKind, about: str, anchor: datetime, until: date | None, to: tuple[str, ...]
) -> Iterable[Reminder]:
    return (Reminder(kind, about, anchor + timedelta(days=days), until, to) for days in DAYS[kind])


_KIND_OF_GATE = {
    "countersignature": ReminderKind.SIGNATURE_AWAITED,
    "decision": ReminderKind.SIGNATURE_AWAITED,
}


def _owners(dossier: Dossier, gate: GateFields) -> tuple[str, ...]:
    """The people who can answer a gate; the focal points where nobody has that role."""
    named = {one for one in gate.owner.split(" and ") if one in set(Role)}
    people = [one.id for one in dossier.people if named & {role.value for role in one.roles}]
    return tuple(sorted(people)) or _people_with(dossier, Role.FOCAL_POINT)


def _people_with(dossier: Dossier, role: Role) -> tuple[str, ...]:
    """Those with a role; the focal points, and then whoever opened the case, where there is nobody."""
    for wanted in (role, Role.FOCAL_POINT):
        if found := [one.id for one in dossier.people if wanted in one.roles]:
            return tuple(sorted(found))
    return (dossier.case.opened_by,)
