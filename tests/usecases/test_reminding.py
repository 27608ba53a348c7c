"""Reminders of a live case: once in the log, once in the outbox, and sent until somebody takes them."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from tests.usecases.desks import CASE, START, Scene, a_scene, last_entries
from vetting.domain import commands
from vetting.domain.errors import EnvironmentFault
from vetting.domain.reminders import ReminderKind
from vetting.domain.waiting_commands import ConfirmAct
from vetting.usecases.mail_ports import Mail
from vetting.usecases.mailing import Post, send_mail
from vetting.usecases.send import sign

ADDRESSES = {"P-COMPANY": "desk@lingua.example", "P-FOCAL": "focal@office.example"}


class FakeMailer:
    """Keeps what it is given, or refuses it."""

    def __init__(self) -> None:
        self.taken: list[Mail] = []
        self.is_down = False

    def send(self, mail: Mail) -> None:
        if self.is_down:
            raise EnvironmentFault("The mail server is down.")
        self.taken.append(mail)


class FakeContacts:
    """Finds addresses in a map."""

    def __init__(self, addresses: Mapping[str, str]) -> None:
        self._addresses = addresses

    def address_of(self, person: str) -> str | None:
        return self._addresses.get(person)


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    scene = a_scene(tmp_path).opened().answered()
    scene.send(commands.SendLetter, letter="L-1", due=date(2026, 5, 1), questions=["Who owns it?"])
    scene.advance()
    return scene


@pytest.fixture
def mailer() -> FakeMailer:
    return FakeMailer()


def a_post(mailer: FakeMailer, addresses: Mapping[str, str] = ADDRESSES) -> Post:
    return Post(mailer, FakeContacts(addresses), "https://vetting.example.org")


def raised(scene: Scene) -> list[str]:
    return [str(one.fields["kind"]) for one in scene.dossier().log if one.event == "ReminderRaised"]


def send(scene: Scene, post: Post) -> Mapping[str, int]:
    return send_mail(scene.desk, post, scene.now)


def unsent(scene: Scene) -> dict[str, int]:
    with scene.desk.read() as work:
        return work.outbox.count_unsent()


def test_a_timer_is_raised_once_however_often_the_case_is_looked_at(scene: Scene) -> None:
    scene.wait(days=30)
    for _ in range(3):
        scene.advance()
    assert raised(scene) == ["reply_awaited"]
    [entry] = last_entries(scene)
    assert (entry.event, entry.by, entry.protected) == ("ReminderRaised", "system", {})
    assert entry.open == {
        "kind": "reply_awaited",
        "about": "L-1",
        "until": "2026-05-01",
        "people": ["P-COMPANY"],
    }


def test_a_case_is_looked_at_again_when_its_next_timer_comes(scene: Scene) -> None:
    scene.wait(days=30)
    assert scene.advance().wake_at == START + timedelta(days=50)


def test_an_imported_case_reminds_nobody(scene: Scene) -> None:
    with scene.desk.work() as work:
        work.simulate(CASE, START)
        work.commit()
    scene.wait(days=300)
    scene.advance()
    assert raised(scene) == []


def test_a_reminder_makes_no_record_anew(scene: Scene) -> None:
    scene.send(commands.RequestRecord)
    scene.advance()
    scene.wait(days=30)
    assert scene.advance().steps == ()


def test_a_mail_says_the_case_what_is_asked_and_where_and_nothing_more(
    scene: Scene, mailer: FakeMailer
) -> None:
    scene.wait(days=30)
    scene.advance()
    assert send(scene, a_post(mailer)) == {"sent": 1, "failed": 0}
    assert send(scene, a_post(mailer)) == {"sent": 0, "failed": 0}
    [mail] = mailer.taken
    assert (mail.to, mail.subject) == (
        "desk@lingua.example",
        "A letter of this case waits for your reply (meridian)",
    )
    assert mail.body == (
        "A letter of this case waits for your reply, until 2026-05-01.\n\n"
        "Case: meridian\n"
        "Item: L-1\n"
        "Where: https://vetting.example.org/office/cases/meridian\n\n"
        "This mail carries nothing of the case itself. Do not answer it.\n"
    )
    assert mail.id == (
        f"meridian/{ReminderKind.REPLY_AWAITED}/L-1/2026-04-01/P-COMPANY@{scene.desk.signer.origin}"
    )


def test_a_mail_that_nobody_takes_waits_longer_each_time_and_is_never_lost(
    scene: Scene, mailer: FakeMailer
) -> None:
    scene.wait(days=30)
    scene.advance()
    mailer.is_down = True
    pauses: list[float] = []
    tried = scene.now
    while len(pauses) < 8:
        if send(scene, a_post(mailer)) == {"sent": 0, "failed": 1}:
            pauses.append((scene.now - tried).total_seconds() / 60)
            tried = scene.now
        scene.wait(minutes=1)
    assert pauses == [0, 1, 5, 15, 60, 240, 720, 720]
    assert unsent(scene) == {"not_taken": 1}
    mailer.is_down = False
    scene.wait(days=1)
    assert send(scene, a_post(mailer)) == {"sent": 1, "failed": 0}
    assert (unsent(scene), len(mailer.taken)) == ({}, 1)


def test_a_mail_to_a_person_without_an_address_waits_for_one(scene: Scene, mailer: FakeMailer) -> None:
    scene.wait(days=30)
    scene.advance()
    assert send(scene, a_post(mailer, {})) == {"sent": 0, "failed": 1}
    assert unsent(scene) == {"no_address": 1}
    scene.wait(hours=1)
    assert send(scene, a_post(mailer)) == {"sent": 1, "failed": 0}


def test_a_message_that_another_sender_holds_is_left_to_it_until_that_one_is_given_up(
    scene: Scene, mailer: FakeMailer
) -> None:
    scene.wait(days=30)
    scene.advance()
    now: datetime = scene.now
    with scene.desk.work() as work:
        [one] = work.outbox.list_unsent(now)
        assert work.outbox.claim(one.message, now, now + timedelta(minutes=5))
        assert not work.outbox.claim(one.message, now, now + timedelta(minutes=5))
        work.commit()
    assert send(scene, a_post(mailer)) == {"sent": 0, "failed": 0}
    scene.wait(minutes=5)
    assert send(scene, a_post(mailer)) == {"sent": 1, "failed": 0}


def test_whoever_is_named_to_sign_is_written_to_once_each_and_again_while_they_have_not(
    scene: Scene, mailer: FakeMailer
) -> None:
    said = {"criterion": "INT-01", "answerer": "office", "state": "not_applicable", "note": "No service."}
    act = {**said, "based_on": 1, "countersigned_by": "P-LEGAL"}
    assert sign(scene.desk, scene.command(commands.AnswerQuestion, "P-FOCAL", **act)) is False
    post = a_post(mailer, {"P-LEGAL": "legal@office.example"})
    for _ in range(2):
        scene.advance()
        send(scene, post)
    [mail] = mailer.taken
    assert (mail.to, mail.subject) == (
        "legal@office.example",
        "An act of this case waits until you sign it or refuse (meridian)",
    )
    assert "Where: https://vetting.example.org/office/cases/meridian/signatures/W-1\n" in mail.body
    assert "No service" not in mail.body
    scene.wait(days=3)
    scene.advance()
    assert send(scene, post)["sent"] == 1
    scene.send(ConfirmAct, "P-LEGAL", act="W-1")
    scene.wait(days=7)
    scene.advance()
    assert send(scene, post)["sent"] == 0
