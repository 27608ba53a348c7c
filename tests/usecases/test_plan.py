"""The plan, a pure function: what is due next, in order, and never twice for the same inputs."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from vetting.domain.gates import GateFields, GateState
from vetting.domain.stages import Stage, Step, StepFields
from vetting.usecases.plan import Due, Wait, next_number, plan

NOW = datetime(2026, 3, 2, tzinfo=UTC)
INPUTS = st.dictionaries(st.sampled_from(Step), st.sampled_from(["a", "b"]))


def done(step: Step, number: int, inputs: str) -> StepFields:
    return StepFields(
        case="c", step=step, number=number, inputs=inputs, stages={}, facts_hash="", finished_at=NOW
    )


def a_gate(key: str, days: int | None, state: GateState = GateState.OPEN) -> GateFields:
    closes = None if days is None else NOW + timedelta(days=days)
    return GateFields(
        case="c",
        key=key,
        stage=Stage.INTAKE,
        kind="reply",
        owner="company",
        state=state,
        opened_at=NOW,
        closes_at=closes,
    )


HISTORIES = st.lists(
    st.builds(done, st.sampled_from(Step), st.integers(1, 5), st.sampled_from(["a", "b"])), max_size=12
)


def walk(inputs: dict[Step, str], history: list[StepFields]) -> list[Step]:
    """Do what is due until nothing is; the steps in the order in which they were done."""
    history, walked = list(history), []
    while isinstance(due := plan(inputs, history, []), Due):
        number = next_number(due.step, history)
        history.append(done(due.step, number, inputs[due.step]))
        walked.append(due.step)
        assert len(walked) <= len(Step)
    return walked


@given(INPUTS, HISTORIES)
def test_steps_come_in_their_order_and_none_twice(inputs: dict[Step, str], history: list[StepFields]) -> None:
    walked = walk(inputs, history)
    assert walked == [step for step in Step if step in walked]
    assert len(set(walked)) == len(walked)


@given(INPUTS, HISTORIES)
def test_a_step_is_due_exactly_when_its_inputs_are_not_those_of_its_last_run(
    inputs: dict[Step, str], history: list[StepFields]
) -> None:
    last = {one.step: one.inputs for one in sorted(history, key=lambda one: one.number)}
    assert walk(inputs, history) == [one for one in Step if one in inputs and last.get(one) != inputs[one]]


@given(INPUTS)
def test_a_case_walked_once_waits_until_an_input_changes(inputs: dict[Step, str]) -> None:
    history = [done(step, 1, value) for step, value in inputs.items()]
    assert walk(inputs, history) == []
    for step in inputs:
        assert walk(inputs | {step: "changed"}, history) == [step]


def test_a_step_is_due_again_when_its_inputs_go_back_to_what_they_were() -> None:
    history = [done(Step.INTAKE, 1, "a"), done(Step.INTAKE, 2, "b")]
    assert plan({Step.INTAKE: "a"}, history, []) == Due(Step.INTAKE)
    assert next_number(Step.INTAKE, history) == 3


def test_a_case_waits_for_the_first_gate_that_closes_by_itself() -> None:
    gates = [
        a_gate("late", 9),
        a_gate("first", 5),
        a_gate("never", None),
        a_gate("past", 1, GateState.ANSWERED),
    ]
    assert plan({}, [], gates) == Wait(NOW + timedelta(days=5))
    assert plan({}, [], [a_gate("never", None)]) == Wait(None)
    assert plan({}, [], []) == Wait(None)
