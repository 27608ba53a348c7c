"""How a case ends: exceptions, votes, the decision with its conditions, a withdrawal; and how it is taken up again."""

from typing import Final

from pydantic import Field

from vetting.domain.decisions import Ballot, Outcome
from vetting.usecases.casefile.base import Item, Section
from vetting.usecases.casefile.scalars import Day, Ident, Text

CONDITION_PARTS: Final = ("text", "owner", "due", "test", "consequence")


class GrantedException(Item):
    """An exception from a stop that has fired; it is published with all its parts."""

    reasons: Text = Field(description="Why the criterion fires.")
    mandate: Text = Field(description="Why the exception serves the mandate.")
    dissent: Text = Field(description="Who dissented, or that nobody did.")
    limits: Text = Field(description="What limits it.")
    ends_on: Day = Field(description="The day on which it ends.")
    second_by: Ident = Field(description="Who signed it second.")
    granted_by: Ident | None = Field(
        None, description="Who granted it, where another person had asked for it."
    )


class Vote(Item):
    """What one member says to the proposed decision."""

    ballot: Ballot = Field(description="for, against, abstain or recused.")
    dissent: str = Field("", description="The dissent in full; it is printed unabridged.")


class Condition(Section):
    """One condition; what is left out is taken from the pack's template of the same id."""

    text: str = Field("", description="What is required.")
    owner: str = Field("", description="Who sees to it.")
    due: str = Field("", description="By when, in words.")
    due_on: Day | None = Field(None, description="By when, as a day.")
    test: str = Field("", description="What shows that it is met.")
    consequence: str = Field("", description="What follows if it is not.")
    criteria: list[Ident] = Field(default=[], description="The criteria it answers to.")
    points: list[Ident] = Field(default=[], description="The points it answers to.")


class Decision(Item):
    """The decision as signed."""

    outcome: Outcome = Field(description="approve, approve_with_conditions, defer, refuse or end.")
    summary: Text = Field(description="The reason in a few sentences.")
    reasons: dict[Ident, Text] = Field(
        default={}, description="The reason for each grave finding and unknown, by criterion or by stage."
    )
    benefits: str = Field("", description="Which benefits were weighed, and that none offsets severe harm.")
    alternatives: list[Text] = Field(default=[], description="What else was considered.")
    precedents: list[dict[str, str]] = Field(
        default=[], description="Like cases: record, same (yes or no), why."
    )
    valid_until: Day | None = Field(None, description="Until when it is valid.")
    re_review_on: Day | None = Field(None, description="When it is reviewed.")
    plan_signed_by: Ident | None = Field(None, description="Who approved the plan.")
    risk_signed_by: Ident | None = Field(None, description="Who accepted the residual risk.")
    departure_reason: str = Field("", description="Why it departs from the suggested outcome.")
    second_by: Ident | None = Field(None, description="Who signed a departure second.")
    conditions: dict[Ident, Condition] = Field(default={}, description="The conditions, by id.")


class Reopening(Item):
    """A decided case is taken up again; its decision stays in the log and in the record that tells of it."""

    reason: Text = Field(description="Why.")


class Withdrawal(Item):
    """The proposal is taken back; the case closes without an outcome."""

    reason: Text = Field(description="Why.")
