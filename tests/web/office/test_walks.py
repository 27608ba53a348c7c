"""What goes wrong on the way: sessions that end, runners that are away, times that pass, people who are kept away."""

import re
from datetime import timedelta

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from tests.usecases.desks import CASE, PEOPLE, Scene
from tests.web.kit import send_form, signed_in, token_in
from tests.web.office.test_pages import PAGES, fill_case
from vetting.domain import commands
from vetting.domain.people import Role
from vetting.domain.round_commands import PublishNotice
from vetting.domain.rounds import NOTICE
from vetting.web.app import create_app
from vetting.web.settings import WebSettings

BASE = f"/office/cases/{CASE}"


def person(scene: Scene, site: FastAPI, ident: str) -> TestClient:
    return signed_in(scene.desk, site, ident, PEOPLE[ident])


# ---------------------------------------------------------------------------------------- sessions


def test_what_was_typed_is_shown_again_when_the_session_has_ended(opened: Scene, site: FastAPI) -> None:
    focal = person(opened, site, "P-FOCAL")
    address = f"{BASE}/question/INT-02"
    form = {
        "act": "save",
        "answerer": "office",
        "based_on": "0",
        "said": "given",
        "value": "A long work plan",
    }
    form["token"] = token_in(focal.get(address).text)
    opened.wait(minutes=31)
    answer = focal.post(address, data=form)
    assert answer.status_code in (401, 403)
    assert "A long work plan" in answer.text
    assert opened.dossier().answers == []
    assert focal.get(address).headers["location"].startswith("/office/sign-in")


# ---------------------------------------------------------------------------------- nobody listens


class DeafWaker:
    """Stands where the runner, or Prefect's server, cannot be reached."""

    def wake(self, case: str) -> None:
        raise ConnectionError(case)


def test_an_act_is_kept_when_nobody_can_be_told_of_it(
    opened: Scene, settings: WebSettings, caplog: pytest.LogCaptureFixture
) -> None:
    focal = person(opened, create_app(opened.desk, DeafWaker(), settings), "P-FOCAL")
    form = {"act": "save", "answerer": "office", "based_on": "0", "said": "no"}
    assert send_form(focal, f"{BASE}/question/INT-01", form).status_code == 303
    assert [one.value for one in opened.dossier().answers] == ["no"]
    with opened.desk.read() as work:
        assert work.is_moving(CASE)
    assert f"case {CASE} was not woken: ConnectionError" in caplog.text


# ------------------------------------------------------------------------------------ closing times


def test_a_round_is_open_in_its_last_second_and_a_second_later_nobody_extends_it(
    opened: Scene, site: FastAPI
) -> None:
    opened.answered().advance()
    closes = opened.now + timedelta(days=60)
    notice = {"en": dict.fromkeys(NOTICE, "Said.")}
    asked = {"q1": {"en": "Who should be heard?"}}
    said = {
        "questions": asked,
        "opens_at": opened.now,
        "closes_at": closes,
        "languages": ["en"],
        "notice": notice,
    }
    opened.send(PublishNotice, "P-OFFICER", **said, terms_withheld="None yet.", terms_reviewer="P-HEAD")
    opened.wait_until(closes)
    officer = person(opened, site, "P-OFFICER")
    assert "is open" in officer.get(f"{BASE}/consultation").text
    opened.wait(seconds=1)
    assert "is closed" in officer.get(f"{BASE}/consultation").text
    later = {"later": closes.date().isoformat(), "reason": "Some were late."}
    refused = send_form(officer, f"{BASE}/notice/extend", later, page=f"{BASE}/notice")
    assert refused.status_code == 409
    assert opened.dossier().rounds[0].closes_at == closes


# ----------------------------------------------------------------------------------- who is kept away


@pytest.fixture
def recused(opened: Scene, site: FastAPI) -> TestClient:
    fill_case(opened)
    opened.send(commands.DeclareInterest, "P-OFFICER", declaration="D-1", person="P-OFFICER", kind="shares")
    return person(opened, site, "P-OFFICER")


