"""Effective shares agree with hand results, with brute force over paths, and with exact linear solving."""

from collections.abc import Iterable
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.screening.ownership.graphs import a_graph
from vetting.screening.graph import Graph, Right
from vetting.screening.shares import Band
from vetting.screening.shares_effective import effective_shares, find_over_whole
from vetting.screening.shares_solve import Matrix, solve_shares

ONE = Fraction(1)


def _told(graph: Graph, target: str) -> dict[str, str]:
    return {party: str(band) for party, band in effective_shares(graph, target).items()}


# -------------------------------------------------------------------------------------------- textbook


def test_a_chain_multiplies_and_parallel_chains_add() -> None:
    graph = a_graph(("P", "A", 60), ("A", "B", 50), ("P", "B", 10), ("B", "C", 80))
    assert _told(graph, "B") == {"A": "50 %", "P": "40 %"}
    assert _told(graph, "C") == {"A": "40 %", "B": "80 %", "P": "32 %"}


def test_a_cross_holding_gives_the_outside_owner_more() -> None:
    graph = a_graph(("P", "A", 50), ("A", "B", 40), ("B", "A", 30))
    shares = effective_shares(graph, "A")
    expected = Fraction(1, 2) / (1 - Fraction(4, 10) * Fraction(3, 10))
    assert shares["P"] == Band(expected, expected)
    assert _told(graph, "A") == {"B": "30 %", "P": "56.818182 %"}


def test_a_majority_of_a_majority_is_a_small_product() -> None:
    assert _told(a_graph(("P", "A", 51), ("A", "B", 55)), "B") == {"A": "55 %", "P": "28.05 %"}


def test_a_company_that_holds_itself_raises_what_the_others_hold() -> None:
    assert _told(a_graph(("P", "A", 90), ("A", "A", 10)), "A") == {"P": "100 %"}


def test_a_closed_loop_is_never_inverted() -> None:
    graph = a_graph(("A", "B", 100), ("B", "A", 100))
    assert _told(graph, "A") == {"B": "100 %"}
    ring = a_graph(("A", "B", 100), ("B", "C", 100), ("C", "A", 100), ("A", "T", 40))
    assert _told(ring, "T") == {"A": "40 %", "B": "40 %", "C": "40 %"}


def test_bands_are_solved_twice() -> None:
    graph = a_graph(("P", "A", "50-75"), ("Q", "A", "25-50"), ("A", "B", "50-100"))
    assert _told(graph, "B") == {"A": "50 to 100 %", "P": "25 to 75 %", "Q": "12.5 to 50 %"}


def test_a_bound_that_a_chain_leaves_out_is_left_out_of_the_result() -> None:
    shares = effective_shares(a_graph(("P", "A", ">50"), ("A", "B", 80)), "B")
    assert shares["P"] == Band(Fraction(2, 5), Fraction(4, 5), above=True)
    assert shares["A"] == Band(Fraction(4, 5), Fraction(4, 5))
    below = effective_shares(a_graph(("P", "A", "<50"), ("A", "B", 80)), "B")
    assert below["P"] == Band(Fraction(0), Fraction(2, 5), below=True)


def test_shares_above_the_whole_are_reported_and_not_cut() -> None:
    graph = a_graph(("P", "A", 80), ("Q", "A", 60), ("A", "B", 100), ("P", "B", 0), ("R", "B", 50))
    assert find_over_whole(graph.holdings[Right.SHARES]) == {"A": Fraction(7, 5), "B": Fraction(3, 2)}
    assert _told(a_graph(("P", "A", 100), ("P", "B", 60), ("A", "B", 60)), "B") == {
        "A": "60 %", "P": "120 %",
    }  # fmt: skip


def test_a_contradiction_elsewhere_leaves_the_whole_as_the_most() -> None:
    stakes = [("P", "A", "40-100"), ("P", "B", "40-100"), ("A", "B", "50-60")]
    assert _told(a_graph(*stakes, ("Q", "X", 80), ("R", "X", 80)), "B") == {
        "A": "50 to 60 %",
        "P": "60 to 100 %",
    }


