"""The pages of the office desk: every one is shown, each form does its one act, and nothing typed is lost."""

import re
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from tests.usecases.desks import CASE, PEOPLE, Scene, a_scene
from tests.usecases.lists_of_home import ODA, load
from tests.web.kit import FakeWaker, send_form, signed_in, token_in
from vetting.domain import commands
from vetting.domain.people import Role
from vetting.domain.rounds import NOTICE
from vetting.usecases.desk import Desk
from vetting.usecases.office.worklist import list_work

BASE = f"/office/cases/{CASE}"
PAGES = (
    "",
    "/progress",
    "/questions",
    "/questions/triage",
    "/questions/intake",
    "/question/INT-01",
    "/question/INT-02",
    "/question/HRI-01",
    "/question/ENT-01",
    "/question/DEC-04",
    "/people",
    "/interests/NIL-P-INIT",
    "/staffing",
    "/parties",
    "/parties?change=lingua",
    "/ownership",
    "/received",
    "/contests",
    "/exceptions",
    "/signatures",
    "/matches",
    "/evidence",
    "/agreement",
    "/agreement/text",
    "/agreement/criteria/PDT-01",
    "/agreement/compare?old=T-1&new=T-1",
    "/findings",
    "/findings/HRI-01",
    "/registers",
    "/registers/impacts",
    "/registers/controversies",
    "/registers/data",
    "/registers/safeguards",
    "/consultation",
    "/submissions/S-1",
    "/submissions/S-2",
    "/points/PT-1",
    "/notice",
    "/letters",
    "/letters/new",
    "/letters/L-1",
    "/decision",
    "/records",
    "/timeline",
)


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return a_scene(tmp_path).opened()


@pytest.fixture
def full(scene: Scene) -> Scene:
    return fill_case(scene)


def fill_case(scene: Scene) -> Scene:
    """A case in which something stands on every page."""
    scene.with_evidence().answered(ENT_01="unknown", HRI_01="unknown", INT_01="yes").advance()
    scene.send(commands.NameParty, party="lingua", role="prospect", name="Lingua Meridian")
    scene.send(commands.StoreTerms, terms="T-1", title="Draft of March", evidence="E-1")
    for ident, mode in (("S-1", "public"), ("S-2", "confidential")):
        said = {"submission": ident, "mode": mode, "text": "Who pays?", "submitter": "River League"}
        scene.send(commands.ReceiveSubmission, "P-OFFICER", **said)
    scene.send(commands.ExtractPoint, "P-OFFICER", point="PT-1", submission="S-1", text="Funding.")
    scene.send(
        commands.SendLetter,
        letter="L-1",
        due=date(2026, 6, 1),
        findings=["ENT-01"],
        questions=["Who owns you?"],
    )
    scene.send(commands.CastVote, "P-LEGAL", ballot="against", dissent="The term is too long.")
    return scene


def skipped_levels(page: str) -> list[str]:
    """The headings of a page that lie more than one level below the one before them."""
    levels = [0, *map(int, re.findall(r"<h([1-6])\b", page))]
    return [f"h{upper} to h{lower}" for upper, lower in pairwise(levels) if lower > upper + 1]


@pytest.fixture
def focal(scene: Scene, app: FastAPI) -> TestClient:
    return signed_in(scene.desk, app, "P-FOCAL", Role.FOCAL_POINT, Role.INITIATOR)


def as_person(desk: Desk, app: FastAPI, person: str) -> TestClient:
    return signed_in(desk, app, person, PEOPLE[person])


@pytest.mark.usefixtures("full")
def test_every_page_of_a_case_is_shown(focal: TestClient) -> None:
    for path in PAGES:
        answer = focal.get(BASE + path)
        assert (path, answer.status_code) == (path, 200)
        assert "<h1" in answer.text
        assert (path, skipped_levels(answer.text)) == (path, [])


@pytest.mark.usefixtures("full")
def test_a_page_of_what_is_not_there_is_answered_as_not_found(focal: TestClient) -> None:
    for path in (
        "/questions/nowhere",
        "/question/XXX-99",
        "/points/PT-9",
        "/submissions/S-9",
        "/letters/L-9",
    ):
        assert focal.get(BASE + path).status_code == 404
    for path in (
        "/matches/M-9",
        "/interests/D-9",
        "/evidence/E-1/file",
        "/evidence/E-9/file",
        "/records/R-9.json",
    ):
        assert focal.get(BASE + path).status_code == 404


