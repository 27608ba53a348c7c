"""A case: one proposed partnership, walked under one policy pack, pinned by its hash."""

from datetime import date, datetime
from typing import Any

from sqlmodel import Field, SQLModel

from vetting.domain.stages import CaseStatus


class CaseFields(SQLModel):
    """What is true of a case as a whole."""

    id: str = Field(min_length=1, max_length=60)
    title: str = Field(min_length=1)
    initiating_office: str = Field(min_length=1)
    prospect: str  # id of the party
    purpose: str = ""
    products: list[str] = Field(default_factory=list)
    countries: list[str] = Field(default_factory=list)
    duration: str = ""
    money: str = ""
    status: CaseStatus = CaseStatus.TRIAGE
    settings: dict[str, Any] = Field(default_factory=dict)  # the pack's case fields: fast_track …
    pack: str  # "un-default@1.0.0"
    pack_hash: str  # "sha256:…"
    source_hash: str | None = None  # sha256 of the case file it was imported from
    note: str = ""  # where the material is from: "historical example from public sources"
    is_exercise: bool = False
    opened_by: str  # person id
    opened_at: datetime
    as_of: date | None = None  # the day at which an imported case stops
    record_wanted_at: datetime | None = None  # a record was asked for without a decision
