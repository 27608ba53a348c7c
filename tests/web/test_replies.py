"""The sealed link in a browser without script: opened, kept, sent once; and the letter beside its reply."""

import hashlib
import re
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from tests.adapters.cleaning import files
from tests.adapters.cleaning.files import has_secret
from tests.usecases.consulting import PUBLIC, a_draft, open_round, set_up_keys
from tests.usecases.desks import Scene
from tests.usecases.handling import a_letter
from tests.web.kit import client_of, token_in
from vetting.domain import commands
from vetting.domain.consultation import SubmissionMode
from vetting.domain.replies import GivenAnswer
from vetting.domain.reply_commands import AskCorrection, AssessReply, ExtendReply, SettleCorrection
from vetting.domain.round_commands import ModerateSubmission
from vetting.usecases.desk import Desk
from vetting.usecases.lodging import begin, lodge
from vetting.usecases.replies import hash_answers
from vetting.usecases.reply_links import make_link
from vetting.web.public.files import FILES_A_MINUTE

SURFACES = ("public",)

UNSUMMED = {"answer_1": "Margin 3%", "secret_1": "yes"}
NOTHING = "This link opens nothing here."
TOO_OLD = "a token of another day"
AGAIN = "A page cannot keep files. Please choose them again before you send."


@pytest.fixture
def scene(desk: Desk) -> Scene:
    scene = Scene(desk).opened()
    scene.send(commands.NameParty, party="lingua", role="prospect", name="Lingua Meridian")
    return a_letter(scene)


@pytest.fixture
def code(scene: Scene) -> str:
    return make_link(scene.desk, scene.case, "L-1", "P-FOCAL")


@pytest.fixture
def client(scene: Scene, app: FastAPI) -> TestClient:
    assert scene.case == "meridian"
    return client_of(app)


def post(client: TestClient, code: str, act: str, **fields: str) -> tuple[int, str]:
    """What comes back for a form of the sealed page."""
    token = token_in(client.get("/en/reply").text)
    named = {k if k == "files_lost" else k.replace("_", "-"): v for k, v in fields.items()}
    said = {"token": token, "code": code, "act": act, **named}
    answer = client.post("/en/reply", data=said)
    return answer.status_code, answer.text


def test_a_link_shows_the_letter_with_one_field_for_each_question(client: TestClient, code: str) -> None:
    page = client.get(f"/en/reply/{code}")
    assert page.status_code == 200
    assert "Who owns you?" in page.text
    assert page.text.count('name="answer-1"') == 1
    assert "<script" not in re.sub(r'<script src="/static[^>]*></script>', "", page.text)
    assert "does not prejudge" in page.text
    assert post(client, code, "open")[0] == 200


@pytest.mark.parametrize("guess", ["x", "0" * 26, "%2e%2e", "<b>", "A" * 3000])
def test_a_link_that_opens_nothing_tells_nothing(client: TestClient, code: str, guess: str) -> None:
    page = client.get(f"/en/reply/{guess}")
    assert page.status_code == 404
    assert NOTHING in page.text
    assert "Lingua" not in page.text
    assert code not in page.text
    for act in ("save", "send", "open"):
        status, text = post(client, guess, act, answer_1="So.")
        assert (status, NOTHING in text) == (404, True)


def test_what_was_written_is_kept_and_shown_again_and_not_sent(
    client: TestClient, scene: Scene, code: str
) -> None:
    status, text = post(client, code, "save", answer_1="A trust, as far as")
    assert (status, "It has not been sent" in text) == (200, True)
    assert "A trust, as far as" in client.get(f"/en/reply/{code}").text
    assert scene.dossier().letters[0].replied_at is None


def test_a_reply_is_confirmed_with_time_and_hash_and_the_link_is_used_up(
    client: TestClient, scene: Scene, code: str
) -> None:
    status, text = post(client, code, "send", **UNSUMMED, summary_1="A trust.")
    assert (status, "this office has no key yet to seal it to" in text) == (422, True)
    assert "This office cannot seal a trade secret yet." in client.get(f"/en/reply/{code}").text
    set_up_keys(scene)
    status, text = post(client, code, "send", **UNSUMMED)
    assert (status, "marked as a trade secret" in text, "Margin 3%" in text) == (422, True, True)
    status, text = post(client, code, "save", **UNSUMMED)
    assert (status, "Margin 3%" in text, "Margin" in client.get(f"/en/reply/{code}").text) == (
        200,
        True,
        False,
    )
    fields = {**UNSUMMED, "summary_1": "A trust owns us."}
    status, text = post(client, code, "send", **fields)
    [letter] = scene.dossier().letters
    assert (status, letter.reply_sha256 in text, "2 March 2026" in text) == (200, True, True)
    again = post(client, code, "send", **fields)
    assert (again[0], letter.reply_sha256 in again[1]) == (200, True)
    assert client.get(f"/en/reply/{code}").status_code == 404
    page = client.get("/en/cases/meridian").text
    assert "A trust owns us." in page
    assert "held as a trade secret" in page
    for path in ("/en/cases/meridian", "/en/companies/Lingua%20Meridian"):
        assert "Margin" not in client.get(path).text


