"""Letters at the desk: drafted by one, read and sent by another, answered, assessed, corrected."""

import re
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from tests.usecases.consulting import set_up_keys
from tests.usecases.desks import Scene
from tests.usecases.letters import a_copy, a_home_with_finding, a_link, a_sent_letter
from tests.web.kit import send_form, signed_in, token_in
from vetting.domain.people import Role
from vetting.domain.replies import GivenAnswer
from vetting.usecases.desk import Desk
from vetting.usecases.reply_links import lodge_answers

BASE = "/office/cases/meridian"


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a finding that opens the right of reply, made once; each test works on a copy."""
    return a_home_with_finding(tmp_path_factory.mktemp("begun"))


@pytest.fixture
def scene(begun: Path, tmp_path: Path) -> Scene:
    return a_copy(begun, tmp_path)


@pytest.fixture
def desk(scene: Scene) -> Desk:
    return scene.desk


@pytest.fixture
def writer(desk: Desk, app: FastAPI) -> TestClient:
    return signed_in(desk, app, "P-RIGHTS", Role.HR_ADVISER)


@pytest.fixture
def focal(desk: Desk, app: FastAPI) -> TestClient:
    return signed_in(desk, app, "P-FOCAL", Role.FOCAL_POINT)


def drafted(writer: TestClient, **changes: str) -> int:
    fields = {
        "letter": "L-1",
        "reference": "OPD/1",
        "opening": "This is asked.",
        "question-1": "Is it so?",
        "facts-1": "An authority looks into exports.",
        "findings-1": "EXC-05",
        "sources-1": "E-1",
        "question-2": "",
        "question-3": "",
    }
    said = {**fields, **{name.replace("_", "-"): text for name, text in changes.items()}}
    return int(send_form(writer, f"{BASE}/letters/draft", said).status_code)


def test_a_draft_is_filled_from_the_findings_and_read_and_sent_by_another(
    scene: Scene, writer: TestClient, focal: TestClient
) -> None:
    page = writer.get(f"{BASE}/letters/draft").text
    assert "Inquiry into exports, 2025-11-20" in page
    assert "Is what is set out here correct and complete?" in page
    assert drafted(writer, facts_1="So it is.", sources_1="") == 409
    assert drafted(writer) == 303
    assert "read and send it" in writer.get(f"{BASE}/letters").text
    own = send_form(writer, f"{BASE}/letters/L-1/read", {"due": "2026-05-01"})
    assert "whoever writes a letter does not send it" in own.text
    assert "An authority looks into exports." in writer.get(f"{BASE}/letters/draft?letter=L-1").text
    seen = focal.get(f"{BASE}/letters/L-1/read").text
    assert "does not prejudge anything" in seen
    said = {"due": "2026-05-01", "seen": re.findall(r'name="seen" value="(\w+)"', seen)[0]}
    assert drafted(writer, opening="Changed.") == 303
    assert "changed while you were reading it" in send_form(focal, f"{BASE}/letters/L-1/read", said).text
    said["seen"] = re.findall(r'name="seen" value="(\w+)"', focal.get(f"{BASE}/letters/L-1/read").text)[0]
    assert send_form(focal, f"{BASE}/letters/L-1/read", said).status_code == 303
    [letter] = scene.dossier().letters
    assert (letter.facts, letter.questions, letter.drafted_by) == ("Changed.", ["Is it so?"], "P-RIGHTS")
    assert "This letter went out." in focal.get(f"{BASE}/letters/L-1/read").text


def test_a_letter_comes_as_a_word_file_and_as_a_page(writer: TestClient) -> None:
    drafted(writer)
    word = writer.get(f"{BASE}/letters/L-1/letter.docx")
    assert (word.status_code, word.content[:2]) == (200, b"PK")
    page = writer.get(f"{BASE}/letters/L-1/letter.html").text
    for said in ("DRAFT. Not sent.", "Letter OPD/1", "Is it so?", "Trade Monitor (fictional)"):
        assert said in page
    assert writer.get(f"{BASE}/letters/L-1/letter.exe").status_code == 404
    assert writer.get(f"{BASE}/letters/L-9/letter.html").status_code == 409


def test_without_a_finding_the_page_says_that_nothing_is_to_be_asked(
    writer: TestClient, focal: TestClient
) -> None:
    drafted(writer)
    send_form(focal, f"{BASE}/letters/L-1/read", {"due": "2026-05-01"})
    page = focal.get(f"{BASE}/letters/draft")
    assert "No finding that waits for a letter opens the right of reply." in page.text


def test_the_link_is_shown_once_and_answers_are_assessed_and_corrections_settled(
    writer: TestClient, focal: TestClient
) -> None:
    drafted(writer)
    send_form(focal, f"{BASE}/letters/L-1/read", {"due": "2026-05-01"})
    at, after = f"{BASE}/letters/L-1", f"{BASE}/letters/L-1/after"
    made = send_form(focal, f"{at}/link", {}, page=after).text
    [code] = re.findall(r"/en/reply/([0-9A-Z-]+)", made)
    assert code not in focal.get(after).text
    late = send_form(focal, f"{at}/extend", {"due": "2026-06-30", "reason": "x"}, page=after)
    assert "2026-05-15 at the latest" in late.text
    assert (
        send_form(focal, f"{at}/extend", {"due": "2026-05-10", "reason": "Holidays"}, page=after).status_code
        == 303
    )
    assert "moved once from" in focal.get(after).text
    send_form(focal, at, {"state": "full", "reply-1": "It is not."}, page=at)
    blank = send_form(focal, f"{at}/assess/1", {"assessment-1": "disputed", "reason-1": ""}, page=after)
    assert "Say in a sentence why" in blank.text
    said = {"assessment-1": "disputed", "reason-1": "It says no.", "checked-1": "yes"}
    assert send_form(focal, f"{at}/assess/1", said, page=after).status_code == 303
    asked = {"passage": "exports", "asked": "transfers"}
    assert send_form(focal, f"{at}/corrections", asked, page=after).status_code == 303
    empty = send_form(focal, f"{at}/corrections/K-1", {"accepted-K-1": "yes"}, page=after)
    assert "Write the corrected text" in empty.text
    said = {"accepted-K-1": "no", "why-K-1": "The source says exports."}
    assert send_form(focal, f"{at}/corrections/K-1", said, page=after).status_code == 303
    page = focal.get(after).text
    for text in ("The company says that it is not so", "papers checked", "The source says exports."):
        assert text in page
    assert send_form(focal, f"{at}/link", {}, page=after).status_code == 409
    assert focal.get(f"{BASE}/letters/L-9/after").status_code == 404


def test_an_officer_opens_the_trade_secrets_of_a_reply_with_their_own_key_and_a_reason(
    scene: Scene, app: FastAPI
) -> None:
    keys = set_up_keys(scene)
    lodge_answers(
        scene.desk,
        a_link(a_sent_letter(scene)),
        [GivenAnswer(text="Margin 3%", is_secret=True, summary="A number.")],
    )
    officer = signed_in(scene.desk, app, "P-OFFICER", Role.CONSULTATION_OFFICER)
    after = officer.get(f"{BASE}/letters/L-1/after").text
    assert ("A number." in after, "Margin" in after, "open it for one look" in after) == (True, False, True)
    at = f"{BASE}/letters/L-1/secrets"
    for said, sentence in (
        ({"reason": "", "key": keys.officer}, "auditors read the reason"),
        ({"reason": "To assess it", "key": ""}, "Paste your own key"),
        ({"reason": "To assess it", "key": keys.custodians[0]}, "This key does not open it."),
    ):
        refused = send_form(officer, at, said)
        assert (refused.status_code, sentence in refused.text, "Margin" in refused.text) == (409, True, False)
    opened = send_form(officer, at, {"reason": "To assess it", "key": keys.officer})
    assert (opened.status_code, "Margin 3%" in opened.text, keys.officer in opened.text) == (200, True, False)
    assert scene.events()[-1] == "ReplyUnsealed"
    before, said = scene.size(), {"reason": "To assess it", "key": keys.officer}
    token = token_in(officer.get(at).text)
    for looks in (1, 2):  # a page that is loaded again sends its form again
        assert "Margin 3%" in officer.post(at, data={**said, "token": token}).text
        assert (scene.size(), scene.events()[-1]) == (before + looks, "ReplyUnsealed")
    assert officer.get(f"{BASE}/letters/L-9/secrets").status_code == 404
