"""What every part of a case file keeps to: no unknown keys, and who did it when."""

from pydantic import BaseModel, ConfigDict, Field

from vetting.usecases.casefile.scalars import Ident, Moment


class Section(BaseModel):
    """What every part of a case file keeps to."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Item(Section):
    """Something that somebody did on a day."""

    by: Ident = Field(description="Who did it: the id of a person of this case. By default the file's.")
    at: Moment = Field(description="When: a day, or a time in UTC. By default the file's.")
