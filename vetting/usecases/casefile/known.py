"""What a file may refer to: what it defines itself, and what its case holds already."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from vetting.domain.dossier import Dossier
from vetting.policy.strict_yaml import Path
from vetting.usecases.casefile.letters import DraftQuestion, Reply
from vetting.usecases.casefile.sections import Acts
from vetting.usecases.casefile.voices import Point


@dataclass(frozen=True)
class Known:
    """The ids of a case by kind; evidence with the day from which it could be known, where that is known."""

    people: frozenset[str] = frozenset()
    evidence: Mapping[str, date | None] = field(default_factory=dict)
    submissions: frozenset[str] = frozenset()
    points: frozenset[str] = frozenset()
    letters: frozenset[str] = frozenset()
    drafts: frozenset[str] = frozenset()  # of letters
    corrections: frozenset[str] = frozenset()
    contests: frozenset[str] = frozenset()  # the criteria of which a contest is open

    @classmethod
    def of_case(cls, dossier: Dossier) -> "Known":
        """What a live case holds."""
        return cls(
            people=frozenset(one.id for one in dossier.people),
            evidence={one.id: one.knowable_on for one in dossier.evidence},
            submissions=frozenset(one.id for one in dossier.submissions),
            points=frozenset(one.id for one in dossier.points),
            letters=frozenset(one.id for one in dossier.letters),
            drafts=frozenset(one.id for one in dossier.letter_drafts),
            corrections=frozenset(one.id for one in dossier.corrections),
            contests=frozenset(one.criterion for one in dossier.contests if one.answered_at is None),
        )

    def with_keys(self, data: Mapping[str, Any]) -> "Known":
        """The same, and every id a file has a key for, so that a malformed item is not missed elsewhere."""
        submissions = _items(data.get("submissions"))
        points = [key for one in submissions.values() for key in _items(_items(one).get("points"))]
        return Known(
            people=self.people | set(_items(data.get("people"))),
            evidence={**dict.fromkeys(_items(data.get("evidence"))), **self.evidence},
            submissions=self.submissions | set(submissions),
            points=self.points | set(points) | set(_items(data.get("points"))),
            letters=self.letters | set(_items(data.get("letters"))),
            drafts=self.drafts | set(_items(data.get("letter_drafts"))),
            corrections=self.corrections | set(_items(data.get("corrections"))),
            contests=self.contests,
        )

    def with_file(self, acts: Acts) -> "Known":
        """The same, and the days of the evidence a file adds."""
        days = {key: one.knowable_on for key, one in acts.evidence.items()}
        return replace(self, evidence={**self.evidence, **days})


def list_points(acts: Acts) -> Iterator[tuple[Path, str, Point]]:
    """Each point with its place in the file and its submission, in the order of the file."""
    for submission, item in acts.submissions.items():
        for ident, point in item.points.items():
            yield ("submissions", submission, "points", ident), submission, point
    for ident, later in acts.points.items():
        yield ("points", ident), later.submission, later


def list_replies(acts: Acts) -> Iterator[tuple[Path, str, Reply]]:
    """Each reply with its place in the file and its letter."""
    for letter, item in acts.letters.items():
        if item.reply:
            yield ("letters", letter, "reply"), letter, item.reply
    for letter, reply in acts.replies.items():
        yield ("replies", letter), letter, reply


def list_draft_questions(acts: Acts) -> Iterator[tuple[Path, DraftQuestion]]:
    """Each question of a draft with its place in the file."""
    for letter, draft in acts.letter_drafts.items():
        for number, asked in enumerate(draft.questions):
            yield ("letter_drafts", letter, "questions", number), asked


def _items(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
