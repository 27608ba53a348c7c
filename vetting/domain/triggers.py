"""What the system saw happen to a live partnership since its last decision, that opens the file again (MON-03).

- A listing: a match that a screening after the decision found, or whose listed side changed since somebody judged it,
  that stands, and that nobody ruled false. What changed on the case's side alone is no listing.
  A register of companies is no measure against anyone, and no trigger.
- The system sees what screening again tells it. It never says that nothing happened: controversies, laws and complaints
  reach the file through people.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from vetting.domain.decisions import APPROVALS
from vetting.domain.dossier import Dossier
from vetting.domain.judgements import Verdict, last_judgement
from vetting.domain.recusals import find_standing_judgement
from vetting.domain.screenings import ListKind, MatchFields, ScreeningRunFields, find_standing_matches
from vetting.domain.stages import CaseStatus

LISTING = "listing"


@dataclass(frozen=True)
class Trigger:
    """One event of MON-03 that opens the file again: what it is about, and in which screening it was seen."""

    event: str
    match: str
    screening: int
    seen_at: datetime
    source: str  # the list
    ruling: Verdict | None


def find_triggers(dossier: Dossier) -> list[Trigger]:
    """The triggers seen since the decision, by match; none where no partnership lives."""
    decision = dossier.decision
    is_decided = dossier.case.status in (CaseStatus.DECIDED, CaseStatus.MONITORED)
    if decision is None or not is_decided or decision.outcome not in APPROVALS:
        return []
    later = [one for one in dossier.screenings if one.at > decision.decided_at]
    return [
        found
        for match in find_standing_matches(dossier.matches)
        for found in _listings(dossier, match, later)
    ]


def _listings(dossier: Dossier, match: MatchFields, later: list[ScreeningRunFields]) -> Iterator[Trigger]:
    last = last_judgement(match, dossier.judgements)
    is_relisted = last is None or last.entity_hash != match.entity_hash
    runs = [one for one in later if match.id in one.found or (is_relisted and match.id in one.changed)]
    ruling = find_standing_judgement(dossier, match).verdict
    if runs and ruling is not Verdict.FALSE and match.list_kind is not ListKind.REGISTER:
        yield Trigger(LISTING, match.id, runs[-1].number, runs[-1].at, match.source, ruling)
