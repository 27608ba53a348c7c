"""The public pages without a browser: taking part, receipts, reports, the register, and hostile input."""

import html
import logging
import re
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from tests.usecases.consulting import LANGUAGES, Keys, open_round, set_up_keys
from tests.usecases.desks import Scene
from tests.web.kit import FakeWaker, client_of
from vetting.domain import commands
from vetting.domain.errors import EnvironmentFault
from vetting.domain.receipts import to_groups
from vetting.domain.round_commands import ModerateSubmission
from vetting.usecases.desk import Desk
from vetting.usecases.unsealing import sealed_part

SURFACES = ("public",)

PART = "/en/cases/meridian/take-part"


@pytest.fixture
def scene(desk: Desk) -> Scene:
    scene = Scene(desk).opened()
    scene.send(commands.NameParty, party="lingua", role="prospect", name="Lingua Meridian")
    return open_round(scene)


@pytest.fixture
def keys(scene: Scene) -> Keys:
    return set_up_keys(scene)


@pytest.fixture
def client(scene: Scene, app: FastAPI) -> TestClient:
    assert scene.case == "meridian"
    return client_of(app)


def hidden(page: str) -> dict[str, str]:
    """The hidden fields of the last form of a page."""
    form = page[page.rindex("<form") :]
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form)
    return {name: html.unescape(value) for name, value in found}


def written(client: TestClient, fields: Mapping[str, str], path: str = PART) -> Any:
    """The check page of a form that was filled in."""
    return client.post(path, data={**hidden(client.get(path).text), "mode": "public", **fields})


def sent(client: TestClient, page: str, path: str = PART) -> Any:
    """The answer to a check page with both groups typed."""
    fields = hidden(page)
    groups = to_groups(fields["receipt"])
    return client.post(path, data={**fields, "group-2": groups[1], "group-5": groups[4]})


def heading(page: str) -> str:
    found = re.search(r"<h1[^>]*>(.*?)</h1>", page, re.DOTALL)
    assert found
    return html.unescape(found[1])


def submissions(scene: Scene) -> int:
    return len(scene.dossier().submissions)


# ---------------------------------------------------------------------------------------- taking part


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_whole_in_every_language(client: TestClient, keys: Keys, language: str) -> None:
    assert keys.officer
    for path in ("", "help", "receipt", "report", "cases/meridian", "cases/meridian/take-part",
                 "companies/Lingua%20Meridian", "?standing=under_review&words=live"):  # fmt: skip
        answer = client.get(f"/{language}/{path}")
        assert answer.status_code == 200, path
        assert f'lang="{language}"' in answer.text
        assert "set-cookie" not in answer.headers
        assert "<script" not in answer.text


@pytest.mark.usefixtures("keys")
def test_a_submission_goes_from_the_form_over_the_check_to_its_receipt(
    client: TestClient, scene: Scene, waker: FakeWaker
) -> None:
    check = written(client, {"mode": "anonymous", "text-Q1": "Our voices are recorded."})
    assert heading(check.text) == "Check, note down your receipt, and send"
    assert submissions(scene) == 0
    done = sent(client, check.text)
    assert heading(done.text) == "Your submission was received"
    assert "-".join(to_groups(hidden(check.text)["receipt"])) in done.text
    assert waker.woken == ["meridian"]
    assert submissions(scene) == 1


@pytest.mark.usefixtures("keys")
def test_sent_twice_it_is_one_submission_and_the_same_page(client: TestClient, scene: Scene) -> None:
    check = written(client, {"text-Q1": "Once."}).text
    first, second = sent(client, check), sent(client, check)
    leaf = re.findall(r'class="govuk-body code">([0-9a-f]{64})<', first.text)
    assert leaf == re.findall(r'class="govuk-body code">([0-9a-f]{64})<', second.text)
    assert (first.status_code, second.status_code, submissions(scene)) == (200, 200, 1)
    assert "What counts is the text as it was sent the first time." in second.text


def test_wrong_groups_send_nothing_and_keep_the_text(client: TestClient, scene: Scene) -> None:
    check = written(client, {"text-Q1": "Kept <b>as</b> it is."}).text
    answer = client.post(PART, data={**hidden(check), "group-2": "XXXXX", "group-5": ""})
    assert (answer.status_code, submissions(scene)) == (422, 0)
    assert "The groups you typed are not those of the receipt." in answer.text
    assert "Kept &lt;b&gt;as&lt;/b&gt; it is." in answer.text
    assert hidden(answer.text)["receipt"] == hidden(check)["receipt"]


