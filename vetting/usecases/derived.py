"""Answers the system gives itself, from acts it saw: points, letters, drafts, the decision.

What the system saw stands before what a person entered to the same row: nobody answers by hand that
a letter was answered while its reply is awaited, or that a decision was signed. A row whose act has
not come yet gets no answer of the system.
"""

from collections.abc import Mapping
from typing import Any

from vetting.domain.consultation import Disposition, PointFields
from vetting.domain.decisions import APPROVALS, ConditionFields, DecisionFields
from vetting.domain.dossier import Dossier
from vetting.domain.replies import Assessment, LetterFields, ReplyAssessmentFields, ReplyState
from vetting.usecases.derived_interests import derive_of_interests, rows_of_interests
from vetting.usecases.screened import answer_from_screenings, rows_of_screenings

UNSETTLED = (None, Disposition.NOT_ACCEPTED, Disposition.NEEDS_ASSESSMENT)


OF_POINTS = frozenset({"CNS-08", "CNS-09", "DEC-05"})
OF_LETTERS = frozenset({"RPL-01", "RPL-02", "RPL-04"})
OF_ASSESSMENTS = frozenset({"RPL-05"})
OF_TERMS = frozenset({"TRM-01"})
OF_DECISION = frozenset({f"DEC-{number:02}" for number in range(1, 13)} - {"DEC-05", "DEC-11"})


def derive_answers(dossier: Dossier) -> dict[str, Any]:
    """The values of the system's own answers, by criterion."""
    values: dict[str, Any] = {}
    for derive in (
        answer_from_screenings,
        derive_of_interests,
        _from_points,
        _from_terms,
        _from_letters,
        _from_assessments,
        _from_decision,
    ):
        values |= derive(dossier)
    return values


def seen_by_system(dossier: Dossier) -> frozenset[str]:
    """The rows that the system alone answers in this case, since it saw or will see their acts."""
    owned = OF_DECISION | rows_of_screenings(dossier)
    acts_of = (
        (OF_POINTS, dossier.points),
        (OF_LETTERS, dossier.letters),
        (OF_ASSESSMENTS, dossier.assessments),
        (OF_TERMS, dossier.terms),
    )
    for rows, acts in acts_of:
        owned |= rows if acts else frozenset()
    return owned | rows_of_interests(dossier)


def _from_points(dossier: Dossier) -> dict[str, Any]:
    if not dossier.submissions:
        return {}
    return {
        "CNS-08": [_mapped(point) for point in dossier.points],
        "CNS-09": [_disposed(point) for point in dossier.points],
        "DEC-05": [_answered(p) for p in dossier.points if p.material and p.disposition in UNSETTLED],
    }


def _mapped(point: PointFields) -> dict[str, str]:
    row = {"point": point.id, "material": "yes" if point.material else "no"}
    return row | ({"criterion": point.criteria[0]} if point.criteria else {})


def _disposed(point: PointFields) -> dict[str, str]:
    if point.disposition is None:
        return {"point": point.id}
    return {"point": point.id, "disposition": point.disposition.value, "reason": point.reason}


def _answered(point: PointFields) -> dict[str, str]:
    return {"point": point.id} | ({"answer": point.reason} if point.reason else {})


def _from_terms(dossier: Dossier) -> dict[str, Any]:
    return {"TRM-01": [dossier.terms[-1].evidence]} if dossier.terms else {}


def _from_letters(dossier: Dossier) -> dict[str, Any]:
    if not dossier.letters:
        return {}
    values: dict[str, Any] = {
        "RPL-01": [letter.id for letter in dossier.letters],
        "RPL-02": max(letter.due for letter in dossier.letters).isoformat(),
    }
    states = {letter.reply_state for letter in dossier.letters}
    if ReplyState.WAITING not in states:
        worst = next(state for state in _WORST_FIRST if state in states)
        values["RPL-04"] = worst.value
    return values


