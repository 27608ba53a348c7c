"""The sweep: every minute, the cases that are due, were woken, or whose lease expired.

One rule covers timers, crashes, lost wake-ups and Prefect's own downtime.
"""

from prefect import flow
from prefect.deployments import arun_deployment

from vetting.bootstrap import open_desk
from vetting.settings import read_settings
from vetting.usecases.advance import claim_due

DEPLOYMENT = "vet_partnership/vet-partnership"


@flow(name="sweep", persist_result=False)
async def sweep() -> list[str]:
    """Dispatch an advance for each case that is due; their ids."""
    desk = open_desk(read_settings())
    due = claim_due(desk)
    for case in due:
        await arun_deployment(DEPLOYMENT, parameters={"case": case}, timeout=0, as_subflow=False)
    return due
