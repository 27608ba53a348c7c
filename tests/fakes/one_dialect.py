"""One way of speaking to SQLite for every database of the tests, so that each question is put into SQL once.

SQLAlchemy keeps what it has put into SQL with each engine. The program opens one engine; the tests open
thousands, one for each home, and would spend more than half of their time on the same questions.
"""

from typing import Any, Self

from sqlalchemy import Engine
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite

_MADE: dict[type, Any] = {}
_COMPILED: dict[Any, Any] = {}


def speak_with_one_dialect() -> None:
    """Let every engine of SQLite that is made from now on share one dialect, and what was compiled for it."""
    registry.register("sqlite", __name__, "OneDialect")


class OneDialect(SQLiteDialect_pysqlite):
    """SQLite's own dialect, made once: it knows nothing of any one database."""

    supports_statement_cache = True

    def __new__(cls, **_options: Any) -> Self:
        made: Self = _MADE.setdefault(cls, super().__new__(cls))
        return made

    def __init__(self, **options: Any) -> None:
        if not vars(self):
            super().__init__(**options)

    @classmethod
    def engine_created(cls, engine: Engine) -> None:
        engine.update_execution_options(compiled_cache=_COMPILED)
