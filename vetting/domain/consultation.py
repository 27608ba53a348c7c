"""Consultation: submissions, their points, and what became of each point.

- Every point reaches a disposition with a reason that its submitter can see.
- Heads are not counted; a point of one person weighs like a point of many.
"""

from datetime import datetime
from enum import StrEnum

from sqlmodel import Field, SQLModel

from vetting.domain.errors import Refusal


class SubmissionMode(StrEnum):
    """How much of a submission may be seen, by the submitter's choice."""

    PUBLIC = "public"
    CONFIDENTIAL = "confidential"
    ANONYMOUS = "anonymous"


class SubmissionState(StrEnum):
    """How far a submission has come."""

    RECEIVED = "received"
    PUBLISHED = "published"
    DECLINED = "declined"  # not published, with the reason its submitter is told
    WITHDRAWN = "withdrawn"


class SubmissionFields(SQLModel):
    """One submission as received. What its submitter keeps confidential is sealed, and not here."""

    case: str
    id: str = Field(min_length=1, max_length=40)
    mode: SubmissionMode
    group: str = "prefer_not_to_say"  # an item of the pack's list stakeholder_groups
    language: str = "und"  # BCP 47
    submitter: str = ""  # protected unless public
    text: str = ""  # protected unless public
    evidence: list[str] = Field(default_factory=list)
    received_at: datetime  # of one that came through the public pages: the week, nothing finer
    round: int = 0  # 0 where the office entered it
    region: str = ""  # coarse, and only where the submitter says so
    parts: dict[str, str] = Field(default_factory=dict)  # what may be published: question → text
    files: list[str] = Field(default_factory=list)  # ids of files that were added, each sealed
    state: SubmissionState = SubmissionState.RECEIVED
    state_reason: str = ""


class Disposition(StrEnum):
    """What became of a point (the pack's list ``dispositions``)."""

    ACCEPTED = "accepted"
    PARTLY_ACCEPTED = "partly_accepted"
    NOT_ACCEPTED = "not_accepted"
    OUT_OF_SCOPE = "out_of_scope"
    ALREADY_COVERED = "already_covered"
    NEEDS_ASSESSMENT = "needs_assessment"


class PointFields(SQLModel):
    """One point of a submission, in the office's own words, and its treatment."""

    case: str
    id: str = Field(min_length=1, max_length=40)
    submission: str
    text: str = Field(min_length=1)
    criteria: list[str] = Field(default_factory=list)
    material: bool = True
    disposition: Disposition | None = None
    reason: str = ""
    changed: str = ""  # what the point changed: a condition, an answer, the decision
    disposed_by: str | None = None
    disposed_at: datetime | None = None
    before: dict[str, str] = Field(
        default_factory=dict
    )  # disposition and reason that its submitter contested
    released_by: str | None = None  # who gave leave to put it to the company although few made it


def why_not_publish_submission(submission: SubmissionFields) -> Refusal | None:
    """Why this submission cannot be published or declined, if so."""
    if submission.state is not SubmissionState.RECEIVED:
        return Refusal("submission_settled", {"submission": submission.id, "state": submission.state.value})
    if submission.mode is not SubmissionMode.PUBLIC:
        return Refusal("submission_protected", {"submission": submission.id})
    return None


def why_not_withdraw(submission: SubmissionFields) -> Refusal | None:
    """Why its submitter cannot take it back any more, if so."""
    if submission.state is SubmissionState.PUBLISHED:
        return Refusal("submission_published", {})
    if submission.state is SubmissionState.WITHDRAWN:
        return Refusal("submission_withdrawn", {})
    return None


def is_shown(submission: SubmissionFields) -> bool:
    """Whether its text may be shown to everyone."""
    is_open = submission.mode is SubmissionMode.PUBLIC
    return is_open and (submission.round == 0 or submission.state is SubmissionState.PUBLISHED)


def why_not_dispose(point: PointFields, reason: str) -> Refusal | None:
    """Why a point cannot get its disposition with this reason, if so."""
    if point.disposition is not None:
        return Refusal("point_disposed", {"point": point.id})
    if not reason.strip():
        return Refusal("disposition_without_reason", {"point": point.id})
    return None


def why_not_contest_point(point: PointFields, text: str) -> Refusal | None:
    """Why its submitter cannot contest what became of a point with these words, if so."""
    if point.before:
        return Refusal("point_contested")
    if point.disposition is None:
        return Refusal("point_waits")
    if not text.strip():
        return Refusal("point_contest_empty")
    return None


def find_undisposed(points: list[PointFields]) -> list[PointFields]:
    """The points that still wait for a disposition."""
    return [point for point in points if point.disposition is None]
