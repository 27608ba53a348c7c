"""The partnership as proposed, and under which rules and mandate it was reviewed."""

from typing import Any

from vetting.documents.material import Material
from vetting.documents.texts import to_day, to_instant, to_text
from vetting.domain.case import CaseFields
from vetting.domain.parties import PartyFields
from vetting.domain.terms import TermsFields

MANDATE_CRITERIA = ("INT-01", "INT-02", "INT-03", "INT-07", "INT-14", "INT-15")


def assemble_partnership(material: Material) -> dict[str, Any]:
    """What is proposed, by whom, with whom, on which draft."""
    case = material.dossier.case
    return {
        "title": to_text(case.title),
        "initiating_office": to_text(case.initiating_office),
        "prospect": case.prospect,
        "parties": [_party(one) for one in material.dossier.parties],
        "purpose": to_text(case.purpose),
        "products": [to_text(one) for one in case.products],
        "countries": list(case.countries),
        "duration": to_text(case.duration),
        "money": to_text(case.money),
        "terms": [_terms(one) for one in material.dossier.terms],
        "described_by": [one for one in MANDATE_CRITERIA if one in material.answers],
    }


def assemble_scope(material: Material) -> dict[str, Any]:
    """The pack, the depth and the status under which the case was walked."""
    case = material.dossier.case
    return {
        "pack": case.pack,
        "pack_hash": case.pack_hash,
        "depth": material.evaluation["depth"],
        "status": case.status.value,
        "opened_at": to_instant(case.opened_at),
        "as_of": to_day(case.as_of),
        "settings": {key: _plain(value) for key, value in sorted(case.settings.items())},
        "imported": case.source_hash is not None,
        "source_hash": case.source_hash,
        "is_exercise": case.is_exercise,
        "note": to_text(case.note),
        "notices": _notices(case),
    }


def _notices(case: CaseFields) -> list[str]:
    """Keys of the sentences that must stand on the first page of this record."""
    said = ["statement"]
    said += ["imported"] if case.source_hash is not None else []
    return said + (["exercise"] if case.is_exercise else [])


def _party(party: PartyFields) -> dict[str, Any]:
    return {
        "id": party.id,
        "role": party.role.value,
        "name": party.name,
        "country": party.country,
        "registration": party.registration,
        "identifiers": list(party.identifiers),
        "aliases": list(party.aliases),
        "former_names": list(party.former_names),
        "note": to_text(party.note),
    }


def _terms(terms: TermsFields) -> dict[str, Any]:
    return {
        "id": terms.id,
        "title": to_text(terms.title),
        "evidence": terms.evidence,
        "hash": f"sha256:{terms.sha256}" if terms.sha256 else None,
        "summary": to_text(terms.summary),
        "stored": {"by": terms.stored_by, "at": to_instant(terms.stored_at)},
    }


def _plain(value: Any) -> Any:
    return value if isinstance(value, bool | int | str | list) else str(value)
