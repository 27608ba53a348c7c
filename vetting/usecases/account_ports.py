"""What the use cases ask of accounts: a table of them and of sessions, and passwords."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from vetting.domain.accounts import AccountFields, ApiTokenFields, SessionFields


class AccountTable(Protocol):
    """Accounts, sessions and tokens in one transaction."""

    def keep(self, account: AccountFields) -> None:
        """Keep an account, new or changed."""

    def get(self, ident: str) -> AccountFields | None:
        """The account with this id, if any."""

    def find_login(self, login: str) -> AccountFields | None:
        """The account with this login, if any."""

    def find_subject(self, subject: str) -> AccountFields | None:
        """The account of this person of the sign-in provider, if any."""

    def list(self) -> Sequence[AccountFields]:
        """All accounts, by id."""

    def keep_session(self, session: SessionFields) -> None:
        """Keep a session, new or used again."""

    def find_session(self, digest: str) -> SessionFields | None:
        """The session with this hash, if any."""

    def end_session(self, digest: str) -> None:
        """End a session; harmless where there is none."""

    def end_sessions_of(self, account: str) -> None:
        """End every session of an account."""

    def end_sessions_before(self, began_at: datetime) -> None:
        """Forget sessions that are over by their age."""

    def keep_token(self, token: ApiTokenFields) -> None:
        """Keep a new token."""

    def find_token(self, digest: str) -> ApiTokenFields | None:
        """The token with this hash, if any."""

    def end_tokens_of(self, account: str) -> None:
        """End every token of an account."""

    def note_failure(self, login_hash: str, at: datetime) -> None:
        """Remember that a password was wrong."""

    def count_failures(self, login_hash: str, since: datetime) -> int:
        """How many passwords were wrong for a login since then."""

    def forget_failures(self, before: datetime) -> None:
        """Forget what no longer counts."""


class Passwords(Protocol):
    """Hashes passwords."""

    def hash(self, password: str) -> str:
        """The hash to keep."""

    def is_right(self, password: str, kept: str | None) -> bool:
        """Whether a password is the one of a hash; without a hash it takes as long and is never right."""