@pytest.mark.usefixtures("scene")
def test_whoever_has_no_role_on_a_case_sees_nothing_of_it(app: FastAPI, desk: Desk) -> None:
    stranger = signed_in(desk, app, "P-STRANGER", Role.FOCAL_POINT)
    answer = stranger.get(BASE)
    assert answer.status_code == 403
    assert "Lingua" not in answer.text


@pytest.mark.usefixtures("scene")
def test_my_work_leads_to_what_waits(focal: TestClient) -> None:
    page = focal.get("/office/").text
    assert "Intake: 2 questions wait for you" in page
    assert f'href="{BASE}/questions/intake"' in page


@pytest.mark.usefixtures("scene")
def test_a_partnership_is_proposed_in_one_form(focal: TestClient, desk: Desk) -> None:
    fields = {
        "title": "Maps for flood relief",
        "initiating_office": "Relief Office",
        "company": "Cartograph Harbour",
        "aliases": "Harbour Maps\nCH Maps",
        "countries": "ke, tz",
        "act": "open",
    }
    answer = send_form(focal, "/office/propose", fields)
    assert answer.status_code == 303
    address = answer.headers["location"]
    assert re.fullmatch(
        r"/office/cases/maps-for-flood-relief-[0-9a-f]{6}/questions/triage\?saved=proposal", address
    )
    case = address.split("/")[3]
    with desk.read() as work:
        dossier = work.dossier(case)
    assert (dossier.case.title, dossier.case.countries) == ("Maps for flood relief", ["KE", "TZ"])
    assert [(one.name, one.aliases) for one in dossier.parties] == [
        ("Cartograph Harbour", ["Harbour Maps", "CH Maps"])
    ]
    assert [one.id for one in dossier.people] == ["P-FOCAL"]
    assert "12 of 12 still wait" in focal.get(address).text


@pytest.mark.usefixtures("scene")
def test_a_proposal_without_a_company_keeps_what_was_typed(focal: TestClient) -> None:
    fields = {"title": "Maps", "initiating_office": "Relief Office", "purpose": "To reach people."}
    answer = send_form(focal, "/office/propose", {**fields, "act": "open"})
    assert answer.status_code == 409
    assert '<a href="#company">Name the company.</a>' in answer.text
    assert "To reach people." in answer.text


@pytest.mark.usefixtures("scene")
def test_a_proposal_can_be_kept_as_a_draft(focal: TestClient) -> None:
    send_form(focal, "/office/propose", {"title": "Maps", "act": "draft"})
    page = focal.get("/office/propose").text
    assert 'value="Maps"' in page
    assert "This is your draft" in page


def answer_with(client: TestClient, criterion: str, **fields: Any) -> Any:
    address = f"{BASE}/question/{criterion}"
    based_on = re.search(r'name="based_on" value="(\d+)"', client.get(address).text)
    said = {"act": "save", "answerer": "office", "based_on": based_on[1] if based_on else "0"}
    return send_form(client, address, {**said, **fields})


def test_an_answer_is_saved_by_itself_and_leads_to_the_next_question(
    scene: Scene, focal: TestClient, waker: FakeWaker
) -> None:
    answer = answer_with(focal, "INT-01", said="no", note="Asked on 2 March.")
    assert (answer.status_code, answer.headers["location"]) == (303, f"{BASE}/question/INT-02?saved=INT-01")
    [kept] = scene.dossier().answers
    assert (kept.criterion, kept.value, kept.by, kept.note) == (
        "INT-01",
        "no",
        "P-FOCAL",
        "Asked on 2 March.",
    )
    assert waker.woken == [CASE]


def test_without_a_choice_nothing_is_saved_and_the_text_stays(scene: Scene, focal: TestClient) -> None:
    answer = answer_with(focal, "INT-02", value="Work plan 2026, item 4")
    assert answer.status_code == 409
    assert "Choose an answer, or say that it is not known." in answer.text
    assert "Work plan 2026, item 4" in answer.text
    assert scene.dossier().answers == []


@pytest.mark.usefixtures("scene")
def test_a_value_that_does_not_fit_is_refused_beside_its_field(focal: TestClient) -> None:
    answer = answer_with(focal, "INT-02", said="given", value="  ")
    assert answer.status_code == 409
    assert "INT-02: must be a text" in answer.text


