"""The permission table: every command has a row, and says no with a sentence."""

from datetime import UTC, datetime

import pytest

from vetting.domain import commands
from vetting.domain.commands import AnyCommand, Decide
from vetting.domain.decisions import Outcome
from vetting.domain.errors import Refusal
from vetting.domain.people import PersonFields, Role
from vetting.domain.permissions import ANSWERS_FOR, MAY, why_not_answer_for, why_not_send
from vetting.domain.reply_commands import ReplyCommand
from vetting.domain.round_commands import RoundCommand
from vetting.domain.waiting_commands import WaitingCommand
from vetting.policy.load import find_pack, load_pack

AT = datetime(2026, 3, 1, tzinfo=UTC)
DECIDE = Decide(id="1", case="C", by="P-1", at=AT, outcome=Outcome.DEFER, summary="waits")


def person(*roles: Role) -> PersonFields:
    return PersonFields(case="C", id="P-1", roles=list(roles), assigned_at=AT)


def test_every_command_has_a_row() -> None:
    kinds = (AnyCommand, RoundCommand, ReplyCommand, WaitingCommand)
    assert set(MAY) == {one for kind in kinds for one in kind.__args__}


def test_no_command_is_open_to_nobody_and_an_auditor_changes_nothing_but_what_is_their_own() -> None:
    assert all(MAY.values())
    mine = {command for command, roles in MAY.items() if Role.AUDITOR in roles}
    assert mine == {commands.DeclareInterest, commands.ContestAnswer, commands.RequestRecord}


@pytest.mark.parametrize("role", Role)
def test_only_a_role_with_authority_decides(role: Role) -> None:
    may = role in {Role.HEAD_OF_OFFICE, Role.REVIEW_COMMITTEE, Role.HEADQUARTERS, Role.EXECUTIVE_HEAD}
    refusal = Refusal("not_permitted", {"person": "P-1", "act": "Decide"})
    assert why_not_send(DECIDE, person(role)) == (None if may else refusal)


def test_who_is_not_on_the_case_does_nothing() -> None:
    assert why_not_send(DECIDE, None) == Refusal("unknown_person", {"person": "P-1"})


def test_a_command_without_a_row_can_be_sent_by_nobody() -> None:
    class Unheard(commands.Command):
        """A command that the table does not know."""

    unheard = Unheard(id="1", case="C", by="P-1", at=AT)
    refusal = Refusal("not_permitted", {"person": "P-1", "act": "Unheard"})
    assert why_not_send(unheard, person(*Role)) == refusal


@pytest.mark.parametrize(
    ("answerer", "role", "may"),
    [
        ("legal", Role.LEGAL, True),
        ("legal", Role.DPO, False),
        ("legal", Role.FOCAL_POINT, True),
        ("decider", Role.HEAD_OF_OFFICE, True),
        ("decider", Role.FOCAL_POINT, False),
        ("company", Role.COMPANY, True),
        ("office", Role.COMPANY, False),
        ("nobody", Role.FOCAL_POINT, False),
    ],
)
def test_each_answerer_has_those_who_may_enter_the_answer(answerer: str, role: Role, *, may: bool) -> None:
    refusal = Refusal("not_your_question", {"person": "P-1", "answerer": answerer})
    assert why_not_answer_for(answerer, person(role)) == (None if may else refusal)


def test_every_answerer_of_the_pack_has_a_row() -> None:
    pack = load_pack(find_pack("un-default"))
    answerers = {one for criterion in pack.criteria.values() for one in criterion.answered_by}
    assert answerers == set(ANSWERS_FOR)
