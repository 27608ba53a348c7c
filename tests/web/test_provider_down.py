"""A sign-in provider that is down, late or wrong: a sentence each time, nobody signed in, and the pages go on."""

import json
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from joserfc import jwt
from joserfc.jwk import RSAKey

from tests.web.kit import FakeWaker, client_of
from vetting.bootstrap import open_desk
from vetting.domain.errors import Refused
from vetting.domain.people import Role
from vetting.settings import Settings
from vetting.usecases.accounts import NewAccount, add_account
from vetting.usecases.desk import Desk
from vetting.web.app import create_app
from vetting.web.settings import OidcSettings, WebSettings
from vetting.web.sign_in import provider as provider_module
from vetting.web.sign_in.provider import Provider, Question

SURFACES = ("office",)
SUBJECT = "ada@fictional.example"
OWN, FOREIGN = RSAKey.generate_key(2048), RSAKey.generate_key(2048)

INTERRUPTED = "Signing in was interrupted or took too long. Begin again."
UNREACHABLE = "The sign-in provider did not answer as it should."


@dataclass
class Ill:
    """A provider whose every answer can be changed: by path, a status with a body, or a pause before it."""

    address: str = ""
    answers: dict[str, tuple[int, bytes]] = field(default_factory=dict)
    pause: float = 0.0

    def discovery(self, **changes: Any) -> dict[str, Any]:
        """The document that describes it."""
        ends = {"authorization_endpoint": "/authorize", "token_endpoint": "/token", "jwks_uri": "/keys"}
        said = {"issuer": self.address, **{name: self.address + path for name, path in ends.items()}}
        return {name: value for name, value in {**said, **changes}.items() if value is not None}

    def say(self, path: str, body: object, status: int = 200) -> None:
        """Answer a path so from now on."""
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.answers[path] = (status, content)


class _Handler(BaseHTTPRequestHandler):
    provider: Ill

    def do_GET(self) -> None:
        time.sleep(self.provider.pause)
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        status, content = self.provider.answers.get(urlsplit(self.path).path, (404, b"{}"))
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_POST = do_GET  # noqa: N815 - as the server names it

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def server() -> Iterator[Ill]:
    provider = Ill()
    http = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"provider": provider}))
    http.daemon_threads = True
    provider.address = f"http://127.0.0.1:{http.server_port}"
    Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield provider
    http.shutdown()
    http.server_close()


@pytest.fixture
def ill(server: Ill) -> Ill:
    """The provider as it is when it is well."""
    server.pause = 0.0
    server.answers.clear()
    server.say("/.well-known/openid-configuration", server.discovery())
    server.say("/keys", {"keys": [OWN.as_dict(private=False)]})
    return server


@pytest.fixture(autouse=True)
def _time_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    """No machine is so slow that a provider that answers counts as one that does not."""
    monkeypatch.setattr(provider_module, "SECONDS", 240)


@pytest.fixture(scope="module")
def held(server: Ill) -> OidcSettings:
    return OidcSettings(server.address, "vetting", "its secret")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    desk = open_desk(Settings(tmp_path_factory.mktemp("home")))
    add_account(desk, NewAccount("P-FOCAL", "focal", [Role.FOCAL_POINT], "Ada Fictional", SUBJECT))
    return desk


@pytest.fixture(scope="module")
def app(desk: Desk, held: OidcSettings) -> FastAPI:
    """One application for all: it reads the provider's description once, and keys and words each time."""
    return create_app(desk, FakeWaker(), WebSettings(b"secret", local_accounts=False, oidc=held))


@pytest.fixture
def client(app: FastAPI) -> TestClient:
    return client_of(app)


@pytest.fixture
def provider(desk: Desk, held: OidcSettings) -> Provider:
    """One that has read nothing yet."""
    return Provider(held, desk)


def asked(client: TestClient) -> Mapping[str, str]:
    """What the browser was sent to the provider with."""
    address = client.get("/office/sign-in/provider").headers["Location"]
    return {name: one for name, [one] in parse_qs(urlsplit(address).query).items()}


def word(ill: Ill, nonce: str, key: RSAKey = OWN, **changes: Any) -> str:
    """The provider's word for somebody."""
    now = int(time.time())
    said = {
        "iss": ill.address,
        "aud": "vetting",
        "sub": SUBJECT,
        "nonce": nonce,
        "iat": now,
        "exp": now + 3600,
    }
    claims = {name: value for name, value in {**said, **changes}.items() if value is not None}
    return jwt.encode({"alg": "RS256"}, claims, key)


def came_back(client: TestClient, ill: Ill, make: Callable[[str], object], status: int = 200) -> Any:
    """The page after a browser came back, and the provider answered for its code with what is made of the nonce."""
    question = asked(client)
    ill.say("/token", make(question["nonce"]), status)
    return client.get("/office/sign-in/back", params={"code": "c", "state": question["state"]})


def token(ill: Ill, **changes: Any) -> Callable[[str], object]:
    """The answer that holds the provider's word."""
    return lambda nonce: {
        "access_token": "a",
        "token_type": "Bearer",
        "id_token": word(
            ill, changes.get("nonce", nonce), **{k: v for k, v in changes.items() if k != "nonce"}
        ),
    }


def refused(answer: Any, client: TestClient, status: int, sentence: str) -> None:
    assert (answer.status_code, sentence in answer.text) == (status, True), answer.text[-600:]
    assert "vetting" not in client.cookies  # nobody is signed in
    assert client.get("/office/sign-in").status_code == 200


