"""The API: the same rules as the pages, problems with the same sentence, and a description that holds."""

import csv
import hashlib
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from tests.usecases.desks import CASE, SMALL_PACK, Scene, a_scene
from tests.web.browser import serving
from tests.web.kit import FakeWaker, an_account, client_of
from vetting.domain import commands
from vetting.domain.people import Role
from vetting.usecases.accounts import make_token
from vetting.usecases.desk import Desk

SURFACES = ("api",)

API = "/api/v1"
CASES = f"{API}/cases"
SCRIPT = Path(__file__).parents[2] / "docs" / "how-to" / "send_answers.py"


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return a_scene(tmp_path).opened()


def token_of(desk: Desk, ident: str, role: Role) -> str:
    an_account(desk, ident, role)
    return make_token(desk, ident, "a test", [role], days=1)


@pytest.fixture
def office(scene: Scene, app: FastAPI) -> TestClient:
    client = client_of(app)
    client.headers["Authorization"] = f"Bearer {token_of(scene.desk, 'P-FOCAL', Role.FOCAL_POINT)}"
    return client


@pytest.fixture
def auditor(scene: Scene, app: FastAPI) -> TestClient:
    client = client_of(app)
    client.headers["Authorization"] = f"Bearer {token_of(scene.desk, 'P-ELSEWHERE', Role.AUDITOR)}"
    return client


def test_a_case_is_told_as_the_command_line_tells_it(office: TestClient) -> None:
    told = office.get(f"{CASES}/{CASE}").json()
    assert (told["case"], told["status"], told["outcome"]) == (CASE, "triage", "undetermined")
    assert told["ask_next"]


def test_an_answer_is_entered_once_however_often_it_is_sent(
    office: TestClient, scene: Scene, waker: FakeWaker
) -> None:
    answer = {"criterion": "INT-02", "answerer": "office", "value": "Work plan", "request": "a1"}
    first, again = (office.post(f"{CASES}/{CASE}/answers", json=answer) for _ in range(2))
    assert (first.status_code, first.json()["number"], first.json()["by"]) == (201, 1, "P-FOCAL")
    assert again.json() == first.json()
    assert len(scene.dossier().answers) == 1
    assert CASE in waker.woken


def test_one_name_for_two_requests_loses_neither_answer(office: TestClient, scene: Scene) -> None:
    first = {"criterion": "INT-02", "answerer": "office", "value": "Work plan", "request": "a1"}
    second = {"criterion": "INT-01", "answerer": "office", "value": "no", "request": "a1"}
    taken = [office.post(f"{CASES}/{CASE}/answers", json=one) for one in (first, second, first)]
    assert [(one.status_code, one.json()["criterion"]) for one in taken] == [
        (201, "INT-02"), (201, "INT-01"), (201, "INT-02")
    ]  # fmt: skip
    assert [one.criterion for one in scene.dossier().answers] == ["INT-02", "INT-01"]


def test_an_answer_based_on_an_older_one_overwrites_nothing(office: TestClient, scene: Scene) -> None:
    scene.answer("INT-02", "Somebody else was faster")
    answer = {"criterion": "INT-02", "answerer": "office", "value": "Work plan", "based_on": 0}
    refused = office.post(f"{CASES}/{CASE}/answers", json=answer)
    assert refused.status_code == 409
    assert refused.json()["code"] == "answer_changed_meanwhile"
    assert [one.value for one in scene.dossier().answers] == ["Somebody else was faster"]


def test_a_refusal_is_a_problem_with_the_sentence_of_the_page(office: TestClient) -> None:
    answer = {"criterion": "INT-02", "answerer": "legal", "value": "Work plan"}
    refused = office.post(f"{CASES}/{CASE}/answers", json=answer)
    assert refused.headers["Content-Type"] == "application/problem+json"
    assert refused.json() == {
        "type": "about:blank",
        "status": 409,
        "code": "not_its_answerer",
        "title": "INT-02 is answered by office, not by legal. Name the right answerer.",
    }


def test_what_is_asked_comes_with_who_may_answer_it(office: TestClient) -> None:
    page = office.get(f"{CASES}/{CASE}/questions?only_open=true&size=100").json()
    asked = {one["criterion"]: one for one in page["items"]}
    assert page["total"] == len(asked)
    assert asked["INT-02"]["why_not"] == {"office": ""}
    assert asked["INT-02"]["answers"] == []


def test_answers_come_in_pages(office: TestClient, scene: Scene) -> None:
    scene.answered()
    first = office.get(f"{CASES}/{CASE}/answers?size=2").json()
    second = office.get(f"{CASES}/{CASE}/answers?size=2&page=2").json()
    assert [one["number"] for one in first["items"] + second["items"]] == [1, 2, 3, 4]
    assert first["total"] == len(scene.dossier().answers)


def test_a_record_is_given_as_the_bytes_whose_hash_stands_in_the_log(
    office: TestClient, scene: Scene
) -> None:
    scene.answered().advance()
    scene.decide("approve", plan_signed_by="P-HEAD", risk_signed_by="P-HQ")
    scene.advance()
    [line] = [one for one in office.get(f"{CASES}/{CASE}/records").json() if one["edition"] == "auditor"]
    content = office.get(f"{CASES}/{CASE}/records/{line['id']}").content
    assert hashlib.sha256(content).hexdigest() == line["sha256"]


def test_a_token_reaches_the_cases_of_its_person_alone(office: TestClient, scene: Scene) -> None:
    said = {"title": "Another", "initiating_office": "Office", "prospect": "x", "pack": str(SMALL_PACK)}
    Scene(scene.desk, "another").send(commands.OpenCase, "P-INIT", **said)
    assert office.get(f"{CASES}/another").status_code == 403
    page = office.get(CASES).json()
    assert [one["id"] for one in page["items"]] == [CASE]
    assert office.get(f"{CASES}?status=decided").json()["items"] == []


