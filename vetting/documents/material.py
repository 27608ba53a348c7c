"""What every part of a record is written from, and the few questions that several parts ask of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from vetting.documents.citation import LogCitation
from vetting.documents.editions import Redactor
from vetting.documents.texts import to_utc
from vetting.domain.answers import AnswerFields, find_current
from vetting.domain.dossier import Dossier
from vetting.policy.pack import Pack

Evaluation = Mapping[str, Any]
"""An evaluation as its JSON; its keys are those of ``Evaluation.to_json``."""


@dataclass(frozen=True)
class Material:
    """One case with the pack, evaluation and log it is read by, for one edition."""

    dossier: Dossier
    pack: Pack
    evaluation: Evaluation
    citation: LogCitation
    redactor: Redactor

    @cached_property
    def answers(self) -> dict[str, list[AnswerFields]]:
        """The answers that hold, by criterion."""
        return find_current(self.dossier.answers)

    @cached_property
    def dated(self) -> datetime:
        """The day of the record: the latest act it tells of."""
        return max(map(to_utc, _times(self.dossier)))

    def rows_of(self, criterion: str) -> list[dict[str, Any]]:
        """The rows of a table answer, of all answerers; none where it has another shape."""
        values = [answer.value for answer in self.answers.get(criterion, [])]
        return [row for value in values if isinstance(value, list) for row in value if isinstance(row, dict)]


def _times(dossier: Dossier) -> Iterable[datetime]:
    yield dossier.case.opened_at
    if dossier.decision is not None:
        yield dossier.decision.decided_at
    yield from (one.at for one in dossier.answers)
    yield from (one.filed_at for one in dossier.evidence)
    yield from (one.stored_at for one in dossier.ownership)
    yield from (one.finished_at for one in dossier.steps)
    yield from (one.cast_at for one in dossier.votes)
    yield from (one.received_at for one in dossier.submissions)
    yield from (one.disposed_at for one in dossier.points if one.disposed_at)
    yield from (one.replied_at or one.sent_at for one in dossier.letters)
    yield from (datetime.fromisoformat(line.at) for line in dossier.log)