def test_a_word_that_holds_signs_in(client: TestClient, ill: Ill) -> None:
    assert came_back(client, ill, token(ill)).status_code == 303


def asks(provider: Provider, desk: Desk) -> str:
    """Where a browser is sent."""
    question = Question.ask(desk, "mark", "", again=False)
    return provider.address(question, "http://127.0.0.1:8000/office/sign-in/back")


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"Internal Server Error", 500),
        (b"<html>Sign in to the network</html>", 200),
        ([1, 2], 200),
        ("text", 200),
        (None, 200),
        (b"", 200),
        ({}, 503),
    ],
)
def test_a_provider_whose_description_cannot_be_read_is_named(
    provider: Provider, desk: Desk, ill: Ill, body: object, status: int
) -> None:
    ill.say("/.well-known/openid-configuration", body, status)
    with pytest.raises(Refused, match="provider_unreachable"):
        asks(provider, desk)
    ill.say("/.well-known/openid-configuration", ill.discovery())
    assert asks(provider, desk).startswith(ill.address)  # up again, and no fault was remembered


@pytest.mark.parametrize("missing", ["authorization_endpoint", "token_endpoint", "jwks_uri"])
@pytest.mark.parametrize("value", [None, 7, "", "token", "https://", "https://idp:port/x", "https://[x"])
def test_a_description_without_an_address_that_is_needed_is_told(
    provider: Provider, desk: Desk, ill: Ill, missing: str, value: object
) -> None:
    ill.say("/.well-known/openid-configuration", ill.discovery(**{missing: value}))
    with pytest.raises(Refused, match="provider_unreachable"):
        asks(provider, desk)


def test_a_provider_that_never_answers_is_given_up(
    provider: Provider, desk: Desk, ill: Ill, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(provider_module, "SECONDS", 0.2)
    ill.pause = 1.0
    with pytest.raises(Refused, match="provider_unreachable"):
        asks(provider, desk)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"Internal Server Error", 500),
        (b"<html></html>", 200),
        ({"error": "invalid_grant"}, 400),
        ([1], 200),
        ("text", 200),
        ({}, 200),
        ({"access_token": "a", "token_type": "Bearer"}, 200),
        ({"access_token": "a", "token_type": "Bearer", "id_token": "no.such.word"}, 200),
        ({"access_token": "a", "token_type": "Bearer", "id_token": 7}, 200),
        ({"access_token": "a", "expires_in": "soon", "id_token": "a.b.c"}, 200),
    ],
)
def test_an_answer_for_a_code_that_is_no_word_signs_nobody_in(
    client: TestClient, ill: Ill, body: object, status: int
) -> None:
    refused(came_back(client, ill, lambda _: body, status), client, 403, INTERRUPTED)


@pytest.mark.parametrize("change", [
    {"key": FOREIGN},
    {"nonce": "another"},
    {"aud": "another"},
    {"iss": "https://another.example"},
    {"sub": None},
    {"exp": 1},
    {"exp": "never"},
    {"iat": 4_000_000_000},
    {"nonce": None},
])  # fmt: skip
def test_a_word_that_does_not_hold_signs_nobody_in(
    client: TestClient, ill: Ill, change: dict[str, Any]
) -> None:
    refused(came_back(client, ill, token(ill, **change)), client, 403, INTERRUPTED)


@pytest.mark.parametrize("seconds", [-50, 50])
def test_clocks_may_differ_by_a_minute(client: TestClient, ill: Ill, seconds: int) -> None:
    assert came_back(client, ill, token(ill, iat=int(time.time()) + seconds)).status_code == 303


@pytest.mark.parametrize("at", [10**18, -(10**18), True])
def test_a_time_of_proof_that_is_none_gives_no_fresh_proof_and_no_fault(
    client: TestClient, ill: Ill, at: int
) -> None:
    assert came_back(client, ill, token(ill, auth_time=at)).status_code in (303, 403)


@pytest.mark.parametrize(
    ("body", "status"),
    [(b"", 500), ([], 200), ({}, 200), ({"keys": []}, 200), ({"keys": [{}]}, 200), ({"keys": 7}, 200), ({"keys": [7]}, 200),
     ({"keys": [{"kty": "RSA", "n": "", "e": ""}]}, 200)],
)  # fmt: skip
def test_keys_that_cannot_be_read_sign_nobody_in(
    client: TestClient, ill: Ill, body: object, status: int
) -> None:
    ill.say("/keys", body, status)
    answer = came_back(client, ill, token(ill))
    assert answer.status_code in (403, 502)
    refused(answer, client, answer.status_code, INTERRUPTED if answer.status_code == 403 else UNREACHABLE)


def test_a_word_without_a_signature_is_not_believed(client: TestClient, ill: Ill) -> None:
    def unsigned(nonce: str) -> object:
        _, claims, _ = word(ill, nonce).split(".")
        return {"access_token": "a", "token_type": "Bearer", "id_token": f"eyJhbGciOiJub25lIn0.{claims}."}

    refused(came_back(client, ill, unsigned), client, 403, INTERRUPTED)


def test_who_turned_back_at_the_provider_is_told(client: TestClient) -> None:
    state = asked(client)["state"]
    answer = client.get("/office/sign-in/back", params={"error": "access_denied", "state": state})
    refused(answer, client, 403, INTERRUPTED)
