"""The flow of one advance of one case: each stage a task, nothing that waits for a person.

The case's own tables say what is due. A run may be killed at any instruction; the next one goes on
from what was committed. Parameters, names, tags and results carry opaque ids alone.
"""

from collections.abc import Awaitable, Callable
from functools import lru_cache

from prefect import flow, task
from prefect.cache_policies import NO_CACHE

from vetting.bootstrap import open_desk
from vetting.domain.stages import Step
from vetting.settings import read_settings
from vetting.usecases.advance import advance
from vetting.usecases.desk import Desk
from vetting.usecases.kept import Lease
from vetting.usecases.steps import perform_step

RETRIES = 3
RETRY_SECONDS = [1.0, 5.0, 20.0]


@flow(name="vet_partnership", validate_parameters=False, persist_result=False)
async def vet_partnership(case: str) -> list[str]:
    """Advance a case to where it must wait; the steps that were done."""
    desk = _desk()
    advanced = await advance(desk, case, _run_step)
    return ["busy"] if advanced.busy else [step.value for step in advanced.steps]


async def _run_step(lease: Lease, step: Step) -> None:
    if step is Step.INTAKE:  # intake and entity close before the first task
        perform_step(_desk(), lease, step)
        return
    await TASKS[step](lease.case, lease.owner, lease.fence)


def _task_of(step: Step) -> Callable[[str, str, int], Awaitable[bool]]:
    async def run(case: str, owner: str, fence: int) -> bool:
        return perform_step(_desk(), Lease(case, owner, fence), step)

    return task(
        name=step.value,
        cache_policy=NO_CACHE,
        retries=RETRIES,
        retry_delay_seconds=RETRY_SECONDS,
        persist_result=False,
    )(run)


TASKS = {step: _task_of(step) for step in Step if step is not Step.INTAKE}


@lru_cache(maxsize=1)
def _desk() -> Desk:
    """This process's desk, on the home that the environment names."""
    return open_desk(read_settings())
