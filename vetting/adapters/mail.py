"""Mail: into a folder of the home by default, or to a mail server by one setting.

- A maildir needs no server, no password and no network; any mail program reads it.
- A mail server's faults become one sentence without the address or the text of the mail.
"""

import hashlib
import mailbox
import smtplib
import ssl
from collections.abc import Mapping
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

import yaml

from vetting.adapters.keys import read_private
from vetting.domain.errors import BadInput, EnvironmentFault, Fault
from vetting.usecases.mail_ports import Mail, Mailer

TIMEOUT_SECONDS = 20.0
PORTS: Mapping[str, int] = {"smtp": 25, "smtp+tls": 587, "smtps": 465}


def make_mailer(folder: Path, server: str, sender: str, password_file: Path | None) -> Mailer:
    """The mailer of a server, or of a folder where none is named; raises ``BadInput`` for an address that is none."""
    if not server:
        return MaildirMailer(folder, sender)
    address = urlsplit(server)
    if address.scheme not in PORTS or not address.hostname:
        what = "is no address of a mail server."
        how = "Write it as smtp://host:25, smtp+tls://user@host:587 or smtps://user@host:465."
        raise BadInput([Fault("VETTING_MAIL", what, how)])
    return SmtpMailer(address, sender, password_file)


class MaildirMailer:
    """Files each mail in a maildir."""

    def __init__(self, folder: Path, sender: str) -> None:
        self._folder = folder
        self._sender = sender

    def send(self, mail: Mail) -> None:
        """File it; raises ``EnvironmentFault`` where the disk does not take it."""
        try:
            mailbox.Maildir(self._folder).add(_to_message(mail, self._sender))
        except OSError as error:
            raise EnvironmentFault(
                f"The mail folder cannot be written: {error.strerror or error}."
            ) from error


class SmtpMailer:
    """Hands each mail to a mail server."""

    def __init__(self, server: SplitResult, sender: str, password_file: Path | None) -> None:
        self._server = server
        self._sender = sender
        self._password_file = password_file

    def send(self, mail: Mail) -> None:
        """Hand it over; raises ``EnvironmentFault`` where the server does not take it."""
        try:
            with self._connect() as server:
                self._sign_in(server)
                server.send_message(_to_message(mail, self._sender))
        except (OSError, smtplib.SMTPException) as error:
            sentence = (
                f"The mail server {self._server.hostname} did not take a mail ({type(error).__name__})."
            )
            raise EnvironmentFault(sentence) from error

    def check(self) -> None:
        """Connect and sign in, and send nothing; raises ``EnvironmentFault``."""
        try:
            with self._connect() as server:
                self._sign_in(server)
        except (OSError, smtplib.SMTPException) as error:
            sentence = f"The mail server {self._server.hostname} does not answer ({type(error).__name__})."
            raise EnvironmentFault(sentence) from error

    def _connect(self) -> smtplib.SMTP:
        host, scheme = str(self._server.hostname), self._server.scheme
        port = self._server.port or PORTS[scheme]
        if scheme == "smtps":
            context = ssl.create_default_context()
            return smtplib.SMTP_SSL(host, port, timeout=TIMEOUT_SECONDS, context=context)
        server = smtplib.SMTP(host, port, timeout=TIMEOUT_SECONDS)
        try:
            if scheme == "smtp+tls":
                server.starttls(context=ssl.create_default_context())
        except BaseException:
            server.close()
            raise
        return server

    def _sign_in(self, server: smtplib.SMTP) -> None:
        if self._server.username and self._password_file is not None:
            password = read_private(self._password_file).decode().strip()
            server.login(unquote(self._server.username), password)


class ContactsFile:
    """``contacts.yaml`` of a home: which person has which mail address. Read anew each time."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def address_of(self, person: str) -> str | None:
        """The mail address of a person by id, if one is known; raises ``BadInput`` for a file that is none."""
        return self.read().get(person)

    def read(self) -> dict[str, str]:
        """Every address; raises ``BadInput`` for a file that is none."""
        if not self._file.exists():
            return {}
        try:
            found: Any = yaml.safe_load(self._file.read_text("utf-8")) or {}
        except (yaml.YAMLError, UnicodeDecodeError) as error:
            raise BadInput([Fault(self._file.name, "cannot be read as YAML.", _HOW)]) from error
        if not isinstance(found, dict) or not all(_is_address(one) for one in found.values()):
            raise BadInput([Fault(self._file.name, "is no list of people and addresses.", _HOW)])
        return {str(person): str(address) for person, address in found.items()}


_HOW = "Write one line for each person, such as: P-FOCAL: focal.point@example.org"


def _is_address(found: object) -> bool:
    return isinstance(found, str) and "@" in found and not any(one in found for one in "\r\n,;<> ")


def _to_message(mail: Mail, sender: str) -> EmailMessage:
    message = EmailMessage()
    name, _, host = mail.id.rpartition("@")
    message["Message-ID"] = f"<{hashlib.sha256(name.encode()).hexdigest()[:32]}@{host.replace('/', '.')}>"
    message["From"] = sender
    message["To"] = mail.to
    message["Subject"] = mail.subject
    message["Date"] = mail.at
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.body)
    return message
