"""Which of the names that a case gives are one and the same party, so that one ruling speaks for all of them.

- What the case itself gives one id is one, whatever the papers say of it.
- Elsewhere a name in common makes one, where nothing that is known of the two contradicts it. Of a party of the case or
  of an answer its first name counts, of an owner in a file each: a register knows a party by any of them.
- An owner is known by a number of one register as well, under whatever name.
- Where one name stands for parties that contradict each other, whoever could be several of them stands apart, unless a
  number or a date says which. A question too many costs an hour; a ruling that speaks for two parties costs the case.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from vetting.domain.screenings import Subject, normalise_name
from vetting.screening.entities import Kind
from vetting.screening.identity import is_surely_one, may_be_one, read_numbers
from vetting.screening.particulars import agree_on

MOST_NAMESAKES = 30
"""With more parties of one name it is not asked which of them are one: they stand apart."""

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """A party as one place of the case names it."""

    subject: Subject
    is_owner: bool = False


def merge_named(listed: Iterable[Named], fixed: frozenset[str]) -> tuple[Subject, ...]:
    """Each party once, in the order in which the case names them; ``fixed`` are the ids that the case gave itself."""
    every = list(listed)
    everybody = _Namesakes()
    for one in every:
        everybody.add(one)
    merging = _Merging(everybody, fixed)
    for one in every:
        merging.take_in(one)
    return tuple(merging.by_id.values())


class _Namesakes:
    """Who shares a name or a number with whom; of those who are alike in all that is compared, one."""

    def __init__(self) -> None:
        self._by_key: dict[Key, dict[object, Named]] = defaultdict(dict)

    def add(self, one: Named) -> None:
        for key in _keys_of(one):
            alike = self._by_key[key]
            if len(alike) <= MOST_NAMESAKES:
                alike.setdefault(_all_compared(one.subject), one)

    def find(self, one: Named) -> list[Named]:
        found = {id(other): other for key in _keys_for(one) for other in self._by_key.get(key, {}).values()}
        return list(found.values())

    def is_doubtful(self, one: Named) -> bool:
        """Whether it could be several parties that are not one."""
        found = self.find(one)
        if len(found) > MOST_NAMESAKES:
            return True
        fits = [other.subject for other in found if may_be_one(other.subject, one.subject)]
        return not all(may_be_one(a, b) for a, b in combinations(fits, 2))


class _Merging:
    """The parties so far, by id."""

    def __init__(self, everybody: _Namesakes, fixed: frozenset[str]) -> None:
        self.by_id: dict[str, Subject] = {}
        self._everybody, self._fixed, self._known = everybody, fixed, _Namesakes()
        self._id_of: dict[int, str] = {}
        self._doubtful: set[str] = set()

    def take_in(self, one: Named) -> None:
        is_doubtful = self._everybody.is_doubtful(one)
        ident = self._find(one, is_doubtful=is_doubtful)
        known = self.by_id.get(ident)
        self.by_id[ident] = _merge(known, one.subject) if known else _rename(one.subject, ident)
        self._doubtful |= {ident} if is_doubtful else set()
        self._id_of[id(one)] = ident
        self._known.add(one)

    def _find(self, one: Named, *, is_doubtful: bool) -> str:
        """The id of the one party that it is, else a new one."""
        ident = one.subject.id
        if ident in self._fixed:
            return ident
        known = {self._id_of[id(other)] for other in self._known.find(one)}
        fits = [each for each in known if self._is(each, one.subject, is_doubtful=is_doubtful)]
        return fits[0] if len(fits) == 1 else _free_ident(ident, self.by_id)

    def _is(self, ident: str, subject: Subject, *, is_doubtful: bool) -> bool:
        known = self.by_id[ident]
        if is_doubtful or ident in self._doubtful:
            return is_surely_one(known, subject)
        return may_be_one(known, subject)


def _keys_of(one: Named) -> Iterator[Key]:
    """Under what others find it."""
    marks = list(_marks_of(one.subject))
    yield from (("any", *mark) for mark in marks)
    yield from (("owner", *mark) for mark in marks if one.is_owner)
    yield from (("first", *mark) for mark in marks[:1] if not one.is_owner)


def _keys_for(one: Named) -> Iterator[Key]:
    """Under what it finds others: an owner by all that it has, any other an owner so, and the rest by the first name."""
    marks = list(_marks_of(one.subject))
    yield from (("any" if one.is_owner else "owner", *mark) for mark in marks)
    yield from (("first", *mark) for mark in marks[:1] if not one.is_owner)


def _marks_of(subject: Subject) -> Iterator[Key]:
    """Its names, and its numbers of which the register is known."""
    yield from (("name", folded) for name in subject.names if (folded := normalise_name(name)))
    yield from ((by, number) for by, number in read_numbers(subject.identifiers) if by)


def _all_compared(subject: Subject) -> object:
    return (
        subject.kind,
        subject.birth_date,
        subject.founded,
        subject.countries,
        subject.identifiers,
    )


def _rename(subject: Subject, ident: str) -> Subject:
    return subject.model_copy(update={"id": ident})


def _free_ident(ident: str, taken: Mapping[str, Subject]) -> str:
    """The id, with a number where a namesake has it."""
    numbered = (f"{ident}-{number}" for number in range(2, len(taken) + 3))
    return next(one for one in (ident, *numbered) if one not in taken)


def _merge(one: Subject, other: Subject) -> Subject:
    known = other.kind if one.kind == Kind.UNKNOWN else one.kind
    return one.model_copy(
        update={
            "where": ", ".join(dict.fromkeys((*one.where.split(", "), other.where))),
            "kind": known,
            "names": tuple(dict.fromkeys((*one.names, *other.names))),
            "birth_date": agree_on((one.birth_date, other.birth_date)),
            "founded": agree_on((one.founded, other.founded)),
            "countries": tuple(dict.fromkeys((*one.countries, *other.countries))),
            "identifiers": tuple(dict.fromkeys((*one.identifiers, *other.identifiers))),
        }
    )
