"""Pages of the desk for what comes on paper: owners from a file, submissions by post, records and bundles to take away."""

import hashlib
import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from tests.usecases.desks import CASE, PEOPLE, Scene
from tests.web.kit import send_form, signed_in, token_in
from vetting.domain import commands
from vetting.domain.publications import FORMS
from vetting.usecases.rendering import render_waiting

BASE = f"/office/cases/{CASE}"
OWNERS = "\n".join(
    json.dumps(one)
    for one in (
        {"id": "co", "schema": "Company", "properties": {"name": ["Lingua Meridian Ltd"]}},
        {"id": "hold", "schema": "Company", "properties": {"name": ["Meridian Holding"]}},
        {
            "id": "own-1",
            "schema": "Ownership",
            "properties": {"owner": ["hold"], "asset": ["co"], "percentage": ["60"]},
        },
    )
).encode()


@pytest.fixture
def focal(opened: Scene, site: FastAPI) -> TestClient:
    opened.send(commands.NameParty, party="lingua", role="prospect", name="Lingua Meridian Ltd")
    return person(opened, site, "P-FOCAL")


def person(scene: Scene, site: FastAPI, ident: str) -> TestClient:
    return signed_in(scene.desk, site, ident, PEOPLE[ident])


# ------------------------------------------------------------------------------------------- owners


def read_owners(client: TestClient, content: bytes = OWNERS, **fields: str) -> Any:
    said = {"party": "lingua", "title": "Extract of the register", "as_of": "2026-03-01", **fields}
    files = {"file": ("owners.jsonl", content, "application/json")} if content else {}
    return send_form(client, f"{BASE}/ownership", said, files=files)


def test_owners_are_read_from_a_file_and_drawn(opened: Scene, focal: TestClient) -> None:
    assert read_owners(focal).status_code == 303
    dossier = opened.dossier()
    assert [(one.id, one.party, one.evidence) for one in dossier.ownership] == [("OWN-1", "lingua", "E-1")]
    assert [(one.id, one.title) for one in dossier.evidence] == [("E-1", "Extract of the register")]
    page = focal.get(f"{BASE}/ownership").text
    assert "<svg" in page
    assert "Meridian Holding" in page
    assert "60" in page


@pytest.mark.parametrize(
    ("content", "fields", "sentence"),
    [
        (b"", {}, "Choose a file of owners"),
        (b"\x00\x01\x02", {}, "The file is of a kind that is not taken."),
        (b'{"id": "co"}', {}, ""),
        (OWNERS, {"of": "Nobody Ltd"}, "Nobody Ltd"),
        (OWNERS, {"as_of": "2027-01-01"}, "Give a day that has come."),
        (OWNERS, {"title": ""}, "Give the file a title"),
    ],
    ids=["none", "binary", "no statements", "unknown company", "tomorrow", "no title"],
)
def test_a_file_of_owners_that_cannot_be_read_leaves_nothing(
    opened: Scene, focal: TestClient, content: bytes, fields: dict[str, str], sentence: str
) -> None:
    answer = read_owners(focal, content, **fields)
    assert answer.status_code == 409
    assert sentence in answer.text
    dossier = opened.dossier()
    assert (dossier.ownership, dossier.evidence) == ([], [])


# --------------------------------------------------------------------------------- received on paper


def test_a_letter_that_came_by_post_is_entered_as_a_public_submission(opened: Scene, site: FastAPI) -> None:
    officer = person(opened, site, "P-OFFICER")
    fields = {
        "group": "prefer_not_to_say",
        "language": "fr",
        "submitter": "River League",
        "text": "Qui paie ?",
    }
    refused = send_form(officer, f"{BASE}/received", {**fields, "act": "enter"})
    assert refused.status_code == 409
    assert "Say that the submitter agreed to it being public" in refused.text
    assert "Qui paie ?" in refused.text
    done = send_form(officer, f"{BASE}/received", {**fields, "act": "enter", "public": "yes"})
    assert (done.status_code, done.headers["location"]) == (303, f"{BASE}/consultation?saved=S-1")
    [kept] = opened.dossier().submissions
    assert (kept.mode, kept.language, kept.submitter, kept.text) == (
        "public",
        "fr",
        "River League",
        "Qui paie ?",
    )


