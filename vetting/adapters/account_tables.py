"""The tables of accounts, sessions and tokens; no entry of the log tells of them."""

from datetime import datetime

from sqlalchemy import JSON, Index, String
from sqlmodel import Field, SQLModel

from vetting.domain.accounts import AccountFields, AccountState, ApiTokenFields, SessionFields
from vetting.domain.people import Role


class AccountRow(AccountFields, table=True):
    """Somebody who may sign in."""

    __tablename__ = "account"
    id: str = Field(primary_key=True, max_length=40)
    login: str = Field(unique=True)
    subject: str | None = Field(default=None, unique=True)
    roles: list[Role] = Field(default_factory=list, sa_type=JSON)
    state: AccountState = Field(sa_type=String)


class SessionRow(SessionFields, table=True):
    """One signing-in."""

    __tablename__ = "web_session"
    __table_args__ = (Index("ix_web_session_account", "account"),)
    hash: str = Field(primary_key=True)


class ApiTokenRow(ApiTokenFields, table=True):
    """A key for programs."""

    __tablename__ = "api_token"
    hash: str = Field(primary_key=True)
    roles: list[Role] = Field(default_factory=list, sa_type=JSON)


class FailedSignInRow(SQLModel, table=True):
    """A password that was wrong; the login only as its hash, for people type passwords there."""

    __tablename__ = "failed_sign_in"
    __table_args__ = (Index("ix_failed_sign_in_login", "login_hash", "at"),)
    number: int | None = Field(default=None, primary_key=True)
    login_hash: str
    at: datetime
