"""``vetting ownership``: who owns and who controls a party, as of a day."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vetting.cli import output
from vetting.cli.options import JsonOption

if TYPE_CHECKING:
    from vetting.screening.ownership import Owner, Ownership

REJECTS = 20
"""How many rejects are printed; ``--json`` holds all."""


def ownership(
    file: Annotated[
        Path,
        typer.Argument(
            exists=True, dir_okay=False, help="BODS 0.4 or FollowTheMoney, as JSON or JSON lines."
        ),
    ],
    of: Annotated[str, typer.Option("--of", help="The party, by name or id.")],
    as_of: Annotated[str, typer.Option("--as-of", help="The day, as 2020-03-29.")],
    listed: Annotated[
        list[str] | None, typer.Option("--listed", help="A party on a list, by name or id; may be repeated.")
    ] = None,
    svg: Annotated[Path | None, typer.Option("--svg", help="Write the picture of the tree here.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Show who owns and who controls a party: effective share, aggregate rule and control, kept apart."""
    from vetting.screening.ownership import trace_ownership
    from vetting.screening.ownership_json import to_json
    from vetting.screening.ownership_names import get_party
    from vetting.screening.ownership_read import read_graph

    graph = read_graph(file.read_bytes(), as_of, file.name)
    target = get_party(graph, of)
    found = trace_ownership(graph, target.id, [get_party(graph, one).id for one in listed or []])
    if svg:
        _draw(found, svg)
    if as_json:
        output.print_json(to_json(found))
    else:
        _show(found)


def _draw(found: "Ownership", path: Path) -> None:
    from vetting.documents.catalogue import load_words
    from vetting.documents.ownership_chart import draw_owners
    from vetting.documents.parts.ownership import describe_owners
    from vetting.screening.ownership_json import to_json

    said = describe_owners(to_json(found))
    path.write_text(draw_owners(said, found.graph.as_of, load_words()).svg, encoding="utf-8")


def _show(found: "Ownership") -> None:
    from vetting.documents.visible import to_visible

    typer.echo(to_visible(f"Who owns {found.target.label}, as of {found.graph.as_of}"))
    if found.owners:
        heads = ("owner", "effective share", "half or more (shares)", "control (votes)", "kind")
        output.table(heads, [[to_visible(cell) for cell in _row(one)] for one in found.owners])
    for line in _lines(found):
        typer.echo(to_visible(line))
    for line in _rejects(found):
        output.say(to_visible(line))


def _row(owner: "Owner") -> tuple[str, ...]:
    from vetting.screening.ownership_sentences import SAID

    share = str(owner.share) if owner.share else "a role, no share"
    name = owner.party.label.replace("[", "\\[")
    return name, share, SAID[owner.majority], SAID[owner.controls], owner.party.kind.value


def _lines(found: "Ownership") -> Iterator[str]:
    from vetting.screening.ownership_findings import tell_declared
    from vetting.screening.ownership_json import tell_chain, tell_link, tell_step

    at_the_end = [one for one in found.owners if one.ultimate] or found.owners
    for owner in at_the_end:
        yield from (f"Chain: {tell_chain(found.graph, one)}" for one in owner.chains)
        if owner.more_chains:
            yield f"Chain: {owner.party.label} holds through more chains, which are not listed."
    yield from (f"Link: {tell_link(found.graph, one)}" for one in found.links)
    yield from (
        f"Declared: {tell_declared(found.graph, one)}"
        for one in found.declared
        if one.verdict.value == "agrees"
    )
    for step in found.aggregate:
        told = tell_step(found.graph, step, "aggregate_step")
        yield f"Listed together ({step.certainty.value}): {told}"
    yield from (f"Finding: {one.sentence}" for one in found.findings)


def _rejects(found: "Ownership") -> Iterator[str]:
    rejects = found.graph.rejects
    if rejects:
        yield f"{len(rejects)} places could not be used as they stand:"
    yield from (f"  {one.where}: {one.text}" for one in rejects[:REJECTS])
    if len(rejects) > REJECTS:
        yield f"  and {len(rejects) - REJECTS} more; --json lists them all."
    yield from (f"Set aside: {count} {what}." for what, count in sorted(found.graph.set_aside.items()))