def test_back_to_the_form_nothing_is_lost(client: TestClient) -> None:
    check = written(client, {"text-Q1": "A first thought.", "group": "academia"}).text
    answer = client.post(PART, data={**hidden(check), "step": "write"})
    assert heading(answer.text) == "Take part in the consultation"
    assert "A first thought." in answer.text
    assert '<option value="academia" selected' in answer.text


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({}, "Please write something in at least one of the fields."),
        ({"text-Q1": "字" * 100_000}, "The text has 100000 characters; at most 50000 can be taken."),
        ({"text-Q1": "x", "group": "king"}, "Please choose one of the answers that are offered."),
        ({"text-Q1": "x", "region": "moon"}, "Please choose one of the answers that are offered."),
        ({"text-Q1": "x", "mode": "anonymous"}, "cannot be taken here yet"),
        ({"text-Q1": "x", "mode": "royal"}, "Please choose one of the answers that are offered."),
    ],
    ids=["nothing", "too long", "no such group", "no such region", "no key", "no such mode"],
)
def test_what_is_wrong_is_said_and_the_text_is_kept(
    client: TestClient, scene: Scene, fields: dict[str, str], says: str
) -> None:
    answer = written(client, fields)
    assert (answer.status_code, submissions(scene)) == (422, 0)
    assert says in html.unescape(answer.text)
    assert html.escape(fields.get("text-Q1", "")) in answer.text


HOSTILE = (
    "<script>alert(1)</script>",
    "' OR 1=1; --",
    "{{ 7 * 7 }} {% raw %} ${7*7} %s {0}",
    "=HYPERLINK(1)",
    "\u202eltr\u202c \u2067rtl\u2069 \u200f\u200e",
    "العربية 中文 русский ไทย ગુજરાતી 𓀀 👩‍👩‍👧 e\u0301",
    "\ufeff\ufffe\uffff a\x07b",
    "]]> &amp; &#0; <!-- --> \\u0000",
)


@pytest.mark.usefixtures("keys")
@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("mode", ["public", "confidential"])
def test_any_text_is_taken_and_shown_as_text(client: TestClient, scene: Scene, text: str, mode: str) -> None:
    check = written(client, {"mode": mode, "text-Q1": text, "name": text, "name_shown": "yes"})
    assert check.status_code == 200
    done = sent(client, check.text)
    assert done.status_code == 200
    assert "<script>alert" not in check.text + done.text
    if mode == "public":
        ident = scene.dossier().submissions[0].id
        scene.send(ModerateSubmission, "P-OFFICER", submission=ident, publish=True)
    page = client.get("/en/cases/meridian").text
    assert "<script>alert" not in page
    assert ("{{ 7 * 7 }}" in page) is (text.startswith("{{") and mode == "public")


def test_a_form_from_before_the_closing_is_taken_for_half_an_hour_and_no_second_more(
    client: TestClient, scene: Scene
) -> None:
    scene.wait(days=27, hours=23)
    pages = [written(client, {"text-Q1": f"Late {number}."}).text for number in range(2)]
    scene.wait(hours=1, minutes=30)
    assert heading(sent(client, pages[0]).text) == "Your submission was received"
    scene.wait(seconds=1)
    late = sent(client, pages[1])
    assert (late.status_code, submissions(scene)) == (422, 1)
    assert "The consultation closed on 2026-03-30." in late.text
    assert "Late 1." in late.text
    assert client.get(PART).status_code == 409


def test_a_form_that_was_not_made_here_comes_back_with_its_text_and_a_receipt_of_ours(
    client: TestClient, scene: Scene
) -> None:
    fields = hidden(client.get(PART).text) | {"receipt": "7" * 26, "mode": "public", "text-Q1": "Kept."}
    answer = client.post(PART, data=fields)
    assert (answer.status_code, submissions(scene)) == (422, 0)
    assert "This form was not made here" in answer.text
    assert "Kept." in answer.text
    assert hidden(answer.text)["receipt"] != "7" * 26


# -------------------------------------------------------------------------------------------- receipts


def looked_up(client: TestClient, receipt: str, path: str = "/en/receipt") -> Any:
    return client.post(path, data={**hidden(client.get("/en/receipt").text), "receipt": receipt})


@pytest.mark.usefixtures("keys")
def test_a_receipt_shows_each_point_with_its_answer_and_takes_the_submission_back(
    client: TestClient, scene: Scene
) -> None:
    check = written(client, {"mode": "confidential", "text-Q1": "Our voices are recorded."}).text
    receipt = hidden(check)["receipt"]
    sent(client, check)
    ident = scene.dossier().submissions[0].id
    scene.send(
        commands.ExtractPoint,
        "P-OFFICER",
        point="PT-1",
        submission=ident,
        text="Voices may be kept too long.",
    )
    assert "This point has no answer yet." in looked_up(client, receipt).text
    scene.send(
        commands.DisposePoint, "P-OFFICER", point="PT-1", disposition="accepted", reason="Clause 4 limits it."
    )
    page = looked_up(client, " ".join(to_groups(receipt)).lower()).text
    assert "Voices may be kept too long." in page
    assert "Clause 4 limits it." in page
    assert "Our voices are recorded." not in page
    assert "Taken back" in looked_up(client, receipt, "/en/receipt/withdraw").text
    again = looked_up(client, receipt, "/en/receipt/withdraw").text
    assert "The submission was taken back already." in again


