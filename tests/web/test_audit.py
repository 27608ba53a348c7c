"""The audit room: every page of a case that was decided, what stands out, the log and its proofs."""

import io
import json
import re
from itertools import count
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from openpyxl import load_workbook

from tests.usecases.desks import CASE, Scene, a_scene
from tests.usecases.homes import come_to
from tests.web.kit import signed_in
from vetting.domain.people import Role
from vetting.usecases.desk import Desk

SURFACES = ("audit", "office")


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    scene = a_scene(tmp_path)
    if come_to(scene.desk, f"{__name__}: departed", lambda: depart(scene)):
        scene._numbers = count(1000)  # the acts of the copy have the numbers before
    return scene


def depart(scene: Scene) -> None:
    """Bring a case to a decision that departs from what the rules suggest."""
    scene.opened().answered().advance()
    scene.decide("defer", "P-COMMITTEE", departure_reason="Elections are near.", second_by="P-HQ")
    scene.advance()


@pytest.fixture
def client(app: FastAPI, desk: Desk) -> TestClient:
    return signed_in(desk, app, "P-AUDITOR", Role.AUDITOR)


PAGES = (
    "/audit/",
    "/audit/cases",
    f"/audit/cases/{CASE}",
    f"/audit/cases/{CASE}/trace/INT-01",
    f"/audit/cases/{CASE}/records/R-1",
    "/audit/remarks",
    "/audit/remarks?kind=departure",
    "/audit/log",
    "/audit/log/0",
    "/audit/sample?seed=2026-11&count=5",
    f"/audit/sample?seed=2026-11&case={CASE}",
    "/audit/exports",
)


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.usefixtures("scene")
def test_every_page_of_the_room_is_shown(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/audit/cases/none",
        "/audit/cases/none/trace/INT-01",
        f"/audit/cases/{CASE}/trace/XXX-99",
        f"/audit/cases/{CASE}/records/R-9",
        "/audit/remarks?kind=nonsense",
        "/audit/log/100000",
        "/audit/log/growth?from=7",
        "/audit/exports/everything.csv",
        "/audit/exports/cases.exe",
        "/audit/sample?seed=x&case=none",
    ],
)
@pytest.mark.usefixtures("scene")
def test_what_is_not_there_is_said_to_be_absent(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.usefixtures("scene")
def test_what_stands_out_leads_to_the_entry_that_proves_it(client: TestClient) -> None:
    page = client.get(f"/audit/cases/{CASE}").text
    assert "Decided defer; the rules suggested approve." in page
    entry = page.split('href="/audit/log/')[1].split('"')[0]
    assert "Entry " in client.get(f"/audit/log/{entry}").text


def test_entries_and_traces_are_told_in_words_and_not_as_a_program_writes_them(
    scene: Scene, client: TestClient
) -> None:
    with scene.desk.read() as work:
        [decided] = [one.index for one in work.dossier(CASE).log if one.event == "CaseDecided"]
    paths = (f"/audit/log/{decided}", f"/audit/cases/{CASE}", f"/audit/cases/{CASE}/trace/INT-01")
    pages = [client.get(path).text for path in paths]
    for page in pages:
        assert re.findall(r">(?:None|True|False)<|\[&#39;|\{&#39;|floor\(", page) == []
    assert "approve, approve_with_conditions, defer, refuse" in pages[0]


def test_a_leaf_and_its_proof_can_be_downloaded(scene: Scene, client: TestClient) -> None:
    leaf = client.get("/audit/log/0/leaf.json")
    assert json.loads(leaf.content)["event"] == "CaseOpened"
    assert leaf.headers["Content-Disposition"] == 'attachment; filename="entry-0.json"'
    proof = client.get("/audit/log/0/proof.txt").text
    assert scene.desk.signer.origin in proof


def test_the_growth_since_a_checkpoint_is_proven(scene: Scene, client: TestClient) -> None:
    with scene.desk.read() as work:
        earlier = work.list_checkpoints()[0].split("\n")[1]
    assert client.get(f"/audit/log/growth?from={earlier}").status_code == 200


@pytest.mark.usefixtures("scene")
def test_the_record_is_downloaded_as_the_bytes_whose_hash_the_page_shows(client: TestClient) -> None:
    import hashlib  # noqa: PLC0415

    content = client.get(f"/audit/cases/{CASE}/records/R-1/record.json").content
    assert hashlib.sha256(content).hexdigest() in client.get(f"/audit/cases/{CASE}").text


@pytest.mark.usefixtures("scene")
def test_the_bundle_is_a_zip_with_the_programme_that_checks_it(client: TestClient) -> None:
    import zipfile  # noqa: PLC0415

    content = client.get(f"/audit/cases/{CASE}/bundle.zip").content
    assert {"verify.py", "VERIFY.txt"} <= set(zipfile.ZipFile(io.BytesIO(content)).namelist())


@pytest.mark.usefixtures("scene")
@pytest.mark.parametrize("name", ["cases", "remarks", "times"])
def test_exports_come_in_three_forms_with_the_same_cells(client: TestClient, name: str) -> None:
    rows = client.get(f"/audit/exports/{name}.json").json()
    book = load_workbook(io.BytesIO(client.get(f"/audit/exports/{name}.xlsx").content))
    heads, *cells = book[name].iter_rows(values_only=True)
    assert [{key: value or "" for key, value in zip(heads, row, strict=True)} for row in cells] == [
        {key: value or "" for key, value in row.items()} for row in rows
    ]
    assert client.get(f"/audit/exports/{name}.csv").text.count("\r\n") == len(rows) + 1


@pytest.mark.usefixtures("scene")
def test_the_audit_room_does_not_tell_an_officer_which_cases_there_are(desk: Desk, app: FastAPI) -> None:
    officer = signed_in(desk, app, "P-OFFICE", Role.LEGAL)
    answers = [officer.get(f"/audit/cases/{one}") for one in (CASE, "none")]
    assert [one.status_code for one in answers] == [403, 403]
    there, absent = (re.sub(r'value="[^"]*"', "", one.text) for one in answers)
    assert there.replace(CASE, "none") == absent


@pytest.mark.usefixtures("scene")
def test_the_signatures_that_a_file_states_can_be_listed(client: TestClient) -> None:
    assert "stated in a file, not verified" in client.get(f"/audit/cases/{CASE}").text
    rows = client.get("/audit/exports/signatures.json").json()
    told = rows if isinstance(rows, list) else next(one for one in rows.values() if isinstance(one, list))
    assert {(one["case"], one["kind"], one["person"], one["given"]) for one in told} == {
        (CASE, "decision", "P-COMMITTEE", "asserted"),
        (CASE, "second", "P-HQ", "asserted"),
    }
