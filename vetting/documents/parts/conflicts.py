"""Interests and recusal: class, mitigation and dates of each declaration; who stands aside; which signatures fell.

The detail of an interest is no part of a dossier, and so of no record; its kind stands in the sealed edition
alone (the pack's table ``declarations``). A declaration changed since stands with all its versions.
"""

from typing import Any

from vetting.documents.editions import PERSONAL_DATA
from vetting.documents.material import Material
from vetting.documents.texts import Text, to_day, to_instant, to_text, withheld
from vetting.domain.decisions import Ballot
from vetting.domain.interests import (
    NIL,
    REFUSAL,
    DeclarationFields,
    find_undeclared,
    is_open_conflict,
    why_recused,
)
from vetting.domain.signatures import VoidedSignatureFields


def assemble_declarations(material: Material) -> list[dict[str, Any]]:
    """Each declaration as it stands now, with its earlier versions."""
    return [_declaration(material, one) for one in material.dossier.declarations]


def assemble_undeclared(material: Material) -> list[str]:
    """The people of the office on the case who have declared nothing, not even that there is nothing."""
    dossier = material.dossier
    return sorted(one.id for one in find_undeclared(dossier.people, dossier.declarations))


def assemble_recusals(material: Material) -> list[dict[str, Any]]:
    """Who stood aside, by vote, by the mitigation of an interest, or kept away by an open conflict."""
    dossier = material.dossier
    voted = {one.person for one in dossier.votes if one.ballot is Ballot.RECUSED}
    mitigated = {one.person for one in dossier.declarations if one.mitigation == "recusal"}
    held = {person: _held_by(material, person) for person in {one.person for one in dossier.declarations}}
    kept_away = {person for person, declaration in held.items() if declaration}
    return [
        {
            "person": person,
            "by_vote": person in voted,
            "by_mitigation": person in mitigated,
            "by_conflict": held.get(person),
        }
        for person in sorted(voted | mitigated | kept_away)
    ]


def assemble_voided(material: Material) -> list[dict[str, Any]]:
    """The signatures that fell because of a conflict, kept and shown as void."""
    return [_voided(one) for one in material.dossier.voided]


def _held_by(material: Material, person: str) -> str | None:
    """The declaration that keeps a person away on the day of the record, if any."""
    found = why_recused(material.dossier.declarations, person, material.dated.date())
    return found.id if found else None


def _declaration(material: Material, declaration: DeclarationFields) -> dict[str, Any]:
    earlier = [one for one in material.dossier.earlier_declarations if one.id == declaration.id]
    return {
        "id": declaration.id,
        "person": declaration.person,
        "interest": declaration.kind not in (NIL, REFUSAL),
        "refused": declaration.kind == REFUSAL,
        "kind": _kind(material, declaration),
        **_standing(declaration),
        "open": is_open_conflict(declaration, material.dated.date()),
        "earlier": [_standing(one) for one in sorted(earlier, key=lambda one: one.version)],
    }


def _standing(declaration: DeclarationFields) -> dict[str, Any]:
    """What anyone may see of one version."""
    classed = None
    if declaration.classed_by and declaration.classed_at:
        classed = {"by": declaration.classed_by, "at": to_instant(declaration.classed_at)}
    return {
        "version": declaration.version,
        "conflict": declaration.conflict.value,
        "mitigation": declaration.mitigation,
        "mitigation_ends_on": to_day(declaration.mitigation_ends_on),
        "starts_on": to_day(declaration.starts_on),
        "ends_on": to_day(declaration.ends_on),
        "declared_at": to_instant(declaration.declared_at),
        "classed": classed,
    }


def _kind(material: Material, declaration: DeclarationFields) -> Text:
    if declaration.kind in (NIL, REFUSAL) or material.redactor.is_sealed:
        return to_text(declaration.kind, "und")
    material.redactor.enter(f"declarations/{declaration.id}/kind", PERSONAL_DATA)
    return withheld(PERSONAL_DATA)


def _voided(signature: VoidedSignatureFields) -> dict[str, Any]:
    return {
        "id": signature.id,
        "kind": signature.kind.value,
        "subject": signature.subject,
        "person": signature.person,
        "signed_at": to_instant(signature.signed_at),
        "declaration": signature.declaration,
        "voided_at": to_instant(signature.voided_at),
    }
