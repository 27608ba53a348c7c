"""Who acted, in which role, with which interests declared; who voted, who stood aside, who dissented."""

from typing import Any

from vetting.documents.editions import PERSONAL_DATA
from vetting.documents.material import Material
from vetting.documents.texts import Text, to_day, to_instant, to_text, withheld
from vetting.domain.decisions import Ballot, VoteFields
from vetting.domain.interests import DeclarationFields, is_open_conflict
from vetting.domain.people import PersonFields, authority_of


def assemble_people(material: Material) -> list[dict[str, Any]]:
    """Everyone on the case by id, roles and title; names as the edition allows."""
    return [_person(material, one) for one in material.dossier.people]


def assemble_declarations(material: Material) -> list[dict[str, Any]]:
    """Class, mitigation and dates of each declared interest; its kind in the sealed edition alone."""
    return [_declaration(material, one) for one in material.dossier.declarations]


def assemble_votes(material: Material) -> list[dict[str, Any]]:
    """Every vote, with the dissent in full."""
    return [_vote(one) for one in material.dossier.votes]


def assemble_recusals(material: Material) -> list[dict[str, Any]]:
    """Who stood aside, by vote or by the mitigation of an interest."""
    voted = {one.person for one in material.dossier.votes if one.ballot is Ballot.RECUSED}
    mitigated = {one.person for one in material.dossier.declarations if one.mitigation == "recusal"}
    return [
        {"person": person, "by_vote": person in voted, "by_mitigation": person in mitigated}
        for person in sorted(voted | mitigated)
    ]


def _person(material: Material, person: PersonFields) -> dict[str, Any]:
    return {
        "id": person.id,
        "roles": [role.value for role in person.roles],
        "title": to_text(person.title),
        "name": material.redactor.show_name(f"people/{person.id}/name", person.name),
        "authority": authority_of(person),
        "assigned_at": to_instant(person.assigned_at),
    }


def _declaration(material: Material, declaration: DeclarationFields) -> dict[str, Any]:
    return {
        "id": declaration.id,
        "person": declaration.person,
        "interest": declaration.kind != "none",
        "kind": _kind(material, declaration),
        "conflict": declaration.conflict.value,
        "mitigation": declaration.mitigation,
        "ends_on": to_day(declaration.ends_on),
        "declared_at": to_instant(declaration.declared_at),
        "open": is_open_conflict(declaration, material.dated.date()),
    }


def _kind(material: Material, declaration: DeclarationFields) -> Text:
    # The ethics focal point alone reads family and money (the pack's table "declarations").
    if declaration.kind == "none" or material.redactor.is_sealed:
        return to_text(declaration.kind, "und")
    material.redactor.enter(f"declarations/{declaration.id}/kind", PERSONAL_DATA)
    return withheld(PERSONAL_DATA)


def _vote(vote: VoteFields) -> dict[str, Any]:
    return {
        "person": vote.person,
        "vote": vote.ballot.value,
        "dissent": to_text(vote.dissent),
        "cast_at": to_instant(vote.cast_at),
    }
