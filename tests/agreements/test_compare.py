"""Two drafts are compared clause by clause."""

from hypothesis import given, settings
from hypothesis import strategies as st

from vetting.agreements.clauses import Clause, Paragraph, split_clauses
from vetting.agreements.compare import Change, Piece, compare_clauses, diff_words, find_differences


def draft(*lines: str) -> list[Clause]:
    return split_clauses([Paragraph(line) for line in lines])


def told(old: list[Clause], new: list[Clause]) -> list[tuple[str, str | None, str | None]]:
    return [
        (one.change.value, one.old.id if one.old else None, one.new.id if one.new else None)
        for one in find_differences(old, new)
    ]


OLD = draft(
    "1. The term is two years.",
    "2. The Company shall keep all data secret.",
    "3. Disputes go to arbitration.",
)


def test_a_draft_does_not_differ_from_itself() -> None:
    assert find_differences(OLD, OLD) == []
    assert [one.change for one in compare_clauses(OLD, OLD)] == [Change.SAME] * 3


def test_what_is_added_removed_and_changed_is_told_with_its_words() -> None:
    new = draft(
        "1. The term is three years.",
        "2. The Company shall keep all data secret.",
        "4. Nobody pays for anything else.",
    )
    assert told(OLD, new) == [("changed", "1", "1"), ("removed", "3", None), ("added", None, "4")]
    assert find_differences(OLD, new)[0].pieces == (
        Piece("same", "The term is"),
        Piece("removed", "two"),
        Piece("added", "three"),
        Piece("same", "years."),
    )


def test_a_clause_that_only_has_another_number_is_numbered_anew() -> None:
    new = draft(
        "1. An altogether fresh clause stands here.", *(f"{n}. {one.text}" for n, one in enumerate(OLD, 2))
    )
    assert told(OLD, new) == [("added", None, "1"), *(("renumbered", str(n), str(n + 1)) for n in (1, 2, 3))]


def test_a_clause_that_left_its_neighbours_has_moved() -> None:
    texts = [one.text for one in OLD]
    new = draft(f"1. {texts[2]}", f"2. {texts[0]}", f"3. {texts[1]}")
    assert ("moved", "3", "1") in told(OLD, new)


def test_a_clause_that_was_removed_first_is_told_first() -> None:
    assert told(
        OLD, draft("2. The Company shall keep all data secret.", "3. Disputes go to arbitration.")
    ) == [("removed", "1", None)]


def test_clauses_with_the_same_words_are_paired_by_number_then_in_order() -> None:
    twice = draft("1. Left blank.", "2. Left blank.", "3. Left blank.")
    new = draft("2. Left blank.", "4. Left blank.")
    assert told(twice, new) == [("removed", "3", None), ("moved", "1", "4")]
    assert {one.change for one in compare_clauses(twice, twice)} == {Change.SAME}


def test_added_words_alone_are_told() -> None:
    assert diff_words("a b", "a x b") == (Piece("same", "a"), Piece("added", "x"), Piece("same", "b"))
    assert diff_words("", "") == ()


LINES = st.lists(
    st.sampled_from(["1. One two three.", "2. Four five.", "(a) six;", "HEAD", "3. One two four.", "..."]),
    max_size=7,
)


@settings(max_examples=60)
@given(LINES, LINES)
def test_every_clause_of_both_drafts_is_told_once(old: list[str], new: list[str]) -> None:
    before, after = draft(*old), draft(*new)
    found = compare_clauses(before, after)
    assert sorted(one.old.id for one in found if one.old) == sorted(one.id for one in before)
    assert [one.new.id for one in found if one.new] == [one.id for one in after]
