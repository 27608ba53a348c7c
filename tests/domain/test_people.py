"""Who carries which authority."""

from datetime import UTC, datetime

import pytest

from vetting.domain.people import PersonFields, Role, authority_of

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
