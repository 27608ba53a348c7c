"""Accounts on SQLite; the rules stand in ``account_rules``. And passwords, as they are kept."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.adapters.account_rules import AccountRules
from vetting.adapters.database import open_database
from vetting.adapters.passwords import Argon2Passwords


class TestAccountsOnSqlite(AccountRules):
    @pytest.fixture
    def engine(self, tmp_path: Path) -> Engine:
        return open_database(f"sqlite:///{tmp_path / 'vetting.db'}")


def test_a_password_is_right_for_its_own_hash_alone() -> None:
    passwords = Argon2Passwords()
    kept = passwords.hash("a plain password")
    assert kept.startswith("$argon2id$")
    assert passwords.is_right("a plain password", kept)
    assert not passwords.is_right("another password", kept)
    assert not passwords.is_right("a plain password", "no hash at all")
    assert kept != passwords.hash("a plain password")


@pytest.mark.parametrize("password", ["", "of nobody", "x"])
def test_where_there_is_no_hash_no_password_is_right(password: str) -> None:
    assert not Argon2Passwords().is_right(password, None)
