"""The right of reply in a file: letters and their drafts, replies, more time, assessments, corrections."""

from pydantic import Field

from vetting.domain.replies import Assessment, ReplyState
from vetting.usecases.casefile.base import Item, Section
from vetting.usecases.casefile.scalars import Day, Ident, Text


class Reply(Item):
    """The company's reply to a letter, or its silence."""

    state: ReplyState = Field(description="full, in_part, late or absent.")
    replies: list[str] = Field(default=[], description='One for each question; "" where there is none.')
    summaries: list[str] = Field(
        default=[],
        description='Of an answer with a trade secret the public summary; "" for the others. Its text is sealed to the '
        "officers' keys; without one, it is not kept.",
    )
    evidence: list[Ident] = Field(default=[], description="The papers of the reply.")


class Letter(Item):
    """A letter to the company with facts and numbered questions, or the draft of this id as it goes out."""

    party: str = Field("", description="To whom; by default the prospect, or whom the draft names.")
    reference: str = Field("", description="Its reference number.")
    due: Day = Field(description="The day by which a reply is asked for.")
    findings: list[Ident] = Field(default=[], description="The criteria it asks about.")
    facts: str = Field("", description="The facts it states, without prejudging.")
    questions: list[Text] = Field(
        default=[], description="Its questions, in order; none where a draft waits."
    )
    sources: list[str] = Field(
        default=[], description="The published evidence that its facts rest on; a draft names its own."
    )
    seen: str = Field("", description="The hash of the draft as it was read before sending.")
    reply: Reply | None = Field(None, description="The reply, where one came or its day has passed.")


class DraftQuestion(Section):
    """One numbered question of a draft, and what it rests on."""

    question: Text = Field(description="The question.")
    facts: str = Field("", description="The facts before it, each from a public source.")
    findings: list[Ident] = Field(default=[], description="The criteria it is tied to.")
    standards: list[Text] = Field(default=[], description="The standards it refers to.")
    sources: list[Ident] = Field(default=[], description="The public evidence behind its facts.")
    points: list[Ident] = Field(
        default=[], description="Points of the consultation; never shown to the company."
    )


class LetterDraft(Item):
    """A letter before it is sent; a second person reads and sends it."""

    party: str = Field("", description="To whom; by default the prospect.")
    reference: str = Field("", description="Its reference number.")
    opening: str = Field("", description="What stands before the questions.")
    questions: list[DraftQuestion] = Field(min_length=1, description="Its questions, in order.")
    interim: str = Field(
        "", description="What is asked of the company meanwhile, where people are harmed now."
    )


class Release(Item):
    """Leave to put a point to the company although few made it."""

    reason: Text = Field(description="Why.")


class Extension(Item):
    """More time for a reply: once, for a reason."""

    due: Day = Field(description="The day by which the reply is asked for now.")
    reason: Text = Field(description="Why; it stands in the record.")


class Assessed(Item):
    """How one answer stands to its question."""

    letter: Ident = Field(description="The id of the letter.")
    question: int = Field(ge=1, description="The number of the question.")
    assessment: Assessment = Field(description="answered, in_part, not_answered or disputed.")
    reason: Text = Field(description="Why, in a sentence.")
    evidence_checked: bool = Field(default=False, description="Whether the papers sent with it were checked.")


class Correction(Item):
    """A correction of fact that the company asks for."""

    letter: Ident = Field(description="The id of the letter.")
    passage: Text = Field(description="The words that are wrong, as the company sees it.")
    asked: Text = Field(description="What should stand instead.")


class Settlement(Item):
    """What the office said to a correction."""

    accepted: bool = Field(description="Whether the correction is accepted.")
    corrected: str = Field("", description="The text that stands from now on, where it is accepted.")
    reason: str = Field("", description="Why; needed where it is not accepted.")
