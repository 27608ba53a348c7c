"""Looking for parties in an index: candidates, their scores, and the best name of each listed party."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from vetting.screening.entities import Kind
from vetting.screening.names import analyse
from vetting.screening.score import Candidate, Query, Score, Scorer, Thresholds

CANDIDATES = 40


@dataclass(frozen=True, slots=True)
class Match:
    """A listed party that may be the one: its closest name, the score with its reasons."""

    candidate: Candidate
    score: Score
    alert: bool


@dataclass(frozen=True, slots=True)
class Result:
    """What screening one party gave, and by what: engine, version, lists, thresholds.

    ``why_not_clear`` names each reason for which an empty result proves nothing.
    """

    query: Query
    matches: tuple[Match, ...]
    engine: str
    version: str
    lists: tuple[str, ...]
    thresholds: Thresholds
    why_not_clear: tuple[str, ...] = field(default=())

    @property
    def is_clear(self) -> bool:
        """Whether nothing was found by a search that could have found something."""
        return not self.matches and not self.why_not_clear


class NameIndex(Protocol):
    """Where listed names are found."""

    @property
    def versions(self) -> Sequence[str]:
        """The lists in it, each with its hash."""

    @property
    def faults(self) -> Sequence[str]:
        """Why finding nothing in it proves nothing; empty where it does."""

    def find_candidates(self, query: Query, limit: int) -> Sequence[Candidate]:
        """The listed names that have most in common with the name, the closest first."""


@dataclass(frozen=True)
class Screener:
    """An index and an engine, which screen parties one by one or many at once."""

    index: NameIndex
    scorer: Scorer
    candidates: int = CANDIDATES

    def screen(self, query: Query) -> Result:
        """Screen one party; a party without a name is never clear."""
        faults = list(self.index.faults)
        if not has_name(query):
            faults.append("The party has no name that could be screened.")
            found: Sequence[Candidate] = ()
        else:
            found = self.index.find_candidates(query, self.candidates)
        return Result(
            query,
            tuple(self._match(query, found)),
            self.scorer.engine,
            self.scorer.version,
            tuple(self.index.versions),
            self.scorer.thresholds,
            tuple(faults),
        )

    def screen_all(self, queries: Iterable[Query]) -> Iterator[Result]:
        """Screen parties in the order given."""
        return (self.screen(query) for query in queries)

    def _match(self, query: Query, found: Sequence[Candidate]) -> list[Match]:
        """The best name of each party that reaches the showing threshold; the highest score first."""
        best: dict[tuple[str, str], Match] = {}
        thresholds = self.scorer.thresholds
        for candidate in found:
            score = self.scorer.score(query, candidate)
            party = (candidate.source, candidate.entity_id)
            known = best.get(party)
            if score.total >= thresholds.show and (known is None or score.total > known.score.total):
                best[party] = Match(candidate, score, score.total >= thresholds.alert)
        return sorted(best.values(), key=lambda match: (-match.score.total, match.candidate.entity_id))


def has_name(query: Query) -> bool:
    """Whether the name has a letter or digit in any reading."""
    return any(analyse(query.name, kind).readings for kind in (query.kind, Kind.ORGANISATION))
