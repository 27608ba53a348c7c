"""The log as three append-only tables: entries, nodes of the tree, checkpoints.

An entry joins inside the transaction of the state it tells of. The writer lock makes this the only
writer, so that the next index is the number of entries.
"""

import json
from collections import defaultdict
from datetime import datetime
from typing import Any, cast

from sqlalchemy import func
from sqlmodel import Session, select

from vetting.adapters.salts import Salts
from vetting.adapters.tables_of_the_log import CheckpointRow, LogEntryRow, LogNodeRow, OpeningRow
from vetting.audit import canonical, chain, tree
from vetting.audit.entry import LogEntry, Opening, commit
from vetting.domain.dossier import LogLine
from vetting.domain.events import Event, split
from vetting.domain.times import to_stamp
from vetting.usecases.kept import Act, CaseEntry


class LogTable:
    """The log of one instance, within one session."""

    def __init__(self, session: Session, salts: Salts) -> None:
        self._session = session
        self._salts = salts

    def append(self, act: Act, event: Event, source: str | None) -> int:
        """Write the event's entry, nodes and openings; its index.

        ``source`` is the hash of the case file where the case was imported: salts then repeat.
        """
        index = self.size()
        opened, protected = split(event)
        openings = {name: self._open(act, name, value, source) for name, value in protected.items()}
        leaf = self._entry(act, event, opened, {k: commitment for k, (commitment, _) in openings.items()})
        self._write(index, act, leaf)
        self._session.add_all(
            OpeningRow(entry=index, field=name, salt=row["salt"], value=row["value"])
            for name, (_, row) in openings.items()
        )
        self._session.flush()
        return index

    def size(self) -> int:
        """How many entries there are."""
        newest: int | None = self._session.exec(select(func.max(LogEntryRow.index))).one()
        return 0 if newest is None else newest + 1

    def node(self, level: int, index: int) -> bytes:
        """The hash of a stored node; raises ``LookupError`` where it is not complete."""
        row = self._session.get(LogNodeRow, (level, index))
        if row is None:
            raise LookupError(f"The log has no node {index} at level {level}.")
        return row.hash

    def nodes(self) -> list[tree.Node]:
        """Every stored node: level, index, hash."""
        columns = cast("Any", (LogNodeRow.level, LogNodeRow.index, LogNodeRow.hash))
        return [(level, index, digest) for level, index, digest in self._session.exec(select(*columns))]

    def has_act(self, act_id: str) -> bool:
        """Whether an act of this id is in the log."""
        found = select(LogEntryRow.index).where(LogEntryRow.act == act_id)
        return self._session.exec(found).first() is not None

    def lines(self, case: str) -> list[LogLine]:
        """The entries of a case as a reader sees them."""
        rows = self._session.exec(
            select(LogEntryRow).where(LogEntryRow.case == case).order_by(cast("Any", LogEntryRow.case_seq))
        )
        return [_line(row) for row in rows]

    def leaves(self) -> list[bytes]:
        """Every entry's bytes, in order."""
        order = cast("Any", LogEntryRow.index)
        return list(self._session.exec(select(LogEntryRow.leaf).order_by(order)))

    def read_leaves(self, first: int, count: int) -> list[bytes]:
        """The bytes of up to ``count`` entries from the index ``first`` on, in order."""
        order = cast("Any", LogEntryRow.index)
        wanted = order >= first, order < first + count
        return list(self._session.exec(select(LogEntryRow.leaf).where(*wanted).order_by(order)))

    def leaf(self, index: int) -> bytes:
        """The bytes of an entry."""
        return self._session.exec(select(LogEntryRow.leaf).where(LogEntryRow.index == index)).one()

    def forget(self, index: int) -> None:
        """Remove the openings of an entry; without them it still verifies, and its fields are withheld."""
        for row in self._session.exec(select(OpeningRow).where(OpeningRow.entry == index)):
            self._session.delete(row)
        self._session.flush()

    def case_entries(self, case: str) -> list[CaseEntry]:
        """The entries of a case with their places and the openings that are kept, in order."""
        of_case = select(LogEntryRow).where(LogEntryRow.case == case)
        rows = self._session.exec(of_case.order_by(cast("Any", LogEntryRow.case_seq)))
        openings = self._openings_of(case)
        return [CaseEntry(row.index, row.leaf, tuple(openings[row.index])) for row in rows]

    def checkpoints(self) -> list[str]:
        """The signed checkpoints, the smallest first."""
        order = cast("Any", CheckpointRow.size)
        return list(self._session.exec(select(CheckpointRow.note).order_by(order)))

    def openings(self) -> list[bytes]:
        """The openings that are kept, each as one line."""
        order = cast("Any", OpeningRow.entry), cast("Any", OpeningRow.field)
        rows = self._session.exec(select(OpeningRow).order_by(*order))
        return [_opening(row).to_bytes() + b"\n" for row in rows]

    def keep_checkpoint(self, size: int, note: str, at: datetime) -> None:
        """Keep a signed checkpoint unless one of this size is kept already."""
        if self._session.get(CheckpointRow, size) is None:
            self._session.add(CheckpointRow(size=size, note=note, signed_at=at))
            self._session.flush()

    def find_checkpoint(self, size: int) -> str | None:
        """The checkpoint signed at this size, if any."""
        row = self._session.get(CheckpointRow, size)
        return row.note if row else None

    def _openings_of(self, case: str) -> defaultdict[int, list[Opening]]:
        """The openings of a case by the index of their entry, each entry's by field."""
        joined = select(OpeningRow).join(
            LogEntryRow, cast("Any", LogEntryRow.index) == cast("Any", OpeningRow.entry)
        )
        found: defaultdict[int, list[Opening]] = defaultdict(list)
        for row in sorted(self._session.exec(joined.where(LogEntryRow.case == case)), key=_field_of):
            found[row.entry].append(_opening(row))
        return found

    def _open(self, act: Act, name: str, value: Any, source: str | None) -> tuple[str, dict[str, str]]:
        plain = to_plain(value)
        salt = self._salts.make(source, act.id, name)
        return commit(plain, salt), {"salt": salt.hex(), "value": canonical.to_bytes(plain).decode()}

    def _entry(self, act: Act, event: Event, opened: dict[str, Any], protected: dict[str, str]) -> LogEntry:
        link = self._link(act.case)
        return LogEntry(
            at=to_stamp(act.at),
            by=act.by,
            case=act.case,
            case_prev=link.case_prev,
            case_seq=link.case_seq,
            event=type(event).__name__,
            open=to_plain(opened),
            protected=protected,
        )

    def _link(self, case: str) -> chain.Link:
        newest = (
            select(LogEntryRow.leaf)
            .where(LogEntryRow.case == case)
            .order_by(cast("Any", LogEntryRow.case_seq).desc())
            .limit(1)
        )
        leaf = self._session.exec(newest).first()
        return chain.link_after(LogEntry.from_bytes(leaf)) if leaf is not None else chain.FIRST

    def _write(self, index: int, act: Act, entry: LogEntry) -> None:
        leaf = entry.to_bytes()
        self._session.add(
            LogEntryRow(index=index, act=act.id, case=act.case, case_seq=entry.case_seq, leaf=leaf)
        )
        for level, place, digest in tree.append(index, [tree.leaf_hash(leaf)], self.node):
            self._session.add(LogNodeRow(level=level, index=place, hash=digest))


def _field_of(row: OpeningRow) -> str:
    return row.field


def _opening(row: OpeningRow) -> Opening:
    return Opening(row.entry, row.field, row.salt, json.loads(row.value))


def to_plain(value: Any) -> Any:
    """The value as JSON has it: enums, dates and tuples as text and lists."""
    return json.loads(json.dumps(value, default=str))


def _line(row: LogEntryRow) -> LogLine:
    entry = LogEntry.from_bytes(row.leaf)
    return LogLine(
        index=row.index,
        case_seq=entry.case_seq,
        at=entry.at,
        event=entry.event,
        by=entry.by,
        leaf_hash=tree.leaf_hash(row.leaf).hex(),
        fields=dict(entry.open),
    )
