"""The tables of stages, steps and statuses leave nothing out."""

import pytest

from vetting.domain.errors import Refusal
from vetting.domain.people import Role
from vetting.domain.stages import (
    OWNER_OF_STAGE,
    OWNER_OF_STATUS,
    STAGES_OF_STEP,
    TRANSITIONS,
    CaseStatus,
    Stage,
    Step,
    step_of_stage,
    why_not_move,
)


def test_every_stage_belongs_to_exactly_one_step() -> None:
    walked = [stage for stages in STAGES_OF_STEP.values() for stage in stages]
    assert sorted(walked) == sorted(Stage)


def test_every_step_walks_its_stages_in_the_order_of_the_pack() -> None:
    order = list(Stage)
    walked = [stage for step in Step for stage in STAGES_OF_STEP[step]]
    assert [order.index(stage) for stage in walked] == sorted(range(len(order)))


def test_a_stage_knows_its_step() -> None:
    assert {stage: step_of_stage(stage) for stage in (Stage.EXCLUSION, Stage.AUDIT)} == {
        Stage.EXCLUSION: Step.SCREENING,
        Stage.AUDIT: Step.RECORD,
    }


def test_every_stage_has_an_owner_who_is_a_person_on_the_case() -> None:
    assert set(OWNER_OF_STAGE) == set(Stage)
    assert Role.SYSTEM not in OWNER_OF_STAGE.values()


def test_every_status_says_who_is_owed_the_next_move_or_that_nobody_is() -> None:
    assert set(OWNER_OF_STATUS) == set(TRANSITIONS) == set(CaseStatus)


def test_a_status_without_an_owner_is_an_end_and_an_end_has_no_owner() -> None:
    ends = {status for status, to in TRANSITIONS.items() if not to}
    assert ends == {status for status, owner in OWNER_OF_STATUS.items() if owner is None}


def test_every_status_but_the_first_can_be_reached() -> None:
    reached = {to for ways in TRANSITIONS.values() for to in ways}
    assert reached == set(CaseStatus) - {CaseStatus.TRIAGE}


@pytest.mark.parametrize("status", CaseStatus)
@pytest.mark.parametrize("to", CaseStatus)
def test_a_case_moves_only_as_the_table_says(status: CaseStatus, to: CaseStatus) -> None:
    expected = (
        None
        if to in TRANSITIONS[status]
        else Refusal("no_such_move", {"status": status.value, "to": to.value})
    )
    assert why_not_move(status, to) == expected