def test_what_came_by_post_can_be_kept_as_a_draft(opened: Scene, site: FastAPI) -> None:
    officer = person(opened, site, "P-OFFICER")
    send_form(officer, f"{BASE}/received", {"text": "Half a sente", "act": "draft"})
    assert "Half a sente" in officer.get(f"{BASE}/received").text
    assert opened.dossier().submissions == []


def test_a_submission_entered_for_somebody_in_confidence_offers_nothing_to_open(
    opened: Scene, site: FastAPI
) -> None:
    said = {"submission": "S-9", "mode": "confidential", "text": "Do not tell."}
    opened.send(commands.ReceiveSubmission, "P-OFFICER", **said)
    page = person(opened, site, "P-OFFICER").get(f"{BASE}/submissions/S-9").text
    assert "it has no sealed part" in page
    assert "Open for one look" not in page
    assert "Do not tell." not in page


# -------------------------------------------------------------------------------------------- records


class FakeWriter:
    """Writes a record as a word."""

    def __init__(self, suffix: str) -> None:
        self.name = self.suffix = suffix

    def render(self, _: object) -> bytes:
        return f"made as {self.suffix}".encode()


def test_a_record_can_be_taken_away_in_every_form_when_the_runner_has_made_it(
    opened: Scene, focal: TestClient
) -> None:
    assert focal.get(f"{BASE}/bundle.zip").status_code == 404
    opened.answered().send(commands.RequestRecord)
    opened.advance()
    page = focal.get(f"{BASE}/records").text
    assert "The other forms are being made." in page
    assert 'hx-trigger="every 3s"' in page
    record = re.findall(r"/records/([A-Za-z0-9-]+)\.json", page)[0]
    assert focal.get(f"{BASE}/records/{record}.pdf").status_code == 404
    render_waiting(opened.desk, lambda: [FakeWriter(one) for one in FORMS])
    page = focal.get(f"{BASE}/records").text
    assert "being made" not in page
    for form in FORMS:
        assert f"/records/{record}.{form}" in page
        answer = focal.get(f"{BASE}/records/{record}.{form}")
        assert answer.content == f"made as {form}".encode()
        assert answer.headers["content-disposition"].startswith("attachment")
    content = focal.get(f"{BASE}/records/{record}.json")
    assert json.loads(content.content)["record"]["case"] == CASE
    with zipfile.ZipFile(io.BytesIO(focal.get(f"{BASE}/bundle.zip").content)) as bundle:
        names = bundle.namelist()
    assert [one for one in names if one.endswith(("record.json", "record.pdf", "record.docx"))]
    assert focal.get(f"{BASE}/records/R-9.json").status_code == 404
    assert focal.get(f"{BASE}/records/{record}.exe").status_code == 404


# ----------------------------------------------------------------------------------- sent a second time


def test_a_file_sent_twice_is_filed_once_and_named_by_its_own_id(opened: Scene, focal: TestClient) -> None:
    fields = {"kind": "file", "title": "Yearly report", "knowable_on": "2025-12-31"}
    fields["token"] = token_in(focal.get(f"{BASE}/evidence").text)
    places = [
        focal.post(
            f"{BASE}/evidence/files", data=fields, files={"file": ("report.txt", b"A report.", "text/plain")}
        ).headers["location"]
        for _ in range(2)
    ]
    assert places == [f"{BASE}/evidence?saved=E-1"] * 2
    assert [one.id for one in opened.dossier().evidence] == ["E-1"]


# ------------------------------------------------------------------------------------- the policy pack


def test_a_case_is_proposed_under_the_pack_that_was_chosen(opened: Scene, focal: TestClient) -> None:
    page = focal.get("/office/propose").text
    assert '<option value="un-default" selected>' in page
    assert '<option value="example-office">' in page
    fields = {
        "title": "Maps",
        "initiating_office": "Relief Office",
        "company": "Cartograph Harbour",
        "act": "open",
    }
    wrong = send_form(focal, "/office/propose", {**fields, "pack": "../../etc"})
    assert wrong.status_code == 409
    assert "Choose one of the policy packs that are offered." in wrong.text
    done = send_form(focal, "/office/propose", {**fields, "pack": "example-office"})
    case = done.headers["location"].split("/")[3]
    with opened.desk.read() as work:
        assert work.dossier(case).case.pack.startswith("example-office")


