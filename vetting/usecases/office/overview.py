"""The case at a glance: where it stands, what holds it there, and what is asked next and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from vetting.domain.answers import find_current
from vetting.domain.gates import GateFields, find_open
from vetting.domain.parties import PartyFields, PartyRole
from vetting.usecases.office.case_view import CaseView, name_of, names_of

LEVELS = ("low", "moderate", "substantial", "high")
FACT = "answered"


@dataclass(frozen=True)
class Holding:
    """One criterion that holds the level where it is."""

    criterion: str
    question: str


@dataclass(frozen=True)
class Rung:
    """One level on the ladder, and what is said of it."""

    level: str
    name: str
    is_established: bool  # by known facts alone
    is_at_least: bool  # with what is unknown
    is_possible: bool  # it could still come to this


@dataclass(frozen=True)
class Ladder:
    """The four levels, and what holds the case where it stands."""

    rungs: tuple[Rung, ...]  # the highest first
    sentence: str
    by_facts: tuple[Holding, ...]
    by_unknowns: tuple[Holding, ...]


@dataclass(frozen=True)
class StageLine:
    """How far one stage has come."""

    id: str
    title: str
    status: str
    status_name: str
    asked: int
    answered: int
    unanswered: int
    gates: int


@dataclass(frozen=True)
class Gate:
    """Something the case waits for."""

    key: str
    stage: str
    kind: str
    owner: str
    because: str
    criterion: str  # the question that closes it; empty where an act does
    opened_at: datetime
    closes_at: datetime | None
    is_overdue: bool


@dataclass(frozen=True)
class Next:
    """A question that is best asked next."""

    criterion: str
    stage: str
    question: str
    asked_of: str


@dataclass(frozen=True)
class Overview:
    """A case at a glance."""

    id: str
    title: str
    office: str
    prospect: PartyFields | None
    status: str
    status_name: str
    depth: str
    pack: str
    ladder: Ladder
    authority: str
    admissible: tuple[str, ...]
    suggested: str
    suggested_because: str
    outcome: str  # decided; empty while it is not
    stages: tuple[StageLine, ...]
    gates: tuple[Gate, ...]
    ask_next: tuple[Next, ...]
    open_questions: int
    unknown: tuple[str, ...]
    is_moving: bool


def view_overview(view: CaseView) -> Overview:
    """The case at a glance."""
    case, evaluation = view.dossier.case, view.appraisal.evaluation
    decision = view.dossier.decision
    return Overview(
        id=case.id,
        title=case.title,
        office=case.initiating_office,
        prospect=find_prospect(view),
        status=case.status.value,
        status_name=name_of("case_status", case.status.value),
        depth=name_of("depth", evaluation.depth),
        pack=case.pack,
        ladder=view_ladder(view),
        authority=name_of("authority", str(evaluation.authority)),
        admissible=tuple(name_of("outcome_noun", one) for one in evaluation.admissible),
        suggested=name_of("outcome_noun", evaluation.suggested),
        suggested_because=evaluation.outlook.suggestion.because,
        outcome=name_of("outcome", decision.outcome.value) if decision else "",
        stages=tuple(_stage(view, one.id, one.title) for one in view.appraisal.pack.stages),
        gates=list_gates(view),
        ask_next=tuple(_next(view, one) for one in view.ask_next[:5]),
        open_questions=len(view.ask_next),
        unknown=tuple(sorted(evaluation.unknown)),
        is_moving=view.is_moving,
    )


def find_prospect(view: CaseView) -> PartyFields | None:
    """The company that is proposed; ``None`` while it has not been named."""
    parties = view.dossier.parties
    named = next((one for one in parties if one.id == view.dossier.case.prospect), None)
    return named or next((one for one in parties if one.role is PartyRole.PROSPECT), None)


def view_ladder(view: CaseView) -> Ladder:
    """The four levels with what is known, what is at least so and what could still be."""
    level = view.appraisal.evaluation.level
    low, high = LEVELS.index(level.at_least), LEVELS.index(level.could_be)
    rungs = [
        Rung(
            level=one,
            name=name_of("level", one),
            is_established=one == level.established,
            is_at_least=one == level.at_least,
            is_possible=low <= LEVELS.index(one) <= high,
        )
        for one in reversed(LEVELS)
    ]
    return Ladder(
        rungs=tuple(rungs),
        sentence=_sentence(level.established, level.at_least, level.could_be),
        by_facts=_holding(view, by_facts=True),
        by_unknowns=_holding(view, by_facts=False),
    )


def list_gates(view: CaseView) -> tuple[Gate, ...]:
    """The open gates, those with a closing time first."""
    gates = sorted(
        find_open(view.dossier.gates), key=lambda one: (one.closes_at is None, one.closes_at, one.key)
    )
    return tuple(_gate(view, one) for one in gates)


def _sentence(established: str, at_least: str, could_be: str) -> str:
    names: Mapping[str, str] = {one: name_of("level", one).lower() for one in LEVELS}
    facts = f"By known facts the level is {names[established]}."
    unknown = (
        f" What is unknown or refused raises it to {names[at_least]}." if at_least != established else ""
    )
    still = (
        f" Open questions could still bring it to {names[could_be]}."
        if could_be != at_least
        else " No open question can change it."
    )
    return facts + unknown + still


def _holding(view: CaseView, *, by_facts: bool) -> tuple[Holding, ...]:
    evaluation = view.appraisal.evaluation
    reached = {f"floor({evaluation.level.at_least})", "raise"}
    found = []
    for criterion, effects in sorted(evaluation.fired.items()):
        bases = {basis for effect, basis in effects.items() if effect in reached}
        if FACT in bases if by_facts else bases - {FACT}:
            found.append(Holding(criterion, view.appraisal.pack.criteria[criterion].question))
    return tuple(found)


def _stage(view: CaseView, stage: str, title: str) -> StageLine:
    status = view.appraisal.evaluation.stage_status(stage)
    answered = set(find_current(view.dossier.answers)) & set(status.asked)
    return StageLine(
        id=stage,
        title=title,
        status=status.state,
        status_name=name_of("status", status.state),
        asked=len(status.asked),
        answered=len(answered - set(status.unanswered)),
        unanswered=len(status.unanswered),
        gates=len(status.gates),
    )


def _gate(view: CaseView, gate: GateFields) -> Gate:
    criterion = gate.key.partition(":")[0]
    is_question = gate.kind in ("answer", "evidence") and criterion in view.appraisal.pack.criteria
    return Gate(
        key=gate.key,
        stage=gate.stage.value,
        kind=gate.kind,
        owner=names_of("answerer" if is_question else "role", gate.owner.split(" and ")),
        because=gate.because,
        criterion=criterion if is_question else "",
        opened_at=gate.opened_at,
        closes_at=gate.closes_at,
        is_overdue=gate.closes_at is not None and gate.closes_at <= view.now,
    )


def _next(view: CaseView, criterion: str) -> Next:
    row = view.appraisal.pack.criteria[criterion]
    asked_of = " and ".join(name_of("answerer", one) for one in row.answered_by)
    return Next(criterion, row.stage, row.question, asked_of)
