"""From the subjects of a case to its matches: what is found anew, what changed, and what no longer stands."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from vetting.domain.screenings import (
    ListUsed,
    MatchFields,
    MatchState,
    ReasonShown,
    Subject,
    find_standing_matches,
)
from vetting.screening.entities import Entity, Kind, matchable_hash
from vetting.screening.match import Match, NameIndex, Result, Screener
from vetting.screening.score import Candidate, Query, Scorer
from vetting.usecases.listing import ListedIndex

Key = tuple[str, str, str]  # subject, list, listed party
Listed = tuple[str, str]  # list, listed party


@dataclass(frozen=True)
class Found:
    """A subject of the case that looks like a listed party, by the names that came closest."""

    subject: Subject
    name: str  # of the subject
    match: Match
    entity: Entity

    @property
    def key(self) -> Key:
        """Which subject, which list, which listed party."""
        return (self.subject.id, self.entity.source, self.entity.id)


@dataclass(frozen=True)
class NarrowIndex:
    """An index of which only a part is looked at."""

    index: NameIndex
    takes: Callable[[Candidate], bool]

    @property
    def versions(self) -> Sequence[str]:
        """The lists in it."""
        return self.index.versions

    @property
    def faults(self) -> Sequence[str]:
        """Why finding nothing in it proves nothing."""
        return self.index.faults

    def find_candidates(self, query: Query, limit: int) -> Sequence[Candidate]:
        """The listed names of that part that have most in common with the name."""
        return [one for one in self.index.find_candidates(query, limit) if self.takes(one)]


def find_matches(
    index: ListedIndex, scorer: Scorer, subjects: Iterable[Subject], takes: Callable[[Candidate], bool]
) -> Iterator[Found]:
    """The listed parties that each subject looks like under any of its names, the highest score first."""
    screener = Screener(NarrowIndex(index, takes), scorer)
    for subject in subjects:
        best: dict[Listed, tuple[Match, str]] = {}
        for query in _queries(subject):
            _keep_best(best, screener.screen(query))
        for (source, ident), (match, name) in sorted(best.items(), key=_highest_first):
            yield Found(subject, name, match, index.get_entity(ident, source))


def to_match(case: str, ident: str, found: Found, used: ListUsed, run: int) -> MatchFields:
    """The match as it is found in a run."""
    values = _subject_values(found) | _entity_values(found, used) | _score_values(found.match)
    return MatchFields(case=case, id=ident, first_run=run, last_run=run, **values)


def renew(known: MatchFields, found: Found, used: ListUsed, run: int) -> MatchFields:
    """A known match as it is found again; it keeps its id, its first run and the judgement recalled for it."""
    again = to_match(known.case, known.id, found, used, run)
    kept = {name: getattr(known, name) for name in ("first_run", "recalled_case", "recalled_number")}
    return again.model_copy(update=kept)


def has_changed(known: MatchFields, renewed: MatchFields) -> bool:
    """Whether a match is another question than before: one side changed, or it stands again."""
    return known.basis != renewed.basis or known.state is not MatchState.STANDS


def find_gone(
    matches: Iterable[MatchFields], still: set[Key], looked_at: Callable[[Listed], bool]
) -> list[MatchFields]:
    """The standing matches that were looked for and not found again."""
    return [
        one
        for one in find_standing_matches(matches)
        if looked_at((one.source, one.entity)) and (one.subject, one.source, one.entity) not in still
    ]


def _queries(subject: Subject) -> Iterator[Query]:
    for name in subject.names:
        yield Query(name, Kind(subject.kind), subject.birth_date, subject.countries)


def _keep_best(best: dict[Listed, tuple[Match, str]], result: Result) -> None:
    for match in result.matches:
        listed = (match.candidate.source, match.candidate.entity_id)
        if listed not in best or best[listed][0].score.total < match.score.total:
            best[listed] = match, result.query.name


def _highest_first(one: tuple[Listed, tuple[Match, str]]) -> tuple[float, Listed]:
    listed, (match, _) = one
    return -match.score.total, listed


def _subject_values(found: Found) -> dict[str, Any]:
    subject = found.subject
    return {
        "subject": subject.id,
        "subject_where": subject.where,
        "subject_name": found.name,
        "subject_birth_date": subject.birth_date,
        "subject_countries": list(subject.countries),
        "fingerprint": subject.fingerprint,
    }


def _entity_values(found: Found, used: ListUsed) -> dict[str, Any]:
    entity = found.entity
    return {
        "source": entity.source,
        "list_kind": used.kind,
        "list_version": used.version,
        "list_date": used.list_date,
        "entity": entity.id,
        "entity_name": found.match.candidate.name,
        "entity_names": [name.text for name in entity.names],
        "entity_kind": entity.kind.value,
        "entity_birth_dates": list(entity.birth_dates),
        "entity_countries": list(entity.countries),
        "entity_reference": entity.reference,
        "entity_listed_on": entity.listed_on,
        "entity_hash": matchable_hash(entity),
    }


def _score_values(match: Match) -> dict[str, Any]:
    reasons = [
        ReasonShown(comparison=one.comparison, points=round(one.points, 4), sentence=one.to_sentence())
        for one in match.score.reasons
    ]
    return {"score": match.score.total, "alert": match.alert, "reasons": reasons}
