"""What a changed draft undoes: links to the clauses of the one before, and the decision that was bound to its hash."""

from vetting.domain.answer_events import ClauseLinksVoided
from vetting.domain.case_events import CaseMoved, DecisionReopened
from vetting.domain.clause_links import find_standing_links
from vetting.domain.decisions import DecisionFields
from vetting.domain.dossier import Dossier
from vetting.domain.stages import CaseStatus
from vetting.domain.terms import TermsFields
from vetting.usecases.kept import Act
from vetting.usecases.ports import Work


def void_by_draft(work: Work, act: Act, before: Dossier, draft: TermsFields) -> None:
    """Void what was said about another text; ``before`` is the case without the new draft."""
    links = find_standing_links(before.clause_links, before.terms)
    if links and before.terms[-1].sha256 != draft.sha256:
        voided = ClauseLinksVoided(terms=draft.id, sha256=draft.sha256, criteria=sorted(links))
        work.keep(_follow(act, "links-voided"), voided)
    decision = before.decision
    if decision is not None and decision.terms_sha256 != draft.sha256:
        _reopen(work, act, before, decision, draft)


def _reopen(work: Work, act: Act, before: Dossier, decision: DecisionFields, draft: TermsFields) -> None:
    told = DecisionReopened(outcome=decision.outcome.value, decided_by=decision.decided_by, signatures=[])
    work.keep(_follow(act, "decision-voided"), told)
    moved = CaseMoved(
        status=before.case.status.value,
        to=CaseStatus.UNDER_REVIEW.value,
        reason=f"The draft {draft.id} is not the text that the decision was bound to.",
    )
    changes = {"status": CaseStatus.UNDER_REVIEW, "record_wanted_at": act.at}
    work.keep(_follow(act, "taken-up-again"), moved, before.case.model_copy(update=changes))


def _follow(act: Act, what: str) -> Act:
    return Act(f"{act.id}/{what}", act.case, act.by, act.at)