def test_what_rests_on_an_impossible_ring_is_left_open() -> None:
    graph = a_graph(("P", "A", 50), ("A", "B", 100), ("B", "A", 100), ("B", "C", 100))
    assert _told(graph, "C") == {"A": "100 %", "B": "100 %", "P": "0 to 100 %"}
    above = a_graph(("Q", "P", 10), ("P", "A", 50), ("A", "B", 100), ("B", "A", 100))
    assert _told(above, "A") == {"B": "100 %", "P": "0 to 100 %", "Q": "0 to 100 %"}


def test_shares_and_votes_are_two_matrices() -> None:
    graph = a_graph(("P", "A", 30), ("P", "A", 60, "votingRights"))
    assert str(effective_shares(graph, "A")["P"]) == "30 %"
    assert str(effective_shares(graph, "A", Right.VOTES)["P"]) == "60 %"


def test_an_indirect_stake_is_not_added() -> None:
    graph = a_graph(("P", "A", 50), ("A", "B", 60), ("P", "B", 30, "shareholding", "indirect"))
    assert _told(graph, "B") == {"A": "60 %", "P": "30 %"}


def test_a_stake_held_directly_or_indirectly_counts_where_no_other_chain_leads() -> None:
    alone = a_graph(("P", "B", 30, "shareholding", "unknown"))
    assert _told(alone, "B") == {"P": "30 %"}
    doubled = a_graph(("P", "A", 50), ("A", "B", 60), ("P", "B", 30, "shareholding", "unknown"))
    assert _told(doubled, "B") == {"A": "60 %", "P": "30 %"}


# ------------------------------------------------------------------------------------------ properties

percents = st.integers(1, 100).map(lambda n: Fraction(n, 100))


@st.composite
def ladders(draw: st.DrawFn) -> Matrix:
    """Stakes without loops: each party holds in later ones alone."""
    size = draw(st.integers(2, 7))
    pairs = [(i, j) for i in range(size) for j in range(i + 1, size)]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=14))
    matrix: Matrix = {}
    for i, j in chosen:
        matrix.setdefault(f"n{i}", {})[f"n{j}"] = draw(percents)
    return matrix


@st.composite
def webs(draw: st.DrawFn) -> Matrix:
    """Stakes with loops, every company held to at most 95 %."""
    size = draw(st.integers(2, 6))
    pairs = [(i, j) for i in range(size) for j in range(size)]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True, min_size=1, max_size=16))
    left = dict.fromkeys(range(size), 95)
    matrix: Matrix = {}
    for i, j in chosen:
        share = draw(st.integers(0, left[j]))
        left[j] -= share
        if share:
            matrix.setdefault(f"n{i}", {})[f"n{j}"] = Fraction(share, 100)
    return matrix


def _paths(matrix: Matrix, owner: str, target: str) -> Fraction:
    direct = matrix.get(owner, {}).items()
    return sum((w * (ONE if o == target else _paths(matrix, o, target)) for o, w in direct), Fraction(0))


def _inverse(matrix: Matrix, names: list[str]) -> list[list[Fraction]]:
    """(I - W)^-1 by Gauss and Jordan, row by row: an oracle, too slow for anything else."""
    size = len(names)
    rows = [
        [Fraction(i == j) - matrix.get(a, {}).get(b, Fraction(0)) for j, b in enumerate(names)]
        + [Fraction(i == j) for j in range(size)]
        for i, a in enumerate(names)
    ]
    for k in range(size):
        rows[k] = [value / rows[k][k] for value in rows[k]]
        for i in set(range(size)) - {k}:
            rows[i] = [a - rows[i][k] * b for a, b in zip(rows[i], rows[k], strict=True)]
    return [row[size:] for row in rows]


