"""Screening again: once a list changed, and every day in case a change was missed.

Each case is one short task; a killed run loses nothing, since a case is compared with what changed since its own
last screening. Cases in which something came up are woken, and the sweep advances them.
"""

from functools import lru_cache

from prefect import flow, task
from prefect.cache_policies import NO_CACHE

from vetting.bootstrap import open_desk
from vetting.settings import read_settings
from vetting.usecases.desk import Desk
from vetting.usecases.rescreening import list_watched
from vetting.usecases.rescreening import rescreen as rescreen_case

RETRIES = 3
RETRY_SECONDS = [1.0, 5.0, 20.0]


@flow(name="rescreen", validate_parameters=False, persist_result=False)
def rescreen(cases: list[str] | None = None) -> list[str]:
    """Screen the cases named, or all that are watched, against what their lists changed; those with news."""
    watched = list_watched(_desk()) if cases is None else cases
    return [case for case in watched if rescreen_one(case)]


@task(
    name="rescreen-case",
    cache_policy=NO_CACHE,
    retries=RETRIES,
    retry_delay_seconds=RETRY_SECONDS,
    persist_result=False,
)
def rescreen_one(case: str) -> bool:
    """Screen one case; whether something came up."""
    return bool(rescreen_case(_desk(), case).touched)


@lru_cache(maxsize=1)
def _desk() -> Desk:
    """This process's desk, on the home that the environment names."""
    return open_desk(read_settings())
