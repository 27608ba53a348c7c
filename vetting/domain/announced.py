"""Partnerships that were announced without a vetting: a person enters them, with the source."""

from datetime import date, datetime

from sqlmodel import Field, SQLModel

from vetting.domain.errors import Refusal


class AnnouncedFields(SQLModel):
    """One partnership that was announced but not vetted here."""

    id: str = Field(min_length=1, max_length=40)
    company: str = Field(min_length=1, max_length=200)
    office: str = Field(default="", max_length=200)
    what: str = Field(min_length=1, max_length=1000)
    announced_on: date
    source_title: str = Field(default="", max_length=300)
    source_locator: str = Field(default="", max_length=500)  # an address, or where it is held
    case: str | None = None  # where it came to be vetted after all
    entered_by: str
    entered_at: datetime


def why_not_announce(announced: AnnouncedFields) -> Refusal | None:
    """Why this cannot be shown as announced, if so: nothing is said of a company without its source."""
    if not announced.source_title.strip() or not announced.source_locator.strip():
        return Refusal("announced_without_source", {"company": announced.company})
    if announced.announced_on > announced.entered_at.date():
        return Refusal("announced_in_future", {"announced_on": announced.announced_on})
    return None
