"""What the system's own screenings answer: which lists, which matches, and whether "no match" says anything.

- SCR-01 has a row for each version of the UN list, SCR-02 one for each other list, where there is one.
- SCR-03 has a row for each match that stands, without a ruling until a person gave one that still holds.
- SCR-04 is yes as soon as a list failed, is empty, broken off or too old on the day of the case's newest act.
- A search that proves nothing and found nothing leaves SCR-03 unanswered: it is never "no match".
- SCR-05 is yes: every change of a list is compared with the names of each open case and each live partnership.
- Where a match of the company, its group or its owners was ruled true, EXC-04 (the UN list) or EXC-05 (debarment) is
  found: nobody answers that nothing was located beside such a ruling.
- EXC-04 is found as well where parties ruled to be on the UN list certainly own half or more of the company together, or
  certainly control it, by the newest reading of its owners.
- MON-03 is yes where a screening after the decision brought up a match that nobody ruled false. It is never no: what
  else may have happened, no screening sees.
"""

from datetime import date
from typing import Any

from vetting.domain.dossier import Dossier
from vetting.domain.judgements import Verdict
from vetting.domain.listed import find_listed_parties, find_true_matches
from vetting.domain.owners import OwnershipFields
from vetting.domain.parties import PartyRole
from vetting.domain.recusals import find_standing_judgement
from vetting.domain.screenings import (
    ListKind,
    ListUsed,
    MatchFields,
    ScreeningRunFields,
    Subject,
    find_standing_matches,
)
from vetting.domain.triggers import find_triggers
from vetting.screening.ownership_listed import take_together
from vetting.screening.used_lists import find_used_faults

OF_SCREENINGS = frozenset({"SCR-01", "SCR-03", "SCR-04", "SCR-05"})
OF_OTHER_LISTS, TRIGGER = "SCR-02", "MON-03"
EXCLUSION_OF = {ListKind.UN_SANCTIONS: "EXC-04", ListKind.DEBARMENT: "EXC-05"}
OF_THE_GROUP = frozenset(
    {PartyRole.PROSPECT, PartyRole.PARENT, PartyRole.SUBSIDIARY, PartyRole.AFFILIATE, PartyRole.OWNER}
)
ROWS_OF_THE_GROUP = frozenset({"ENT-01", "ENT-02", "ENT-03"})
MOST_KEPT = 256
_CERTAIN: dict[tuple[object, ...], bool] = {}
"""Whether listed parties certainly hold the party of a reading, by the file, its day and what is known of them."""
_RULINGS = {
    Verdict.TRUE: "true_match",
    Verdict.FALSE: "false_match",
    Verdict.UNDECIDED: "undecided",
}


def answer_from_screenings(dossier: Dossier) -> dict[str, Any]:
    """The values of the rows that screenings answer; nothing where the case was never screened."""
    if not dossier.screenings:
        return {}
    run = dossier.screenings[-1]
    faults = find_faults(dossier)
    un, others = _split_lists(run)
    values: dict[str, Any] = {
        "SCR-01": [_list_row(dossier, run, one) for one in un],
        "SCR-04": "yes" if faults else "no",
        "SCR-05": "yes",
    }
    rows = [_match_row(dossier, one) for one in find_standing_matches(dossier.matches)]
    if rows or not faults:
        values["SCR-03"] = rows
    if others:
        values[OF_OTHER_LISTS] = [_list_row(dossier, run, one) for one in others]
    values |= dict.fromkeys(_find_exclusions(dossier), "found")
    return values | dict.fromkeys(_find_triggered(dossier), "yes")


def rows_of_screenings(dossier: Dossier) -> frozenset[str]:
    """The rows that the system alone answers in this case, since it screened."""
    if not dossier.screenings:
        return frozenset()
    _, others = _split_lists(dossier.screenings[-1])
    seen = _find_exclusions(dossier) | _find_triggered(dossier)
    return OF_SCREENINGS | seen | ({OF_OTHER_LISTS} if others else frozenset())


