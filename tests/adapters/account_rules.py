"""What accounts, sessions, tokens and wrong passwords must keep to, whichever database they stand on."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from tests.adapters.store_rules import Store
from tests.factories import START
from vetting.domain.accounts import AccountFields, AccountState, ApiTokenFields, SessionFields
from vetting.domain.people import Role

ADA = AccountFields(
    id="P-1", login="ada", name="Ada Fictional", roles=[Role.LEGAL, Role.DPO], subject="s-1", made_at=START
)


def a_session(digest: str, account: str = "P-1", began_at: timedelta = timedelta()) -> SessionFields:
    at = START + began_at
    return SessionFields(hash=digest, account=account, began_at=at, seen_at=at, confirmed_at=at)


class AccountRules:
    """A subclass gives a new database's engine."""

    @pytest.fixture
    def engine(self) -> Engine:
        raise NotImplementedError

    @pytest.fixture
    def store(self, engine: Engine) -> Store:
        store = Store(engine)
        with store.work() as work:
            work.accounts.keep(ADA)
            work.commit()
        return store

    def test_an_account_comes_back_as_it_went_in(self, store: Store) -> None:
        with store.read() as work:
            found = [
                work.accounts.get("P-1"),
                work.accounts.find_login("ada"),
                work.accounts.find_subject("s-1"),
            ]
            assert found == [ADA, ADA, ADA]
            assert work.accounts.list() == [ADA]
            assert (work.accounts.get("P-2"), work.accounts.find_login("Ada")) == (None, None)

    def test_an_account_that_is_kept_again_changes(self, store: Store) -> None:
        disabled = ADA.model_copy(update={"state": AccountState.DISABLED, "password_hash": "h"})
        with store.work() as work:
            work.accounts.keep(disabled)
            assert work.accounts.list() == [disabled]

    def test_no_two_accounts_have_one_login(self, store: Store) -> None:
        with pytest.raises(IntegrityError), store.work() as work:
            work.accounts.keep(ADA.model_copy(update={"id": "P-2", "subject": None}))

    def test_sessions_end_one_by_one_by_account_and_by_age(self, store: Store) -> None:
        with store.work() as work:
            for session in (
                a_session("a"),
                a_session("b"),
                a_session("c", "P-2"),
                a_session("d", "P-2", timedelta(1)),
            ):
                work.accounts.keep_session(session)
            assert work.accounts.find_session("a") == a_session("a")
            work.accounts.end_session("a")
            work.accounts.end_session("a")
            work.accounts.end_sessions_of("P-1")
            work.accounts.end_sessions_before(START + timedelta(hours=1))
            left = [one for one in "abcd" if work.accounts.find_session(one)]
            assert left == ["d"]

    def test_tokens_end_with_their_account(self, store: Store) -> None:
        token = ApiTokenFields(
            hash="t", label="x", account="P-1", roles=[Role.DPO], made_at=START, ends_at=START + timedelta(1)
        )
        with store.work() as work:
            work.accounts.keep_token(token)
            assert work.accounts.find_token("t") == token
            work.accounts.end_tokens_of("P-1")
            assert work.accounts.find_token("t") is None

    def test_wrong_passwords_are_counted_by_login_and_forgotten_by_age(self, store: Store) -> None:
        with store.work() as work:
            for minutes in (0, 1, 2):
                work.accounts.note_failure("ada", START + timedelta(minutes=minutes))
            work.accounts.note_failure("eve", START)
            assert work.accounts.count_failures("ada", START) == 2
            work.accounts.forget_failures(START)
            assert work.accounts.count_failures("ada", START - timedelta(1)) == 2
            assert work.accounts.count_failures("eve", START - timedelta(1)) == 0
