"""The outbox: messages that were raised with their cause and wait to be sent.

A message is claimed by one compare-and-set before it is sent, so that of several senders one sends
it. A sender that dies in between leaves it claimed for a while: sent once at least, at times twice,
under the same message id.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import func, or_, update
from sqlmodel import Session, select

from vetting.adapters.tables import MessageRow
from vetting.domain.reminders import MessageFields
from vetting.usecases.mail_ports import Unsent

ROW: Any = MessageRow
AT_ONCE = 200


class Outbox:
    """The messages of all cases, within one session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def list_unsent(self, now: datetime) -> Sequence[Unsent]:
        """Those whose turn has come, the oldest first."""
        due = select(MessageRow).where(ROW.sent_at.is_(None), _is_due(now))
        rows = self._session.exec(due.order_by(ROW.raised_at, ROW.case, ROW.id).limit(AT_ONCE))
        return [Unsent(_to_message(row), row.tries) for row in rows]

    def claim(self, message: MessageFields, now: datetime, until: datetime) -> bool:
        """Keep others from sending it until then; false where another has it."""
        claimed = self._session.execute(
            update(ROW)
            .where(_is(message), ROW.sent_at.is_(None), _is_due(now))
            .values(next_try_at=until, tries=ROW.tries + 1)
        )
        return bool(cast("Any", claimed).rowcount == 1)

    def note_sent(self, message: MessageFields, at: datetime) -> None:
        """It went out."""
        self._session.execute(update(ROW).where(_is(message)).values(sent_at=at, fault=""))

    def note_failed(self, message: MessageFields, again_at: datetime, fault: str) -> None:
        """It did not go out; why, as a code, and when to try again."""
        self._session.execute(update(ROW).where(_is(message)).values(next_try_at=again_at, fault=fault))

    def count_unsent(self) -> dict[str, int]:
        """How many wait, by the code of their last fault; ``""`` for those not tried yet."""
        counted = select(ROW.fault, func.count()).where(ROW.sent_at.is_(None)).group_by(ROW.fault)
        return {str(fault): int(number) for fault, number in self._session.exec(counted)}


def _to_message(row: MessageRow) -> MessageFields:
    return MessageFields.model_validate({name: getattr(row, name) for name in MessageFields.model_fields})


def _is_due(now: datetime) -> Any:
    return or_(ROW.next_try_at.is_(None), ROW.next_try_at <= now)


def _is(message: MessageFields) -> Any:
    return (ROW.case == message.case) & (ROW.id == message.id)
