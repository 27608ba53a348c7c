"""The tables held against the log: rows that somebody changed in the database, past the program.

Pages and records are made from the tables; the tree and the keys prove the log alone. What stands in both is
compared here, and of protected fields only those whose opening is kept: an erasure is no fault.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import SQLModel

from vetting.audit.entry import LogEntry
from vetting.domain.answers import AnswerFields
from vetting.domain.decisions import DecisionFields, VoteFields
from vetting.domain.evidence import EvidenceFields
from vetting.domain.interests import DeclarationFields
from vetting.domain.people import PersonFields
from vetting.usecases.kept import CaseEntry
from vetting.usecases.ports import Work

REMEDY = "Restore the database from a backup, and ask who can write to it."


@dataclass(frozen=True)
class _Pair:
    """An item as its event has it and as its table has it; of several events with one key the last one holds."""

    what: str
    events: Sequence[str]
    kind: type[SQLModel]
    key: Mapping[str, str]  # field of the event: column of the row
    columns: Sequence[str]  # with the same name in both
    protected: Sequence[str] = ()  # of these, those that an entry does not name where they were empty

    def name(self, fields: Mapping[str, Any]) -> tuple[Any, ...]:
        """Which row an event speaks of."""
        return tuple(fields[name] for name in self.key)

    def name_of_row(self, row: Mapping[str, Any]) -> tuple[Any, ...]:
        """The same of a row."""
        return tuple(row[column] for column in self.key.values())


PAIRS = (
    _Pair(
        "answer",
        ["QuestionAnswered"],
        AnswerFields,
        {"number": "number"},
        ["criterion", "answerer", "state", "value", "evidence", "note", "countersigned_by", "by"],
        ["value", "note"],
    ),
    _Pair("person", ["PersonAssigned"], PersonFields, {"person": "id"}, ["roles"]),
    _Pair(
        "evidence",
        ["EvidenceFiled"],
        EvidenceFields,
        {"evidence": "id"},
        ["kind", "knowable_on", "sha256", "size"],
    ),
    _Pair(
        "declaration",
        ["InterestDeclared", "InterestClassed"],
        DeclarationFields,
        {"declaration": "id", "version": "version"},
        ["person", "conflict"],
    ),
    _Pair("vote", ["VoteCast"], VoteFields, {"person": "person"}, ["ballot", "dissent"], ["dissent"]),
    _Pair(
        "decision",
        ["CaseDecided"],
        DecisionFields,
        {},
        [
            "outcome",
            "suggested",
            "level",
            "authority",
            "decided_by",
            "second_by",
            "departure_reason",
            "valid_until",
            "terms_sha256",
            "summary",
        ],
        ["departure_reason", "summary"],
    ),
)
"""What is compared."""


def find_changed_rows(work: Work) -> list[str]:
    """A sentence for each row of a case that is not what the log says of it; of whole logs alone."""
    return [sentence for case in work.list_cases() for sentence in _of_case(work, case)]


def _of_case(work: Work, case: str) -> Iterator[str]:
    entries = [(one, LogEntry.from_bytes(one.leaf)) for one in work.list_case_entries(case)]
    for pair in PAIRS:
        said = {
            pair.name(entry.open): (kept.index, _fields(kept, entry, pair.protected))
            for kept, entry in entries
            if entry.event in pair.events
        }
        rows = {
            pair.name_of_row(row): row
            for row in (one.model_dump(mode="json") for one in work.list(pair.kind, case))
        }
        yield from _compare(pair, case, said, rows)


def _fields(kept: CaseEntry, entry: LogEntry, protected: Sequence[str]) -> dict[str, Any]:
    """What an entry says; a protected field that it does not name was empty, and one that was erased is left out."""
    empty = {one: None for one in protected if one not in entry.protected}
    signed = {"by": entry.by, "decided_by": entry.by}
    return {**empty, **signed, **entry.open, **{one.field: one.value for one in kept.openings}}


def _plain(value: object) -> object:
    """What counts as empty is one thing, however it is kept."""
    return value if value not in ("", None, [], {}) else None


def _compare(
    pair: _Pair,
    case: str,
    said: Mapping[tuple[Any, ...], tuple[int, Mapping[str, Any]]],
    rows: Mapping[tuple[Any, ...], Mapping[str, Any]],
) -> Iterator[str]:
    for name, (index, fields) in said.items():
        item = _item(pair, name, fields, case)
        if (row := rows.get(name)) is None:
            yield f"{item} is in entry {index} of the log and no longer in the tables. {REMEDY}"
        elif changed := [
            one for one in pair.columns if one in fields and _plain(fields[one]) != _plain(row[one])
        ]:
            told = ", ".join(one.replace("_", " ") for one in changed)
            yield f"{item} is not what entry {index} of the log says; changed: {told}. {REMEDY}"
    for name in sorted(rows.keys() - said.keys()):
        yield f"{_item(pair, name, rows[name], case)} has no entry in the log. {REMEDY}"


def _item(pair: _Pair, name: tuple[Any, ...], fields: Mapping[str, Any], case: str) -> str:
    """What is spoken of: "The answer 12 (HRI-06) of the case x"."""
    about = f" ({fields['criterion']})" if "criterion" in fields else ""
    return f"The {' '.join([pair.what, *map(str, name)])}{about} of the case {case}"
