"""What stands out in a case: departures, unknowns, answers in bulk or late, haste, overdue conditions.

The limits are those of this page and printed with each remark, so that a reader can judge them too.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from vetting.domain.answers import AnswerFields, AnswerState, find_current
from vetting.domain.decisions import APPROVALS
from vetting.domain.dossier import Dossier, LogLine
from vetting.domain.times import to_stamp
from vetting.policy.pack import Pack

BULK_ANSWERS = 12
BULK_WITHIN = timedelta(minutes=2)
HASTE = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing that stands out in a case."""

    kind: str  # departure, exception, unknown, bulk, late, haste, overdue, reopened
    subject: str  # the criterion, condition or outcome it is about
    by: str  # the person's id; empty where nobody acted
    at: str  # ISO 8601, UTC; a day for what is overdue
    entry: int | None  # the log entry that proves it, from 0
    sentence: str

    def to_json(self) -> dict[str, object]:
        """The remark as one object."""
        return asdict(self)


def list_remarks(dossier: Dossier, pack: Pack, today: date) -> list[Remark]:
    """Everything that stands out in a case, in order of kind and time."""
    found = [remark for look in _LOOKS for remark in look(dossier, pack, today)]
    return sorted(found, key=lambda one: (KINDS.index(one.kind), one.at, one.subject))


def _departures(dossier: Dossier, _pack: Pack, _today: date) -> Iterator[Remark]:
    for line in _lines(dossier, "CaseDecided"):
        if line.fields["departs"]:
            outcome, suggested = str(line.fields["outcome"]), line.fields["suggested"]
            yield _of_line("departure", outcome, line, f"Decided {outcome}; the rules suggested {suggested}.")


def _exceptions(dossier: Dossier, _pack: Pack, _today: date) -> Iterator[Remark]:
    for line in _lines(dossier, "ExceptionGranted"):
        criterion, ends = str(line.fields["criterion"]), line.fields["ends_on"]
        sentence = f"An exception from the stop of {criterion} was granted until {ends}."
        yield _of_line("exception", criterion, line, sentence)


def _requests(dossier: Dossier, _pack: Pack, _today: date) -> Iterator[Remark]:
    """Requests for an exception, with what became of them."""
    asked = {one.id: one for one in dossier.waiting if one.kind == "ask_exception"}
    for line in (*_lines(dossier, "ActProposed"), *_lines(dossier, "ActRefused")):
        one = asked.get(str(line.fields["act"]))
        if one is not None:
            became = "refused" if line.event == "ActRefused" else "asked for"
            criterion = str(one.said["criterion"])
            sentence = f"An exception from the stop of {criterion} was {became} by {line.by} ({one.id})."
            yield _of_line("exception", criterion, line, sentence)


def _reopenings(dossier: Dossier, _pack: Pack, _today: date) -> Iterator[Remark]:
    for line in _lines(dossier, "CaseMoved"):
        if line.fields["status"] == "decided" and line.fields["to"] == "under_review":
            yield _of_line("reopened", "decision", line, "The decided case was taken up again.")


def _unknowns(dossier: Dossier, _pack: Pack, _today: date) -> Iterator[Remark]:
    """Unknown and refused answers that stand in a case that is approved."""
    if dossier.decision is None or dossier.decision.outcome not in APPROVALS:
        return
    for answers in find_current(dossier.answers).values():
        for one in answers:
            if one.state in (AnswerState.UNKNOWN, AnswerState.REFUSED):
                sentence = f"Approved while the answer of {one.answerer} is '{one.state.value}'."
                yield _of_answer("unknown", one, dossier, sentence)


def _bulk(dossier: Dossier, _pack: Pack, _today: date) -> Iterator[Remark]:
    """Many answers by one person in a short while; an imported file gives all of its answers one time."""
    for run in _runs(dossier.answers):
        if len(run) >= BULK_ANSWERS:
            how = " The case came as a file." if dossier.case.source_hash else ""
            limit = f"{BULK_ANSWERS} or more within {int(BULK_WITHIN.total_seconds())} seconds"
            sentence = f"{len(run)} answers by {run[0].by} at once ({limit} stand out).{how}"
            yield _of_answer("bulk", run[0], dossier, sentence)


def _late(dossier: Dossier, pack: Pack, _today: date) -> Iterator[Remark]:
    closed = closing_times(dossier)
    for one in dossier.answers:
        row = pack.criteria.get(one.criterion)
        closed_at = closed.get(row.stage) if row else None
        if closed_at is not None and one.at > closed_at:
            sentence = f"Answered after its stage was first complete ({closed_at.date()})."
            yield _of_answer("late", one, dossier, sentence)


def _haste(dossier: Dossier, _pack: Pack, _today: date) -> Iterator[Remark]:
    for line in _lines(dossier, "CaseDecided"):
        signed = datetime.fromisoformat(line.at)
        last = max((one.at for one in dossier.answers if one.at <= signed), default=None)
        if last is not None and signed - last < HASTE:
            hours = int(HASTE.total_seconds()) // 3600
            sentence = f"Signed less than {hours} hours after the last answer."
            yield _of_line("haste", str(line.fields["outcome"]), line, sentence)


def _overdue(dossier: Dossier, _pack: Pack, today: date) -> Iterator[Remark]:
    for one in dossier.conditions:
        if one.due_on is not None and one.due_on < today:
            sentence = f"Due on {one.due_on}, owed by {one.owner}; the log has nothing that says it was met."
            yield Remark("overdue", one.id, "", one.due_on.isoformat(), None, sentence)


_LOOKS: Sequence[Callable[[Dossier, Pack, date], Iterator[Remark]]] = (
    _departures,
    _exceptions,
    _requests,
    _unknowns,
    _overdue,
    _reopenings,
    _haste,
    _late,
    _bulk,
)

KINDS = ("departure", "exception", "unknown", "overdue", "reopened", "haste", "late", "bulk")
"""The kinds of remarks, the gravest first."""


def closing_times(dossier: Dossier) -> Mapping[str, datetime]:
    """When each stage was first complete, by stage; without those that never were."""
    closed: dict[str, datetime] = {}
    for step in dossier.steps:
        for stage, status in step.stages.items():
            if status == "complete":
                closed.setdefault(stage, step.finished_at)
    return closed


def _runs(answers: Sequence[AnswerFields]) -> Iterator[list[AnswerFields]]:
    """Answers of one person in order of time, cut wherever the bulk's time since the run began is over."""
    ordered = sorted(answers, key=lambda one: (one.by, one.at, one.number))
    for _, mine in groupby(ordered, key=lambda one: one.by):
        run: list[AnswerFields] = []
        for one in mine:
            if run and one.at - run[0].at > BULK_WITHIN:
                yield run
                run = []
            run.append(one)
        yield run


def _lines(dossier: Dossier, event: str) -> list[LogLine]:
    return [line for line in dossier.log if line.event == event]


def _of_line(kind: str, subject: str, line: LogLine, sentence: str) -> Remark:
    return Remark(kind, subject, line.by, line.at, line.index, sentence)


def _of_answer(kind: str, answer: AnswerFields, dossier: Dossier, sentence: str) -> Remark:
    entry = next(
        (one.index for one in _lines(dossier, "QuestionAnswered") if one.fields["number"] == answer.number),
        None,
    )
    at = to_stamp(answer.at)
    return Remark(kind, answer.criterion, answer.by, at, entry, sentence)
