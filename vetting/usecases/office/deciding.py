"""The decision room: what the rules computed, shown whole before anyone votes, and who may still do what.

- Every outcome is named, with what stands against those that are not open.
- Each grave finding and each unknown that the decision must give a reason for is listed.
- Conditions come from the templates that the findings ask for; the decider may add, not drop.
"""

from dataclasses import dataclass
from datetime import datetime

from vetting.domain.answers import find_current
from vetting.domain.commands import CastVote, Decide
from vetting.domain.consultation import find_undisposed
from vetting.domain.controversies import find_unclosed
from vetting.domain.decisions import (
    DecisionFields,
    Outcome,
    VoteFields,
    needed_authority,
    why_not_decide,
    why_not_vote,
)
from vetting.domain.errors import Refusal
from vetting.domain.people import authority_of
from vetting.domain.sentences import to_sentence
from vetting.usecases.decision import find_condition_sources, find_unexplained, why_limited
from vetting.usecases.office.case_view import (
    CaseView,
    name_of,
    person_in_words,
    show_effect,
    why_not_do,
)
from vetting.usecases.office.entitled import why_not_first
from vetting.usecases.office.overview import Gate, Ladder, list_gates, view_ladder


@dataclass(frozen=True)
class OutcomeLine:
    """One outcome, open or not."""

    outcome: str
    name: str
    is_admissible: bool
    is_suggested: bool
    because: str  # why it is suggested, or what stands against it
    authority: str  # which authority signs it, one more where it departs
    needs_second: bool


@dataclass(frozen=True)
class ReasonNeeded:
    """A finding or an unknown that the decision must give a reason for."""

    criterion: str
    question: str
    effects: str
    is_unknown: bool


@dataclass(frozen=True)
class ConditionLine:
    """A condition of the pack, with the criteria that ask for it."""

    id: str
    text: str
    owner: str
    due: str
    test: str
    consequence: str
    criteria: tuple[str, ...]


@dataclass(frozen=True)
class VoteLine:
    """One vote as cast."""

    person: str
    ballot: str
    dissent: str
    at: datetime


@dataclass(frozen=True)
class DecisionRoom:
    """All that a decider has before them."""

    ladder: Ladder
    authority: str
    suggested: str
    outcomes: tuple[OutcomeLine, ...]
    reasons_needed: tuple[ReasonNeeded, ...]
    conditions: tuple[ConditionLine, ...]  # an approval must carry them
    other_conditions: tuple[ConditionLine, ...]
    votes: tuple[VoteLine, ...]
    my_ballot: str
    gates: tuple[Gate, ...]
    unanswered: int
    points_open: int
    controversies_open: tuple[str, ...]
    entitled: tuple[str, ...]  # the people whose authority suffices, and who may sign today
    passed_over: tuple[tuple[str, str], ...]  # those whose authority suffices, and why they may not
    why_not_vote: str
    can_only_recuse: str  # the sentence where an open conflict leaves no other ballot
    why_not_decide: str
    decision: DecisionFields | None


def view_decision_room(view: CaseView) -> DecisionRoom:
    """What stands before whoever votes or signs."""
    evaluation, dossier = view.appraisal.evaluation, view.dossier
    needed, others = _conditions(view)
    return DecisionRoom(
        ladder=view_ladder(view),
        authority=name_of("authority", str(evaluation.authority)),
        suggested=evaluation.suggested,
        outcomes=tuple(_outcome(view, one) for one in Outcome if one is not Outcome.UNDETERMINED),
        reasons_needed=tuple(_reason(view, one) for one in find_unexplained(evaluation)),
        conditions=needed,
        other_conditions=others,
        votes=tuple(_vote(view, one) for one in dossier.votes),
        my_ballot=next((one.ballot.value for one in dossier.votes if one.person == view.person), ""),
        gates=list_gates(view),
        unanswered=len(view.ask_next),
        points_open=len(find_undisposed(dossier.points)),
        controversies_open=tuple(find_unclosed(find_current(dossier.answers))),
        entitled=tuple(words for words, refusal in _with_authority(view) if refusal is None),
        passed_over=tuple(
            (words, to_sentence(refusal)) for words, refusal in _with_authority(view) if refusal
        ),
        why_not_vote=view.why_not(CastVote),
        can_only_recuse=_sentence(_why_not_sign(view)),
        why_not_decide=_sentence(_why_not_decide(view)),
        decision=dossier.decision,
    )


