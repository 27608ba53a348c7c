"""Tables that speak of the same things, item by item: controversies, impacts.

A table lists the items (its first column names them); others refer to them by a column ``ref(table)``. Facts carry
numbers in place of the names.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from weakref import WeakKeyDictionary

from vetting.policy.pack import Criterion, Pack

# README of the default pack, Semantics 3: a per-item table without a row for an item of CTV-01 is unknown for it. The
# other collections have no such rule.
MUST_COVER: Final = frozenset({"controversies"})

_FOUND: Final[WeakKeyDictionary[Pack, dict[str, ItemTable]]] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class ItemTable:
    """How the table of one criterion names its items, and which of their cells couplings read."""

    criterion: str
    collection: str
    key: str
    columns: tuple[str, ...]
    is_base: bool  # it lists the items
    must_cover: bool  # an item without a row is unknown


class Numbers:
    """The numbers of the items of one collection, in the order in which they are first named."""

    def __init__(self) -> None:
        """No item yet."""
        self._numbers: dict[str, int] = {}

    def add(self, name: str) -> None:
        """Number the item, if it has no number yet."""
        self._numbers.setdefault(name, len(self._numbers) + 1)

    def of(self, name: str) -> int:
        """The number of the item."""
        return self._numbers[name]


def find_item_tables(pack: Pack) -> dict[str, ItemTable]:
    """The criteria whose tables speak of items, by id."""
    if pack not in _FOUND:
        collections = {
            column.args[0]
            for table in pack.rules.columns.values()
            for column in table.columns
            if column.kind == "ref"
        }
        found = [_item_table(pack, one, collections) for one in pack.criteria.values()]
        _FOUND[pack] = {one.criterion: one for one in found if one}
    return _FOUND[pack]


def _item_table(pack: Pack, criterion: Criterion, collections: set[str]) -> ItemTable | None:
    table = pack.rules.columns.get(criterion.answer_type.table or "")
    if table is None:
        return None
    ref = next((column for column in table.columns if column.kind == "ref"), None)
    if ref is None and table.name not in collections:
        return None
    collection = ref.args[0] if ref else table.name
    inputs = [one for coupling in pack.rules.couplings for one in coupling.inputs if one.kind == "row"]
    read = [name for one in inputs if one.criterion == criterion.id for name in one.columns]
    filed = [column.name for column in table.columns if column.kind == "criterion"] if read else []
    columns = tuple(dict.fromkeys((*read, *filed)))
    if not columns and collection not in MUST_COVER:
        return None
    return ItemTable(
        criterion.id,
        collection,
        (ref or table.key).name,
        columns,
        ref is None,
        ref is not None and collection in MUST_COVER,
    )
