"""The desk takes over what a company told another office: verified first, answer by answer, and the rest is asked."""

import html
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from tests.usecases.desks import CASE, START, Scene, a_scene
from tests.web.kit import signed_in, token_in
from vetting.audit.note import SigningKey
from vetting.domain import commands
from vetting.domain.people import Role
from vetting.usecases.bundling import assemble_bundle
from vetting.usecases.records import latest_record

BASE = f"/office/cases/{CASE}"
HERE = f"{BASE}/questionnaire/bundle"
BACK = f"{BASE}/questionnaire/back"


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    scene = a_scene(tmp_path).opened()
    scene.send(commands.NameParty, party="lingua", role="prospect", name="Lingua M", identifiers=["LEI 1"])
    return scene


def a_record_of_theirs(home: Path, days: int = 0) -> Scene:
    """A case of another office with its record, so many days before ours."""
    scene = a_scene(home, START - timedelta(days=days)).opened()
    scene.send(
        commands.NameParty, party="lingua", role="prospect", name="Lingua Meridian", identifiers=["LEI 1"]
    )
    scene.answered().advance()
    scene.send(commands.RequestRecord)
    scene.advance()
    return scene


@pytest.fixture
def theirs(tmp_path: Path) -> Scene:
    return a_record_of_theirs(tmp_path / "theirs")


@pytest.fixture
def focal(scene: Scene, app: FastAPI) -> TestClient:
    return signed_in(scene.desk, app, "P-FOCAL", Role.FOCAL_POINT, Role.INITIATOR)


def bundle_of(scene: Scene) -> bytes:
    record = latest_record(scene.desk, CASE).content.encode()
    return assemble_bundle(scene.desk, CASE, {"json": record})


def bring(client: TestClient, content: bytes, key: str) -> Any:
    said = {"token": token_in(client.get(HERE).text), "key": key}
    return client.post(f"{HERE}/files", data=said, files={"file": ("theirs.zip", content)})


def confirm(client: TestClient, **said: str) -> Any:
    fields = {"token": token_in(client.get(BACK).text), "act": "bring"}
    return client.post(BACK, data=fields | said)


def words_of(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def test_a_bundle_is_verified_and_its_answers_stand_beside_ours_until_one_is_chosen(
    scene: Scene, theirs: Scene, focal: TestClient
) -> None:
    assert "Verify a bundle" in words_of(focal.get(f"{BASE}/questionnaire").text)
    scene.answer("ENT-01", "Nobody knows")
    answer = bring(focal, bundle_of(theirs), theirs.desk.signer.fingerprint)
    assert (answer.status_code, answer.headers["location"]) == (303, BACK)
    page = words_of(focal.get(BACK).text)
    for part in (
        "What was verified The bundle holds",
        "Office Office for Public Dialogue",
        "Record of 2026-03-02",
        "Told to Office for Public Dialogue A trust for the staff",
        "In this case Nobody knows",
        "Names, to be screened here",
        "also known as Lingua Meridian",
        "Nothing that the company answered there has to be asked again.",
        "Nothing that is asked now about the company itself is left without an answer.",
    ):
        assert part in page
    assert "Both sides answered ENT-01:company" in confirm(focal).text
    assert confirm(focal, **{"stands-ENT-01:company": "file"}).status_code == 303
    assert [one.value for one in scene.dossier().answers] == ["Nobody knows", "A trust for the staff"]
    assert scene.dossier().parties[0].aliases == ["Lingua Meridian"]


def test_one_answer_can_be_left_out_and_is_then_asked_of_the_company(
    scene: Scene, theirs: Scene, focal: TestClient
) -> None:
    bring(focal, bundle_of(theirs), theirs.desk.signer.fingerprint)
    page = words_of(focal.get(BACK).text)
    assert "In this case Nobody has answered This answer Take it over Leave it out" in page
    assert confirm(focal, **{"stands-ENT-01:company": "case"}).status_code == 303
    assert (scene.dossier().answers, len(scene.dossier().parties)) == ([], 1)


def test_what_is_older_than_the_rules_allow_is_named_and_left_to_ask(
    scene: Scene, focal: TestClient, tmp_path: Path
) -> None:
    theirs = a_record_of_theirs(tmp_path / "theirs", days=400)
    bring(focal, bundle_of(theirs), theirs.desk.signer.fingerprint)
    page = words_of(focal.get(BACK).text)
    assert "There is no answer to take over." in page
    assert "2025-01-26 Too old here It was answered on 2025-01-26, too long ago." in page
    assert "1 question is left." in page
    assert page.count("ENT-01") == 2  # asked again, and left to ask
    assert confirm(focal).status_code == 303
    assert [one.aliases for one in scene.dossier().parties] == [["Lingua Meridian"]]


def test_nothing_is_taken_from_a_bundle_that_does_not_hold_or_is_none(
    scene: Scene, theirs: Scene, focal: TestClient
) -> None:
    content, key = bundle_of(theirs), theirs.desk.signer.fingerprint
    other = SigningKey(theirs.desk.signer.origin, bytes(32)).verifier.to_text()
    stranger = bring(focal, content, other)
    assert (stranger.status_code, "Why nothing was taken over" in stranger.text) == (409, True)
    keyless = bring(focal, content, "")
    assert "Write the fingerprint of that office" in words_of(keyless.text)
    assert "Nothing was taken over" in bring(focal, b"not a bundle", key).text
    fields = {"token": token_in(focal.get(HERE).text), "key": key}
    assert "Choose the bundle" in focal.post(f"{HERE}/files", data=fields).text
    assert (focal.get(BACK).status_code, scene.dossier().answers) == (303, [])


def test_a_bundle_can_be_discarded(scene: Scene, theirs: Scene, focal: TestClient) -> None:
    bring(focal, bundle_of(theirs), theirs.desk.signer.fingerprint)
    assert confirm(focal, act="discard").status_code == 303
    assert (focal.get(BACK).status_code, scene.dossier().answers) == (303, [])
