"""The decision: votes, and the signature of whoever is entitled.

What the rules computed is shown before anyone votes; the decision brings the answers of its own
rows, and is checked with them before a word of it is written.
"""

from collections.abc import Mapping
from dataclasses import replace

from vetting.domain.answers import find_current
from vetting.domain.case_events import CaseDecided, CaseMoved, VoteCast
from vetting.domain.commands import CastVote, ConditionText, Decide
from vetting.domain.consultation import PointFields, find_undisposed
from vetting.domain.controversies import why_not_approve_over
from vetting.domain.decisions import (
    APPROVALS,
    Ballot,
    Computed,
    ConditionFields,
    DecisionFields,
    Outcome,
    VoteFields,
    is_departure,
    why_not_decide,
    why_not_opened,
    why_not_vote,
)
from vetting.domain.dossier import Dossier
from vetting.domain.errors import Refusal, Refused
from vetting.domain.gates import find_open
from vetting.domain.people import Role
from vetting.domain.stages import CaseStatus, why_not_move
from vetting.policy.evaluation import Evaluation
from vetting.policy.pack import Pack
from vetting.usecases.appraise import Appraisal, appraise, appraise_with
from vetting.usecases.desk import Desk, act_of, fields_of
from vetting.usecases.intake import require_criteria, require_person
from vetting.usecases.kept import Act
from vetting.usecases.ports import Work
from vetting.usecases.recusing import OF_SIGNATURE, close_signature_gates
from vetting.usecases.triage import why_not_without_triage

OF_DEPARTURE = "DEC-09"  # asked only because the decision departs
NOT_WAITED_FOR = ("answer", "evidence", OF_SIGNATURE)
"""Gates that keep no approval back by themselves: the rules weigh the first two, the decision signs anew."""

MOST_NAMED = 8  # ids in one sentence
GRAVE = ("floor(high)", "stop", "stop_unless_exception")


def cast_vote(_: Desk, work: Work, command: CastVote) -> None:
    """Cast a vote; whoever has an open conflict can only be recorded as recused."""
    person = require_person(work, command.case, command.by)
    dossier = work.dossier(command.case)
    if Role.INITIATOR in person.roles:
        raise Refused(Refusal("initiator_decides", {"person": person.id}))
    if refusal := why_not_opened(dossier.case.opened_by, person.id):
        raise Refused(refusal)
    refusal = why_not_vote(person, dossier.declarations, command.at.date())
    if refusal and command.ballot is not Ballot.RECUSED:
        raise Refused(refusal)
    vote = VoteFields(**fields_of(command, VoteFields), person=command.by, cast_at=command.at)
    event = VoteCast(person=vote.person, ballot=vote.ballot.value, dissent=vote.dissent)
    work.keep(act_of(command), event, vote)


def decide(desk: Desk, work: Work, command: Decide) -> None:
    """Sign the decision: checked against what the rules give with it, then written whole."""
    dossier = work.dossier(command.case)
    before = appraise(desk, dossier)
    _require_named(desk, work, command)
    conditions = _conditions(command, before)
    decision = _decision(command, dossier, before)
    appraisal = _with(desk, dossier, decision, conditions)
    if refusal := _why_not(dossier, decision, conditions, appraisal):
        raise Refused(refusal)
    sealed = decision.model_copy(update={"evaluation": appraisal.facts.hash})
    answered = close_signature_gates(dossier, command.by, command.at)
    work.keep(act_of(command), _event(sealed, conditions, appraisal), sealed, *conditions, *answered)
    _move(work, command, dossier)


def find_unexplained(evaluation: Evaluation) -> list[str]:
    """The criteria that a decision must give a reason for: each grave finding and each unknown."""
    grave = {
        criterion
        for criterion, effects in evaluation.fired.items()
        if any(effect in GRAVE for effect in effects)
    }
    return sorted(grave | set(evaluation.unknown))


def _require_named(desk: Desk, work: Work, command: Decide) -> None:
    """Refuse a decision that names a person, a point or a criterion that is not there."""
    for person in (command.plan_signed_by, command.risk_signed_by, command.second_by):
        if person is not None:
            require_person(work, command.case, person)
    for condition in command.conditions:
        require_criteria(desk, work, command.case, condition.criteria)
        for point in condition.points:
            if work.get(PointFields, command.case, point) is None:
                raise Refused(Refusal("unknown_point", {"point": point}))


def _decision(command: Decide, dossier: Dossier, before: Appraisal) -> DecisionFields:
    return DecisionFields(
        **fields_of(command, DecisionFields) | {"reasons": _reasons(command, before)},
        decided_by=command.by,
        decided_at=command.at,
        suggested=Outcome(before.evaluation.suggested),
        terms_sha256=dossier.terms[-1].sha256 if dossier.terms else None,
        level=before.evaluation.level.at_least,
        authority=before.evaluation.authority,
    )


def _reasons(command: Decide, before: Appraisal) -> dict[str, str]:
    """A reason for each criterion that needs one; a stage's name stands for all of that stage."""
    criteria = before.pack.criteria
    given = command.reasons
    return {
        criterion: given.get(criterion) or given.get(criteria[criterion].stage, "")
        for criterion in sorted(set(find_unexplained(before.evaluation)) | (set(given) & set(criteria)))
    }


def _conditions(command: Decide, before: Appraisal) -> list[ConditionFields]:
    sources = find_condition_sources(before.evaluation)
    return [_condition(command, given, before.pack, sources) for given in command.conditions]


