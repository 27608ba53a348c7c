"""Stages, the steps that walk them, the statuses of a case, and who is owed the next move.

Every table here is literal, and tests prove that none leaves a member out.
"""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from sqlmodel import SQLModel

from vetting.domain.errors import Refusal
from vetting.domain.people import Role


class Stage(StrEnum):
    """The stages of the policy pack, in the order in which a case passes them."""

    INTAKE = "intake"
    ENTITY = "entity"
    EXCLUSION = "exclusion"
    SCREENING = "screening"
    SECTORS_CONTROVERSIES = "sectors_controversies"
    CONFLICT_OF_INTEREST = "conflict_of_interest"
    HUMAN_RIGHTS = "human_rights"
    DATA_TERMS = "data_terms"
    AGREEMENT_TERMS = "agreement_terms"
    TECHNOLOGY = "technology"
    CONSULTATION = "consultation"
    RIGHT_OF_REPLY = "right_of_reply"
    DECISION = "decision"
    PUBLICATION = "publication"
    MONITORING = "monitoring"
    AUDIT = "audit"


class Step(StrEnum):
    """One unit of work of an advance; each but ``intake`` is one task of the flow."""

    INTAKE = "intake"
    SCREENING = "screening"
    CONFLICT_OF_INTEREST = "conflict_of_interest"
    HUMAN_RIGHTS = "human_rights"
    DATA_TERMS = "data_terms"
    TECHNOLOGY = "technology"
    CONSULTATION = "consultation"
    RIGHT_OF_REPLY = "right_of_reply"
    DECISION = "decision"
    RECORD = "record"


STAGES_OF_STEP: Mapping[Step, tuple[Stage, ...]] = {
    Step.INTAKE: (Stage.INTAKE, Stage.ENTITY),
    Step.SCREENING: (Stage.EXCLUSION, Stage.SCREENING, Stage.SECTORS_CONTROVERSIES),
    Step.CONFLICT_OF_INTEREST: (Stage.CONFLICT_OF_INTEREST,),
    Step.HUMAN_RIGHTS: (Stage.HUMAN_RIGHTS,),
    Step.DATA_TERMS: (Stage.DATA_TERMS, Stage.AGREEMENT_TERMS),
    Step.TECHNOLOGY: (Stage.TECHNOLOGY,),
    Step.CONSULTATION: (Stage.CONSULTATION,),
    Step.RIGHT_OF_REPLY: (Stage.RIGHT_OF_REPLY,),
    Step.DECISION: (Stage.DECISION,),
    Step.RECORD: (Stage.PUBLICATION, Stage.MONITORING, Stage.AUDIT),
}

OWNER_OF_STAGE: Mapping[Stage, Role] = {
    Stage.INTAKE: Role.FOCAL_POINT,
    Stage.ENTITY: Role.FOCAL_POINT,
    Stage.EXCLUSION: Role.FOCAL_POINT,
    Stage.SCREENING: Role.FOCAL_POINT,
    Stage.SECTORS_CONTROVERSIES: Role.HR_ADVISER,
    Stage.CONFLICT_OF_INTEREST: Role.ETHICS,
    Stage.HUMAN_RIGHTS: Role.HR_ADVISER,
    Stage.DATA_TERMS: Role.DPO,
    Stage.AGREEMENT_TERMS: Role.LEGAL,
    Stage.TECHNOLOGY: Role.HR_ADVISER,
    Stage.CONSULTATION: Role.CONSULTATION_OFFICER,
    Stage.RIGHT_OF_REPLY: Role.FOCAL_POINT,
    Stage.DECISION: Role.HEAD_OF_OFFICE,
    Stage.PUBLICATION: Role.FOCAL_POINT,
    Stage.MONITORING: Role.FOCAL_POINT,
    Stage.AUDIT: Role.AUDITOR,
}


class StageStatus(StrEnum):
    """How far a stage has come."""

    COMPLETE = "complete"
    INCOMPLETE = "incomplete"
    NOT_ASKED = "not_asked"


class CaseStatus(StrEnum):
    """Where a case stands."""

    TRIAGE = "triage"
    UNDER_REVIEW = "under_review"
    DECIDED = "decided"
    MONITORED = "monitored"
    ENDED = "ended"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


TRANSITIONS: Mapping[CaseStatus, frozenset[CaseStatus]] = {
    CaseStatus.TRIAGE: frozenset(
        {CaseStatus.UNDER_REVIEW, CaseStatus.DECIDED, CaseStatus.WITHDRAWN, CaseStatus.LAPSED}
    ),
    CaseStatus.UNDER_REVIEW: frozenset({CaseStatus.DECIDED, CaseStatus.WITHDRAWN, CaseStatus.LAPSED}),
    CaseStatus.DECIDED: frozenset(
        {CaseStatus.UNDER_REVIEW, CaseStatus.MONITORED, CaseStatus.ENDED, CaseStatus.WITHDRAWN}
    ),
    CaseStatus.MONITORED: frozenset({CaseStatus.UNDER_REVIEW, CaseStatus.ENDED}),
    CaseStatus.ENDED: frozenset(),
    CaseStatus.WITHDRAWN: frozenset(),
    CaseStatus.LAPSED: frozenset({CaseStatus.UNDER_REVIEW}),
}

OWNER_OF_STATUS: Mapping[CaseStatus, Role | None] = {
    CaseStatus.TRIAGE: Role.FOCAL_POINT,
    CaseStatus.UNDER_REVIEW: Role.FOCAL_POINT,
    CaseStatus.DECIDED: Role.FOCAL_POINT,
    CaseStatus.MONITORED: Role.FOCAL_POINT,
    CaseStatus.ENDED: None,
    CaseStatus.WITHDRAWN: None,
    CaseStatus.LAPSED: Role.FOCAL_POINT,
}
"""Who is owed the next move; ``None`` where the case has come to its end."""


def is_closed(status: CaseStatus) -> bool:
    """Whether a case of this status is over for good: nothing more is entered or awaited."""
    return not TRANSITIONS[status]


def why_not_move(status: CaseStatus, to: CaseStatus) -> Refusal | None:
    """Why a case cannot go from one status to another, if so."""
    if to in TRANSITIONS[status]:
        return None
    return Refusal("no_such_move", {"status": status.value, "to": to.value})


def step_of_stage(stage: Stage) -> Step:
    """The step in which a stage is walked."""
    return next(step for step, stages in STAGES_OF_STEP.items() if stage in stages)


class StepFields(SQLModel):
    """One finished step: what it read (by hash) and how its stages stood."""

    case: str
    step: Step
    number: int  # counts the runs of this step on this case, from 1
    inputs: str  # sha256 of what the step read; it is due again when this would change
    stages: dict[str, str]  # stage → StageStatus
    facts_hash: str
    finished_at: datetime
