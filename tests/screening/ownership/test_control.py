"""Control, the aggregate rule and the effective share are three questions with three answers."""

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.screening.ownership.graphs import a_graph
from vetting.screening.control import Reach, Step, chain_to
from vetting.screening.shares import Certainty
from vetting.screening.shares_effective import effective_shares


def _told(steps: dict[str, Step]) -> dict[str, str]:
    return {party: step.certainty.value for party, step in steps.items()}


def test_a_majority_of_a_majority_controls_although_the_product_is_small() -> None:
    graph = a_graph(("P", "A", 51), ("A", "B", 55))
    steps = Reach(graph).control(["P"])
    assert _told(steps) == {"A": "certain", "B": "certain"}
    assert effective_shares(graph, "B")["P"].upper == Fraction("0.2805")
    assert [step.party for step in chain_to(steps, "B")] == ["A", "B"]


def test_votes_of_controlled_companies_are_held_together() -> None:
    graph = a_graph(("P", "A", 60), ("P", "B", 70), ("A", "C", 30), ("B", "C", 15), ("P", "C", 10))
    step = Reach(graph).control(["P"])["C"]
    assert (str(step.total), [one.owner for one in step.holdings]) == ("55 %", ["A", "B", "P"])


def test_exactly_half_is_no_control_and_is_enough_for_the_aggregate_rule() -> None:
    reach = Reach(a_graph(("P", "A", 50), ("A", "B", 50)))
    assert reach.control(["P"]) == {}
    assert _told(reach.aggregate(["P"])) == {"A": "certain", "B": "certain"}


def test_listed_parties_are_counted_together() -> None:
    reach = Reach(a_graph(("P", "A", 25), ("Q", "A", 25), ("R", "A", 50)))
    assert reach.aggregate(["P"]) == {}
    step = reach.aggregate(["P", "Q"])["A"]
    assert (str(step.total), step.certainty) == ("50 %", Certainty.CERTAIN)


def test_what_rests_on_a_possible_step_is_possible_at_most() -> None:
    steps = Reach(a_graph(("P", "A", "50-75"), ("A", "B", ">50"))).control(["P"])
    assert _told(steps) == {"A": "possible", "B": "possible"}


def test_more_than_half_as_a_band_is_certain_control() -> None:
    assert _told(Reach(a_graph(("P", "A", ">50"))).control(["P"])) == {"A": "certain"}


def test_less_than_half_of_a_band_is_excluded() -> None:
    assert Reach(a_graph(("P", "A", "<50"))).aggregate(["P"]) == {}


def test_what_others_certainly_hold_bounds_what_several_hold_together() -> None:
    graph = a_graph(("P", "A", "0-40"), ("Q", "A", "0-40"), ("R", "A", 55))
    assert Reach(graph).aggregate(["P", "Q"]) == {}
    assert Reach(graph).control(["P", "Q"]) == {}


def test_stated_votes_count_for_control_and_shares_do_not() -> None:
    graph = a_graph(("P", "A", 90), ("P", "A", 10, "votingRights"), ("Q", "A", 90, "votingRights"))
    reach = Reach(graph)
    assert reach.control(["P"]) == {}
    assert reach.control(["Q"])["A"].presumed is False


def test_shares_stand_for_votes_that_nobody_stated_and_the_step_says_so() -> None:
    assert Reach(a_graph(("P", "A", 60))).control(["P"])["A"].presumed is True


def test_a_loop_is_not_its_own_holder() -> None:
    reach = Reach(a_graph(("A", "B", 100), ("B", "A", 100)))
    assert _told(reach.control(["A"])) == {"B": "certain"}
    assert reach.control(["P"]) == {}


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6), st.integers(1, 20)), max_size=25))
@settings(max_examples=40, deadline=None)
def test_more_holders_never_control_less(stakes: list[tuple[int, int, int]]) -> None:
    graph = a_graph(("P", "n0", 1), *((f"n{a}", f"n{b}", share) for a, b, share in stakes if a != b))
    reach = Reach(graph)
    assert set(reach.control(["n1"])) <= {*reach.control(["n1", "n2"]), "n2"}
