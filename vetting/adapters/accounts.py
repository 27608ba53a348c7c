"""Accounts, sessions and tokens, in the transaction of a unit of work."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypeVar, cast

from sqlalchemy import delete, func
from sqlmodel import Session, SQLModel, select

from vetting.adapters.account_tables import AccountRow, ApiTokenRow, FailedSignInRow, SessionRow
from vetting.domain.accounts import AccountFields, ApiTokenFields, SessionFields

Fields = TypeVar("Fields", bound=SQLModel)


class Accounts:
    """The accounts in one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def keep(self, account: AccountFields) -> None:
        """Keep an account, new or changed."""
        self._merge(AccountRow(**account.model_dump()))

    def get(self, ident: str) -> AccountFields | None:
        """The account with this id, if any."""
        return _account(self._session.get(AccountRow, ident))

    def find_login(self, login: str) -> AccountFields | None:
        """The account with this login, if any."""
        return _account(self._session.exec(select(AccountRow).where(AccountRow.login == login)).first())

    def find_subject(self, subject: str) -> AccountFields | None:
        """The account of this person of the sign-in provider, if any."""
        return _account(self._session.exec(select(AccountRow).where(AccountRow.subject == subject)).first())

    def list(self) -> Sequence[AccountFields]:
        """All accounts, by id."""
        rows = self._session.exec(select(AccountRow).order_by(AccountRow.id))
        return [_to_fields(AccountFields, row) for row in rows]

    def keep_session(self, session: SessionFields) -> None:
        """Keep a session, new or used again."""
        self._merge(SessionRow(**session.model_dump()))

    def find_session(self, digest: str) -> SessionFields | None:
        """The session with this hash, if any."""
        row = self._session.get(SessionRow, digest)
        return _to_fields(SessionFields, row) if row else None

    def end_session(self, digest: str) -> None:
        """End a session; harmless where there is none."""
        self._delete(SessionRow, cast("Any", SessionRow.hash) == digest)

    def end_sessions_of(self, account: str) -> None:
        """End every session of an account."""
        self._delete(SessionRow, cast("Any", SessionRow.account) == account)

    def end_sessions_before(self, began_at: datetime) -> None:
        """Forget sessions that are over by their age."""
        self._delete(SessionRow, cast("Any", SessionRow.began_at) < began_at)

    def keep_token(self, token: ApiTokenFields) -> None:
        """Keep a new token."""
        self._merge(ApiTokenRow(**token.model_dump()))

    def find_token(self, digest: str) -> ApiTokenFields | None:
        """The token with this hash, if any."""
        row = self._session.get(ApiTokenRow, digest)
        return _to_fields(ApiTokenFields, row) if row else None

    def end_tokens_of(self, account: str) -> None:
        """End every token of an account."""
        self._delete(ApiTokenRow, cast("Any", ApiTokenRow.account) == account)

    def note_failure(self, login_hash: str, at: datetime) -> None:
        """Remember that a password was wrong."""
        self._session.add(FailedSignInRow(login_hash=login_hash, at=at))
        self._session.flush()

    def count_failures(self, login_hash: str, since: datetime) -> int:
        """How many passwords were wrong for a login since then."""
        mine = select(func.count()).where(
            FailedSignInRow.login_hash == login_hash, FailedSignInRow.at > since
        )
        return self._session.exec(mine).one()

    def forget_failures(self, before: datetime) -> None:
        """Forget what no longer counts."""
        self._delete(FailedSignInRow, cast("Any", FailedSignInRow.at) <= before)

    def _merge(self, row: Any) -> None:
        self._session.merge(row)
        self._session.flush()

    def _delete(self, table: type[Any], which: Any) -> None:
        self._session.execute(delete(table).where(which))


def _to_fields(kind: type[Fields], row: SQLModel) -> Fields:
    return kind.model_validate({name: getattr(row, name) for name in kind.model_fields})


def _account(row: AccountRow | None) -> AccountFields | None:
    return _to_fields(AccountFields, row) if row else None
