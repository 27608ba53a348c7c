"""Two people really sign: the first at their desk, the second at theirs, with a fresh proof of who they are."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from tests.usecases.desks import CASE, PEOPLE, Scene, a_scene
from tests.web.apps import lent_app
from tests.web.kit import FakeWaker, send_form, signed_in
from vetting.domain import commands
from vetting.domain.given import list_given
from vetting.domain.waiting_acts import WaitingState
from vetting.usecases.office.worklist import list_work
from vetting.web.settings import WebSettings

BASE = f"/office/cases/{CASE}"
SIGNING = f"{BASE}/signatures/W-1"
REFUSAL = {
    "outcome": "refuse",
    "summary": "Not with these terms.",
    "departure_reason": "The office cannot watch it.",
    "second_by": "P-EXEC",
    "act": "sign",
}


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return a_scene(tmp_path).opened().answered()


@pytest.fixture
def app(scene: Scene, waker: FakeWaker, settings: WebSettings) -> Iterator[FastAPI]:
    """The app on the scene's own desk, so that both have one clock."""
    with lent_app(scene.desk, waker, settings) as one:
        yield one


@pytest.fixture
def decider(scene: Scene, app: FastAPI) -> TestClient:
    return person(scene, app, "P-HQ")


def person(scene: Scene, app: FastAPI, ident: str) -> TestClient:
    return signed_in(scene.desk, app, ident, PEOPLE[ident])


def departs(scene: Scene, client: TestClient, **fields: str) -> Any:
    scene.advance()
    return send_form(client, f"{BASE}/decision", {**REFUSAL, **fields})


def test_a_departure_waits_for_the_second_who_signs_at_their_own_desk(
    scene: Scene, decider: TestClient, app: FastAPI, waker: FakeWaker
) -> None:
    assert departs(scene, decider).status_code == 303
    assert scene.dossier().decision is None
    page = decider.get(f"{BASE}/decision").text
    assert "you signed it; it has no effect until P-EXEC (Executive head) signed it too." in page
    second = person(scene, app, "P-EXEC")
    work = second.get("/office/").text
    assert "Sign or refuse: Decision" in work
    assert f'href="{SIGNING}"' in work
    shown = second.get(SIGNING).text
    for told in ("The office cannot watch it.", "Not with these terms.", "Refusal", "the second signature"):
        assert told in shown
    waker.woken.clear()
    answer = send_form(second, SIGNING, {"act": "sign", "read": "yes"})
    assert (answer.status_code, answer.headers["location"]) == (303, f"{BASE}/signatures?saved=W-1")
    assert (scene.decision().decided_by, scene.decision().second_by) == ("P-HQ", "P-EXEC")
    assert waker.woken == [CASE]
    assert "Signed by all, and in effect" in second.get(f"{BASE}/signatures").text


def test_the_second_signature_asks_for_a_fresh_proof_and_a_refusal_does_not(
    scene: Scene, decider: TestClient, app: FastAPI
) -> None:
    departs(scene, decider)
    second = person(scene, app, "P-EXEC")
    scene.wait(minutes=6)
    asked = send_form(second, SIGNING, {"act": "sign", "read": "yes"})
    assert asked.status_code == 403
    assert "A signature needs a fresh proof of who you are." in asked.text
    assert scene.dossier().decision is None
    refused = send_form(second, SIGNING, {"act": "refuse", "reason": "The reasons are too thin."})
    assert refused.status_code == 303
    [act] = scene.dossier().waiting
    assert (act.state, act.reason) == (WaitingState.REFUSED, "The reasons are too thin.")
    page = decider.get(SIGNING).text
    assert "P-EXEC (Executive head) did not sign it" in page
    assert "The reasons are too thin." in page


@pytest.mark.parametrize("button", ["refuse", "withdraw", "draft"])
def test_no_button_of_another_form_signs_without_a_fresh_proof(
    scene: Scene, decider: TestClient, button: str
) -> None:
    scene.advance()
    scene.wait(minutes=6)
    send_form(decider, f"{BASE}/votes", {"ballot": "for", "act": button}, page=f"{BASE}/decision")
    send_form(decider, f"{BASE}/decision", {**REFUSAL, "second_by": "", "act": button})
    dossier = scene.dossier()
    assert (dossier.votes, dossier.decision, dossier.waiting) == ([], None, [])


def test_whoever_has_not_said_that_they_read_it_has_not_signed(
    scene: Scene, decider: TestClient, app: FastAPI
) -> None:
    departs(scene, decider)
    answer = send_form(person(scene, app, "P-EXEC"), SIGNING, {"act": "sign"})
    assert answer.status_code == 409
    assert "Say that you have read what you sign." in answer.text
    assert scene.dossier().decision is None


def test_nobody_signs_their_own_act_a_second_time_nor_what_names_another(
    scene: Scene, decider: TestClient, app: FastAPI
) -> None:
    departs(scene, decider)
    token_page = f"{BASE}/decision"
    for client, sentence in (
        (decider, "P-HQ signed W-1 first, so the second signature is another person&#39;s."),
        (person(scene, app, "P-HEAD"), "P-HEAD is not named to sign W-1."),
    ):
        for button in ({"act": "sign", "read": "yes"}, {"act": "refuse", "reason": "No."}):
            answer = send_form(client, SIGNING, button, page=token_page)
            assert answer.status_code == 409
            assert sentence in answer.text
    assert [one.state for one in scene.dossier().waiting] == [WaitingState.WAITING]


