"""Rounds and submissions on either database: what is kept, found again, taken back, and what a rush leaves."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest

from tests.postgresql.server import Server
from tests.usecases.consulting import (
    ANONYMOUS,
    CONFIDENTIAL,
    PUBLIC,
    a_draft,
    lodged,
    open_round,
    set_up_keys,
)
from tests.usecases.desks import START, Scene, sentence_of
from vetting.adapters.clock import FixedClock
from vetting.adapters.sealing import AgeSealer
from vetting.adapters.store import SqlWork
from vetting.bootstrap import open_desk
from vetting.domain.consultation import SubmissionFields, SubmissionState
from vetting.domain.errors import Refused
from vetting.domain.gates import GateState
from vetting.domain.round_commands import AmendNotice, ExtendRound, UnsealSubmission
from vetting.domain.sealed import IdentityFields, SealedFields
from vetting.settings import Settings
from vetting.usecases.lodging import Begun, begin, lodge
from vetting.usecases.looking_up import find_lodged, withdraw
from vetting.usecases.together import Together
from vetting.usecases.verifying import verify_log

pytestmark = pytest.mark.no_cover

SUBMITTERS, FORMS = 16, 48


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def scene(request: pytest.FixtureRequest, server: Server, tmp_path: Path) -> Iterator[Scene]:
    address = server.new_database() if request.param == "PostgreSQL" else None
    scene = Scene(open_desk(Settings(tmp_path, database_url=address), FixedClock(START)))
    yield scene.opened()
    work = scene.desk.work()
    assert isinstance(work, SqlWork)
    work._engine.dispose()


def test_a_round_is_announced_amended_extended_and_closed(scene: Scene) -> None:
    open_round(scene)
    announced = scene.dossier().rounds[-1]
    later = announced.closes_at + timedelta(days=7)
    scene.send(AmendNotice, "P-OFFICER", round=1, what="A spelling.", substantive=False)
    scene.send(ExtendRound, "P-OFFICER", round=1, closes_at=later, reason="A holiday.")
    held = scene.dossier().rounds[-1]
    assert (held.notice, held.questions) == (announced.notice, announced.questions)
    assert held.closes_at == later
    assert [one["what"] for one in held.amendments] == ["A spelling.", "A holiday."]
    scene.wait_until(later)
    scene.advance()
    gate = next(one for one in scene.dossier().gates if one.kind == "consultation")
    assert (gate.state, gate.closed_at) == (GateState.LAPSED, later)
    scene.wait(seconds=1)
    with pytest.raises(Refused) as refused:
        begin(scene.desk, scene.case)
    assert sentence_of(refused) == f"The consultation closed on {later.date()}. Nothing more can be taken."


def test_what_is_submitted_in_each_mode_is_found_with_its_receipt_and_by_nobody_else(scene: Scene) -> None:
    open_round(scene)
    keys, sealer = set_up_keys(scene), scene.desk.sealer
    assert isinstance(sealer, AgeSealer)
    public = lodged(scene, a_draft(PUBLIC, "Ünïcode: 你好 \N{GRINNING FACE}"))
    found = find_lodged(scene.desk, public.receipt).submission
    assert (found.mode, found.parts) == (PUBLIC, {"Q1": "Ünïcode: 你好 \N{GRINNING FACE}"})
    for mode in (CONFIDENTIAL, ANONYMOUS):
        contact = "post box 1" if mode is CONFIDENTIAL else ""
        form = lodged(scene, a_draft(mode, "Kept secret.", contact=contact))
        submission = find_lodged(scene.desk, form.receipt).submission
        assert (submission.mode, submission.parts, submission.submitter) == (mode, {}, "")
        with scene.desk.read() as work:
            sealed = work.get(SealedFields, scene.case, submission.id)
            assert sealed is not None
            written = json.loads(sealer.unseal(sealed.content, keys.officer))
            identity = work.get(IdentityFields, written["identity"]) if contact else None
        assert written["parts"] == {"Q1": "Kept secret."}
        assert (identity is not None) == bool(contact)
        if identity is not None:
            assert contact.encode() in sealer.unseal_identity(identity.content, keys.custodians)
        scene.send(UnsealSubmission, "P-OFFICER", submission=submission.id, reason="To read it.")
    with pytest.raises(Refused):
        find_lodged(scene.desk, "0" * 26)
    assert verify_log(scene.desk).faults == ()


def test_what_is_taken_back_leaves_the_entry_and_no_word(scene: Scene) -> None:
    open_round(scene)
    set_up_keys(scene)
    forms = [lodged(scene, a_draft(mode, "A word.")) for mode in (PUBLIC, ANONYMOUS)]
    for form in forms:
        withdraw(scene.desk, form.receipt)
        submission = find_lodged(scene.desk, form.receipt).submission
        assert (submission.state, submission.text, submission.parts) == (SubmissionState.WITHDRAWN, "", {})
        with scene.desk.read() as work:
            assert work.get(SealedFields, scene.case, submission.id) is None
            assert not any(b"A word." in opening for opening in work.list_openings())
    assert scene.events()[-4:] == ["SubmissionLodged"] * 2 + ["SubmissionWithdrawn"] * 2
    assert verify_log(scene.desk).faults == ()


def test_of_a_rush_in_which_everybody_sends_twice_each_form_is_kept_once(scene: Scene) -> None:
    open_round(scene)
    set_up_keys(scene)
    together = Together(scene.desk)
    forms = [begin(scene.desk, scene.case) for _ in range(FORMS)]

    def send_form(form: Begun) -> str:
        return lodge(scene.desk, form, a_draft(ANONYMOUS, form.receipt), keep=together.send)

    with ThreadPoolExecutor(SUBMITTERS) as pool:
        told = list(pool.map(send_form, [one for form in forms for one in (form, form)]))
    assert told[::2] == told[1::2]
    assert told[::2] == [find_lodged(scene.desk, form.receipt).leaf for form in forms]
    with scene.desk.read() as work:
        assert work.count(SubmissionFields, scene.case) == FORMS
    assert scene.events().count("SubmissionLodged") == FORMS
    assert verify_log(scene.desk).faults == ()
