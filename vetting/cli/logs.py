"""``vetting log``: verify that the log is whole."""

from pathlib import Path
from typing import Annotated

import typer

from vetting.cli import output
from vetting.cli.files import read_text
from vetting.cli.options import HomeOption, JsonOption

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="The log: verify.")


@app.command("verify")
def verify(
    home: HomeOption = None,
    key: Annotated[
        str | None, typer.Option("--key", help="The log key's fingerprint, from elsewhere.")
    ] = None,
    checkpoint: Annotated[
        Path | None, typer.Option("--checkpoint", help="An earlier checkpoint that you kept.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Verify every entry, every case's chain, the openings and the newest checkpoint."""
    from vetting.bootstrap import open_existing
    from vetting.usecases.verifying import verify_log

    earlier = read_text(checkpoint, "the checkpoint") if checkpoint else None
    report = verify_log(open_existing(home), key, earlier)
    if as_json:
        output.print_json({"entries": report.size, "faults": list(report.faults), "key": report.key})
    else:
        for fault in report.faults:
            output.say(fault)
        if not report.faults:
            typer.echo(f"The log is whole: {report.size} entries, signed by {report.key}.")
            if key is None:
                output.say(
                    "The key was taken from the home itself; give --key to check against another copy."
                )
    if report.faults:
        raise typer.Exit(1)
