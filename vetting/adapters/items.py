"""The items of cases as rows of their tables: read, written, removed, within one session.

- Items go in and out as the domain's fields classes; a row never leaves the adapters.
- What is new is inserted without asking first whether it is there: most of what is kept is new.
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, TypeVar, cast

from sqlalchemy import Insert, Select, Table, bindparam, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel

from vetting.adapters.tables import ROW_OF

Fields = TypeVar("Fields", bound=SQLModel)
Key = tuple[str | int, ...]

_INSERT: Mapping[str, Callable[[Table], Any]] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


class Items:
    """The items of all kinds, within one session."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._held: dict[tuple[type[SQLModel], Key], Any] = {}  # the session forgets what nobody holds

    def row(self, row_type: type[SQLModel], key: Key) -> Any:
        """The row with this key, read once in a transaction, or ``None``."""
        row = self._session.get(row_type, key)
        if row is not None:
            self._held[row_type, key] = row
        return row

    def get(self, kind: type[Fields], key: Key) -> Fields | None:
        """The item with this key, or ``None``."""
        row = self.row(ROW_OF[kind], key)
        return to_fields(kind, row) if row is not None else None

    def list(self, kind: type[Fields], case: str) -> list[Fields]:
        """The items of a case, in the order in which they were filed."""
        rows = self._session.connection().execute(_select_of_case(kind), {"of": case})
        return [kind.model_validate(dict(row)) for row in rows.mappings()]

    def put(self, item: SQLModel, filed: int) -> None:
        """Write an item: as a new row, or as the changed values of the row with its key."""
        row_type = ROW_OF[type(item)]
        values = item.model_dump()
        key = tuple(values[column.name] for column in _table(row_type).primary_key)
        numbered = {"filed": filed} if "filed" in row_type.model_fields else {}
        if (row_type, key) not in self._held and self._insert(row_type, values | numbered):
            return
        row = self.row(row_type, key)
        for name, value in values.items():
            setattr(row, name, value)

    def remove(self, kind: type[SQLModel], key: Key) -> None:
        """Remove an item for good; harmless where there is none."""
        row = self.row(ROW_OF[kind], key)
        if row is not None:
            del self._held[ROW_OF[kind], key]
            self._session.delete(row)
            self._session.flush()

    def _insert(self, row_type: type[SQLModel], values: Mapping[str, Any]) -> bool:
        """Whether the row was new."""
        connection = self._session.connection()
        made = connection.execute(_insert_new(connection.dialect.name, row_type), [values])
        return made.rowcount == 1


def to_fields(kind: type[Fields], row: SQLModel) -> Fields:
    """The item that a row holds."""
    return kind.model_validate({name: getattr(row, name) for name in kind.model_fields})


# built once: a dossier asks one of each kind, and building a question costs more than asking it
@cache
def _select_of_case(kind: type[SQLModel]) -> Select[Any]:
    table = _table(ROW_OF[kind])
    keys = [column for column in table.primary_key if column.name != "case"]
    columns = [table.c[name] for name in kind.model_fields]
    return select(*columns).where(table.c.case == bindparam("of")).order_by(table.c.filed, *keys)


@cache
def _insert_new(dialect: str, row_type: type[SQLModel]) -> Insert:
    table = _table(row_type)
    made: Insert = _INSERT[dialect](table).on_conflict_do_nothing(index_elements=table.primary_key)
    return made


def _table(row_type: type[SQLModel]) -> Table:
    return cast("Table", cast("Any", row_type).__table__)
