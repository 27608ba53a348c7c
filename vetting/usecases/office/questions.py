"""The questionnaire as a reader sees it: what is asked of whom, in what order, and what was said before.

- Within a stage come first the questions whose answer alone can move the case, then the pack's order.
- A follow-up that is hidden is not shown; what was answered before it was hidden is kept, and not read.
- Each answer stays: the current one, and every earlier one behind it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from vetting.domain.answers import AnswerFields, find_current
from vetting.domain.commands import AnswerQuestion, CountersignTriage
from vetting.domain.people import Role
from vetting.domain.permissions import ANSWERS_FOR, OFFICE, why_not_answer_for
from vetting.domain.reviews import find_review
from vetting.domain.sentences import to_sentence
from vetting.policy.grammar import AnswerType
from vetting.policy.pack import Criterion
from vetting.usecases import triage
from vetting.usecases.derived import derive_answers, seen_by_system
from vetting.usecases.office.case_view import (
    OF_THE_READER,
    CaseView,
    name_of,
    person_in_words,
    say_who,
    say_with_others,
    show_effect,
    show_value,
    why_not_do,
)

OWED_BY: Mapping[str, Role] = {
    "company": Role.COMPANY,
    "legal": Role.LEGAL,
    "dpo": Role.DPO,
    "hr_adviser": Role.HR_ADVISER,
    "ethics": Role.ETHICS,
    "consultee": Role.CONSULTATION_OFFICER,
    "system": Role.CONSULTATION_OFFICER,
}
"""Who is asked first for each answerer; the office where nobody on the case has that role."""


@dataclass(frozen=True)
class Said:
    """One answer as it is shown."""

    number: int
    answerer: str
    state: str
    state_name: str
    value: object
    lines: tuple[str, ...]
    by: str
    at: datetime
    note: str
    evidence: tuple[str, ...]
    countersigned_by: str
    reviewed: str = ""  # by whom and when; empty where nobody has


@dataclass(frozen=True)
class Effect:
    """What a question's answer did, or would not have done had it been known."""

    text: str
    basis: str  # answered, unknown, refused
    basis_name: str


@dataclass(frozen=True)
class Question:
    """One question as a reader has it before them."""

    id: str
    stage: str
    text: str
    guidance: str
    answer: AnswerType
    answered_by: tuple[str, ...]
    asked_of: str  # the answerers in words
    state: str  # unanswered, given, unknown, refused, not_applicable, computed, not_asked
    state_name: str
    comes_first: bool  # its answer alone can move the case
    current: Mapping[str, Said]  # by answerer
    history: tuple[Said, ...]  # the latest first
    effects: tuple[Effect, ...]
    sources: tuple[str, ...]
    entered_by_system: bool
    why_not: Mapping[str, str]  # by answerer: why the reader cannot enter it; empty where they can
    is_owed: bool  # it waits for the reader

    @property
    def is_open(self) -> bool:
        """Whether it still waits for an answer."""
        return self.state == "unanswered"

    @property
    def can_answer(self) -> bool:
        """Whether the reader may enter an answer for anybody."""
        return any(not reason for reason in self.why_not.values())


@dataclass(frozen=True)
class Countersigning:
    """The second signature under the answers of triage."""

    is_signed: bool
    seen: str  # what a page gives back, so that nobody signs what they have not seen
    why_not: str


def list_questions(view: CaseView, stage: str) -> tuple[Question, ...]:
    """The questions of a stage that are asked now, those that move the case first."""
    pack, evaluation = view.appraisal.pack, view.appraisal.evaluation
    asked = set(evaluation.asked)
    rank = {one: number for number, one in enumerate(view.ask_next)}
    shown = [one for one in pack.in_stage(stage) if one.id in asked or one.is_computed]
    known = _Known(view)
    ordered = sorted(shown, key=lambda one: rank.get(one.id, len(rank)))  # the rest stay in the pack's order
    return tuple(_question(known, one) for one in ordered)


def list_triage(view: CaseView) -> tuple[Question, ...]:
    """The questions of triage, in the order of the pack: what settles how deep the vetting goes."""
    pack, known = view.appraisal.pack, _Known(view)
    return tuple(_question(known, one) for one in pack.criteria.values() if one.id in pack.rules.triage)


def view_countersigning(view: CaseView) -> Countersigning | None:
    """How the second signature under triage stands; ``None`` where the pack asks for none."""
    pack, dossier = view.appraisal.pack, view.dossier
    if not triage.list_triage(pack):
        return None
    refusal = why_not_do(view, CountersignTriage)
    if refusal is None and view.reader is not None:
        refusal = triage.why_not_countersign(pack, dossier, view.reader, view.now)
    return Countersigning(
        is_signed=triage.why_not_without_triage(pack, dossier) is None,
        seen=triage.triage_basis(pack, dossier),
        why_not=say_with_others(view, CountersignTriage, refusal) if refusal else "",
    )


def find_question(view: CaseView, criterion: str) -> Question | None:
    """One question, asked or not; ``None`` where the pack has none of this id."""
    found = view.appraisal.pack.criteria.get(criterion)
    return None if found is None else _question(_Known(view), found)