def _from_assessments(dossier: Dossier) -> dict[str, Any]:
    """One row for each question of each letter; a letter that stayed without a reply leaves none open."""
    if not dossier.assessments:
        return {}
    assessed = {(one.letter, one.number): one for one in dossier.assessments}
    return {
        "RPL-05": [
            _assessed(letter, number, assessed.get((letter.id, number)))
            for letter in dossier.letters
            for number in range(1, len(letter.questions) + 1)
        ]
    }


def _assessed(letter: LetterFields, number: int, found: ReplyAssessmentFields | None) -> dict[str, str]:
    row = {"question": f"{letter.id}, question {number}"}
    if found is not None:
        checked = "yes" if found.evidence_checked else "no"
        return row | {"assessment": _AS_THE_PACK_SAYS[found.assessment], "evidence_checked": checked}
    silent = letter.reply_state is ReplyState.ABSENT
    return row | {"evidence_checked": "no"} | ({"assessment": "not_answered"} if silent else {})


_AS_THE_PACK_SAYS = {
    Assessment.ANSWERED: "answered",
    Assessment.IN_PART: "in_part",
    Assessment.NOT_ANSWERED: "not_answered",
    Assessment.DISPUTED: "answered",  # that a fact is not so is an answer to the question about it
}

_WORST_FIRST = (ReplyState.ABSENT, ReplyState.LATE, ReplyState.IN_PART, ReplyState.FULL)


def _from_decision(dossier: Dossier) -> dict[str, Any]:
    decision = dossier.decision
    if decision is None:
        return {}
    values: dict[str, Any] = {
        "DEC-01": "yes",  # the level is computed and kept with every decision
        "DEC-02": "yes",  # a decision by anyone else is refused before it is written
        "DEC-03": decision.outcome.value,
        "DEC-04": [_reason(criterion, text) for criterion, text in sorted(decision.reasons.items())],
        "DEC-07": [_condition(row) for row in dossier.conditions],
        "DEC-08": _signatures(decision),
        "CNS-16": "yes",  # the record prints every dissent in full
        "PUB-03": [],  # nothing is withheld from the auditor's edition
    }
    return values | _given_only(decision) | _from_draft(dossier, decision)


def _given_only(decision: DecisionFields) -> dict[str, Any]:
    """The rows that are answered only where the decision says something."""
    values: Mapping[str, Any] = {
        "DEC-06": decision.benefits,
        "DEC-09": decision.departure_reason,
        "DEC-11": decision.precedents,
        "DEC-12": decision.valid_until.isoformat() if decision.valid_until else None,
    }
    return {criterion: value for criterion, value in values.items() if value}


def _from_draft(dossier: Dossier, decision: DecisionFields) -> dict[str, Any]:
    if not dossier.terms:
        return {}
    return {"DEC-10": "yes" if dossier.terms[-1].sha256 == decision.terms_sha256 else "no"}


def _reason(criterion: str, text: str) -> dict[str, str]:
    return {"finding": criterion} | ({"reason": text} if text else {})


def _condition(condition: ConditionFields) -> dict[str, str]:
    row = {
        "condition": condition.text,
        "owner": condition.owner,
        "due": condition.due_on.isoformat() if condition.due_on else "",
        "evidence": condition.test,
        "consequence": condition.consequence,
    }
    return {name: value for name, value in row.items() if value}


def _signatures(decision: DecisionFields) -> list[dict[str, str]]:
    """The two signatures of an approval; any other outcome has no plan to sign."""
    signed = {
        "plan_approval": decision.plan_signed_by,
        "residual_risk_acceptance": decision.risk_signed_by,
    }
    if decision.outcome not in APPROVALS:
        signed = {what: person for what, person in signed.items() if person}
    dated = decision.decided_at.date().isoformat()
    return [
        {"what": what} | ({"signed_by": person, "dated": dated} if person else {})
        for what, person in signed.items()
    ]
