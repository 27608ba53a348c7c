"""Accounts, as whoever runs the instance keeps them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from pydantic import ValidationError

from vetting.domain.accounts import AccountFields, AccountState, ApiTokenFields, why_not_password
from vetting.domain.errors import BadInput, Fault, NotFound, Refusal, Refused
from vetting.domain.people import Role
from vetting.usecases.desk import Desk
from vetting.usecases.ports import Work
from vetting.usecases.signing_in import SECRET_BITS, digest_of

LONGEST_TOKEN_LIFE = timedelta(days=366)


@dataclass(frozen=True)
class NewAccount:
    """What is said of somebody who shall be able to sign in."""

    id: str
    login: str
    roles: Sequence[Role] = ()
    name: str = ""
    subject: str | None = None  # who this is at the sign-in provider


def add_account(desk: Desk, new: NewAccount) -> AccountFields:
    """A new account, without a password yet; refused where its id, login or subject is taken.

    Raises ``BadInput`` for an id or a login that is empty or too long.
    """
    said = {**vars(new), "login": new.login.strip().lower(), "made_at": desk.clock.now()}
    try:
        account = AccountFields.model_validate(said)
    except ValidationError as wrong:
        raise BadInput([Fault(str(one["loc"][0]), f"{one['msg']}.") for one in wrong.errors()]) from None
    with desk.work() as work:
        if _is_taken(work, account):
            raise Refused(Refusal("account_exists", {"account": new.id}))
        work.accounts.keep(account)
        work.commit()
    return account


def list_accounts(desk: Desk) -> Sequence[AccountFields]:
    """All accounts, by id."""
    with desk.read() as work:
        return work.accounts.list()


def set_password(desk: Desk, ident: str, password: str) -> None:
    """Give an account a password; its sessions end."""
    if refusal := why_not_password(password):
        raise Refused(refusal)
    kept = desk.passwords.hash(password)
    with desk.work() as work:
        account = _get(work, ident)
        work.accounts.keep(account.model_copy(update={"password_hash": kept}))
        work.accounts.end_sessions_of(ident)
        work.commit()


def disable_account(desk: Desk, ident: str) -> None:
    """Keep an account from signing in; its sessions and tokens end."""
    with desk.work() as work:
        account = _get(work, ident)
        work.accounts.keep(account.model_copy(update={"state": AccountState.DISABLED}))
        work.accounts.end_sessions_of(ident)
        work.accounts.end_tokens_of(ident)
        work.commit()


def make_token(desk: Desk, ident: str, label: str, roles: Sequence[Role], days: int) -> str:
    """The secret of a new token of an account, shown once; it never gives more than the account has."""
    now = desk.clock.now()
    secret = f"vt_{desk.stamps.draw(SECRET_BITS):064x}"
    with desk.work() as work:
        account = _get(work, ident)
        if lacking := sorted(set(roles) - set(account.roles)):
            raise Refused(Refusal("token_beyond_account", {"account": ident, "roles": ", ".join(lacking)}))
        ends_at = now + min(timedelta(days=days), LONGEST_TOKEN_LIFE)
        token = ApiTokenFields(
            hash=digest_of(secret),
            label=label,
            account=ident,
            roles=list(roles) or list(account.roles),
            made_at=now,
            ends_at=ends_at,
        )
        work.accounts.keep_token(token)
        work.commit()
    return secret


def _get(work: Work, ident: str) -> AccountFields:
    account = work.accounts.get(ident)
    if account is None:
        raise NotFound("account", ident)
    return account


def _is_taken(work: Work, account: AccountFields) -> bool:
    subject = account.subject and work.accounts.find_subject(account.subject)
    return bool(work.accounts.get(account.id) or work.accounts.find_login(account.login) or subject)
