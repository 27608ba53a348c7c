"""Signing in and out, and who a session or a token stands for."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from vetting.domain.accounts import (
    LONGEST_SESSION,
    TRIES_WITHIN,
    AccountFields,
    AccountState,
    SessionFields,
    is_over,
    why_not_try,
)
from vetting.domain.errors import Refusal, Refused
from vetting.domain.people import Role
from vetting.usecases.desk import Desk

SECRET_BITS = 256
_SEEN_EVERY = 60  # seconds; a session's use is written down no more often


@dataclass(frozen=True)
class SignedIn:
    """A session and its account, with the roles that it gives."""

    account: AccountFields
    session: SessionFields
    roles: frozenset[Role]


def sign_in_with_password(desk: Desk, login: str, password: str, old: str | None = None) -> str:
    """The secret id of a new session; the old one, if any, ends. Raises ``Refused``."""
    with desk.read() as work:
        account = work.accounts.find_login(login.strip().lower())
    known = _check_password(desk, login.strip().lower(), account, password)
    return _begin_session(desk, known, old, desk.clock.now())


def confirm_with_password(desk: Desk, session: SessionFields, password: str) -> None:
    """Note that whoever holds a session has proved again who they are. Raises ``Refused``."""
    now = desk.clock.now()
    with desk.read() as work:
        account = work.accounts.get(session.account)
    if account is None:
        raise Refused(Refusal("sign_in_failed"))
    _check_password(desk, account.login, account, password)
    with desk.work() as work:
        work.accounts.keep_session(session.model_copy(update={"seen_at": now, "confirmed_at": now}))
        work.commit()


def sign_in_with_subject(desk: Desk, subject: str, proven_at: datetime, old: str | None = None) -> str:
    """The secret id of a new session of whom the sign-in provider vouches for. Raises ``Refused``."""
    with desk.read() as work:
        account = work.accounts.find_subject(subject)
    if account is None or account.state is not AccountState.ACTIVE:
        raise Refused(Refusal("no_account_here"))
    return _begin_session(desk, account, old, proven_at)


def find_signed_in(desk: Desk, secret: str) -> SignedIn | None:
    """Who a session stands for; ``None`` when it is over. Using it keeps it alive."""
    now = desk.clock.now()
    with desk.read() as work:
        session = work.accounts.find_session(digest_of(secret))
        account = work.accounts.get(session.account) if session else None
    if (
        session is None
        or account is None
        or account.state is not AccountState.ACTIVE
        or is_over(session, now)
    ):
        return None
    if (now - session.seen_at).total_seconds() >= _SEEN_EVERY:
        session = _keep_alive(desk, session, now)
    return SignedIn(account, session, frozenset(account.roles))


def find_token_holder(desk: Desk, secret: str) -> SignedIn | None:
    """Who a program's token stands for: its roles, as far as its account has them still."""
    now = desk.clock.now()
    with desk.read() as work:
        token = work.accounts.find_token(digest_of(secret))
        account = work.accounts.get(token.account) if token else None
    if token is None or account is None or account.state is not AccountState.ACTIVE or token.ends_at <= now:
        return None
    session = SessionFields(
        hash=token.hash, account=account.id, began_at=token.made_at, seen_at=now, confirmed_at=token.made_at
    )
    return SignedIn(account, session, frozenset(token.roles) & frozenset(account.roles))


def sign_out(desk: Desk, secret: str) -> None:
    """End a session; harmless when it is over."""
    with desk.work() as work:
        work.accounts.end_session(digest_of(secret))
        work.commit()


def digest_of(secret: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _check_password(desk: Desk, login: str, account: AccountFields | None, password: str) -> AccountFields:
    now, login_hash = desk.clock.now(), digest_of(login)
    with desk.read() as work:
        failures = work.accounts.count_failures(login_hash, now - TRIES_WITHIN)
    if refusal := why_not_try(failures):
        raise Refused(refusal)
    is_right = desk.passwords.is_right(password, account.password_hash if account else None)
    if account is None or not is_right or account.state is not AccountState.ACTIVE:
        _note_failure(desk, login_hash, now)
        raise Refused(Refusal("sign_in_failed"))
    return account


def _begin_session(desk: Desk, account: AccountFields, old: str | None, proven_at: datetime) -> str:
    now = desk.clock.now()
    secret = f"{desk.stamps.draw(SECRET_BITS):064x}"
    session = SessionFields(
        hash=digest_of(secret), account=account.id, began_at=now, seen_at=now, confirmed_at=proven_at
    )
    with desk.work() as work:
        if old:
            work.accounts.end_session(digest_of(old))
        work.accounts.end_sessions_before(now - LONGEST_SESSION)
        work.accounts.keep_session(session)
        work.commit()
    return secret


def _keep_alive(desk: Desk, session: SessionFields, now: datetime) -> SessionFields:
    seen = session.model_copy(update={"seen_at": now})
    with desk.work() as work:
        if work.accounts.find_session(session.hash):  # not ended meanwhile
            work.accounts.keep_session(seen)
        work.commit()
    return seen


def _note_failure(desk: Desk, login_hash: str, now: datetime) -> None:
    with desk.work() as work:
        work.accounts.forget_failures(now - TRIES_WITHIN)
        work.accounts.note_failure(login_hash, now)
        work.commit()
