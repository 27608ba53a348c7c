"""The decision: outcome, reasons, alternatives, departure, signatures, and what it binds.

Without a decision the outcome is ``undetermined``, and the part says the rest by being empty.
"""

import unicodedata
from typing import Any

from vetting.documents.material import Material
from vetting.documents.texts import Text, to_day, to_instant, to_text, to_texts
from vetting.domain.decisions import ConditionFields, DecisionFields, Outcome
from vetting.domain.triggers import Trigger, find_triggers

UNDETERMINED = Outcome.UNDETERMINED.value


def assemble_decision(material: Material) -> dict[str, Any]:
    """The decision as signed, beside what the rules had suggested."""
    decision = material.dossier.decision
    computed = {
        "at_least": material.evaluation["level"]["at_least"],
        "could_be": material.evaluation["level"]["could_be"],
        "open_questions": sorted(material.evaluation["unanswered"]),
    }
    return _undetermined(computed) if decision is None else _decided(decision, computed)


def assemble_options(material: Material) -> list[dict[str, Any]]:
    """What was weighed beside the proposal: the alternatives of INT-05 and those of the decision."""
    rows = material.rows_of("INT-05")
    decision = material.dossier.decision
    named = {_folded(one): one for one in (decision.alternatives if decision else [])}
    known = {_folded(str(row.get("option", ""))) for row in rows}
    added = [one for folded, one in named.items() if folded and folded not in known]
    return [_option_of_row(row) for row in rows] + [
        {"option": to_text(one), "kind": "", "why_not": Text()} for one in added
    ]


def assemble_conditions(material: Material) -> list[dict[str, Any]]:
    """Every condition with owner, due date, test, consequence, and the findings and points it is from."""
    return [_condition(material, one) for one in material.dossier.conditions]


def assemble_monitoring(material: Material) -> dict[str, Any]:
    """When the case is looked at again, and by which signs."""
    decision = material.dossier.decision
    return {
        "valid_until": to_day(decision.valid_until) if decision else None,
        "re_review_on": to_day(decision.re_review_on) if decision else None,
        "indicators": [_indicator(row) for row in material.rows_of("MON-01")],
        "reopened_by": [one for one in material.pack.criteria if _reopens(material, one)],
        "triggers": [_trigger(one) for one in find_triggers(material.dossier)],
    }


def _trigger(trigger: Trigger) -> dict[str, Any]:
    """What opened the file again, by ids alone: whom it is about stands with the match, as the edition shows it."""
    return {
        "event": trigger.event,
        "match": trigger.match,
        "screening": trigger.screening,
        "seen_at": to_instant(trigger.seen_at),
        "source": trigger.source,
        "ruling": trigger.ruling.value if trigger.ruling else None,
    }


def _undetermined(computed: dict[str, Any]) -> dict[str, Any]:
    return {
        "outcome": UNDETERMINED,
        "computed": computed,
        "summary": Text(),
        "reasons": [],
        "benefits": Text(),
        "alternatives": [],
        "valid_until": None,
        "re_review_on": None,
        "decided": None,
        "signed": [],
        "departure": None,
    }


def _decided(decision: DecisionFields, computed: dict[str, Any]) -> dict[str, Any]:
    return {
        "outcome": decision.outcome.value,
        "computed": computed,
        "summary": to_text(decision.summary),
        "reasons": [
            {"criterion": criterion, "reason": to_text(reason)}
            for criterion, reason in sorted(decision.reasons.items())
        ],
        "benefits": to_text(decision.benefits),
        "alternatives": to_texts(decision.alternatives),
        "valid_until": to_day(decision.valid_until),
        "re_review_on": to_day(decision.re_review_on),
        "decided": {
            "by": decision.decided_by,
            "at": to_instant(decision.decided_at),
            "authority": decision.authority,
            "level": decision.level,
            "suggested": decision.suggested.value,
            "evaluation": decision.evaluation,
            "terms_hash": f"sha256:{decision.terms_sha256}" if decision.terms_sha256 else None,
        },
        "signed": _signatures(decision),
        "departure": _departure(decision),
    }


def _signatures(decision: DecisionFields) -> list[dict[str, str]]:
    """Who signed what; approval of the plan and acceptance of the residual risk stand apart."""
    signed = (
        ("decision", decision.decided_by),
        ("plan_approval", decision.plan_signed_by),
        ("residual_risk_acceptance", decision.risk_signed_by),
        ("departure", decision.second_by),
    )
    at = to_instant(decision.decided_at)
    return [{"what": what, "person": person, "at": at} for what, person in signed if person]


def _departure(decision: DecisionFields) -> dict[str, Any] | None:
    if decision.outcome == decision.suggested:
        return None
    return {
        "from": decision.suggested.value,
        "to": decision.outcome.value,
        "reason": to_text(decision.departure_reason),
        "second_by": decision.second_by,
    }


def _folded(text: str) -> str:
    """A text without case, spaces and punctuation, to tell one option named twice."""
    return "".join(one for one in text.casefold() if unicodedata.category(one)[0] not in "PZC")


def _option_of_row(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "option": to_text(str(row.get("option", ""))),
        "kind": str(row.get("kind", "")),
        "why_not": to_text(str(row.get("why_not", ""))),
    }


def _condition(material: Material, condition: ConditionFields) -> dict[str, Any]:
    template = material.pack.conditions.get(condition.id)
    return {
        "id": condition.id,
        "text": to_text(condition.text),
        "owner": to_text(condition.owner),
        "due": to_text(condition.due),
        "test": to_text(condition.test),
        "consequence": to_text(condition.consequence),
        "from": {
            "criteria": list(condition.criteria),
            "points": list(condition.points),
            "decision": not condition.criteria and not condition.points,  # the decider's own
        },
        "template": template is not None,
        "tightened": template is not None and template["text"].split() != condition.text.split(),
    }


def _indicator(row: dict[str, Any]) -> dict[str, Any]:
    return {name: to_text(str(row.get(name, ""))) for name in ("of", "indicator", "source", "reporter")} | {
        "every_days": row.get("every_days")
    }


def _reopens(material: Material, criterion: str) -> bool:
    return any(one.consequence.kind == "reopen" for one in material.pack.criteria[criterion].effects)
