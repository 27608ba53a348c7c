"""What a file says when it comes back, whichever of its two forms it has, and where each thing stands in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from vetting.domain.errors import Fault
from vetting.domain.parties import PartyFields
from vetting.usecases.questionnaire.items import Said, Source

MOST_FAULTS = 50


@dataclass(frozen=True)
class Row:
    """One question as it came back: texts as they were written, the answer in its type."""

    place: str  # of the row
    answer_place: str
    criterion: str
    answerer: str
    said: Said
    status: str = ""
    told_by: str = ""
    answered_by: str = ""
    based_on: str = ""
    check: str = ""


@dataclass(frozen=True)
class Filled:
    """A file that came back, and the faults that its form has."""

    head: Mapping[str, str]
    rows: Sequence[Row] = ()
    sources: Sequence[tuple[str, Source]] = ()  # with where each stands
    faults: Sequence[Fault] = field(default_factory=tuple)
    remarks: Sequence[str] = ()
    parties: Sequence[PartyFields] = ()  # named anew with what came along; they are screened
