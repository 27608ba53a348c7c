"""Checkpoints: the log as it stands, signed; by whoever cites it, and whenever it grew."""

from datetime import datetime

from vetting.audit import tree
from vetting.usecases.desk import Desk
from vetting.usecases.ports import Work


def sign_head(desk: Desk, work: Work, at: datetime) -> tuple[int, str]:
    """Sign the log as it stands in this transaction and keep the checkpoint: its size and its text."""
    size = work.log_size()
    note = work.find_checkpoint(size) or desk.signer.sign(size, tree.root(size, work.node()))
    work.keep_checkpoint(size, note, at)
    return size, note


def sign_checkpoint(desk: Desk, now: datetime) -> int | None:
    """Sign the log as it stands unless it is signed already; the size signed, if any."""
    with desk.work() as work:
        size = work.log_size()
        if size == 0 or work.find_checkpoint(size) is not None:
            return None
        sign_head(desk, work, now)
        work.commit()
    return size
