"""The fewest people for the seats: exact, and nobody in two seats that must be apart."""

from collections.abc import Mapping
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from vetting.domain.staffing import Seat, find_least_staffing, is_new


def seat(name: str, *may: str, apart: tuple[str, ...] = ()) -> Seat:
    return Seat(name, ["role"], "is needed", may, apart)


def test_one_person_takes_every_seat_that_nothing_keeps_apart() -> None:
    found = find_least_staffing([seat("a", "P-1", "P-2"), seat("b", "P-2"), seat("c", "P-2", "P-3")])
    assert (found.people, found.new) == (["P-2"], [])


def test_two_seats_that_must_be_apart_take_two_people() -> None:
    found = find_least_staffing([seat("plan", "P-1", "P-2"), seat("risk", "P-1", "P-2", apart=("plan",))])
    assert found.people == ["P-1", "P-2"]


def test_what_nobody_may_do_is_left_to_as_few_new_people_as_can_be() -> None:
    found = find_least_staffing([seat("a"), seat("b"), seat("c", apart=("a",)), seat("d", "P-1")])
    assert (found.people, found.new) == (["P-1"], ["new-1", "new-2"])
    assert found.taken["a"] != found.taken["c"]


def test_whoever_is_there_takes_a_seat_before_somebody_new() -> None:
    assert find_least_staffing([seat("a", "P-1"), seat("b")]).taken == {"a": "P-1", "b": "new-1"}


def test_no_seat_needs_nobody() -> None:
    assert find_least_staffing([]).taken == {}


def test_many_people_who_could_do_everything_are_searched_at_once() -> None:
    people = [f"P-{number:02}" for number in range(40)]
    seats = [seat(f"s{number}", *people, apart=(f"s{number - 1}",)) for number in range(10)]
    assert len(find_least_staffing(seats).people) == 2


NAMES = ("a", "b", "c", "d")
SEATS = st.tuples(
    *(
        st.builds(
            lambda may, apart, name=name: seat(name, *sorted(may), apart=tuple(sorted(apart - {name}))),
            st.sets(st.sampled_from(["P-1", "P-2", "P-3"])),
            st.sets(st.sampled_from(NAMES)),
        )
        for name in NAMES
    )
)


@settings(max_examples=60, deadline=None)
@given(SEATS)
def test_no_other_way_of_taking_the_seats_is_better(seats: tuple[Seat, ...]) -> None:
    found = find_least_staffing(seats)
    assert set(found.taken) == {one.name for one in seats}
    ways = [way for way in _every_way(seats) if _holds(seats, way)]
    assert _holds(seats, found.taken)
    assert _cost(found.taken) == min(_cost(way) for way in ways)


def _every_way(seats: tuple[Seat, ...]) -> list[dict[str, str]]:
    new = [f"new-{number}" for number in range(1, len(seats) + 1)]
    chosen = product(*([*one.may, *new] for one in seats))
    return [dict(zip((one.name for one in seats), way, strict=True)) for way in chosen]


def _holds(seats: tuple[Seat, ...], way: Mapping[str, str]) -> bool:
    return all(way[one.name] != way[other] for one in seats for other in one.apart_from)


def _cost(way: Mapping[str, str]) -> tuple[int, int, int]:
    people = set(way.values())
    return sum(map(is_new, people)), sum(map(is_new, way.values())), len(people)
