"""Signing in with the office's provider: OpenID Connect against a provider on this machine."""

import warnings
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2 as httpx
import pytest
from fastapi.testclient import TestClient

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # the provider uses a part of Authlib that will go
    import oidc_provider_mock

from tests.web.kit import FakeWaker, client_of
from vetting.bootstrap import open_desk
from vetting.domain.accounts import FRESH
from vetting.domain.errors import EnvironmentFault, Refused
from vetting.domain.people import Role
from vetting.settings import Settings
from vetting.usecases.accounts import NewAccount, add_account, disable_account
from vetting.usecases.desk import Desk
from vetting.usecases.signing_in import find_signed_in
from vetting.web.app import create_app
from vetting.web.settings import OidcSettings, WebSettings
from vetting.web.sign_in import provider
from vetting.web.sign_in.provider import Provider, Question

SURFACES = ("office",)

pytestmark = pytest.mark.filterwarnings("ignore:get_jwt_config:DeprecationWarning")  # the provider's own, too

SUBJECT = "ada@fictional.example"
PATIENCE = 240.0  # seconds that a provider has on a machine that is busy


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    with oidc_provider_mock.run_server_in_thread(require_nonce=True) as server:
        yield f"http://127.0.0.1:{server.server_port}"


@pytest.fixture(autouse=True)
def _patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(provider, "SECONDS", PATIENCE)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk on the machine's own clock, which is the provider's too."""
    desk = open_desk(Settings(tmp_path))
    add_account(desk, NewAccount("P-FOCAL", "focal", [Role.FOCAL_POINT], "Ada Fictional", SUBJECT))
    return desk


@pytest.fixture
def client(desk: Desk, issuer: str) -> TestClient:
    settings = WebSettings(
        b"secret", local_accounts=False, oidc=OidcSettings(issuer, "vetting", "its secret")
    )
    return client_of(create_app(desk, FakeWaker(), settings))


def go(client: TestClient, path: str = "/office/sign-in/provider?next=/office/cases/a-1") -> str:
    """Where the browser is sent to."""
    return str(client.get(path).headers["Location"])


def prove(address: str, subject: str = SUBJECT) -> str:
    """Where the provider sends the browser back to, when the person has proved who they are."""
    answer = httpx.post(address, data={"sub": subject}, timeout=PATIENCE)
    return answer.headers["Location"].partition("127.0.0.1:8000")[2]


def test_somebody_known_to_the_provider_signs_in_and_is_led_on(client: TestClient, desk: Desk) -> None:
    assert "Sign in with your office" in client.get("/office/sign-in?next=/office/cases/a-1").text
    back = client.get(prove(go(client)))
    assert (back.status_code, back.headers["Location"]) == (303, "/office/cases/a-1")
    found = find_signed_in(desk, client.cookies["vetting"])
    assert found is not None
    assert found.account.id == "P-FOCAL"
    assert "Ada Fictional" in client.get("/office/").text


def test_the_question_carries_a_challenge_a_state_and_a_nonce(client: TestClient) -> None:
    asked = parse_qs(urlsplit(go(client)).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["scope"] == ["openid"]
    assert asked["redirect_uri"] == ["http://127.0.0.1:8000/office/sign-in/back"]
    assert all(len(asked[name][0]) > 40 for name in ("code_challenge", "state", "nonce"))
    again = parse_qs(urlsplit(go(client)).query)
    assert all(asked[name] != again[name] for name in ("code_challenge", "state", "nonce"))


@pytest.mark.parametrize(
    ("said", "again", "is_fresh"),
    [(None, False, False), (None, True, True), (0, False, True), (3600, True, False)],
)
def test_a_signature_counts_from_when_the_person_proved_who_they_are(
    desk: Desk,
    issuer: str,
    said: int | None,
    again: bool,  # noqa: FBT001 - a parameter of the test
    is_fresh: bool,  # noqa: FBT001 - as above
) -> None:
    now = desk.clock.now()
    claims: Any = {} if said is None else {"auth_time": int(now.timestamp()) - said}
    provider = Provider(OidcSettings(issuer, "vetting", "x"), desk)
    proven_at = provider._proven_at(claims, Question.ask(desk, "mark", "", again=again))
    assert (now - proven_at <= FRESH) is is_fresh


def test_a_new_proof_is_asked_of_the_provider(client: TestClient) -> None:
    asked = parse_qs(urlsplit(go(client, "/office/sign-in/provider?again=true")).query)
    assert (asked["prompt"], asked["max_age"]) == (["login"], ["0"])


def test_somebody_without_an_account_here_is_told_so(client: TestClient) -> None:
    back = client.get(prove(go(client), "stranger@fictional.example"))
    assert back.status_code == 403
    assert "have no account here" in back.text
    assert "stranger" not in back.text


def test_somebody_whose_account_is_disabled_stays_out(client: TestClient, desk: Desk) -> None:
    disable_account(desk, "P-FOCAL")
    assert client.get(prove(go(client))).status_code == 403
    assert "vetting" not in client.cookies


def test_an_answer_holds_only_in_the_browser_that_asked(client: TestClient) -> None:
    answer = prove(go(client))
    client.cookies.clear()
    assert "Signing in was interrupted" in client.get(answer).text


@pytest.mark.parametrize(
    "answer",
    [
        "/office/sign-in/back",
        "/office/sign-in/back?code=x&state=y",
        "/office/sign-in/back?code=x&state=1.2.3.4.5",
        "/office/sign-in/back?code=x&state=1.99999999999999.1.x.y",
        "/office/sign-in/back?error=access_denied",
    ],
)
def test_an_answer_that_nobody_asked_for_is_refused(client: TestClient, answer: str) -> None:
    go(client)
    back = client.get(answer)
    assert back.status_code == 403
    assert "Signing in was interrupted or took too long." in back.text


def test_a_code_is_good_once(client: TestClient) -> None:
    answer = prove(go(client))
    begun = client.cookies["vetting-begun"]
    assert client.get(answer).status_code == 303
    client.cookies.set("vetting-begun", begun)
    assert client.get(answer).status_code == 403


def test_another_code_than_the_questions_own_is_refused(client: TestClient) -> None:
    first, second = prove(go(client)), prove(go(client))
    mixed = second.replace(
        parse_qs(urlsplit(second).query)["code"][0], parse_qs(urlsplit(first).query)["code"][0]
    )
    assert client.get(mixed).status_code == 403


def test_a_question_holds_for_ten_minutes(desk: Desk) -> None:
    question = Question.ask(desk, "mark", "/office/", again=False)
    assert Question.of_state(desk, "mark", question.state) == question
    old = replace(question, number="0")
    with pytest.raises(Refused, match="sign_in_interrupted"):
        Question.of_state(desk, "mark", old.state)


def test_a_provider_that_does_not_answer_is_named(desk: Desk) -> None:
    settings = WebSettings(b"secret", oidc=OidcSettings("http://127.0.0.1:9", "vetting", "x"))
    client = client_of(create_app(desk, FakeWaker(), settings))
    answer = client.get("/office/sign-in/provider")
    assert answer.status_code == 502
    assert "The sign-in provider did not answer as it should." in answer.text


def test_a_provider_elsewhere_is_spoken_to_over_tls_alone(desk: Desk) -> None:
    with pytest.raises(EnvironmentFault, match="https://"):
        Provider(OidcSettings("http://provider.example.org", "vetting", "x"), desk)


def test_a_provider_that_calls_itself_otherwise_is_not_believed(desk: Desk, issuer: str) -> None:
    provider = Provider(OidcSettings(issuer + "/", "vetting", "x"), desk)
    with pytest.raises(Refused, match="provider_unreachable"):
        provider.address(
            Question.ask(desk, "mark", "", again=False), "http://127.0.0.1:8000/office/sign-in/back"
        )


def test_a_word_for_another_client_is_not_believed(client: TestClient, desk: Desk, issuer: str) -> None:
    answer = prove(go(client))
    other = WebSettings(b"secret", oidc=OidcSettings(issuer, "another", "x"))
    stranger = client_of(create_app(desk, FakeWaker(), other))
    stranger.cookies = client.cookies
    assert stranger.get(answer).status_code == 403


def test_the_secret_is_in_no_text_of_the_settings(issuer: str) -> None:
    held: Any = OidcSettings(issuer, "vetting", "its secret")
    assert "its secret" not in repr(held)
    assert "its secret" not in repr(WebSettings(b"its secret", oidc=held))
