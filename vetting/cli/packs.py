"""``vetting pack``: check a pack of rules, and read it."""

from typing import Annotated

import typer

from vetting.cli import output
from vetting.cli.options import JsonOption, PackOption

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Policy packs: check, show.")


@app.command("check")
def check(
    pack: Annotated[str, typer.Argument(help="A shipped pack's name, or a folder.")] = "un-default",
    as_json: JsonOption = False,
) -> None:
    """Check a pack whole and list every fault."""
    from vetting.adapters.packs import find_faults

    found, faults = find_faults(pack)
    if as_json:
        output.print_json({"pack": pack, "faults": [str(fault) for fault in faults]})
    elif faults:
        for fault in faults:
            output.say(str(fault))
    if faults or found is None:
        raise typer.Exit(1)
    if not as_json:
        typer.echo(
            f"{found.name}@{found.version}: {len(found.criteria)} criteria, {len(found.examples)} examples, "
            f"no fault; {found.hash}"
        )


@app.command("show")
def show(
    criterion: Annotated[str | None, typer.Argument(help="One criterion, such as INT-06.")] = None,
    pack: PackOption = "un-default",
) -> None:
    """Show a pack's criteria, or one of them with its guidance, effects and sources."""
    from vetting.adapters.packs import find
    from vetting.domain.errors import NotFound

    found = find(pack)
    if criterion is None:
        rows = [(one.id, one.stage, one.asked_from, one.question) for one in found.criteria.values()]
        output.table(("id", "stage", "asked from", "question"), rows)
        return
    row = found.criteria.get(criterion)
    if row is None:
        raise NotFound("criterion", criterion)
    typer.echo(f"{row.id}  {row.question}\n  {row.guidance}")
    typer.echo(
        f"  answer     {row.answer_text}, by {', '.join(row.answered_by)}, asked from {row.asked_from}"
    )
    for effect in row.effects:
        typer.echo(f"  effect     {effect.text}")
    for key in row.sources:
        source = found.sources[key]
        typer.echo(
            f"  source     {source['title']} ({source['publisher']}, {source['year']}; {source['verified']})"
        )
