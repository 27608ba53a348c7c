"""The chores of several hosts: the log is signed as it stands, and mail that waits is sent."""

from prefect import flow

from vetting.bootstrap import open_desk, open_post
from vetting.settings import read_settings
from vetting.usecases.chores import minute_chores


@flow(name="chores", persist_result=False)
def chores() -> dict[str, dict[str, int]]:
    """Do each chore of the minute; what each counted."""
    settings = read_settings()
    desk = open_desk(settings)
    now = desk.clock.now()
    return {name: dict(chore(now)) for name, chore in minute_chores(desk, open_post(settings)).items()}