def _outcome(view: CaseView, outcome: Outcome) -> OutcomeLine:
    evaluation = view.appraisal.evaluation
    is_admissible, is_suggested = (
        outcome.value in evaluation.admissible,
        outcome.value == evaluation.suggested,
    )
    needed = needed_authority(_imagined(view, outcome), view.appraisal.computed)
    return OutcomeLine(
        outcome=outcome.value,
        name=name_of("outcome_noun", outcome.value),
        is_admissible=is_admissible,
        is_suggested=is_suggested,
        because=_because(view, outcome, is_admissible=is_admissible, is_suggested=is_suggested),
        authority=name_of("authority", str(needed)),
        needs_second=not is_suggested,
    )


def _because(view: CaseView, outcome: Outcome, *, is_admissible: bool, is_suggested: bool) -> str:
    evaluation = view.appraisal.evaluation
    if not is_admissible:
        return why_limited(outcome, evaluation, view.appraisal.pack.rules.outcomes.decision_rows)
    return evaluation.outlook.suggestion.because if is_suggested else ""


def _reason(view: CaseView, criterion: str) -> ReasonNeeded:
    evaluation = view.appraisal.evaluation
    effects = sorted(evaluation.fired.get(criterion, {}))
    return ReasonNeeded(
        criterion=criterion,
        question=view.appraisal.pack.criteria[criterion].question,
        effects=", ".join(show_effect(one) for one in effects),
        is_unknown=criterion in evaluation.unknown,
    )


def _conditions(view: CaseView) -> tuple[tuple[ConditionLine, ...], tuple[ConditionLine, ...]]:
    """The conditions that an approval must carry, and the other templates of the pack."""
    sources = find_condition_sources(view.appraisal.evaluation)
    lines = [
        ConditionLine(
            id=slug,
            criteria=tuple(sources.get(slug, ())),
            **{name: template.get(name, "") for name in ("text", "owner", "due", "test", "consequence")},
        )
        for slug, template in view.appraisal.pack.conditions.items()
    ]
    needed = tuple(one for one in lines if one.id in sources)
    return needed, tuple(one for one in lines if one.id not in sources)


def _vote(view: CaseView, vote: VoteFields) -> VoteLine:
    person = person_in_words(view, vote.person)
    return VoteLine(person, name_of("vote", vote.ballot.value), vote.dissent, vote.cast_at)


def _with_authority(view: CaseView) -> list[tuple[str, Refusal | None]]:
    """Those whose authority suffices, with why they could not sign today."""
    needed = view.appraisal.evaluation.authority
    return [
        (person_in_words(view, one.id), why_not_first(view.dossier, Decide, one, view.now))
        for one in view.dossier.people
        if authority_of(one) >= needed
    ]


def _imagined(view: CaseView, outcome: Outcome) -> DecisionFields:
    """The decision that the reader would sign with this outcome, as far as can be said beforehand."""
    return DecisionFields(
        case=view.id,
        outcome=outcome,
        decided_by=view.person,
        decided_at=view.now,
        suggested=view.appraisal.computed.suggested,
    )


def _why_not_decide(view: CaseView) -> Refusal | None:
    if refusal := why_not_do(view, Decide):
        return refusal
    people = {one.id: one for one in view.dossier.people}
    imagined = _imagined(view, view.appraisal.computed.suggested)
    return why_not_decide(imagined, people, view.dossier.declarations, view.appraisal.computed)


def _why_not_sign(view: CaseView) -> Refusal | None:
    reader = view.reader
    return why_not_vote(reader, view.dossier.declarations, view.now.date()) if reader else None


def _sentence(refusal: Refusal | None) -> str:
    return to_sentence(refusal) if refusal else ""
