"""What loading a list sets off: each open case and live partnership is compared with what the list changed."""

from collections.abc import Callable
from pathlib import Path


def rescreen_home(home: Path | None, tell: Callable[[str], None]) -> None:
    """Screen the cases of a home again and advance those in which something came up; a home without cases has none."""
    from vetting.bootstrap import open_desk
    from vetting.settings import read_settings
    from vetting.usecases.advance import DirectDispatcher
    from vetting.usecases.rescreening import rescreen_all

    settings = read_settings(home)
    if settings.database_url is None and not (settings.home / "vetting.db").is_file():
        return
    desk = open_desk(settings)
    done = rescreen_all(desk)
    dispatcher = DirectDispatcher(desk)
    for case in done.touched:
        dispatcher.advance(case)
    news = (
        f"something came up in {len(done.touched)}: {', '.join(done.touched)}"
        if done.touched
        else "nothing came up"
    )
    tell(f"{_count(len(done.cases))} screened again; {news}.")


def _count(number: int) -> str:
    return "1 case was" if number == 1 else f"{number} cases were"
