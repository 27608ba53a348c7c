"""The frame that every surface shares."""

import pytest
from fastapi.testclient import TestClient

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