def _condition(
    command: Decide, given: ConditionText, pack: Pack, sources: Mapping[str, list[str]]
) -> ConditionFields:
    template = pack.conditions.get(given.id, {})
    named = ("text", "owner", "due", "test", "consequence")
    texts = {name: getattr(given, name) or template.get(name, "") for name in named}
    if not all(texts.values()):
        raise Refused(Refusal("condition_unknown", {"condition": given.id}))
    criteria = given.criteria or sources.get(given.id, [])
    if not criteria and not given.points:
        raise Refused(Refusal("condition_without_source", {"condition": given.id}))
    return ConditionFields(
        case=command.case,
        id=given.id,
        **texts,
        due_on=given.due_on,
        criteria=criteria,
        points=given.points,
        set_at=command.at,
    )


def find_condition_sources(evaluation: Evaluation) -> dict[str, list[str]]:
    """Which criteria ask for which condition."""
    sources: dict[str, list[str]] = {}
    for criterion, effects in sorted(evaluation.fired.items()):
        for effect in effects:
            if effect.startswith("condition("):
                sources.setdefault(effect[len("condition(") : -1], []).append(criterion)
    return sources


def _with(
    desk: Desk, dossier: Dossier, decision: DecisionFields, conditions: list[ConditionFields]
) -> Appraisal:
    proposed = Dossier(**vars(dossier) | {"conditions": conditions})
    return appraise_with(desk, proposed, decision)


def _why_not(
    dossier: Dossier,
    decision: DecisionFields,
    conditions: list[ConditionFields],
    appraisal: Appraisal,
) -> Refusal | None:
    if refusal := why_not_move(dossier.case.status, CaseStatus.DECIDED):
        return refusal
    people = {person.id: person for person in dossier.people}
    signers = (decision.decided_by, decision.plan_signed_by, decision.risk_signed_by, decision.second_by)
    if refusal := why_not_opened(dossier.case.opened_by, *signers):
        return refusal
    if refusal := why_not_decide(decision, people, dossier.declarations, _computed(decision, appraisal)):
        return refusal
    if decision.outcome not in APPROVALS:
        return None
    if refusal := why_not_without_triage(appraisal.pack, dossier) or _why_not_before_gate(dossier):
        return refusal
    if waiting := find_undisposed(dossier.points):  # at a depth that asks no row, the pack does not see them
        return Refusal("points_undisposed", {"points": ", ".join(point.id for point in waiting)})
    if refusal := why_not_approve_over(find_current(dossier.answers)):
        return refusal
    return _why_not_without_condition(conditions, appraisal.evaluation)


def _why_not_before_gate(dossier: Dossier) -> Refusal | None:
    """An approval waits for every gate that a person or a time must close, a reply above all."""
    for gate in find_open(dossier.gates):
        if gate.kind not in NOT_WAITED_FOR:
            return Refusal("gate_open", {"gate": gate.key, "because": gate.because.rstrip(".")})
    return None


def _computed(decision: DecisionFields, appraisal: Appraisal) -> Computed:
    """What the rules gave, as if the decision did not depart.

    A departure opens a row of its own, whose silence would make the rules suggest to defer, and whose
    effect is the one authority more that ``needed_authority`` adds.
    """
    because = why_limited(decision.outcome, appraisal.evaluation)
    return replace(
        appraisal.computed, suggested=decision.suggested, authority=decision.authority, because=because
    )


def why_limited(outcome: Outcome, evaluation: Evaluation, own: frozenset[str] = frozenset()) -> str:
    """What keeps an outcome from being open, with the rows that a person must look at.

    ``own`` are the rows that the decision will answer itself, where none is proposed yet.
    """
    if outcome is Outcome.END and Outcome.REFUSE.value in evaluation.admissible:
        return "only an engagement that already runs can be ended"
    parts = [limit.because for limit in evaluation.outlook.limits if outcome.value not in limit.gives]
    if evaluation.gates_open:
        parts.append("gates are open at " + _some_of(sorted(evaluation.gates_open)))
    if unanswered := sorted(set(evaluation.unanswered) - own - {OF_DEPARTURE}):
        parts.append("unanswered are " + _some_of(unanswered))
    return "; ".join(parts) or "it does not fit this case"


def _some_of(ids: list[str]) -> str:
    """Ids for one sentence; all of them stand on the page of questions and in the record."""
    shown, more = ids[:MOST_NAMED], len(ids) - MOST_NAMED
    return ", ".join(shown) + (f" and {more} more" if more > 0 else "")


def _why_not_without_condition(conditions: list[ConditionFields], evaluation: Evaluation) -> Refusal | None:
    carried = {condition.id for condition in conditions}
    for slug, criteria in sorted(find_condition_sources(evaluation).items()):
        if slug not in carried:
            return Refusal("condition_missing", {"condition": slug, "criteria": ", ".join(criteria)})
    return None


def _event(decision: DecisionFields, conditions: list[ConditionFields], appraisal: Appraisal) -> CaseDecided:
    return CaseDecided(
        outcome=decision.outcome.value,
        suggested=decision.suggested.value,
        admissible=sorted(appraisal.evaluation.admissible),
        level=decision.level,
        authority=decision.authority,
        second_by=decision.second_by,
        departs=is_departure(decision, _computed(decision, appraisal)),
        valid_until=decision.valid_until.isoformat() if decision.valid_until else None,
        conditions=[condition.id for condition in conditions],
        facts_hash=decision.evaluation,
        terms_sha256=decision.terms_sha256,
        summary=decision.summary,
        reasons=decision.reasons,
        departure_reason=decision.departure_reason,
    )


def _move(work: Work, command: Decide, dossier: Dossier) -> None:
    act = Act(f"{command.id}#2", command.case, command.by, command.at)
    event = CaseMoved(status=dossier.case.status.value, to=CaseStatus.DECIDED.value)
    work.keep(act, event, dossier.case.model_copy(update={"status": CaseStatus.DECIDED}))
