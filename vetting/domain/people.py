"""People on a case, by id and role.

Names are protected and optional: the record needs to know who may do what, not who they are.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from enum import StrEnum

from sqlmodel import Field, SQLModel

from vetting.domain.errors import Refusal


class Role(StrEnum):
    """What a person may be on a case; the permission table says what follows."""

    INITIATOR = "initiator"
    FOCAL_POINT = "focal_point"
    COUNTERSIGNER = "countersigner"
    COMPANY = "company"
    LEGAL = "legal"
    DPO = "dpo"
    HR_ADVISER = "hr_adviser"
    ETHICS = "ethics"
    CONSULTATION_OFFICER = "consultation_officer"
    CONSULTEE = "consultee"
    HEAD_OF_OFFICE = "head_of_office"
    REVIEW_COMMITTEE = "review_committee"
    HEADQUARTERS = "headquarters"
    EXECUTIVE_HEAD = "executive_head"
    AUDITOR = "auditor"
    SYSTEM = "system"


AUTHORITY_OF: dict[Role, int] = {
    Role.HEAD_OF_OFFICE: 1,
    Role.REVIEW_COMMITTEE: 2,
    Role.HEADQUARTERS: 3,
    Role.EXECUTIVE_HEAD: 4,
}
"""Which authority of the pack (1 to 4) a role carries; other roles carry none."""


class PersonFields(SQLModel):
    """A person on the case."""

    case: str
    id: str = Field(min_length=1, max_length=40)
    roles: list[Role] = Field(min_length=1)
    title: str = ""  # the office or function, never a name
    name: str = ""  # protected; may stay empty
    assigned_at: datetime


def authority_of(person: PersonFields) -> int:
    """The highest authority (0 to 4) that the roles of a person carry."""
    return max((AUTHORITY_OF.get(role, 0) for role in person.roles), default=0)


def why_not_name_person(ident: str, known: Collection[str]) -> Refusal | None:
    """Why nobody new can go by this id beside those who are known, if so: it differs by capital letters alone."""
    alike = (one for one in known if one != ident and one.casefold() == ident.casefold())
    one = next(alike, None) if ident not in known else None
    return Refusal("person_almost_known", {"person": ident, "known": one}) if one is not None else None


def why_not_speak_for_both(person: PersonFields) -> Refusal | None:
    """Why these roles do not go together, if so: whoever speaks for the company acts for nobody else on its case."""
    others = [role for role in person.roles if role is not Role.COMPANY]
    if Role.COMPANY not in person.roles or not others:
        return None
    return Refusal("company_apart", {"person": person.id, "roles": words_of(others)})


def words_of(roles: Iterable[Role]) -> str:
    """The names of roles in one line."""
    return ", ".join(role.value.replace("_", " ") for role in roles)
