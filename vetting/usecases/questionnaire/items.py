"""What a questionnaire's file holds: for each question and answerer what was said, and on what it is based.

- What was said has one form, whatever the way it was written: texts are cleaned as a command cleans them before it stores
  them, empty cells and rows are left out. So a text with letters that nobody types is no other than the one that was stored.
- Its check is the hash of that form: it tells whether somebody changed it in the file.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from vetting.domain.answers import AnswerFields
from vetting.domain.texts import without_untyped
from vetting.policy.columns import Column, is_empty
from vetting.policy.pack import Criterion, Pack

FORMAT = "1"
GIVEN = "given"
FINAL, DRAFT = "final", "draft"
STATES = (GIVEN, "unknown", "refused", "not_applicable")


@dataclass(frozen=True)
class Said:
    """What was said to one question for one answerer; nothing, where the state is empty."""

    state: str = ""
    value: Any = None
    evidence: tuple[str, ...] = ()
    note: str = ""
    countersigned_by: str = ""

    @property
    def check(self) -> str:
        """The hash of what was said; empty where nothing was."""
        if self == Said():
            return ""
        form = [self.state, self.value, list(self.evidence), self.note, self.countersigned_by]
        return hashlib.sha256(json.dumps(form, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:16]


NOTHING = Said()


@dataclass(frozen=True)
class Item:
    """One question as it is asked of one answerer, with what was said to it so far."""

    row: Criterion
    answerer: str
    allowed: str  # what may be answered, in words
    notes: tuple[str, ...]  # the titles of the guidance notes that explain it
    waits: bool
    said: Said
    status: str = ""  # final, draft, or nothing where nothing was said
    by: str = ""
    at: str = ""
    reviewed_by: str = ""
    reviewed_at: str = ""
    based_on: int = 0  # number of the answer that stands
    check: str = ""  # of the answer that stands


@dataclass(frozen=True)
class Source:
    """A piece of evidence, as far as a file needs it."""

    id: str
    title: str
    publisher: str = ""
    published: str = ""
    knowable_on: str = ""
    locator: str = ""
    note: str = ""


@dataclass(frozen=True)
class Questionnaire:
    """The questions of a case, in the order in which they are best asked, with the sources that answers can name."""

    case: str
    title: str
    pack: Pack
    made_at: str
    asked_of: str  # in words
    items: tuple[Item, ...]
    sources: tuple[Source, ...] = ()
    notes: tuple[str, ...] = ()  # the guidance notes that its questions name

    @property
    def head(self) -> Mapping[str, str]:
        """What the file says of itself; it is read again when the file comes back."""
        return {
            "format": FORMAT,
            "case": self.case,
            "title": self.title,
            "pack": f"{self.pack.name}@{self.pack.version}",
            "pack hash": self.pack.hash,
            "made at": self.made_at,
            "asked of": self.asked_of,
        }


def said_of(pack: Pack, answer: AnswerFields | None) -> Said:
    """What an answer says, in its one form."""
    if answer is None:
        return Said()
    row = pack.criteria[answer.criterion]
    return settle(
        pack,
        row,
        Said(
            answer.state.value,
            answer.value,
            tuple(answer.evidence),
            answer.note,
            answer.countersigned_by or "",
        ),
    )


def settle(pack: Pack, row: Criterion, said: Said) -> Said:
    """The same, in the one form in which two of them can be compared."""
    value = _settled(pack, row, said.value) if said.state == GIVEN else None
    note = without_untyped(said.note)
    return Said(
        said.state,
        value,
        tuple(without_untyped(list(said.evidence))),
        note if note.strip() else "",
        without_untyped(said.countersigned_by),
    )


def columns_of(pack: Pack, row: Criterion) -> tuple[Column, ...]:
    """The columns of a table's rows or of a party; none where the answer is one value."""
    answer = row.answer_type
    if answer.base == "party":
        return pack.rules.party
    return pack.rules.columns[answer.args[0]].columns if answer.base == "table" else ()


def _settled(pack: Pack, row: Criterion, value: Any) -> Any:
    columns = {one.name: one for one in columns_of(pack, row)}
    if row.answer_type.base == "table" and isinstance(value, list):
        rows = [_row(columns, one) if isinstance(one, dict) else one for one in value]
        return [one for one in rows if one != {}]
    if row.answer_type.base == "party" and isinstance(value, dict):
        return _row({}, value)
    return without_untyped(value)


def _row(columns: Mapping[str, Column], row: Mapping[str, Any]) -> dict[str, Any]:
    cells = {name: _cell(columns.get(name), cell) for name, cell in row.items()}
    return {name: cell for name, cell in cells.items() if not is_empty(cell)}


def _cell(column: Column | None, cell: Any) -> Any:
    if column is not None and column.kind == "evidence" and isinstance(cell, str):
        return cell.strip() if cell.strip() in ("none", "unknown") else cell.split()
    if column is not None and column.kind == "party" and isinstance(cell, dict):
        party = _row({}, cell)
        return "unknown" if party == {"legal_name": "unknown"} else party
    return without_untyped(cell)
