"""Checkpoints of a running system: the log as it stands, signed, whenever it grew."""

from datetime import datetime

from vetting.audit import tree
from vetting.usecases.desk import Desk


def sign_checkpoint(desk: Desk, now: datetime) -> int | None:
    """Sign the log as it stands unless it is signed already; the size signed, if any."""
    with desk.work() as work:
        size = work.log_size()
        if size == 0 or work.find_checkpoint(size) is not None:
            return None
        work.keep_checkpoint(size, desk.signer.sign(size, tree.root(size, work.node())), now)
        work.commit()
    return size
