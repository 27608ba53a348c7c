"""Deciding at the desk: exceptions, conditions of one's own, real matches, and who may sign nothing."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from tests.usecases.desks import CASE, PEOPLE, Scene
from tests.usecases.light import a_light_scene
from tests.usecases.lists_of_home import ODA, STRANGER
from tests.usecases.test_screening_a_case import a_screened_scene
from tests.web.apps import lent_app
from tests.web.kit import FakeWaker, send_form, signed_in, token_in
from vetting.domain import commands
from vetting.domain.people import Role
from vetting.web.settings import WebSettings

AppOf = Callable[[Scene], FastAPI]

BASE = f"/office/cases/{CASE}"
SIGNING = f"{BASE}/signatures/W-1"
EXCEPTION = {
    "criterion": "EXC-02",
    "reasons": "One workshop of the group makes parts for replicas.",
    "mandate": "No other firm translates this language.",
    "dissent": "nobody",
    "limits": "Written texts only.",
    "ends_on": "2026-09-01",
    "second_by": "P-HQ",
    "act": "sign",
}


@pytest.fixture
def app_of(settings: WebSettings) -> Iterator[AppOf]:
    """What gives the app on a scene's desk."""
    with ExitStack() as lent:
        yield lambda scene: lent.enter_context(lent_app(scene.desk, FakeWaker(), settings))


def person(scene: Scene, app: FastAPI, ident: str) -> TestClient:
    return signed_in(scene.desk, app, ident, PEOPLE[ident])


# ---------------------------------------------------------------------------------------- exceptions


@pytest.fixture
def stopped(tmp_path: Path) -> Scene:
    return a_light_scene(tmp_path, INT_03="pilot").answer("EXC-02", 4, answerer="company")


def test_an_exception_is_granted_at_two_desks_and_then_stands(stopped: Scene, app_of: AppOf) -> None:
    app = app_of(stopped)
    head = person(stopped, app, "P-EXEC")
    page = head.get(f"{BASE}/exceptions").text
    assert "EXC-02" in page
    assert "Grant an exception" in page
    assert send_form(head, f"{BASE}/exceptions", EXCEPTION).status_code == 303
    assert stopped.dossier().exceptions == []
    second = person(stopped, app, "P-HQ")
    assert "One workshop of the group" in second.get(SIGNING).text
    assert send_form(second, SIGNING, {"act": "sign", "read": "yes"}).status_code == 303
    [granted] = stopped.dossier().exceptions
    assert (granted.granted_by, granted.second_by, granted.ends_on) == ("P-EXEC", "P-HQ", date(2026, 9, 1))
    shown = person(stopped, app, "P-FOCAL").get(f"{BASE}/exceptions").text
    for told in ("X-EXC-02-1", "Written texts only.", "stands", "lifted by an exception", "P-EXEC"):
        assert told in shown
    assert "P-FOCAL has no role on this case that allows granting an exception." in shown


def test_a_head_who_proposed_the_case_is_offered_to_ask_and_reads_why_nobody_could_grant_it(
    stopped: Scene, app_of: AppOf
) -> None:
    roles = [Role.EXECUTIVE_HEAD, Role.INITIATOR]
    stopped.send(commands.AssignPerson, person="P-EXEC", roles=roles)
    app = app_of(stopped)
    page = signed_in(stopped.desk, app, "P-EXEC", *roles).get(f"{BASE}/exceptions").text
    assert "Ask for an exception" in page
    assert "P-EXEC initiated the case and so may not decide it or sign for it." in page
    assert 'name="granted_by"' not in page
    assert "It takes a person with the role Executive head" in page
    assert 'disabled aria-disabled="true" aria-describedby="b-act-ask-why"' in page
    focal = person(stopped, app, "P-FOCAL")
    answer = send_form(focal, f"{BASE}/exceptions", {**EXCEPTION, "granted_by": "P-EXEC", "act": "ask"})
    assert answer.status_code == 409
    assert '<a href="#granted_by">Name who is asked to grant it.</a>' in answer.text
    assert 'id="granted_by"' in answer.text
    assert stopped.dossier().waiting == []


ASKED = {**EXCEPTION, "granted_by": "P-EXEC", "act": "ask"}


def test_an_officer_asks_for_an_exception_and_the_competent_person_grants_it(
    stopped: Scene, app_of: AppOf
) -> None:
    app = app_of(stopped)
    focal = person(stopped, app, "P-FOCAL")
    assert "Ask for an exception" in focal.get(f"{BASE}/exceptions").text
    assert send_form(focal, f"{BASE}/exceptions", ASKED).status_code == 303
    assert "Request for an exception from EXC-02" in focal.get(f"{BASE}/exceptions").text
    for ident in ("P-HQ", "P-EXEC"):
        assert stopped.dossier().exceptions == []
        signer = person(stopped, app, ident)
        assert "Sign or refuse: Request for an exception from EXC-02" in signer.get("/office/").text
        assert send_form(signer, SIGNING, {"act": "sign", "read": "yes"}).status_code == 303
    [granted] = stopped.dossier().exceptions
    assert (granted.granted_by, granted.second_by) == ("P-EXEC", "P-HQ")


