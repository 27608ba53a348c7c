"""Who is offered to sign, who is passed over and why, and what a greyed button says of who could do the act."""

from pathlib import Path

import pytest

from tests.usecases.desks import Scene, a_scene
from vetting.domain import commands
from vetting.domain.commands import (
    CastVote,
    CountersignTriage,
    Decide,
    DisposePoint,
    GrantException,
    JudgeMatch,
    WithdrawCase,
)
from vetting.domain.people import Role
from vetting.domain.reply_commands import UnsealReply
from vetting.domain.round_commands import UnsealSubmission
from vetting.usecases.office.case_view import CaseView, look_at
from vetting.usecases.office.deciding import view_decision_room
from vetting.usecases.office.signers import offer_granters, offer_signers

OPENED = {"title": "Another", "initiating_office": "Office", "prospect": "x", "pack": "un-default"}


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return a_scene(tmp_path).opened()


def seen(scene: Scene, person: str = "P-FOCAL") -> CaseView:
    return look_at(scene.desk, scene.case, person)


@pytest.fixture
def small(scene: Scene) -> Scene:
    """A case that P-BEGAN opened, who is its executive head now; P-1 is its focal point, and nobody has declared."""
    other = Scene(scene.desk, "another")
    other.send(commands.OpenCase, "P-BEGAN", **OPENED)
    other.send(commands.AssignPerson, "P-BEGAN", person="P-1", roles=[Role.FOCAL_POINT])
    other.send(commands.AssignPerson, "P-1", person="P-BEGAN", roles=[Role.EXECUTIVE_HEAD])
    return other


def test_a_list_that_offers_nobody_says_what_it_takes_and_why_each_was_passed_over(small: Scene) -> None:
    granters = offer_granters(seen(small, "P-1"))
    assert granters.people == ()
    assert granters.why_nobody == (
        "Nobody else on this case could sign this today. It takes a person with the role Executive head "
        "who has no open conflict: see 'People and interests'."
    )
    assert granters.passed_over == (
        (
            "P-BEGAN (Executive head)",
            "P-BEGAN initiated the case and so may not decide it or sign for it.",
        ),
    )
    second = offer_signers(seen(small, "P-BEGAN"), GrantException)
    assert second.people == ()
    assert "another person of the office" in second.why_nobody
    [(who, why)] = second.passed_over
    assert who == "P-1 (Focal point)"
    assert why.startswith("P-1 has declared no interest on this case")


def test_a_list_that_offers_somebody_needs_no_reason_and_still_tells_who_is_passed_over(scene: Scene) -> None:
    scene.send(commands.DeclareInterest, "P-DPO", declaration="D-1", person="P-DPO", kind="shares")
    offer = offer_signers(seen(scene), GrantException)
    assert offer.why_nobody == ""
    assert "P-DPO" not in offer.ids
    assert [who for who, _ in offer.passed_over] == [
        "P-INIT (Initiator)",
        "P-DPO (Data protection officer)",
    ]
    assert offer_signers(seen(scene), GrantException, without=["P-HQ"]).ids == [
        one for one in offer.ids if one != "P-HQ"
    ]


def test_an_executive_head_who_opened_the_case_reads_that_they_grant_nothing_on_it(small: Scene) -> None:
    assert seen(small, "P-BEGAN").why_not(GrantException) == (
        "P-BEGAN initiated the case and so may not decide it or sign for it. Nobody on this case could do it "
        "today. It takes the role Executive head: see 'People and interests'."
    )


@pytest.mark.parametrize("act", [CountersignTriage, GrantException, JudgeMatch])
def test_an_act_of_those_who_declared_is_grey_for_who_did_not(
    scene: Scene, act: type[commands.Command]
) -> None:
    roles = [Role.COUNTERSIGNER, Role.EXECUTIVE_HEAD, Role.LEGAL]
    scene.send(commands.AssignPerson, person="P-NEW", roles=roles)
    assert "P-NEW has declared no interest on this case" in seen(scene, "P-NEW").why_not(act)
    scene.send(commands.DeclareInterest, "P-NEW", declaration="D-NEW", person="P-NEW")
    assert seen(scene, "P-NEW").why_not(act) == ""


@pytest.mark.parametrize("act", [CastVote, CountersignTriage, Decide, GrantException])
def test_what_nobody_signs_who_proposed_the_case_is_grey_for_them_whatever_they_are_beside(
    scene: Scene, act: type[commands.Command]
) -> None:
    roles = [Role.INITIATOR, Role.COUNTERSIGNER, Role.EXECUTIVE_HEAD]
    scene.send(commands.AssignPerson, person="P-INIT", roles=roles)
    assert "P-INIT initiated the case" in seen(scene, "P-INIT").why_not(act)


@pytest.mark.parametrize("act", [UnsealReply, UnsealSubmission])
def test_sealed_content_is_grey_for_who_has_not_declared_and_the_button_says_who_may_open_it(
    scene: Scene, act: type[commands.Command]
) -> None:
    scene.send(commands.AssignPerson, person="P-NEW", roles=[Role.CONSULTATION_OFFICER])
    said = seen(scene, "P-NEW").why_not(act)
    assert said.startswith("P-NEW has declared no interest")
    assert said.endswith(
        "It can be done by P-RIGHTS (Human rights adviser) and P-OFFICER (Consultation officer)."
    )


def test_a_refusal_that_does_not_turn_on_the_reader_names_nobody_else(scene: Scene) -> None:
    scene.send(WithdrawCase, reason="The office will not go on.")
    said = seen(scene).why_not(DisposePoint)
    assert said
    assert "It can be done" not in said


def test_whose_authority_suffices_and_who_may_not_sign_is_told_in_the_decision_room(scene: Scene) -> None:
    scene.send(commands.DeclareInterest, "P-EXEC", declaration="D-1", person="P-EXEC", kind="shares")
    room = view_decision_room(seen(scene, "P-HEAD"))
    assert "P-EXEC (Executive head)" not in room.entitled
    [(who, why)] = room.passed_over
    assert who == "P-EXEC (Executive head)"
    assert "open conflict of interest" in why
