"""Findings stand until their step is done again."""

from datetime import UTC, datetime

from vetting.domain.findings import FindingFields, find_standing
from vetting.domain.stages import Stage, Step, StepFields

AT = datetime(2026, 3, 1, tzinfo=UTC)


def finding(stage: Stage, number: int) -> FindingFields:
    return FindingFields(
        case="C",
        id=f"F-{stage.value}",
        step_number=number,
        stage=stage,
        criterion="INT-06",
        effect="authority(3)",
        kind="authority",
        basis="answered",
        row="yes|unknown -> authority(3)",
        made_at=AT,
    )


def done(step: Step, number: int) -> StepFields:
    return StepFields(case="C", step=step, number=number, inputs="", stages={}, facts_hash="", finished_at=AT)


def test_only_the_last_run_of_a_step_stands() -> None:
    first, second = finding(Stage.INTAKE, 1), finding(Stage.INTAKE, 2)
    other = finding(Stage.EXCLUSION, 1)
    steps = [done(Step.INTAKE, 2), done(Step.INTAKE, 1), done(Step.SCREENING, 1)]
    assert find_standing([first, second, other], steps) == [second, other]


def test_a_finding_without_its_step_does_not_stand() -> None:
    assert find_standing([finding(Stage.INTAKE, 1)], []) == []