@pytest.mark.usefixtures("recused")
def test_a_recused_person_reads_every_page_but_what_was_said_in_confidence(recused: TestClient) -> None:
    for path in PAGES:
        answer = recused.get(BASE + path)
        assert (path, answer.status_code) == (path, 200)
    opened_one = send_form(
        recused, f"{BASE}/submissions/S-2/open", {"reason": "To read."}, page=f"{BASE}/submissions/S-1"
    )
    assert opened_one.status_code == 403
    assert "What was said in confidence stays closed" in opened_one.text


def test_a_recused_person_signs_and_disposes_of_nothing(opened: Scene, recused: TestClient) -> None:
    before = opened.size()
    acts = (
        ("/submissions/S-1/points", {"text": "Another."}, "/submissions/S-1"),
        ("/points/PT-1", {"disposition": "accepted", "reason": "It is right."}, "/points/PT-1"),
        ("/signatures/W-1", {"act": "sign", "read": "yes"}, "/people"),
    )
    for path, fields, page in acts:
        answer = send_form(recused, BASE + path, fields, page=BASE + page)
        assert answer.status_code in (404, 409)
        assert answer.status_code == 404 or "has an open conflict of interest (D-1)" in answer.text
    assert opened.size() == before


# --------------------------------------------------------------------------------- two people, one thing


def change(client: TestClient, page: str, name: str) -> int:
    based_on = re.findall(r'name="based_on" value="([^"]*)"', page)[0]
    fields = {
        "party": "lingua",
        "role": "prospect",
        "name": name,
        "based_on": based_on,
        "token": token_in(page),
    }
    answer = client.post(f"{BASE}/parties", data=fields)
    if answer.status_code == 409:
        assert "Somebody else changed lingua while you were writing" in answer.text
        assert name in answer.text
    return int(answer.status_code)


def test_two_people_who_change_one_party_both_see_both(opened: Scene, site: FastAPI) -> None:
    opened.send(commands.NameParty, party="lingua", role="prospect", name="Lingua")
    focal, legal = person(opened, site, "P-FOCAL"), person(opened, site, "P-LEGAL")
    address = f"{BASE}/parties?change=lingua"
    first, second = focal.get(address).text, legal.get(address).text
    assert change(focal, first, "Lingua Meridian Ltd") == 303
    assert change(legal, second, "Lingua Meridian Limited") == 409
    assert [one.name for one in opened.dossier().parties] == ["Lingua Meridian Ltd"]
    assert change(legal, legal.get(address).text, "Lingua Meridian Limited") == 303


def test_two_people_who_dispose_of_one_point_keep_the_first_and_lose_no_text(
    opened: Scene, site: FastAPI
) -> None:
    fill_case(opened)
    officer, rights = person(opened, site, "P-OFFICER"), person(opened, site, "P-RIGHTS")
    address = f"{BASE}/points/PT-1"
    page = rights.get(address).text
    send_form(officer, address, {"disposition": "accepted", "reason": "It is right."})
    late = {"disposition": "not_accepted", "reason": "It is not for us.", "token": token_in(page)}
    answer = rights.post(address, data=late)
    assert answer.status_code == 409
    assert "The point PT-1 has a disposition already" in answer.text
    assert "It is not for us." in answer.text
    assert "It is right." in answer.text


# ---------------------------------------------------------------------------------------- sentences


def test_no_page_shows_the_name_of_a_class_or_a_place_that_is_none(opened: Scene, site: FastAPI) -> None:
    fill_case(opened)
    acts = "|".join(one.__name__ for one in commands.Command.__subclasses__())
    adviser = signed_in(opened.desk, site, "P-DPO", Role.DPO)
    for path in PAGES:
        text = re.sub(r"<[^>]*>", " ", adviser.get(BASE + path).text)
        assert (path, re.findall(rf"\b(?:{acts})\b|, None\b|\bNone,", text)) == (path, [])
