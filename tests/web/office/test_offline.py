"""The desk gives the questionnaire as a file, shows what a file would change, and brings it in when that is confirmed."""

from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from tests.usecases.desks import CASE, Scene, a_scene
from tests.web.kit import signed_in, token_in
from vetting.domain.people import Role

BASE = f"/office/cases/{CASE}"
HERE = f"{BASE}/questionnaire"


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return a_scene(tmp_path).opened()


@pytest.fixture
def focal(scene: Scene, app: FastAPI) -> TestClient:
    return signed_in(scene.desk, app, "P-FOCAL", Role.FOCAL_POINT, Role.INITIATOR)


def bring(client: TestClient, content: bytes) -> Any:
    token = token_in(client.get(HERE).text)
    return client.post(f"{HERE}/files", data={"token": token}, files={"file": ("q.yaml", content)})


def confirm(client: TestClient, **said: str) -> Any:
    fields = {"token": token_in(client.get(f"{HERE}/back").text), "act": "bring"}
    return client.post(f"{HERE}/back", data=fields | said)


def filled_in(client: TestClient, answer: str = "no") -> bytes:
    said = client.get(f"{HERE}/take.yaml?of=office&stage=intake").content.decode()
    assert "id: INT-01" in said
    return said.replace("state: ''", f"state: given\n  answer: {answer}", 1).encode()


def test_a_workbook_and_yaml_are_given_under_names_that_say_what_they_hold(focal: TestClient) -> None:
    workbook = focal.get(f"{HERE}/take.xlsx?of=company")
    assert workbook.content.startswith(b"PK")
    assert workbook.headers["content-disposition"] == 'attachment; filename="meridian-company.xlsx"'
    assert focal.get(f"{HERE}/take.yaml").text.startswith("# Say in 'state'")
    for path in ("/take.ods", "/take.yaml?of=nobody", "/take.yaml?stage=nowhere"):
        assert focal.get(HERE + path).status_code == 404


def test_a_file_is_looked_at_first_and_brought_in_when_it_is_confirmed(
    scene: Scene, focal: TestClient
) -> None:
    answer = bring(focal, filled_in(focal))
    assert (answer.status_code, answer.headers["location"]) == (303, f"{HERE}/back")
    page = focal.get(f"{HERE}/back").text
    assert "New answers" in page
    assert scene.dossier().answers == []
    assert "waits for you to confirm" in focal.get(HERE).text
    done = confirm(focal)
    assert (done.status_code, done.headers["location"]) == (303, f"{BASE}/questions?saved=questionnaire")
    assert [(one.criterion, one.value, one.by) for one in scene.dossier().answers] == [
        ("INT-01", "no", "P-FOCAL")
    ]
    assert focal.get(f"{HERE}/back").headers["location"] == HERE


def test_both_versions_stand_side_by_side_until_one_is_chosen(scene: Scene, focal: TestClient) -> None:
    content = filled_in(focal)
    scene.answer("INT-01", "yes", note="Seen at the meeting")
    bring(focal, content)
    page = focal.get(f"{HERE}/back").text
    for part in (
        "Answered on both sides",
        "In the file",
        "In the case",
        "Seen at the meeting",
        "P-FOCAL, 2 March",
    ):
        assert part in page
    refused = confirm(focal)
    assert refused.status_code == 409
    assert "Both sides answered INT-01:office" in refused.text
    assert [one.value for one in scene.dossier().answers] == ["yes"]
    assert confirm(focal, **{"stands-INT-01:office": "file"}).status_code == 303
    assert [one.value for one in scene.dossier().answers] == ["yes", "no"]


def test_the_faults_of_a_file_are_listed_with_their_places_and_nothing_is_kept(
    scene: Scene, focal: TestClient
) -> None:
    answer = bring(focal, filled_in(focal, "perhaps"))
    assert answer.status_code == 409
    assert "INT-01 must be yes or no, not &#39;perhaps&#39;." in answer.text
    assert "line " in answer.text
    assert "waits for you" not in focal.get(HERE).text
    empty = focal.post(
        f"{HERE}/files", data={"token": token_in(focal.get(HERE).text)}, files={"file": ("", b"")}
    )
    assert "none was chosen" in empty.text
    assert scene.dossier().answers == []


def test_a_file_can_be_discarded(scene: Scene, focal: TestClient) -> None:
    bring(focal, filled_in(focal))
    assert confirm(focal, act="discard").headers["location"] == HERE
    assert (focal.get(f"{HERE}/back").status_code, scene.dossier().answers) == (303, [])


def test_what_a_rule_forbids_is_said_and_the_file_stays(scene: Scene, app: FastAPI) -> None:
    dpo = signed_in(scene.desk, app, "P-DPO", Role.DPO)
    bring(dpo, filled_in(dpo))
    refused = confirm(dpo)
    assert "P-DPO has no role that may answer for &#39;office&#39;." in refused.text
    assert dpo.get(f"{HERE}/back").status_code == 200


@pytest.mark.usefixtures("scene")
def test_a_guidance_note_is_shown_on_a_page_of_its_own(focal: TestClient) -> None:
    page = focal.get("/office/guidance/facial-recognition")
    assert page.status_code == 200
    assert '<h1 class="govuk-heading-l">Facial recognition</h1>' in page.text
    assert "Errors fall unevenly." in page.text
    assert focal.get("/office/guidance/nowhere").status_code == 404


def test_a_question_shows_what_its_guidance_notes_say_of_it(tmp_path: Path, app: FastAPI) -> None:
    scene = a_scene(tmp_path).opened(pack="un-default")
    focal = signed_in(scene.desk, app, "P-FOCAL", Role.FOCAL_POINT, Role.INITIATOR)
    page = focal.get(f"{BASE}/question/HRI-20").text
    assert "Guidance note: Facial recognition" in page
    assert "Who else may use it, and were terms enforced?" in page
    assert f'href="{BASE}/question/ENT-12"' in page
    assert 'href="/office/guidance/facial-recognition"' in page
    assert "Guidance note" not in focal.get(f"{BASE}/question/INT-01").text


def test_a_second_person_reviews_an_answer_on_its_page(scene: Scene, app: FastAPI, focal: TestClient) -> None:
    scene.answer("INT-01", "no")
    assert (
        "P-FOCAL entered the answer to INT-01 and so cannot review it."
        in focal.get(f"{BASE}/question/INT-01").text
    )
    legal = signed_in(scene.desk, app, "P-LEGAL", Role.LEGAL)
    path = f"{BASE}/question/INT-01"
    fields = {"answerer": "office", "seen": "1", "review_note": "Compared"}
    stale = legal.post(f"{path}/review", data=fields | {"seen": "x", "token": token_in(legal.get(path).text)})
    assert (stale.status_code, scene.dossier().reviews) == (409, [])
    done = legal.post(f"{path}/review", data=fields | {"token": token_in(legal.get(path).text)})
    assert done.status_code == 303
    assert [(one.by, one.note) for one in scene.dossier().reviews] == [("P-LEGAL", "Compared")]
    assert "Reviewed by P-LEGAL (Legal" in legal.get(path).text
