"""Interests that people on a case declare, and when one keeps its person away: recusal.

- Everyone of the office on the case declares, a nil return included; a refusal counts as a refusal.
- The ethics focal point classes each interest and says what mitigates it; nobody classes their own.
- A declaration is changed by a new version; the earlier ones stay.
- The detail (with whom, what, how much) is kept apart, for the ethics focal point alone; everyone else
  sees class, mitigation and dates.
- An open conflict is: actual and not ended, unclassed or refused, or potential or perceived without a
  mitigation that lasts. Its person is recused: ``why_recused`` is the one place that says so.
- The end of a past employment ends no conflict: it is the past that is declared, and its class that counts.
"""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum

from sqlmodel import Field, SQLModel

from vetting.domain.people import PersonFields, Role

NIL = "none"
REFUSAL = "refused"
PAST_JOB = "past_employment"


class ConflictClass(StrEnum):
    """How the ethics focal point classed a declared interest."""

    NONE = "none"
    PERCEIVED = "perceived"
    POTENTIAL = "potential"
    ACTUAL = "actual"
    UNCLASSED = "unclassed"


class Mitigation(StrEnum):
    """What may mitigate an interest (the pack's table ``mitigations``)."""

    RECUSAL = "recusal"
    DIVESTMENT = "divestment"
    DISCLOSURE = "disclosure"
    SUPERVISION = "supervision"
    NONE_NEEDED = "none_needed"


class DeclarationFields(SQLModel):
    """One version of one declaration, as everyone may see it; a nil return is one too."""

    case: str
    id: str = Field(min_length=1, max_length=40)
    version: int = 1
    person: str
    kind: str = NIL  # an item of the pack's list interest_kinds, or refused; protected
    conflict: ConflictClass = ConflictClass.UNCLASSED
    mitigation: str = ""  # recusal, divestment, disclosure, supervision, none_needed
    mitigation_ends_on: date | None = None  # its last day
    starts_on: date | None = None
    ends_on: date | None = None  # the last day of the interest
    declared_at: datetime
    classed_by: str | None = None  # person id
    classed_at: datetime | None = None


class InterestDetailFields(SQLModel):
    """The detail of one version of a declaration, for the ethics focal point and its person alone.

    It is no part of a dossier, so that nothing made from one can tell it.
    """

    case: str
    id: str = Field(min_length=1, max_length=40)  # of the declaration
    version: int = 1
    entity: str = ""  # a party of the case by id, or a name
    what: str = ""
    amount: str = ""
    relation: str = ""  # whose interest it is: own, spouse, child …
    reason: str = ""  # of the class, where the ethics focal point gave one


def find_current_declarations(declarations: Iterable[DeclarationFields]) -> list[DeclarationFields]:
    """The newest version of each declaration, in the order in which they were first filed."""
    newest: dict[str, DeclarationFields] = {}
    for one in declarations:
        if one.id not in newest or newest[one.id].version < one.version:
            newest[one.id] = one
    return list(newest.values())


def is_open_conflict(declaration: DeclarationFields, on: date) -> bool:
    """Whether this declaration keeps its person away from the case on this day."""
    if declaration.kind == REFUSAL:
        return True
    if declaration.conflict is ConflictClass.UNCLASSED:
        return not is_first_nil_return(declaration)
    if declaration.conflict is ConflictClass.NONE or not _lasts(declaration, on):
        return False
    return declaration.conflict is ConflictClass.ACTUAL or not is_mitigated(declaration, on)


def is_mitigated(declaration: DeclarationFields, on: date) -> bool:
    """Whether something mitigates the interest on this day."""
    ends_on = declaration.mitigation_ends_on
    return bool(declaration.mitigation) and (ends_on is None or ends_on >= on)


def is_first_nil_return(declaration: DeclarationFields) -> bool:
    """Whether there was never an interest to class; who takes an interest back waits for its class."""
    return declaration.kind == NIL and declaration.version == 1


def class_nil_return(declaration: DeclarationFields) -> DeclarationFields:
    """The declaration, classed as no conflict where it says from the first that there is no interest."""
    if not is_first_nil_return(declaration) or declaration.conflict is not ConflictClass.UNCLASSED:
        return declaration
    return declaration.model_copy(update={"conflict": ConflictClass.NONE})


def find_open_conflicts(
    declarations: Iterable[DeclarationFields], person: str, on: date
) -> list[DeclarationFields]:
    """The open conflicts of one person on a day."""
    return [one for one in declarations if one.person == person and is_open_conflict(one, on)]


def why_recused(declarations: Iterable[DeclarationFields], person: str, on: date) -> DeclarationFields | None:
    """The declaration that keeps a person away from a case on a day, if any; the first of several."""
    return next(iter(find_open_conflicts(declarations, person, on)), None)


def is_recused(declarations: Iterable[DeclarationFields], person: str, on: date) -> bool:
    """Whether a person must stay away from a case on a day."""
    return why_recused(declarations, person, on) is not None


def is_within_look_back(ended_on: date, today: date, months: int) -> bool:
    """Whether what ended on a day counts still: not more than so many months ago (COI-01)."""
    number = ended_on.year * 12 + ended_on.month - 1 + months
    year, month = divmod(number, 12)
    last = monthrange(year, month + 1)[1]
    return today <= date(year, month + 1, min(ended_on.day, last))


NOT_OF_THE_OFFICE = frozenset({Role.COMPANY, Role.CONSULTEE, Role.SYSTEM, Role.AUDITOR})
"""Roles that owe no declaration: they neither sign for the office nor read what it keeps closed."""


def find_undeclared(
    people: Iterable[PersonFields], declarations: Iterable[DeclarationFields]
) -> list[PersonFields]:
    """The people who owe a declaration and have given none; a nil return counts, a refusal does not."""
    declared = {one.person for one in declarations if one.kind != REFUSAL}
    owing = (one for one in people if set(one.roles) - NOT_OF_THE_OFFICE)
    return [one for one in owing if one.id not in declared]


def _lasts(declaration: DeclarationFields, on: date) -> bool:
    """Whether the interest has not ended. A past job always has: what remains of it, its class says, not its end."""
    is_past_job = declaration.kind == PAST_JOB
    return is_past_job or declaration.ends_on is None or declaration.ends_on >= on
