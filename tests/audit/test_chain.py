from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.audit.logs import make_log
from vetting.audit.chain import FIRST, ChainBreak, Link, first_break, link_after
from vetting.audit.entry import NO_PREVIOUS, LogEntry
from vetting.audit.tree import leaf_hash

ENTRIES = [LogEntry.from_bytes(leaf) for leaf in make_log(12).leaves]
OF_CASE_1 = [entry for entry in ENTRIES if entry.case == "case-1"]


def test_an_unbroken_log_has_no_break_nor_has_each_case_of_it() -> None:
    assert first_break([]) is None
    assert first_break(ENTRIES) is None
    assert first_break(OF_CASE_1) is None


def test_the_first_entry_of_a_case_follows_nothing() -> None:
    assert Link(1, NO_PREVIOUS) == FIRST == Link(OF_CASE_1[0].case_seq, OF_CASE_1[0].case_prev)


def test_the_next_entry_counts_on_and_names_the_leaf_hash_before_it() -> None:
    assert link_after(OF_CASE_1[1]) == Link(3, leaf_hash(OF_CASE_1[1].to_bytes()).hex())


def test_a_break_tells_case_place_and_both_links() -> None:
    dropped = [OF_CASE_1[0], *OF_CASE_1[2:]]
    found = Link(OF_CASE_1[2].case_seq, OF_CASE_1[2].case_prev)
    assert first_break(dropped) == ChainBreak(1, "case-1", link_after(OF_CASE_1[0]), found)


def test_a_case_that_starts_in_the_middle_is_broken() -> None:
    assert first_break(OF_CASE_1[1:]) == ChainBreak(0, "case-1", FIRST, link_after(OF_CASE_1[0]))


@given(st.integers(0, len(ENTRIES) - 1))
def test_a_changed_entry_breaks_the_chain_at_the_next_of_its_case(position: int) -> None:
    changed = [*ENTRIES]
    changed[position] = replace(changed[position], by="P-9")
    broken = first_break(changed)
    following = [
        place
        for place, entry in enumerate(ENTRIES)
        if place > position and entry.case == changed[position].case
    ]
    assert (broken.position if broken else None) == (following[0] if following else None)


@pytest.mark.parametrize("change", [{"case_seq": 2}, {"case_prev": "ab" * 32}])
def test_a_wrong_number_or_hash_is_a_break(change: dict[str, int | str]) -> None:
    assert first_break([replace(OF_CASE_1[0], **change)]) is not None  # type: ignore[arg-type]
