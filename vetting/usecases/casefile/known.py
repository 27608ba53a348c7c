"""What a file may refer to: what it defines itself, and what its case holds already."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from vetting.domain.dossier import Dossier
from vetting.usecases.casefile.sections import Acts


@dataclass(frozen=True)
class Known:
    """The ids of a case by kind; evidence with the day from which it could be known, where that is known."""

    people: frozenset[str] = frozenset()
    evidence: Mapping[str, date | None] = field(default_factory=dict)
    points: frozenset[str] = frozenset()

    @classmethod
    def of_case(cls, dossier: Dossier) -> "Known":
        """What a live case holds."""
        return cls(
            people=frozenset(one.id for one in dossier.people),
            evidence={one.id: one.knowable_on for one in dossier.evidence},
            points=frozenset(one.id for one in dossier.points),
        )

    def with_keys(self, data: Mapping[str, Any]) -> "Known":
        """The same, and every id a file has a key for, so that a malformed item is not missed elsewhere."""
        submissions = _items(data.get("submissions")).values()
        points = [key for one in submissions for key in _items(_items(one).get("points"))]
        return Known(
            people=self.people | set(_items(data.get("people"))),
            evidence={**dict.fromkeys(_items(data.get("evidence"))), **self.evidence},
            points=self.points | set(points),
        )

    def with_file(self, acts: Acts) -> "Known":
        """The same, and the days of the evidence a file adds."""
        days = {key: one.knowable_on for key, one in acts.evidence.items()}
        return Known(self.people, {**self.evidence, **days}, self.points)


def list_points(acts: Acts) -> Iterator[tuple[str, str]]:
    """Each point's id with the submission it stands in, in the order of the file."""
    for submission, item in acts.submissions.items():
        for point in item.points:
            yield submission, point


def _items(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
