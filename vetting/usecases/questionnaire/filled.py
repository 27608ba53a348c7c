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
class AskedAgain:
    """An answer of another office's record that is not taken over, and why."""

    criterion: str
    answered_on: str
    why: str
    is_old: bool = False


@dataclass(frozen=True)
class Bundled:
    """Another office's bundle that was verified: what it is, and which of its answers are asked again."""

    office: str
    case: str
    dated: str
    record: str  # its sha256
    origin: str  # the name of the log
    entries: int
    evidence_named: int
    evidence_held: int
    oldest: str  # the day before which an answer is too old here
    again: Sequence[AskedAgain] = ()


@dataclass(frozen=True)
class Filled:
    """A file that came back, and the faults that its form has."""

    head: Mapping[str, str]
    rows: Sequence[Row] = ()
    sources: Sequence[tuple[str, Source]] = ()  # with where each stands
    faults: Sequence[Fault] = field(default_factory=tuple)
    remarks: Sequence[str] = ()
    parties: Sequence[PartyFields] = ()  # named anew with what came along; they are screened
    bundle: Bundled | None = None  # where it was taken from another office's bundle
