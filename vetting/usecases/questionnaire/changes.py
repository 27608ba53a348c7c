"""What a file that came back would change, and where somebody else answered meanwhile.

- What nobody changed in the file changes nothing, whatever stands in the case by now.
- What was changed in the file replaces the answer on which it was based, and no other: where another came in since, both
  versions are shown, and a person chooses.
- An answer is never taken out: a row that was emptied in the file is remarked upon, and the answer stays.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from vetting.domain.answers import AnswerFields, find_current
from vetting.domain.dossier import Dossier
from vetting.domain.parties import PartyFields
from vetting.policy.pack import Pack
from vetting.usecases.office.case_view import name_of, show_value
from vetting.usecases.questionnaire.filled import Filled, Row
from vetting.usecases.questionnaire.items import DRAFT, GIVEN, NOTHING, Said, Source, said_of


class Kind(StrEnum):
    """What a row of the file comes to."""

    NEW = "new"
    CHANGED = "changed"
    CONFLICT = "conflict"
    DRAFT = "draft"


@dataclass(frozen=True)
class Change:
    """One row that changes something, beside the answer that stands."""

    kind: Kind
    row: Row
    said: Said
    stands: AnswerFields | None = None
    stands_said: Said = NOTHING

    @property
    def key(self) -> str:
        """The question and the answerer, as people choose between versions: ``INT-02:office``."""
        return f"{self.row.criterion}:{self.row.answerer}"

    def to_json(self) -> dict[str, Any]:
        """Both versions, with who and when, as far as it is known."""
        stands = self.stands
        shown = {"question": self.row.criterion, "answerer": self.row.answerer, "kind": self.kind.value}
        theirs = (
            {} if stands is None else {"by": stands.by, "at": stands.at.isoformat(), "number": stands.number}
        )
        return {
            **shown,
            "place": self.row.place,
            "file": _said_json(self.said),
            "case": theirs | (_said_json(self.stands_said) if stands else {}),
        }


@dataclass(frozen=True)
class Plan:
    """What a file comes to as a whole."""

    made_at: str  # when the file was taken offline
    changes: Sequence[Change]
    unchanged: int
    sources: Sequence[Source] = ()  # those that the case has not
    remarks: Sequence[str] = ()
    parties: Sequence[PartyFields] = ()

    @property
    def conflicts(self) -> tuple[Change, ...]:
        """What somebody else answered since the file was taken offline."""
        return tuple(one for one in self.changes if one.kind is Kind.CONFLICT)

    def of_kind(self, kind: Kind) -> tuple[Change, ...]:
        """The changes of one kind."""
        return tuple(one for one in self.changes if one.kind is kind)

    def to_json(self) -> dict[str, Any]:
        """All of it, for a program."""
        return {
            "made_at": self.made_at,
            "changes": [one.to_json() for one in self.changes],
            "unchanged": self.unchanged,
            "new_evidence": [one.id for one in self.sources],
            "remarks": list(self.remarks),
            "parties": [one.id for one in self.parties],
        }


def find_changes(filled: Filled, dossier: Dossier, pack: Pack) -> Plan:
    """What a sound file changes in the case as it stands."""
    known = {one.id for one in dossier.evidence}
    current = {
        (criterion, answer.answerer): answer
        for criterion, answers in find_current(dossier.answers).items()
        for answer in answers
    }
    found = [_compare(row, current, pack) for row in filled.rows]
    return Plan(
        made_at=filled.head.get("made at", ""),
        changes=tuple(one for one in found if one is not None),
        unchanged=sum(one is None for one in found),
        sources=tuple(source for _, source in filled.sources if source.id not in known),
        remarks=(*filled.remarks, *_emptied(filled)),
        parties=filled.parties,
    )


def lines_of(said: Said) -> tuple[str, ...]:
    """What was said, as lines of text."""
    if said.state != GIVEN:
        return (name_of("state", said.state),)
    return show_value(said.value) or ("nothing to list",)


def _compare(row: Row, current: Mapping[tuple[str, str], AnswerFields], pack: Pack) -> Change | None:
    stands = current.get((row.criterion, row.answerer))
    said, stands_said = _with_teller(row), said_of(pack, stands)
    if row.status == DRAFT:
        return None if said in (NOTHING, stands_said) else Change(Kind.DRAFT, row, said, stands, stands_said)
    if not said.state or said.check == row.check or said == stands_said:
        return None
    is_based = (int(row.based_on), row.check) == (stands.number if stands else 0, stands_said.check)
    kind = (Kind.NEW if stands is None else Kind.CHANGED) if is_based else Kind.CONFLICT
    return Change(kind, row, said, stands, stands_said)


def _with_teller(row: Row) -> Said:
    """What the row says, with who told it in the note: whoever brings a file back enters it under their own name."""
    if not row.told_by or not row.said.state:
        return row.said
    told = f"Told by {row.told_by}."
    return replace(row.said, note=f"{row.said.note.rstrip()}\n{told}" if row.said.note else told)


def _emptied(filled: Filled) -> Iterator[str]:
    for row in filled.rows:
        if row.check and not row.said.state and row.status != DRAFT:
            yield f"{row.criterion} for {row.answerer} was emptied in the file. Its answer stays: no answer is taken out."


def _said_json(said: Said) -> dict[str, Any]:
    return {"state": said.state, "value": said.value, "evidence": list(said.evidence), "note": said.note}