def test_every_receipt_that_finds_nothing_gets_the_same_answer(client: TestClient) -> None:
    answers = [looked_up(client, guess) for guess in ("7" * 26, "8" * 26)]
    assert [answer.status_code for answer in answers] == [200, 200]
    pages = [re.sub(r'value="[^"]*"', "", answer.text) for answer in answers]
    assert pages[0] == pages[1]
    assert "There is no submission for this receipt." in pages[0]
    for guess in ("", "nonsense", "<b>", "7" * 5000):
        page = re.sub(r'value="[^"]*"', "", looked_up(client, guess).text)
        assert page == pages[0]


def test_a_flood_of_guesses_meets_a_limit_that_knows_no_address(client: TestClient) -> None:
    fields = hidden(client.get("/en/receipt").text)
    found = [client.post("/en/receipt", data={**fields, "receipt": "7" * 26}).status_code for _ in range(601)]
    assert found == [200] * 600 + [503]


# ------------------------------------------------------------------------------------- register and data


def test_the_register_filters_and_searches_and_never_breaks(client: TestClient) -> None:
    assert "Live translation" in client.get("/en/?words=meridian").text
    assert "0 proposals" in client.get("/en/?standing=refused").text
    for query in ("standing=king", "words=%25_%5C%27", "page=99999"):
        assert client.get(f"/en/?{query}").status_code == 200
    assert client.get("/en/?page=0").status_code == 422
    assert client.get(f"/en/?page={10**30}").status_code == 422


def test_the_register_is_given_as_data(client: TestClient) -> None:
    entry = client.get("/en/register.json").json()["entries"][0]
    assert entry == {
        "id": "meridian", "standing": "under_review", "title": "Live translation with Lingua Meridian",
        "company": "Lingua Meridian", "office": "Office for Public Dialogue", "opened": "2026-03-02",
        "decided": None, "outcome": "", "closes": "2026-03-30", "exercise": False,
    }  # fmt: skip
    assert client.get("/en/register.csv").text.splitlines()[1].startswith("meridian,under_review,")
    feed = client.get("/ar/feed.atom").text
    assert "urn:vetting:case:meridian" in feed
    dates = client.get("/zh/cases/meridian/dates.ics")
    assert "DTSTART:20260330T090000Z" in dates.text
    assert max(len(line.encode()) for line in dates.text.splitlines()) <= 75


@pytest.mark.parametrize(
    "path",
    [
        "cases/none", "cases/none/take-part", "cases/none/dates.ics", "cases/meridian/record.json",
        "cases/meridian/documents/E-1", "companies/Nobody",
    ],
)  # fmt: skip
def test_what_is_not_there_is_said_kindly(client: TestClient, path: str) -> None:
    answer = client.get(f"/en/{path}")
    assert answer.status_code == 404
    assert "There is no page at this address" in answer.text


@pytest.mark.parametrize("path", ["cases/%00", "companies/%00", "?words=%00"])
def test_a_character_that_no_text_has_is_refused_before_the_database(client: TestClient, path: str) -> None:
    assert client.get(f"/en/{path}").status_code == 422


def test_only_what_a_notice_shows_can_be_taken_away(scene: Scene, app: FastAPI) -> None:
    sha256 = scene.desk.evidence.put(b"<script>alert(1)</script>")
    for ident in ("E-OPEN", "E-HELD"):
        scene.with_evidence(ident, kind="file", sha256=sha256, size=25, filename="terms\r\n.html")
    scene.wait(days=29)
    open_round(scene, round=2, documents=["E-OPEN"])
    client = client_of(app)
    given = client.get("/en/cases/meridian/documents/E-OPEN")
    assert (given.status_code, given.content) == (200, b"<script>alert(1)</script>")
    assert given.headers["content-type"] == "application/octet-stream"
    assert given.headers["content-disposition"] == (
        "attachment; filename=\"terms-.html\"; filename*=UTF-8''terms%0A.html"
    )
    assert client.get("/en/cases/meridian/documents/E-HELD").status_code == 404
    scene.send(commands.EraseEvidence, "P-DPO", evidence="E-OPEN", reason="A person in it asked for it")
    page = client.get("/en/cases/meridian").text  # its title stays; E-HELD still holds the same bytes
    assert ("Yearly report" in page, "documents/E-OPEN" in page) == (True, False)
    assert client.get("/en/cases/meridian/documents/E-OPEN").status_code == 404


