"""``vetting account``: who may sign in, and the keys of programs."""

import getpass
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from vetting.cli import output
from vetting.cli.options import HomeOption, JsonOption
from vetting.domain.people import Role

if TYPE_CHECKING:
    from vetting.domain.accounts import AccountFields

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Accounts: who may sign in.")

AccountArgument = Annotated[
    str, typer.Argument(help="The id of the account, which is the person's id on cases.")
]
RoleOption = Annotated[list[Role] | None, typer.Option("--role", help="A role, several times if need be.")]
RolesOption = Annotated[list[Role], typer.Option("--role", help="A role, several times if need be.")]


@app.command("add")
def add(
    account: AccountArgument,
    login: Annotated[str, typer.Option(help="What the person types to sign in.")] = "",
    name: Annotated[str, typer.Option(help="The name shown on pages.")] = "",
    role: RoleOption = None,
    subject: Annotated[str, typer.Option(help="Who this is at the sign-in provider (its 'sub').")] = "",
    home: HomeOption = None,
) -> None:
    """Add an account; give it a password afterwards, or name its subject at the sign-in provider."""
    from vetting.bootstrap import open_desk
    from vetting.settings import read_settings
    from vetting.usecases.accounts import NewAccount, add_account

    new = NewAccount(account, login or account, role or (), name, subject or None)
    added = add_account(open_desk(read_settings(home)), new)
    output.say(
        f"{added.id} may sign in as {added.login} ({', '.join(added.roles) or 'no role: opens nothing'})."
    )


@app.command("list")
def list_(home: HomeOption = None, as_json: JsonOption = False) -> None:
    """List the accounts."""
    from vetting.bootstrap import open_existing
    from vetting.usecases.accounts import list_accounts

    rows = [_shown(one) for one in list_accounts(open_existing(home))]
    if as_json:
        output.print_json({"accounts": rows})
        return
    headings = ["account", "login", "roles", "state", "signs in by"]
    output.table(headings, [[r["id"], r["login"], ", ".join(r["roles"]), r["state"], r["by"]] for r in rows])


@app.command("password")
def password(account: AccountArgument, home: HomeOption = None) -> None:
    """Set an account's password, typed twice, or one line on standard input; its sessions end."""
    from vetting.bootstrap import open_existing
    from vetting.usecases.accounts import set_password

    set_password(open_existing(home), account, _read_password())
    output.say(f"The password of {account} is set; its earlier sessions ended.")


@app.command("grant")
def grant(account: AccountArgument, role: RolesOption, home: HomeOption = None) -> None:
    """Give an account more roles; its person can then be assigned to them on a case."""
    from vetting.bootstrap import open_existing
    from vetting.usecases.accounts import grant_roles

    changed = grant_roles(open_existing(home), account, role)
    output.say(f"{changed.id} has the roles {', '.join(changed.roles)}.")


@app.command("revoke")
def revoke(account: AccountArgument, role: RolesOption, home: HomeOption = None) -> None:
    """Take roles from an account; refused while its person has one of them on an open case."""
    from vetting.bootstrap import open_existing
    from vetting.usecases.accounts import revoke_roles

    changed = revoke_roles(open_existing(home), account, role)
    output.say(f"{changed.id} has {', '.join(changed.roles) or 'no role: it opens nothing'}.")


@app.command("disable")
def disable(account: AccountArgument, home: HomeOption = None) -> None:
    """Keep an account from signing in; its sessions and tokens end at once."""
    from vetting.bootstrap import open_existing
    from vetting.usecases.accounts import disable_account

    disable_account(open_existing(home), account)
    output.say(f"{account} can no longer sign in; its sessions and tokens ended.")


@app.command("token")
def token(
    account: AccountArgument,
    label: Annotated[str, typer.Option(help="What the token is for.")],
    role: RoleOption = None,
    days: Annotated[int, typer.Option(min=1, max=366, help="How long it holds.")] = 90,
    home: HomeOption = None,
) -> None:
    """Make a token for a program; it is printed once, and gives no more than its account has."""
    from vetting.bootstrap import open_existing
    from vetting.usecases.accounts import make_token

    typer.echo(make_token(open_existing(home), account, label, role or (), days))
    output.say("Keep it like a password: it is not shown again. 'vetting account disable' ends it.")


def _shown(account: "AccountFields") -> dict[str, Any]:
    ways = [("password", account.password_hash), ("provider", account.subject)]
    by = ", ".join(way for way, has in ways if has) or "nothing yet"
    return account.model_dump(mode="json", include={"id", "login", "name", "roles", "state"}) | {"by": by}


def _read_password() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    first = getpass.getpass("New password: ")
    if first != getpass.getpass("The same again: "):
        raise typer.BadParameter("The two were not the same. Nothing was changed.")
    return first
