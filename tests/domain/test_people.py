"""Who carries which authority."""

from datetime import UTC, datetime

import pytest

from vetting.domain.errors import Refusal
from vetting.domain.people import PersonFields, Role, authority_of, why_not_speak_for_both

AT = datetime(2026, 2, 1, tzinfo=UTC)


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


@pytest.mark.parametrize("other", [role for role in Role if role is not Role.COMPANY])
def test_who_speaks_for_the_company_has_no_other_role(other: Role) -> None:
    both = PersonFields(case="C", id="P", roles=[other, Role.COMPANY], assigned_at=AT)
    assert why_not_speak_for_both(both) == Refusal(
        "company_apart", {"person": "P", "roles": other.value.replace("_", " ")}
    )
    for alone in ([other], [Role.COMPANY]):
        assert why_not_speak_for_both(both.model_copy(update={"roles": alone})) is None
