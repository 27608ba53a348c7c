"""People on a case, by id and role; and the interests they declare.

Names are protected and optional: the record needs to know who may do what, not who they are.
"""

from datetime import date, datetime
from enum import StrEnum

from sqlmodel import Field, SQLModel


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


class ConflictClass(StrEnum):
    """How the ethics focal point classed a declared interest."""

    NONE = "none"
    PERCEIVED = "perceived"
    POTENTIAL = "potential"
    ACTUAL = "actual"
    UNCLASSED = "unclassed"


class DeclarationFields(SQLModel):
    """One declaration of interest, a nil return included."""

    case: str
    id: str = Field(min_length=1, max_length=40)
    person: str
    kind: str = "none"  # an item of the pack's list interest_kinds
    conflict: ConflictClass = ConflictClass.UNCLASSED
    mitigation: str = ""  # recusal, divestment, disclosure, supervision, none_needed
    ends_on: date | None = None
    declared_at: datetime


def is_open_conflict(declaration: DeclarationFields, on: date) -> bool:
    """Whether this declaration keeps its person away from the case on this day.

    Open is: actual and not ended, unclassed, or potential or perceived without mitigation.
    """
    ended = declaration.ends_on is not None and declaration.ends_on < on
    if declaration.conflict is ConflictClass.UNCLASSED:
        return declaration.kind != "none"  # a nil return needs no class
    if declaration.conflict is ConflictClass.ACTUAL:
        return not ended
    if declaration.conflict is ConflictClass.NONE:
        return False
    return not declaration.mitigation and not ended


def class_nil_return(declaration: DeclarationFields) -> DeclarationFields:
    """The declaration, classed as no conflict where it says that there is no interest."""
    if declaration.kind != "none" or declaration.conflict is not ConflictClass.UNCLASSED:
        return declaration
    return declaration.model_copy(update={"conflict": ConflictClass.NONE})


def find_open_conflicts(
    declarations: list[DeclarationFields], person: str, on: date
) -> list[DeclarationFields]:
    """The open conflicts of one person on a day."""
    return [one for one in declarations if one.person == person and is_open_conflict(one, on)]


def authority_of(person: PersonFields) -> int:
    """The highest authority (0 to 4) that the roles of a person carry."""
    return max((AUTHORITY_OF.get(role, 0) for role in person.roles), default=0)