def test_a_request_for_an_exception_is_refused_with_the_reason_that_whoever_asked_reads(
    stopped: Scene, app_of: AppOf
) -> None:
    app = app_of(stopped)
    focal = person(stopped, app, "P-FOCAL")
    send_form(focal, f"{BASE}/exceptions", ASKED)
    head = person(stopped, app, "P-EXEC")
    assert (
        send_form(head, SIGNING, {"act": "refuse", "reason": "Ask again without replicas."}).status_code
        == 303
    )
    shown = focal.get(f"{BASE}/exceptions").text
    assert "Ask again without replicas." in shown
    assert stopped.dossier().exceptions == []


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"granted_by": ""}, "Name who is asked to grant it."),
        ({"granted_by": "P-HQ"}, "Name who is asked to grant it."),
        ({"second_by": "P-EXEC"}, "Name another person than the one who grants it."),
        ({"reasons": ""}, "Write why the criterion fires."),
    ],
)
def test_a_request_names_who_may_grant_it_and_another_who_signs_second(
    stopped: Scene, app_of: AppOf, fields: dict[str, str], sentence: str
) -> None:
    focal = person(stopped, app_of(stopped), "P-FOCAL")
    answer = send_form(focal, f"{BASE}/exceptions", {**ASKED, **fields})
    assert answer.status_code == 409
    assert sentence in answer.text
    assert stopped.dossier().waiting == []


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"criterion": ""}, "Choose the stop that the exception lifts."),
        ({"limits": " "}, "Write what limits it."),
        ({"ends_on": "soon"}, "Write the day as year, month and day"),
        ({"ends_on": "2026-03-02"}, "Give a later day."),
        ({"second_by": "P-EXEC"}, "Name who signs second."),
        ({"second_by": "P-INIT"}, "Name who signs second."),
    ],
)
def test_an_exception_without_all_its_parts_is_refused_and_keeps_its_text(
    stopped: Scene, app_of: AppOf, fields: dict[str, str], sentence: str
) -> None:
    head = person(stopped, app_of(stopped), "P-EXEC")
    answer = send_form(head, f"{BASE}/exceptions", {**EXCEPTION, **fields})
    assert answer.status_code == 409
    assert sentence in answer.text
    assert "One workshop of the group" in answer.text
    assert (stopped.dossier().exceptions, stopped.dossier().waiting) == ([], [])


def test_an_exception_can_be_kept_as_a_draft(stopped: Scene, app_of: AppOf) -> None:
    head = person(stopped, app_of(stopped), "P-EXEC")
    send_form(head, f"{BASE}/exceptions", {**EXCEPTION, "act": "draft"})
    assert "One workshop of the group" in head.get(f"{BASE}/exceptions").text
    assert stopped.dossier().waiting == []


# --------------------------------------------------------------------------------- conditions of one's own

OWN = {
    "own-1-text": "The company trains two interpreters a year.",
    "own-1-owner": "Head of language services",
    "own-1-due": "before signature",
    "own-1-test": "Two certificates are shown.",
    "own-1-consequence": "The term is not renewed.",
    "own-1-criteria": "int-01, HRI-01",
}


def test_a_decision_carries_a_condition_of_its_own(opened: Scene, site: FastAPI) -> None:
    opened.answered(INT_01="yes").advance()
    committee = person(opened, site, "P-COMMITTEE")
    fields = {
        "outcome": "approve_with_conditions",
        "summary": "As the file shows.",
        "conditions": "tell-people",
    }
    half = send_form(committee, f"{BASE}/decision", {**fields, **OWN, "own-1-test": "", "own-1-criteria": ""})
    assert half.status_code == 409
    assert "Write how it is tested." in half.text
    assert "Name the questions that the condition answers" in half.text
    assert "The company trains two interpreters a year." in half.text
    assert send_form(committee, f"{BASE}/decision", {**fields, **OWN}).status_code == 303
    kept = {one.id: one for one in opened.dossier().conditions}
    assert set(kept) == {"tell-people", "own-1"}
    assert (kept["own-1"].owner, kept["own-1"].criteria) == (
        "Head of language services",
        ["INT-01", "HRI-01"],
    )


# ------------------------------------------------------------------------------------------ a real match


@pytest.fixture
def screened(tmp_path: Path) -> Scene:
    return a_screened_scene(tmp_path, ODA, STRANGER)


