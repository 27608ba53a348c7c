"""Explanation: from a finding to its evidence, the source of that, the rule row, the person, the time."""

from typing import Any

from vetting.domain.answers import AnswerFields, find_current
from vetting.domain.dossier import Dossier, LogLine
from vetting.domain.errors import NotFound
from vetting.domain.evidence import EvidenceFields, EvidenceKind
from vetting.domain.times import to_stamp
from vetting.policy.readings import Finding
from vetting.usecases.appraise import Appraisal, appraise, criteria_read
from vetting.usecases.desk import Desk
from vetting.usecases.explain_clauses import explain_clauses
from vetting.usecases.held_evidence import find_file_faults
from vetting.usecases.seen_acts import last_act


def explain(desk: Desk, case: str, criterion: str) -> dict[str, Any]:
    """Everything that led to what a criterion came to; raises ``NotFound``."""
    appraisal = _appraised(desk, case)
    if criterion not in appraisal.pack.criteria:
        raise NotFound("criterion", criterion)
    return _with_faults(desk, appraisal, [_explained(desk, appraisal, criterion)])[0]


def explain_findings(desk: Desk, case: str) -> list[dict[str, Any]]:
    """The same for every criterion with a finding, in the order of their ids; raises ``NotFound``."""
    appraisal = _appraised(desk, case)
    found = sorted({one.criterion for one in appraisal.evaluation.findings})
    return _with_faults(desk, appraisal, [_explained(desk, appraisal, one) for one in found])


def _appraised(desk: Desk, case: str) -> Appraisal:
    with desk.read() as work:
        dossier = work.dossier(case)
    return appraise(desk, dossier)


def _explained(desk: Desk, appraisal: Appraisal, criterion: str) -> dict[str, Any]:
    dossier, row = appraisal.dossier, appraisal.pack.criteria[criterion]
    answers = find_current(dossier.answers)
    return {
        "case": dossier.case.id,
        "criterion": criterion,
        "question": row.question,
        "guidance": row.guidance,
        "asked": criterion in appraisal.evaluation.asked,
        "rests_on": [_source(appraisal, key) for key in row.sources],
        "answers": _answers(dossier, criterion, answers),
        "clauses": explain_clauses(desk, dossier, criterion),
        "findings": [
            _finding(appraisal, finding, answers)
            for finding in appraisal.evaluation.findings
            if finding.criterion == criterion
        ],
    }


def _with_faults(desk: Desk, appraisal: Appraisal, told: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same, with a sentence for each file they rest on whose bytes are not those that were filed."""
    cited = [_cited(one, appraisal.dossier) for one in told]
    named = set().union(*cited)
    faults = find_file_faults(desk, [one for one in appraisal.dossier.evidence if one.id in named])
    return [
        {**one, "evidence_faults": {ident: said for ident, said in faults.items() if ident in idents}}
        for one, idents in zip(told, cited, strict=True)
    ]


def _cited(told: dict[str, Any], dossier: Dossier) -> set[str]:
    """The ids of the evidence of its answers, and of the draft whose clauses are linked."""
    read = [one for finding in told["findings"] for one in finding["answers_read"]]
    sources = {source["id"] for answer in [*told["answers"], *read] for source in answer["evidence"]}
    terms = told["clauses"]["terms"] if told["clauses"] else None
    return sources | {one.evidence for one in dossier.terms if one.id == terms}


def _source(appraisal: Appraisal, key: str) -> dict[str, str]:
    source = appraisal.pack.sources[key]
    return {"key": key, "title": source["title"], "publisher": source["publisher"], "year": source["year"]}


def _answers(
    dossier: Dossier, criterion: str, answers: dict[str, list[AnswerFields]]
) -> list[dict[str, Any]]:
    """What people answered, and the act from which the system answered by itself."""
    given = [_answer(dossier, one) for one in answers.get(criterion, [])]
    act = last_act(dossier, criterion)
    return given if act is None else [*given, _seen(criterion, act)]


def _seen(criterion: str, act: LogLine) -> dict[str, Any]:
    """An answer of the system; its value stands with what the rule read."""
    return {
        "criterion": criterion,
        "answerer": "system",
        "state": "seen_by_system",
        "value": None,
        "note": f"The system answered this from the acts of the case; the last of them is {act.event}.",
        "by": act.by,
        "at": act.at,
        "evidence": [],
        "log_entry": act.index,
        "log_hash": act.leaf_hash,
    }


def _answer(dossier: Dossier, answer: AnswerFields) -> dict[str, Any]:
    line = _line_of(dossier, answer)
    held = {one.id: one for one in dossier.evidence}
    return {
        "criterion": answer.criterion,
        "answerer": answer.answerer,
        "state": answer.state.value,
        "value": answer.value,
        "note": answer.note,
        "by": answer.by,
        "at": to_stamp(answer.at),
        "evidence": [_evidence(held[ident]) for ident in answer.evidence],
        "log_entry": line.index if line else None,
        "log_hash": line.leaf_hash if line else None,
    }


def _line_of(dossier: Dossier, answer: AnswerFields) -> LogLine | None:
    return next(
        (
            line
            for line in dossier.log
            if line.event == "QuestionAnswered" and line.fields.get("number") == answer.number
        ),
        None,
    )


def _evidence(evidence: EvidenceFields) -> dict[str, Any]:
    return {
        "id": evidence.id,
        "kind": evidence.kind.value,
        "title": evidence.title,
        "publisher": evidence.publisher,
        "published": evidence.published,
        "knowable_on": evidence.knowable_on.isoformat(),
        "held": _held(evidence),
        "filed_by": evidence.filed_by,
    }


def _held(evidence: EvidenceFields) -> str:
    if evidence.erased_at is not None:
        on, by = evidence.erased_at.date(), evidence.erased_by
        return f"erased on {on} by {by}: {evidence.erased_reason}"
    if evidence.kind is EvidenceKind.OWN_KNOWLEDGE:
        return "the office's own knowledge"
    return evidence.sha256 or "cited, not held"


def _finding(
    appraisal: Appraisal, finding: Finding, answers: dict[str, list[AnswerFields]]
) -> dict[str, Any]:
    names = criteria_read(appraisal.pack, finding)
    return {
        "effect": finding.effect,
        "basis": finding.basis,
        "rule": f"{appraisal.pack.name}@{appraisal.pack.version}#{_row_of(appraisal, finding)}",
        "because": finding.because,
        "values_read": dict(finding.read),
        "answers_read": [one for name in names for one in _answers(appraisal.dossier, name, answers)],
    }


def _row_of(appraisal: Appraisal, finding: Finding) -> str:
    """The row as a record cites it: an effect of a criterion by its place, a coupling's row by its number."""
    effects = [one.text for one in appraisal.pack.criteria[finding.criterion].effects]
    return f"{finding.criterion}/{effects.index(finding.row) + 1}" if finding.row in effects else finding.row
