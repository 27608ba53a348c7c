"""What people see of a case's matches: why each looks alike, what speaks against it, and what was ruled.

Plain values, for pages, the command line and JSON alike. Scores are text with four decimals.
"""

from collections.abc import Sequence
from typing import Any

from vetting.domain.dossier import Dossier
from vetting.domain.judgements import (
    REASONS,
    JudgementFields,
    Standing,
    StandingKind,
)
from vetting.domain.recusals import find_standing_judgement
from vetting.domain.screenings import MatchFields, MatchState, ScreeningRunFields
from vetting.screening.used_lists import why_used_not_clear
from vetting.usecases.desk import Desk
from vetting.usecases.listing import find_left_out
from vetting.usecases.screened import find_faults, newest_day
from vetting.usecases.screening import to_decimal


def view_matches(desk: Desk, case: str) -> dict[str, Any]:
    """The last screening of a case and all its matches; raises ``NotFound``."""
    with desk.read() as work:
        dossier = work.dossier(case)
        now = work.simulated_now(case) or desk.clock.now()
    return describe_screening(dossier, find_left_out(desk.lists.states(), now.date()))


def describe_screening(dossier: Dossier, left_out: Sequence[str] = ()) -> dict[str, Any]:
    """The last screening, each match with its standing, and the matches that wait to be judged first.

    ``left_out`` says which lists of the home are of a later day than the case. A screening says it itself; where there
    was none, since all of them are, it stands here.
    """
    matches = [describe_match(dossier, one) for one in dossier.matches]
    matches.sort(key=lambda one: not one["waits"])
    return {
        "case": dossier.case.id,
        "screening": _describe_run(dossier, dossier.screenings[-1]) if dossier.screenings else None,
        "left_out": [] if dossier.screenings else list(left_out),
        "waiting": sum(one["waits"] for one in matches),
        "matches": matches,
    }


def describe_match(dossier: Dossier, match: MatchFields) -> dict[str, Any]:
    """One match: both sides, what speaks for and against, how it stands, and every judgement of it."""
    standing = find_standing_judgement(dossier, match)
    stands = match.state is MatchState.STANDS
    return {
        "id": match.id,
        "seen": match.basis,
        "ours": {
            "id": match.subject,
            "where": match.subject_where,
            "name": match.subject_name,
            "birth_date": match.subject_birth_date,
            "countries": match.subject_countries,
        },
        "listed": _describe_entry(match),
        "score": to_decimal(match.score),
        "alert": match.alert,
        "alike": [one.sentence for one in match.reasons if one.points > 0],
        "unlike": [one.sentence for one in match.reasons if one.points <= 0],
        "state": match.state.value,
        "needs_second": match.leads_to_stop,
        "standing": standing.kind.value,
        "ruling": standing.verdict.value if standing.verdict else None,
        "waits": stands and standing.verdict is None,
        "sentence": to_standing_sentence(match, standing),
        "judgement": describe_judgement(standing.judgement) if standing.judgement else None,
        "history": [describe_judgement(one) for one in dossier.judgements if one.match == match.id],
    }


def describe_judgement(judgement: JudgementFields) -> dict[str, Any]:
    """One ruling: what, why, by whom and when, and in which case."""
    return {
        "case": judgement.case,
        "number": judgement.number,
        "verdict": judgement.verdict.value,
        "reason": judgement.reason_code,
        "reason_sentence": REASONS[judgement.verdict][judgement.reason_code],
        "text": judgement.text,
        "by": judgement.by,
        "second_by": judgement.second_by,
        "at": judgement.at.isoformat(),
        "score": to_decimal(judgement.score),
    }


def to_standing_sentence(match: MatchFields, standing: Standing) -> str:
    """How a match stands, in one sentence."""
    if match.state is MatchState.DELISTED:
        return f"The list {match.source} no longer has this entry."
    if match.state is MatchState.UNLIKE:
        return "With what is known by now the two no longer look alike."
    judgement = standing.judgement
    if judgement is None:
        return "Nobody has judged this match yet."
    return _WORDS[standing.kind].format(
        verdict=judgement.verdict.value, who=_who(judgement), on=judgement.at.date(), case=judgement.case
    )


_WORDS = {
    StandingKind.JUDGED: "Judged {verdict} by {who} on {on}.",
    StandingKind.RECALLED: "Judged {verdict} in the case {case} by {who} on {on}; neither side has changed since.",
    StandingKind.CHANGED_SINCE: (
        "Judged {verdict} in the case {case} by {who} on {on}, but one side has changed since. Judge it anew."
    ),
}


def _who(judgement: JudgementFields) -> str:
    return f"{judgement.by} with {judgement.second_by}" if judgement.second_by else judgement.by


def _describe_entry(match: MatchFields) -> dict[str, Any]:
    return {
        "list": match.source,
        "list_date": match.list_date,
        "list_version": match.list_version,
        "id": match.entity,
        "name": match.entity_name,
        "names": match.entity_names,
        "kind": match.entity_kind,
        "birth_dates": match.entity_birth_dates,
        "countries": match.entity_countries,
        "reference": match.entity_reference,
        "listed_on": match.entity_listed_on,
    }


def _describe_run(dossier: Dossier, run: ScreeningRunFields) -> dict[str, Any]:
    today = newest_day(dossier)
    return {
        "number": run.number,
        "at": run.at.isoformat(),
        "engine": run.engine,
        "engine_version": run.engine_version,
        "alert": to_decimal(run.alert),
        "show": to_decimal(run.show),
        "index": run.index,
        "subjects": [{"id": one.id, "where": one.where, "names": list(one.names)} for one in run.subjects],
        "lists": [
            {
                "list": one.source,
                "kind": one.kind.value,
                "date": one.list_date,
                "version": one.version,
                "entries": one.entries,
                "rejected": one.rejected,
                "fault": why_used_not_clear(one, today, run.max_age_days),
            }
            for one in run.lists
        ],
        "faults": find_faults(dossier),
    }
