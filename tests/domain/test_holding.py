"""Which roles on a case an account lets its person hold."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vetting.domain.errors import Refusal
from vetting.domain.holding import (
    FREE,
    find_unheld,
    list_held,
    list_unknown,
    narrow,
    why_not_assign_self,
    why_not_hold,
)
from vetting.domain.people import AUTHORITY_OF, PersonFields, Role
from vetting.domain.permissions import SIGNING_ROLES
from vetting.domain.sentences import to_sentence

ROLES = st.lists(st.sampled_from(list(Role)), min_size=1, unique=True)


def person(*roles: Role, ident: str = "P-1") -> PersonFields:
    return PersonFields(case="c", id=ident, roles=list(roles), assigned_at=datetime(2026, 3, 2, tzinfo=UTC))


def test_a_higher_authority_encloses_every_lower_one_and_no_higher_one() -> None:
    for role, authority in AUTHORITY_OF.items():
        for other, number in AUTHORITY_OF.items():
            assert (other in list_held([role])) == (number <= authority)


def test_initiator_and_focal_point_are_one_office() -> None:
    for role in (Role.INITIATOR, Role.FOCAL_POINT):
        assert find_unheld([Role.INITIATOR, Role.FOCAL_POINT], [role]) == []


@given(ROLES)
def test_no_role_that_decides_nothing_encloses_one_that_signs(roles: list[Role]) -> None:
    held = list_held(roles)
    assert set(roles) <= held
    if not set(roles) & set(AUTHORITY_OF):
        assert held & SIGNING_ROLES == set(roles) & SIGNING_ROLES


@given(ROLES)
def test_company_and_consultee_ask_for_no_account_role(roles: list[Role]) -> None:
    assert why_not_hold(person(*FREE), roles) is None


def test_a_role_that_the_account_does_not_hold_is_refused_with_what_to_do() -> None:
    refusal = why_not_hold(person(Role.LEGAL, Role.HEAD_OF_OFFICE), [Role.LEGAL])
    assert refusal is not None
    assert to_sentence(refusal) == (
        "The account of P-1 does not hold head of office, so P-1 cannot have that role on a case. Assign somebody whose "
        "account holds it, or ask whoever keeps the accounts to grant it with "
        "'vetting account grant P-1 --role head_of_office'."
    )
    assert why_not_hold(person(Role.LEGAL), None) is None


@pytest.mark.parametrize("role", sorted(SIGNING_ROLES))
def test_nobody_gives_themselves_a_role_that_signs_but_may_keep_it(role: Role) -> None:
    own = person(Role.FOCAL_POINT, role)
    assert why_not_assign_self("P-1", own, person(Role.FOCAL_POINT), SIGNING_ROLES) == Refusal(
        "assigns_self", {"person": "P-1", "roles": role.value.replace("_", " ")}
    )
    assert why_not_assign_self("P-1", own, None, SIGNING_ROLES) is not None
    assert why_not_assign_self("P-1", own, own, SIGNING_ROLES) is None
    assert why_not_assign_self("P-2", own, None, SIGNING_ROLES) is None


def test_a_token_keeps_those_roles_of_its_person_that_it_names() -> None:
    both = person(Role.LEGAL, Role.DPO)
    narrowed = narrow(both, [Role.DPO])
    assert narrowed is not None
    assert narrowed.roles == [Role.DPO]
    assert narrow(both, [Role.AUDITOR]) is None
    assert narrow(None, [Role.LEGAL]) is None


def test_whoever_would_sign_in_and_has_no_account_is_named_only_where_there_are_accounts() -> None:
    people = [person(Role.LEGAL), person(Role.COMPANY, ident="P-2"), person(Role.DPO, ident="P-3")]
    assert list_unknown(people, {"P-3"}) == ["P-1"]
    assert list_unknown(people, set()) == []
