"""The public record: made into files by the runner, linked with size and hash, the same bytes each time."""

import hashlib
import io
import re
import zipfile
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from tests.usecases.consulting import LANGUAGES
from tests.usecases.desks import START, Scene
from tests.web.kit import client_of
from vetting.bootstrap import writers
from vetting.domain import commands
from vetting.domain.publications import FORMS
from vetting.usecases.chores import rendering_chore
from vetting.usecases.desk import Desk
from vetting.usecases.rendering import render_waiting

SURFACES = ("public",)

CASE = "/en/cases/meridian"
SIGNED = {"plan_signed_by": "P-HEAD", "risk_signed_by": "P-HQ"}


@pytest.fixture
def scene(desk: Desk) -> Scene:
    scene = Scene(desk).opened()
    scene.send(commands.NameParty, party="lingua", role="prospect", name="Lingua Meridian")
    return scene


@pytest.fixture
def decided(scene: Scene) -> Scene:
    scene.answered().advance()
    scene.decide("approve", **SIGNED)
    scene.advance()
    return scene


@pytest.fixture
def client(scene: Scene, app: FastAPI) -> TestClient:
    assert scene.case == "meridian"
    return client_of(app)


def links(page: str) -> dict[str, tuple[str, str]]:
    """The size and the hash beside each link to the record, by form."""
    found = re.findall(r'record\.(\w+)">[^<]+</a> \(([^)]+)\)<br>.*?>([0-9a-f]{64})<', page)
    return {suffix: (size, digest) for suffix, size, digest in found}


@pytest.mark.usefixtures("decided")
def test_until_the_runner_has_made_the_files_the_page_says_that_they_are_being_made(
    client: TestClient,
) -> None:
    page = client.get(CASE).text
    assert list(links(page)) == ["json"]
    assert "Further forms are being made" in page
    assert client.get(f"{CASE}/record.pdf").status_code == 404


def test_each_form_is_linked_with_its_size_and_its_hash(client: TestClient, decided: Scene) -> None:
    made = rendering_chore(decided.desk, writers)["rendered"](START)
    assert made == {"editions": 2}  # the public edition, and the record for the desk
    assert rendering_chore(decided.desk, writers)["rendered"](START) == {"editions": 0}
    page = client.get(CASE).text
    assert "Further forms are being made" not in page
    found = links(page)
    assert list(found) == [*FORMS, "json"]
    for suffix, (size, digest) in found.items():
        answer = client.get(f"{CASE}/record.{suffix}")
        assert hashlib.sha256(answer.content).hexdigest() == digest, suffix
        assert size == f"{-(-len(answer.content) // 1024)} kB", suffix
        name = answer.headers["content-disposition"]
        assert name == f'attachment; filename="meridian-R-1.{suffix}"', suffix


def test_the_files_are_the_public_edition_and_no_other(client: TestClient, decided: Scene) -> None:
    render_waiting(decided.desk, writers)
    page = client.get(f"{CASE}/record.html").text
    assert "Live translation with Lingua Meridian" in page
    assert client.get(f"{CASE}/record.pdf").content.startswith(b"%PDF-")
    with zipfile.ZipFile(io.BytesIO(client.get(f"{CASE}/record.docx").content)) as archive:
        assert "word/document.xml" in archive.namelist()
    edition = client.get(f"{CASE}/record.json").json()
    assert edition["record"]["edition"] == "public"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_form_and_size_in_every_language(
    client: TestClient, decided: Scene, language: str
) -> None:
    render_waiting(decided.desk, writers)
    found = links(client.get(f"/{language}/cases/meridian").text)
    assert list(found) == [*FORMS, "json"]


@pytest.mark.usefixtures("scene")
@pytest.mark.parametrize("suffix", [*FORMS, "json", "exe", "%00", "pdf%2F..%2Fx"])
def test_a_case_that_is_not_decided_has_no_record_to_take_away(client: TestClient, suffix: str) -> None:
    assert client.get(f"{CASE}/record.{suffix}").status_code in (404, 422)


def test_the_writers_are_those_that_the_page_names() -> None:
    assert {writer.suffix for writer in writers()} == set(FORMS)


def test_writers_are_not_made_where_nothing_waits(tmp_path: Path, desk: Desk) -> None:
    def never() -> tuple[()]:
        raise AssertionError(tmp_path)

    assert render_waiting(desk, never) == 0
