"""Who carries which authority, and when a declared interest keeps a person away."""

from datetime import UTC, date, datetime

import pytest

from vetting.domain.interests import (
    ConflictClass,
    DeclarationFields,
    class_nil_return,
    find_open_conflicts,
    is_open_conflict,
)
from vetting.domain.people import PersonFields, Role, authority_of

TODAY = date(2026, 3, 1)
AT = datetime(2026, 2, 1, tzinfo=UTC)


def declared(
    conflict: ConflictClass, *, mitigation: str = "", ends_on: date | None = None, kind: str = "job"
) -> DeclarationFields:
    return DeclarationFields(
        case="C",
        id="D-1",
        person="P-1",
        kind=kind,
        conflict=conflict,
        mitigation=mitigation,
        ends_on=ends_on,
        declared_at=AT,
    )


@pytest.mark.parametrize(
    ("declaration", "is_open"),
    [
        (declared(ConflictClass.ACTUAL), True),
        (declared(ConflictClass.ACTUAL, mitigation="disclosure"), True),
        (declared(ConflictClass.ACTUAL, ends_on=date(2026, 2, 28)), False),
        (declared(ConflictClass.ACTUAL, ends_on=TODAY), True),
        (declared(ConflictClass.POTENTIAL), True),
        (declared(ConflictClass.POTENTIAL, mitigation="supervision"), False),
        (declared(ConflictClass.POTENTIAL, ends_on=date(2026, 2, 28)), False),
        (declared(ConflictClass.PERCEIVED), True),
        (declared(ConflictClass.PERCEIVED, mitigation="disclosure"), False),
        (declared(ConflictClass.NONE), False),
        (declared(ConflictClass.UNCLASSED), True),
        (declared(ConflictClass.UNCLASSED, kind="none"), False),
    ],
)
def test_open_is_actual_and_not_ended_unclassed_or_unmitigated(
    declaration: DeclarationFields, *, is_open: bool
) -> None:
    assert is_open_conflict(declaration, TODAY) is is_open


def test_a_nil_return_is_classed_as_no_conflict_and_an_interest_waits_for_its_class() -> None:
    nil = declared(ConflictClass.UNCLASSED, kind="none")
    interest = declared(ConflictClass.UNCLASSED)
    assert class_nil_return(nil).conflict is ConflictClass.NONE
    assert class_nil_return(interest) == interest


def test_only_the_persons_own_conflicts_count() -> None:
    declarations = [declared(ConflictClass.ACTUAL)]
    assert find_open_conflicts(declarations, "P-1", TODAY) == declarations
    assert find_open_conflicts(declarations, "P-2", TODAY) == []


@pytest.mark.parametrize(
    ("roles", "authority"),
    [
        ([Role.FOCAL_POINT], 0),
        ([Role.HEAD_OF_OFFICE], 1),
        ([Role.REVIEW_COMMITTEE], 2),
        ([Role.HEADQUARTERS, Role.HEAD_OF_OFFICE], 3),
        ([Role.EXECUTIVE_HEAD], 4),
    ],
)
def test_a_person_has_the_highest_authority_of_their_roles(roles: list[Role], authority: int) -> None:
    assert authority_of(PersonFields(case="C", id="P", roles=roles, assigned_at=AT)) == authority