def with_files(
    client: TestClient,
    code: str,
    *sent: tuple[str, bytes],
    act: str = "send",
    language: str = "en",
    token: str = "",
    **typed: str,
) -> tuple[int, str]:
    token = token or token_in(client.get(f"/{language}/reply").text)
    fields = {"token": token, "code": code, "act": act, "answer-1": "A trust."}
    fields |= {name.replace("_", "-"): value for name, value in typed.items()}
    answer = client.post(f"/{language}/reply/files", data=fields, files=[("files", one) for one in sent])
    return answer.status_code, answer.text


def test_files_come_with_the_answers_rebuilt_and_are_kept_as_evidence_of_the_reply(
    client: TestClient, scene: Scene, code: str
) -> None:
    page = client.get(f"/en/reply/{code}").text
    assert ("at most 5 files, of 10 MB each" in page, 'enctype="multipart/form-data"' in page) == (True, True)
    sent = (("deed.pdf", files.pdf()), ("note.txt", b"The trust deed of 2019."))
    status, text = with_files(client, code, *sent)
    [letter] = scene.dossier().letters
    held = [one for one in scene.dossier().evidence if one.id in letter.evidence]
    assert (status, [one.id for one in held]) == (200, ["R-L-1-1", "R-L-1-2"])
    for one in held:
        content = scene.desk.evidence.get(one.sha256 or "")
        assert ((one.sha256 or "-") in text, one.size, has_secret(content)) == (True, len(content), False)
        assert (one.filed_by, one.quality, one.title[:29]) == (
            "company",
            "self-declared",
            f"File {one.id[-1]} of the reply to letter",
        )
    assert held[1].filename == "note.txt"
    assert "the original is destroyed. Left out: " in held[0].note
    assert "comments, and the names beside them (1)" in held[0].note
    assert held[1].note.endswith("Nothing that can be told was left out.")
    again = with_files(client, code, *sent)
    assert (again[0], letter.reply_sha256 in again[1]) == (200, True)
    assert with_files(client, code, ("other.txt", b"Another deed."))[0] == 404
    assert len(scene.dossier().evidence) == len(held)
    assert scene.events().count("EvidenceFiled") == 2


def test_a_reply_by_the_link_without_files_keeps_its_hash_and_no_evidence(
    client: TestClient, scene: Scene, code: str
) -> None:
    assert with_files(client, code)[0] == 200
    [letter] = scene.dossier().letters
    assert (letter.evidence, letter.reply_sha256) == ([], hash_answers([GivenAnswer(text="A trust.")]))


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ([("a.exe", b"MZ\x00")], "Files of this kind are not taken."),
        ([("a.txt", b"So."), ("b.pdf", b"")], "The file holds nothing that can be kept."),
        (
            [(f"{number}.txt", b"So.") for number in range(6)],
            "At most 5 files go with a reply. Choose fewer.",
        ),
    ],
    ids=["kind", "empty", "too many"],
)
def test_where_one_file_cannot_be_taken_nothing_is_sent_and_what_was_typed_stays(
    client: TestClient, scene: Scene, code: str, sent: list[tuple[str, bytes]], sentence: str
) -> None:
    status, text = with_files(client, code, *sent)
    assert (status, sentence in text, "A trust." in text, AGAIN in text) == (422, True, True, True)
    assert (scene.dossier().letters[0].replied_at, scene.dossier().evidence) == (None, [])
    assert with_files(client, code)[0] == 200


def test_a_file_beside_answers_that_are_refused_is_not_held_and_the_page_asks_for_it_again(
    client: TestClient, scene: Scene, code: str
) -> None:
    status, text = with_files(client, code, ("a.txt", b"The trust deed."), **UNSUMMED)
    assert (status, "marked as a trade secret" in text, AGAIN in text) == (422, True, True)
    assert scene.desk.evidence.hash_of(hashlib.sha256(b"The trust deed.\n").hexdigest()) is None
    status, text = with_files(client, code, ("a.txt", b"The trust deed."), act="save")
    assert (status, "It has not been sent" in text, AGAIN in text) == (200, True, True)


