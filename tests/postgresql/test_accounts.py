"""Accounts on PostgreSQL keep the very rules that they keep on SQLite."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from tests.adapters.account_rules import AccountRules
from tests.postgresql.server import Server
from vetting.adapters.database import open_database

pytestmark = pytest.mark.no_cover


class TestAccountsOnPostgresql(AccountRules):
    @pytest.fixture
    def engine(self, server: Server) -> Iterator[Engine]:
        engine = open_database(server.new_database())
        yield engine
        engine.dispose()
