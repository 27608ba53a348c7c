"""Structures that would keep everybody waiting are refused; many owners side by side are not."""

from typing import Any

import pytest

from tests.screening.ownership.graphs import a_graph
from vetting.screening.ownership_limits import find_excess

Stakes = list[tuple[Any, ...]]


def a_chain(steps: int) -> Stakes:
    return [(f"C{number + 1}", f"C{number}", "90") for number in range(steps)]


def a_loop(size: int) -> Stakes:
    return [(f"C{(number + 1) % size}", f"C{number}", "50") for number in range(size)]


@pytest.mark.parametrize(
    ("stakes", "told"),
    [
        (a_chain(60), None),
        (a_chain(61), "It has 61 steps above it; at most 60 are traced."),
        (
            [*a_chain(61), *((f"C{number}", "C0", "0.001") for number in range(2, 62))],
            "It has 61 steps above it; at most 60 are traced.",
        ),
        (a_loop(30), None),
        (a_loop(31), "It has 31 parties in one loop above it; at most 30 are traced."),
        ([(f"P{number}", "C0", "0.01") for number in range(3000)], None),
        ([("P1", "C0", "1"), ("C0", "D0", "1"), *((f"D{n + 1}", f"D{n}", "1") for n in range(80))], None),
    ],
)
def test_long_chains_and_large_loops_above_a_party_are_refused(stakes: Stakes, told: str | None) -> None:
    found = find_excess(a_graph(*stakes), "C0")
    assert (found and found.what) == told


def test_more_interests_than_can_be_traced_are_refused() -> None:
    found = find_excess(a_graph(*((f"P{number}", "C0", "0.001") for number in range(20_001))), "C0")
    assert found is not None
    assert found.what == "It has 20001 interests above it; at most 20000 are traced."
