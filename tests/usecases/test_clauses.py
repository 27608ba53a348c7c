"""A draft is reviewed clause by clause: suggestions with their words, for a person to decide."""

import pytest

from tests.bench.clauses import FORMS, find_suggested, read_key
from vetting.adapters.draft_parts import ReadDraft
from vetting.agreements.clauses import Paragraph
from vetting.agreements.compare import compare_clauses
from vetting.policy.load import find_pack, load_pack
from vetting.usecases.clauses import HeldDraft, difference_json, review_draft, review_json, split_draft
from vetting.usecases.stored_drafts import find_words


def held(*lines: str, tracked: int = 0, comments: int = 0) -> HeldDraft:
    paragraphs = [Paragraph(line) for line in lines]
    return HeldDraft.of(b"draft", ReadDraft("plain text", paragraphs, tracked, comments))


@pytest.mark.parametrize("name", FORMS)
def test_nine_of_ten_marked_clauses_are_suggested(name: str) -> None:
    marked = read_key(name)[1]
    assert len(marked & find_suggested(name)) >= 0.9 * len(marked)


def test_a_review_names_the_draft_the_pack_and_the_matched_words() -> None:
    pack = load_pack(find_pack("un-default"))
    said = review_json(
        review_draft(held("7.1 No use of the emblem without prior written consent."), pack), pack
    )
    (found,) = [one for one in said["suggestions"] if one["criterion"] == "TRM-05"]
    assert (said["pack_hash"], said["clauses"][0]["id"], said["notes"]) == (pack.hash, "7.1", [])
    assert found == {
        "criterion": "TRM-05",
        "says": "answers",
        "clause": "7.1",
        "rule": "name-with-consent",
        "about": "Use of the name, emblem or publicity needs prior written consent.",
        "language": "en",
        "words": [[14, 20, "emblem"], [29, 42, "prior written"]],
    }


def test_open_changes_and_comments_are_said() -> None:
    review = review_draft(held("1. It begins.", tracked=2, comments=1), load_pack(find_pack("un-default")))
    assert review.notes == [
        "The draft has tracked changes (2); they are read as accepted.",
        "The draft has comments (1); they are not read.",
    ]


def test_a_difference_tells_both_clauses_and_their_words() -> None:
    (found,) = compare_clauses(split_draft(held("1. It ends soon.")), split_draft(held("1. It ends now.")))
    pieces = [["same", "It ends"], ["removed", "soon."], ["added", "now."]]
    said = {
        "change": "changed",
        "old": "1",
        "new": "1",
        "moved": False,
        "pieces": pieces,
        "text": "It ends now.",
    }
    assert difference_json(found) == said


def test_what_the_rules_find_for_one_criterion_is_kept_beside_a_decision() -> None:
    clauses = split_draft(
        held("7.1 No use of the emblem without prior written consent.", "7.2 The term is two years.")
    )
    pack = load_pack(find_pack("un-default"))
    found = {
        "clause": "7.1",
        "says": "answers",
        "rule": "name-with-consent",
        "words": ["emblem", "prior written"],
    }
    assert find_words(clauses, pack, "TRM-05") == [found]
    assert find_words(clauses, pack, "PDT-18") == []
