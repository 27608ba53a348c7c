"""What the demo leaves to try: accounts that sign in, a round that is open, a receipt that is answered."""

from pathlib import Path

import pytest

from tests.usecases.desks import a_desk
from vetting.adapters.sealing import open_layer
from vetting.cli.demo_live import LIVE, ToTry, prepare, read_round
from vetting.domain.rounds import RoundStatus, status_of
from vetting.domain.sealed import SealedFields
from vetting.settings import data_dir
from vetting.usecases.desk import Desk
from vetting.usecases.looking_up import find_lodged
from vetting.usecases.signing_in import sign_in_with_password


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return a_desk(tmp_path / "home")


@pytest.fixture
def to_try(desk: Desk, tmp_path: Path) -> ToTry:
    return prepare(desk, tmp_path, read_round(data_dir("examples") / "demo" / "round.yaml"))


def test_each_account_signs_in_with_the_password_that_is_printed(desk: Desk, to_try: ToTry) -> None:
    assert set(to_try.passwords) == {"p-officer", "p-head", "p-auditor"}
    for login, password in to_try.passwords.items():
        assert sign_in_with_password(desk, login, password)


@pytest.mark.usefixtures("to_try")
def test_the_fictional_proposal_is_marked_as_an_exercise_and_its_round_is_open(desk: Desk) -> None:
    with desk.read() as work:
        dossier = work.dossier(LIVE)
    assert dossier.case.is_exercise
    [held] = dossier.rounds
    assert status_of(held, desk.clock.now()) is RoundStatus.OPEN


def test_the_receipt_finds_its_submission(desk: Desk, to_try: ToTry) -> None:
    assert find_lodged(desk, to_try.receipt).case == LIVE


def test_the_demo_officers_key_opens_what_was_sealed(desk: Desk, to_try: ToTry) -> None:
    submission = find_lodged(desk, to_try.receipt).submission
    with desk.read() as work:
        sealed = work.get(SealedFields, LIVE, submission.id)
    assert sealed is not None
    assert b"voices" not in sealed.content
    assert b"voices" in open_layer(sealed.content, to_try.officer_key.read_text())
    assert to_try.officer_key.stat().st_mode & 0o777 == 0o600
