"""Accounts, as whoever runs the instance keeps them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from pydantic import ValidationError

from vetting.domain.accounts import AccountFields, AccountState, ApiTokenFields, why_not_password
from vetting.domain.case import CaseFields
from vetting.domain.errors import BadInput, Fault, NotFound, Refusal, Refused
from vetting.domain.holding import find_unheld, list_unknown
from vetting.domain.people import PersonFields, Role, words_of
from vetting.domain.stages import TRANSITIONS
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

    Refused too where its person has a role on an open case that the account would not hold.

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
        _keep(work, account)
        work.commit()
    return account


def list_accounts(desk: Desk) -> Sequence[AccountFields]:
    """All accounts, by id."""
    with desk.read() as work:
        return work.accounts.list()


def list_without_account(work: Work, case: str) -> list[str]:
    """The people of a case who cannot sign in, as no account has their id; nobody where there are no accounts."""
    accounts = {one.id for one in work.accounts.list()}
    return list_unknown(work.list(PersonFields, case), accounts)


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


def grant_roles(desk: Desk, ident: str, roles: Sequence[Role]) -> AccountFields:
    """The account with these roles beside those it has; they count from the next page on."""
    return _change_roles(desk, ident, lambda had: [*had, *(one for one in roles if one not in had)])


def revoke_roles(desk: Desk, ident: str, roles: Sequence[Role]) -> AccountFields:
    """The account without these roles; refused while its person has one of them on a case that is open."""
    return _change_roles(desk, ident, lambda had: [one for one in had if one not in roles])


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


def _change_roles(desk: Desk, ident: str, change: Callable[[list[Role]], list[Role]]) -> AccountFields:
    with desk.work() as work:
        account = _get(work, ident)
        changed = account.model_copy(update={"roles": change(account.roles)})
        _keep(work, changed)
        work.commit()
    return changed


def _keep(work: Work, account: AccountFields) -> None:
    """Keep an account whose roles hold what its person is on every open case."""
    unheld = _list_unheld(work, account)
    if unheld:
        roles = list(dict.fromkeys(role for lacking in unheld.values() for role in lacking))
        said = {"account": account.id, "roles": words_of(roles), "cases": ", ".join(unheld)}
        raise Refused(Refusal("role_kept_on_case", said))
    work.accounts.keep(account)


def _list_unheld(work: Work, account: AccountFields) -> dict[str, list[Role]]:
    """The roles of the account's person that it does not hold, by open case."""
    unheld = {}
    for ident in work.list_cases_of(account.id):
        case, person = work.get(CaseFields, ident), work.get(PersonFields, ident, account.id)
        if case and person and TRANSITIONS[case.status]:
            unheld[ident] = find_unheld(person.roles, account.roles)
    return {case: lacking for case, lacking in unheld.items() if lacking}


def _get(work: Work, ident: str) -> AccountFields:
    account = work.accounts.get(ident)
    if account is None:
        raise NotFound("account", ident)
    return account


def _is_taken(work: Work, account: AccountFields) -> bool:
    subject = account.subject and work.accounts.find_subject(account.subject)
    return bool(work.accounts.get(account.id) or work.accounts.find_login(account.login) or subject)
