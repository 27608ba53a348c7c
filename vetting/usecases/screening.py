"""Screening inside a case: every name of it against the lists of the home, kept as a run with its matches.

- A home without lists screens nothing: what people entered by hand holds.
- A list dated after the day of the case tells nothing of that day and is left out; an imported case has its own day.
  That it was left out is said wherever the result stands: finding nothing then proves nothing.
- It is due again when what it reads changes: the names, the lists, or the engine. Where only lists changed, only what
  they changed is compared; what was found before goes on standing, with the judgements on it.
- A match that is gone stays, and says why it no longer stands.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from vetting.domain.case import CaseFields
from vetting.domain.dossier import Dossier
from vetting.domain.errors import NotFound
from vetting.domain.judgements import JudgementFields, is_same_basis
from vetting.domain.party_events import NamesScreened
from vetting.domain.screenings import (
    ListUsed,
    MatchFields,
    MatchState,
    ScreeningRunFields,
    Subject,
    hash_of,
    kind_of_list,
)
from vetting.policy.pack import Pack
from vetting.screening.entities import Kind
from vetting.screening.match import has_name
from vetting.screening.score import BuiltinScorer, Candidate, Query, Scorer
from vetting.screening.used_lists import find_used_faults
from vetting.usecases.desk import Desk
from vetting.usecases.kept import Act
from vetting.usecases.listing import MAX_AGE_DAYS, ListState, find_left_out
from vetting.usecases.matching import Found, Listed, find_gone, find_matches, has_changed, renew, to_match
from vetting.usecases.ports import Work
from vetting.usecases.subjects import list_subjects

SYSTEM: Final = "system"
ALL, CHANGED = "all", "changed"
SCORER: Final[Scorer] = BuiltinScorer()


@dataclass(frozen=True)
class Planned:
    """What a screening of a case would read now."""

    lists: tuple[ListUsed, ...]
    subjects: tuple[Subject, ...]
    at: datetime
    max_age_days: int = MAX_AGE_DAYS
    left_out: tuple[str, ...] = ()  # the lists that are dated later, each with the sentence that says so

    @property
    def basis(self) -> str:
        """The hash of it: another screening is due when this changes."""
        return hash_of(
            [
                [[one.source, one.version, one.list_date, one.failure] for one in self.lists],
                [one.model_dump(mode="json") for one in self.subjects],
                [*_engine(), *self.left_out],
            ]
        )


def plan_screening(desk: Desk, pack: Pack, dossier: Dossier, now: datetime) -> Planned | None:
    """What there is to screen; None where the home has no list of that time, and there was no screening before."""
    states = desk.lists.states()
    of_its_time = [one for one in states if not one.is_dated_after(now.date())]
    if not of_its_time and not (states and dossier.screenings):
        return None
    lists = tuple(to_used(state) for state in of_its_time)
    left_out = tuple(find_left_out(states, now.date()))
    return Planned(lists, list_subjects(pack, dossier), now, greatest_list_age(pack), left_out)


def greatest_list_age(pack: Pack) -> int:
    """How many days old a list may be by the rules of a pack; those of the home where it says nothing."""
    return int(pack.tables.get("clock", {}).get("list_age_days_at_most", MAX_AGE_DAYS))


def to_used(state: ListState) -> ListUsed:
    """A list as it stands, as a run keeps it."""
    manifest = state.manifest
    return ListUsed(
        source=manifest.source,
        kind=kind_of_list(manifest.layout, manifest.source),
        layout=manifest.layout,
        version=manifest.sha256,
        list_date=manifest.list_date,
        entries=manifest.entities,
        names=manifest.names,
        rejected=manifest.rejected,
        lost=manifest.lost,
        truncated=manifest.truncated,
        loaded_at=state.loaded_at,
        failure=state.failure,
    )


def is_due(planned: Planned | None, dossier: Dossier) -> bool:
    """Whether a screening would read something else than the last one did."""
    return planned is not None and planned.basis != last_basis(dossier)


def last_basis(dossier: Dossier) -> str:
    """The hash of what the last screening read; empty where there was none."""
    return dossier.screenings[-1].basis if dossier.screenings else ""


def screen_case(desk: Desk, work: Work, dossier: Dossier, planned: Planned) -> ScreeningRunFields:
    """Screen the names of a case, and keep the run with what it found, in this transaction."""
    number = len(dossier.screenings) + 1
    changes = _find_changes(desk, dossier, planned)
    outcome = _compare(desk, dossier, planned, changes, number)
    matches = [_recall(work, dossier, match, planned.at) for match in outcome.found + outcome.changed]
    run = ScreeningRunFields(
        case=dossier.case.id,
        number=number,
        at=planned.at,
        scope=ALL if changes is None else CHANGED,
        engine=SCORER.engine,
        engine_version=SCORER.version,
        alert=SCORER.thresholds.alert,
        show=SCORER.thresholds.show,
        max_age_days=planned.max_age_days,
        index=outcome.index,
        lists=list(planned.lists),
        subjects=list(planned.subjects),
        faults=_find_faults(planned),
        found=[one.id for one in outcome.found],
        changed=[one.id for one in outcome.changed],
        gone=[one.id for one in outcome.gone],
        basis=planned.basis,
    )
    act = Act(f"{run.case}/screened/{number}", run.case, SYSTEM, planned.at)
    work.keep(act, _event_of(run, matches), run, *matches, *outcome.same, *outcome.gone)
    return run


Changes = Mapping[str, frozenset[str]]
"""For each list the parties that it added, changed or removed."""


@dataclass
class _Outcome:
    """What a comparison came to."""

    index: str = ""
    found: list[MatchFields] = field(default_factory=list)
    changed: list[MatchFields] = field(default_factory=list)
    same: list[MatchFields] = field(default_factory=list)
    gone: list[MatchFields] = field(default_factory=list)


def _compare(desk: Desk, dossier: Dossier, planned: Planned, changes: Changes | None, run: int) -> _Outcome:
    lists = {one.source: one for one in planned.lists if one.version}
    outcome = _Outcome()
    if not lists:
        return outcome

    def looked_at(listed: Listed) -> bool:
        source, ident = listed
        return source in lists and (changes is None or ident in changes[source])

    def takes(candidate: Candidate) -> bool:
        return looked_at((candidate.source, candidate.entity_id))

    index = desk.lists.open_index()
    outcome.index = index.name
    found = list(find_matches(index, SCORER, planned.subjects, takes))
    for one in found:
        _sort_in(outcome, dossier, one, lists[one.entity.source], run)
    gone = find_gone(dossier.matches, {one.key for one in found}, looked_at)
    outcome.gone += [_end(desk, match, lists[match.source], run) for match in gone]
    return outcome


def _sort_in(outcome: _Outcome, dossier: Dossier, found: Found, used: ListUsed, run: int) -> None:
    known = next((one for one in dossier.matches if (one.subject, one.source, one.entity) == found.key), None)
    if known is None:
        ident = f"M-{len(dossier.matches) + len(outcome.found) + 1}"
        outcome.found.append(to_match(dossier.case.id, ident, found, used, run))
        return
    again = renew(known, found, used, run)
    (outcome.changed if has_changed(known, again) else outcome.same).append(again)


def _end(desk: Desk, match: MatchFields, used: ListUsed, run: int) -> MatchFields:
    """The match as one that no longer stands, and why."""
    is_listed = match.entity in desk.lists.hashes(used.source, used.version)
    state = MatchState.UNLIKE if is_listed else MatchState.DELISTED
    return match.model_copy(update={"state": state, "last_run": run, "list_version": used.version})


def _find_changes(desk: Desk, dossier: Dossier, planned: Planned) -> Changes | None:
    """What the lists changed since the last run; None where everything must be compared anew."""
    last = dossier.screenings[-1] if dossier.screenings else None
    if last is None or tuple(last.subjects) != planned.subjects or _engine_of(last) != _engine():
        return None
    before = {one.source: one.version for one in last.lists}
    try:
        return {
            one.source: _find_changed(desk, one, before.get(one.source, ""))
            for one in planned.lists
            if one.version
        }
    except NotFound:  # an older version was cleared away
        return None


def _find_changed(desk: Desk, used: ListUsed, before: str) -> frozenset[str]:
    if used.version == before:
        return frozenset()
    new = desk.lists.hashes(used.source, used.version)
    old = desk.lists.hashes(used.source, before) if before else {}
    return frozenset(ident for ident in {**old, **new} if old.get(ident) != new.get(ident))


def _engine() -> list[str | float]:
    return [SCORER.engine, SCORER.version, SCORER.thresholds.alert, SCORER.thresholds.show]


def _engine_of(run: ScreeningRunFields) -> list[str | float]:
    return [run.engine, run.engine_version, run.alert, run.show]


def _find_faults(planned: Planned) -> list[str]:
    unnamed = [
        f"{one.where} has no name that could be screened."
        for one in planned.subjects
        if not any(has_name(Query(name, Kind(one.kind))) for name in one.names)
    ]
    used = find_used_faults(planned.lists, planned.at.date(), planned.max_age_days)
    return [*used, *planned.left_out, *unnamed]


def _recall(work: Work, dossier: Dossier, match: MatchFields, now: datetime) -> MatchFields:
    """The match with the last judgement that another case has on the same party and entry, if any."""
    known = work.find_judgements(match.fingerprint, match.source, match.entity)
    others = [one for one in known if one.at <= now and _counts_here(work, dossier.case, one)]
    if not others:
        return match
    same = [one for one in others if is_same_basis(match, one)]
    last = max(same or others, key=lambda one: one.at)
    return match.model_copy(update={"recalled_case": last.case, "recalled_number": last.number})


def _counts_here(work: Work, case: CaseFields, judgement: JudgementFields) -> bool:
    """What was ruled in an exercise counts in exercises alone."""
    other = work.get(CaseFields, judgement.case)
    return other is not None and other.id != case.id and (case.is_exercise or not other.is_exercise)


def _event_of(run: ScreeningRunFields, matches: Sequence[MatchFields]) -> NamesScreened:
    lists = [
        {"source": one.source, "version": one.version, "date": one.list_date, "entries": one.entries}
        for one in run.lists
    ]
    return NamesScreened(
        run=run.number,
        scope=run.scope,
        engine=run.engine,
        engine_version=run.engine_version,
        alert=to_decimal(run.alert),
        show=to_decimal(run.show),
        index=run.index,
        lists=lists,
        names_screened=sum(len(one.names) for one in run.subjects),
        found=run.found,
        changed=run.changed,
        gone=run.gone,
        proves_nothing=len(run.faults),
        faults=run.faults,
        subjects=[one.model_dump(mode="json") for one in run.subjects],
        matches=[_to_entry(one) for one in matches],
    )


def _to_entry(match: MatchFields) -> dict[str, Any]:
    """What the log keeps of a match: both sides by their hashes, and how alike they are."""
    return {
        "id": match.id,
        "subject": match.subject,
        "name": match.subject_name,
        "source": match.source,
        "entity": match.entity,
        "fingerprint": match.fingerprint,
        "entity_hash": match.entity_hash,
        "score": to_decimal(match.score),
        "recalled": [match.recalled_case, match.recalled_number],
    }


def to_decimal(number: float) -> str:
    """A score as text, since the log and the record have no floats."""
    return f"{number:.4f}"
