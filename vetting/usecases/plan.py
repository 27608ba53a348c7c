"""The plan: what is due next for a case. Pure, and known without Prefect.

- A step is due when what it would read differs from what it read when it was last done.
- Steps are done in their order; the record comes last, and only when one is wanted.
- When nothing is due the case waits: for its open gates, the next of which may close by itself.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from vetting.domain.gates import GateFields, first_closing
from vetting.domain.stages import Step, StepFields


@dataclass(frozen=True)
class Due:
    """A step is due."""

    step: Step


@dataclass(frozen=True)
class Wait:
    """Nothing is due until then, or until somebody acts."""

    until: datetime | None


def plan(inputs: Mapping[Step, str], done: Sequence[StepFields], gates: Sequence[GateFields]) -> Due | Wait:
    """What comes next; ``inputs`` maps each step that is wanted to the hash of what it would read."""
    last = {one.step: one.inputs for one in sorted(done, key=lambda one: one.number)}
    for step in Step:
        if step in inputs and last.get(step) != inputs[step]:
            return Due(step)
    return Wait(first_closing(list(gates)))


def next_number(step: Step, done: Sequence[StepFields]) -> int:
    """The number under which a step would be done now, from 1."""
    return 1 + max((one.number for one in done if one.step is step), default=0)
