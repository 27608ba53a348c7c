"""The section on the draft agreement: coverage by criterion, drawn and in words, and how drafts differ."""

import dataclasses
import xml.etree.ElementTree as ET
from typing import Any

from tests import factories as scenes
from tests.documents.test_register_sections import WORDS, section
from tests.scene_parts import some_clause_links, some_terms
from vetting.documents.charts_clauses import MOST_ROWS, draw_clauses
from vetting.documents.record import assemble_record
from vetting.documents.schema import find_schema_faults
from vetting.documents.view import find_figure
from vetting.domain.clause_links import Says
from vetting.domain.terms import TermsFields


def read(*terms: TermsFields, **changes: Any) -> dict[str, Any]:
    dossier = scenes.a_decided_dossier(**({"terms": list(terms)} if terms else {}), **changes)
    record = assemble_record(
        dossier, scenes.a_small_pack(), scenes.an_evaluation(dossier), scenes.a_citation()
    )
    assert find_schema_faults(record) == []
    return record


def draft(**changes: Any) -> TermsFields:
    return some_terms().model_copy(update=changes)


def next_draft(**changes: Any) -> TermsFields:
    said = {"id": "TERMS-2", "sha256": "b" * 64, "clauses": ["1", "2"], "compared_with": "TERMS-1", **changes}
    return draft(**said)


def test_each_criterion_stands_with_its_clauses_the_words_who_decided_and_why() -> None:
    told = section(read(), "clauses")
    row = next(one for one in told if one.startswith("PDT-05") and "|" in one)
    assert row.endswith(
        "| answered by 2.1, 2.2(a) 1 earlier link no longer holds | 2.1: “deleted … thirty days” "
        "| P-DPO 2026-03-08 | The annex says so too."
    )


def test_words_that_the_person_did_not_follow_are_shown_as_such() -> None:
    row = next(one for one in section(read(), "clauses") if one.startswith("PDT-14") and "|" in one)
    assert "contradicted by 3.1 | 3.1: “re-identify” (pointed at as answering, not followed) |" in row


def test_a_decision_without_words_of_a_rule_says_that_the_person_read_the_draft() -> None:
    link = some_clause_links()[0].model_copy(update={"found": [], "clauses": [], "says": Says.ABSENT})
    row = next(
        one
        for one in section(read(clause_links=[link]), "clauses")
        if one.startswith("PDT-05") and "|" in one
    )
    assert "| absent: nobody found a clause | No rule had found words; the person read the draft. |" in row


def test_a_link_to_another_text_no_longer_holds_and_the_criterion_is_open() -> None:
    found = read(some_terms(), next_draft())["clauses"]
    assert [(one["criterion"], one["says"], one["earlier"]) for one in found["criteria"]][:2] == [
        ("PDT-05", "open", 2),
        ("PDT-14", "open", 1),
    ]
    row = next(
        one
        for one in section(read(draft(), next_draft()), "clauses")
        if one.startswith("PDT-05") and "|" in one
    )
    assert "| open: nobody has said 2 earlier links no longer hold |  |  |" in row


def test_a_next_draft_says_which_clauses_differ_and_which_links_fell() -> None:
    changes = [
        {"change": "changed", "old": "2.1", "new": "2.2", "moved": False},
        {"change": "added", "old": None, "new": "2", "moved": False},
        {"change": "removed", "old": "3.1", "new": None, "moved": False},
    ]
    log = [*scenes.a_decided_dossier().log]
    log.append(
        dataclasses.replace(
            log[-1], event="ClauseLinksVoided", fields={"terms": "TERMS-2", "criteria": ["PDT-05"]}
        )
    )
    told = section(read(draft(), next_draft(changes=changes), log=log), "clauses")
    assert (
        "TERMS-2 sha256:"
        + "b" * 64
        + " | Compared with TERMS-1 Changed: 2.1 → 2.2 Added: 2 Removed: 3.1 | PDT-05"
    ) in told
    assert any(
        "TERMS-1" in one and "not compared; no earlier draft could be read | none" in one for one in told
    )


def test_a_text_that_was_stored_again_differs_nowhere_and_a_long_list_is_counted() -> None:
    told = section(read(draft(), next_draft()), "clauses")
    assert any("No clause differs." in one for one in told)
    many = [{"change": "added", "old": None, "new": f"9.{n}", "moved": False} for n in range(45)]
    told = section(read(draft(), next_draft(changes=many)), "clauses")
    assert any("9.39, and 5 more" in one for one in told)


def test_a_draft_that_cannot_be_read_is_told_in_a_box_and_notes_stand_below() -> None:
    why = "The PDF holds pictures of pages and no text."
    assert "The text of the newest draft could not be read" in section(
        read(draft(unreadable=why, clauses=[])), "clauses"
    )
    note = "The draft has tracked changes (2); they are read as accepted."
    assert note in section(read(draft(notes=[note])), "clauses")


def test_a_case_without_a_draft_or_without_such_questions_says_so() -> None:
    assert section(read(clause_links=[], terms=[]), "clauses") == [
        "No draft of an agreement has been stored."
    ]
    dossier = scenes.a_dossier(answers=[], terms=[draft()])
    evaluation = {**scenes.an_evaluation(dossier), "stages": {}}
    light = assemble_record(dossier, scenes.a_small_pack(), evaluation, scenes.a_citation())
    assert section(light, "clauses")[1:] == [
        "No question that a clause could answer is asked in this case so far."
    ]


def test_the_strip_tells_in_shapes_and_in_words_what_it_shows() -> None:
    figure = find_figure(read(), "clauses")
    root = ET.fromstring(figure.svg)  # noqa: S314 - our own drawing
    assert root.get("role") == "img"
    assert "PDT-05 answered, 2.1, 2.2(a); PDT-14 contradicted, 3.1" in figure.description
    tags = [one.tag.rpartition("}")[2] for one in root.iter()]
    assert tags.count("circle") == 2
    absent = [{"criterion": "PDT-01", "says": "absent", "clauses": []}]
    assert "stroke-dasharray" in draw_clauses(["1"], absent, WORDS).svg
    assert "stroke-dasharray" not in draw_clauses([], [absent[0] | {"says": "open"}], WORDS).svg


def test_more_criteria_than_the_strip_has_room_for_are_counted() -> None:
    many = [{"criterion": f"TRM-{n}", "says": "open", "clauses": []} for n in range(MOST_ROWS + 1)]
    assert (
        "1 more criterion stands in the table"
        in draw_clauses(["1", "a-very-long-heading-id"], many, WORDS).svg
    )
