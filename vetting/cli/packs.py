"""``vetting pack``: check a pack of rules, read it, and say what differs between two."""

from typing import Annotated, Any

import typer

from vetting.cli import output
from vetting.cli.options import HomeOption, JsonOption, PackOption

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Policy packs: check, show, diff.")


@app.command("check")
def check(
    pack: Annotated[str, typer.Argument(help="A shipped pack's name, or a folder.")] = "un-default",
    as_json: JsonOption = False,
) -> None:
    """Check a pack whole and list every fault."""
    from vetting.adapters.packs import find_faults
    from vetting.policy.texts import count_texts

    found, faults = find_faults(pack)
    texts = count_texts(found) if found else {}
    if as_json:
        said = [str(fault) for fault in faults]
        output.print_json({"pack": pack, "faults": said, "texts": {one: list(texts[one]) for one in texts}})
    for fault in faults if not as_json else ():
        output.say(str(fault))
    if faults or found is None:
        raise typer.Exit(1)
    if not as_json:
        typer.echo(
            f"{found.name}@{found.version}: {len(found.criteria)} criteria, {len(found.examples)} examples, "
            f"no fault; {found.hash}"
        )
        counts = ", ".join(f"{one} {have} of {of}" for one, (have, of) in texts.items())
        typer.echo(f"texts: {counts}")


@app.command("diff")
def diff(
    old: Annotated[str, typer.Argument(help="A shipped pack's name, or a folder.")],
    new: Annotated[str, typer.Argument(help="The pack that is to come in its place.")],
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say what differs between two packs: in rules, and, with a home, in its cases."""
    from vetting.adapters.packs import find
    from vetting.policy.diff import diff_packs

    before, after = find(old), find(new)
    changes = [str(change) for change in diff_packs(before, after)]
    cases = _compared_cases(home, before, after) if home else []
    if as_json:
        output.print_json({"rules": changes, "cases": [one.to_json() for one in cases]})
        return
    for change in changes or ["No rule differs."]:
        typer.echo(change)
    if home:
        _tell_cases(cases)


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


def _compared_cases(home: Any, old: Any, new: Any) -> list[Any]:
    from vetting.bootstrap import open_existing
    from vetting.usecases.replaying import compare_packs

    return list(compare_packs(open_existing(home), old, new))


def _tell_cases(cases: list[Any]) -> None:
    from vetting.usecases.replaying import explain_change

    told = [explain_change(one) for one in cases if not one.same]
    typer.echo(f"{len(told)} of {len(cases)} cases would change{':' if told else '.'}")
    for sentence in told:
        typer.echo(f"  {sentence}")
