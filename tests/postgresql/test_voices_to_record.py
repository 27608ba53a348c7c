"""One case on either database, from a file that came with a receipt to the files of its public record."""

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.postgresql.server import Server
from tests.usecases.consulting import ANONYMOUS, Keys, a_draft, lodged, open_round, set_up_keys
from tests.usecases.desks import START, Scene
from vetting.adapters.clock import FixedClock
from vetting.adapters.store import SqlWork
from vetting.bootstrap import open_desk
from vetting.domain import commands
from vetting.domain.attachments import SealedFileFields, from_sealed_file
from vetting.domain.consultation import find_undisposed
from vetting.domain.publications import FORMS, RenderingFields
from vetting.settings import Settings
from vetting.usecases.attaching import GivenFile, attach, sealed_file
from vetting.usecases.contesting import contest
from vetting.usecases.looking_up import find_lodged, withdraw
from vetting.usecases.public_case import read_rendering
from vetting.usecases.rendering import render_waiting
from vetting.usecases.verifying import verify_log


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def scene(request: pytest.FixtureRequest, server: Server, tmp_path: Path) -> Iterator[Scene]:
    address = server.new_database() if request.param == "PostgreSQL" else None
    scene = Scene(open_desk(Settings(tmp_path, database_url=address), FixedClock(START)))
    yield open_round(scene.opened())
    work = scene.desk.work()
    assert isinstance(work, SqlWork)
    work._engine.dispose()


class Plain:
    """A writer that says of a record which form it is in."""

    name = "plain"

    def __init__(self, suffix: str) -> None:
        self.suffix = suffix

    def render(self, record: Mapping[str, Any]) -> bytes:
        return f"{self.suffix} of {record!r}\0".encode()


def test_a_file_is_found_by_its_receipt_opened_with_a_key_and_gone_when_taken_back(scene: Scene) -> None:
    keys = set_up_keys(scene)
    receipt = lodged(scene, a_draft(ANONYMOUS)).receipt
    given = [GivenFile("one.txt", b"One."), GivenFile("two.txt", b"Two.")]
    answers = attach(scene.desk, receipt, scene.now, given)
    assert answers == attach(scene.desk, receipt, scene.now, given)
    assert [one.refusal for one in answers] == [None, None]
    files = find_lodged(scene.desk, receipt).submission.files
    assert [opened(scene, keys, one) for one in files] == [b"One.\n", b"Two.\n"]
    withdraw(scene.desk, receipt)
    assert find_lodged(scene.desk, receipt).submission.files == []
    with scene.desk.read() as work:
        assert [work.get(SealedFileFields, scene.case, one) for one in files] == [None, None]


def test_a_contested_point_keeps_the_answer_that_it_had(scene: Scene) -> None:
    keys = set_up_keys(scene)
    receipt = lodged(scene, a_draft(ANONYMOUS)).receipt
    ident = find_lodged(scene.desk, receipt).submission.id
    scene.send(commands.ExtractPoint, "P-OFFICER", point="PT-1", submission=ident, text="Voices are kept.")
    answer = {"disposition": "not_accepted", "reason": "条款 4 limits it."}
    scene.send(commands.DisposePoint, "P-OFFICER", point="PT-1", **answer)
    for _ in range(2):
        contest(scene.desk, receipt, "PT-1", "Clause 4 says nothing.")
    [point] = find_undisposed(scene.dossier().points)
    assert point.before == answer
    with scene.desk.read() as work:
        [said] = [one for one in work.dossier(scene.case).log if one.event == "PointContested"]
    assert opened(scene, keys, str(said.fields["file"])) == b"Clause 4 says nothing."
    assert verify_log(scene.desk).faults == ()


def test_the_public_record_is_kept_in_every_form_and_read_back_byte_for_byte(scene: Scene) -> None:
    scene.wait(days=40)
    scene.answered().advance()
    scene.decide("approve", plan_signed_by="P-HEAD", risk_signed_by="P-HQ")
    scene.advance()
    writers = [Plain(suffix) for suffix in FORMS]
    assert render_waiting(scene.desk, lambda: writers) > 0
    assert render_waiting(scene.desk, lambda: writers) == 0
    for suffix in FORMS:
        _, made = read_rendering(scene.desk, scene.case, suffix)
        assert isinstance(made, RenderingFields)
        assert made.content.startswith(f"{suffix} of ".encode())
        assert (made.size, made.sha256) == (len(made.content), hashlib.sha256(made.content).hexdigest())


def opened(scene: Scene, keys: Keys, file: str) -> bytes:
    """What the officer's key finds in a sealed file."""
    sealed = sealed_file(scene.desk, scene.case, file)
    return from_sealed_file(scene.desk.sealer.unseal(sealed, keys.officer)).content
