"""A role on a case rests on a role of the account, wherever it is given: page, file or command line."""

from pathlib import Path

import pytest

from tests.usecases.desks import CASE, Scene, a_scene, sentence_of
from vetting.domain import commands
from vetting.domain.errors import Refused
from vetting.domain.people import PersonFields, Role
from vetting.usecases.accounts import (
    NewAccount,
    add_account,
    grant_roles,
    list_without_account,
    revoke_roles,
)


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return a_scene(tmp_path).opened()


def assign(scene: Scene, person: str, *roles: Role, by: str = "P-FOCAL") -> None:
    scene.send(commands.AssignPerson, by, person=person, roles=list(roles))


def roles_of(scene: Scene, person: str) -> list[Role]:
    with scene.desk.read() as work:
        found = work.get(PersonFields, CASE, person)
    return found.roles if found else []


def test_a_focal_point_cannot_make_a_colleague_the_decider_without_the_role_of_their_account(
    scene: Scene,
) -> None:
    add_account(scene.desk, NewAccount("P-FRIEND", "friend", [Role.LEGAL]))
    with pytest.raises(Refused) as refused:
        assign(scene, "P-FRIEND", Role.HEAD_OF_OFFICE)
    assert "vetting account grant P-FRIEND --role head_of_office" in sentence_of(refused)
    assert roles_of(scene, "P-FRIEND") == []
    grant_roles(scene.desk, "P-FRIEND", [Role.HEAD_OF_OFFICE])
    assign(scene, "P-FRIEND", Role.HEAD_OF_OFFICE)
    assert roles_of(scene, "P-FRIEND") == [Role.HEAD_OF_OFFICE]


def test_an_id_that_an_account_has_but_for_capital_letters_is_written_as_the_account_has_it(
    scene: Scene,
) -> None:
    add_account(scene.desk, NewAccount("P-FRIEND", "friend", [Role.LEGAL]))
    with pytest.raises(Refused) as refused:
        assign(scene, "p-friend", Role.LEGAL)
    assert sentence_of(refused) == (
        "There is P-FRIEND already, and p-friend differs from it by capital letters alone. "
        "Write P-FRIEND for the same person, or give another id."
    )
    assign(scene, "P-FRIEND", Role.LEGAL)
    assert roles_of(scene, "P-FRIEND") == [Role.LEGAL]


def test_nobody_makes_themselves_the_decider(scene: Scene) -> None:
    both = [Role.FOCAL_POINT, Role.HEAD_OF_OFFICE]
    add_account(scene.desk, NewAccount("P-FOCAL", "focal", both))
    with pytest.raises(Refused) as refused:
        assign(scene, "P-FOCAL", Role.FOCAL_POINT, Role.HEAD_OF_OFFICE)
    assert sentence_of(refused) == (
        "P-FOCAL cannot make themselves head of office on the case. Ask another person of the case to assign it."
    )


def test_an_office_without_accounts_assigns_as_its_files_say(scene: Scene) -> None:
    assign(scene, "P-FRIEND", Role.HEAD_OF_OFFICE)
    assign(scene, "P-FOCAL", Role.FOCAL_POINT, Role.HR_ADVISER)
    with scene.desk.read() as work:
        assert list_without_account(work, CASE) == []


def test_an_account_that_comes_later_must_hold_what_its_person_is_on_open_cases(scene: Scene) -> None:
    assign(scene, "P-FRIEND", Role.HEAD_OF_OFFICE, Role.LEGAL)
    with pytest.raises(Refused) as refused:
        add_account(scene.desk, NewAccount("P-FRIEND", "friend", [Role.LEGAL]))
    assert sentence_of(refused) == (
        "P-FRIEND is head of office on meridian, and the account would not hold that. "
        "Give the account the role, or let another person assign P-FRIEND anew on the case without it."
    )
    add_account(scene.desk, NewAccount("P-FRIEND", "friend", [Role.LEGAL, Role.HEAD_OF_OFFICE]))


def test_a_role_is_not_revoked_while_its_person_uses_it_on_an_open_case(scene: Scene) -> None:
    add_account(scene.desk, NewAccount("P-LEGAL", "legal", [Role.LEGAL, Role.DPO]))
    assert revoke_roles(scene.desk, "P-LEGAL", [Role.DPO]).roles == [Role.LEGAL]
    with pytest.raises(Refused) as refused:
        revoke_roles(scene.desk, "P-LEGAL", [Role.LEGAL])
    assert sentence_of(refused).startswith("P-LEGAL is legal on meridian")
    scene.send(commands.WithdrawCase, reason="The office took it back.")
    assert revoke_roles(scene.desk, "P-LEGAL", [Role.LEGAL]).roles == []


def test_who_has_no_account_is_named_where_there_are_accounts(scene: Scene) -> None:
    add_account(scene.desk, NewAccount("P-FOCAL", "focal", [Role.FOCAL_POINT]))
    with scene.desk.read() as work:
        named = list_without_account(work, CASE)
    assert "P-HEAD" in named
    assert {"P-FOCAL", "P-COMPANY"} & set(named) == set()
