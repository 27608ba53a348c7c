"""My work: everything that waits for one person, in every case they have a role on.

- What is overdue comes first, then what has a day, then the rest in the order of the walk.
- Each task says what is to be done, why it waits for this person, and by when.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from vetting.domain.commands import (
    DeclareInterest,
    DisposePoint,
    ExtractPoint,
    JudgeMatch,
    RecordReply,
    SendLetter,
)
from vetting.domain.consultation import find_undisposed
from vetting.domain.decisions import APPROVALS
from vetting.domain.interests import NIL, ConflictClass, find_undeclared
from vetting.domain.people import Role
from vetting.domain.permissions import OFFICE
from vetting.domain.replies import ReplyState
from vetting.domain.stages import TRANSITIONS, CaseStatus
from vetting.domain.times import end_of_day
from vetting.usecases.desk import Desk
from vetting.usecases.matches import describe_screening
from vetting.usecases.office.case_view import CaseView, look_at, name_of
from vetting.usecases.office.contests import list_contests
from vetting.usecases.office.deciding import view_decision_room
from vetting.usecases.office.questions import is_owed_by, view_countersigning
from vetting.usecases.office.voices import find_unasked
from vetting.usecases.office.waiting import list_open

_CONSULTS = Role.CONSULTATION_OFFICER


@dataclass(frozen=True)
class Task:
    """One thing that waits for a person."""

    case: str
    case_title: str
    kind: str
    what: str
    why: str
    place: str  # the page of the case on which it is done
    due: datetime | None = None
    is_overdue: bool = False


@dataclass(frozen=True)
class CaseLine:
    """One case on which a person has a role."""

    id: str
    title: str
    status: str
    status_name: str
    level: str
    level_name: str
    tasks: int
    is_moving: bool


@dataclass(frozen=True)
class MyWork:
    """What waits for a person, and the cases it stands in."""

    tasks: tuple[Task, ...]
    cases: tuple[CaseLine, ...]


def list_work(desk: Desk, person: str) -> MyWork:
    """Everything that waits for a person."""
    with desk.read() as work:
        cases = work.list_cases_of(person)
    views = [look_at(desk, case, person) for case in cases]
    tasks = [task for view in views for task in find_tasks(view)]
    return MyWork(
        tasks=tuple(sorted(tasks, key=_urgency)),
        cases=tuple(_case_line(view, sum(one.case == view.id for one in tasks)) for view in views),
    )


def find_tasks(view: CaseView) -> list[Task]:
    """What waits for the reader in one case; nothing where it has come to its end."""
    if not TRANSITIONS[view.dossier.case.status]:
        return []
    return [task for find in _FINDERS for task in find(view)]


def _urgency(task: Task) -> tuple[bool, bool, datetime, str]:
    far = datetime.max.replace(tzinfo=UTC)
    return (not task.is_overdue, task.due is None, task.due or far, task.case)


def _case_line(view: CaseView, tasks: int) -> CaseLine:
    case = view.dossier.case
    level = view.appraisal.evaluation.level.at_least
    status = case.status.value
    return CaseLine(
        id=case.id,
        title=case.title,
        status=status,
        status_name=name_of("case_status", status),
        level=level,
        level_name=name_of("level", level),
        tasks=tasks,
        is_moving=view.is_moving,
    )


def _declarations(view: CaseView) -> Iterable[Task]:
    undeclared = find_undeclared(view.dossier.people, view.dossier.declarations)
    if view.reader in undeclared and not view.why_not(DeclareInterest):
        why = (
            "Nobody votes or signs an approval before they have declared; no interest at all counts as well."
        )
        yield _task(view, "declare", "Declare your interests, or that you have none", why, "people")
    if Role.ETHICS in view.roles:
        waiting = [
            one
            for one in view.dossier.declarations
            if one.conflict is ConflictClass.UNCLASSED and one.kind != NIL
        ]
        for one in waiting:
            why = f"{one.person} is kept away from the case until the interest is classed."
            yield _task(view, "class", f"Class the declaration {one.id}", why, "people")


def _signatures(view: CaseView) -> Iterable[Task]:
    for one in list_open(view):
        if one.waits_for_reader:
            why = f"{one.by} signed it on {one.at:%Y-%m-%d}; it has no effect until you have signed it too."
            yield _task(view, "sign", f"Sign or refuse: {one.name}", why, f"signatures/{one.id}")


def _questions(view: CaseView) -> Iterable[Task]:
    criteria = view.appraisal.pack.criteria
    stages: dict[str, list[str]] = {}
    for one in view.ask_next:
        if any(is_owed_by(view, answerer) for answerer in criteria[one].answered_by):
            stages.setdefault(criteria[one].stage, []).append(one)
    titles = {one.id: one.title for one in view.appraisal.pack.stages}
    for stage, ids in stages.items():
        number = "1 question waits" if len(ids) == 1 else f"{len(ids)} questions wait"
        why = f"Asked first is {ids[0]}: {criteria[ids[0]].question}"
        yield _task(view, "questions", f"{titles[stage]}: {number} for you", why, f"questions/{stage}")


def _countersigning(view: CaseView) -> Iterable[Task]:
    signing = view_countersigning(view)
    if signing is not None and not signing.is_signed and not signing.why_not:
        why = "You answered none of these questions; an approval waits until a second person agrees to them."
        yield _task(view, "countersign", "Countersign the answers of triage", why, "questions/triage")


def _matches(view: CaseView) -> Iterable[Task]:
    waiting = describe_screening(view.dossier)["waiting"]
    if waiting and not view.why_not(JudgeMatch):
        number = "1 match waits" if waiting == 1 else f"{waiting} matches wait"
        why = "A name of the case looks like a listed one; only a person says whether it is."
        yield _task(view, "matches", f"{number} to be judged", why, "matches")


def _contests(view: CaseView) -> Iterable[Task]:
    for one in list_contests(view):
        if one.is_open and not one.why_not_answer and (not one.point or _is_first(view, _CONSULTS)):
            about = f"point {one.point}" if one.point else one.criteria[0]
            yield _task(view, "contest", f"Answer the contest of {about}", one.due, f"contests/{one.id}")


def _points(view: CaseView) -> Iterable[Task]:
    with_points = {one.submission for one in view.dossier.points}
    unread = [one.id for one in view.dossier.submissions if one.id not in with_points]
    open_points = [one.id for one in find_undisposed(view.dossier.points) if not one.before]
    if unread and _is_first(view, _CONSULTS) and not view.why_not(ExtractPoint):
        why = "Every point of a submission is answered, and an approval waits for it."
        yield _task(view, "points", f"Take the points out of {_listed(unread)}", why, "consultation")
    if open_points and _is_first(view, _CONSULTS) and not view.why_not(DisposePoint):
        why = "An approval waits until every point has its disposition, with a reason its submitter can see."
        yield _task(view, "dispose", f"Give {_listed(open_points)} a disposition", why, "consultation")


def _letters(view: CaseView) -> Iterable[Task]:
    unasked = [criterion for criterion, _ in find_unasked(view)]
    if unasked and view.roles & OFFICE and not view.why_not(SendLetter):
        why = "These findings open the right of reply, and no letter asks the company about them yet."
        yield _task(view, "letter", f"Write to the company about {_listed(unasked)}", why, "letters")
    for letter in view.dossier.letters:
        if letter.reply_state is ReplyState.WAITING and view.roles & {Role.COMPANY, *OFFICE}:
            if view.why_not(RecordReply):
                continue
            what = f"Enter the reply to letter {letter.id} when it comes"
            why = "An approval waits for the reply, or for its last day; silence is recorded as silence."
            yield _task(view, "reply", what, why, "letters", letter.due)


def _decision(view: CaseView) -> Iterable[Task]:
    if view.dossier.decision is not None or view.dossier.case.status is CaseStatus.TRIAGE:
        return
    room = view_decision_room(view)
    is_ripe = not room.unanswered and not room.gates
    if is_ripe and not room.my_ballot and not room.why_not_vote:
        yield _task(view, "vote", "Vote on the decision", "Every question asked has an answer.", "decision")
    if is_ripe and not room.why_not_decide:
        why = f"Your authority suffices; the rules suggest {room.suggested.replace('_', ' ')}."
        yield _task(view, "decide", "Sign the decision", why, "decision")


def _conditions(view: CaseView) -> Iterable[Task]:
    decision = view.dossier.decision
    if decision is None or decision.outcome not in APPROVALS or not view.roles & OFFICE:
        return
    for condition in view.dossier.conditions:
        if condition.due_on is not None:
            why = f"{condition.owner} owns it: {condition.text}"
            yield _task(
                view, "condition", f"Show that {condition.id} is met", why, "decision", condition.due_on
            )
    if decision.re_review_on is not None:
        why = "The decision names this day for the next look at the partnership."
        yield _task(view, "review", "Review the partnership again", why, "", decision.re_review_on)


_FINDERS: tuple[Callable[[CaseView], Iterable[Task]], ...] = (
    _declarations,
    _signatures,
    _questions,
    _countersigning,
    _matches,
    _contests,
    _points,
    _letters,
    _decision,
    _conditions,
)


def _task(view: CaseView, kind: str, what: str, why: str, place: str, day: date | None = None) -> Task:  # noqa: PLR0913
    due = None if day is None else end_of_day(day)
    is_overdue = due is not None and due < view.now
    return Task(view.id, view.dossier.case.title, kind, what, why, place, due, is_overdue)


def _is_first(view: CaseView, role: Role) -> bool:
    """Whether the reader has this role, or nobody has it and the reader is of the office."""
    present = any(role in person.roles for person in view.dossier.people)
    return role in view.roles if present else bool(view.roles & OFFICE)


def _listed(ids: list[str]) -> str:
    shown = ", ".join(ids[:5])
    return shown if len(ids) <= 5 else f"{shown} and {len(ids) - 5} more"  # noqa: PLR2004
