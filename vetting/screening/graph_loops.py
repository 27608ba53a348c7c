"""Rings of parties that own each other, and the order in which the rest can be computed."""

from collections.abc import Iterable, Iterator, Mapping

Weights = Mapping[str, Mapping[str, object]]
"""For each party those it leads to: ``{owner: {owned: …}}``."""


def find_components(leads_to: Weights) -> list[tuple[str, ...]]:
    """The strong components, each sorted; a component comes after all that it leads to.

    Tarjan's algorithm without recursion, so that a chain of thousands needs no deep stack.
    """
    return _Search(leads_to).run()


def find_rings(leads_to: Weights) -> list[tuple[str, ...]]:
    """The components that hold a loop: parties that own each other, or one that owns itself."""
    found = find_components(leads_to)
    return [one for one in found if len(one) > 1 or one[0] in leads_to.get(one[0], ())]


class _Search:
    def __init__(self, leads_to: Weights) -> None:
        self._leads_to = leads_to
        self._number: dict[str, int] = {}
        self._low: dict[str, int] = {}
        self._open: dict[str, None] = {}
        self._found: list[tuple[str, ...]] = []

    def run(self) -> list[tuple[str, ...]]:
        for party in sorted(self._leads_to):
            if party not in self._number:
                self._walk(party)
        return self._found

    def _walk(self, root: str) -> None:
        path: list[tuple[str, Iterator[str]]] = [(root, self._enter(root))]
        while path:
            party, following = path[-1]
            after = next(following, None)
            if after is None:
                path.pop()
                self._leave(party, [one for one, _ in path[-1:]])
            elif after not in self._number:
                path.append((after, self._enter(after)))
            elif after in self._open:
                self._low[party] = min(self._low[party], self._number[after])

    def _enter(self, party: str) -> Iterator[str]:
        self._number[party] = self._low[party] = len(self._number)
        self._open[party] = None
        return iter(sorted(self._leads_to.get(party, ())))

    def _leave(self, party: str, before: Iterable[str]) -> None:
        for one in before:
            self._low[one] = min(self._low[one], self._low[party])
        if self._low[party] == self._number[party]:
            self._found.append(tuple(sorted(self._pop_until(party))))

    def _pop_until(self, party: str) -> Iterator[str]:
        last = ""
        while last != party:
            last, _ = self._open.popitem()
            yield last
