"""Commands of the right of reply beside sending a letter and entering a reply that came on paper."""

from datetime import date

from pydantic import ConfigDict, Field

from vetting.domain.attachments import MOST_FILES
from vetting.domain.commands import Command
from vetting.domain.letters import LetterQuestion
from vetting.domain.replies import Assessment, GivenAnswer, ReplyFile


class DraftLetter(Command):
    """Write a letter, or change the one that waits to be sent; a second person sends it."""

    letter: str = Field(min_length=1, max_length=40)
    party: str = ""  # by default the prospect
    reference: str = Field(default="", max_length=200)
    opening: str = Field(default="", max_length=8000)
    questions: list[LetterQuestion] = Field(max_length=40)
    interim: str = Field(default="", max_length=4000)


class ReleasePoint(Command):
    """Give leave to put a point of the consultation to the company, although few made it."""

    point: str
    reason: str


class IssueReplyLink(Command):
    """Make the sealed link of a letter; a link made before it opens nothing any more."""

    letter: str
    lookup: str = Field(min_length=64, max_length=64)


class LodgeReply(Command):
    """Take the company's answers through the sealed link."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    letter: str
    lookup: str
    answers: list[GivenAnswer]
    files: list[ReplyFile] = Field(default_factory=list, max_length=MOST_FILES)  # held before this is sent
    reply_sha256: str = (
        ""  # of the answers; where a secret is among them, bound to the link (``reply_links``)
    )


class UnsealReply(Command):
    """Open the trade secrets of a reply for one look, with a reason that auditors can read."""

    letter: str
    reason: str


class ExtendReply(Command):
    """Give the company longer to answer: once, for a reason."""

    letter: str
    due: date
    reason: str


class AssessReply(Command):
    """Say how one answer stands to its question, and whether its evidence was checked."""

    letter: str
    number: int
    assessment: Assessment
    reason: str
    evidence_checked: bool = False


class AskCorrection(Command):
    """Enter a correction of fact that the company asks for."""

    correction: str = Field(min_length=1, max_length=40)
    letter: str
    passage: str = Field(min_length=1, max_length=8000)
    asked: str = Field(min_length=1, max_length=8000)


class SettleCorrection(Command):
    """Accept a correction with the text that stands from now on, or refuse it with the reason."""

    correction: str
    accepted: bool
    corrected: str = ""
    reason: str = ""


class CommentOnReply(Command):
    """Take a submitter's comment on a reply; what was given in confidence is sealed before this is made."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    comment: str
    letter: str
    submission: str
    text: str = Field(default="", max_length=20_000)
    sealed: bytes | None = None


ReplyCommand = (
    DraftLetter
    | ReleasePoint
    | IssueReplyLink
    | LodgeReply
    | UnsealReply
    | ExtendReply
    | AssessReply
    | AskCorrection
    | SettleCorrection
    | CommentOnReply
)
