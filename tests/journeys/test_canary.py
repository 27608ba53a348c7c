"""Two hundred planted strings go through the whole running system, and are found nowhere outside their seals.

The pages, the runner and Prefect's server with its own database run as they do in an office; mail goes to a server that
keeps it; one process is made to crash at the end. Then every byte that is left anywhere is searched.
"""

import base64
import http.client
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from tests.adapters.cleaning import files
from tests.adapters.test_children import PATIENCE, wait_until
from tests.cli.test_up import Up, children_of, has_completed
from tests.mail_server import MailServer
from tests.usecases.consulting import Keys, open_round, set_up_keys
from tests.usecases.desks import REPOSITORY, Scene, another_desk
from vetting.adapters.addresses import free_port
from vetting.adapters.clock import SystemClock
from vetting.bootstrap import open_desk, web_secret
from vetting.domain import commands
from vetting.domain.receipts import to_groups
from vetting.settings import Settings
from vetting.usecases.lodging import begin
from vetting.usecases.looking_up import find_lodged
from vetting.usecases.unsealing import sealed_part
from vetting.web.frame.tokens import FormTokens
from vetting.web.frame.visitors import NOBODY

pytestmark = pytest.mark.slow

MARK = "Qanari7x"
PLANTED = 200
PATH = "/en/cases/meridian/take-part"


def planted(number: int) -> str:
    return f"{MARK}{number:03}-Ж-金-ة"


FORMS = tuple(
    form
    for word in (MARK, MARK.lower(), MARK.upper())
    for form in (
        word.encode(),
        word.encode("utf-16-le"),
        word.encode("utf-16-be"),
        word.encode().hex().encode(),
    )
) + tuple(base64.b64encode(b"x" * shift + MARK.encode())[4:-4] for shift in (3, 4, 5))
"""The mark of every planted string as plain text, as wide text, in hex, and in base 64 at each of its three places."""


class Sink:
    """A mail server that keeps what it gets."""

    def __init__(self) -> None:
        self.taken: list[bytes] = []

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - its name
        self.taken.append(envelope.content)
        return "250 OK"


@pytest.fixture
def sink() -> Iterator[tuple[Sink, int]]:
    taking = Sink()
    controller = MailServer(taking)
    controller.start()
    yield taking, controller.port
    controller.stop()


@pytest.fixture
def keys(tmp_path: Path) -> Keys:
    """A home whose round is open, and where somebody is to be reminded of a letter."""
    now = SystemClock().now()
    scene = Scene(another_desk(tmp_path / "home", now - timedelta(days=31)))
    scene.opened().answered()
    due = (now + timedelta(days=60)).date()
    scene.send(commands.SendLetter, letter="L-1", due=due, questions=["Who owns it?"])
    scene.advance()
    keys = set_up_keys(scene)
    open_round(scene, days=90)
    (tmp_path / "home" / "contacts.yaml").write_text(
        "P-FOCAL: focal@example.org\nP-COMPANY: company@example.org\n"
    )
    return keys


@pytest.fixture
def up(tmp_path: Path, keys: Keys, sink: tuple[Sink, int]) -> Iterator[Up]:
    """The whole system, with what it says in files and a folder of its own for what is temporary."""
    assert keys.officer
    (tmp_path / "temporary").mkdir()
    more = {"TMPDIR": str(tmp_path / "temporary"), "PYTHONFAULTHANDLER": "1"}
    more["VETTING_MAIL"] = f"smtp://127.0.0.1:{sink[1]}"
    port = free_port()
    command = [sys.executable, "-m", "vetting", "up", "--home", str(tmp_path / "home"), "--port", str(port)]
    with (tmp_path / "said.log").open("wb") as said:
        process = subprocess.Popen(
            command, stdout=said, stderr=said, cwd=REPOSITORY, env=os.environ | more, text=True
        )
        started = Up(process, tmp_path / "home", port)
        wait_until(lambda: started.is_ready("web", "runner", "prefect"))
        yield started
        process.send_signal(signal.SIGTERM)
        process.wait(PATIENCE)


