"""Counts over a whole home, for those who keep it running."""

from datetime import datetime
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, select

from vetting.adapters.leases import Leases
from vetting.adapters.outbox import Outbox
from vetting.adapters.tables import CaseRow, GateRow, MessageRow
from vetting.adapters.tables_of_the_log import CheckpointRow, LogEntryRow
from vetting.audit.entry import LogEntry
from vetting.domain.gates import GateState
from vetting.usecases.kept import Counts

CASE: Any = CaseRow
GATE: Any = GateRow
CHECKPOINT: Any = CheckpointRow
ENTRY: Any = LogEntryRow
MESSAGE: Any = MessageRow


def count_home(session: Session, now: datetime) -> Counts:
    """How a home stands at a time."""
    is_open = GATE.state == GateState.OPEN.value
    newest = session.exec(select(CheckpointRow).order_by(CHECKPOINT.size.desc()).limit(1)).first()
    return Counts(
        cases=_by(session, CASE.status),
        due=len(Leases(session).list_due(now)),
        gates=_by(session, GATE.kind, is_open),
        next_closing=session.exec(select(func.min(GATE.closes_at)).where(is_open)).one(),
        log_size=session.exec(select(func.count()).select_from(LogEntryRow)).one(),
        last_entry_at=_last_entry_at(session),
        checkpoint_size=newest.size if newest else 0,
        checkpoint_at=newest.signed_at if newest else None,
        unsent=Outbox(session).count_unsent(),
        unsent_since=session.exec(select(func.min(MESSAGE.raised_at)).where(MESSAGE.sent_at.is_(None))).one(),
        packs=sorted(session.exec(select(CASE.pack_hash).distinct())),
    )


def _last_entry_at(session: Session) -> str | None:
    newest = session.exec(select(LogEntryRow).order_by(ENTRY.index.desc()).limit(1)).first()
    return LogEntry.from_bytes(newest.leaf).at if newest else None


def _by(session: Session, column: Any, *where: Any) -> dict[str, int]:
    counted = select(column, func.count()).where(*where).group_by(column)
    return {str(getattr(name, "value", name)): int(number) for name, number in session.exec(counted)}
