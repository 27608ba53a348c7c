"""The chores of several hosts: the log is signed as it stands, mail that waits is sent, public editions become files."""

from prefect import flow

from vetting.bootstrap import open_desk, open_post, writers
from vetting.settings import read_settings
from vetting.usecases.chores import minute_chores, rendering_chore


@flow(name="chores", persist_result=False)
def chores() -> dict[str, dict[str, int]]:
    """Do each chore of the minute; what each counted."""
    settings = read_settings()
    desk = open_desk(settings)
    now = desk.clock.now()
    all_of_them = minute_chores(desk, open_post(settings)) | rendering_chore(desk, writers)
    return {name: dict(chore(now)) for name, chore in all_of_them.items()}