def _names(matrix: Matrix, *more: str) -> list[str]:
    return sorted({*matrix, *more, *(owned for held in matrix.values() for owned in held)})


@given(ladders())
@settings(max_examples=60, deadline=None)
def test_without_loops_a_share_is_the_sum_over_all_paths(matrix: Matrix) -> None:
    for target in _names(matrix):
        shares = solve_shares(matrix, target)
        for owner in _names(matrix):
            assert shares.get(owner, Fraction(0)) == (
                Fraction(0) if owner == target else _paths(matrix, owner, target)
            )


@given(webs())
@settings(max_examples=60, deadline=None)
def test_with_loops_a_share_solves_the_linear_equations_exactly(matrix: Matrix) -> None:
    names = _names(matrix)
    inverse = _inverse(matrix, names)
    for t, target in enumerate(names):
        shares = solve_shares(matrix, target)
        expected = {
            one: inverse[i][t] / inverse[i][i] for i, one in enumerate(names) if i != t and inverse[i][t]
        }
        assert shares == expected


@given(webs(), st.data())
@settings(max_examples=40, deadline=None)
def test_every_way_of_filling_the_bands_stays_within_the_result(matrix: Matrix, data: st.DataObject) -> None:
    stakes, spread = [], st.integers(0, 100).map(lambda n: Fraction(n, 100))
    for owner, held in matrix.items():
        for owned, share in held.items():
            low, high = share * data.draw(spread), share + (1 - share) * data.draw(spread)
            stakes.append((owner, owned, Band(low, high)))
    graph = a_graph(*stakes)
    for target in _names(matrix):
        bands = effective_shares(graph, target)
        for owner, exact in solve_shares(matrix, target).items():
            assert exact is not None
            assert bands[owner].lower <= exact <= bands[owner].upper


# ----------------------------------------------------------------------------------------- large rings


def _ring(size: int, share: Fraction, chords: Iterable[tuple[int, int]] = ()) -> Matrix:
    matrix: Matrix = {}
    for a, b in pairwise([*range(size), 0]):
        matrix.setdefault(f"c{a:04}", {})[f"c{b:04}"] = share
    for a, b in chords:
        matrix[f"c{a:04}"][f"c{b:04}"] = Fraction(1, 10)
    matrix["P"] = {"c0003": Fraction(1, 5)}
    return matrix


def test_a_large_ring_is_solved_between_proven_bounds() -> None:
    small = _ring(12, Fraction(7, 10), [(2, 9), (8, 1)])
    exact = solve_shares(small, "c0000")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("vetting.screening.shares_solve.RING_LIMIT", 5)
        low, high = solve_shares(small, "c0000"), solve_shares(small, "c0000", upwards=True)
    for party, share in exact.items():
        below, above = low[party], high[party]
        assert share is not None
        assert below is not None
        assert above is not None
        assert below <= share <= above
    outside = high["P"], low["P"]
    assert outside[0] is not None
    assert outside[1] is not None
    assert outside[0] - outside[1] < Fraction(1, 10**9)


def test_a_ring_of_two_thousand_is_solved_in_a_moment() -> None:
    matrix = _ring(2_000, Fraction(1, 2), [(n, (7 * n + 13) % 2_000) for n in range(0, 2_000, 3)])
    share = solve_shares(matrix, "c0005")["P"]
    assert share is not None
    assert Fraction(1, 20) <= share < Fraction(3, 50)


def test_a_large_ring_that_holds_itself_whole_has_no_share_above_it() -> None:
    matrix = _ring(40, ONE)
    assert solve_shares(matrix, "c0000")["P"] is None
    assert solve_shares(matrix, "c0000", upwards=True)["c0007"] is None


def test_a_chain_of_five_thousand_needs_no_deep_stack() -> None:
    chain = {f"c{n:04}": {f"c{n + 1:04}": ONE} for n in range(5_000)}
    assert solve_shares(chain, "c5000")["c0000"] == ONE
