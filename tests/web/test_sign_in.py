"""Signing in to the staff pages: passwords, sessions, and a fresh proof for a signature."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from fastapi import APIRouter, FastAPI
from fastapi.responses import PlainTextResponse
from fastapi.testclient import TestClient

from tests.web.kit import HERE, PASSWORD, FakeWaker, client_of, send_form, signed_in, token_in
from vetting.adapters.clock import FixedClock
from vetting.domain.accounts import FRESH, IDLE, LONGEST_SESSION, MOST_TRIES, TRIES_WITHIN
from vetting.domain.errors import Refused
from vetting.domain.people import Role
from vetting.usecases.accounts import NewAccount, add_account, disable_account, make_token, set_password
from vetting.usecases.desk import Desk
from vetting.usecases.signing_in import find_signed_in, find_token_holder, sign_in_with_password
from vetting.web import office
from vetting.web.app import create_app
from vetting.web.frame import Frame, Posted
from vetting.web.frame.visitors import SignedInReader
from vetting.web.settings import WebSettings, is_loopback
from vetting.web.sign_in import safe_next

SURFACES = ("office", "audit")


def later(desk: Desk, by: timedelta) -> None:
    clock = desk.clock
    assert isinstance(clock, FixedClock)
    clock.set(clock.now() + by)


@pytest.fixture
def focal(desk: Desk) -> str:
    """The login of a focal point with a password."""
    add_account(desk, NewAccount("P-FOCAL", "Focal", [Role.FOCAL_POINT], "Ada Fictional"))
    set_password(desk, "P-FOCAL", PASSWORD)
    return "focal"


def enter(client: TestClient, login: str, password: str = PASSWORD, wanted: str = "") -> Any:
    path = "/office/sign-in"
    return send_form(client, path, {"login": login, "password": password, "next": wanted})


def test_a_page_of_staff_leads_to_the_door_and_back(client: TestClient, focal: str) -> None:
    door = client.get("/office/")
    assert (door.status_code, door.headers["Location"]) == (303, "/office/sign-in?next=%2Foffice%2F")
    answer = enter(client, focal, wanted="/office/")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/office/")
    assert "Ada Fictional" in client.get("/office/").text


def test_the_cookie_is_closed_to_scripts_and_to_other_sites(client: TestClient, focal: str) -> None:
    cookie = enter(client, focal).headers["Set-Cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "path=/" in cookie


def test_over_tls_the_cookie_is_bound_to_the_host(desk: Desk) -> None:
    settings = WebSettings(b"secret", address="https://vetting.example.org", local_accounts=False)
    client = client_of(create_app(desk, office_less(), settings))
    cookie = client.get("/office/sign-in").headers["Set-Cookie"]
    assert cookie.startswith("__Host-vetting-begun=")
    assert "; secure" in cookie.lower()


def office_less() -> Any:
    class Nobody:
        def wake(self, case: str) -> None:
            raise AssertionError(case)

    return Nobody()


@pytest.mark.parametrize(
    ("login", "password"), [("focal", "wrong"), ("nobody", PASSWORD), ("", ""), ("focal", "")]
)
@pytest.mark.usefixtures("focal")
def test_what_does_not_go_together_is_refused_with_one_sentence_for_all(
    client: TestClient, login: str, password: str
) -> None:
    answer = enter(client, login, password)
    assert answer.status_code == 403
    assert "The login and the password do not go together." in answer.text
    assert PASSWORD not in answer.text


def test_after_five_wrong_passwords_the_right_one_waits_too(
    desk: Desk, client: TestClient, focal: str
) -> None:
    for _ in range(MOST_TRIES):
        enter(client, focal, "wrong")
    assert "Too many passwords were wrong." in enter(client, focal).text
    later(desk, TRIES_WITHIN + timedelta(seconds=1))
    assert enter(client, focal).status_code == 303


def test_each_signing_in_gives_a_new_session_and_ends_the_one_before(desk: Desk, focal: str) -> None:
    first = sign_in_with_password(desk, focal, PASSWORD)
    second = sign_in_with_password(desk, focal, PASSWORD, first)
    assert first != second
    assert find_signed_in(desk, first) is None
    assert find_signed_in(desk, second) is not None


def test_a_session_ends_after_half_an_hour_without_use(desk: Desk, focal: str) -> None:
    secret = sign_in_with_password(desk, focal, PASSWORD)
    later(desk, IDLE - timedelta(seconds=1))
    assert find_signed_in(desk, secret) is not None
    later(desk, IDLE)
    assert find_signed_in(desk, secret) is not None  # its use kept it alive
    later(desk, IDLE + timedelta(seconds=1))
    assert find_signed_in(desk, secret) is None


def test_a_session_ends_after_ten_hours_whatever_its_use(desk: Desk, focal: str) -> None:
    secret = sign_in_with_password(desk, focal, PASSWORD)
    for _ in range(20):
        assert find_signed_in(desk, secret) is not None
        later(desk, LONGEST_SESSION / 20)
    later(desk, timedelta(seconds=1))
    assert find_signed_in(desk, secret) is None


def test_a_session_ends_with_sign_out_a_new_password_and_a_disabled_account(
    desk: Desk, client: TestClient, focal: str
) -> None:
    enter(client, focal)
    secret = str(client.cookies["vetting"])
    assert send_form(client, "/office/sign-out", {}, page="/office/").status_code == 200
    assert find_signed_in(desk, secret) is None
    secret = sign_in_with_password(desk, focal, PASSWORD)
    set_password(desk, "P-FOCAL", PASSWORD)
    assert find_signed_in(desk, secret) is None
    secret = sign_in_with_password(desk, focal, PASSWORD)
    disable_account(desk, "P-FOCAL")
    assert find_signed_in(desk, secret) is None
    with pytest.raises(Refused):
        sign_in_with_password(desk, focal, PASSWORD)


@pytest.mark.parametrize("cookie", ["", "x", "0" * 64, "0" * 5000])
def test_a_guessed_session_opens_nothing(client: TestClient, cookie: str) -> None:
    client.cookies.set("vetting", cookie)
    assert client.get("/office/").status_code == 303


def test_nobody_can_sign_a_browser_in_as_somebody_else(client: TestClient, app: FastAPI, focal: str) -> None:
    token = token_in(client_of(app).get("/office/sign-in").text)  # of the attacker's own browser
    answer = client.post("/office/sign-in", data={"login": focal, "password": PASSWORD, "token": token})
    assert (answer.status_code, "vetting" in client.cookies) == (403, False)


def test_a_password_never_comes_back_in_a_page(client: TestClient, focal: str) -> None:
    answer = client.post("/office/sign-in", data={"login": focal, "password": PASSWORD, "token": "stale"})
    assert answer.status_code == 403
    assert PASSWORD not in answer.text


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.7", "vetting.example.org", "::", ""])  # noqa: S104 - refused
def test_an_address_that_others_reach_is_not_this_machine_alone(host: str) -> None:
    assert not is_loopback(host)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "[::1]", "127.3.2.1"])
def test_this_machine_is_known_by_its_names(host: str) -> None:
    assert is_loopback(host)


def test_a_name_that_leads_here_from_elsewhere_takes_no_password(
    desk: Desk, waker: FakeWaker, focal: str
) -> None:
    known = WebSettings(b"the secret of a test's home", hosts=frozenset({"vetting.example.org"}))
    app = create_app(desk, waker, known)
    client = TestClient(app, "http://vetting.example.org", follow_redirects=False)
    page = client.get("/office/sign-in")
    assert 'type="password"' not in page.text
    answer = client.post(
        "/office/sign-in", data={"login": focal, "password": PASSWORD, "token": client.cookies.get("x") or ""}
    )
    assert answer.status_code == 403
    assert "vetting" not in client.cookies


@pytest.mark.parametrize(
    "wanted",
    [
        "//evil.example",
        "https://evil.example",
        "/office/../../x\\y",
        "/en/",
        "",
        "/office//evil",
        "/office/sign-out",
    ],
)
def test_after_signing_in_nobody_is_led_elsewhere(wanted: str) -> None:
    assert safe_next("office", wanted) == "/office/"


def test_after_signing_in_a_reader_is_led_back(client: TestClient, focal: str) -> None:
    assert (
        enter(client, focal, wanted="/office/cases/a-1/answers").headers["Location"]
        == "/office/cases/a-1/answers"
    )


# --------------------------------------------------------------------------------------- signatures


@pytest.fixture
def signing(desk: Desk, monkeypatch: pytest.MonkeyPatch, settings: WebSettings) -> Iterator[TestClient]:
    """The office with one more route, which signs."""
    real = office.router

    def router(frame: Frame) -> APIRouter:
        routes = real(frame)

        @routes.post("/sign", dependencies=[frame.guard("desk.read"), frame.signature()])
        def sign(post: Posted, reader: SignedInReader) -> PlainTextResponse:
            return PlainTextResponse(f"{reader.id} signed {post.form.value('what')}")

        return routes

    monkeypatch.setitem(
        __import__("vetting.web.app", fromlist=["ROUTERS"]).ROUTERS, "office", ("/office", router)
    )
    with client_of(create_app(desk, office_less(), settings)) as one:
        yield one


WHAT = "Approve the plan of the fictional Lingua Meridian"


def test_a_signature_within_five_minutes_of_signing_in_goes_through(signing: TestClient, focal: str) -> None:
    enter(signing, focal)
    answer = send_form(signing, "/office/sign", {"what": WHAT}, page="/office/")
    assert answer.text == f"P-FOCAL signed {WHAT}"


def test_a_later_signature_asks_for_the_password_and_keeps_what_was_typed(
    desk: Desk, signing: TestClient, focal: str
) -> None:
    enter(signing, focal)
    later(desk, FRESH + timedelta(seconds=1))
    asked = send_form(signing, "/office/sign", {"what": WHAT}, page="/office/")
    assert asked.status_code == 403
    assert asked.text.count(WHAT) == 2  # in the form, and shown
    assert "A signature needs a fresh proof of who you are." in asked.text
    fields = {"what": WHAT, "token": token_in(asked.text)}
    wrong = signing.post("/office/sign", data={**fields, "password": "wrong"})
    assert "do not go together" in wrong.text
    fields["token"] = token_in(wrong.text)
    assert (
        signing.post("/office/sign", data={**fields, "password": PASSWORD}).text == f"P-FOCAL signed {WHAT}"
    )
    again = send_form(signing, "/office/sign", {"what": "more"}, page="/office/")
    assert again.text == "P-FOCAL signed more"  # the proof holds for five minutes


# --------------------------------------------------------------------------- expired sessions, tokens


def test_text_sent_after_the_session_ended_is_shown_and_goes_through_after_signing_in_again(
    desk: Desk, signing: TestClient, focal: str
) -> None:
    enter(signing, focal)
    token = token_in(signing.get("/office/").text)
    later(desk, LONGEST_SESSION + timedelta(seconds=1))
    kept = signing.post("/office/sign", data={"what": WHAT, "token": token})
    assert kept.status_code == 403
    assert "you were signed out" in kept.text
    assert kept.text.count(WHAT) == 2
    assert "/office/sign-in" in kept.text
    enter(signing, focal)
    again = signing.post("/office/sign", data={"what": WHAT, "token": token_in(kept.text)})
    assert again.status_code == 403  # the page was of nobody: it is shown once more, now with a good token
    last = signing.post("/office/sign", data={"what": WHAT, "token": token_in(again.text)})
    assert last.text == f"P-FOCAL signed {WHAT}"


def test_a_token_gives_its_roles_as_long_as_its_account_has_them(desk: Desk) -> None:
    add_account(desk, NewAccount("P-AUDIT", "audit", [Role.AUDITOR, Role.LEGAL]))
    key = make_token(desk, "P-AUDIT", "nightly export", [Role.AUDITOR], 30)
    holder = find_token_holder(desk, key)
    assert holder is not None
    assert (holder.account.id, holder.roles) == ("P-AUDIT", frozenset({Role.AUDITOR}))
    assert find_token_holder(desk, key + "x") is None
    later(desk, timedelta(days=30))
    assert find_token_holder(desk, key) is None


def test_a_token_never_gives_more_than_its_account_has(desk: Desk) -> None:
    add_account(desk, NewAccount("P-AUDIT", "audit", [Role.AUDITOR]))
    with pytest.raises(Refused, match="token_beyond_account"):
        make_token(desk, "P-AUDIT", "too much", [Role.LEGAL], 30)
    key = make_token(desk, "P-AUDIT", "all it has", [], 30)
    disable_account(desk, "P-AUDIT")
    assert find_token_holder(desk, key) is None


@pytest.mark.parametrize("field", [NewAccount("P-FOCAL", "other"), NewAccount("P-2", "FOCAL ")])
@pytest.mark.usefixtures("focal")
def test_no_two_accounts_share_an_id_or_a_login(desk: Desk, field: NewAccount) -> None:
    with pytest.raises(Refused, match="account_exists"):
        add_account(desk, field)


@pytest.mark.parametrize("password", ["", "eleven char", "x" * 201])
def test_a_password_has_a_length_that_can_be_kept(desk: Desk, focal: str, password: str) -> None:
    with pytest.raises(Refused, match="password_length"):
        set_password(desk, "P-FOCAL", password)
    assert sign_in_with_password(desk, focal, PASSWORD)


def test_the_store_holds_no_secret_in_clear(desk: Desk, focal: str, tmp_path: Any) -> None:
    secret = sign_in_with_password(desk, focal, PASSWORD)
    key = make_token(desk, "P-FOCAL", "key", [], 1)
    held = b"".join(path.read_bytes() for path in tmp_path.rglob("vetting.db*"))
    assert [one for one in (secret, key, PASSWORD) if one.encode() in held] == []


def test_a_session_of_the_desk_is_no_key_to_the_audit_room(desk: Desk, app: FastAPI) -> None:
    client = signed_in(desk, app, "P-LEGAL", Role.LEGAL)
    answer = client.get("/audit/")
    assert answer.status_code == 403
    assert "None of your roles opens this page." in answer.text
    assert HERE not in answer.text
