"""Clauses are linked by people to the draft that they read, and a changed draft voids what rested on it."""

from hashlib import sha256
from pathlib import Path

import pytest

from tests.usecases.desks import Scene, a_scene, last_entries
from tests.usecases.handling import refusal_of
from vetting.domain import commands
from vetting.domain.clause_links import Says, find_standing_links
from vetting.domain.errors import EnvironmentFault
from vetting.domain.stages import CaseStatus
from vetting.usecases.explain import explain


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return with_draft(a_scene(tmp_path).opened(), 1)


TEXT = "{number}. Data\n4.1 The Company processes data for the purposes of Annex A only.\n4.2 It keeps none for {number} years."


def with_draft(scene: Scene, number: int, content: bytes = b"") -> Scene:
    """Store a draft whose text is held."""
    content = content or TEXT.format(number=number).encode()
    digest = scene.desk.evidence.put(content)
    scene.with_evidence(f"E-{number}", kind="file", sha256=digest, size=len(content), filename="draft.txt")
    scene.send(commands.StoreTerms, "P-LEGAL", terms=f"T-{number}", title="Draft", evidence=f"E-{number}")
    return scene


def text_of(number: int) -> bytes:
    return TEXT.format(number=number).encode()


def hash_of(number: int) -> str:
    return sha256(text_of(number)).hexdigest()


def link(scene: Scene, number: int = 1) -> Scene:
    said = {"criterion": "PDT-01", "says": "answers", "clauses": ["4.1"], "reason": "It names each purpose."}
    scene.send(commands.LinkClause, "P-DPO", terms=f"T-{number}", **said)
    return scene


def standing(scene: Scene) -> dict[str, tuple[Says, list[str]]]:
    dossier = scene.dossier()
    links = find_standing_links(dossier.clause_links, dossier.terms)
    return {criterion: (one.says, one.clauses) for criterion, one in links.items()}


def test_a_link_is_kept_with_its_draft_and_its_reason_is_protected(scene: Scene) -> None:
    link(scene)
    assert standing(scene) == {"PDT-01": (Says.ANSWERS, ["4.1"])}
    (entry,) = last_entries(scene)
    shown = {
        "criterion": "PDT-01",
        "number": 1,
        "says": "answers",
        "clauses": ["4.1"],
        "terms": "T-1",
        "terms_sha256": hash_of(1),
    }
    assert (entry.event, entry.by, entry.open) == ("ClauseLinked", "P-DPO", shown)
    assert entry.protected == {"reason": "It names each purpose."}


def test_a_second_link_stands_in_place_of_the_first(scene: Scene) -> None:
    link(scene)
    scene.send(
        commands.LinkClause, terms="T-1", criterion="PDT-01", says="absent", reason="4.1 is about invoices."
    )
    assert standing(scene) == {"PDT-01": (Says.ABSENT, [])}
    assert [one.number for one in scene.dossier().clause_links] == [1, 2]


def test_a_draft_that_is_not_there_cannot_be_linked(scene: Scene) -> None:
    said = {"criterion": "PDT-01", "says": "absent", "reason": "None."}
    assert (
        refusal_of(scene, commands.LinkClause, terms="T-9", **said)
        == "The case has no draft T-9. Store it first."
    )
    with_draft(scene, 2)
    assert refusal_of(scene, commands.LinkClause, terms="T-1", **said).startswith(
        "T-1 is not the newest draft."
    )


def test_a_changed_draft_voids_the_links_to_the_one_before(scene: Scene) -> None:
    with_draft(link(scene), 2)
    assert standing(scene) == {}
    assert scene.events()[-2:] == ["TermsStored", "ClauseLinksVoided"]
    assert last_entries(scene)[0].open == {"terms": "T-2", "sha256": hash_of(2), "criteria": ["PDT-01"]}


def test_the_same_text_stored_again_voids_nothing(scene: Scene) -> None:
    with_draft(link(scene), 2, text_of(1))
    assert standing(scene) == {"PDT-01": (Says.ANSWERS, ["4.1"])}


def decided(scene: Scene) -> Scene:
    scene.answered().decide("approve", plan_signed_by="P-HEAD", risk_signed_by="P-HQ")
    return scene


def test_a_changed_draft_voids_the_decision_that_read_another(scene: Scene) -> None:
    decided(scene)
    assert scene.decision().terms_sha256 == hash_of(1)
    with_draft(scene, 2)
    dossier = scene.dossier()
    assert (dossier.decision, dossier.case.status) == (None, CaseStatus.UNDER_REVIEW)
    assert scene.events()[-3:] == ["TermsStored", "DecisionReopened", "CaseMoved"]
    assert last_entries(scene)[0].protected == {
        "reason": "The draft T-2 is not the text that the decision was bound to."
    }


