"""What the use cases ask of mail: an outbox in the store, addresses, and somebody who sends."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from vetting.domain.reminders import MessageFields


@dataclass(frozen=True)
class Unsent:
    """A message that waits, and how often it was tried."""

    message: MessageFields
    tries: int


class Outbox(Protocol):
    """The messages of all cases that wait to be sent, within one transaction."""

    def list_unsent(self, now: datetime) -> Sequence[Unsent]:
        """Those whose turn has come, the oldest first."""

    def claim(self, message: MessageFields, now: datetime, until: datetime) -> bool:
        """Keep others from sending it until then; false where another has it."""

    def note_sent(self, message: MessageFields, at: datetime) -> None:
        """It went out."""

    def note_failed(self, message: MessageFields, again_at: datetime, fault: str) -> None:
        """It did not go out; why, as a code, and when to try again."""

    def count_unsent(self) -> dict[str, int]:
        """How many wait, by the code of their last fault; ``""`` for those not tried yet."""


class Contacts(Protocol):
    """Finds where a person gets mail."""

    def address_of(self, person: str) -> str | None:
        """The mail address of a person by id, if one is known."""


@dataclass(frozen=True)
class Mail:
    """One mail, ready to go out."""

    id: str  # the same each time it is tried
    to: str
    subject: str
    body: str
    at: datetime


class Mailer(Protocol):
    """Sends mail."""

    def send(self, mail: Mail) -> None:
        """Hand it over; raises ``EnvironmentFault`` where nobody took it."""
