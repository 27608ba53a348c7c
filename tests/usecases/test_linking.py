"""Clauses are linked by people to the draft that they read, and a changed draft voids what rested on it."""

from pathlib import Path

import pytest

from tests.usecases.desks import Scene, a_scene, last_entries
from tests.usecases.handling import refusal_of
from vetting.domain import commands
from vetting.domain.clause_links import Says, find_standing_links
from vetting.domain.stages import CaseStatus


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return with_draft(a_scene(tmp_path).opened(), 1)


def with_draft(scene: Scene, number: int, sha256: str = "") -> Scene:
    """Store a draft whose text is held."""
    scene.with_evidence(
        f"E-{number}", kind="file", sha256=sha256 or str(number) * 64, size=1, filename="draft.txt"
    )
    scene.send(commands.StoreTerms, "P-LEGAL", terms=f"T-{number}", title="Draft", evidence=f"E-{number}")
    return scene


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
        "terms_sha256": "1" * 64,
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
    assert last_entries(scene)[0].open == {"terms": "T-2", "sha256": "2" * 64, "criteria": ["PDT-01"]}


def test_the_same_text_stored_again_voids_nothing(scene: Scene) -> None:
    with_draft(link(scene), 2, "1" * 64)
    assert standing(scene) == {"PDT-01": (Says.ANSWERS, ["4.1"])}


def decided(scene: Scene) -> Scene:
    scene.answered().decide("approve", plan_signed_by="P-HEAD", risk_signed_by="P-HQ")
    return scene


def test_a_changed_draft_voids_the_decision_that_read_another(scene: Scene) -> None:
    decided(scene)
    assert scene.decision().terms_sha256 == "1" * 64
    with_draft(scene, 2)
    dossier = scene.dossier()
    assert (dossier.decision, dossier.case.status) == (None, CaseStatus.UNDER_REVIEW)
    assert scene.events()[-3:] == ["TermsStored", "DecisionReopened", "CaseMoved"]
    assert last_entries(scene)[0].protected == {
        "reason": "The draft T-2 is not the text that the decision was bound to."
    }


def test_the_same_text_leaves_the_decision_standing(scene: Scene) -> None:
    with_draft(decided(scene), 2, "1" * 64)
    assert scene.dossier().case.status is CaseStatus.DECIDED
