"""The frame that every surface shares."""

import hashlib
import re
import unicodedata
from datetime import date, timedelta
from typing import Any

import pytest
from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from starlette.datastructures import FormData

from tests.usecases.desks import REPOSITORY, START
from tests.web.kit import FakeWaker, client_of
from vetting.domain.errors import BadInput, EnvironmentFault, Fault, NotFound, Refusal, Refused
from vetting.domain.texts import clean_text
from vetting.usecases.desk import Desk
from vetting.web.app import ROUTERS, create_app
from vetting.web.frame import Form, Frame, Paging, Posted, page_of
from vetting.web.frame.forms import form_of
from vetting.web.frame.tokens import FormTokens
from vetting.web.settings import WebSettings

PAGES = ("/en/", "/ar/", "/office/", "/audit/", "/healthz", "/readyz", "/nowhere", "/office/nowhere")


@pytest.mark.parametrize("path", PAGES)
def test_every_answer_forbids_what_no_page_needs(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["Content-Security-Policy"].startswith(
        "default-src 'none'; style-src 'self'; img-src 'self'"
    )
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Opener-Policy"] == headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store"
    assert "set-cookie" not in headers


def test_public_pages_may_run_no_script_at_all(client: TestClient) -> None:
    page = client.get("/en/")
    assert "script-src" not in page.headers["Content-Security-Policy"]
    assert "<script" not in page.text


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("fr-CH, fr;q=0.9, en;q=0.8", "fr"),
        ("de, ar;q=0.5", "ar"),
        ("", "en"),
        ("xx;q=nonsense", "en"),
        ("zh-Hant", "zh"),
    ],
)
def test_the_first_address_leads_to_the_language_a_browser_asks_for(
    client: TestClient, accepted: str, language: str
) -> None:
    answer = client.get("/", headers={"Accept-Language": accepted})
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/{language}/")


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("ar", "rtl"), ("zh", "ltr")])
def test_a_page_says_its_language_and_direction(client: TestClient, language: str, direction: str) -> None:
    page = client.get(f"/{language}/").text
    assert f'<html lang="{language}" dir="{direction}"' in page
    assert ("/rtl.css" in page) is (direction == "rtl")


def test_a_page_that_is_not_there_says_so_in_the_readers_language(client: TestClient) -> None:
    answer = client.get("/fr/nulle-part")
    assert answer.status_code == 404
    assert "Il n’y a pas de page à cette adresse." in answer.text


def test_the_api_answers_with_a_problem_document(client: TestClient) -> None:
    answer = client.get("/api/v1/nowhere")
    assert answer.status_code == 404
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json() == {
        "type": "about:blank",
        "status": 404,
        "code": "page_not_found",
        "title": "There is no page at this address. Check the address, or begin from the first page.",
    }


def test_styles_are_kept_by_a_browser_for_ever_under_their_hash(client: TestClient) -> None:
    page = client.get("/en/").text
    address = page.split('rel="stylesheet" href="')[1].split('"')[0]
    answer = client.get(address)
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Content-Type"] == "text/css; charset=utf-8"
    assert client.get("/static/0000000000000000/ltr.css").status_code == 404


def test_a_head_request_is_answered_without_a_body(client: TestClient) -> None:
    answer = client.head("/en/")
    assert (answer.status_code, answer.content) == (200, b"")


# ------------------------------------------------------------------------------------------- faults

CANARY = "a planted text that nobody may ever see again"


