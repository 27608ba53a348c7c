"""Leases: who advances a case now, by one compare-and-set on its row.

A lease ends when it is released, when its time is over, or when its owner's process on this host
is gone. The fence grows with every taking, so a holder that lost its lease cannot commit.
"""

import os
import socket
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import func, or_, update
from sqlmodel import Session, select

from vetting.adapters.tables import CaseRow
from vetting.domain.errors import LeaseLost, NotFound
from vetting.usecases.kept import Lease

ROW: Any = CaseRow
COOL_DOWN = timedelta(seconds=60)  # how long a dispatch may take to reach a runner before it is repeated


def owner_name() -> str:
    """This process as the owner of a lease: host, process id, and when the process began."""
    return f"{socket.gethostname()}:{os.getpid()}:{_began(os.getpid())}"


class Leases:
    """The leases of all cases, within one session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def take(self, case: str, owner: str, now: datetime, seconds: int) -> Lease | None:
        """The lease of a case; ``None`` while another live owner has it; raises ``NotFound``."""
        row = self._row(case)
        if row.lease_owner is not None and not _is_over(row, owner, now):
            return None
        fence = row.lease_fence
        taken = self._session.execute(
            update(ROW)
            .where(ROW.id == case, ROW.lease_fence == fence)
            .values(
                lease_owner=owner,
                lease_until=now + timedelta(seconds=seconds),
                lease_fence=fence + 1,
                seen_seq=ROW.wake_seq,
                dispatched_at=None,
            )
        )
        return Lease(case, owner, fence + 1) if cast("Any", taken).rowcount == 1 else None

    def check(self, lease: Lease) -> None:
        """Raise ``LeaseLost`` unless the lease still holds."""
        held = self._session.execute(update(ROW).where(_holds(lease)).values(lease_fence=lease.fence))
        if cast("Any", held).rowcount != 1:
            raise LeaseLost(f"Another process advances the case {lease.case} now.")

    def release(self, lease: Lease, next_wake_at: datetime | None) -> None:
        """Give the lease back; harmless where it was lost."""
        self._session.execute(
            update(ROW)
            .where(_holds(lease))
            .values(lease_owner=None, lease_until=None, next_wake_at=next_wake_at)
        )

    def list_due(self, now: datetime) -> Sequence[str]:
        """Cases woken, whose time has come, or whose lease is over, unless dispatched just now; sorted.

        An imported case has its own time, which stands still until an act moves it.
        """
        its_time = func.coalesce(ROW.simulated_at, now, type_=cast("Any", CaseRow).__table__.c.opened_at.type)
        due = or_(ROW.wake_seq > ROW.seen_seq, ROW.next_wake_at <= its_time, ROW.lease_until <= now)
        found = set(self._session.exec(select(CaseRow.id).where(due, _is_cool(now))))
        held = self._session.exec(select(CaseRow).where(ROW.lease_owner.is_not(None), _is_cool(now)))
        return sorted(found | {row.id for row in held if _is_over(row, "", now)})

    def claim_dispatch(self, case: str, now: datetime) -> bool:
        """Note that a case is sent off now; false where another did so within the cool-down."""
        claimed = self._session.execute(
            update(ROW).where(ROW.id == case, _is_cool(now)).values(dispatched_at=now)
        )
        return bool(cast("Any", claimed).rowcount == 1)

    def _row(self, case: str) -> CaseRow:
        self._session.expire_all()
        row = self._session.exec(select(CaseRow).where(CaseRow.id == case)).one_or_none()
        if row is None:
            raise NotFound("case", case)
        return row


def _is_cool(now: datetime) -> Any:
    return or_(ROW.dispatched_at.is_(None), ROW.dispatched_at <= now - COOL_DOWN)


def _holds(lease: Lease) -> Any:
    return (ROW.id == lease.case) & (ROW.lease_owner == lease.owner) & (ROW.lease_fence == lease.fence)


def _is_over(row: CaseRow, owner: str, now: datetime) -> bool:
    if row.lease_owner == owner or (row.lease_until is not None and row.lease_until <= now):
        return True
    host, _, process = (row.lease_owner or "").partition(":")
    pid, _, began = process.partition(":")
    return host == socket.gethostname() and pid.isdecimal() and _began(int(pid)) != began


def _began(pid: int) -> str:
    """When a process began, in the kernel's ticks; empty where there is no such process."""
    try:
        with open(f"/proc/{pid}/stat") as stat:  # noqa: PTH123 - a kernel file, read whole
            return stat.read().rsplit(")", 1)[1].split()[19]
    except OSError:
        return "" if not _is_alive(pid) else "alive"


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
