"""The draft agreement on the desk: stored, read clause by clause, decided upon, replaced and compared."""

from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from tests.adapters.drafts import a_pdf, a_word
from tests.usecases.desks import CASE, PEOPLE, Scene, a_scene
from tests.web.kit import send_form, signed_in
from vetting.adapters.evidence import EvidenceFolder
from vetting.domain.clause_links import Says, find_standing_links
from vetting.domain.stages import CaseStatus

BASE = f"/office/cases/{CASE}"
FIRST = (
    "1. Name",
    "1.1 No use of the name or emblem without prior written consent.",
    "2. Data",
    "2.1 The Company keeps records for thirty days and then deletes them.",
    "2.2 It pays for its own costs.",
)
NEXT = (
    FIRST[0],
    "1.1 Free use of the name or emblem without any consent.",
    *FIRST[2:4],
    "2.3 It may be ended.",
)


@pytest.fixture
def scene(tmp_path: Any) -> Scene:
    return a_scene(tmp_path).opened(pack="un-default")


@pytest.fixture
def legal(scene: Scene, app: FastAPI) -> TestClient:
    return signed_in(scene.desk, app, "P-LEGAL", PEOPLE["P-LEGAL"])


def store(client: TestClient, content: bytes, name: str = "draft.docx", title: str = "Draft of March") -> Any:
    file = {"file": (name, content, "application/octet-stream")}
    fields = {"title": title, "summary": ""}
    return send_form(client, f"{BASE}/agreement/files", fields, page=f"{BASE}/agreement", files=file)


def decide(client: TestClient, criterion: str = "TRM-05", **fields: Any) -> Any:
    said = {
        "terms": "TERMS-1",
        "says": "answers",
        "clauses": "1.1",
        "reason": "Consent for each use.",
        **fields,
    }
    return send_form(client, f"{BASE}/agreement/criteria/{criterion}", said)


def standing(scene: Scene) -> dict[str, tuple[Says, list[str]]]:
    dossier = scene.dossier()
    found = find_standing_links(dossier.clause_links, dossier.terms)
    return {criterion: (one.says, one.clauses) for criterion, one in found.items()}


def test_a_draft_is_stored_with_its_evidence_and_shown_clause_by_clause(
    scene: Scene, legal: TestClient
) -> None:
    answer = store(legal, a_word(*FIRST))
    assert (answer.status_code, answer.headers["location"]) == (303, f"{BASE}/agreement?saved=TERMS-1")
    (draft,) = scene.dossier().terms
    assert (draft.evidence, draft.clauses) == ("E-1", ["1", "1.1", "2", "2.1", "2.2"])
    assert "The Company keeps records for thirty days" in legal.get(f"{BASE}/agreement/text").text
    page = legal.get(f"{BASE}/agreement").text
    assert draft.sha256 is not None
    assert draft.sha256 in page
    assert "<svg" in page


def test_the_words_that_a_rule_matched_are_marked(legal: TestClient) -> None:
    store(legal, a_word(*FIRST))
    page = legal.get(f"{BASE}/agreement/criteria/TRM-05").text
    assert "No use of the <mark>name</mark> or emblem without <mark>prior written</mark> consent." in page
    silent = legal.get(f"{BASE}/agreement/criteria/TRM-07").text
    assert "No rule found words in this draft. That is no proof that it is silent" in silent


def test_a_suggestion_is_followed_refused_or_replaced_by_a_person(scene: Scene, legal: TestClient) -> None:
    store(legal, a_word(*FIRST))
    assert decide(legal).status_code == 303
    assert standing(scene) == {"TRM-05": (Says.ANSWERS, ["1.1"])}
    assert decide(legal, says="absent", clauses=[], reason="It binds nobody.").status_code == 303
    assert standing(scene) == {"TRM-05": (Says.ABSENT, [])}
    assert decide(legal, clauses=[], others="1.1, 2.2").status_code == 303
    assert standing(scene) == {"TRM-05": (Says.ANSWERS, ["1.1", "2.2"])}
    page = legal.get(f"{BASE}/agreement/criteria/TRM-05").text
    assert page.count("No longer holds") == 2


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"others": "9.9"}, "The draft TERMS-1 has no clause 9.9."),
        ({"clauses": []}, "name the clauses that answer or contradict it"),
        ({"says": ""}, "Say what the draft says about it."),
        ({"reason": " "}, "Give the reason, in a sentence."),
        ({"terms": "TERMS-9"}, "The case has no draft TERMS-9."),
    ],
)
def test_a_decision_that_does_not_fit_the_draft_is_refused_and_what_was_typed_stays(
    scene: Scene, legal: TestClient, fields: dict[str, Any], sentence: str
) -> None:
    store(legal, a_word(*FIRST))
    answer = decide(legal, **fields)
    assert (answer.status_code, sentence in answer.text) == (409, True)
    assert ("Consent for each use." in answer.text) is ("reason" not in fields)
    assert standing(scene) == {}


