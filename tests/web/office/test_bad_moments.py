"""Bad moments at the desk: texts that are too long, a store that takes nothing; a sentence, and what was typed stays."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from tests.usecases.desks import CASE, Scene
from tests.web.kit import FakeWaker, send_form, signed_in, token_in
from vetting.domain.errors import EnvironmentFault
from vetting.domain.people import Role
from vetting.web.app import create_app
from vetting.web.settings import WebSettings

BASE = f"/office/cases/{CASE}"
QUESTION = f"{BASE}/question/INT-01"
LONG = "Long words. " * 8_500
TYPED = "The plan of 2026 says so, in item 4."


@pytest.fixture
def focal(opened: Scene, site: FastAPI) -> TestClient:
    return signed_in(opened.desk, site, "P-FOCAL", Role.FOCAL_POINT)


def test_a_note_of_a_hundred_thousand_characters_is_refused_at_its_field_and_kept(
    opened: Scene, focal: TestClient
) -> None:
    before = len(opened.dossier().answers)
    answer = send_form(focal, QUESTION, {"said": "unknown", "note": LONG})
    assert answer.status_code == 409
    assert '<a href="#note">Shorten this to 20,000 characters; it has 101,999.</a>' in answer.text
    assert "Long words. Long words." in answer.text
    assert len(opened.dossier().answers) == before


def test_a_dissent_that_is_too_long_is_no_vote(opened: Scene, site: FastAPI) -> None:
    head = signed_in(opened.desk, site, "P-HEAD", Role.HEAD_OF_OFFICE)
    said = {"ballot": "against", "dissent": LONG}
    answer = send_form(head, f"{BASE}/votes", said, page=f"{BASE}/decision")
    assert answer.status_code == 409
    assert "Shorten this to 20,000 characters" in answer.text
    assert opened.dossier().votes == []


class _Shut:
    """A store that opens for no change while it is shut."""

    def __init__(self, work: Callable[[], Any]) -> None:
        self._work, self.is_shut, self.error = work, False, Exception()

    def __call__(self) -> Any:
        if self.is_shut:
            raise self.error
        return self._work()


@pytest.mark.parametrize(
    ("error", "status", "sentence"),
    [
        (EnvironmentFault("The disk is full."), 503, "The service cannot answer at this moment."),
        (RuntimeError("nobody expected this"), 500, "Something went wrong here"),
    ],
)
def test_what_was_typed_when_nothing_could_be_kept_is_shown_and_sent_again_as_it_was(
    opened: Scene, settings: WebSettings, error: Exception, status: int, sentence: str
) -> None:
    shut = _Shut(opened.desk.work)
    desk = replace(opened.desk, work=shut)
    client = signed_in(opened.desk, create_app(desk, FakeWaker(), settings), "P-FOCAL", Role.FOCAL_POINT)
    page = client.get(QUESTION).text
    shut.is_shut, shut.error = True, error
    said = {"said": "unknown", "note": TYPED, "based_on": "0", "token": token_in(page)}
    answer = client.post(QUESTION, data=said)
    assert answer.status_code == status
    assert sentence in answer.text
    assert answer.text.count(TYPED) == 2  # shown, and in the form that sends it again
    assert answer.text.count("Nothing was changed") == 1
    assert str(error) not in answer.text
    shut.is_shut = False
    again = client.post(QUESTION, data={**said, "token": token_in(answer.text)})
    assert again.status_code == 303
    [kept] = [one for one in opened.dossier().answers if one.criterion == "INT-01"]
    assert kept.note == TYPED