def find_faults(dossier: Dossier) -> list[str]:
    """Why an empty result of the last screening proves nothing, on the day of the newest act; none where it does."""
    if not dossier.screenings:
        return []
    run = dossier.screenings[-1]
    later = find_used_faults(run.lists, newest_day(dossier), run.max_age_days)
    unnamed = [
        fault
        for fault in run.faults
        if fault not in find_used_faults(run.lists, run.at.date(), run.max_age_days)
    ]
    return [*later, *unnamed]


def newest_day(dossier: Dossier) -> date:
    """The day of the newest act in the case, or of the decision proposed."""
    days = [date.fromisoformat(line.at[:10]) for line in dossier.log]
    days += [one.at.date() for one in dossier.screenings]
    return max([*days, dossier.decision.decided_at.date()] if dossier.decision else days)


def _split_lists(run: ScreeningRunFields) -> tuple[list[ListUsed], list[ListUsed]]:
    """The versions of the UN list, and those of the others; a list without entries is none."""
    used = [one for one in run.lists if one.entries]
    return (
        [one for one in used if one.kind is ListKind.UN_SANCTIONS],
        [one for one in used if one.kind is not ListKind.UN_SANCTIONS],
    )


def _list_row(dossier: Dossier, run: ScreeningRunFields, used: ListUsed) -> dict[str, Any]:
    matches = [one for one in find_standing_matches(dossier.matches) if one.source == used.source]
    row = {
        "list": used.source,
        "version": used.version[:16],
        "entries": used.entries,
        "names_screened": sum(len(one.names) for one in run.subjects),
        "matches": len(matches),
    }
    return row | ({"list_date": used.list_date[:10]} if used.list_date else {})


def _find_exclusions(dossier: Dossier) -> frozenset[str]:
    """The exclusion rows that a ruling "true" on the company, its group or its owners answers."""
    ruled = find_true_matches(dossier, EXCLUSION_OF)
    found = {EXCLUSION_OF[one.list_kind] for one in ruled if _is_of_the_group(dossier, one)}
    return frozenset(
        found | ({EXCLUSION_OF[ListKind.UN_SANCTIONS]} if _is_held_by_listed(dossier) else set())
    )


def _find_triggered(dossier: Dossier) -> frozenset[str]:
    return frozenset({TRIGGER} if find_triggers(dossier) else ())


def _is_held_by_listed(dossier: Dossier) -> bool:
    """Whether parties ruled to be on the UN list certainly own half of the company together, or control it."""
    listed = find_listed_parties(dossier, (ListKind.UN_SANCTIONS,))
    own = [one for one in dossier.ownership if one.party == dossier.case.prospect]
    newest = max(own, key=lambda one: (one.as_of, one.stored_at), default=None)
    return bool(listed) and newest is not None and _is_certain(newest, tuple(listed))


def _is_certain(reading: OwnershipFields, listed: tuple[Subject, ...]) -> bool:
    """Asked at every look at the case: with 5,000 owners it takes a third of a second, so answers are kept."""
    question = (reading.sha256, reading.as_of, reading.told["target"], listed)
    known = _CERTAIN.get(question)
    if known is None:
        known = take_together(reading.told, listed).is_certain
        if len(_CERTAIN) >= MOST_KEPT:
            _CERTAIN.clear()
        _CERTAIN[question] = known
    return known


def _is_of_the_group(dossier: Dossier, match: MatchFields) -> bool:
    roles = {one.role for one in dossier.parties if one.id == match.subject}
    return bool(roles & OF_THE_GROUP) or bool(ROWS_OF_THE_GROUP & set(match.subject_where.split(", ")))


def _match_row(dossier: Dossier, match: MatchFields) -> dict[str, str]:
    standing = find_standing_judgement(dossier, match)
    row = {"name": match.subject_name, "list": match.source}
    judgement = standing.judgement
    if standing.verdict is None or judgement is None:
        return row
    return row | {"ruling": _RULINGS[standing.verdict], "reason": judgement.text, "reviewer": judgement.by}