def ruling(client: TestClient, **fields: str) -> Any:
    address = f"{BASE}/matches/M-1"
    page = client.get(address).text
    seen = page.split('name="seen" value="')[1].split('"')[0]
    said = {"seen": seen, "verdict": "false", "reason_code": "other_birth_date", "act": "save"}
    said |= {"text": "Born 1994 by the register; the entry says 1961."}
    return client.post(address, data={**said, **fields, "token": token_in(page)})


def test_a_match_is_ruled_false_when_two_have_looked_at_it(screened: Scene, app_of: AppOf) -> None:
    app = app_of(screened)
    focal = person(screened, app, "P-FOCAL")
    assert "1 match waits to be judged" in focal.get("/office/").text
    page = focal.get(f"{BASE}/matches/M-1").text
    assert "None" not in page
    alone = ruling(focal)
    assert alone.status_code == 409
    assert "to rule it false takes a second person" in alone.text
    assert ruling(focal, second_by="P-LEGAL").status_code == 303
    assert screened.dossier().judgements == []
    legal = person(screened, app, "P-LEGAL")
    shown = legal.get(SIGNING).text
    assert "Born 1994 by the register" in shown
    assert f'href="{BASE}/matches/M-1"' in shown
    assert send_form(legal, SIGNING, {"act": "sign", "read": "yes"}).status_code == 303
    [judged] = screened.dossier().judgements
    assert (judged.verdict, judged.by, judged.second_by) == ("false", "P-FOCAL", "P-LEGAL")
    assert "other_birth_date" not in focal.get(f"{BASE}/matches").text


def test_a_match_is_undecided_by_one_person_at_once(screened: Scene, app_of: AppOf) -> None:
    focal = person(screened, app_of(screened), "P-FOCAL")
    said = {"verdict": "undecided", "reason_code": "not_enough_known", "text": "No birth date is known."}
    assert ruling(focal, **said).status_code == 303
    assert [one.verdict.value for one in screened.dossier().judgements] == ["undecided"]


def test_a_ruling_asks_for_a_fresh_proof_and_its_draft_does_not(screened: Scene, app_of: AppOf) -> None:
    focal = person(screened, app_of(screened), "P-FOCAL")
    screened.wait(minutes=6)
    said = {"verdict": "undecided", "reason_code": "not_enough_known", "text": "No birth date is known."}
    asked = ruling(focal, **said)
    assert asked.status_code == 403
    assert "No birth date is known." in asked.text
    assert ruling(focal, **said, act="draft").status_code == 303
    assert screened.dossier().judgements == []


# -------------------------------------------------------------------------- who proposed decides nothing


@pytest.mark.parametrize("role", [Role.REVIEW_COMMITTEE, Role.EXECUTIVE_HEAD])
def test_who_proposed_the_case_signs_nothing_whatever_other_role_they_hold(
    opened: Scene, site: FastAPI, role: Role
) -> None:
    opened.answered(INT_01="yes").advance()
    both = [Role.INITIATOR, role, Role.COUNTERSIGNER]
    opened.send(commands.AssignPerson, "P-FOCAL", person="P-INIT", roles=both)
    initiator = signed_in(opened.desk, site, "P-INIT", *both)
    page = initiator.get(f"{BASE}/decision").text
    assert "P-INIT initiated the case and so may not decide it or sign for it." in page
    assert "Sign the decision</button>" not in page
    before = opened.size()
    answers = [
        send_form(initiator, f"{BASE}/votes", {"ballot": "for"}, page=f"{BASE}/decision"),
        send_form(
            initiator,
            f"{BASE}/decision",
            {"outcome": "defer", "summary": "Wait.", "departure_reason": "So.", "second_by": "P-HQ"},
        ),
    ]
    for answer in answers:
        assert answer.status_code == 409
        assert "P-INIT initiated the case and so may not decide it or sign for it." in answer.text
    assert opened.size() == before


@pytest.mark.parametrize("field", ["plan_signed_by", "risk_signed_by", "second_by"])
def test_who_proposed_the_case_cannot_be_named_to_sign_it(opened: Scene, site: FastAPI, field: str) -> None:
    opened.answered().advance()
    fields = {"outcome": "refuse", "summary": "No.", "departure_reason": "So.", "second_by": "P-EXEC"}
    answer = send_form(person(opened, site, "P-HQ"), f"{BASE}/decision", {**fields, field: "P-INIT"})
    assert answer.status_code == 409
    assert "P-INIT initiated the case" in answer.text
    assert opened.dossier().waiting == []


def test_only_who_may_sign_a_decision_is_offered_as_a_signer(opened: Scene, site: FastAPI) -> None:
    page = person(opened, site, "P-HQ").get(f"{BASE}/decision").text
    offered = {one: page.count(f'<option value="{one}"') for one in PEOPLE}
    everywhere = len(("plan", "risk", "second"))
    never = dict.fromkeys(("P-INIT", "P-COMPANY", "P-AUDITOR"), 0)
    assert offered == dict.fromkeys(PEOPLE, everywhere) | never | {"P-HQ": everywhere - 1}
