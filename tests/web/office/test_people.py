"""People of a case at the desk: roles that their accounts hold, ids without an account, and who is offered to sign."""

import re

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from tests.usecases.desks import CASE, PEOPLE, Scene
from tests.web.kit import an_account, send_form, signed_in
from vetting.domain import commands
from vetting.domain.commands import AnswerQuestion, Decide, GrantException, JudgeMatch
from vetting.domain.people import Role
from vetting.usecases.office.case_view import look_at
from vetting.usecases.office.signers import offer_signers

BASE = f"/office/cases/{CASE}"


@pytest.fixture
def focal(opened: Scene, site: FastAPI) -> TestClient:
    return signed_in(opened.desk, site, "P-FOCAL", Role.FOCAL_POINT)


def test_the_page_refuses_a_role_that_the_account_does_not_hold_and_says_who_grants_it(
    opened: Scene, focal: TestClient
) -> None:
    an_account(opened.desk, "P-FRIEND", Role.LEGAL)
    said = {"person": "P-FRIEND", "roles": ["head_of_office"]}
    answer = send_form(focal, f"{BASE}/people", said)
    assert answer.status_code == 409
    assert "The account of P-FRIEND does not hold head of office" in answer.text
    assert "vetting account grant P-FRIEND --role head_of_office" in answer.text
    assert send_form(focal, f"{BASE}/people", {**said, "roles": ["legal"]}).status_code == 303


def test_an_id_that_no_account_has_is_taken_and_marked(focal: TestClient) -> None:
    assert send_form(focal, f"{BASE}/people", {"person": "P-TYPO", "roles": ["legal"]}).status_code == 303
    page = focal.get(f"{BASE}/people").text
    assert "nobody can sign in as P-TYPO" in page
    assert "nobody can sign in as P-FOCAL" not in page
    assert "nobody can sign in as P-COMPANY" not in page
    assert "P-TYPO" in focal.get(f"{BASE}/staffing").text.split("Without an account")[1]


def test_whether_a_case_is_there_is_not_told_to_who_is_not_on_it(opened: Scene, site: FastAPI) -> None:
    stranger = signed_in(opened.desk, site, "P-STRANGER", Role.LEGAL)
    for path in ("", "/people", "/decision", "/question/INT-01"):
        there = stranger.get(f"{BASE}{path}")
        absent = stranger.get(f"/office/cases/no-such-case{path}")
        assert (there.status_code, absent.status_code) == (403, 403)
        assert _bare(there.text, CASE) == _bare(absent.text, "no-such-case")


@pytest.mark.parametrize(
    ("act", "offered"),
    [
        (Decide, set(PEOPLE) - {"P-FOCAL", "P-INIT", "P-COMPANY", "P-AUDITOR", "P-DPO"}),
        (GrantException, set(PEOPLE) - {"P-FOCAL", "P-INIT", "P-COMPANY", "P-AUDITOR", "P-DPO"}),
        (JudgeMatch, {"P-LEGAL", "P-RIGHTS", "P-ETHICS"}),
        (AnswerQuestion, set(PEOPLE) - {"P-FOCAL", "P-COMPANY", "P-AUDITOR", "P-DPO"}),
    ],
)
def test_only_who_may_sign_an_act_is_offered(
    opened: Scene, act: type[commands.Command], offered: set[str]
) -> None:
    opened.send(commands.DeclareInterest, "P-DPO", declaration="D-1", person="P-DPO", kind="shares")
    view = look_at(opened.desk, CASE, "P-FOCAL")
    assert set(offer_signers(view, act).ids) == offered


def test_who_opened_the_case_is_offered_to_sign_no_decision_whatever_role_they_have_now(
    opened: Scene,
) -> None:
    said = {"title": "Another", "initiating_office": "Office", "prospect": "x", "pack": "un-default"}
    other = Scene(opened.desk, "another")
    other.send(commands.OpenCase, "P-BEGAN", **said)
    other.send(commands.AssignPerson, "P-BEGAN", person="P-1", roles=[Role.FOCAL_POINT])
    other.send(commands.AssignPerson, "P-1", person="P-BEGAN", roles=[Role.HEAD_OF_OFFICE])
    assert offer_signers(look_at(other.desk, "another", "P-1"), Decide).people == ()


def _bare(page: str, case: str) -> str:
    return re.sub(r'value="[^"]*"|nonce="[^"]*"', "", page.replace(case, "CASE"))
