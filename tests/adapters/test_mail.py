"""Mail goes into a folder or to a server; what stands in its way is one sentence without the mail."""

import mailbox
import smtplib
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import Message
from pathlib import Path
from typing import Any

import pytest

from tests.mail_server import MailServer
from vetting.adapters.addresses import free_port
from vetting.adapters.mail import ContactsFile, MaildirMailer, SmtpMailer
from vetting.bootstrap import mailer_of
from vetting.domain.errors import BadInput, EnvironmentFault
from vetting.settings import Settings
from vetting.usecases.mail_ports import Mail

AT = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)
MAIL = Mail("c-1/reply/P-A@vetting.local/ab", "a@example.org", "A letter waits (c-1)", "Case: c-1\n", AT)
HEADERS = {
    "From": "vetting@example.org",
    "To": "a@example.org",
    "Subject": "A letter waits (c-1)",
    "Date": "Wed, 01 Apr 2026 09:00:00 +0000",
    "Auto-Submitted": "auto-generated",
}


class Server:
    """Takes mail, or refuses it."""

    def __init__(self) -> None:
        self.taken: list[bytes] = []
        self.answer = "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - its name
        if self.answer.startswith("250"):
            self.taken.append(envelope.content)
        return self.answer


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def smtp(server: Server, tmp_path: Path) -> Iterator[SmtpMailer]:
    controller = MailServer(server)
    controller.start()
    yield a_mailer(tmp_path, f"smtp://127.0.0.1:{controller.port}")
    controller.stop()


def a_mailer(home: Path, address: str, **more: Any) -> SmtpMailer:
    mailer = mailer_of(Settings(home, mail=address, mail_from="vetting@example.org", **more))
    assert isinstance(mailer, SmtpMailer)
    return mailer


def headers_of(message: Message) -> dict[str, str]:
    return {name: message[name] for name in HEADERS}


def test_without_a_server_mail_is_filed_in_the_home_under_the_same_id_each_time(tmp_path: Path) -> None:
    mailer = mailer_of(Settings(tmp_path, mail_from="vetting@example.org"))
    for _ in range(2):
        mailer.send(MAIL)
    first, second = mailbox.Maildir(tmp_path / "mail")
    assert headers_of(first) == HEADERS
    assert first.get_payload() == "Case: c-1\n"
    assert first["Message-ID"] == second["Message-ID"]
    assert str(first["Message-ID"]).endswith("@vetting.local.ab>")


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "mail").write_text("in the way")
    with pytest.raises(EnvironmentFault, match=r"The mail folder cannot be written"):
        MaildirMailer(tmp_path / "mail" / "box", "vetting@example.org").send(MAIL)


def test_a_server_gets_the_mail(smtp: SmtpMailer, server: Server) -> None:
    smtp.send(MAIL)
    smtp.check()
    [taken] = server.taken
    assert b"Subject: A letter waits (c-1)" in taken
    assert taken.endswith(b"Case: c-1\r\n")


def test_a_server_that_refuses_is_said_without_the_mail(smtp: SmtpMailer, server: Server) -> None:
    server.answer = "554 no thank you, a@example.org"
    with pytest.raises(EnvironmentFault) as raised:
        smtp.send(MAIL)
    assert str(raised.value) == "The mail server 127.0.0.1 did not take a mail (SMTPDataError)."


@pytest.mark.parametrize("scheme", ["smtp", "smtps", "smtp+tls"])
def test_a_server_that_is_down_is_said(tmp_path: Path, scheme: str) -> None:
    mailer = a_mailer(tmp_path, f"{scheme}://127.0.0.1:{free_port()}")
    with pytest.raises(EnvironmentFault, match=r"did not take a mail \(ConnectionRefusedError\)\."):
        mailer.send(MAIL)
    with pytest.raises(EnvironmentFault, match=r"does not answer \(ConnectionRefusedError\)\."):
        mailer.check()


def test_a_server_without_tls_gets_nothing_over_a_line_that_should_have_it(
    smtp: SmtpMailer, server: Server, tmp_path: Path
) -> None:
    mailer = a_mailer(tmp_path, f"smtp+tls://127.0.0.1:{smtp._server.port}")
    with pytest.raises(EnvironmentFault, match="SMTPNotSupportedError"):
        mailer.send(MAIL)
    assert server.taken == []


def test_a_user_signs_in_with_the_password_of_a_file(
    tmp_path: Path, smtp: SmtpMailer, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed_in: list[tuple[str, str]] = []
    monkeypatch.setattr(smtplib.SMTP, "login", lambda _, user, password: signed_in.append((user, password)))
    (tmp_path / "password").write_text("correct horse\n")
    (tmp_path / "password").chmod(0o600)
    address = f"smtp://office%40un.example@127.0.0.1:{smtp._server.port}"
    a_mailer(tmp_path, address, mail_password_file=tmp_path / "password").check()
    assert signed_in == [("office@un.example", "correct horse")]


@pytest.mark.parametrize("address", ["mail.example.org", "http://mail.example.org", "smtp://"])
def test_an_address_that_is_none_is_refused(tmp_path: Path, address: str) -> None:
    with pytest.raises(BadInput) as raised:
        mailer_of(Settings(tmp_path, mail=address))
    assert str(raised.value).startswith("VETTING_MAIL: is no address of a mail server. Write it as smtp://")


def test_contacts_are_read_anew_each_time(tmp_path: Path) -> None:
    contacts = ContactsFile(tmp_path / "contacts.yaml")
    assert contacts.address_of("P-A") is None
    (tmp_path / "contacts.yaml").write_text("P-A: a@example.org\n")
    assert (contacts.address_of("P-A"), contacts.address_of("P-B")) == ("a@example.org", None)
    (tmp_path / "contacts.yaml").write_text("")
    assert contacts.read() == {}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- a\n", "is no list of people and addresses."),
        ("P-A: nobody\n", "is no list of people and addresses."),
        ('P-A: "a@example.org\\nBcc: b@example.org"\n', "is no list of people and addresses."),
        ("P-A: [\n", "cannot be read as YAML."),
    ],
)
def test_contacts_that_cannot_be_used_are_said(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "contacts.yaml").write_text(text)
    with pytest.raises(BadInput) as raised:
        ContactsFile(tmp_path / "contacts.yaml").read()
    assert said in str(raised.value)
    assert "P-FOCAL: focal.point@example.org" in str(raised.value)
