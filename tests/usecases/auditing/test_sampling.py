"""Samples: the same for the same seed, whoever draws them, in whatever order the ids come."""

import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vetting.domain.errors import BadInput
from vetting.usecases.auditing.sampling import LONGEST_SEED, draw_sample, rank

IDS = st.lists(st.text("abc-123", min_size=1, max_size=12), max_size=30)


@given(IDS, st.text(min_size=1, max_size=20).filter(str.strip), st.integers(1, 40))
def test_a_sample_depends_on_the_ids_and_the_seed_alone(ids: list[str], seed: str, count: int) -> None:
    drawn = draw_sample(ids, seed, count)
    assert drawn == draw_sample(reversed(ids), seed, count)
    assert len(drawn) == min(count, len(set(ids)))
    assert set(drawn) <= set(ids)


@given(IDS, st.integers(1, 40))
def test_a_smaller_sample_is_the_beginning_of_a_larger_one(ids: list[str], count: int) -> None:
    assert draw_sample(ids, "2026-11", count + 5)[:count] == draw_sample(ids, "2026-11", count)


def test_the_order_can_be_checked_with_sha256sum() -> None:
    by_hand = subprocess.run(["sha256sum"], input=b"2026-11:meridian", capture_output=True, check=True)
    assert rank("2026-11", "meridian") == by_hand.stdout.decode().split()[0]


@pytest.mark.parametrize(
    ("seed", "count", "sentence"),
    [
        (" ", 5, "seed: it must have 1 to 100 characters."),
        ("x" * (LONGEST_SEED + 1), 5, "seed: it must have 1 to 100 characters."),
        ("2026", 0, "count: it must be 1 or more."),
    ],
)
def test_a_seed_or_a_count_that_gives_no_sample_is_refused(seed: str, count: int, sentence: str) -> None:
    with pytest.raises(BadInput) as refused:
        draw_sample(["a"], seed, count)
    assert sentence in str(refused.value)
