"""Who acted, in which role; who voted, who dissented."""

from typing import Any

from vetting.documents.material import Material
from vetting.documents.texts import to_day, to_instant, to_text
from vetting.domain.decisions import VoteFields
from vetting.domain.given import list_given
from vetting.domain.people import PersonFields, authority_of


def assemble_people(material: Material) -> list[dict[str, Any]]:
    """Everyone on the case by id, roles and title; names as the edition allows."""
    return [_person(material, one) for one in material.dossier.people]


def assemble_signatures(material: Material) -> list[dict[str, Any]]:
    """Every signature that counts, and whether it was given by sign-in or asserted in a file."""
    return [
        {
            "kind": one.signature.kind.value,
            "subject": one.signature.subject,
            "person": one.signature.person,
            "signed_on": to_day(one.signature.signed_at.date()),
            "given": one.given.value,
        }
        for one in list_given(material.dossier)
    ]


def assemble_votes(material: Material) -> list[dict[str, Any]]:
    """Every vote, with the dissent in full."""
    return [_vote(one) for one in material.dossier.votes]


def _person(material: Material, person: PersonFields) -> dict[str, Any]:
    return {
        "id": person.id,
        "roles": [role.value for role in person.roles],
        "title": to_text(person.title),
        "name": material.redactor.show_name(f"people/{person.id}/name", person.name),
        "authority": authority_of(person),
        "assigned_at": to_instant(person.assigned_at),
    }


def _vote(vote: VoteFields) -> dict[str, Any]:
    return {
        "person": vote.person,
        "vote": vote.ballot.value,
        "dissent": to_text(vote.dissent),
        "cast_at": to_instant(vote.cast_at),
    }
