"""How long each stage took: from its first evaluation, or the opening of the case, to when it was complete."""

from dataclasses import dataclass
from datetime import datetime

from vetting.domain.dossier import Dossier
from vetting.domain.stages import Stage, StageStatus, step_of_stage
from vetting.usecases.auditing.standing_out import closing_times


@dataclass(frozen=True, slots=True)
class StageTime:
    """The time of one stage; ``days`` is whole days, rounded down, until it was complete or until now."""

    stage: str
    began_at: datetime
    complete_at: datetime | None
    days: int


def list_stage_times(dossier: Dossier, now: datetime) -> list[StageTime]:
    """Each stage that asks something, in the order of the walk."""
    began = _first_evaluations(dossier)
    closed = closing_times(dossier)
    return [
        _time(stage.value, began[stage.value], closed.get(stage.value), now)
        for stage in Stage
        if stage.value in began
    ]


def _first_evaluations(dossier: Dossier) -> dict[str, datetime]:
    """When each stage could begin: at the opening for those of the first step, else when the step before was run."""
    runs: dict[str, datetime] = {}
    for step in dossier.steps:
        for name, status in step.stages.items():
            if status != StageStatus.NOT_ASKED:
                runs.setdefault(name, step.finished_at)
    first = {stage for stage in runs if step_of_stage(Stage(stage)).value == "intake"}
    return {name: dossier.case.opened_at if name in first else at for name, at in runs.items()}


def _time(stage: str, began: datetime, complete: datetime | None, now: datetime) -> StageTime:
    return StageTime(stage, began, complete, max(0, ((complete or now) - began).days))