def test_the_same_form_sent_twice_is_one_answer(scene: Scene, focal: TestClient) -> None:
    address = f"{BASE}/question/INT-01"
    form = {"act": "save", "answerer": "office", "based_on": "0", "said": "no"}
    form["token"] = token_in(focal.get(address).text)
    assert [focal.post(address, data=form).status_code for _ in range(2)] == [303, 303]
    assert len(scene.dossier().answers) == 1


def test_going_back_and_changing_a_form_shows_both_versions_and_then_takes_it(
    scene: Scene, focal: TestClient
) -> None:
    address = f"{BASE}/question/INT-02"
    form = {"act": "save", "answerer": "office", "based_on": "0", "said": "given", "value": "Work plan"}
    form["token"] = token_in(focal.get(address).text)
    focal.post(address, data=form)
    answer = focal.post(address, data={**form, "value": "Resolution 7"})
    assert answer.status_code == 409
    assert "Two versions" in answer.text
    assert "Work plan" in answer.text
    assert "Resolution 7" in answer.text
    again = {**form, "value": "Resolution 7", "based_on": "1", "token": token_in(answer.text)}
    assert focal.post(address, data=again).status_code == 303
    assert [one.value for one in scene.dossier().answers] == ["Work plan", "Resolution 7"]


def test_two_people_who_edit_one_question_both_see_both(
    scene: Scene, focal: TestClient, app: FastAPI, desk: Desk
) -> None:
    initiator = as_person(desk, app, "P-INIT")
    address = f"{BASE}/question/INT-02"
    theirs = {"act": "save", "answerer": "office", "based_on": "0", "said": "given", "value": "Resolution 7"}
    theirs["token"] = token_in(initiator.get(address).text)
    answer_with(focal, "INT-02", said="given", value="Work plan 2026")
    refused = initiator.post(address, data=theirs)
    assert refused.status_code == 409
    assert "INT-02 was answered by P-FOCAL while you were writing" in refused.text
    assert "Work plan 2026" in refused.text
    assert "Resolution 7" in refused.text
    assert [one.value for one in scene.dossier().answers] == ["Work plan 2026"]


def test_a_draft_is_kept_for_its_writer_and_is_no_answer(
    scene: Scene, focal: TestClient, app: FastAPI, desk: Desk
) -> None:
    answer = answer_with(focal, "INT-02", said="given", value="Half a sente", act="draft")
    assert answer.headers["location"] == f"{BASE}/question/INT-02?for=office&saved=draft"
    page = focal.get(f"{BASE}/question/INT-02").text
    assert "Half a sente" in page
    assert "This is your draft" in page
    assert "Half a sente" not in as_person(desk, app, "P-INIT").get(f"{BASE}/question/INT-02").text
    assert scene.dossier().answers == []
    answer_with(focal, "INT-02", said="given", value="Half a sentence more.")
    assert "This is your draft" not in focal.get(f"{BASE}/question/INT-02").text


@pytest.mark.usefixtures("scene")
def test_a_draft_that_was_overtaken_shows_the_answer_beside_it(
    focal: TestClient, app: FastAPI, desk: Desk
) -> None:
    answer_with(focal, "INT-02", said="given", value="Half a sente", act="draft")
    answer_with(as_person(desk, app, "P-INIT"), "INT-02", said="given", value="Resolution 7")
    page = focal.get(f"{BASE}/question/INT-02").text
    assert "Answered since you wrote it" in page
    assert "Resolution 7" in page
    assert "Half a sente" in page


@pytest.mark.usefixtures("scene")
def test_a_script_that_keeps_a_draft_gets_a_short_answer(focal: TestClient) -> None:
    answer = send_form(
        focal, f"{BASE}/question/INT-02", {"act": "draft", "value": "Half"}, headers={"HX-Request": "true"}
    )
    assert answer.status_code == 200
    assert "Draft kept at" in answer.text
    assert "<html" not in answer.text


def test_a_table_gets_more_rows_and_keeps_what_stands_in_them(scene: Scene, focal: TestClient) -> None:
    scene.answered().advance()
    fields = {"act": "more", "rows": "2", "row-0-finding": "INT-01", "answerer": "decider"}
    answer = send_form(focal, f"{BASE}/question/DEC-04", fields, page=f"{BASE}/question/INT-01")
    assert answer.status_code == 200