def list_open_questions(view: CaseView) -> tuple[Question, ...]:
    """Every question that is asked and unanswered, in the order in which it is best asked."""
    known = _Known(view)
    criteria = view.appraisal.pack.criteria
    return tuple(_question(known, criteria[one]) for one in view.ask_next)


def latest_number(view: CaseView, criterion: str, answerer: str) -> int:
    """The number of the answer that stands now, 0 where there is none: what a form is based on."""
    current = find_current(view.dossier.answers).get(criterion, [])
    return next((one.number for one in current if one.answerer == answerer), 0)


def is_owed_by(view: CaseView, answerer: str) -> bool:
    """Whether what this answerer is asked waits for the reader."""
    present = {role for person in view.dossier.people for role in person.roles}
    owner = OWED_BY.get(answerer)
    if owner is not None and owner in present:
        return owner in view.roles
    return answerer != "decider" and bool(view.roles & OFFICE)


class _Known:
    """What every question of one view reads, gathered once."""

    def __init__(self, view: CaseView) -> None:
        self.view = view
        self.asked = set(view.appraisal.evaluation.asked)
        self.unanswered = set(view.appraisal.evaluation.unanswered)
        self.first = set(find_first(view))
        self.current = find_current(view.dossier.answers)
        self.derived = derive_answers(view.dossier)
        self.by_system = seen_by_system(view.dossier) | self.derived.keys()
        self.refused = why_not_do(view, AnswerQuestion)


def find_first(view: CaseView) -> tuple[str, ...]:
    """The ids that are asked next, at most five: the page leads with them."""
    return view.ask_next[:5]


def _question(known: _Known, row: Criterion) -> Question:
    view = known.view
    history = sorted(
        (one for one in view.dossier.answers if one.criterion == row.id), key=lambda one: -one.number
    )
    state = _state(known, row)
    return Question(
        id=row.id,
        stage=row.stage,
        text=row.question,
        guidance=row.guidance,
        answer=row.answer_type,
        answered_by=row.answered_by,
        asked_of=" and ".join(name_of("answerer", one) for one in row.answered_by),
        state=state,
        state_name=name_of("state", state),
        comes_first=row.id in known.first,
        current={one.answerer: _said(view, one) for one in known.current.get(row.id, [])},
        history=tuple(_said(view, one) for one in history),
        effects=_effects(view, row.id),
        sources=tuple(_source(view, key) for key in row.sources),
        entered_by_system=row.is_computed or row.id in known.by_system,
        why_not={one: _why_not(known, one) for one in row.answered_by},
        is_owed=state == "unanswered" and any(is_owed_by(view, one) for one in row.answered_by),
    )


def _state(known: _Known, row: Criterion) -> str:
    if row.id in known.unanswered:
        return "unanswered"
    if row.id in known.by_system and row.id in known.derived:
        return "given"
    states = [one.state.value for one in known.current.get(row.id, [])]
    if states:
        return next((one for one in ("unknown", "refused", "given") if one in states), states[0])
    return "computed" if row.is_computed else "not_asked"


def _why_not(known: _Known, answerer: str) -> str:
    """Why the reader cannot answer for this answerer, and who could, where it turns on the reader."""
    view, refusal = known.view, known.refused
    if refusal is None and view.reader is not None:
        refusal = why_not_answer_for(answerer, view.reader)
    if refusal is None:
        return ""
    if refusal.code not in {*OF_THE_READER, "not_your_question"}:
        return to_sentence(refusal)
    able = [one for one in view.dossier.people if why_not_answer_for(answerer, one) is None]
    return f"{to_sentence(refusal)} {say_who(view, able, ANSWERS_FOR[answerer])}"


def _said(view: CaseView, answer: AnswerFields) -> Said:
    return Said(
        number=answer.number,
        answerer=answer.answerer,
        state=answer.state.value,
        state_name=name_of("state", answer.state.value),
        value=answer.value,
        lines=show_value(answer.value) if answer.value is not None else (),
        by=person_in_words(view, answer.by),
        at=answer.at,
        note=answer.note,
        evidence=tuple(answer.evidence),
        countersigned_by=person_in_words(view, answer.countersigned_by),
        reviewed=_reviewed(view, answer),
    )


def _reviewed(view: CaseView, answer: AnswerFields) -> str:
    review = find_review(view.dossier.reviews, answer)
    return f"{person_in_words(view, review.by)}, {review.at:%Y-%m-%d}" if review else ""


def _effects(view: CaseView, criterion: str) -> tuple[Effect, ...]:
    evaluation = view.appraisal.evaluation
    found = {**evaluation.fired.get(criterion, {}), **evaluation.gates_open.get(criterion, {})}
    return tuple(
        Effect(show_effect(effect), basis, name_of("basis", basis)) for effect, basis in sorted(found.items())
    )


def _source(view: CaseView, key: str) -> str:
    source = view.appraisal.pack.sources[key]
    return f"{source['title']}, {source['publisher']}, {source['year']}"
