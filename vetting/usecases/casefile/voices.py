"""What others say: contests, submissions with their points."""

from pydantic import Field, model_validator

from vetting.domain.consultation import Disposition, SubmissionMode
from vetting.usecases.casefile.base import Item
from vetting.usecases.casefile.scalars import Ident, Moment, Text, misfit


class Contest(Item):
    """A contest of the answer to one question of triage, what the office said to it, or both."""

    reason: str = Field("", description="What is wrong with the answer; left out where one is open already.")
    answer: str = Field("", description="What the office says to it; left out while it is open.")
    answered_by: Ident = Field(description="Who answered it; by default the file's.")
    answered_at: Moment = Field(description="When; by default as 'at'.")

    @model_validator(mode="after")
    def _says_something(self) -> "Contest":
        if not self.reason.strip() and not self.answer.strip():
            raise misfit(
                "there is neither a reason nor an answer.",
                "Write the reason of the contest, or the answer to one that is open.",
            )
        return self


class Point(Item):
    """One point of a submission in the office's own words, and what became of it."""

    text: Text = Field(description="The point.")
    criteria: list[Ident] = Field(default=[], description="The criteria it touches.")
    material: bool = Field(default=True, description="Whether it matters to the decision.")
    disposition: Disposition | None = Field(None, description="What became of it.")
    reason: str = Field("", description="Why; the submitter sees it.")
    changed: str = Field("", description="What it changed: an answer, a condition, the decision.")
    disposed_by: Ident = Field(description="Who decided on it; by default as 'by'.")
    disposed_at: Moment = Field(description="When; by default as 'at'.")

    @model_validator(mode="after")
    def _has_a_reason(self) -> "Point":
        if self.disposition is not None and not self.reason.strip():
            raise misfit("the disposition has no reason.", "Write the reason its submitter will see.")
        return self


class LaterPoint(Point):
    """A point of a submission that is already in the case."""

    submission: Ident = Field(description="The id of the submission.")


class LaterDisposition(Item):
    """What became of a point that is already in the case."""

    disposition: Disposition = Field(description="What became of it.")
    reason: Text = Field(description="Why; the submitter sees it.")
    changed: str = Field("", description="What it changed: an answer, a condition, the decision.")


class Submission(Item):
    """A submission to the consultation."""

    mode: SubmissionMode = Field(description="How much of it may be seen, by the submitter's choice.")
    group: str = Field("prefer_not_to_say", description="An item of the pack's list stakeholder_groups.")
    language: str = Field("und", description="The language, as a BCP 47 code.")
    submitter: str = Field("", description="Who submitted it, where that may be said.")
    text: str = Field("", description="What was submitted.")
    evidence: list[Ident] = Field(default=[], description="What came with it.")
    points: dict[Ident, Point] = Field(default={}, description="Its points, by id.")
