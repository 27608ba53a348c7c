"""The register of findings, the evidence they rest on, and the rules and sources they cite.

The way an auditor walks: finding, evidence, source, rule row, values read, person, time, log entry.
"""

from collections import defaultdict
from typing import Any

from vetting.documents.material import Material
from vetting.documents.texts import to_day, to_instant, to_text
from vetting.domain.evidence import EvidenceFields, EvidenceKind
from vetting.domain.findings import FindingFields
from vetting.domain.people import Role
from vetting.policy.pack import Criterion
from vetting.policy.rows import find_evidence


def assemble_findings(material: Material) -> list[dict[str, Any]]:
    """Every effect that took hold, with its whole trace."""
    evaluated = _evaluation_entries(material)
    return [_finding(material, one, evaluated) for one in material.dossier.findings]


def assemble_evidence(material: Material) -> list[dict[str, Any]]:
    """Every source that was filed, held or cited, with what rests on it."""
    used = _used_by(material)
    return [_evidence(material, one, sorted(used[one.id])) for one in material.dossier.evidence]


def assemble_sources(material: Material) -> list[dict[str, Any]]:
    """The texts that the questions asked rest on; by title, and how far each was read."""
    cited: dict[str, list[str]] = defaultdict(list)
    for criterion in _asked(material):
        for key in criterion.sources:
            cited[key].append(criterion.id)
    return [
        {
            "key": key,
            "title": to_text(source["title"]),
            "publisher": source["publisher"],
            "year": source["year"],
            "kind": source["kind"],
            "verified": source["verified"],
            "cited_by": sorted(cited[key]),
        }
        for key, source in sorted(material.pack.sources.items())
        if cited[key]
    ]


def assemble_rules(material: Material) -> list[dict[str, Any]]:
    """The pack by version and hash, and each of its rows that took hold."""
    pack = material.pack
    rows = sorted({rule_of(material, one) for one in material.dossier.findings})
    return [{"pack": pack.name, "version": pack.version, "hash": pack.hash, "rows": rows}]


def rule_of(material: Material, finding: FindingFields) -> str:
    """The rule of a finding as it is cited: pack, version, row.

    A row of a coupling has its number already; an effect of a criterion is cited by its place there.
    """
    return f"{material.pack.name}@{material.pack.version}#{_row_of(material, finding)}"


def _row_of(material: Material, finding: FindingFields) -> str:
    effects = [one.text for one in material.pack.criteria[finding.criterion].effects]
    if finding.row in effects:
        return f"{finding.criterion}/{effects.index(finding.row) + 1}"
    return finding.row


def _asked(material: Material) -> list[Criterion]:
    """The criteria asked or fired in this case."""
    stages = material.evaluation["stages"].values()
    asked = {one for stage in stages for one in stage["asked"]} | set(material.evaluation["fired"])
    return [one for one in material.pack.criteria.values() if one.id in asked]


def _finding(material: Material, finding: FindingFields, evaluated: dict[int, int]) -> dict[str, Any]:
    return {
        "id": finding.id,
        "module": finding.stage.value,
        "criterion": finding.criterion,
        "effect": finding.effect,
        "kind": finding.kind,
        "basis": finding.basis,
        "rule": rule_of(material, finding),
        "row": finding.row,
        "because": to_text(finding.because),
        "facts": finding.read,
        "evidence": list(finding.evidence),
        "answered": {
            "by": list(finding.answered_by),
            "at": to_instant(finding.answered_at) if finding.answered_at else None,
        },
        "made_at": to_instant(finding.made_at),
        "step_number": finding.step_number,
        "event": evaluated.get(finding.step_number) if finding.step_number else None,
    }


def _evaluation_entries(material: Material) -> dict[int, int]:
    """The log entry in which each run of a step was written; the latest where runs share a number."""
    return {
        number: line.index
        for line in material.dossier.log
        if line.event == "StageEvaluated" and isinstance(number := line.fields.get("number"), int)
    }


def _evidence(material: Material, evidence: EvidenceFields, used_by: list[str]) -> dict[str, Any]:
    # the company is told that everyone sees its files by size and hash: what it named them stays with the office
    is_named = not (material.redactor.is_public and evidence.filed_by == Role.COMPANY.value)
    return {
        "id": evidence.id,
        "kind": evidence.kind.value,
        "held": evidence.kind is EvidenceKind.FILE
        and evidence.sha256 is not None
        and evidence.erased_at is None,
        "hash": f"sha256:{evidence.sha256}" if evidence.sha256 else None,
        "size": evidence.size,
        "filename": evidence.filename if is_named else None,
        "title": to_text(evidence.title),
        "publisher": to_text(evidence.publisher),
        "published": evidence.published,
        "knowable_on": to_day(evidence.knowable_on),
        "locator": to_text(evidence.locator),
        "quality": evidence.quality,
        "note": to_text(evidence.note),
        "collected": {"by": evidence.filed_by, "at": to_instant(evidence.filed_at)},
        "used_by": used_by,
        **_erasure(evidence),
    }


def _erasure(evidence: EvidenceFields) -> dict[str, Any]:
    """Who erased its file by law, when and why; nothing where nobody did."""
    if evidence.erased_at is None:
        return {}
    erased = {
        "by": evidence.erased_by,
        "at": to_instant(evidence.erased_at),
        "reason": to_text(evidence.erased_reason),
    }
    return {"erased": erased}


def _used_by(material: Material) -> dict[str, set[str]]:
    """For each piece of evidence, the ids of what rests on it."""
    used: dict[str, set[str]] = defaultdict(set)
    dossier = material.dossier
    for criterion, answers in material.answers.items():
        for answer in answers:
            for one in (*answer.evidence, *find_evidence(material.pack, criterion, answer.value)):
                used[one].add(criterion)
    for finding in dossier.findings:
        for one in finding.evidence:
            used[one].add(finding.criterion)
    for terms in dossier.terms:
        used[terms.evidence].add(terms.id)
    for owners in dossier.ownership:
        used[owners.evidence].add(owners.id)
    cited = [(one.id, one.evidence) for one in dossier.submissions]
    cited += [(one.id, one.evidence) for one in dossier.letters]
    for ident, evidence in cited:
        for one in evidence:
            used[one].add(ident)
    return used
