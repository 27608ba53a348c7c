"""The fewest people with whom a case can go on: an exact search over who may take which seat.

- A seat is taken by a person who may take it, or by somebody who is still to be found.
- One person may take several seats, but no two that must be apart.
- Best is what needs the fewest new people, leaves them the fewest seats, and then the fewest people at all.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

MOST_ALIKE = 3
"""Of people who may take the very same seats so many are looked at: no more need to be apart from each other."""


@dataclass(frozen=True)
class Seat:
    """Something that a person must do before a case is decided."""

    name: str
    roles: Collection[str]  # any one of these
    why: str
    may: Collection[str] = ()  # the people on the case who may take it
    apart_from: Collection[str] = ()  # names of seats that another person takes
    only_if: str = ""  # where it is needed in some cases alone, in which


@dataclass(frozen=True)
class Staffing:
    """Who takes which seat: a person's id, or ``new-1``, ``new-2`` … for people to be found."""

    taken: Mapping[str, str] = field(default_factory=dict)

    @property
    def people(self) -> list[str]:
        """The people on the case who are needed, in order of id."""
        return sorted(one for one in set(self.taken.values()) if not is_new(one))

    @property
    def new(self) -> list[str]:
        """The people still to be found."""
        return sorted(one for one in set(self.taken.values()) if is_new(one))


def is_new(person: str) -> bool:
    """Whether this stands for somebody who is not on the case yet."""
    return person.startswith("new-")


def find_least_staffing(seats: Sequence[Seat]) -> Staffing:
    """The staffing that needs the fewest people; the same for the same seats."""
    seats = _thinned(sorted(seats, key=lambda one: (len(one.may), one.name)))
    return Staffing(_Search(seats).best)


def _thinned(seats: Sequence[Seat]) -> list[Seat]:
    """The seats with no more alike people than could make a difference."""
    alike: dict[frozenset[str], list[str]] = defaultdict(list)
    for person in sorted({person for seat in seats for person in seat.may}):
        alike[frozenset(seat.name for seat in seats if person in seat.may)].append(person)
    kept = {person for people in alike.values() for person in people[:MOST_ALIKE]}
    return [
        Seat(one.name, one.roles, one.why, sorted(kept & set(one.may)), one.apart_from, one.only_if)
        for one in seats
    ]


class _Search:
    """Takes the seats one by one, and turns back where it can no longer be better than the best found."""

    def __init__(self, seats: Sequence[Seat]) -> None:
        self._seats = seats
        self._apart = {(one.name, other) for one in seats for other in one.apart_from}
        self.best: dict[str, str] = {}
        self._least: tuple[int, int, int] = (len(seats) + 1, 0, 0)
        self._take(0, {})

    def _take(self, number: int, taken: dict[str, str]) -> None:
        cost = _cost(taken)
        if cost >= self._least:
            return
        if number == len(self._seats):
            self.best, self._least = dict(taken), cost
            return
        seat = self._seats[number]
        for person in self._who(seat, taken):
            if self._fits(seat, person, taken):
                self._take(number + 1, {**taken, seat.name: person})

    def _who(self, seat: Seat, taken: Mapping[str, str]) -> list[str]:
        """Who could take a seat: people who take one already first, somebody new last."""
        used = set(taken.values())
        there = sorted(seat.may, key=lambda one: (one not in used, one))
        new = sorted(one for one in used if is_new(one))
        return [*there, *new, f"new-{len(new) + 1}"]

    def _fits(self, seat: Seat, person: str, taken: Mapping[str, str]) -> bool:
        others = [name for name, who in taken.items() if who == person]
        return not any((seat.name, one) in self._apart or (one, seat.name) in self._apart for one in others)


def _cost(taken: Mapping[str, str]) -> tuple[int, int, int]:
    """New people, the seats they take, all people: less is better, in this order."""
    people = set(taken.values())
    return sum(map(is_new, people)), sum(map(is_new, taken.values())), len(people)