def test_the_same_text_leaves_the_decision_standing(scene: Scene) -> None:
    with_draft(decided(scene), 2, text_of(1))
    assert scene.dossier().case.status is CaseStatus.DECIDED


def test_a_clause_that_the_draft_does_not_have_cannot_be_linked(scene: Scene) -> None:
    said = {"criterion": "PDT-01", "says": "answers", "clauses": ["4.1", "9.9"], "reason": "It names it."}
    assert refusal_of(scene, commands.LinkClause, "P-DPO", terms="T-1", **said) == (
        "The draft T-1 has no clause 9.9. "
        "Take the ids from the page of the agreement, or from 'vetting clauses FILE'."
    )


def test_a_draft_that_cannot_be_read_is_stored_and_not_linked(scene: Scene) -> None:
    with_draft(scene, 3, b"%PDF-1.7 and nothing else")
    draft = scene.dossier().terms[-1]
    why = "The PDF is damaged and cannot be read. Send it again, or send its text."
    assert (draft.unreadable, draft.clauses, draft.compared_with) == (why, [], None)
    said = {"criterion": "PDT-01", "says": "absent", "reason": "None."}
    assert why in refusal_of(scene, commands.LinkClause, "P-DPO", terms="T-3", **said)


def test_a_draft_whose_bytes_changed_on_disk_is_not_linked(scene: Scene, tmp_path: Path) -> None:
    digest = hash_of(1)
    (tmp_path / "evidence" / digest[:2] / digest).write_bytes(b"1. Another text altogether.")
    with pytest.raises(EnvironmentFault, match="has other bytes than when it was filed"):
        link(scene)


def test_a_draft_is_kept_with_its_clauses_and_how_they_differ_from_the_one_before(scene: Scene) -> None:
    with_draft(scene, 2)
    first, second = scene.dossier().terms
    assert (first.clauses, first.compared_with, first.changes) == (["1", "4.1", "4.2"], None, [])
    assert (second.clauses, second.compared_with) == (["2", "4.1", "4.2"], "T-1")
    assert second.changes == [
        {"change": "renumbered", "old": "1", "new": "2", "moved": False},
        {"change": "changed", "old": "4.2", "new": "4.2", "moved": False},
    ]


def test_a_draft_without_a_text_that_is_held_has_no_clauses(scene: Scene) -> None:
    scene.with_evidence("E-9")
    scene.send(commands.StoreTerms, "P-LEGAL", terms="T-9", title="On paper", evidence="E-9")
    draft = scene.dossier().terms[-1]
    assert (draft.sha256, draft.clauses, draft.unreadable) == (None, [], "")


def test_what_became_of_an_old_draft_does_not_stop_the_new_one(scene: Scene, tmp_path: Path) -> None:
    digest = hash_of(1)
    (tmp_path / "evidence" / digest[:2] / digest).unlink()
    assert with_draft(scene, 2).dossier().terms[-1].compared_with is None


def test_an_explanation_walks_on_to_the_clause_its_words_the_person_and_the_log(scene: Scene) -> None:
    told = explain(link(scene).desk, scene.case, "PDT-01")["clauses"]
    entry = scene.dossier().log[-1]
    words = "The Company processes data for the purposes of Annex A only."
    assert told["clauses"] == [{"id": "4.1", "heading": "Data", "text": words}]
    assert (told["terms"], told["sha256"], told["says"], told["found"]) == ("T-1", hash_of(1), "answers", [])
    assert (told["reason"], told["by"], told["at"]) == (
        "It names each purpose.",
        "P-DPO",
        "2026-03-02T09:00:00Z",
    )
    assert (told["log_entry"], told["log_hash"]) == (entry.index, entry.leaf_hash)


def test_an_explanation_names_a_clause_whose_text_is_gone_and_silence_has_none(
    scene: Scene, tmp_path: Path
) -> None:
    assert explain(scene.desk, scene.case, "PDT-01")["clauses"] is None
    digest = hash_of(1)
    link(scene)
    (tmp_path / "evidence" / digest[:2] / digest).unlink()
    told = explain(scene.desk, scene.case, "PDT-01")["clauses"]
    assert told["clauses"] == [{"id": "4.1", "heading": "", "text": None}]


def test_an_explanation_of_an_absence_has_no_clause(scene: Scene) -> None:
    scene.send(commands.LinkClause, terms="T-1", criterion="PDT-01", says="absent", reason="None is there.")
    assert explain(scene.desk, scene.case, "PDT-01")["clauses"]["clauses"] == []
