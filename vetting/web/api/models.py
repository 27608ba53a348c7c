"""What the API says and takes: one model for each, so that its description is complete."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Any, Generic, TypeVar

from fastapi import Path, Query
from pydantic import BaseModel, ConfigDict, Field

from vetting.domain.answers import AnswerState

Item = TypeVar("Item")

CaseId = Annotated[str, Path(max_length=60, description="The id of a case.")]
PageNumber = Annotated[int, Query(alias="page", ge=1, le=100_000, description="Which page, from 1.")]
PageSize = Annotated[int, Query(alias="size", ge=1, le=100, description="How many items on a page.")]


class Problem(BaseModel):
    """Why something was not done (RFC 9457), with the sentence that a page would show."""

    type: str
    status: int
    code: str = Field(description="The code of the refusal; it stays the same when its sentence is improved.")
    title: str = Field(description="The sentence.")


class Page(BaseModel, Generic[Item]):
    """One page of a longer list."""

    items: list[Item]
    page: int
    size: int
    total: int

    @classmethod
    def of(cls, items: Sequence[Item], page: int, size: int) -> "Page[Item]":
        """The page of this number out of the whole list."""
        first = (page - 1) * size
        return cls(items=list(items[first : first + size]), page=page, size=size, total=len(items))


class RegisterLine(BaseModel):
    """One proposal in the public register."""

    id: str
    standing: str = Field(description="under_review, decided, refused, withdrawn, ended, or announced")
    title: str
    company: str
    office: str
    opened: date = Field(description="The day it was proposed, or announced.")
    decided: date | None
    outcome: str
    closes: date | None = Field(description="The last day of the newest round of consultation.")
    exercise: bool


class CaseLine(BaseModel):
    """One case in a list."""

    id: str
    title: str
    initiating_office: str
    status: str
    outcome: str = Field(description="undetermined while the case is undecided")
    opened_at: datetime
    decided_at: datetime | None
    pack: str


class LevelOut(BaseModel):
    """The level: by known answers alone, at least, and what it could still be."""

    established: str
    at_least: str
    could_be: str
    because: list[str]


class CaseOut(BaseModel):
    """Where a case stands and why: the object that ``vetting run --json`` prints."""

    model_config = ConfigDict(extra="allow")

    case: str
    title: str
    status: str
    outcome: str
    suggested: str
    admissible: list[str]
    level: LevelOut
    depth: str
    authority: int
    ask_next: list[str]
    unanswered: list[str]
    unknown: list[str]
    fired: dict[str, dict[str, str]]
    gates_open: dict[str, dict[str, str]]
    pack: str
    pack_hash: str


class AnswerOut(BaseModel):
    """An answer that stands."""

    number: int
    criterion: str
    answerer: str
    state: AnswerState
    value: Any = None
    by: str
    at: datetime
    evidence: list[str]
    note: str
    countersigned_by: str | None


class QuestionOut(BaseModel):
    """A question that is asked in a case, in the order in which it is best asked."""

    criterion: str
    stage: str
    question: str
    guidance: str
    answer_type: str
    answered_by: list[str]
    is_open: bool
    comes_first: bool = Field(description="Its answer alone can move level, authority, depth or outcomes.")
    why_not: dict[str, str] = Field(
        description="By answerer: why this token cannot answer; empty where it can."
    )
    answers: list[AnswerOut]


class AnswerIn(BaseModel):
    """An answer to be entered."""

    model_config = ConfigDict(extra="forbid")

    criterion: str = Field(min_length=1, max_length=20)
    answerer: str = Field(min_length=1, max_length=20)
    state: AnswerState = AnswerState.GIVEN
    value: Any = None
    evidence: list[str] = Field(default_factory=list, max_length=50)
    note: str = Field(default="", max_length=20_000)
    countersigned_by: str | None = Field(default=None, max_length=40)
    based_on: int | None = Field(
        default=None, ge=0, le=2**31, description="The number of the answer that was read; 0 for none."
    )
    request: str = Field(
        default="",
        max_length=40,
        pattern=r"^[A-Za-z0-9-]*$",
        description="A name of your own for this request: sent again, it is done once.",
    )


class RecordLine(BaseModel):
    """One record that was issued for a case."""

    id: str
    edition: str
    sha256: str
    interim: bool
    issued_at: datetime


class EntryOut(BaseModel):
    """One entry of the log; protected fields are commitments."""

    model_config = ConfigDict(extra="allow")

    index: int
    leaf_hash: str
    at: str
    by: str
    case: str
    event: str


class ProofOut(BaseModel):
    """The proof that an entry is in the log."""

    leaf: str
    leaf_hash: str
    proof: str = Field(description="A C2SP tlog-proof.")
    checkpoint: str
    fingerprint: str