# ------------------------------------------------------------------------------------- changed evidence


def test_a_stored_file_whose_bytes_changed_is_named_on_each_page_that_shows_it(
    opened: Scene, focal: TestClient, tmp_path: Path
) -> None:
    digest, other = opened.desk.evidence.put(b"A report."), hashlib.sha256(b"Another.").hexdigest()
    opened.with_evidence("E-1", kind="file", sha256=digest, size=9).answer("INT-02", "Plan", evidence=["E-1"])
    assert "was changed after it was filed" not in focal.get(f"{BASE}/evidence").text
    [stored] = tmp_path.rglob(digest)
    stored.write_bytes(b"Another.")
    for page in ("evidence", "findings/INT-02", "evidence/E-1/file"):
        shown = focal.get(f"{BASE}/{page}")
        assert f"filed with the sha256 {digest}, and what is stored now has {other}." in shown.text
        assert shown.status_code == (409 if page.endswith("file") else 200)
    assert "E-1" in focal.get(f"{BASE}/evidence").text


def test_the_data_protection_officer_erases_a_file_and_the_page_says_who_and_why(
    opened: Scene, site: FastAPI
) -> None:
    digest = opened.desk.evidence.put(b"A list of names.")
    opened.with_evidence("E-7", kind="file", sha256=digest, size=16, title="Attendance")
    dpo, at = person(opened, site, "P-DPO"), f"{BASE}/evidence"
    unsaid = send_form(dpo, f"{at}/erase", {"erased": "E-7", "why": ""}, page=at)
    assert (unsaid.status_code, "Say why it has to go." in unsaid.text) == (409, True)
    why = {"erased": "E-7", "why": "Asked for by a person in it"}
    assert send_form(dpo, f"{at}/erase", why, page=at).status_code == 303
    page = dpo.get(at).text
    assert re.search(r"Erased on [0-9-]{10} by .*P-DPO.*: Asked for by a person in it", page)
    assert (digest in page, f"{at}/E-7/file" in page) == (True, False)
    assert (opened.desk.evidence.hash_of(digest), dpo.get(f"{at}/E-7/file").status_code) == (None, 404)


def test_what_is_erased_is_served_under_no_address_of_its_own_and_offered_for_nothing_new(
    opened: Scene, site: FastAPI
) -> None:
    digest = opened.desk.evidence.put(b"A list of names.")
    for ident in ("E-7", "E-8"):
        opened.with_evidence(ident, kind="file", sha256=digest, size=16, title="Attendance")
    opened.send(commands.EraseEvidence, "P-DPO", evidence="E-7", reason="Asked for by a person in it")
    client = person(opened, site, "P-FOCAL")
    given = {one: client.get(f"{BASE}/evidence/{one}/file").status_code for one in ("E-7", "E-8")}
    assert given == {"E-7": 404, "E-8": 200}
    for page in ("/evidence", "/received", "/question/INT-02"):
        offered = set(re.findall(r'value="(E-[78])"', client.get(f"{BASE}{page}").text))
        assert (page, offered) == (page, {"E-8"})


def test_a_file_is_erased_in_a_case_that_is_over_too(opened: Scene, site: FastAPI) -> None:
    digest = opened.desk.evidence.put(b"A list of names.")
    opened.with_evidence("E-7", kind="file", sha256=digest, size=16, title="Attendance")
    opened.send(commands.WithdrawCase, reason="The office took it back.")
    why, at = {"erased": "E-7", "why": "Asked for by a person in it"}, f"{BASE}/evidence"
    focal, dpo = person(opened, site, "P-FOCAL"), person(opened, site, "P-DPO")
    assert send_form(focal, f"{at}/erase", why, page=at).status_code == 403
    assert send_form(dpo, f"{at}/erase", why, page=at).status_code == 303
    assert opened.desk.evidence.hash_of(digest) is None
