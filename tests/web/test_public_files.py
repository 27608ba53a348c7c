"""Files on the public pages: said before, answered one by one, sealed, opened by an officer with a reason."""

import html
import re
from collections.abc import Sequence
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from tests.adapters.cleaning import files
from tests.adapters.cleaning.files import PLANTED, SEEN, has_secret, text_of
from tests.usecases.consulting import (
    ANONYMOUS,
    LANGUAGES,
    PUBLIC,
    Keys,
    a_draft,
    lodged,
    open_round,
    set_up_keys,
)
from tests.usecases.desks import Scene, last_entries
from tests.web.kit import FakeWaker, client_of, send_form, signed_in, token_in
from vetting.adapters.sealing import wrap_key
from vetting.domain.consultation import SubmissionMode
from vetting.domain.people import Role
from vetting.usecases.desk import Desk
from vetting.usecases.looking_up import find_lodged

SURFACES = ("public", "office")

FILES = "/en/receipt/files"


@pytest.fixture
def scene(desk: Desk) -> Scene:
    return open_round(Scene(desk).opened())


@pytest.fixture
def keys(scene: Scene) -> Keys:
    return set_up_keys(scene)


@pytest.fixture
def client(scene: Scene, app: FastAPI) -> TestClient:
    assert scene.case == "meridian"
    return client_of(app)


def a_receipt(scene: Scene, mode: SubmissionMode = ANONYMOUS) -> str:
    return lodged(scene, a_draft(mode)).receipt


def added(
    client: TestClient, receipt: str, *sent: tuple[str, bytes], language: str = "en", step: str = "send"
) -> Any:
    token = token_in(client.get(f"/{language}/receipt").text)
    chosen = [("files", (name, content)) for name, content in sent]
    fields = {"token": token, "receipt": receipt, "step": step}
    return client.post(f"/{language}/receipt/files", data=fields, files=chosen or {"files": ("", b"")})


def said_of(page: str) -> Sequence[str]:
    """What became of each file, as one line each."""
    found = page[page.index("<section aria-labelledby") : page.index("</section>")]
    lines = [html.unescape(re.sub(r"<[^>]+>", " ", one)) for one in found.split("<h3")[1:]]
    return [" ".join(one.partition(">")[2].split()) for one in lines]


@pytest.mark.usefixtures("keys")
def test_before_a_file_is_chosen_the_page_says_what_happens_to_it(client: TestClient, scene: Scene) -> None:
    page = added(client, a_receipt(scene), step="").text
    assert "at most 5 files, of 10 MB each" in page
    assert "The original is destroyed as soon as the file is rebuilt." in page
    assert "They are never published" in page
    assert "Files added: 0 of 5." in page
    assert "<script" not in page


@pytest.mark.usefixtures("keys")
def test_each_file_gets_an_answer_of_its_own(client: TestClient, scene: Scene, waker: FakeWaker) -> None:
    receipt = a_receipt(scene)
    sent = [
        ("plain.jpg", files.plain_jpeg()),
        ("photo.jpg", files.jpeg()),
        ("locked.pdf", files.locked_pdf()),
        ("drawing.png", files.SVG),
        ("photo.png.exe", b"MZ"),
    ]
    answer = added(client, receipt, *sent)
    assert answer.status_code == 200
    other = "Save it as PDF, Word (.docx), OpenDocument text (.odt), plain text (.txt), PNG or JPEG, and send that."
    assert said_of(answer.text) == [
        "plain.jpg Taken.",
        "photo.jpg Made safe and taken. Left out: what stood hidden behind its end who made it, where, when and with what",
        "locked.pdf Not taken. The file is locked with a password. Save it without one, and send that.",
        f"drawing.png Not taken. What is in the file is not what its name says. {other}",
        f"photo.png.exe Not taken. Files of this kind are not taken. {other}",
    ]
    assert "Files added: 2 of 5." in answer.text
    assert waker.woken == ["meridian"]
    assert len(find_lodged(scene.desk, receipt).submission.files) == 2


