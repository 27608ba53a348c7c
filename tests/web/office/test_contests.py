"""Contests at the desk: a section for each, the form that answers it, and what is sealed opened by those alone who may."""

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from tests.usecases.consulting import ANONYMOUS, Keys, a_draft, lodged, open_round, set_up_keys
from tests.usecases.desks import CASE, Scene
from tests.web.kit import send_form, signed_in
from vetting.domain import commands
from vetting.domain.people import Role
from vetting.usecases.contesting import contest
from vetting.usecases.looking_up import find_lodged

BASE = f"/office/cases/{CASE}"
WORDS = "Clause 4 says nothing of voices."
REASON = "Clause 4 limits it."


@pytest.fixture
def keys(opened: Scene) -> Keys:
    return set_up_keys(open_round(opened))


@pytest.fixture
def contested(opened: Scene, keys: Keys) -> Scene:
    """A case in which an anonymous submitter contested what became of the one point of a submission."""
    assert keys.officer
    receipt = lodged(opened, a_draft(ANONYMOUS)).receipt
    ident = find_lodged(opened.desk, receipt).submission.id
    said = {"point": "PT-1", "submission": ident, "text": "Voices are kept.", "criteria": ["HRI-01"]}
    opened.send(commands.ExtractPoint, "P-OFFICER", **said)
    opened.send(commands.DisposePoint, "P-OFFICER", point="PT-1", disposition="not_accepted", reason=REASON)
    contest(opened.desk, receipt, "PT-1", WORDS)
    return opened


def officer_of(scene: Scene, site: FastAPI) -> TestClient:
    return signed_in(scene.desk, site, "P-OFFICER", Role.CONSULTATION_OFFICER)


def test_the_contest_of_a_point_is_shown_with_what_stood_and_who_contests_as_far_as_they_said(
    contested: Scene, site: FastAPI
) -> None:
    page = officer_of(contested, site).get(f"{BASE}/contests/C-PT-1").text
    [submission] = contested.dossier().submissions
    for told in (
        "What became of point PT-1: Voices are kept.",
        f"Not accepted: {REASON}",
        f"Whoever made submission {submission.id} (Anonymous;",
        "In the week of",
        "No approval is possible before it has one.",
        f'href="{BASE}/question/HRI-01"',
        f'href="{BASE}/submissions/{submission.id}?file={submission.files[0]}"',
    ):
        assert told in page
    assert WORDS not in page


def test_a_link_from_a_contest_leads_to_the_sealed_words_and_to_nothing_that_is_not_there(
    contested: Scene, site: FastAPI
) -> None:
    [submission] = contested.dossier().submissions
    client, [file] = officer_of(contested, site), submission.files
    address = f"{BASE}/submissions/{submission.id}"
    assert f'value="{file}" checked' in client.get(f"{address}?file={file}").text
    assert 'value="" checked' in client.get(f"{address}?file=F-none").text


def test_who_may_not_open_what_is_sealed_reads_who_may(contested: Scene, site: FastAPI) -> None:
    page = signed_in(contested.desk, site, "P-LEGAL", Role.LEGAL).get(f"{BASE}/contests").text
    assert "?file=" not in page
    assert "P-LEGAL has no role on this case that allows opening a sealed submission." in page
    assert "P-OFFICER (Consultation officer)" in page


def test_the_new_disposition_answers_the_contest_and_both_stand_there_afterwards(
    contested: Scene, site: FastAPI
) -> None:
    client, address = officer_of(contested, site), f"{BASE}/contests/C-PT-1"
    assert "Answer the contest of point PT-1" in client.get("/office/").text
    blank = send_form(client, address, {"disposition": "accepted", "reason": " "})
    assert blank.status_code == 409
    assert send_form(client, address, {"reason": "Clause 5 was added."}).status_code == 409
    said = {"disposition": "accepted", "reason": "Clause 5 was added.", "changed": "clause 5"}
    assert send_form(client, address, {**said, "act": "draft"}).status_code == 303
    assert "Clause 5 was added." in client.get(address).text
    assert send_form(client, address, said).status_code == 303
    page = client.get(address).text
    for told in (f"Not accepted: {REASON}", "Accepted: Clause 5 was added. It changed: clause 5."):
        assert told in page
    assert "P-OFFICER (Consultation officer) answered on" in page
    assert "<textarea" not in page
    assert "Answer the contest of point" not in client.get("/office/").text
    again = client.get(f"{BASE}/points/PT-1").text
    assert f'href="{address}"' in again


def test_the_contest_of_an_answer_has_its_section_its_form_and_its_outcome(
    opened: Scene, site: FastAPI
) -> None:
    opened.answered()
    opened.send(commands.ContestAnswer, "P-LEGAL", criterion="INT-01", reason="It is open to all.")
    focal = signed_in(opened.desk, site, "P-FOCAL", Role.FOCAL_POINT)
    overview = focal.get(BASE).text
    assert f'href="{BASE}/contests/C-INT-01-1"' in overview
    address = f"{BASE}/contests/C-INT-01-1"
    page = focal.get(address).text
    for told in (
        "The answer to INT-01",
        "P-LEGAL (Legal office)",
        "It is open to all.",
        "goes the longer way",
    ):
        assert told in page
    assert "Write what was found." in send_form(focal, address, {"answer": " "}).text
    assert send_form(focal, address, {"answer": "It is not; see the plan."}).status_code == 303
    answered = focal.get(f"{BASE}/contests").text
    assert "It is not; see the plan." in answered
    assert "P-FOCAL (Focal point) answered on" in answered
    [kept] = opened.dossier().contests
    assert kept.answer == "It is not; see the plan."


def test_a_contest_that_is_not_there_is_not_found_and_none_is_told_as_none(
    opened: Scene, site: FastAPI
) -> None:
    focal = signed_in(opened.desk, site, "P-FOCAL", Role.FOCAL_POINT)
    assert focal.get(f"{BASE}/contests/C-PT-9").status_code == 404
    assert "Nobody has contested anything in this case." in focal.get(f"{BASE}/contests").text
