"""Accounts: who may sign in, and for how long one signing-in holds.

- An account's id is the person's id on cases. Its roles open pages that belong to no case; on a case,
  the roles that the person has there count. An account without a role administers, and opens nothing.
- A session ends half an hour after its last use and ten hours after its begin, at sign-out, and when
  the account is disabled or its password changes.
- A signature needs a password, or the provider's word, of the last five minutes.
"""

from datetime import datetime, timedelta
from enum import StrEnum

from sqlmodel import Field, SQLModel

from vetting.domain.errors import Refusal
from vetting.domain.people import Role

IDLE = timedelta(minutes=30)
LONGEST_SESSION = timedelta(hours=10)
FRESH = timedelta(minutes=5)
SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 200
MOST_TRIES = 5
TRIES_WITHIN = timedelta(minutes=15)


class AccountState(StrEnum):
    """Whether an account may be used."""

    ACTIVE = "active"
    DISABLED = "disabled"


class AccountFields(SQLModel):
    """Somebody who may sign in."""

    id: str = Field(min_length=1, max_length=40)
    login: str = Field(min_length=1, max_length=120)
    name: str = ""
    roles: list[Role] = Field(default_factory=list)
    state: AccountState = AccountState.ACTIVE
    password_hash: str | None = None  # of a local account
    subject: str | None = None  # who this is at the sign-in provider
    made_at: datetime


class SessionFields(SQLModel):
    """One signing-in; kept by the hash of its secret id."""

    hash: str
    account: str
    began_at: datetime
    seen_at: datetime
    confirmed_at: datetime  # when the person last proved who they are


class ApiTokenFields(SQLModel):
    """A key for programs; kept by the hash of its secret."""

    hash: str
    label: str = Field(min_length=1, max_length=80)
    account: str
    roles: list[Role]
    made_at: datetime
    ends_at: datetime


def is_over(session: SessionFields, now: datetime) -> bool:
    """Whether a session has ended by itself."""
    return now - session.seen_at > IDLE or now - session.began_at > LONGEST_SESSION


def why_not_sign_now(session: SessionFields, now: datetime) -> Refusal | None:
    """Why this session cannot carry a signature now, if so."""
    return None if now - session.confirmed_at <= FRESH else Refusal("sign_in_again", {})


def why_not_try(failures: int) -> Refusal | None:
    """Why another password cannot be tried now, if so."""
    minutes = int(TRIES_WITHIN.total_seconds() // 60)
    return Refusal("too_many_tries", {"minutes": minutes}) if failures >= MOST_TRIES else None


def why_not_password(password: str) -> Refusal | None:
    """Why this cannot be a password, if so."""
    if SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        return None
    return Refusal("password_length", {"least": SHORTEST_PASSWORD, "most": LONGEST_PASSWORD})