@pytest.mark.usefixtures("keys")
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_speaks_every_language(client: TestClient, scene: Scene, language: str) -> None:
    receipt = a_receipt(scene)
    page = added(client, receipt, ("a.jpg", files.jpeg()), ("a.pdf", b"x"), language=language).text
    assert f'lang="{language}"' in page
    english = ("Left out", "Not taken", "What is in the file", "Choose")
    assert language == "en" or not any(word in page for word in english)


@pytest.mark.usefixtures("keys")
def test_a_form_without_a_file_says_so_and_more_files_than_fit_are_told_one_by_one(
    client: TestClient, scene: Scene
) -> None:
    receipt = a_receipt(scene)
    nothing = added(client, receipt)
    assert (nothing.status_code, "Choose a file first." in nothing.text) == (422, True)
    seven = added(client, receipt, *((f"{n}.txt", f"{n}".encode()) for n in range(7)))
    assert seven.text.count("A submission takes 5 files, and this one has them.") == 2
    assert "Files added: 5 of 5." in seven.text


@pytest.mark.usefixtures("keys")
@pytest.mark.parametrize("receipt", ["", "7" * 26, "<b>", "7" * 5000])
def test_a_receipt_that_finds_nothing_gets_the_same_answer_as_everywhere(
    client: TestClient, receipt: str
) -> None:
    answer = added(client, receipt, ("a.txt", b"x"))
    assert (answer.status_code, "There is no submission for this receipt." in answer.text) == (200, True)
    assert "Choose files" not in answer.text


def test_without_an_officers_key_no_file_is_offered(client: TestClient, scene: Scene) -> None:
    receipt = a_receipt(scene, PUBLIC)
    page = added(client, receipt, ("a.txt", b"x"))
    assert (page.status_code, "Files cannot be taken here yet" in page.text) == (422, True)
    assert "Files cannot be taken yet." in client.get("/en/cases/meridian/take-part").text


@pytest.mark.usefixtures("keys")
def test_after_the_closing_nothing_is_offered_and_the_page_says_when_it_was(
    client: TestClient, scene: Scene
) -> None:
    receipt = a_receipt(scene)
    scene.wait(days=28, seconds=1)
    page = added(client, receipt, ("a.txt", b"x"))
    assert (page.status_code, "The consultation closed on 2026-03-30." in page.text) == (422, True)
    assert 'type="file"' not in page.text


@pytest.mark.usefixtures("keys")
def test_a_hostile_name_is_shown_as_text_and_kept_nowhere(client: TestClient, scene: Scene) -> None:
    name = "\u202e<script>alert(1)</script>../../=cmd.txt"
    page = added(client, a_receipt(scene), (name, b"words")).text
    assert "<script>alert" not in page
    assert "\u202e" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.usefixtures("keys")
def test_a_body_that_is_far_too_large_is_refused_before_it_is_read(client: TestClient, scene: Scene) -> None:
    receipt = a_receipt(scene)
    answer = added(client, receipt, ("a.txt", b"x" * (27 * 1024 * 1024)))
    assert (answer.status_code, "This is more than can be taken at once." in answer.text) == (413, True)
    single = added(client, receipt, ("a.txt", b"x" * (10 * 1024 * 1024 + 1)))
    assert "The file has more than 10 MB." in single.text


@pytest.mark.usefixtures("keys")
def test_more_files_than_a_form_takes_are_said_to_be_too_many(client: TestClient, scene: Scene) -> None:
    answer = added(client, a_receipt(scene), *[(f"{number}.txt", b"So.") for number in range(21)])
    assert (answer.status_code, "This is more than can be taken at once." in answer.text) == (413, True)


@pytest.mark.usefixtures("keys")
def test_a_flood_of_files_meets_a_limit_that_knows_no_address(client: TestClient, scene: Scene) -> None:
    receipt = a_receipt(scene)
    found = [added(client, receipt).status_code for _ in range(61)]
    assert found == [422] * 60 + [503]


# ------------------------------------------------------------------------------------------ for officers


@pytest.fixture
def officer(desk: Desk, app: FastAPI) -> TestClient:
    return signed_in(desk, app, "P-OFFICER", Role.CONSULTATION_OFFICER)


def opened(officer: TestClient, scene: Scene, fields: dict[str, str], **more: Any) -> Any:
    address = f"/office/cases/meridian/submissions/{scene.dossier().submissions[0].id}"
    return send_form(officer, f"{address}/open", fields, page=address, **more)


