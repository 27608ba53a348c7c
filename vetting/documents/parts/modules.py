"""Stage by stage: how far it came, what was asked, who answered what, and what followed.

Each stage of the pack is present, in the pack's order; a question that was not asked at this depth
is listed as such, and one without an answer as unanswered.
"""

from collections.abc import Sequence
from typing import Any

from vetting.documents.catalogue import CHOSEN
from vetting.documents.material import Material
from vetting.documents.texts import to_instant, to_text
from vetting.domain.answers import AnswerFields, AnswerState
from vetting.domain.reviews import ReviewFields, find_review
from vetting.policy.pack import Criterion, Stage
from vetting.policy.rows import find_gaps

UNSURE = frozenset({AnswerState.UNKNOWN, AnswerState.REFUSED})


def assemble_modules(material: Material) -> list[dict[str, Any]]:
    """Every stage with its status, its questions and answers, its findings and its gates."""
    return [_module(material, stage) for stage in material.pack.stages]


def _module(material: Material, stage: Stage) -> dict[str, Any]:
    found = material.evaluation["stages"].get(stage.id, {})
    criteria = material.pack.in_stage(stage.id)
    asked = set(found.get("asked", ()))
    unanswered = set(found.get("unanswered", ()))
    questions = [_question(material, one, asked, unanswered) for one in criteria]
    return {
        "id": stage.id,
        "title": to_text(stage.title),
        "status": found.get("status", "not_asked"),
        "asked": [one.id for one in criteria if one.id in asked],
        "unanswered": [one.id for one in criteria if one.id in unanswered],
        "unknown": [one["criterion"] for one in questions if one["state"] in UNSURE],
        "not_asked": [one["criterion"] for one in questions if one["state"] == "not_asked"],
        "findings": [one.id for one in material.dossier.findings if one.stage == stage.id],
        "gates": [_gate_key(gate) for gate in found.get("gates", ())],
        "questions": questions,
    }


def _question(
    material: Material, criterion: Criterion, asked: set[str], unanswered: set[str]
) -> dict[str, Any]:
    answers = material.answers.get(criterion.id, [])
    evaluation = material.evaluation
    effects = {**evaluation["fired"].get(criterion.id, {}), **evaluation["gates_open"].get(criterion.id, {})}
    return {
        "criterion": criterion.id,
        "question": to_text(criterion.question),
        "answered_by": list(criterion.answered_by),
        "answer_type": criterion.answer_type.base,
        "columns": _columns(material, criterion),
        "chosen_columns": _chosen_columns(material, criterion),
        "gaps": _gaps(material, criterion, answers),
        "state": _state(criterion, answers, asked, unanswered),
        "answers": [to_answer(one, material.dossier.reviews) for one in answers],
        "effects": dict(sorted(effects.items())),
    }


def _columns(material: Material, criterion: Criterion) -> list[str]:
    """The columns of a table answer in the order in which the pack writes them; none for other answers."""
    tables = material.pack.tables.get("tables", {})
    return [name for arg in criterion.answer_type.args for name in tables.get(arg, {}).get("columns", {})]


def _chosen_columns(material: Material, criterion: Criterion) -> list[str]:
    """Those of the columns whose cells are chosen from words of the pack."""
    table = material.pack.rules.columns.get(criterion.answer_type.table or "")
    return [one.name for one in table.columns if one.kind in CHOSEN] if table else []


def _gaps(material: Material, criterion: Criterion, answers: list[AnswerFields]) -> list[str]:
    """What is asked for one by one and has no row in any answer; none where nobody gave rows."""
    table = material.pack.rules.columns.get(criterion.answer_type.table or "")
    rows = [one.value for one in answers if one.state is AnswerState.GIVEN and isinstance(one.value, list)]
    if table is None or not rows:
        return []
    return find_gaps(table, material.pack.lists, [row for one in rows for row in one])


def _state(criterion: Criterion, answers: list[AnswerFields], asked: set[str], unanswered: set[str]) -> str:
    """The state of a question, the gravest of its answers first."""
    if criterion.id in unanswered:
        return "unanswered"
    if criterion.id not in asked and not criterion.is_computed:
        return "not_asked"
    states = {one.state for one in answers}
    for state in (AnswerState.REFUSED, AnswerState.UNKNOWN, AnswerState.GIVEN, AnswerState.NOT_APPLICABLE):
        if state in states:
            return state.value
    return "computed" if criterion.is_computed else "act_not_seen"


def to_answer(answer: AnswerFields, reviews: Sequence[ReviewFields] = ()) -> dict[str, Any]:
    """One answer as the record carries it, with who reviewed it, if anybody did."""
    review = find_review(reviews, answer)
    reviewed = {"reviewed_by": review.by, "reviewed_at": to_instant(review.at)} if review else {}
    return {
        "answerer": answer.answerer,
        "state": answer.state.value,
        "value": answer.value,
        "by": answer.by,
        "at": to_instant(answer.at),
        "evidence": list(answer.evidence),
        "note": to_text(answer.note),
        "countersigned_by": answer.countersigned_by,
    } | reviewed


def _gate_key(gate: Any) -> str:
    return gate if isinstance(gate, str) else str(gate["key"])
