"""Findings: what a rule of the pack made of an answer, with the row it stands on."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlmodel import Field, SQLModel

from vetting.domain.stages import Stage, Step, StepFields, step_of_stage


class FindingFields(SQLModel):
    """One effect that took hold; replaced as a whole when its stage is evaluated again."""

    case: str
    id: str = Field(min_length=1, max_length=80)  # "F-INT-06-1"
    step_number: int  # the run of the step that made it
    stage: Stage
    criterion: str
    effect: str  # "floor(high)"
    kind: str  # "floor"
    basis: str  # answered, unknown, refused
    row: str  # the rule row: "INT-06/1" or "controversy_floor#7"
    because: str = ""
    read: dict[str, Any] = Field(default_factory=dict)  # the values the row read
    evidence: list[str] = Field(default_factory=list)
    answered_by: list[str] = Field(default_factory=list)  # person ids of the answers read
    answered_at: datetime | None = None  # the latest of those answers
    made_at: datetime


def find_standing(findings: Sequence[FindingFields], steps: Sequence[StepFields]) -> list[FindingFields]:
    """The findings that stand: those of the last run of each step, in the order given."""
    last: dict[Step, int] = {}
    for step in steps:
        last[step.step] = max(step.number, last.get(step.step, 0))
    return [one for one in findings if one.step_number == last.get(step_of_stage(one.stage))]