def test_a_contest_and_its_answer(scene: Scene, focal: TestClient, app: FastAPI, desk: Desk) -> None:
    scene.answered()
    legal = as_person(desk, app, "P-LEGAL")
    address = f"{BASE}/question/INT-01"
    blank = send_form(legal, f"{address}/contest", {"contest": ""}, page=address)
    assert "Write what is wrong with the answer." in blank.text
    send_form(legal, f"{address}/contest", {"contest": "It is open to all."}, page=address)
    assert "It is open to all." in focal.get(address).text
    send_form(focal, f"{address}/contest", {"contest": "It is not; see the plan."}, page=address)
    [contest] = scene.dossier().contests
    assert (contest.reason, contest.answer) == ("It is open to all.", "It is not; see the plan.")


@pytest.mark.usefixtures("scene")
def test_a_person_is_assigned_and_declares(focal: TestClient, app: FastAPI, desk: Desk) -> None:
    fields = {"person": "P-NEW", "roles": ["legal"], "title": "Second legal officer"}
    assert send_form(focal, f"{BASE}/people", fields).status_code == 303
    new = signed_in(desk, app, "P-NEW", Role.LEGAL)
    assert send_form(new, f"{BASE}/interests", {"kind": "none"}, page=f"{BASE}/people").status_code == 303
    assert "declare" not in {one.kind for one in list_work(desk, "P-NEW").tasks}
    missing = send_form(focal, f"{BASE}/people", {"person": ""})
    assert "Tick at least one role." in missing.text
    hostile = send_form(focal, f"{BASE}/people", {"person": "=1+P NEW", "roles": ["legal"]})
    assert (hostile.status_code, "letters, digits, dots and hyphens alone" in hostile.text) == (409, True)


def test_an_interest_says_what_it_is_before_it_keeps_anybody_away(scene: Scene, focal: TestClient) -> None:
    before = scene.dossier().declarations
    page = send_form(focal, f"{BASE}/interests", {"kind": "shares"}, page=f"{BASE}/people")
    assert (page.status_code, "Say what the interest is" in page.text) == (409, True)
    assert scene.dossier().declarations == before


def test_ethics_alone_reads_and_classes_what_was_declared(
    scene: Scene, focal: TestClient, app: FastAPI, desk: Desk
) -> None:
    fields = {"kind": "shares", "entity": "Lingua Meridian", "what": "Ninety shares", "amount": "900 USD"}
    send_form(focal, f"{BASE}/interests", fields, page=f"{BASE}/people")
    ident = next(one.id for one in scene.dossier().declarations if one.kind == "shares")
    address = f"{BASE}/interests/{ident}"
    ethics, legal = as_person(desk, app, "P-ETHICS"), as_person(desk, app, "P-LEGAL")
    assert "Ninety shares" in ethics.get(address).text
    assert "Ninety shares" not in legal.get(address).text
    said = {"conflict": "potential", "mitigation": "disclosure", "reason": "Few shares."}
    assert send_form(ethics, address, said).status_code == 303
    assert send_form(ethics, address, {"conflict": ""}).status_code == 409


def test_a_party_is_named_and_changed(scene: Scene, focal: TestClient) -> None:
    fields = {"name": "شركة المرفأ", "role": "parent", "country": "jo", "aliases": "Al-Marfa\nHarbour Co"}
    send_form(focal, f"{BASE}/parties", fields)
    [party] = scene.dossier().parties
    assert (party.id, party.name, party.country, party.aliases) == (
        "party-1",
        "شركة المرفأ",
        "JO",
        ["Al-Marfa", "Harbour Co"],
    )
    address = f"{BASE}/parties?change=party-1"
    [based_on] = re.findall(r'name="based_on" value="([^"]+)"', focal.get(address).text)
    changed = {"party": "party-1", "based_on": based_on, "name": "شركة المرفأ", "role": "owner"}
    send_form(focal, f"{BASE}/parties", changed, page=address)
    assert [one.role.value for one in scene.dossier().parties] == ["owner"]
    assert "Choose what the party is." in send_form(focal, f"{BASE}/parties", {"name": "X"}).text


EVIDENCE = {"kind": "file", "title": "The plan", "knowable_on": "2026-01-15", "quality": "primary"}


def file_it(client: TestClient, content: bytes | None, **fields: str) -> Any:
    files = {} if content is None else {"files": {"file": ("plan.txt", content, "text/plain")}}
    return send_form(
        client, f"{BASE}/evidence/files", {**EVIDENCE, **fields}, page=f"{BASE}/evidence", **files
    )


