"""The store on PostgreSQL keeps the very rules that it keeps on SQLite."""

from collections.abc import Iterator

import pytest

from tests.adapters.store_rules import Store, StoreRules
from tests.postgresql.server import Server
from vetting.adapters.database import open_database

pytestmark = pytest.mark.no_cover


class TestStoreOnPostgresql(StoreRules):
    @pytest.fixture
    def url(self, server: Server) -> str:
        return server.new_database()

    @pytest.fixture
    def store(self, url: str) -> Iterator[Store]:
        engine = open_database(url)
        yield Store(engine)
        engine.dispose()
