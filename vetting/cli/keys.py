"""``vetting keys``: whose keys protected submissions are sealed to."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vetting.cli import output
from vetting.cli.options import HomeOption, JsonOption

if TYPE_CHECKING:
    from vetting.adapters.sealing import AgeSealer

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Keys of officers and custodians: make, add, list, remove.",
)
NameArgument = Annotated[
    str, typer.Argument(help="A short name of the holder: small letters, digits, hyphens.")
]
KeyArgument = Annotated[str, typer.Argument(help="The holder's public key; it begins with age1.")]


@app.command("make")
def make(out: Annotated[Path, typer.Argument(help="Where to write the secret key.")]) -> None:
    """Make a key pair on the holder's own machine; the public key is printed."""
    from vetting.adapters.evidence import write_durably
    from vetting.adapters.sealing import make_key, wrap_key
    from vetting.domain.errors import BadInput, Fault

    if out.exists():
        raise BadInput([Fault(str(out), "the file is there already.", "Give another name.")])
    phrase = typer.prompt("Passphrase", hide_input=True, confirmation_prompt=True, err=True)
    secret, public = make_key()
    write_durably(out, wrap_key(secret, phrase))
    typer.echo(public)
    output.say(f"Wrote {out}, wrapped with the passphrase. Nobody can restore either of them.")


@app.command("add-officer")
def add_officer(name: NameArgument, key: KeyArgument, home: HomeOption = None) -> None:
    """Seal protected submissions to this officer as well, from now on."""
    _sealer(home).add_recipient("officer", name, key)
    output.say(f"Protected submissions are sealed to {name} as well, from now on.")


@app.command("add-custodian")
def add_custodian(name: NameArgument, key: KeyArgument, home: HomeOption = None) -> None:
    """Name a custodian of contacts; two are needed, and both together open one."""
    sealer = _sealer(home)
    sealer.add_recipient("custodian", name, key)
    done = (
        "Contacts are sealed to the first two custodians." if sealer.can_seal_identity() else "Name one more."
    )
    output.say(f"{name} is a custodian. {done}")


@app.command("remove")
def remove(
    kind: Annotated[str, typer.Argument(help="officer or custodian")],
    name: NameArgument,
    home: HomeOption = None,
) -> None:
    """Seal nothing more to this key; what was sealed to it stays so."""
    _sealer(home).remove_recipient(kind, name)
    output.say(f"Nothing more is sealed to {name}.")


@app.command("list")
def list_keys(home: HomeOption = None, as_json: JsonOption = False) -> None:
    """The keys that are set up."""
    keys = _sealer(home).list_recipients()
    if as_json:
        output.print_json([dict(zip(("kind", "name", "key"), one, strict=True)) for one in keys])
        return
    output.table(("kind", "name", "key"), [list(one) for one in keys])


def _sealer(home: Path | None) -> "AgeSealer":
    from vetting.bootstrap import open_existing, sealer_of
    from vetting.settings import read_settings

    open_existing(home)  # refuses a folder that is no home
    return sealer_of(read_settings(home))