def test_a_file_is_held_under_its_hash_and_comes_back_as_it_was(scene: Scene, focal: TestClient) -> None:
    answer = file_it(focal, b"We plan this.")
    assert (answer.status_code, answer.headers["location"]) == (303, f"{BASE}/evidence?saved=E-1")
    back = focal.get(f"{BASE}/evidence/E-1/file")
    assert back.content == b"We plan this."
    assert back.headers["content-disposition"] == 'attachment; filename="meridian-E-1.txt"'
    store = send_form(
        focal, f"{BASE}/terms", {"draft": "E-1", "terms_title": "Draft of 2 March"}, page=f"{BASE}/evidence"
    )
    assert store.status_code == 303
    assert [one.id for one in scene.dossier().terms] == ["TERMS-1"]


def test_going_back_and_choosing_another_file_files_it_too_and_the_same_one_only_once(
    scene: Scene, focal: TestClient
) -> None:
    form = {**EVIDENCE, "token": token_in(focal.get(f"{BASE}/evidence").text)}
    for content in (b"One plan.", b"Two plan.", b"Two plan."):
        answer = focal.post(
            f"{BASE}/evidence/files", data=form, files={"file": ("plan.txt", content, "text/plain")}
        )
        assert answer.status_code == 303
    kept = [focal.get(f"{BASE}/evidence/{one.id}/file").content for one in scene.dossier().evidence]
    assert kept == [b"One plan.", b"Two plan."]


@pytest.mark.parametrize("based_on", ["9" * 5000, "-1", "one", "1.0", "\u0661"])
def test_a_form_that_does_not_say_which_answer_was_seen_is_refused_and_keeps_its_text(
    scene: Scene, focal: TestClient, based_on: str
) -> None:
    answer = answer_with(focal, "INT-01", said="no", based_on=based_on, note="Asked on 2 March.")
    assert answer.status_code == 409
    assert "This form does not say which answer it was based on." in answer.text
    assert "Asked on 2 March." in answer.text
    assert scene.dossier().answers == []


def test_what_cannot_be_filed_says_what_to_do_instead(scene: Scene, focal: TestClient) -> None:
    assert "Choose the file, or say that the source is only cited." in file_it(focal, None).text
    assert "of a kind that is not taken" in file_it(focal, b"MZ\x00\x01").text
    assert "Say from which day it could be known." in file_it(focal, b"x", knowable_on="").text
    assert scene.dossier().evidence == []


def test_a_citation_needs_no_file(scene: Scene, focal: TestClient) -> None:
    assert file_it(focal, None, kind="citation").status_code == 303
    assert scene.dossier().evidence[0].sha256 is None


@pytest.mark.usefixtures("focal")
def test_a_round_is_announced_from_its_form_and_only_moves_later(
    scene: Scene, app: FastAPI, desk: Desk
) -> None:
    scene.with_evidence()
    scene.send(commands.StoreTerms, terms="T-1", title="Draft", evidence="E-1")
    officer = as_person(desk, app, "P-OFFICER")
    fields = {f"en-{name}": f"About {name}." for name in NOTICE} | {
        "opens_on": "2026-03-02",
        "closes_on": "2026-09-30",
        "languages": "en",
        "en-q1": "What should we know?",
        "terms": "T-1",
    }
    assert send_form(officer, f"{BASE}/notice", {**fields, "act": "draft"}).status_code == 303
    assert "About summary." in officer.get(f"{BASE}/notice").text
    shown = send_form(officer, f"{BASE}/notice", {"languages": ["en", "fr"], "act": "languages"})
    assert "Notice in French" in shown.text
    short = send_form(officer, f"{BASE}/notice", {**fields, "en-data": "", "act": "publish"})
    assert short.status_code == 409
    answer = send_form(officer, f"{BASE}/notice", {**fields, "act": "publish"})
    assert (answer.status_code, answer.headers.get("location")) == (303, f"{BASE}/consultation?saved=notice")
    assert "Round 1 is open" in officer.get(f"{BASE}/consultation").text
    later = {"later": "2026-10-31", "reason": "One language came late."}
    extended = send_form(officer, f"{BASE}/notice/extend", later, page=f"{BASE}/notice")
    assert extended.status_code == 303
    assert scene.dossier().rounds[0].closes_at.date() == date(2026, 10, 31)
    early = send_form(
        officer, f"{BASE}/notice/extend", {**later, "later": "2026-09-01"}, page=f"{BASE}/notice"
    )
    assert early.status_code == 409
    assert send_form(officer, f"{BASE}/notice", {"act": "publish"}).status_code == 409