def test_an_officer_opens_a_file_with_a_reason_and_saves_it(
    client: TestClient, officer: TestClient, scene: Scene, keys: Keys
) -> None:
    receipt = a_receipt(scene)
    added(client, receipt, (f"{PLANTED}.pdf", files.pdf()))
    [ident] = find_lodged(scene.desk, receipt).submission.files
    given = opened(officer, scene, {"file": ident, "reason": "Read it.", "key": keys.officer})
    assert given.headers["content-type"] == "application/octet-stream"
    assert given.headers["content-disposition"] == f'attachment; filename="{PLANTED}.pdf"'
    assert SEEN in text_of(given.content)
    assert not has_secret(given.content)
    [entry] = last_entries(scene)
    assert (entry.event, entry.by, entry.open["file"]) == ("SubmissionUnsealed", "P-OFFICER", ident)


def test_an_officer_reads_what_was_left_out_of_a_file_without_taking_it(
    client: TestClient, officer: TestClient, scene: Scene, keys: Keys
) -> None:
    receipt = a_receipt(scene)
    told = added(client, receipt, (f"{PLANTED}.pdf", files.pdf())).text
    assert "comments, and the names beside them (1)" in told
    [ident] = find_lodged(scene.desk, receipt).submission.files
    said = {"file": ident, "reason": "See what it lost.", "key": keys.officer, "act": "look"}
    page = opened(officer, scene, said).text
    for part in (
        f"{PLANTED}.pdf",
        "comments, and the names beside them (1)",
        "links that lead out of it (1)",
    ):
        assert part in page
    assert "scripts and actions</li>" in page
    assert SEEN not in page
    assert keys.officer not in page
    [entry] = last_entries(scene)
    assert (entry.event, entry.open["file"]) == ("SubmissionUnsealed", ident)


def test_of_a_file_that_lost_nothing_that_is_said(
    client: TestClient, officer: TestClient, scene: Scene, keys: Keys
) -> None:
    receipt = a_receipt(scene)
    added(client, receipt, ("a.txt", b"words"))
    [ident] = find_lodged(scene.desk, receipt).submission.files
    said = {"file": ident, "reason": "See what it lost.", "key": keys.officer, "act": "look"}
    assert "Nothing that can be told was left out." in opened(officer, scene, said).text


def test_a_key_file_and_its_passphrase_open_what_it_says(
    client: TestClient, officer: TestClient, scene: Scene, keys: Keys
) -> None:
    assert added(client, a_receipt(scene)).status_code == 422
    wrapped = {"key_file": ("officer.key", wrap_key(keys.officer, "correct horse"))}
    fields = {"file": "", "reason": "Read it.", "phrase": "correct horse"}
    assert "The terms are vague." in opened(officer, scene, fields, files=wrapped).text
    wrong = opened(officer, scene, {**fields, "phrase": "a wrong one"}, files=wrapped)
    assert wrong.status_code == 409
    assert "The terms are vague." not in wrong.text
    assert "Read it." in wrong.text
    assert "a wrong one" not in wrong.text


def test_a_secret_key_is_never_shown_again_not_even_on_a_stale_form(
    officer: TestClient, scene: Scene, keys: Keys
) -> None:
    a_receipt(scene)
    address = f"/office/cases/meridian/submissions/{scene.dossier().submissions[0].id}"
    fields = {
        "reason": "A reason that is kept.",
        "key": keys.officer,
        "phrase": "correct horse",
        "token": "old",
    }
    page = officer.post(f"{address}/open", data=fields).text
    assert "A reason that is kept." in page
    assert keys.officer not in page
    assert "correct horse" not in page


def test_a_public_submission_with_a_file_offers_the_file_alone(
    client: TestClient, officer: TestClient, scene: Scene, keys: Keys
) -> None:
    assert keys.officer
    added(client, a_receipt(scene, PUBLIC), ("a.txt", b"words"))
    page = officer.get(f"/office/cases/meridian/submissions/{scene.dossier().submissions[0].id}").text
    assert "What is sealed" in page
    assert "What it says" not in page