@pytest.fixture
def faulty(desk: Desk, settings: WebSettings, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    """The public surface with one more page, which breaks in the way it is told to."""
    broken: dict[str, Exception] = {
        "fault": ZeroDivisionError(CANARY),
        "machine": EnvironmentFault(CANARY),
        "missing": NotFound("case", CANARY),
        "refused": Refused(Refusal("not_permitted", {"person": "P-1", "act": "Decide"})),
        "wrong": BadInput([Fault("somewhere", CANARY)]),
    }

    def router(frame: Frame) -> APIRouter:
        routes = APIRouter(dependencies=[frame.guard("public.read")])

        @routes.get("/break/{how}")
        def break_it(how: str) -> None:
            raise broken[how]

        @routes.post("/say")
        def say(request: Request, post: Posted) -> HTMLResponse:
            form = post.form
            form.text("what", missing="Say what.")
            return frame.render(request, "stale.html", form=form, status=200 if form.is_valid else 422)

        return routes

    monkeypatch.setitem(ROUTERS, "public", ("/{language:language}", router))
    return client_of(create_app(desk, FakeWaker(), settings))


@pytest.mark.parametrize(
    ("how", "status", "sentence"),
    [
        ("fault", 500, "Something went wrong here, not with you."),
        ("machine", 503, "The service cannot answer at this moment."),
        ("missing", 404, "There is no page at this address."),
        ("refused", 403, "P-1 has no role on this case that allows signing a decision."),
        ("wrong", 422, "Part of this address or request could not be understood."),
    ],
)
def test_what_goes_wrong_is_said_in_a_sentence_and_never_with_content(
    faulty: TestClient, caplog: pytest.LogCaptureFixture, how: str, status: int, sentence: str
) -> None:
    with caplog.at_level("INFO"):
        answer = faulty.get(f"/en/break/{how}")
    assert answer.status_code == status
    assert sentence in answer.text
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert CANARY not in answer.text + caplog.text


def test_an_unexpected_fault_has_a_number_that_the_log_has_too(
    faulty: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    page = faulty.get("/fr/break/fault").text
    number = page.split("le numéro ")[1].split(" ")[0]
    assert f"unexpected ZeroDivisionError in {number}" in caplog.text


def test_the_log_names_routes_and_never_an_address_or_what_was_typed(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("INFO", logger="vetting.web"):
        client.get("/en/", headers={"X-Forwarded-For": "203.0.113.9", "Forwarded": "for=203.0.113.9"})
        client.get(f"/en/{CANARY}?q={CANARY}")
    lines = [record.getMessage() for record in caplog.records if record.name == "vetting.web"]
    assert lines
    assert not any("203.0.113.9" in line or "planted" in line or "testclient" in line for line in lines)


def test_no_handler_can_learn_where_a_reader_is(
    desk: Desk, settings: WebSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Any] = []

    def router(frame: Frame) -> APIRouter:
        routes = APIRouter(dependencies=[frame.guard("public.read")])

        @routes.get("/look")
        def look(request: Request) -> None:
            seen.append((request.client, [name for name, _ in request.headers.items() if "forward" in name]))

        return routes

    monkeypatch.setitem(ROUTERS, "public", ("/{language:language}", router))
    client = client_of(create_app(desk, FakeWaker(), settings))
    client.get("/en/look", headers={"X-Forwarded-For": "203.0.113.9", "Forwarded": "for=203.0.113.9"})
    assert seen == [(None, [])]


# ------------------------------------------------------------------------------------- posted forms


def say(faulty: TestClient, what: str, token: str | None = None, **headers: str) -> Any:
    token = FormTokens(b"the secret of a test's home").issue("public|", START) if token is None else token
    return faulty.post("/en/say", data={"what": what, "token": token}, headers=headers)


def test_a_form_of_this_instance_is_taken(faulty: TestClient) -> None:
    assert say(faulty, "Good words").status_code == 200


def test_a_fault_of_a_field_leaves_what_was_typed(faulty: TestClient) -> None:
    assert say(faulty, "   ").status_code == 422


@pytest.mark.parametrize("token", ["", "x", "1.2.3", "9" * 400])
def test_a_form_without_a_good_token_does_nothing_and_shows_what_was_typed(
    faulty: TestClient, token: str
) -> None:
    answer = say(faulty, "<b>Many words</b> of somebody", token)
    assert answer.status_code == 403
    assert answer.text.count("&lt;b&gt;Many words&lt;/b&gt; of somebody") == 2
    assert "<b>Many words" not in answer.text


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://elsewhere.example"},
        {"Origin": "http://127.0.0.1:9999"},
    ],
)
def test_a_form_from_elsewhere_is_refused_and_not_repeated(
    faulty: TestClient, headers: dict[str, str]
) -> None:
    answer = say(faulty, "Words of somebody else", **headers)
    assert answer.status_code == 403
    assert "sent from another site" in answer.text
    assert "Words of somebody else" not in answer.text


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "same-origin", "Origin": "null"},
        {"Origin": "http://127.0.0.1:8000"},
        {"Origin": "null"},
    ],
)
def test_a_form_from_here_is_taken_whatever_a_browser_leaves_out(
    faulty: TestClient, headers: dict[str, str]
) -> None:
    assert say(faulty, "Good words", **headers).status_code == 200


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"{}", "application/json"),
        (b"what=x", "text/plain"),
        (b"x", "multipart/form-data"),
        (b"&".join(b"a=%d" % number for number in range(1100)), "application/x-www-form-urlencoded"),
    ],
)
def test_what_is_no_form_is_refused_in_a_sentence(faulty: TestClient, content: bytes, kind: str) -> None:
    answer = faulty.post("/en/say", content=content, headers={"Content-Type": kind})
    assert answer.status_code == 400
    assert "The form could not be read." in answer.text