def test_points_are_taken_out_and_disposed_of(scene: Scene, app: FastAPI, desk: Desk) -> None:
    scene.send(commands.ReceiveSubmission, "P-OFFICER", submission="S-1", mode="public", text="Who pays?")
    officer = as_person(desk, app, "P-OFFICER")
    wrong = {"text": "Funding is unclear.", "criteria": "xxx-99"}
    refused = send_form(officer, f"{BASE}/submissions/S-1/points", wrong, page=f"{BASE}/submissions/S-1")
    assert refused.status_code == 409
    assert "Funding is unclear." in refused.text
    right = {"text": "Funding is unclear.", "criteria": "int-01"}
    send_form(officer, f"{BASE}/submissions/S-1/points", right, page=f"{BASE}/submissions/S-1")
    draft = {"act": "draft", "reason": "We will ask the comp"}
    send_form(officer, f"{BASE}/points/PT-1", draft)
    assert "We will ask the comp" in officer.get(f"{BASE}/points/PT-1").text
    bare = send_form(officer, f"{BASE}/points/PT-1", {"disposition": "accepted", "reason": " "})
    assert "needs the reason for its disposition" in bare.text
    said = {"disposition": "accepted", "reason": "We ask the company.", "changed": "letter L-1"}
    assert send_form(officer, f"{BASE}/points/PT-1", said).status_code == 303
    [point] = scene.dossier().points
    assert (point.criteria, point.disposition, point.disposed_by) == (["INT-01"], "accepted", "P-OFFICER")
    assert "letter L-1" in officer.get(f"{BASE}/points/PT-1").text


@pytest.mark.usefixtures("full")
def test_what_is_confidential_is_not_on_its_page(focal: TestClient) -> None:
    page = focal.get(f"{BASE}/submissions/S-2").text
    assert "Who pays?" not in page
    assert "River League" not in page


@pytest.mark.usefixtures("full")
def test_opening_needs_a_reason_and_a_key_and_the_key_is_never_sent_back(app: FastAPI, desk: Desk) -> None:
    officer = as_person(desk, app, "P-OFFICER")
    address = f"{BASE}/submissions/S-2"
    blank = send_form(officer, f"{address}/open", {}, page=address)
    assert "Say why you open it" in blank.text
    assert "Paste your own key" in blank.text
    said = {"reason": "To map it.", "key": "AGE-SECRET-KEY-1NOTREAL"}
    refused = send_form(officer, f"{address}/open", said, page=address)
    assert refused.status_code == 409
    assert "AGE-SECRET-KEY-1NOTREAL" not in refused.text
    assert "has no sealed part" in refused.text


def test_a_letter_and_its_reply(scene: Scene, focal: TestClient) -> None:
    scene.answered(ENT_01="unknown").advance()
    address = f"{BASE}/letters/new"
    fields = {"questions": "Who owns you?\nSince when?", "findings": "ENT-01", "due": "in June"}
    wrong = send_form(focal, address, fields)
    assert wrong.status_code == 409
    assert "Write the day as year, month and day" in wrong.text
    assert "Since when?" in wrong.text
    send_form(focal, address, {**fields, "act": "draft"})
    assert "Since when?" in focal.get(address).text
    assert send_form(focal, address, {**fields, "due": "2026-07-01"}).status_code == 303
    assert "Ask at least one question" in send_form(focal, address, {"due": "2026-07-01"}).text
    said = {"state": "in_part", "reply-1": "The staff."}
    assert send_form(focal, f"{BASE}/letters/L-1", said).status_code == 303
    [letter] = scene.dossier().letters
    assert (letter.questions, letter.replies) == (["Who owns you?", "Since when?"], ["The staff.", ""])
    assert "Say how the company answered." in send_form(focal, f"{BASE}/letters/L-1", {}, page=address).text


