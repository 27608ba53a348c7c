"""The store on SQLite; the rules stand in ``store_rules``, for every database alike."""

from pathlib import Path

import pytest

from tests.adapters.store_rules import StoreRules


class TestStoreOnSqlite(StoreRules):
    @pytest.fixture
    def url(self, tmp_path: Path) -> str:
        return f"sqlite:///{tmp_path / 'vetting.db'}"