def test_a_body_beyond_the_limit_is_refused_in_the_readers_language(faulty: TestClient) -> None:
    answer = faulty.post("/es/say", data={"what": "x" * 3_000_000})
    assert answer.status_code == 413
    assert "Es más de lo que se puede recibir de una vez." in answer.text


def test_a_body_that_does_not_say_its_size_is_cut_off_too(faulty: TestClient) -> None:
    parts = (b"what=" + b"x" * 100_000 for _ in range(30))
    answer = faulty.post(
        "/en/say", content=parts, headers={"Content-Type": "application/x-www-form-urlencoded"}
    )
    assert answer.status_code == 413


@pytest.mark.parametrize("path", ["/en/break/a%00b", "/en/break/fault?q=%00"])
def test_an_address_with_a_null_is_refused_before_anything_looks_it_up(faulty: TestClient, path: str) -> None:
    assert faulty.get(path).status_code == 422


def test_a_page_that_takes_no_form_says_so(faulty: TestClient) -> None:
    answer = faulty.put("/en/say")
    assert answer.status_code == 405
    assert "cannot be used in this way" in answer.text


def test_a_file_never_touches_the_disk_on_its_way_in(
    faulty: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_self: object) -> None:
        raise AssertionError("a file was spooled to disk")

    monkeypatch.setattr("tempfile.SpooledTemporaryFile.rollover", refuse)
    token = FormTokens(b"the secret of a test's home").issue("public|", START)
    files = {"paper": ("paper.txt", b"x" * 1_900_000)}
    answer = faulty.post("/en/say", data={"what": "Good words", "token": token}, files=files)
    assert answer.status_code == 200
    assert "A file cannot be kept here." in answer.text


# ------------------------------------------------------------------------------------------- tokens


@given(st.text(max_size=200))
def test_no_text_is_a_token(text: str) -> None:
    assert FormTokens(b"secret").read(text, "public", START) is None


def test_a_token_is_for_one_reader_one_secret_and_one_day() -> None:
    tokens = FormTokens(b"secret")
    token = tokens.issue("reader", START)
    read = tokens.read(token, "reader", START + timedelta(hours=24))
    assert read is not None
    assert (read.issued_at, len(read.number)) == (START, 32)
    assert tokens.read(token, "another", START) is None
    assert FormTokens(b"other").read(token, "reader", START) is None
    assert tokens.read(token, "reader", START + timedelta(hours=24, seconds=1)) is None
    assert tokens.read(token, "reader", START - timedelta(minutes=3)) is None
    assert tokens.issue("reader", START) != token


# -------------------------------------------------------------------------------------------- forms