def test_what_is_typed_can_be_kept_as_a_draft(scene: Scene, legal: TestClient) -> None:
    store(legal, a_word(*FIRST))
    assert decide(legal, act="draft").status_code == 303
    assert "Consent for each use." in legal.get(f"{BASE}/agreement/criteria/TRM-05").text
    assert standing(scene) == {}


def test_a_next_draft_voids_the_links_and_is_compared_clause_by_clause(
    scene: Scene, legal: TestClient
) -> None:
    store(legal, a_word(*FIRST))
    decide(legal)
    assert store(legal, a_word(*NEXT), title="Draft of April").status_code == 303
    assert standing(scene) == {}
    page = legal.get(f"{BASE}/agreement").text
    assert "This draft voided what had been decided for the one before: TRM-05." in page
    assert "3 clauses differ from TERMS-1" in page
    compared = legal.get(f"{BASE}/agreement/compare?old=TERMS-1&new=TERMS-2").text
    assert "<ins>Free</ins>" in compared
    assert "Clause 2.2: removed" in compared
    assert "Clause 2.3: added" in compared
    old = decide(legal)
    assert "TERMS-1 is not the newest draft." in old.text


def test_a_next_draft_voids_the_decision_that_was_bound_to_the_one_before(
    tmp_path: Any, app: FastAPI
) -> None:
    scene = a_scene(tmp_path).opened()
    legal = signed_in(scene.desk, app, "P-LEGAL", PEOPLE["P-LEGAL"])
    store(legal, a_word(*FIRST))
    scene.answered().decide("approve", plan_signed_by="P-HEAD", risk_signed_by="P-HQ")
    assert scene.decision().terms_sha256 == scene.dossier().terms[-1].sha256
    assert store(legal, a_word(*NEXT)).status_code == 303
    dossier = scene.dossier()
    assert (dossier.decision, dossier.case.status) == (None, CaseStatus.UNDER_REVIEW)


def test_an_arabic_draft_is_shown_from_right_to_left(legal: TestClient) -> None:
    text = "المادة 1: لا يجوز استخدام اسم الأمم المتحدة دون موافقة خطية مسبقة."
    assert store(legal, text.encode(), "draft.txt").status_code == 303
    page = legal.get(f"{BASE}/agreement/text").text
    assert '<div class="clause govuk-body" dir="auto"' in page
    assert "لا يجوز استخدام اسم الأمم المتحدة" in page
    assert "<mark>اسم</mark>" in legal.get(f"{BASE}/agreement/criteria/TRM-05").text


BAD = {
    "pictures": ("a.pdf", a_pdf([[], []]), "holds pictures of pages and no text. Send the text itself"),
    "damaged": ("a.docx", b"PK\x03\x04nothing", "The document is damaged and cannot be read."),
    "empty": ("a.txt", b" ", "The document holds no text."),
    "a program": ("a.exe", b"\x7fELF\0\0\0\0", "The file is no text that can be read."),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_file_whose_clauses_cannot_be_read_is_refused_with_what_to_send(
    scene: Scene, legal: TestClient, kind: str
) -> None:
    name, content, sentence = BAD[kind]
    answer = store(legal, content, name)
    assert (answer.status_code, sentence in answer.text) == (409, True)
    assert (scene.dossier().terms, scene.dossier().evidence) == ([], [])


def test_a_form_without_a_file_or_a_title_says_what_is_missing(legal: TestClient) -> None:
    answer = send_form(legal, f"{BASE}/agreement/files", {"title": ""}, page=f"{BASE}/agreement")
    assert "Choose the file of the draft." in answer.text
    assert "Give the draft a title with its date." in answer.text


def test_a_draft_whose_bytes_are_gone_says_so_and_offers_no_decision(scene: Scene, legal: TestClient) -> None:
    store(legal, a_word(*FIRST))
    folder = scene.desk.evidence
    assert isinstance(folder, EvidenceFolder)
    digest = scene.dossier().terms[0].sha256 or ""
    folder._path(digest).write_bytes(b"1. Another text.")
    assert "has other bytes than when it was filed" in legal.get(f"{BASE}/agreement").text
    assert "has other bytes than when it was filed" in legal.get(f"{BASE}/agreement/text").text


def test_what_is_not_there_is_answered_as_not_found(legal: TestClient) -> None:
    store(legal, a_word(*FIRST))
    assert legal.get(f"{BASE}/agreement/criteria/HRI-01").status_code == 404
    assert legal.get(f"{BASE}/agreement/compare?old=TERMS-1&new=TERMS-7").status_code == 404
