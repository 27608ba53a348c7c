"""Contesting what became of a point: by receipt, once, sealed, and the point waits for an answer again."""

from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from tests.usecases.consulting import ANONYMOUS, LANGUAGES, Keys, a_draft, lodged, open_round, set_up_keys
from tests.usecases.desks import Scene, last_entries
from tests.web.kit import client_of, token_in
from vetting.domain import commands
from vetting.domain.attachments import from_sealed_file
from vetting.domain.consultation import find_undisposed
from vetting.usecases.attaching import sealed_file
from vetting.usecases.desk import Desk
from vetting.usecases.looking_up import find_lodged

SURFACES = ("public",)

WORDS = "Clause 4 says nothing of voices."


@pytest.fixture
def scene(desk: Desk) -> Scene:
    return open_round(Scene(desk).opened())


@pytest.fixture
def keys(scene: Scene) -> Keys:
    return set_up_keys(scene)


@pytest.fixture
def client(app: FastAPI) -> TestClient:
    return client_of(app)


@pytest.fixture
def receipt(scene: Scene, keys: Keys) -> str:
    """The receipt of a submission with one point."""
    assert keys.officer
    receipt = lodged(scene, a_draft(ANONYMOUS)).receipt
    ident = find_lodged(scene.desk, receipt).submission.id
    scene.send(commands.ExtractPoint, "P-OFFICER", point="PT-1", submission=ident, text="Voices are kept.")
    return receipt


def disposed(scene: Scene, reason: str = "Clause 4 limits it.") -> None:
    scene.send(commands.DisposePoint, "P-OFFICER", point="PT-1", disposition="not_accepted", reason=reason)


def contested(
    client: TestClient, receipt: str, text: str = WORDS, point: str = "PT-1", language: str = "en"
) -> Any:
    fields = {"token": token_in(client.get("/en/receipt").text), "receipt": receipt, "point": point}
    return client.post(f"/{language}/receipt/contest", data={**fields, f"contest-{point}": text})


def test_a_contested_point_waits_again_and_shows_the_answer_that_it_had(
    client: TestClient, scene: Scene, receipt: str, keys: Keys
) -> None:
    disposed(scene)
    page = contested(client, receipt).text
    assert "You contested this answer:" in page
    assert "Clause 4 limits it." in page
    assert "This point has no answer yet. No approval is possible before it has one." in page
    [point] = find_undisposed(scene.dossier().points)
    assert point.before == {"disposition": "not_accepted", "reason": "Clause 4 limits it."}
    [entry] = last_entries(scene)
    assert (entry.event, entry.open["point"]) == ("PointContested", "PT-1")
    sealed = sealed_file(scene.desk, scene.case, entry.open["file"])
    assert from_sealed_file(scene.desk.sealer.unseal(sealed, keys.officer)).content == WORDS.encode()
    disposed(scene, "Clause 5 was added.")
    assert find_undisposed(scene.dossier().points) == []


def test_a_point_is_contested_once_and_a_repeat_is_harmless(
    client: TestClient, scene: Scene, receipt: str
) -> None:
    disposed(scene)
    for _ in range(2):
        assert "You contested this answer:" in contested(client, receipt).text
    disposed(scene, "Clause 5 was added.")
    contested(client, receipt, "Again.")
    assert find_undisposed(scene.dossier().points) == []
    assert scene.events().count("PointContested") == 1
    assert "Contest this answer" not in contested(client, receipt).text


def test_what_cannot_be_contested_is_told_and_the_words_are_kept(
    client: TestClient, scene: Scene, receipt: str
) -> None:
    assert "This point has no answer that could be contested yet." in contested(client, receipt).text
    disposed(scene)
    assert "Write why you contest what became of the point." in contested(client, receipt, " ").text
    assert "The case has no point PT-9." in contested(client, receipt, point="PT-9").text
    assert "There is no submission for this receipt." in contested(client, "7" * 26).text
    assert scene.events().count("PointContested") == 0


def test_nobody_contests_the_point_of_another(client: TestClient, scene: Scene, receipt: str) -> None:
    disposed(scene)
    other = lodged(scene, a_draft(ANONYMOUS)).receipt
    assert "The case has no point PT-1." in contested(client, other).text
    assert find_lodged(scene.desk, receipt).points[0].before == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_form_speaks_every_language(
    client: TestClient, scene: Scene, receipt: str, language: str
) -> None:
    disposed(scene)
    page = contested(client, receipt, " ", language=language).text
    assert f'action="/{language}/receipt/contest"' in page
    assert ("Contest it" in page) is (language == "en")
