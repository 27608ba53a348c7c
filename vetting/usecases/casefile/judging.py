"""Rulings on matches that a screening of the case found."""

from pydantic import Field

from vetting.domain.judgements import Verdict
from vetting.usecases.casefile.base import Item
from vetting.usecases.casefile.scalars import Ident, Text


class Judgement(Item):
    """A ruling on a match, given after the screening that found it."""

    verdict: Verdict = Field(description="true, false or undecided.")
    reason: Text = Field(description="The code of the reason, such as other_birth_date.")
    text: Text = Field(description="Which facts it rests on, and where they are from.")
    second_by: Ident | None = Field(
        None, description="Who checked it too; needed for false on a list that leads to a stop."
    )
    seen: str = Field(
        "", description="What 'vetting matches' shows under 'seen'; refused where it changed since."
    )
