"""Chores: the small things a running system does between cases, whoever runs them."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from vetting.usecases.checkpoints import sign_checkpoint
from vetting.usecases.desk import Desk
from vetting.usecases.erasing import drop_erased
from vetting.usecases.mailing import Post, send_mail
from vetting.usecases.outside import RecordWriter
from vetting.usecases.rendering import render_waiting
from vetting.usecases.rescreening import rescreen_all

Chore = Callable[[datetime], Mapping[str, int]]
"""Does something small at a time; says what it counted."""


def minute_chores(desk: Desk, post: Post) -> dict[str, Chore]:
    """What is done each minute."""
    return {
        "checkpoint signed": lambda now: {"size": sign_checkpoint(desk, now) or 0},
        "mail": lambda now: send_mail(desk, post, now),
    }


def hour_chores(desk: Desk) -> dict[str, Chore]:
    """What is done each hour, in case it was missed or interrupted.

    Names are compared with what lists changed; the bytes of what was erased go.
    """
    return {
        "screened again": lambda _: {"touched": len(rescreen_all(desk).touched)},
        "erased": lambda _: {"files": drop_erased(desk)},
    }


def rendering_chore(desk: Desk, make_writers: Callable[[], Sequence[RecordWriter]]) -> dict[str, Chore]:
    """What is done each minute where there is time: public editions become files."""
    return {"rendered": lambda _: {"editions": render_waiting(desk, make_writers)}}


def every(pause: timedelta, chore: Chore) -> Chore:
    """The same chore, done only when so much time is over since it was done last."""
    done_at: datetime | None = None

    def do(now: datetime) -> Mapping[str, int]:
        nonlocal done_at
        if done_at is not None and now - done_at < pause:
            return {}
        done_at = now
        return chore(now)

    return do
