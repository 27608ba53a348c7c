"""The log as three append-only tables: entries, nodes of the tree, checkpoints.

An entry joins inside the transaction of the state it tells of. The writer lock makes this the only
writer, so that the next index is the number of entries, and what a transaction has written or read of
the log's end holds until it is over.
"""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import CursorResult, Executable, Table, bindparam, func, insert
from sqlmodel import Session, select

from vetting.adapters.salts import Salts
from vetting.adapters.tables_of_the_log import CheckpointRow, LogEntryRow, LogNodeRow, OpeningRow
from vetting.audit import canonical, chain, tree
from vetting.audit.entry import LogEntry, Opening, commit
from vetting.domain.dossier import LogLine
from vetting.domain.events import Event, split
from vetting.domain.signatures import Given
from vetting.domain.times import to_stamp
from vetting.usecases.kept import Act, CaseEntry

_ENTRIES, _NODES, _OPENINGS = (
    cast("Table", cast("Any", row).__table__) for row in (LogEntryRow, LogNodeRow, OpeningRow)
)
# built once: an act asks each of these, and building a question costs more than asking it
_SIZE = select(func.max(_ENTRIES.c.index))
_IS_KEPT = select(_ENTRIES.c.index).where(_ENTRIES.c.act == bindparam("act"))
_LEAVES_OF = select(_ENTRIES.c.act, _ENTRIES.c.leaf).where(
    _ENTRIES.c.act.in_(bindparam("acts", expanding=True))
)
_LEAVES_OF_CASE = (
    select(_ENTRIES.c.index, _ENTRIES.c.leaf)
    .where(_ENTRIES.c.case == bindparam("of"))
    .order_by(_ENTRIES.c.case_seq)
)
_NEWEST = (
    select(_ENTRIES.c.case_seq, _ENTRIES.c.leaf)
    .where(_ENTRIES.c.case == bindparam("of"))
    .order_by(_ENTRIES.c.case_seq.desc())
    .limit(1)
)
_NODE = select(_NODES.c.hash).where(
    _NODES.c.level == bindparam("at_level"), _NODES.c.index == bindparam("at_index")
)
_NEW_ENTRY, _NEW_NODES, _NEW_OPENINGS = insert(_ENTRIES), insert(_NODES), insert(_OPENINGS)


class LogTable:
    """The log of one instance, within one session."""

    def __init__(self, session: Session, salts: Salts) -> None:
        self._session = session
        self._salts = salts
        self.let_go()

    def let_go(self) -> None:
        """Forget the end of the log: the transaction is over, and others may write."""
        self._next: int | None = None
        self._links: dict[str, chain.Link] = {}
        self._known: dict[tuple[int, int], bytes] = {}

    def append(self, act: Act, event: Event, source: str | None) -> int:
        """Write the event's entry, nodes and openings; its index.

        ``source`` is the hash of the case file where the case was imported: salts then repeat.
        """
        index = self.size()
        self._next = index + 1
        opened, protected = split(event)
        if act.given is not Given.ASSERTED:
            opened["given"] = act.given.value
        openings = {name: self._open(act, name, value, source) for name, value in protected.items()}
        leaf = self._entry(act, event, opened, {k: commitment for k, (commitment, _) in openings.items()})
        self._write(index, act, leaf)
        if openings:
            rows = [{"entry": index, "field": name, **row} for name, (_, row) in openings.items()]
            self._run(_NEW_OPENINGS, rows)
        return index

    def size(self) -> int:
        """How many entries there are."""
        if self._next is not None:
            return self._next
        newest: int | None = self._run(_SIZE).scalar_one()
        return 0 if newest is None else newest + 1

    def node(self, level: int, index: int) -> bytes:
        """The hash of a stored node; raises ``LookupError`` where it is not complete."""
        known = self._known.get((level, index))
        if known is None:
            known = self._run(_NODE, {"at_level": level, "at_index": index}).scalar_one_or_none()
        if known is None:
            raise LookupError(f"The log has no node {index} at level {level}.")
        return known

    def nodes(self) -> list[tree.Node]:
        """Every stored node: level, index, hash."""
        columns = cast("Any", (LogNodeRow.level, LogNodeRow.index, LogNodeRow.hash))
        return [(level, index, digest) for level, index, digest in self._session.exec(select(*columns))]

    def has_act(self, act_id: str) -> bool:
        """Whether an act of this id is in the log."""
        return self._run(_IS_KEPT, {"act": act_id}).first() is not None

    def leaves_of(self, acts: Sequence[str]) -> dict[str, bytes]:
        """The bytes of the entries of these acts, by act; an act that is not in the log has none."""
        return {row.act: row.leaf for row in self._run(_LEAVES_OF, {"acts": acts})}

    def lines(self, case: str) -> list[LogLine]:
        """The entries of a case as a reader sees them."""
        rows = self._run(_LEAVES_OF_CASE, {"of": case}).mappings()
        return [_line(row["index"], row["leaf"]) for row in rows]

    def leaves(self) -> list[bytes]:
        """Every entry's bytes, in order."""
        order = cast("Any", LogEntryRow.index)
        return [_as_bytes(one) for one in self._session.exec(select(LogEntryRow.leaf).order_by(order))]

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
        plain = to_json_value(value)
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
            open=to_json_value(opened),
            protected=protected,
        )

    def _link(self, case: str) -> chain.Link:
        if case in self._links:
            return self._links[case]
        newest = self._run(_NEWEST, {"of": case}).first()
        return chain.link_to(newest.case_seq, newest.leaf) if newest else chain.FIRST

    def _write(self, index: int, act: Act, entry: LogEntry) -> None:
        leaf = entry.to_bytes()
        row = {"index": index, "act": act.id, "case": act.case, "case_seq": entry.case_seq, "leaf": leaf}
        self._run(_NEW_ENTRY, [row])
        self._links[act.case] = chain.link_to(entry.case_seq, leaf)
        made = tree.append(index, [tree.leaf_hash(leaf)], self.node)
        self._known |= {(level, place): digest for level, place, digest in made}
        self._run(_NEW_NODES, [{"level": level, "index": place, "hash": one} for level, place, one in made])

    def _run(
        self, statement: Executable, values: Mapping[str, Any] | Sequence[Any] = ()
    ) -> CursorResult[Any]:
        return self._session.connection().execute(statement, values or None)


def _as_bytes(leaf: bytes | str) -> bytes:
    """SQLite keeps a text where a text was written over bytes; it is read all the same, to be found a fault."""
    return leaf if isinstance(leaf, bytes) else leaf.encode()


def _field_of(row: OpeningRow) -> str:
    return row.field


def _opening(row: OpeningRow) -> Opening:
    return Opening(row.entry, row.field, row.salt, json.loads(row.value))


def to_json_value(value: Any) -> Any:
    """The value as JSON has it: enums, dates and tuples as text and lists."""
    return json.loads(json.dumps(value, default=str))


def _line(index: int, leaf: bytes) -> LogLine:
    entry, leaf_hash = _read(leaf)
    return LogLine(
        index=index,
        case_seq=entry.case_seq,
        at=entry.at,
        event=entry.event,
        by=entry.by,
        leaf_hash=leaf_hash,
        fields=dict(entry.open),
    )


# An entry never changes, and each reading of a case reads all of its entries.
@lru_cache(maxsize=4096)
def _read(leaf: bytes) -> tuple[LogEntry, str]:
    return LogEntry.from_bytes(leaf), tree.leaf_hash(leaf).hex()
