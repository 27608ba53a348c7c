"""Judging: one person, or two, rule on a match."""

from vetting.domain.commands import JudgeMatch
from vetting.domain.decisions import why_not_vote
from vetting.domain.dossier import Dossier
from vetting.domain.errors import Refusal, Refused
from vetting.domain.judgements import JudgementFields, why_not_judge
from vetting.domain.party_events import MatchJudged
from vetting.domain.permissions import why_not_send
from vetting.domain.recusals import find_standing_judgement
from vetting.domain.screenings import MatchFields
from vetting.usecases.desk import Desk, act_of, fields_of
from vetting.usecases.intake import require_person
from vetting.usecases.ports import Work
from vetting.usecases.screening import to_decimal


def judge_match(_: Desk, work: Work, command: JudgeMatch) -> None:
    """Rule on a match; the ruling is bound to both sides as they are now."""
    match = require_match(work, command.case, command.match)
    dossier = work.dossier(command.case)
    judgement = JudgementFields(
        **fields_of(command, JudgementFields),
        number=len(dossier.judgements) + 1,
        by=command.by,
        at=command.at,
        fingerprint=match.fingerprint,
        source=match.source,
        entity=match.entity,
        entity_hash=match.entity_hash,
        score=match.score,
    )
    refusal = _why_not_as_seen(match, command) or why_not_judge(match, judgement)
    refusal = refusal or _why_not_after_decision(dossier, match) or _why_not_signed(work, dossier, command)
    if refusal:
        raise Refused(refusal)
    work.keep(act_of(command), _event_of(judgement, match), judgement)


def require_match(work: Work, case: str, match: str) -> MatchFields:
    """The match; refused where the case has none of this id."""
    found = work.get(MatchFields, case, match)
    if found is None:
        raise Refused(Refusal("unknown_match", {"match": match, "case": case}))
    return found


def _why_not_as_seen(match: MatchFields, command: JudgeMatch) -> Refusal | None:
    """Whoever looked at other facts than those that are compared now looks again."""
    if command.seen in ("", match.basis):
        return None
    return Refusal("match_changed", {"match": match.id, "source": match.source})


def _why_not_after_decision(dossier: Dossier, match: MatchFields) -> Refusal | None:
    """What a decision rested on is not ruled on again without reopening; what came later may be."""
    standing = find_standing_judgement(dossier, match)
    decision = dossier.decision
    if decision is None or standing.verdict is None or standing.judgement is None:
        return None
    if standing.judgement.at > decision.decided_at:
        return None
    return Refusal("case_decided", {"act": "JudgeMatch"})


def _why_not_signed(work: Work, dossier: Dossier, command: JudgeMatch) -> Refusal | None:
    """Both who sign may judge, have declared, and have no open conflict."""
    for ident in (command.by, command.second_by):
        if ident is None:
            continue
        person = require_person(work, command.case, ident)
        refusal = why_not_send(command, person)
        refusal = refusal or why_not_vote(person, dossier.declarations, command.at.date())
        if refusal:
            return refusal
    return None


def _event_of(judgement: JudgementFields, match: MatchFields) -> MatchJudged:
    return MatchJudged(
        match=match.id,
        number=judgement.number,
        verdict=judgement.verdict.value,
        reason_code=judgement.reason_code,
        second_by=judgement.second_by,
        text=judgement.text,
        basis=match.basis,
        score=to_decimal(match.score),
    )