def test_a_form_reads_its_fields_and_notes_each_fault_once() -> None:
    form = Form(
        {
            "a": [" x\r\ny\x00 "],
            "n": ["12"],
            "d-day": ["3"],
            "d-month": ["2"],
            "d-year": ["2026"],
            "c": ["b", "z"],
        }
    )
    assert form.text("a") == "x\ny"
    assert form_of(FormData([("b", "x\x00y")])).value("b") == "xy"
    assert form.number("n", least=1, most=20, wrong="Give 1 to 20.") == 12
    assert form.day("d", wrong="No such day.") == date(2026, 2, 3)
    assert form.choice("c", ["a", "b"], missing="Choose.") == "b"
    assert form.choices("c", ["a", "b"]) == ["b"]
    assert form.is_valid
    assert form.text("none", missing="Write it.") == ""
    form.refuse("none", "Another sentence.")
    assert form.number("a", least=1, most=20, wrong="Give 1 to 20.") is None
    assert form.day("a", wrong="No such day.") is None
    assert form.day("nothing", wrong="No such day.", missing="Which day?") is None
    assert form.choice("n", ["a"], missing="Choose.") == ""
    assert form.text("a", longest=2) == "x\ny"
    assert form.errors == {
        "none": "Write it.",
        "a": "Give 1 to 20.",
        "nothing": "Which day?",
        "n": "Choose.",
    }


@given(st.text(max_size=300))
def test_cleaning_a_text_twice_changes_no_more_than_once(typed: str) -> None:
    once = clean_text(typed)
    assert clean_text(once) == once
    assert "\x00" not in once
    assert "\r" not in once


def test_of_all_characters_those_are_dropped_that_nobody_types_and_those_that_turn_what_follows() -> None:
    turning = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}  # Unicode Annex 9, section 2
    dropped = {one for one in map(chr, range(0x110000)) if not clean_text(f"a{one}a").replace("aa", "")}
    assert dropped == {
        one
        for one in map(chr, range(0x110000))
        if one not in "\n\r\t"
        and (unicodedata.category(one) in ("Cc", "Cs") or unicodedata.bidirectional(one) in turning)
    }


def test_what_would_turn_the_letters_after_a_text_is_dropped() -> None:
    assert clean_text("\u202eexe.fdp\u202c \u2067name\u2069 \u2066open") == "exe.fdp name open"


@pytest.mark.parametrize("typed", ["שלום \u200fעולם", "سلام\u200e!", "𠀀", "नमस्ते", "e\u0301"])
def test_no_script_is_harmed_by_cleaning(typed: str) -> None:
    assert clean_text(typed) == unicodedata.normalize("NFC", typed)


# ------------------------------------------------------------------------------------- what is vendored


def test_what_was_taken_from_others_is_what_its_checksums_say() -> None:
    lines = (REPOSITORY / "tools" / "styles" / "vendored.sha256").read_text().splitlines()
    named = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    assert {name: hashlib.sha256((REPOSITORY / name).read_bytes()).hexdigest() for name in named} == named
    own = {"own.css", "office.css", "drafts.js", "mark.svg"}
    static = REPOSITORY / "vetting" / "web" / "static"
    there = {path.relative_to(REPOSITORY).as_posix() for path in static.rglob("*") if path.is_file()}
    assert there - set(named) == {f"vetting/web/static/{name}" for name in own}


def test_no_style_reaches_out_of_this_instance() -> None:
    for path in (REPOSITORY / "vetting" / "web" / "static").glob("*.css"):
        text = path.read_text(encoding="utf-8")
        assert "url(" not in text
        assert "@import" not in text


def test_own_styles_know_no_left_and_no_right() -> None:
    static = REPOSITORY / "vetting" / "web" / "static"
    text = "".join((static / name).read_text(encoding="utf-8") for name in ("own.css", "office.css"))
    assert (
        re.findall(r"(?:margin|padding|border)-(?:left|right)|(?:^|[;{\s])(?:left|right|float)\s*:", text)
        == []
    )
    assert "text-align: left" not in text


def test_paging_says_what_is_before_and_after() -> None:
    assert Paging(3, 45).pages == 3
    assert (Paging(1, 0).pages, Paging(1, 0).previous, Paging(1, 0).next) == (1, None, None)
    assert (Paging(2, 45).offset, Paging(2, 45).previous, Paging(2, 45).next) == (20, 1, 3)
    items, paging = page_of(list(range(45)), 3)
    assert (items, paging) == ([40, 41, 42, 43, 44], Paging(3, 45))
