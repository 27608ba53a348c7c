"""Commands of consultation rounds, and of what comes in through the public pages."""

from datetime import datetime

from pydantic import ConfigDict, Field

from vetting.domain.commands import Command
from vetting.domain.consultation import SubmissionMode


class PublishNotice(Command):
    """Announce a round of consultation with its notice; nobody shortens its time afterwards."""

    round: int = Field(default=1, ge=1, le=99)
    opens_at: datetime
    closes_at: datetime
    languages: list[str] = Field(min_length=1)
    notice: dict[str, dict[str, str]]
    questions: dict[str, dict[str, str]]
    terms: str | None = None
    terms_withheld: str = ""
    terms_reviewer: str = ""
    documents: list[str] = Field(default_factory=list)


class AmendNotice(Command):
    """Amend the notice of a round, and say what changed."""

    round: int
    what: str
    substantive: bool = True
    notice: dict[str, dict[str, str]] = Field(default_factory=dict)
    questions: dict[str, dict[str, str]] = Field(default_factory=dict)


class ExtendRound(Command):
    """Let a round close later."""

    round: int
    closes_at: datetime
    reason: str


class LodgeSubmission(Command):
    """Take a submission from the public pages; what is confidential is sealed before this is made."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    submission: str
    lookup: str
    round: int
    begun_at: datetime
    mode: SubmissionMode
    group: str = "prefer_not_to_say"
    language: str = "und"
    region: str = ""
    submitter: str = ""
    parts: dict[str, str] = Field(default_factory=dict)
    sealed: bytes | None = None
    identity: str | None = None
    sealed_identity: bytes | None = None


class AttachFile(Command):
    """Add a file to a submission; it is rebuilt and sealed before this is made."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    submission: str
    file: str
    begun_at: datetime
    sealed: bytes


class ContestPoint(Command):
    """Contest what became of a point of one's own submission; the words are sealed before this is made."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    submission: str
    point: str
    file: str
    sealed: bytes


class WithdrawSubmission(Command):
    """Take a submission back before it is published; its content is erased."""

    submission: str


class ModerateSubmission(Command):
    """Publish a public submission, or decline to, with a reason that its submitter is told."""

    submission: str
    publish: bool
    reason: str = ""


class UnsealSubmission(Command):
    """Open the sealed part of a submission, or one of its files, for one look, with a reason that auditors can read."""

    submission: str
    reason: str
    file: str | None = None


RoundCommand = (
    PublishNotice
    | AmendNotice
    | ExtendRound
    | LodgeSubmission
    | AttachFile
    | ContestPoint
    | WithdrawSubmission
    | ModerateSubmission
    | UnsealSubmission
)
