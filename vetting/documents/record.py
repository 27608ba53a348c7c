"""The decision record: one JSON document from one dossier, the same for the same input.

1. Every section is present; one without content is an empty part, and the renderings say so.
2. What an edition withholds is replaced by its reason and registered.
3. The statement that the level is no rating stands in every record.
4. The document has one sequence of bytes (canonical JSON, without floats), and so one hash.
"""

import json
from typing import Any

from vetting.audit.canonical import to_bytes
from vetting.documents.citation import LogCitation
from vetting.documents.editions import Edition, Redactor, mask_names
from vetting.documents.material import Evaluation, Material
from vetting.documents.parts import (
    clauses,
    computed,
    conflicts,
    consultation,
    contests,
    controversies,
    data_map,
    decision,
    findings,
    history,
    impacts,
    inconsistencies,
    letters,
    limits,
    modules,
    ownership,
    participation,
    partnership,
    people,
    safeguards,
    salient_rights,
    screening,
)
from vetting.documents.texts import to_instant, to_text
from vetting.domain.consultation import SubmissionMode
from vetting.domain.dossier import Dossier
from vetting.policy.pack import Pack

SCHEMA = "1.0"


def assemble_record(
    dossier: Dossier,
    pack: Pack,
    evaluation: Evaluation,
    citation: LogCitation,
    edition: str = "auditor",
) -> dict[str, Any]:
    """The whole record of a case for one edition (public, auditor or sealed)."""
    material = Material(dossier, pack, evaluation, citation, Redactor(Edition(edition)))
    parts = _parts(material)
    parts = mask_names(parts, _protected_names(material), material.redactor)
    parts["limits"] = limits.assemble_limits(material, parts)
    parts["redactions"] = limits.assemble_redactions(material.redactor)
    return {"schema": SCHEMA, "record": _head(material), **_plain(parts)}


def assemble_registers(dossier: Dossier, pack: Pack, evaluation: Evaluation) -> dict[str, Any]:
    """The parts that the registers are shown from, as the case stands, with what the auditor's edition shows."""
    material = Material(dossier, pack, evaluation, NO_CITATION, Redactor(Edition.AUDITOR))
    parts = {
        "modules": modules.assemble_modules(material),
        "ownership": ownership.assemble_ownership(material),
        **_registers(material),
    }
    return _plain(mask_names(parts, _protected_names(material), material.redactor))


NO_CITATION = LogCitation(origin="", size=0, root="", checkpoint_text="", key_fingerprint="")
"""Registers on their own cite no log."""


def render_json(record: dict[str, Any]) -> bytes:
    """The one sequence of bytes of a record; raises ``NotCanonical`` where it has none."""
    return to_bytes(record)


def _head(material: Material) -> dict[str, Any]:
    case, redactor = material.dossier.case, material.redactor
    return {
        "id": f"{case.id}-{redactor.edition.value}",
        "case": case.id,
        "edition": redactor.edition.value,
        "languages": ["en"],
        "authoritative": "en",
        "dated": to_instant(material.dated),
        "interim": material.dossier.decision is None,
        "statement": dict(to_text(material.pack.statement)),
    }


def _registers(material: Material) -> dict[str, Any]:
    found = impacts.assemble_impacts(material)
    return {
        "controversies": controversies.assemble_controversies(material),
        "impacts": found,
        "salient_rights": salient_rights.assemble_salient_rights(material, found),
        "inconsistencies": inconsistencies.assemble_inconsistencies(material),
        "participation": participation.assemble_participation(material),
        "data_map": data_map.assemble_data_map(material),
        "risk_events": data_map.assemble_risk_events(material),
        "safeguards": safeguards.assemble_safeguards(material),
    }


def _parts(material: Material) -> dict[str, Any]:
    return {
        "partnership": partnership.assemble_partnership(material),
        "ownership": ownership.assemble_ownership(material),
        "scope": partnership.assemble_scope(material),
        "people": people.assemble_people(material),
        "declarations": conflicts.assemble_declarations(material),
        "undeclared": conflicts.assemble_undeclared(material),
        "computed": computed.assemble_computed(material),
        "modules": modules.assemble_modules(material),
        "findings": findings.assemble_findings(material),
        "screening": screening.assemble_screening(material),
        **_registers(material),
        "clauses": clauses.assemble_clauses(material),
        "consultation": consultation.assemble_coverage(material),
        "submissions": consultation.assemble_submissions(material),
        "points": consultation.assemble_points(material),
        "letters": letters.assemble_letters(material),
        "triage": contests.assemble_triage(material),
        "contests": contests.assemble_contests(material),
        "exceptions": contests.assemble_exceptions(material),
        "exception_requests": contests.assemble_exception_requests(material),
        "options": decision.assemble_options(material),
        "decision": decision.assemble_decision(material),
        "votes": people.assemble_votes(material),
        "signatures": people.assemble_signatures(material),
        "recusals": conflicts.assemble_recusals(material),
        "voided": conflicts.assemble_voided(material),
        "conditions": decision.assemble_conditions(material),
        "monitoring": decision.assemble_monitoring(material),
        "evidence": findings.assemble_evidence(material),
        "sources": findings.assemble_sources(material),
        "rules": findings.assemble_rules(material),
        "log": history.assemble_log(material),
        "history": history.assemble_history(material),
    }


def _protected_names(material: Material) -> list[str]:
    """The names that must not stand in any text of this edition."""
    dossier, redactor = material.dossier, material.redactor
    if redactor.is_sealed:
        return []
    spoke = [one.submitter for one in dossier.submissions if one.mode is not SubmissionMode.PUBLIC]
    if not redactor.is_public:
        return spoke
    return [*spoke, *(one.name for one in dossier.people), *ownership.find_private_names(material)]


def _plain(parts: dict[str, Any]) -> dict[str, Any]:
    """The parts as plain JSON values, with nothing in them shared with the dossier."""
    plain: dict[str, Any] = json.loads(json.dumps(parts, ensure_ascii=False))
    return plain