def test_a_reply_from_a_page_that_was_open_too_long_is_saved_until_its_files_are_chosen_again(
    client: TestClient, scene: Scene, code: str
) -> None:
    status, text = with_files(client, code, ("a.txt", b"The trust deed."), token=TOO_OLD)
    assert (status, 'name="files_lost"' in text) == (403, True)
    status, text = post(client, code, "send", answer_1="A trust.", files_lost="yes")
    assert (status, AGAIN in text, scene.dossier().letters[0].replied_at) == (200, True, None)
    assert "files_lost" not in text
    assert AGAIN not in client.get(f"/en/reply/{code}").text


def test_who_has_no_link_spends_nothing_of_what_companies_may_send(client: TestClient, code: str) -> None:
    crowd = [(f"{number}.txt", b"So.") for number in range(20)]
    for _ in range(4):
        assert with_files(client, "0" * 26, *crowd)[0] == 404
    assert with_files(client, code, ("a.txt", b"So."))[0] == 200


def test_too_many_files_in_a_minute_are_a_fault_of_the_field_and_what_was_typed_stays(
    client: TestClient, code: str
) -> None:
    sent = [("a.exe", b"MZ"), ("b.exe", b"MZ"), ("c.exe", b"MZ"), ("d.exe", b"MZ"), ("e.exe", b"MZ")]
    for _ in range(FILES_A_MINUTE // len(sent)):
        assert with_files(client, code, *sent)[0] == 422
    status, text = with_files(client, code, ("a.txt", b"So."))
    assert (status, "cannot answer at this moment" in text, "A trust." in text) == (422, True, True)


def test_the_page_of_a_reply_has_its_other_languages_also_after_sending(client: TestClient) -> None:
    assert client.get("/fr/reply/files").status_code == 200


def test_no_file_is_worked_on_for_a_link_that_was_never_made(client: TestClient, scene: Scene) -> None:
    status, text = with_files(client, "0" * 26, ("a.txt", b"So."))
    assert (status, NOTHING in text, scene.dossier().evidence) == (404, True, [])


def test_an_empty_and_a_hostile_reply_are_refused_and_nothing_is_lost(client: TestClient, code: str) -> None:
    assert post(client, code, "send", answer_1=" ")[0] == 422
    status, text = post(client, code, "send", answer_1="So.", answer_9="More.", answer_99999999999="x")
    assert (status, "more answers were given" in text) == (422, True)
    token = token_in(client.get("/en/reply").text)
    named = {"token": token, "code": code, "act": "send", "answer-1": "", "answer-" + "9" * 5000: "x"}
    assert client.post("/en/reply", data=named).status_code == 422
    huge = {"token": token, "code": code, "act": "send", "answer-1": "x" * 5_000_000}
    assert client.post("/en/reply", data=huge).status_code in (400, 413)
    assert post(client, code, "send", answer_1="<script>alert(1)</script>")[0] == 200
    assert "<script>alert(1)" not in client.get("/en/cases/meridian").text


def test_what_is_too_long_is_said_and_kept_and_never_cut(client: TestClient, code: str) -> None:
    status, text = post(client, code, "send", answer_1="a" * 20_001, summary_1="b" * 2_001)
    assert (status, "a" * 20_001 in text, "b" * 2_001 in text) == (422, True, True)
    assert "has 20,001 characters" in text or "has 20001 characters" in text
    status, text = post(client, code, "save", answer_1="c" * 200_001)
    assert (status, "c" * 200_001 in text, "more than can be taken at once" in text) == (422, True, True)
    assert post(client, "ABC", "send", answer_1="a" * 20_001)[0] == 404
    assert post(client, code, "send", answer_1="a" * 20_000)[0] == 200


def test_the_page_of_the_case_shows_extension_assessment_and_correction(
    client: TestClient, scene: Scene, code: str
) -> None:
    scene.send(ExtendReply, letter="L-1", due="2026-05-10", reason="Holidays of the company")
    assert "Holidays of the company" in client.get("/en/cases/meridian").text
    post(client, code, "send", answer_1="A trust.")
    scene.send(
        AssessReply, "P-RIGHTS", letter="L-1", number=1, assessment="answered", reason="It says who owns it."
    )
    scene.send(AskCorrection, correction="K-1", letter="L-1", passage="you", asked="the group")
    scene.send(SettleCorrection, correction="K-1", accepted=True, corrected="Who owns the group?")
    scene.send(AskCorrection, correction="K-2", letter="L-1", passage="owns", asked="holds")
    scene.send(SettleCorrection, correction="K-2", accepted=False, reason="The word is that of the source.")
    page = client.get("/en/cases/meridian").text
    for said in (
        "It says who owns it.",
        "Who owns the group?",
        "The word is that of the source.",
        "Answered",
    ):
        assert said in page


def receipt_of(scene: Scene, mode: SubmissionMode) -> str:
    """The receipt of a submission that was lodged."""
    begun = begin(scene.desk, scene.case)
    lodge(scene.desk, begun, a_draft(mode))
    return begun.receipt


def comment(client: TestClient, receipt: str, text: str, letter: str = "L-1") -> str:
    token = token_in(client.get("/en/receipt").text)
    said = {"token": token, "receipt": receipt, "letter": letter, f"comment-{letter}": text}
    return client.post("/en/receipt/comment", data=said).text


def look_up(client: TestClient, receipt: str) -> str:
    token = token_in(client.get("/en/receipt").text)
    return client.post("/en/receipt", data={"token": token, "receipt": receipt}).text


def test_those_who_took_part_comment_on_the_reply_for_fourteen_days_by_their_receipt(
    client: TestClient, scene: Scene, code: str
) -> None:
    set_up_keys(scene)
    open_round(scene)
    open_receipt, sealed_receipt = receipt_of(scene, PUBLIC), receipt_of(scene, SubmissionMode.ANONYMOUS)
    assert "Comment on the company" not in look_up(client, open_receipt)
    post(client, code, "send", answer_1="A trust.")
    assert "Comment on the company" in look_up(client, open_receipt)
    assert "Please write something" in comment(client, open_receipt, " ")
    assert "Your comment was received" in comment(client, open_receipt, "The trust is not named.")
    assert "Your comment was received" in comment(client, sealed_receipt, "I know the trust.")
    assert "Your comment was received" in comment(client, open_receipt, "The trust is not named.")
    held = {one.text for one in scene.dossier().reply_comments}
    assert held == {"The trust is not named.", ""}
    assert "not named" not in client.get("/en/cases/meridian").text
    [shown] = [one for one in scene.dossier().submissions if one.mode is PUBLIC]
    scene.send(ModerateSubmission, "P-OFFICER", submission=shown.id, publish=True)
    page = client.get("/en/cases/meridian").text
    assert "The trust is not named." in page
    assert "I know the trust" not in page
    scene.wait(days=15)
    assert "Comment on the company" not in look_up(client, open_receipt)
    assert "were taken until 2026-03-16" in comment(client, open_receipt, "Too late.")
    assert "no letter L-9" in comment(client, open_receipt, "So.", "L-9")


def test_no_comment_is_taken_in_confidence_where_it_could_not_be_sealed(
    client: TestClient, scene: Scene, code: str, tmp_path: Path
) -> None:
    set_up_keys(scene)
    open_round(scene)
    receipt = receipt_of(scene, SubmissionMode.ANONYMOUS)
    post(client, code, "send", answer_1="A trust.")
    recipients = next(path for path in tmp_path.rglob("recipients") if path.is_dir())
    for path in recipients.iterdir():
        path.unlink()
    assert "no officer&#39;s key is set up" in comment(client, receipt, "I know.")
    assert scene.dossier().reply_comments == []


def test_taking_a_submission_back_erases_its_comment_and_closes_the_field(
    client: TestClient, scene: Scene, code: str
) -> None:
    open_round(scene)
    receipt = receipt_of(scene, PUBLIC)
    post(client, code, "send", answer_1="A trust.")
    comment(client, receipt, "The trust is not named.")
    token = token_in(client.get("/en/receipt").text)
    client.post("/en/receipt/withdraw", data={"token": token, "receipt": receipt})
    assert [one.text for one in scene.dossier().reply_comments] == [""]
    with scene.desk.read() as work:
        assert not any(b"not named" in line for line in work.list_openings())
    assert "Comment on the company" not in look_up(client, receipt)


def test_the_link_of_a_case_that_was_taken_back_opens_nothing(
    client: TestClient, scene: Scene, code: str
) -> None:
    scene.send(commands.WithdrawCase, reason="No longer wanted.")
    assert client.get(f"/en/reply/{code}").status_code == 404
