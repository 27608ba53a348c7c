"""The same agreement splits into the same clauses, whatever the form of its file."""

import pytest

from tests.bench.clauses import FORMS, HELD_OUT, count_pages, find_suggested, read_key, to_form
from vetting.adapters.draft_reader import parse_draft
from vetting.agreements.clauses import split_clauses


@pytest.mark.parametrize("form", ["docx", "odt", "html", "pdf", "txt"])
@pytest.mark.parametrize("name", ["memorandum", "joint_programme", "general_conditions", "convention_fr"])
def test_one_agreement_has_the_same_clauses_in_every_form(name: str, form: str) -> None:
    lines = read_key(name)[0]
    expected = [
        (one.id, one.sha256)
        for one in split_clauses(parse_draft(to_form(lines, "docx"), "a.docx").paragraphs)
    ]
    read = parse_draft(to_form(lines, form), f"a.{form}")
    found = [(one.id, one.sha256) for one in split_clauses(read.paragraphs)]
    assert [one for one in found if one not in expected] == []
    assert len(found) == len(expected)


@pytest.mark.parametrize(
    "name", [one for one in FORMS if one not in {"memorandum", "platform", "conditions"}]
)
def test_nine_of_ten_marked_clauses_of_a_long_agreement_are_suggested(name: str) -> None:
    marked = read_key(name)[1]
    assert len(marked & find_suggested(name)) >= 0.9 * len(marked)
    assert len(marked) >= 30


@pytest.mark.parametrize("name", HELD_OUT)
def test_an_agreement_that_no_rule_was_written_for_is_marked_by_hand_all_the_same(name: str) -> None:
    assert len(read_key(name)[1]) >= 30
    assert count_pages(read_key(name)[0]) >= 3
