"""Mailing: messages of the outbox go out, with the case, what is asked and where; never content.

- A mail that nobody takes is tried again, each time after a longer pause, and never given up.
- The database is not held while a mail server thinks.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from vetting.domain.errors import EnvironmentFault
from vetting.domain.reminders import SENTENCES, MessageFields, ReminderKind
from vetting.usecases.desk import Desk
from vetting.usecases.mail_ports import Contacts, Mail, Mailer

CLAIM = timedelta(minutes=5)
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720))

NO_ADDRESS = "no_address"
NOT_TAKEN = "not_taken"


@dataclass(frozen=True)
class Post:
    """Who is written to where, by what, and the address of the pages."""

    mailer: Mailer
    contacts: Contacts
    pages: str


def send_mail(desk: Desk, post: Post, now: datetime) -> Mapping[str, int]:
    """Send what waits and whose turn has come; how many went out, and how many did not."""
    with desk.read() as work:
        unsent = work.outbox.list_unsent(now)
    counted = {"sent": 0, "failed": 0}
    for one in unsent:
        if _claim(desk, one.message, now):
            fault = _send(desk, post, one.message)
            _note(desk, one.message, now, one.tries, fault)
            counted["failed" if fault else "sent"] += 1
    return counted


def to_mail(message: MessageFields, origin: str, to: str, pages: str) -> Mail:
    """The mail of a message: ids, days and an address."""
    sentence = SENTENCES[message.kind]
    until = f", until {message.until.isoformat()}" if message.until else ""
    lines = [
        f"{sentence}{until}.",
        "",
        f"Case: {message.case}",
        f"Item: {message.about}",
        f"Where: {pages}{_place_of(message)}" if pages else "Where: on the pages of your office",
        "",
        "This mail carries nothing of the case itself. Do not answer it.",
    ]
    name = f"{message.case}/{message.id}"
    subject = f"{sentence} ({message.case})"
    return Mail(f"{name}@{origin}", to, subject, "\n".join(lines) + "\n", message.raised_at)


def _place_of(message: MessageFields) -> str:
    place = f"/office/cases/{message.case}"
    return f"{place}/signatures/{message.about}" if message.kind is ReminderKind.ACT_AWAITED else place


def _claim(desk: Desk, message: MessageFields, now: datetime) -> bool:
    with desk.work() as work:
        claimed = work.outbox.claim(message, now, now + CLAIM)
        work.commit()
    return claimed


def _send(desk: Desk, post: Post, message: MessageFields) -> str:
    """Why it did not go out, as a code; nothing where it did."""
    address = post.contacts.address_of(message.person)
    if address is None:
        return NO_ADDRESS
    try:
        post.mailer.send(to_mail(message, desk.signer.origin, address, post.pages))
    except EnvironmentFault:
        return NOT_TAKEN
    return ""


def _note(desk: Desk, message: MessageFields, now: datetime, tries: int, fault: str) -> None:
    with desk.work() as work:
        if fault:
            work.outbox.note_failed(message, now + PAUSES[min(tries, len(PAUSES) - 1)], fault)
        else:
            work.outbox.note_sent(message, now)
        work.commit()