def test_whoever_signed_first_can_take_it_back(scene: Scene, decider: TestClient, app: FastAPI) -> None:
    departs(scene, decider)
    assert "Take it back" in decider.get(SIGNING).text
    second = person(scene, app, "P-EXEC")
    refused = send_form(second, f"{SIGNING}/withdraw", {}, page=SIGNING)
    assert "Only P-HQ, who signed W-1 first, can take it back." in refused.text
    assert send_form(decider, f"{SIGNING}/withdraw", {}, page=SIGNING).status_code == 303
    assert "Taken back by whoever signed first" in second.get(SIGNING).text
    assert "sign" not in {one.kind for one in list_work(scene.desk, "P-EXEC").tasks}


def test_a_recused_second_sees_why_they_cannot_sign_and_may_refuse(
    scene: Scene, decider: TestClient, app: FastAPI
) -> None:
    departs(scene, decider)
    scene.send(commands.DeclareInterest, "P-EXEC", declaration="D-1", person="P-EXEC", kind="shares")
    second = person(scene, app, "P-EXEC")
    page = second.get(SIGNING).text
    assert "P-EXEC has an open conflict of interest (D-1) and may not take part." in page
    answer = send_form(second, SIGNING, {"act": "sign", "read": "yes"})
    assert answer.status_code == 409
    assert scene.dossier().decision is None
    assert send_form(second, SIGNING, {"act": "refuse", "reason": "I own shares."}).status_code == 303


def test_the_same_signature_sent_twice_is_one(scene: Scene, decider: TestClient, app: FastAPI) -> None:
    departs(scene, decider)
    second = person(scene, app, "P-EXEC")
    first = send_form(second, SIGNING, {"act": "sign", "read": "yes"})
    again = send_form(second, SIGNING, {"act": "sign", "read": "yes"}, page=f"{BASE}/people")
    assert (first.status_code, again.status_code) == (303, 409)
    assert "W-1 no longer waits for a signature." in again.text
    assert scene.events().count("CaseDecided") == 1


def test_not_applicable_waits_for_its_countersignature(scene: Scene, app: FastAPI) -> None:
    focal, address = person(scene, app, "P-FOCAL"), f"{BASE}/question/INT-01"
    number = next(one.number for one in scene.dossier().answers if one.criterion == "INT-01")
    said = {"act": "save", "answerer": "office", "based_on": str(number), "said": "not_applicable"}
    said |= {"note": "There is no service.", "countersigned_by": "P-LEGAL"}
    assert send_form(focal, address, said).status_code == 303
    assert [one.state.value for one in scene.dossier().answers if one.criterion == "INT-01"] == ["given"]
    legal = person(scene, app, "P-LEGAL")
    assert "asks for your signature" in legal.get(address).text
    shown = legal.get(SIGNING).text
    assert "There is no service." in shown
    assert "Not applicable" in shown
    assert send_form(legal, SIGNING, {"act": "sign", "read": "yes"}).status_code == 303
    answer = scene.dossier().answers[-1]
    assert (answer.state.value, answer.by, answer.countersigned_by) == (
        "not_applicable",
        "P-FOCAL",
        "P-LEGAL",
    )


def given_by(scene: Scene) -> dict[tuple[str, str], str]:
    found = list_given(scene.dossier())
    return {(one.signature.kind.value, one.signature.person): one.given.value for one in found}


def test_what_is_signed_at_two_desks_is_told_from_what_a_file_states(
    scene: Scene, decider: TestClient, app: FastAPI
) -> None:
    scene.send(commands.CastVote, "P-LEGAL", ballot="for")
    scene.advance()
    send_form(decider, f"{BASE}/votes", {"ballot": "for"}, page=f"{BASE}/decision")
    departs(scene, decider)
    send_form(person(scene, app, "P-EXEC"), SIGNING, {"act": "sign", "read": "yes"})
    assert given_by(scene) == {
        ("vote", "P-LEGAL"): "asserted",
        ("vote", "P-HQ"): "proven",
        ("second", "P-EXEC"): "proven",
        ("decision", "P-HQ"): "proven",
    }


def test_a_form_that_asks_for_no_fresh_proof_is_given_by_sign_in_alone(scene: Scene, app: FastAPI) -> None:
    client = person(scene, app, "P-FOCAL")
    send_form(client, f"{BASE}/people", {"person": "P-NEW", "roles": ["legal"]})
    [line] = [one for one in scene.dossier().log if one.fields.get("person") == "P-NEW"]
    assert line.fields["given"] == "signed_in"


def test_an_act_that_is_not_there_has_no_page(scene: Scene, decider: TestClient) -> None:
    assert decider.get(f"{BASE}/signatures/W-9").status_code == 404
    answer = send_form(
        decider, f"{BASE}/signatures/W-9", {"act": "sign", "read": "yes"}, page=f"{BASE}/people"
    )
    assert answer.status_code == 404
    assert decider.get(f"{BASE}/signatures").status_code == 200
    assert "Nobody has signed an act here" in decider.get(f"{BASE}/signatures").text
    assert scene.dossier().waiting == []