def test_votes_and_the_signature(scene: Scene, app: FastAPI, desk: Desk) -> None:
    scene.answered(INT_01="yes").advance()
    committee = as_person(desk, app, "P-COMMITTEE")
    address = f"{BASE}/decision"
    assert "Choose how you vote." in send_form(committee, f"{BASE}/votes", {}, page=address).text
    vote = {"ballot": "for", "dissent": ""}
    assert send_form(committee, f"{BASE}/votes", vote, page=address).status_code == 303
    fields = {
        "outcome": "approve_with_conditions",
        "summary": "As the file shows.",
        "conditions": "tell-people",
        "due-tell-people": "2026-06-01",
        "alternatives": "Do it ourselves\nWait",
        "valid_until": "2027-03-01",
    }
    assert send_form(committee, address, {**fields, "act": "draft"}).status_code == 303
    assert "As the file shows." in committee.get(address).text
    bare = send_form(committee, address, {**fields, "conditions": ""})
    assert bare.status_code == 409
    assert "without the condition tell-people" in bare.text
    assert send_form(committee, address, fields).headers["location"] == f"{address}?saved=decision"
    assert scene.decision().alternatives == ["Do it ourselves", "Wait"]
    assert scene.dossier().conditions[0].due_on == date(2026, 6, 1)
    assert "Approved with conditions" in committee.get(address).text
    reopened = send_form(
        committee, f"{BASE}/closing", {"act": "reopen", "reason": "New evidence."}, page=address
    )
    assert reopened.status_code == 303
    assert scene.dossier().case.status == "under_review"


def test_a_departure_needs_its_reason_and_keeps_what_was_typed(
    scene: Scene, app: FastAPI, desk: Desk
) -> None:
    scene.answered().advance()
    head = as_person(desk, app, "P-COMMITTEE")
    fields = {"outcome": "refuse", "summary": "It does not serve the mandate."}
    refused = send_form(head, f"{BASE}/decision", fields)
    assert refused.status_code == 409
    assert "The decision departs from the suggested outcome" in refused.text
    assert "It does not serve the mandate." in refused.text


@pytest.mark.usefixtures("scene")
def test_a_greyed_button_says_why(app: FastAPI, desk: Desk) -> None:
    page = as_person(desk, app, "P-LEGAL").get(f"{BASE}/letters/new").text
    assert "disabled" not in page  # legal may write letters
    dpo = as_person(desk, app, "P-DPO").get(f"{BASE}/letters/new").text
    assert "P-DPO has no role on this case that allows sending a letter." in dpo
    assert "disabled" in dpo


def test_a_proposal_is_taken_back_with_its_reason(scene: Scene, focal: TestClient) -> None:
    address = f"{BASE}/closing"
    assert "Give the reason." in send_form(focal, address, {"act": "withdraw"}, page=f"{BASE}/decision").text
    send_form(focal, address, {"act": "withdraw", "reason": "Given up."}, page=f"{BASE}/decision")
    assert scene.dossier().case.status == "withdrawn"


def test_a_record_is_asked_for_and_downloaded(scene: Scene, focal: TestClient) -> None:
    scene.answered().advance()
    assert send_form(focal, f"{BASE}/records", {}).status_code == 303
    waiting = focal.get(f"{BASE}/records").text
    assert "The runner is at work on this case." in waiting
    scene.advance()
    page = focal.get(f"{BASE}/records", headers={"HX-Request": "true"}).text
    assert "R-1" in page
    assert "<html" not in page
    assert focal.get(f"{BASE}/records/R-1.json").json()["record"]["case"] == CASE


def test_a_progress_fragment_stops_asking_when_all_is_evaluated(scene: Scene, focal: TestClient) -> None:
    scene.answered()
    moving = focal.get(f"{BASE}/progress", headers={"HX-Request": "true"}).text
    assert "every 3s" in moving
    scene.advance()
    assert "every 3s" not in focal.get(f"{BASE}/progress", headers={"HX-Request": "true"}).text
    assert "Everything that was entered is evaluated." in focal.get(f"{BASE}/progress").text


@pytest.mark.usefixtures("full")
def test_a_register_says_what_it_lacks_and_one_that_is_not_there_is_not_found(focal: TestClient) -> None:
    assert "No adverse impact has been filed." in focal.get(f"{BASE}/registers/impacts").text
    assert focal.get(f"{BASE}/registers/rumours").status_code == 404


def test_the_page_of_screening_names_a_list_of_a_later_day_than_the_case(
    scene: Scene, focal: TestClient
) -> None:
    assert "no list has been loaded" in focal.get(f"{BASE}/matches").text
    load(scene, ODA, dated=date(2026, 3, 3))
    page = focal.get(f"{BASE}/matches").text
    assert (
        "is dated 2026-03-03, after the day of this case: it says nothing of that day and was left out."
        in page
    )
    assert "no list of its time has been loaded" in page