def test_a_letter_stands_beside_its_reply_once_that_is_in(client: TestClient, scene: Scene) -> None:
    due = scene.now.date() + timedelta(days=90)
    scene.send(commands.SendLetter, letter="L-1", reference="OPD 4", due=due, questions=["Who owns you?"])
    page = client.get("/en/cases/meridian").text
    assert "OPD 4" in page
    assert "Who owns you?" not in page
    scene.send(commands.RecordReply, letter="L-1", state="full", replies=["A trust."])
    for path in ("cases/meridian", "companies/Lingua%20Meridian"):
        page = client.get(f"/en/{path}").text
        assert "Who owns you?" in page
        assert "A trust." in page
        assert "It is no rating of the company and no finding of unlawful conduct." in page


# ---------------------------------------------------------------------------------- reports, and canaries


def test_a_report_is_taken_sealed_and_once(client: TestClient, scene: Scene) -> None:
    said = {"company": "Lingua", "office": "An office", "what": "It began in May."}
    page = client.post("/en/report", data={**hidden(client.get("/en/report").text), **said})
    assert (page.status_code, "Reports cannot be taken here yet" in page.text) == (422, True)
    set_up_keys(scene)
    fields = {**hidden(client.get("/en/report").text), **said}
    for _ in range(2):
        assert heading(client.post("/en/report", data=fields).text) == "Your report was received"
    assert scene.events().count("PartnershipReported") == 0
    empty = client.post("/en/report", data={**fields, "what": " "})
    assert (empty.status_code, "Lingua" in empty.text) == (422, True)


@pytest.mark.usefixtures("keys")
def test_two_hundred_planted_strings_are_found_nowhere_outside_their_seals(
    client: TestClient, scene: Scene, tmp_path: Path, caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    caplog.set_level(logging.DEBUG)
    planted = [f"canary{number:03}-Ж-金-ة-{number * 7919:06x}" for number in range(200)]
    for first in range(0, 200, 4):
        text, name, contact, held = planted[first : first + 4]
        mode = ("confidential", "anonymous")[first % 8 // 4]
        fields = {"mode": mode, "text-Q1": text, "text-Q2": held, "name": name, "contact": contact}
        assert heading(sent(client, written(client, fields).text).text) == "Your submission was received"
    assert submissions(scene) == 50
    held_here = b"".join(path.read_bytes() for path in sorted(tmp_path.rglob("*")) if path.is_file())
    said = (caplog.text + "".join(capfd.readouterr())).encode()
    for one in planted:
        for form in (one.encode(), one.encode("utf-16-le"), ascii(one).strip("'").encode(), one[:9].encode()):
            assert form not in held_here
            assert form not in said


@pytest.mark.usefixtures("keys")
def test_a_crash_says_nothing_of_what_was_typed(
    client: TestClient, scene: Scene, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    def broken(*_: object) -> bytes:
        raise RuntimeError("canary of a broken seal")

    check = written(client, {"mode": "anonymous", "text-Q1": "canary-typed"}).text
    monkeypatch.setattr(type(scene.desk.sealer), "seal", broken)
    answer = sent(client, check)
    assert answer.status_code == 500
    said = answer.text + caplog.text + "".join(capfd.readouterr())
    assert "canary" not in said


@pytest.mark.usefixtures("keys")
def test_what_was_typed_when_nothing_could_be_kept_is_shown_and_can_be_sent_again(
    client: TestClient, scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> bytes:
        raise EnvironmentFault("The disk is full.")

    check = written(client, {"mode": "anonymous", "text-Q1": "Voices could be recognised."}).text
    with monkeypatch.context() as broken:
        broken.setattr(type(scene.desk.sealer), "seal", full)
        answer = sent(client, check)
    assert answer.status_code == 503
    assert answer.text.count("Voices could be recognised.") == 2  # shown, and in the form that sends it again
    assert "The disk is full" not in answer.text
    assert sent(client, answer.text).status_code == 200
    assert len(scene.dossier().submissions) == 1


def test_what_is_held_back_from_a_public_submission_is_sealed_and_not_shown(
    client: TestClient, scene: Scene, keys: Keys
) -> None:
    fields = {"text-Q1": "For everyone.", "text-Q2": "For officers.", "hold-Q2": "yes"}
    sent(client, written(client, fields).text)
    submission = scene.dossier().submissions[0]
    scene.send(ModerateSubmission, "P-OFFICER", submission=submission.id, publish=True)
    page = client.get("/en/cases/meridian").text
    assert ("For everyone." in page, "For officers." in page) == (True, False)
    sealed = sealed_part(scene.desk, "meridian", submission.id)
    assert b"For officers." in scene.desk.sealer.unseal(sealed, keys.officer)