class Submitter:
    """Sends what the forms send, over one line."""

    def __init__(self, home: Path, port: int) -> None:
        self._desk = open_desk(Settings(home), SystemClock())
        self._tokens = FormTokens(web_secret(Settings(home)))
        self._line = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)

    def lodge(self, mode: str, words: list[str]) -> str:
        """One submission with its two answers, name and contact; its receipt."""
        begun = begin(self._desk, "meridian")
        groups = to_groups(begun.receipt)
        fields = {
            "token": self._token(), "round": str(begun.round), "begun_at": str(begun.begun_at),
            "receipt": begun.receipt, "stamp": begun.stamp, "step": "send", "mode": mode,
            "text-Q1": words[0], "text-Q2": words[1], "name": words[2], "contact": words[3],
            "group-2": groups[1], "group-5": groups[4],
        }  # fmt: skip
        assert "govuk-panel--confirmation" in self._post(PATH, fields)
        return begun.receipt

    def report(self, words: list[str]) -> None:
        """One report."""
        fields = {
            "token": self._token(),
            "company": words[0],
            "office": words[1],
            "what": words[2],
            "contact": words[3],
        }
        assert "Your report was received" in self._post("/en/report", fields)

    def add_file(self, receipt: str, name: str, content: bytes) -> str:
        """One file; the page that answers."""
        boundary = "limit-of-parts"
        parts = [
            ("token", self._token().encode(), ""),
            ("receipt", receipt.encode(), ""),
            ("step", b"send", ""),
        ]
        body = b"".join(
            f'--{boundary}\r\nContent-Disposition: form-data; name="{field}"{more}\r\n\r\n'.encode()
            + value
            + b"\r\n"
            for field, value, more in [*parts, ("files", content, f'; filename="{name}"')]
        )
        return self._send(
            "/en/receipt/files",
            f"multipart/form-data; boundary={boundary}",
            body + f"--{boundary}--\r\n".encode(),
        )

    def stale(self, words: str) -> str:
        """A form without a valid token: what was typed comes back, and nothing of it stays."""
        return self._post(PATH, {"token": "old", "text-Q1": words})

    def close(self) -> None:
        """Hang up."""
        self._line.close()

    def _token(self) -> str:
        return self._tokens.issue(f"public|{NOBODY.binding}", SystemClock().now())

    def _post(self, path: str, fields: dict[str, str]) -> str:
        return self._send(path, "application/x-www-form-urlencoded", urlencode(fields).encode())

    def _send(self, path: str, kind: str, body: bytes) -> str:
        self._line.request("POST", path, body, {"Content-Type": kind})
        return self._line.getresponse().read().decode()


def find_leaks(folder: Path) -> list[tuple[str, bytes]]:
    """The files below a folder in which the mark stands, or whose names have it."""
    found = []
    for path in sorted(one for one in folder.rglob("*") if one.is_file()):
        content = str(path.relative_to(folder)).encode() + _bytes_of(path)
        found += [(str(path.relative_to(folder)), form) for form in FORMS if form in content]
    return found


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:  # the system goes on meanwhile, and has put a newer one in its place
        return b""


def test_two_hundred_planted_strings_leave_no_trace_in_the_running_system(
    up: Up, keys: Keys, sink: tuple[Sink, int], tmp_path: Path
) -> None:
    words = [planted(number) for number in range(PLANTED)]
    sender = Submitter(up.home, up.port)
    receipts = [
        sender.lodge(("confidential", "anonymous")[place % 2], words[4 * place : 4 * place + 4])
        for place in range(44)
    ]  # 176 strings
    for first in range(176, 188, 4):
        sender.report(words[first : first + 4])
    sent = [("a.txt", words[188].encode()), ("b.jpg", _photograph(words[189])), ("c.pdf", _pdf(words[190]))]
    for name, content in sent:
        assert (
            "Taken." in (page := sender.add_file(receipts[0], f"{words[191]}-{name}", content))
            or "Made safe" in page
        )
    assert "Not taken." in sender.add_file(receipts[1], f"{words[192]}.pdf", words[193].encode())
    assert "There is no submission" in sender.add_file("7" * 26, f"{words[194]}.txt", words[195].encode())
    assert words[196] in sender.stale(" ".join(words[196:]))
    sender.close()

    wait_until(lambda: has_completed(up))
    wait_until(lambda: bool(sink[0].taken))
    _crash(up)

    desk = open_desk(Settings(up.home), SystemClock())
    found = find_lodged(desk, receipts[0])
    assert words[0].encode() in desk.sealer.unseal(
        sealed_part(desk, "meridian", found.submission.id), keys.officer
    )
    assert len(found.submission.files) == 3
    looked_at = {path.name for path in tmp_path.rglob("*") if path.is_file()}
    assert {"vetting.db", "said.log", "prefect.db", "server.log"} <= looked_at
    assert find_leaks(tmp_path) == []
    (tmp_path / "leak").write_bytes(base64.b64encode(words[0].encode()))
    assert [name for name, _ in find_leaks(tmp_path)] == ["leak"]  # it would have been found
    assert not [form for form in FORMS if form in b"".join(sink[0].taken)]


def _crash(up: Up) -> None:
    """Make the process that serves the pages end with a dump of where it was; the system mends itself."""
    before = up.parts()["web"]["restarts"]
    [serving] = children_of(up.parts()["web"]["pid"])
    os.kill(serving, signal.SIGABRT)
    wait_until(lambda: up.parts()["web"]["restarts"] > before)


def _photograph(words: str) -> bytes:
    return files.jpeg(comment=words.encode())


def _pdf(words: str) -> bytes:
    return files.pdf() + words.encode()
