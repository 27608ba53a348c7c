"""``vetting submission`` and ``vetting report``: what came in through the public pages, for officers."""

from pathlib import Path
from typing import Annotated

import typer

from vetting.cli import output
from vetting.cli.files import read_bytes
from vetting.cli.options import CaseArgument, HomeOption, JsonOption

submission_app = typer.Typer(
    no_args_is_help=True, rich_markup_mode=None, help="Submissions: take out a sealed part."
)
report_app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Reports of partnerships, and announced ones: list, announce.",
)


@submission_app.command("sealed")
def sealed(
    case: CaseArgument,
    submission: Annotated[str, typer.Argument(help="The id of the submission.")],
    by: Annotated[str, typer.Option("--by", help="Who takes it out, by the id on the case.")],
    reason: Annotated[str, typer.Option("--reason", help="Why; it enters the log.")],
    out: Annotated[Path, typer.Option("--out", help="Where to write the file of age.")],
    file: Annotated[
        str, typer.Option("--file", help="The id of one of its files, instead of what it says.")
    ] = "",
    home: HomeOption = None,
) -> None:
    """Take out a sealed part, or a sealed file, as a file of age, to be opened on the officer's own machine."""
    from vetting.adapters.evidence import write_durably
    from vetting.bootstrap import open_existing
    from vetting.domain.round_commands import UnsealSubmission
    from vetting.usecases.attaching import sealed_file
    from vetting.usecases.send import send
    from vetting.usecases.unsealing import sealed_part

    desk = open_existing(home)
    content = sealed_file(desk, case, file) if file else sealed_part(desk, case, submission)
    ident = f"taken-out/{submission}/{desk.stamps.draw(64):x}"
    command = UnsealSubmission(
        id=ident,
        case=case,
        by=by,
        at=desk.clock.now(),
        submission=submission,
        reason=reason,
        file=file or None,
    )
    send(desk, [command])
    write_durably(out, content)
    into = " --out FOLDER" if file else ""
    output.say(f"Wrote {out}. Open it with: vetting submission open {out} --key KEYFILE{into}")


@submission_app.command("open")
def open_file(
    file: Annotated[Path, typer.Argument(help="A file of age, as 'sealed' wrote it.")],
    key: Annotated[Path, typer.Option("--key", help="The secret key of an officer.")],
    out: Annotated[
        Path | None,
        typer.Option("--out", help="The folder to write a sealed file to; without it, text is printed."),
    ] = None,
) -> None:
    """Open a sealed part on this machine, and print it; or write a sealed file to a folder."""
    from vetting.adapters.sealing import is_plain_key, open_layer, unwrap_key
    from vetting.domain.errors import BadInput, Fault
    from vetting.domain.sealed import unpad

    wrapped = read_bytes(key, "the key")
    sealed = read_bytes(file, "the sealed file")
    phrase = "" if is_plain_key(wrapped) else typer.prompt("Passphrase", hide_input=True, err=True)
    layer = open_layer(sealed, unwrap_key(wrapped, phrase))
    try:
        content = unpad(layer)
        if out is None:
            typer.echo(content.decode())
        else:
            _write_file(content, out)
    except (ValueError, KeyError) as error:
        how = "Leave --out away for a text; name a folder with --out for a file."
        raise BadInput([Fault(str(file), "it holds something else than was asked for.", how)]) from error


def _write_file(content: bytes, folder: Path) -> None:
    from vetting.adapters.evidence import write_durably
    from vetting.domain.attachments import from_sealed_file

    clean = from_sealed_file(content)
    write_durably(folder / clean.name, clean.content)
    left = ", ".join(clean.left_out) or "nothing"
    output.say(f"Wrote {folder / clean.name}. When it came, this was left out: {left}.")


@report_app.command("list")
def list_reported(home: HomeOption = None, as_json: JsonOption = False) -> None:
    """The reports that came in, by week; what they say is sealed."""
    from vetting.bootstrap import open_existing
    from vetting.usecases.reports import list_reports

    rows = [(one.id, one.week.date().isoformat(), one.handled) for one in list_reports(open_existing(home))]
    if as_json:
        output.print_json([dict(zip(("report", "week", "handled"), row, strict=True)) for row in rows])
        return
    output.table(("report", "week", "handled"), [list(row) for row in rows])


@report_app.command("announce")
def announce(
    ident: Annotated[str, typer.Argument(help="A short id for it.")],
    company: Annotated[str, typer.Option("--company", help="The company.")],
    what: Annotated[str, typer.Option("--what", help="What was announced, in one sentence.")],
    on: Annotated[str, typer.Option("--on", help="The day it was announced, as 2020-03-30.")],
    source: Annotated[str, typer.Option("--source", help="The title of the source.")],
    where: Annotated[str, typer.Option("--where", help="Where the source can be read.")],
    by: Annotated[str, typer.Option("--by", help="Who enters it.")],
    office: Annotated[str, typer.Option("--office", help="The United Nations body.")] = "",
    home: HomeOption = None,
) -> None:
    """List a partnership as announced but not vetted, with its source."""
    from datetime import date

    from vetting.bootstrap import open_existing
    from vetting.domain.announced import AnnouncedFields
    from vetting.domain.errors import BadInput, Fault
    from vetting.usecases.reports import announce_partnership

    desk = open_existing(home)
    try:
        day = date.fromisoformat(on)
    except ValueError as error:
        raise BadInput([Fault("--on", f"'{on}' is no day.", "Write it as 2020-03-30.")]) from error
    announced = AnnouncedFields(
        id=ident,
        company=company,
        office=office,
        what=what,
        announced_on=day,
        source_title=source,
        source_locator=where,
        entered_by=by,
        entered_at=desk.clock.now(),
    )
    announce_partnership(desk, announced)
    output.say(f"{company} is in the register as announced but not vetted.")
