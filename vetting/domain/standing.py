"""The public register: how a proposal stands, one word that follows from its status and decision; and its lines."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum

from vetting.domain.decisions import Outcome
from vetting.domain.stages import CaseStatus

PAGE = 25
COLUMNS = (
    "id",
    "standing",
    "title",
    "company",
    "office",
    "opened",
    "decided",
    "outcome",
    "closes",
    "exercise",
)
"""The columns of the register, wherever it is given as data."""


Plain = str | bool | None
"""What a line says in JSON and in a spreadsheet."""


class Standing(StrEnum):
    """What the register says of a proposal."""

    UNDER_REVIEW = "under_review"
    DECIDED = "decided"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    ENDED = "ended"
    ANNOUNCED = "announced"  # announced but not vetted


STATUSES: dict[Standing, frozenset[CaseStatus]] = {
    Standing.UNDER_REVIEW: frozenset({CaseStatus.TRIAGE, CaseStatus.UNDER_REVIEW}),
    Standing.DECIDED: frozenset({CaseStatus.DECIDED, CaseStatus.MONITORED}),
    Standing.REFUSED: frozenset({CaseStatus.DECIDED, CaseStatus.MONITORED}),
    Standing.WITHDRAWN: frozenset({CaseStatus.WITHDRAWN, CaseStatus.LAPSED}),
    Standing.ENDED: frozenset({CaseStatus.ENDED}),
    Standing.ANNOUNCED: frozenset(),
}
"""The statuses of the cases that stand so; a decided case whose outcome is refuse is refused."""


def standing_of(status: CaseStatus, outcome: Outcome | None) -> Standing:
    """How a case stands."""
    found = next(standing for standing, statuses in STATUSES.items() if status in statuses)
    is_refused = found is Standing.DECIDED and outcome is Outcome.REFUSE
    return Standing.REFUSED if is_refused else found


@dataclass(frozen=True)
class RegisterQuery:
    """Which part of the register is asked for."""

    standing: Standing | None = None
    words: str = ""
    page: int = 1
    size: int = PAGE


@dataclass(frozen=True)
class RegisterEntry:
    """One line of the register."""

    id: str
    standing: Standing
    title: str
    company: str
    office: str
    opened: date  # or announced
    decided: date | None
    outcome: str
    closes: date | None  # the last day of the newest round
    exercise: bool

    def to_json(self) -> dict[str, Plain]:
        """The line as a JSON object, with its columns in order."""
        values = asdict(self)
        return {name: _plain(values[name]) for name in COLUMNS}


@dataclass(frozen=True)
class RegisterPage:
    """A part of the register, with how much there is."""

    entries: Sequence[RegisterEntry]
    total: int
    page: int
    size: int

    @property
    def pages(self) -> int:
        """How many pages there are, one at least."""
        return max(1, -(-self.total // self.size))


def _plain(value: Plain | date) -> Plain:
    return value.isoformat() if isinstance(value, date) else value