def test_whether_a_case_is_there_is_not_told_to_a_token_of_who_is_not_on_it(
    scene: Scene, app: FastAPI
) -> None:
    client = client_of(app)
    client.headers["Authorization"] = f"Bearer {token_of(scene.desk, 'P-STRANGER', Role.LEGAL)}"
    for path in ("", "/questions", "/answers", "/records", "/records/R-1"):
        there, absent = client.get(f"{CASES}/{CASE}{path}"), client.get(f"{CASES}/none{path}")
        assert (there.status_code, there.json()) == (absent.status_code, absent.json())
        assert there.json()["code"] == "not_on_this_case"


def test_a_token_with_one_role_acts_with_that_role_alone(scene: Scene, app: FastAPI) -> None:
    both = [Role.LEGAL, Role.FOCAL_POINT]
    scene.send(commands.AssignPerson, "P-INIT", person="P-BOTH", roles=both)
    an_account(scene.desk, "P-BOTH", *both, Role.DPO)
    answer = {"criterion": "INT-02", "answerer": "office", "value": "Work plan 2026"}
    for roles, status in (([Role.LEGAL], 409), ([Role.DPO], 403), ([Role.FOCAL_POINT], 201), ([], 201)):
        client = client_of(app)
        token = make_token(scene.desk, "P-BOTH", "a test", roles, days=1)
        client.headers["Authorization"] = f"Bearer {token}"
        asked = client.get(f"{CASES}/{CASE}/questions?size=100")
        seen = len(client.get(CASES).json()["items"])
        assert client.post(f"{CASES}/{CASE}/answers", json=answer).status_code == status
        assert (asked.status_code == 403, seen == 0) == (roles == [Role.DPO], roles == [Role.DPO])
        if roles == [Role.LEGAL]:
            [question] = [one for one in asked.json()["items"] if one["criterion"] == "INT-02"]
            assert "has no role that may answer for" in question["why_not"]["office"]


def test_an_auditor_reads_every_case_and_the_log_and_changes_nothing(auditor: TestClient) -> None:
    assert [one["id"] for one in auditor.get(CASES).json()["items"]] == [CASE]
    entry = auditor.get(f"{API}/log?first=0&count=1").json()[0]
    assert (entry["index"], entry["event"]) == (0, "CaseOpened")
    assert auditor.get(f"{API}/log/0/proof").json()["leaf_hash"] == entry["leaf_hash"]
    answer = {"criterion": "INT-02", "answerer": "office", "value": "x"}
    assert auditor.post(f"{CASES}/{CASE}/answers", json=answer).status_code == 403


def test_the_log_is_closed_to_the_office(office: TestClient) -> None:
    assert office.get(f"{API}/log").status_code == 403


@pytest.mark.parametrize("path", [CASES, f"{CASES}/{CASE}", f"{API}/log"])
@pytest.mark.usefixtures("scene")
def test_without_a_token_nothing_but_the_register_is_read(app: FastAPI, path: str) -> None:
    client = client_of(app)
    assert client.get(path).status_code == 401
    assert client.get(f"{API}/register").status_code == 200


@pytest.mark.parametrize(
    "path", ["?page=0", "?size=1000", "?page=99999999999999999999", "?status=nonsense", "?page=x"]
)
def test_a_number_out_of_bounds_is_refused_before_the_database(office: TestClient, path: str) -> None:
    refused = office.get(CASES + path)
    assert refused.status_code == 422
    assert refused.json()["code"] == "input_unreadable"


def test_the_description_names_every_operation_and_its_problems(office: TestClient) -> None:
    paths: dict[str, Any] = office.get(f"{API}/openapi.json").json()["paths"]
    assert {path.removeprefix(API) for path in paths} == {
        "/version",
        "/register",
        "/cases",
        "/cases/{case}",
        "/cases/{case}/questions",
        "/cases/{case}/answers",
        "/cases/{case}/records",
        "/cases/{case}/records/{record}",
        "/log",
        "/log/{index}/proof",
    }
    for methods in paths.values():
        for operation in methods.values():
            assert {"401", "403", "404", "409", "422"} <= set(operation["responses"])
            assert operation["description"]


def test_the_script_of_the_documentation_sends_a_file_of_answers(
    scene: Scene, app: FastAPI, tmp_path: Path
) -> None:
    file = tmp_path / "answers.csv"
    rows = [
        ["criterion", "answerer", "state", "value", "note"],
        ["INT-02", "office", "", "Work plan 2026", ""],
        ["HRI-01", "hr_adviser", "", "1", "by the adviser"],
        ["INT-01", "legal", "", "no", ""],
    ]
    with file.open("w", newline="") as out:
        csv.writer(out).writerows(rows)
    token = token_of(scene.desk, "P-FOCAL", Role.FOCAL_POINT)
    with serving(app) as address:
        done = subprocess.run(
            [sys.executable, SCRIPT, address, CASE, str(file)],
            env={"VETTING_TOKEN": token},
            capture_output=True,
            text=True,
            check=False,
        )
    refused, asked = done.stdout.splitlines()
    assert refused == "INT-01: INT-01 is answered by office, not by legal. Name the right answerer."
    assert asked.startswith("Asked next: ")
    assert done.returncode == 1
    assert {one.criterion: one.value for one in scene.dossier().answers} == {
        "INT-02": "Work plan 2026",
        "HRI-01": 1,
    }
