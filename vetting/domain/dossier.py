"""A dossier: everything that is true of one case, read once, for rules and documents alike."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from vetting.domain.answers import AnswerFields
from vetting.domain.case import CaseFields
from vetting.domain.clause_links import ClauseLinkFields
from vetting.domain.consultation import PointFields, SubmissionFields
from vetting.domain.contests import ContestFields
from vetting.domain.decisions import ConditionFields, DecisionFields, VoteFields
from vetting.domain.evidence import EvidenceFields
from vetting.domain.findings import FindingFields
from vetting.domain.gates import GateFields
from vetting.domain.granted_exceptions import ExceptionFields
from vetting.domain.interests import DeclarationFields
from vetting.domain.judgements import JudgementFields
from vetting.domain.letters import LetterDraftFields
from vetting.domain.owners import OwnershipFields
from vetting.domain.parties import PartyFields
from vetting.domain.people import PersonFields
from vetting.domain.replies import (
    CorrectionFields,
    LetterFields,
    ReplyAssessmentFields,
    ReplyCommentFields,
)
from vetting.domain.reviews import ReviewFields
from vetting.domain.rounds import RoundFields
from vetting.domain.screenings import MatchFields, ScreeningRunFields
from vetting.domain.signatures import VoidedSignatureFields
from vetting.domain.stages import CaseStatus, StepFields
from vetting.domain.terms import TermsFields
from vetting.domain.triage import TriageSignatureFields
from vetting.domain.waiting_acts import WaitingActFields


@dataclass(frozen=True)
class LogLine:
    """One entry of the log as a reader sees it: number, time, event, who, open fields."""

    index: int  # place in the instance's log, from 0
    case_seq: int  # place in the case's own chain, from 1
    at: str  # ISO 8601, UTC
    event: str
    by: str
    leaf_hash: str  # hex
    fields: dict[str, object]  # the open fields


@dataclass(frozen=True)
class Dossier:
    """One case with all its parts, each list in the order in which it was filed."""

    case: CaseFields
    parties: list[PartyFields] = field(default_factory=list)
    ownership: list[OwnershipFields] = field(default_factory=list)
    people: list[PersonFields] = field(default_factory=list)
    declarations: list[DeclarationFields] = field(default_factory=list)  # the newest version of each
    earlier_declarations: list[DeclarationFields] = field(default_factory=list)  # versions replaced since
    evidence: list[EvidenceFields] = field(default_factory=list)
    answers: list[AnswerFields] = field(default_factory=list)
    reviews: list[ReviewFields] = field(default_factory=list)
    contests: list[ContestFields] = field(default_factory=list)
    triage_signatures: list[TriageSignatureFields] = field(default_factory=list)  # the last one may hold
    exceptions: list[ExceptionFields] = field(default_factory=list)
    screenings: list[ScreeningRunFields] = field(default_factory=list)
    matches: list[MatchFields] = field(default_factory=list)
    judgements: list[JudgementFields] = field(default_factory=list)  # of this case; the last of a match holds
    recalled: list[JudgementFields] = field(
        default_factory=list
    )  # of other cases, named by this one's matches
    terms: list[TermsFields] = field(default_factory=list)
    clause_links: list[ClauseLinkFields] = field(default_factory=list)
    rounds: list[RoundFields] = field(default_factory=list)
    submissions: list[SubmissionFields] = field(default_factory=list)
    points: list[PointFields] = field(default_factory=list)
    letters: list[LetterFields] = field(default_factory=list)
    letter_drafts: list[LetterDraftFields] = field(
        default_factory=list
    )  # of letters not sent, and of those sent
    assessments: list[ReplyAssessmentFields] = field(default_factory=list)
    corrections: list[CorrectionFields] = field(default_factory=list)
    reply_comments: list[ReplyCommentFields] = field(default_factory=list)
    votes: list[VoteFields] = field(default_factory=list)
    voided: list[VoidedSignatureFields] = field(default_factory=list)
    waiting: list[WaitingActFields] = field(default_factory=list)  # acts that wait, or waited, for signatures
    decision: DecisionFields | None = None
    conditions: list[ConditionFields] = field(default_factory=list)
    gates: list[GateFields] = field(default_factory=list)
    steps: list[StepFields] = field(default_factory=list)
    findings: list[FindingFields] = field(default_factory=list)
    log: list[LogLine] = field(default_factory=list)

    def standing(self) -> "Dossier":
        """The dossier with what a reopening set aside left out: the decision, its conditions, its votes."""
        if self.case.status in (CaseStatus.TRIAGE, CaseStatus.UNDER_REVIEW):
            decision, conditions = None, list[ConditionFields]()
        else:
            decision = self.decision
            conditions = [one for one in self.conditions if decision and one.set_at == decision.decided_at]
        since = self._reopened_at()
        votes = [vote for vote in self.votes if since is None or vote.cast_at > since]
        return replace(self, decision=decision, conditions=conditions, votes=votes)

    def _reopened_at(self) -> datetime | None:
        """When the case was last taken up again after a decision."""
        moved = [
            line
            for line in self.log
            if line.event == "CaseMoved"
            and line.fields["to"] == CaseStatus.UNDER_REVIEW.value
            and line.fields["status"] != CaseStatus.TRIAGE.value
        ]
        return datetime.fromisoformat(moved[-1].at) if moved else None
